"""Measures a running demonstration instance and prints one table. Called by scripts/bench.sh.

The load comes from wrk on the same machine, so read the ratios to nginx, not the numbers alone.
"""

import argparse
import functools
import re
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

import load
from load import REPRESENTATIVE, Person, headers, lua

arguments = argparse.ArgumentParser()
for name in ("portal", "post", "nginx", "server", "binary"):
    arguments.add_argument(f"--{name}", required=True)
arguments.add_argument("--seconds", type=int, default=6)
given = arguments.parse_args()
wrk = functools.partial(load.wrk, [given.server], seconds=given.seconds)


def permits(person, party, employee):
    """A person's whole way to an exit permit, each thread of wrk one person: eleven requests, in order."""
    token = person.token()
    form = lambda **fields: urllib.parse.urlencode(dict(fields, csrf=token))
    day = time.localtime(time.time() + 86400 * 3)
    dates = {
        f"{name}-{part}": value
        for name in ("departure", "return_date")
        for part, value in (("day", day.tm_mday), ("month", day.tm_mon), ("year", day.tm_year))
    }
    return lua(
        f"""
        local headers = {{ ["Cookie"] = "{person.cookies()}", ["Content-Type"] = "application/x-www-form-urlencoded" }}
        local bodies = {{ "{form(party=party)}", "{form(employee=employee)}", "{form(trips='single')}", "{form(**dates)}", "{form()}" }}
        local step, place = 0, "/en/services/exit-permit/apply"
        request = function()
            step = step + 1
            if step % 2 == 1 then return wrk.format("GET", place, headers) end
            local target = place
            if step == 10 then target = place:gsub("/check", "/submission") end
            return wrk.format("POST", target, headers, bodies[step / 2])
        end
        response = function(status, fields, body)
            if step == 11 or (status ~= 200 and status ~= 303) then step, place = 0, "/en/services/exit-permit/apply"; return end
            local location = fields["location"] or fields["Location"]
            if location then place = location:gsub("%?.*", "") end
        end
        """
    )


def memory(pid):
    status = open(f"/proc/{pid}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def start_up():
    """Milliseconds from starting the program to being ready, with the whole pack and a database that is there."""
    folder = tempfile.mkdtemp()
    port = subprocess.run(
        ["python3", "-c", 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'],
        capture_output=True, text=True, check=True).stdout.strip()
    best = None
    for _ in range(4):
        began = time.monotonic()
        server = subprocess.Popen(
            [given.binary, "serve", "--demo", "--port", port, "--data", f"{folder}/x.sqlite", "--files", f"{folder}/files"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=1)
                break
            except OSError:
                time.sleep(0.002)
        took = (time.monotonic() - began) * 1000
        best = took if best is None else min(best, took)
        server.terminate()
        server.wait()
    return best


person = Person(given.portal, given.post)
person.sign_in(*REPRESENTATIVE)
person.get("/en/services/exit-permit/apply")
party = re.search(r'value="(organisation:[^"]+)"', person.page).group(1)
person.send("/en/services/exit-permit/apply", party=party)
draft_page = person.path
employee = re.search(r'name="employee" value="([^"]+)"', person.page).group(1)
person.send(draft_page, employee=employee)
trips_page = person.path
person.send(trips_page, trips="single")
dates_page = person.path
day = time.localtime(time.time() + 86400 * 3)
person.send(dates_page, **{
    f"{name}-{part}": value for name in ("departure", "return_date")
    for part, value in (("day", day.tm_mday), ("month", day.tm_mon), ("year", day.tm_year))})
person.send(person.path.replace("/check", "/submission"))
case_page = person.path
person.get("/en/services/exit-permit/apply")
person.send("/en/services/exit-permit/apply", party=party)
write_page = person.path
token = person.token()

before = memory(given.server)
rows = []
wrk(given.nginx)
nginx = wrk(given.nginx)
rows.append(("nginx, home page's bytes", *nginx))
rows.append(("home, kept", *wrk(given.portal + "/ar")))
rows.append(("service page, kept", *wrk(given.portal + "/ar/services/residence-permit-renewal")))
rows.append(("home, not kept", *wrk(given.portal + "/ar?fresh")))
rows.append(("service page, not kept", *wrk(given.portal + "/ar/services/residence-permit-renewal?fresh")))
rows.append(("search", *wrk(given.portal + "/ar/search?q=" + urllib.parse.quote("تجديد الاقامة"))))
rows.append(("case page, signed in", *wrk(given.portal + case_page, headers(person))))
rows.append(("form page, durable write", *wrk(
    given.portal + write_page, headers(person, {"csrf": token, "employee": employee}), connections=64)))
rate, p99, cost, errors = wrk(given.portal, permits(person, party, employee), threads=24, connections=24)
rows.append(("exit permit, its 11 requests", rate, p99, cost, errors))

print(f"\n{'what':34} {'a second':>10} {'of nginx':>9} {'p99 ms':>8} {'cpu µs':>8} {'errors':>7}")
for name, rate, p99, cost, errors in rows:
    print(f"{name:34} {rate:10,.0f} {rate / nginx[0]:9.3f} {p99:8.1f} {cost:8.0f} {errors:7}")
print(f"{'exit permits, complete':34} {rows[-1][1] / 11:10,.0f}")
print(f"\nmemory: {before:.0f} MB when idle, {memory(given.server):.0f} MB after the load")
print(f"ready after {start_up():.0f} ms with the whole pack")
