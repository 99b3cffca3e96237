"""The app as its own process, started as a host starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LabThread

ROOT = Path(__file__).parent.parent


class Process:
    """A running `python app.py VERB`; coverage watches it where `watched` says so, which takes it twice the time."""

    def __init__(self, verb: str, lab: LabThread, database: str, *, watched: bool = True, **environment: str) -> None:
        self.port = free_port()
        apart = ("SLACK_", "DATABASE_", "PYTHONDONTWRITEBYTECODE", *(() if watched else ("COVERAGE_",)))
        found = {name: value for name, value in os.environ.items() if not name.startswith(apart)}
        found |= {
            "SLACK_API_URL": f"{lab.url}/api/",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "DATABASE_URL": database,
            "PORT": str(self.port),
            "PYTHONWARNINGS": "default",
        }
        command = [sys.executable, str(ROOT / "app.py"), verb]
        self.process = subprocess.Popen(
            command, env=found | environment, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    @property
    def url(self) -> str:
        """Where it listens, if it does."""
        return f"http://127.0.0.1:{self.port}"

    def wait_ready(self) -> None:
        """Wait until it serves over HTTP."""
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            if get(f"{self.url}/readyz") == 200:
                return
            time.sleep(0.05)
        raise AssertionError(self.end())

    def kill(self) -> None:
        """End it and its children at once, as a crash does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def end(self) -> str:
        """Ask it to leave, and return what it logged."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.communicate(timeout=40)[1]
        except subprocess.TimeoutExpired:
            self.kill()
            raise


@contextmanager
def running(verb: str, lab: LabThread, database: str, *, watched: bool = True, **environment: str) -> Iterator[Process]:
    """A process that serves, ended at the end if it hasn't ended before."""
    process = Process(verb, lab, database, watched=watched, **environment)
    try:
        if verb == "web":
            process.wait_ready()
            lab.point_at(f"{process.url}/slack/events")
        else:
            lab.point_at(None)
            assert lab.wait_bot(20)
        yield process
    finally:
        if process.process.poll() is None:
            process.end()


def get(url: str) -> int:
    """The status of a page; 0 where nothing listens."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
