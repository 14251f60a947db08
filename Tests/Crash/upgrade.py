"""A rolling upgrade: nodes of an earlier build serve beside nodes of this one, on one database, while people apply and
pay; then all are of this one: `python Tests/Crash/upgrade.py EARLIER_BINARY EARLIER_CONTENT`."""

import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Browser"))
from clerks import Representative, Resident  # noqa: E402
from crash import at_work, look  # noqa: E402
from parties import BINARY, CONTENT, Grid, PostgreSQL  # noqa: E402


def upgrade(binary, content, seconds=5):
    grid = Grid(PostgreSQL, content=content, program=binary)
    try:
        clerks = [Representative(grid), Representative(grid), Resident(grid)]
        counts = []
        with at_work(clerks):
            grid.program, grid.content = BINARY, CONTENT
            for number in range(len(grid.nodes)):
                # One after the other: told to stop, it finishes what it has begun; the new one migrates and serves.
                time.sleep(seconds)
                counts.append(sum(len(clerk.answered) for clerk in clerks))
                node = grid.running[f"node-{number}"]
                node.send_signal(signal.SIGTERM)
                node.wait(timeout=60)
                grid.start_node(number)
                grid.wait(grid.nodes[number])
            time.sleep(seconds)
        report = look(grid, clerks)
        counts.append(report["answered"])
        return {**report, "answered by then": counts, "requests that failed": sum(clerk.refusals for clerk in clerks)}
    finally:
        grid.stop()


if __name__ == "__main__":
    print(upgrade(Path(sys.argv[1]), Path(sys.argv[2])))
