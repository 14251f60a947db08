"""Measures one page of a form, read and answered, on three instances side by side; see usual.sh."""

import json
import re
import sys
from pathlib import Path

from load import REPRESENTATIVE, Person, headers, lua, wrk

usual, *portals = sys.argv[2:5]
database = Path(sys.argv[5], "data", "postmaster.pid").read_text().split()[0]


def ours(address, post):
    """The page's address, and scripts that read and answer it."""
    person = Person(address, post)
    person.sign_in(*REPRESENTATIVE)
    person.get("/en/services/exit-permit/apply")
    party = re.search(r'value="(organisation:[^"]+)"', person.page).group(1)
    person.send("/en/services/exit-permit/apply", party=party)
    employee = re.search(r'name="employee" value="([^"]+)"', person.page).group(1)
    return address + person.path, headers(person), headers(person, {"csrf": person.token(), "employee": employee})


def theirs(address):
    person = json.loads(sys.argv[1])
    cookie = f'wrk.headers["Cookie"] = "session={person["session"]}"\n'
    post = f"""wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
        wrk.body = "csrf={person["csrf"]}&employee={person["employee"]}" """
    return f"{address}/drafts/{person['draft']}/pages/employee", lua(cookie), lua(cookie + post)


address, pid = usual.split()
contenders = [("Flask, gunicorn, PostgreSQL", theirs(address), [pid, database])]
for name, portal in zip(("Hukoomi on SQLite", "Hukoomi on PostgreSQL"), portals):
    address, post, pid = portal.split()
    contenders.append((name, ours(address, post), [pid] + ([database] if "Postgre" in name else [])))

print("| what | a second | p99 ms | cpu µs | errors |\n| --- | --- | --- | --- | --- |")
for what, script in (("page of a form, read", 1), ("page of a form, answered durably", 2)):
    for name, way, pids in contenders:
        wrk(pids, way[0], way[script], seconds=2)
        rate, p99, cost, errors = wrk(pids, way[0], way[script])
        print(f"| {what}: {name} | {rate:,.0f} | {p99:.1f} | {cost:,.0f} | {errors} |", flush=True)
