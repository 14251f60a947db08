"""What measuring needs: somebody who signs in and fills in forms, and wrk."""

import http.cookiejar
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

REPRESENTATIVE = ("29163400443", "demo-hukoomi")


class Person:
    """Somebody with a browser: keeps cookies, fills in forms."""

    def __init__(self, portal, post):
        self.portal, self.post = portal, post
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path):
        answer = self.opener.open(self.portal + path)
        self.path = urllib.parse.urlsplit(answer.url).path
        self.page = answer.read().decode()
        return self.page

    def send(self, path, **fields):
        fields["csrf"] = self.token()
        answer = self.opener.open(self.portal + path, urllib.parse.urlencode(fields).encode())
        self.path = urllib.parse.urlsplit(answer.url).path
        self.page = answer.read().decode()
        return self.page

    def token(self):
        return re.search(r'name="csrf" value="([^"]+)"', self.page).group(1)

    def cookies(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def sign_in(self, qid, password):
        self.get("/en/sign-in")
        self.send("/en/sign-in", qid=qid, password=password)
        code = None
        for _ in range(100):
            sent = json.load(urllib.request.urlopen(self.post + "/sent.json"))
            codes = [re.search(r"\b(\d{6})\b", item["text"]) for item in sent if item["kind"] == "sms"]
            code = next((found.group(1) for found in codes if found), None)
            if code:
                break
            time.sleep(0.05)
        self.send("/en/sign-in/code", code=code)


def processor(pids):
    """Seconds of processor time that servers and their children have used so far."""
    ticks = 0
    for pid in pids:
        children = open(f"/proc/{pid}/task/{pid}/children").read().split()
        for one in [pid, *children]:
            try:
                fields = open(f"/proc/{one}/stat").read().rsplit(")", 1)[1].split()
            except FileNotFoundError:
                continue
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def wrk(servers, address, script=None, threads=2, connections=32, seconds=6):
    """Requests per second, p99 in milliseconds, the servers' processor time for one in µs, and errors."""
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    if script:
        command += ["-s", script]
    used = processor(servers)
    text = subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
    amount, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    p99 = float(amount) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    requests = int(re.search(r"(\d+) requests in", text).group(1))
    cost = (processor(servers) - used) / requests * 1e6
    return rate, p99, cost, int(errors.group(1)) if errors else 0


def lua(text):
    file = tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False)
    file.write(text)
    file.close()
    return file.name


def headers(person, post=None):
    lines = [f'wrk.headers["Cookie"] = "{person.cookies()}"']
    if post is not None:
        lines += [
            'wrk.method = "POST"',
            'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"',
            f'wrk.body = "{urllib.parse.urlencode(post)}"',
        ]
    return lua("\n".join(lines))
