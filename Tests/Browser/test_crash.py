"""The program is killed in the middle of everything; what it had answered is there afterwards, once, and whole."""

import http.cookiejar
import json
import random
import re
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from instance import Instance
from person import KNOWN, PASSWORD

ROUNDS = 6
CLERKS = 4


class Killable(Instance):
    """An instance whose portal can be killed and started again on the same database."""

    def _start(self, name, *arguments):
        super()._start(name, *arguments, *(["--set", "rate-limits=false"] if name == "portal" else []))
        if name == "portal":
            self.portal_arguments = arguments

    def kill_portal(self):
        portal = self._running.pop()
        portal.send_signal(signal.SIGKILL)
        portal.wait()

    def start_portal(self):
        self._start("portal", *self.portal_arguments)
        self._wait(self.url + "/ready")


class Clerk:
    """Applies for exit permits one after the other and remembers what it was told."""

    def __init__(self, instance):
        self.instance = instance
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.answered = []

    def get(self, path):
        return self.read(self.opener.open(self.instance.url + path, timeout=20))

    def send(self, path, **fields):
        fields["csrf"] = re.search(r'name="csrf" value="([^"]+)"', self.page).group(1)
        return self.read(self.opener.open(
            self.instance.url + path, urllib.parse.urlencode(fields).encode(), timeout=20))

    def read(self, answer):
        self.path = urllib.parse.urlsplit(answer.url).path
        self.page = answer.read().decode()
        return self.page

    def sign_in(self, post):
        who = KNOWN["maryam-al-sulaiti"]
        self.get("/en/sign-in")
        self.send("/en/sign-in", qid=who["qid"], password=PASSWORD)
        for _ in range(100):
            known = set(post["used"])
            sent = json.load(urllib.request.urlopen(post["url"] + "/sent.json"))
            codes = [m.group(1) for item in sent if (m := re.search(r"\b(\d{6})\b", item["text"]))]
            fresh = [code for code in codes if code not in known]
            if fresh:
                post["used"].add(fresh[0])
                self.send("/en/sign-in/code", code=fresh[0])
                return
            time.sleep(0.05)
        raise AssertionError("no code came")

    def apply(self):
        self.get("/en/services/exit-permit/apply")
        self.send("/en/services/exit-permit/apply", party="organisation:al-wadi-contracting")
        employee = re.search(r'name="employee" value="([^"]+)"', self.page).group(1)
        self.send(self.path, employee=employee)
        self.send(self.path, trips="single")
        day = time.localtime(time.time() + 2 * 86_400)
        self.send(self.path, **{
            f"{name}-{part}": value for name in ("departure", "return_date")
            for part, value in (("day", day.tm_mday), ("month", day.tm_mon), ("year", day.tm_year))})
        self.send(self.path.replace("/check", "/submission"))
        self.answered.append(self.path.rsplit("/", 1)[1])

    def work(self, until):
        while not until.is_set():
            try:
                self.apply()
            except (urllib.error.URLError, ConnectionError, TimeoutError, OSError, AttributeError):
                time.sleep(0.02)


@pytest.fixture
def instance():
    instance = Killable()
    yield instance
    instance.stop()


def test_what_was_answered_survives_a_kill(instance):
    sms = next(option for option in instance.portal_arguments if str(option).startswith("sms-url="))
    post = {"url": str(sms).removeprefix("sms-url="), "used": set()}
    clerks = [Clerk(instance) for _ in range(CLERKS)]
    for clerk in clerks:
        clerk.sign_in(post)
        clerk.apply()
    for _ in range(ROUNDS):
        stop = threading.Event()
        threads = [threading.Thread(target=clerk.work, args=(stop,)) for clerk in clerks]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.5, 1.5))
        instance.kill_portal()
        stop.set()
        for thread in threads:
            thread.join()
        instance.start_portal()
    answered = [reference for clerk in clerks for reference in clerk.answered]
    assert len(answered) > CLERKS and len(answered) == len(set(answered))
    for reference in answered:
        assert "/en/documents/" in clerks[0].get(f"/en/cases/{reference}"), reference
    wait_until_counted(instance)
    instance.kill_portal()
    look_into(instance.folder / "hukoomi.sqlite", answered)


def wait_until_counted(instance):
    """Events that were written before a kill are delivered after it."""
    database = sqlite3.connect(f"file:{instance.folder / 'hukoomi.sqlite'}?mode=ro", uri=True)
    for _ in range(200):
        waiting = database.execute("select count(*) from job where kind like 'statistics%' and dead_at is null").fetchone()[0]
        if waiting == 0:
            break
        time.sleep(0.05)
    database.close()


def look_into(path, answered):
    database = sqlite3.connect(path)
    one = lambda query, *values: database.execute(query, values).fetchone()[0]
    assert one("pragma integrity_check") == "ok"
    assert database.execute("pragma foreign_key_check").fetchall() == []
    cases = one("select count(*) from case_file")
    assert cases >= len(answered)
    # No half case: each has ended, was submitted once, has one document and was counted once.
    assert one("select count(*) from case_file where outcome is null") == 0
    assert one("select count(*) from case_entry where kind = 'submitted'") == cases
    assert one("select count(*) from document") == cases
    assert one("select coalesce(sum(count), 0) from tally") == cases
    assert one("select coalesce(sum(amount), 0) from ledger_entry") == 0
    database.close()
