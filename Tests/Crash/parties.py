"""What a crash is made of: nodes of the portal, a database, the line between them. All of it can be killed."""

import os
import pwd
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Browser"))
from instance import BINARY, CONTENT, ROOT, free_ports  # noqa: E402


class Line:
    """The network between the nodes and the database; it can be cut for a while."""

    def __init__(self, port):
        self.target = ("127.0.0.1", port)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.sockets, self.lock, self.is_cut = set(), threading.Lock(), False
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.server.accept()
            if self.is_cut:
                near.close()
                continue
            try:
                far = socket.create_connection(self.target, timeout=5)
            except OSError:
                near.close()
                continue
            with self.lock:
                self.sockets |= {near, far}
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    def carry(self, near, far):
        try:
            while True:
                for one in select.select([near, far], [], [])[0]:
                    data = one.recv(65_536)
                    if not data:
                        return
                    (far if one is near else near).sendall(data)
        except (OSError, ValueError):
            pass
        finally:
            with self.lock:
                self.sockets -= {near, far}
            for one in (near, far):
                one.close()

    def cut(self, seconds):
        self.is_cut = True
        with self.lock:
            for one in self.sockets:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
        time.sleep(seconds)
        self.is_cut = False


class SQLite:
    """The embedded database: it dies with its node."""

    nodes = 1
    settings = []

    def __init__(self, folder):
        self.path = folder / "hukoomi.sqlite"
        self.location = str(self.path)

    def rows(self, query):
        with sqlite3.connect(self.path, timeout=10) as database:
            return [tuple(map(str, row)) for row in database.execute(query).fetchall()]

    def faults(self):
        faults = [row for row in self.rows("pragma integrity_check") if row != ("ok",)]
        return faults + self.rows("pragma foreign_key_check")

    def misfortunes(self, grid):
        return [grid.kill_node]

    def stop(self):
        pass


class PostgreSQL:
    """A server of its own in a folder of its own, behind a line."""

    nodes = 2
    settings = []

    def __init__(self, folder):
        self.folder = folder / "postgres"
        self.folder.mkdir()
        self.binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        if self.user:
            # The server refuses to run as root.
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            folder.chmod(0o755)
        self.port, self.ports = free_ports(1)[0], {}
        self.run("initdb", "-D", "data", "-U", "hukoomi", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust")
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "hukoomi", "hukoomi")
        self.line = Line(self.port)
        self.location = f"postgres://hukoomi@127.0.0.1:{self.line.port}/hukoomi"

    def run(self, program, *arguments, check=True):
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        return subprocess.run(
            [str(self.binaries / program), *arguments], cwd=self.folder, check=check, capture_output=True, text=True, **who)

    def start(self, data="data"):
        port = self.ports.get(data, self.port)
        for _ in range(100):
            started = self.run(
                "pg_ctl", "-D", data, "-l", f"{data}.log", "-w", "-t", "60", "-o",
                f"-p {port} -h 127.0.0.1 -k {self.folder}", "start", check=False)
            if started.returncode == 0:
                return
            # Those who served the dead one are still going.
            time.sleep(0.1)
        raise RuntimeError(started.stdout + started.stderr)

    def rows(self, query):
        found = self.run(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "hukoomi", "-AtF", "\t", "-c", query, "hukoomi")
        return [tuple(line.split("\t")) for line in found.stdout.splitlines()]

    def faults(self):
        return [line for line in self.run(
            "pg_amcheck", "-h", "127.0.0.1", "-p", str(self.port), "-U", "hukoomi", "--install-missing", "hukoomi",
            check=False).stdout.splitlines() if line]

    def misfortunes(self, grid):
        return [grid.kill_node, self.kill, self.cut]

    def kill(self):
        """The server and all that serve in it, in the middle of everything."""
        os.kill(int((self.folder / "data/postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
        self.start()

    def cut(self):
        self.line.cut(0.5)

    def stop(self):
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "stop", check=False)


class Replicated(PostgreSQL):
    """Two servers, a commit on both before it is answered; the nodes know both and write to whichever leads."""

    def __init__(self, folder):
        super().__init__(folder)
        self.leader, self.ports = "data", {"data": self.port, "other": free_ports(1)[0]}
        self.follow()
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports.values())
        self.location = f"postgres://hukoomi@{hosts}/hukoomi?target_session_attrs=read-write&connect_timeout=2"
        replica = f"postgres://hukoomi@127.0.0.1:{self.ports['other']}/hukoomi?connect_timeout=2"
        self.settings = ["--set", f"replica={replica}"]

    def sql(self, statement, port=None):
        self.run(
            "psql", "-h", "127.0.0.1", "-p", str(port or self.port), "-U", "hukoomi", "-c", statement, "hukoomi")

    def follow(self):
        """Makes the other one a replica of the one that leads, and waits for it at every commit from then on."""
        other = next(data for data in self.ports if data != self.leader)
        shutil.rmtree(self.folder / other, ignore_errors=True)
        self.run("pg_basebackup", "-D", other, "-h", "127.0.0.1", "-p", str(self.port), "-U", "hukoomi", "-R", "-X", "stream",
                 "-c", "fast")
        self.start(other)
        self.sql("alter system set synchronous_standby_names = '*'")
        self.sql("select pg_reload_conf()")
        while self.rows("select count(*) from pg_stat_replication where sync_state = 'sync'") != [("1",)]:
            time.sleep(0.1)

    def promote(self):
        """The leader is killed and the replica takes its place. Seconds from the one to the other."""
        os.kill(int((self.folder / self.leader / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
        began = time.monotonic()
        self.leader = next(data for data in self.ports if data != self.leader)
        self.port = self.ports[self.leader]
        self.run("pg_ctl", "-D", self.leader, "-w", "promote")
        self.sql("alter system set synchronous_standby_names = ''")
        self.sql("select pg_reload_conf()")
        return time.monotonic() - began

    def misfortunes(self, grid):
        return [self.promote]

    def stop(self):
        for data in self.ports:
            self.run("pg_ctl", "-D", data, "-m", "immediate", "stop", check=False)


class Grid:
    """A portal of one node or several on one database, with the bank and the post office of demonstrations."""

    def __init__(self, engine, content=CONTENT, environment=None, program=BINARY):
        # What the next node is started from.
        self.program = program
        self.environment = {**os.environ, **(environment or {})}
        # A library that is loaded before the program hides its arguments from the first one only.
        self.before = ["nice", "-n", "0"] if environment else []
        self.folder = Path(tempfile.mkdtemp(prefix="hukoomi-crash-"))
        self.content = content
        self.running = {}
        self.database = engine(self.folder)
        ports = free_ports(3 + self.database.nodes)
        bank, sms, self.smtp = ports[:3]
        self.nodes = [f"http://127.0.0.1:{port}" for port in ports[3:]]
        self.bank, self.post = f"http://127.0.0.1:{bank}", f"http://127.0.0.1:{sms}"
        self.bank_book = self.folder / "bank.json"
        self.start("bank", "sandbox-bank", "--port", bank, "--portal", self.nodes[0], "--file", self.bank_book)
        self.start("post", "sandbox-post", "--port", sms, "--smtp-port", self.smtp)
        for number, url in enumerate(self.nodes):
            self.start_node(number)
            self.wait(url)

    def start(self, name, *arguments):
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                [*self.before, str(self.program), *map(str, arguments)], cwd=self.folder, env=self.environment,
                stdout=log, stderr=subprocess.STDOUT)

    def start_node(self, number):
        self.start(
            f"node-{number}", "serve", "--demo", "--port", self.nodes[number].rsplit(":", 1)[1], "--content", self.content,
            "--data", self.database.location, "--files", self.folder / "files", "--public", ROOT / "Public",
            "--set", f"base-url={self.nodes[0]}", "--set", f"bank-url={self.bank}", "--set", f"sms-url={self.post}",
            "--set", f"smtp-port={self.smtp}", "--set", "rate-limits=false", *self.database.settings)

    def wait(self, url, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if urllib.request.urlopen(url + "/ready", timeout=5).status == 200:
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError(f"{url} did not come back:\n{self.log()}")

    def kill_node(self):
        number = int(time.monotonic() * 1000) % len(self.nodes)
        node = self.running[f"node-{number}"]
        node.send_signal(signal.SIGKILL)
        node.wait()
        self.start_node(number)
        self.wait(self.nodes[number])

    def log(self):
        return "".join(f"--- {path.name}\n{path.read_text(errors='replace')[-2000:]}" for path in self.folder.glob("*.log"))

    def stop(self):
        for process in self.running.values():
            process.kill()
            process.wait()
        self.database.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
