"""Explains every statement that was sent to a PostgreSQL with pg_stat_statements, and fails where one can only be
answered by reading a whole table that grows: `python3 scripts/plans.py ADDRESS SQLITE [--after-tests]`. The same is asked
of SQLITE, a file with the schema. Tests look at whole tables themselves: after them only statements with a condition count.
What was sent is forgotten afterwards."""

import re
import sqlite3
import subprocess
import sys

# Tables that grow with people and years. All others are as large as the content pack.
GROWING = """account_mail assistance attachment booking case_entry case_file case_record charge document draft event job
    known_place ledger_entry look message new_account organisation payment_attempt person record record_word
    representation session sign_in sign_in_code sign_in_failure slot_taken sms_key""".split()
# What is meant to read everything, with the reason.
ALLOWED = {
    "select seq, at, official": "the check of the whole chain of looks goes through it from end to end",
    "insert into look_base": "by an archive: the first look, by its number",
    "select min(seq) from look where at": "by an archive, once",
    "select id, name, payload, happened_at from event": "by an archive and its return, in the order of the key",
    "select count(*) from charge where status": "asked by tests only",
    "select count(*) from event where name": "asked by tests only",
    "select payload from job where kind": "asked by tests only",
    "update job set leased_until = $1 where dead_at is null": "at a start, over what waits",
    "insert into slot_taken (calendar, centre, starts_at, taken) select": "once, by a migration",
    "select coalesce(max(seq), $1) from look": "the last entry of an index",
    "select coalesce(max(status_index)": "the last entry of an index",
    "select $2 from record_word where register": "at a start, the first entry of an index",
    "select $1 from record_word where register": "at a start, the first entry of an index",
}
# Columns with few values: an index that is entered by these alone leads to a large part of the table.
COARSE = {"register", "service", "entity", "calendar", "centre", "kind", "status"}
# A queue is as long as there are open cases of a service, and its index holds only those.
SHORT = {"case_file_queue"}
address = sys.argv[1]
schema = sqlite3.connect(sys.argv[2])
after_tests = "--after-tests" in sys.argv


def ask(text):
    run = subprocess.run(
        ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", address], input=text, capture_output=True, text=True)
    return run.stdout if run.returncode == 0 else None


def explain(statement):
    """The plan, where no statement may read a whole table if there is any other way. Kinds of values are guessed."""
    count = max([int(number) for number in re.findall(r"\$(\d+)", statement)], default=0)
    nulls = f"({', '.join(['null'] * count)})" if count else ""
    for kinds in ("", f"({', '.join(['bigint'] * count)})", f"({', '.join(['text'] * count)})"):
        plan = ask(
            f"set plan_cache_mode = force_generic_plan; set enable_seqscan = off;"
            f"prepare one{kinds if count else ''} as {statement}; explain (costs off) execute one{nulls};")
        if plan is not None:
            return plan
    return None


def waste(statement):
    """What the embedded database would read in vain, by its plan without statistics."""
    text = re.sub(r"\$(\d+)", r"?\1", re.sub(r"\s+for update skip locked", "", statement))
    count = max([int(number) for number in re.findall(r"\?(\d+)", text)], default=0)
    try:
        plan = [row[3] for row in schema.execute(f"explain query plan {text}", [None] * count)]
    except sqlite3.Error:
        # Written for the other engine alone.
        return []
    found = []
    for step in plan:
        table = re.match(r"(?:SCAN|SEARCH) (\w+)", step)
        entered = re.search(r"USING .*?(\w+) \((.*)\)$", step)
        columns = set(re.findall(r"(\w+)[=<>]", entered.group(2))) if entered else set()
        if table and table.group(1) in GROWING and columns <= COARSE and not (entered and entered.group(1) in SHORT):
            found.append(step)
    return found


statements = sorted({
    re.sub(r"\s+", " ", found).strip()
    for found in (ask("select query || chr(30) from pg_stat_statements") or "").split("\x1e\n")
    if re.match(r"\s*(select|insert|update|delete|with)\b", found, re.I)})
looked, faults = 0, []
for statement in statements:
    if after_tests and " where " not in statement.lower():
        continue
    if "pg_" in statement or not re.search(rf"\b({'|'.join(GROWING)})\b", statement):
        continue
    plan = explain(statement)
    looked += 1
    if plan is None:
        faults.append(f"cannot be explained: {statement}")
    elif read := re.findall(rf"Seq Scan on ({'|'.join(GROWING)})(?:_early|_rest|_\d+)*\b", plan):
        if not any(statement.startswith(allowed) for allowed in ALLOWED):
            faults.append(f"reads all of {', '.join(sorted(set(read)))}: {statement}")
    elif (steps := waste(statement)) and not any(statement.startswith(allowed) for allowed in ALLOWED):
        faults.append(f"{'; '.join(steps)}: {statement}")
for fault in faults:
    print(fault)
ask("select pg_stat_statements_reset()")
print(f"{looked} statements explained, {len(faults)} faults")
sys.exit(1 if faults or looked < 50 else 0)
