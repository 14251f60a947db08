"""Kills what serves while people apply and pay, again and again; then looks whether anything that was answered is gone,
or was done twice: `python Tests/Crash/crash.py [KILLS]` kills so many times on each engine."""

import json
import random
import re
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Browser"))
from clerks import Representative, Resident  # noqa: E402
from parties import Grid, PostgreSQL, SQLite  # noqa: E402

ENGINES = {"SQLite": SQLite, "PostgreSQL": PostgreSQL}


@contextmanager
def at_work(clerks):
    """All of them sign in, and apply without a pause until this is over."""
    used, stop = set(), threading.Event()
    for clerk in clerks:
        clerk.sign_in(used)
        clerk.apply()
    threads = [threading.Thread(target=clerk.work, args=(stop,), daemon=True) for clerk in clerks]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def crash(engine, kills, pause=(0.3, 1.0)):
    """Kills while clerks work; answers what happened, after everything was found as it must be."""
    grid = Grid(ENGINES[engine])
    try:
        clerks = [Representative(grid), Representative(grid), Representative(grid), Resident(grid), Resident(grid)]
        misfortunes = grid.database.misfortunes(grid)
        kinds = Counter()
        with at_work(clerks):
            for number in range(kills):
                time.sleep(random.uniform(*pause))
                misfortune = misfortunes[number % len(misfortunes)]
                kinds[misfortune.__name__] += 1
                misfortune()
                if sys.stderr.isatty():
                    print(f"\r{engine}: {number + 1} of {kills}", end="", file=sys.stderr)
            time.sleep(1)
        report = {"kills": dict(kinds), **look(grid, clerks), "requests that failed": sum(c.refusals for c in clerks)}
        return report
    except BaseException:
        print(grid.log(), file=sys.stderr)
        raise
    finally:
        grid.stop()


def look(grid, clerks):
    """Everything that was answered is there, once and whole."""
    rows = grid.database.rows
    number = lambda query: int(rows(query)[0][0] or 0)
    for url in grid.nodes:
        grid.wait(url)
    settle(rows)
    residents = [clerk for clerk in clerks if isinstance(clerk, Resident)]
    answered = [reference for clerk in clerks for reference in clerk.answered]
    assert len(answered) == len(set(answered)), "one reference for two cases"
    known = Counter(reference for reference, in rows("select reference from case_file"))
    gone = [reference for reference in answered if known[reference] != 1]
    assert gone == [], f"cases that were answered and are not there once: {gone}"
    assert grid.database.faults() == []
    # No half case: each was sent once, and what has ended was decided, documented, told and counted once.
    cases = number("select count(*) from case_file")
    assert number("select count(*) from case_entry where kind = 'submitted'") == cases
    done = number("select count(*) from case_file where outcome = 'accepted'")
    assert number("select count(*) from case_file where service = 'exit-permit' and outcome is null") == 0
    assert number("select count(*) from document") == done
    assert rows("select case_reference from document group by case_reference having count(*) <> 1") == []
    assert number("select coalesce(sum(count), 0) from tally") == done
    assert number("select count(*) from message where key like 'case:%'") >= done
    # Money: what the bank took is what the books hold, once; all entries together are nothing.
    taken = {p["order"]["reference"]: p["order"]["amount"] for p in bank(grid).values() if p["status"] == "success"}
    held = dict(rows("select reference, amount from charge where status = 'paid'"))
    assert {reference: str(amount) for reference, amount in taken.items()} == held, "the bank and the books differ"
    assert number("select coalesce(sum(amount), 0) from ledger_entry") == 0
    assert number("select count(*) from ledger_entry") == 2 * len(held)
    paid = {reference for clerk in residents for reference in clerk.paid}
    accepted = {reference for reference, in rows("select reference from case_file where outcome = 'accepted'")}
    assert paid <= accepted, "a case that was paid is not served"
    # Places of appointments: nobody sits on another's.
    assert rows("""select calendar, centre, starts_at, place from booking where cancelled_at is null
                   group by calendar, centre, starts_at, place having count(*) > 1""") == []
    verified = verify(clerks[0], [reference for reference, in rows("select reference from document")])
    return {"answered": len(answered), "cases": cases, "paid": len(held), "documents verified": verified}


def settle(rows):
    """Events that were written before a kill are delivered after it."""
    end = time.monotonic() + 120
    due = lambda: f"dead_at is null and (due_at <= {int(time.time() * 1000)} or attempts > 0)"
    while (waiting := rows(f"select kind, attempts from job where {due()}")):
        assert time.monotonic() < end, f"jobs that are never done: {waiting[:5]}"
        time.sleep(0.2)
    assert rows("select kind, fault from job where dead_at is not null") == [], "jobs were given up"


def bank(grid):
    """The payments in the bank's own book."""
    return json.loads(grid.bank_book.read_text())["payments"] if grid.bank_book.exists() else {}


def verify(clerk, references):
    for reference in references:
        page = clerk.get(f"/en/verify/{reference}")
        assert re.search(r'class="verification done"', page), f"{reference}: {page}"
    return len(references)


if __name__ == "__main__":
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for engine in ENGINES:
        began = time.monotonic()
        report = crash(engine, kills)
        print(f"{engine}: {json.dumps(report)} in {time.monotonic() - began:.0f} s", flush=True)
