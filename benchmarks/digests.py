"""Digests: how many a clock posts against a bare loop of posts, and what a look costs when many digests aren't due."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from slack_sdk import WebClient

import knowledge
from bot import editions
from bot.digest_request import Content, Series
from bot.recurrence import Days, Every, Schedule
from bot.slack import DIGEST
from bot.store import Database, Deliveries, Subscriptions, open_database
from tests.postgres import running
from tests.slack import BOT_TOKEN, BOT_USER, TEAM, LabThread

POSTS = 400
CONTENT = Content(Series.ACTIONS)
LOOKS = 5


def bare(lab: LabThread) -> float:
    """Posts a second of a loop that does nothing else, with the message of a digest."""
    message = editions.edition(knowledge.load(), CONTENT, 0, "d1").content()
    web = WebClient(BOT_TOKEN, base_url=f"{lab.url}/api/")
    start = time.perf_counter()
    for n in range(POSTS):
        mark = {"event_type": DIGEST, "event_payload": {"delivery": str(n)}}
        web.api_call("chat.postMessage", json={"channel": "C0GENERAL1", **message, "metadata": mark})
    return POSTS / (time.perf_counter() - start)


def clocks(lab: LabThread, url: str, many: int) -> float:
    """Posts a second of some clock processes, from the first to the last, with a digest in each channel."""
    names = [f"C0BENCH{n:03}" for n in range(POSTS)]
    for name in names:
        lab.lab.workspace.channels.add(name, name.lower(), [BOT_USER])
    database = open_database(url)
    database.migrate()
    fill(database, POSTS, names)
    environment = {**os.environ, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": f"{lab.url}/api/", "DATABASE_URL": url}
    before = len(lab.calls("chat.postMessage"))
    running = [
        subprocess.Popen([sys.executable, "app.py", "clock"], env=environment, stderr=subprocess.DEVNULL) for _ in range(many)
    ]
    while len(found := lab.calls("chat.postMessage")[before:]) < POSTS:
        time.sleep(0.5)
    for process in running:
        process.send_signal(signal.SIGTERM)
        process.wait()
    database.close()
    moments: list[float] = [call["at"] for call in found]
    return POSTS / (max(moments) - min(moments))


def look(url: str, many: int) -> float:
    """Median seconds of a look that plans and claims 10 digests that are due, of so many that there are."""
    database = open_database(url)
    database.migrate()
    now = fill(database, many, [f"C{n}" for n in range(many)], due=10)
    found = []
    for day in range(LOOKS):
        deliveries = Deliveries(database, lambda: now + day * 24 * 3600.0)  # noqa: B023 - used within the round
        start = time.perf_counter()
        deliveries.plan()
        deliveries.words(32)
        claimed = deliveries.claim(32)
        found.append(time.perf_counter() - start)
        assert len(claimed) == 10
        for due in claimed:
            deliveries.posted(due, "1.1", 16)
    database.close()
    return median(found)


def fill(database: Database, many: int, channels: list[str], due: int | None = None) -> float:
    """Make digests, a channel each; `due` of them (or all) a moment ago, the others in a year. Returns when it is."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    daily = Schedule(Days(Every.DAY), now.time(), "UTC", None, date(2026, 1, 1))
    soon, later = (Subscriptions(database, lambda at=at: at) for at in (now.timestamp() - 1, now.timestamp() + 365 * 24 * 3600))  # type: ignore[misc]
    for n, channel in enumerate(channels[:many]):
        (soon if due is None or n < due else later).add(TEAM, channel, "U0ALICE001", daily, CONTENT)
    return now.timestamp()


@contextmanager
def databases() -> Iterator[dict[str, list[str]]]:
    """URLs of empty databases, a few of each kind."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running())
        yield {
            "SQLite": [f"sqlite:///{folder}/{n}.db" for n in range(4)],
            "PostgreSQL": [server.new_database() for _ in range(4)],
        }


def rows() -> Iterator[tuple[str, str, str]]:
    """The rows of the table."""
    with databases() as urls, LabThread() as lab:
        unit = bare(lab)
        yield "a bare loop of chat.postMessage", f"{unit:.0f} a second", "the baseline"
        for kind, many in (("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 2)):
            speed = clocks(lab, urls[kind].pop(), many)
            name = f"digests posted by {many} clock{'s' * (many > 1)}, {kind}"
            yield name, f"{speed:.0f} a second = {speed / unit:.2f} times", "at least 0.2 times"
        for kind in urls:
            few, lots = look(urls[kind].pop(), 100), look(urls[kind].pop(), 10_000)
            name = f"a look with 10 digests due of 10,000, against 10 of 100, {kind}"
            yield name, f"{lots * 1e3:.1f} ms = {lots / few:.2f} times", "2 times"
