"""How many rules a second: `hukoomi rules eval --repeat` beside bkflow-feel, a FEEL library of Python, in one run.

    python3 bench/rules.py --binary .build/release/hukoomi
"""

import argparse
import json
import subprocess
import tempfile
import time

from bkflow_feel.parsers import Expression  # noqa: F401  (the library's trees)
from bkflow_feel.api import default_parser, default_transformer

CONTEXT = {"applicant": {"age": 20, "qatari": True}, "years": 3}
# What both understand.
RULES = ["applicant.age >= 18 and applicant.qatari", "years in [1..3]", "years * 100 + 5", "years between 1 and 9"]


def python(rule, seconds):
    """Evaluations a second: read once, and read each time."""
    def rate(evaluate):
        end, count = time.perf_counter() + seconds, 0
        while time.perf_counter() < end:
            evaluate()
            count += 1
        return count / seconds
    tree = default_transformer.transform(default_parser.parse(rule))
    again = rate(lambda: default_transformer.transform(default_parser.parse(rule)).evaluate(CONTEXT))
    return rate(lambda: tree.evaluate(CONTEXT)), again


def hukoomi(binary, rule, facts, count):
    output = subprocess.run(
        [binary, "rules", "eval", rule, "--context", facts, "--repeat", str(count)], check=True, capture_output=True,
        text=True).stdout
    return float(output.split(" a second")[0].split()[-1].replace(",", ""))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seconds", type=float, default=2)
    arguments = parser.parse_args()
    print("| rule | Hukoomi, a second | bkflow-feel, a second | read each time | times faster |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.NamedTemporaryFile("w", suffix=".json") as facts:
        json.dump(CONTEXT, facts)
        facts.flush()
        for rule in RULES:
            theirs, again = python(rule, arguments.seconds)
            ours = hukoomi(arguments.binary, rule, facts.name, 500_000)
            print(f"| `{rule}` | {ours:,.0f} | {theirs:,.0f} | {again:,.0f} | {ours / theirs:,.0f} |")


if __name__ == "__main__":
    main()
