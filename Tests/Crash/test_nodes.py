"""Several nodes on one database are one portal."""

import json
import shutil
import signal
import time
import urllib.request

import pytest

from clerks import Representative
from parties import CONTENT, Grid, PostgreSQL, Replicated


@pytest.fixture
def grid(tmp_path):
    shutil.copytree(CONTENT, tmp_path / "pack")
    grid = Grid(PostgreSQL, content=tmp_path / "pack")
    yield grid
    grid.stop()


def test_what_one_node_publishes_all_show(grid):
    address = "/en/services/exit-permit"
    read = lambda node: urllib.request.urlopen(node + address).read().decode()
    before = [read(node) for node in grid.nodes]
    file = grid.content / "services/exit-permit.yaml"
    text = file.read_text()
    name = text.split("en: ", 1)[1].split(" }", 1)[0].strip()
    file.write_text(text.replace(name, "Permit under another name", 1))
    grid.running["node-0"].send_signal(signal.SIGHUP)
    end = time.monotonic() + 20
    while not all("Permit under another name" in read(node) for node in grid.nodes):
        assert time.monotonic() < end, grid.log()
        time.sleep(0.1)
    assert all("Permit under another name" not in page for page in before)


def test_a_session_and_an_application_go_on_at_any_node(grid):
    clerk = Representative(grid)
    clerk.sign_in(set())
    for _ in range(4):
        clerk.apply()
    for node in grid.nodes:
        for reference in clerk.answered:
            assert reference[:4] in clerk.opener.open(f"{node}/en/cases/{reference}").read().decode()


def counted(node):
    """How many cases the public statistics of this month show."""
    month = time.strftime("%Y-%m", time.gmtime(time.time() + 3 * 3600))
    page = json.load(urllib.request.urlopen(f"{node}/statistics/{month}/data.json"))
    return sum(entry["transactions"] for entry in page["sources"] if entry["source"] == "counted")


def wait_until(node, count):
    end = time.monotonic() + 20
    while counted(node) != count:
        assert time.monotonic() < end, f"{counted(node)} counted, not {count}"
        time.sleep(0.1)


def test_statistics_come_from_a_replica_and_while_it_is_away_from_the_first():
    grid = Grid(Replicated)
    try:
        node, database = grid.nodes[0], grid.database
        other = database.ports["other"]
        clerk = Representative(grid)
        clerk.sign_in(set())
        clerk.apply()
        wait_until(node, 1)
        # A replica that receives everything and shows nothing new.
        database.sql("select pg_wal_replay_pause()", other)
        clerk.apply()
        time.sleep(2)
        assert counted(node) == 1
        database.sql("select pg_wal_replay_resume()", other)
        wait_until(node, 2)
        database.sql("alter system set synchronous_standby_names = ''")
        database.sql("select pg_reload_conf()")
        database.run("pg_ctl", "-D", "other", "-m", "immediate", "stop")
        clerk.apply()
        wait_until(node, 3)
    finally:
        grid.stop()
