"""A portal of its own for a test run: the program, the demonstration's bank and post office, on free ports."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("HUKOOMI_BINARY", ROOT / ".build/debug/hukoomi")).resolve()
CONTENT = Path(os.environ.get("HUKOOMI_CONTENT", ROOT / "Content/qatar")).resolve()


def free_ports(count):
    """Asks the system for ports nobody listens on; all are held open until the last is known."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Instance:
    """A running portal with an empty database. Stops what it started, by process id."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hukoomi-browser-"))
        portal, bank, sms, smtp = free_ports(4)
        self.url = f"http://127.0.0.1:{portal}"
        self.bank = f"http://127.0.0.1:{bank}"
        self._running = []
        try:
            self._start("bank", "sandbox-bank", "--port", bank, "--portal", self.url)
            self._start("post", "sandbox-post", "--port", sms, "--smtp-port", smtp)
            self._start(
                "portal", "serve", "--demo", "--port", portal, "--content", CONTENT,
                "--data", self.folder / "hukoomi.sqlite", "--files", self.folder / "files",
                "--public", ROOT / "Public", "--set", f"bank-url={self.bank}", "--set", f"sms-url=http://127.0.0.1:{sms}",
                "--set", f"smtp-port={smtp}", "--set", "trust-proxy=true")
            self._wait(self.url + "/ready")
            self._wait(self.bank + "/health")
        except BaseException:
            self.stop()
            raise

    def _start(self, name, *arguments):
        log = open(self.folder / f"{name}.log", "wb")
        self._running.append(subprocess.Popen(
            [str(BINARY), *map(str, arguments)], cwd=self.folder, stdout=log, stderr=subprocess.STDOUT))
        log.close()

    def _wait(self, address, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for process in self._running:
                if process.poll() is not None:
                    raise RuntimeError(f"{process.args[1]} ended at once:\n{self.log()}")
            try:
                with urllib.request.urlopen(address, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.1)
        raise RuntimeError(f"{address} did not answer in {seconds} s:\n{self.log()}")

    def log(self):
        return "".join(f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}" for path in self.folder.glob("*.log"))

    def stop(self):
        for process in reversed(self._running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running = []
        shutil.rmtree(self.folder, ignore_errors=True)
