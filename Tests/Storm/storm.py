"""Bad weather: what a portal does when its disk is full, its database is gone, or far too many come at once. Each storm
prints a row, and fails where something that was answered is lost or the portal does not recover by itself:
`python Tests/Storm/storm.py [NAME …]`."""

import asyncio
import csv
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "Browser"), str(TESTS / "Crash")]
from clerks import Representative, Resident  # noqa: E402
from crash import at_work, look  # noqa: E402
from parties import BINARY, Grid, PostgreSQL, Replicated, SQLite  # noqa: E402


class Watch:
    """Asks for a page again and again, and counts the answers."""

    def __init__(self, url):
        self.url, self.answers, self.slowest, self.is_over = url, Counter(), 0.0, False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.is_over:
            began = time.monotonic()
            try:
                self.answers[urllib.request.urlopen(self.url, timeout=10).status] += 1
            except urllib.error.HTTPError as error:
                self.answers[error.code] += 1
            except OSError:
                self.answers["none"] += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            time.sleep(0.02)

    def end(self):
        self.is_over = True
        self.thread.join()
        return f"{dict(self.answers)}, slowest {self.slowest * 1000:.0f} ms"


def clerk_of(grid):
    clerk = Representative(grid)
    clerk.sign_in(set())
    clerk.apply()
    return clerk


def works_again(grid, clerk):
    """The same person goes on where he was, and nothing that was answered is gone. Seconds until then."""
    began = time.monotonic()
    while True:
        try:
            clerk.apply()
            break
        except (OSError, AttributeError):
            assert time.monotonic() - began < 60, grid.log()
            time.sleep(0.1)
    took = time.monotonic() - began
    look(grid, [clerk])
    return took


def attempt(clerk):
    """How an application ends now."""
    try:
        clerk.apply()
        return "answered"
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, AttributeError):
        return "none"


def refusal(grid, clerk):
    """How a page that needs the database is refused while there is none."""
    try:
        clerk.get("/en/cases")
        return "answered"
    except urllib.error.HTTPError as error:
        return f"{error.code}, Retry-After {error.headers['retry-after']}"


def database_gone(grid_of):
    """PostgreSQL stops for twenty seconds; kept pages go on."""
    grid = grid_of(PostgreSQL)
    clerk = clerk_of(grid)
    watch = Watch(grid.nodes[0] + "/ar")
    grid.database.stop()
    time.sleep(10)
    refused = refusal(grid, clerk)
    time.sleep(10)
    grid.database.start()
    took = works_again(grid, clerk)
    assert refused.startswith("503"), refused
    return f"kept page: {watch.end()}; a page of a person: {refused}; works again after {took:.1f} s"


def disk_full(grid_of):
    """The disk of the embedded database has no room left, and then has some again."""
    grid = grid_of(SQLite, small_disk=True)
    clerk = clerk_of(grid)
    watch = Watch(grid.nodes[0] + "/ar")
    room = grid.disk / "filler"
    with open(room, "wb", buffering=0) as filler:
        try:
            while filler.write(bytes(4096)):
                pass
        except OSError:
            pass
    answers = Counter(attempt(clerk) for _ in range(30))
    room.unlink()
    assert set(answers) <= {503, "answered"} and answers[503], answers
    took = works_again(grid, clerk)
    return f"kept page: {watch.end()}; applications meanwhile: {dict(answers)}; works again after {took:.1f} s"


def idle_connections(grid_of):
    """Ten thousand connections that say nothing."""
    grid = grid_of(SQLite)
    clerk = clerk_of(grid)
    port = int(grid.nodes[0].rsplit(":", 1)[1])

    async def hold():
        held = []
        for _ in range(100):
            held += await asyncio.gather(*(asyncio.open_connection("127.0.0.1", port) for _ in range(100)))
        watch = Watch(grid.nodes[0] + "/ar")
        await asyncio.to_thread(clerk.apply)
        await asyncio.sleep(5)
        seen = await asyncio.to_thread(watch.end)
        for _, writer in held:
            writer.close()
        return len(held), seen

    held, seen = asyncio.run(hold())
    memory = int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{grid.running['node-0'].pid}/status").read_text()).group(1))
    works_again(grid, clerk)
    return f"{held} held; kept page: {seen}; memory {memory // 1024} MB"


SLOW = {
    "headers that come bit by bit": ["-H"],
    "a form that comes bit by bit": ["-B", "-s", "8192"],
    "pages that are read bit by bit": ["-X", "-w", "512", "-y", "1024", "-n", "2", "-z", "32", "-k", "3"],
}


def slow_connections(grid_of):
    """slowhttptest: a thousand connections of each kind that keep the portal waiting."""
    grid = grid_of(SQLite)
    clerk = clerk_of(grid)
    seen = []
    for name, options in SLOW.items():
        watch = Watch(grid.nodes[0] + "/ar")
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["slowhttptest", *options, "-c", "1000", "-r", "250", "-i", "2", "-x", "16", "-l", "20", "-p", "2",
                 "-u", grid.nodes[0] + "/ar/sign-in", "-g", "-o", f"{folder}/seen"],
                check=True, capture_output=True)
            seconds = list(csv.DictReader(Path(folder, "seen.csv").open()))
        assert seconds and all(int(second["Service Available"]) for second in seconds), seconds
        most = max(int(second["Connected"]) for second in seconds)
        seen.append(f"{name} ({most} at once): kept page {watch.end()}")
    works_again(grid, clerk)
    return "; ".join(seen)


class Persistence(urllib.request.BaseHandler):
    """Asks again where too many are there, as somebody in a hurry does."""

    def __init__(self):
        self.refusals, self.is_over = 0, False

    def http_error_503(self, request, answer, code, message, headers):
        if self.is_over:
            return None
        assert request.get_method() == "GET" and headers["retry-after"], "what is sent is not refused"
        self.refusals += 1
        time.sleep(0.3)
        return self.parent.open(request, timeout=20)


def overload(grid_of):
    """Two thousand connections that ask for a person's page as fast as they can, and somebody who applies."""
    grid = grid_of(SQLite)
    clerk = clerk_of(grid)
    cookies = "; ".join(f"{c.name}={c.value}" for handler in clerk.opener.handlers if hasattr(handler, "cookiejar")
                        for c in handler.cookiejar)
    watch = Watch(grid.nodes[0] + "/ar")
    wrk = subprocess.Popen(
        ["wrk", "-t1", "-c2000", "-d15s", "--latency", "--timeout", "20s", "-H", f"Cookie: {cookies}",
         grid.nodes[0] + "/en/cases"], stdout=subprocess.PIPE, text=True)
    time.sleep(2)
    persistence = Persistence()
    clerk.opener.add_handler(persistence)
    began = time.monotonic()
    clerk.apply()
    took = time.monotonic() - began
    text = wrk.communicate()[0]
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)
    p99 = re.search(r"99%\s+(\S+)", text).group(1)
    refused = re.search(r"responses: (\d+)", text)
    bad, all_of_them = int(refused.group(1)) if refused else 0, int(re.search(r"(\d+) requests in", text).group(1))
    kept, persistence.is_over = watch.end(), True
    after = works_again(grid, clerk)
    return (f"{rate} a second, {100 * bad // all_of_them} % of them 503, p99 {p99}; kept page: {kept}; an application "
            f"meanwhile {took:.1f} s ({persistence.refusals} times 503), afterwards {after:.1f} s")


def disk_read_only(grid_of):
    """The disk fails, and from then on can only be read; it is mended, and the portal started again."""
    grid = grid_of(SQLite, small_disk=True)
    clerk = clerk_of(grid)
    watch = Watch(grid.nodes[0] + "/ar")
    grid.fail()
    answers = Counter(attempt(clerk) for _ in range(20))
    assert set(answers) == {503}, answers
    grid.mend()
    took = works_again(grid, clerk)
    return f"kept page: {watch.end()}; applications meanwhile: {dict(answers)}; works again after {took:.1f} s"


def clock_back(grid_of):
    """The clock of the machine is set back by an hour."""
    file = Path(tempfile.mkdtemp()) / "clock"
    file.write_text("+0")
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    grid = grid_of(SQLite, environment={
        "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(file), "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
    clerk, payer = clerk_of(grid), Resident(grid)
    payer.sign_in(set())
    file.write_text("-1h")
    answers = Counter(attempt(clerk) for _ in range(10))
    paid = attempt(payer)
    file.write_text("+0")
    took = works_again(grid, clerk)
    assert answers == {"answered": 10} and paid == "answered", (answers, paid)
    return f"applications while an hour behind: {dict(answers)}, a payment: {paid}; set right again: {took:.1f} s"


def certificate_expired(grid_of):
    """The database shows a certificate that has run out: nothing is sent to it, and the program says why."""
    grid = grid_of(PostgreSQL)
    folder = grid.database.folder
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "key", "-out", "crt",
         "-not_before", "20200101000000Z", "-not_after", "20200102000000Z"], cwd=folder, capture_output=True)
    if not (folder / "crt").exists():
        # OpenSSL 3.0 has no such options: a day in the past by faketime.
        subprocess.run(
            ["faketime", "2020-01-01", "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
             "/CN=localhost", "-keyout", "key", "-out", "crt"], cwd=folder, check=True, capture_output=True)
    for name in ("key", "crt"):
        (folder / name).chmod(0o600)
        if grid.database.user:
            os.chown(folder / name, grid.database.user.pw_uid, grid.database.user.pw_gid)
    for setting in ("ssl = on", f"ssl_cert_file = '{folder}/crt'", f"ssl_key_file = '{folder}/key'"):
        grid.database.run("psql", "-h", "127.0.0.1", "-p", str(grid.database.port), "-U", "hukoomi", "-c",
                          f"alter system set {setting}", "hukoomi")
    grid.database.stop()
    grid.database.start()
    address = (f"postgres://hukoomi@localhost:{grid.database.port}/hukoomi?sslmode=verify-full"
               f"&sslrootcert={folder}/crt")
    ended = subprocess.run([str(BINARY), "migrate", "--data", address], capture_output=True, text=True, cwd=grid.folder)
    assert ended.returncode != 0 and "certificate" in ended.stderr, ended.stderr
    return f"refused to start: {(ended.stderr or ended.stdout).strip().splitlines()[-1][:120]}"


def promotion(grid_of):
    """The leading database is killed and its replica promoted, three times, while people apply and pay."""
    grid = grid_of(Replicated)
    clerks = [Representative(grid), Representative(grid), Resident(grid)]
    gaps = []
    with at_work(clerks):
        for _ in range(3):
            time.sleep(3)
            began = time.monotonic()
            grid.database.promote()
            seen = len(clerks[0].answered)
            while len(clerks[0].answered) == seen:
                assert time.monotonic() - began < 60, grid.log()
                time.sleep(0.02)
            gaps.append(time.monotonic() - began)
            grid.database.follow()
    report = look(grid, clerks)
    return f"{report}; from the kill to the next answer: {', '.join(f'{gap:.1f}' for gap in gaps)} s"


STORMS = [
    database_gone, promotion, disk_full, disk_read_only, clock_back, certificate_expired, idle_connections,
    slow_connections, overload,
]


class SmallDisk(Grid):
    """A grid whose database lies on a disk of 32 MB, which becomes read-only when it fails."""

    def __init__(self, engine, environment=None):
        self.disk = Path(tempfile.mkdtemp(prefix="hukoomi-disk-"))
        self.image = self.disk.with_suffix(".img")
        self.image.write_bytes(b"")
        os.truncate(self.image, 32 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", self.image], check=True)
        self.mount()
        super().__init__(lambda _: engine(self.disk), environment=environment)

    def mount(self):
        subprocess.run(["mount", "-o", "loop,errors=remount-ro", self.image, self.disk], check=True)

    def fail(self):
        found = subprocess.run(["findmnt", "-no", "SOURCE", self.disk], capture_output=True, text=True, check=True)
        Path("/sys/fs/ext4", Path(found.stdout.strip()).name, "trigger_fs_error").write_text("1")

    def mend(self):
        self.running["node-0"].kill()
        self.running["node-0"].wait()
        subprocess.run(["umount", self.disk], check=True)
        subprocess.run(["e2fsck", "-fy", self.image], capture_output=True)
        self.mount()
        self.start_node(0)

    def stop(self):
        super().stop()
        subprocess.run(["umount", "-l", self.disk], check=False)
        self.disk.rmdir()
        self.image.unlink()


def weather(storm):
    grids = []

    def grid_of(engine, small_disk=False, environment=None):
        grids.append((SmallDisk if small_disk else Grid)(engine, environment=environment))
        return grids[0]

    try:
        return storm(grid_of)
    finally:
        for grid in grids:
            grid.stop()


if __name__ == "__main__":
    chosen = [storm for storm in STORMS if not sys.argv[1:] or storm.__name__ in sys.argv[1:]]
    failed = False
    for storm in chosen:
        try:
            print(f"{storm.__name__:18} {weather(storm)}", flush=True)
        except Exception as fault:
            failed = True
            print(f"{storm.__name__:18} FAILED: {type(fault).__name__}: {str(fault)[-600:]}", flush=True)
    sys.exit(failed)
