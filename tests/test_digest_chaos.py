"""500 digests due at once in 50 channels, by real processes that are killed, frozen and cut off, on real databases, with a
stand-in for Slack that loses answers: none is lost and none posted twice. The stand-in shows at once what was posted."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import select

from bot.digest_request import Content, Series
from bot.recurrence import Days, Every, Schedule
from bot.store import Database, Subscriptions, open_database
from bot.store.subscriptions import MOST
from bot.store.tables import deliveries
from tests.postgres import Postgres
from tests.slack import BOT_TOKEN, BOT_USER, TEAM, LabThread

ROOT = Path(__file__).parents[1]
CHANNELS = [f"C0DIGEST{n:02}" for n in range(50)]
MAKER = "U0ALICE001"
SCOPES = ("chat:write", "im:history")
WITH_HISTORY = (*SCOPES, "channels:history", "groups:history")
FAULTS = (
    "chat.postMessage:drop_after,prob=0.05,count=-1,arg.channel=C*",
    "chat.postMessage:429,retry_after=1,prob=0.05,count=-1,arg.channel=C*",
    "chat.postMessage:http,status=500,after=1,prob=0.05,count=-1,arg.channel=C*",
    "chat.postMessage:http,status=500,prob=0.05,count=-1,arg.channel=C*",
    "chat.postMessage:slow,delay=0.6,prob=0.7,count=-1,arg.channel=C*",
)
FROZEN = 2.0
"""Seconds: less than a hurried lease."""
LONGEST = 90.0
"""Seconds until all must be settled."""


class Clocks:
    """Clock processes on one database, and what befalls them."""

    def __init__(self, url: str, slack: str, many: int) -> None:
        named = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": f"{slack}/api/", "DATABASE_URL": url, "LOG_LEVEL": "error"}
        unwatched = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "PYTHONDONT"))}
        self._environment = unwatched | named
        self._chance = random.Random(7)
        self._running = [self._start() for _ in range(many)]

    def _start(self) -> subprocess.Popen[bytes]:
        run = [sys.executable, "-m", "tests.clock_process"]
        return subprocess.Popen(run, cwd=ROOT, env=self._environment, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        """kill -9 one, and start another in its place."""
        self._replace(signal.SIGKILL)

    def restart(self) -> None:
        """Let one finish what it has in hand, and start another in its place."""
        self._replace(signal.SIGTERM)

    def _replace(self, number: int) -> None:
        one = self._running.pop(self._chance.randrange(len(self._running)))
        one.send_signal(number)
        one.wait()
        self._running.append(self._start())

    def freeze(self) -> None:
        """Stop one for less than a lease."""
        one = self._chance.choice(self._running)
        one.send_signal(signal.SIGSTOP)
        time.sleep(FROZEN)
        one.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        """Let all finish."""
        for one in self._running:
            one.terminate()
        assert [one.wait() for one in self._running] == [0] * len(self._running)


@contextmanager
def slack(scopes: tuple[str, ...]) -> Iterator[LabThread]:
    """A Slack with the channels and the faults."""
    with LabThread(scopes=scopes, faults=FAULTS) as lab:
        for name in CHANNELS:
            lab.lab.workspace.channels.add(name, name.lower(), [BOT_USER, MAKER])
        yield lab


def filled(url: str) -> Database:
    """A database with ten digests in each channel, all due a moment ago."""
    database = open_database(url)
    database.migrate()
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    schedule = Schedule(Days(Every.DAY), now.time(), "UTC", None, date(2026, 1, 1))
    made = Subscriptions(database, lambda: now.timestamp() - 1)
    for channel in CHANNELS:
        for _ in range(MOST):
            made.add(TEAM, channel, MAKER, schedule, Content(Series.ACTIONS))
    return database


def rows(database: Database) -> list[Any]:
    """All deliveries."""
    with database.reading() as connection:
        return list(connection.execute(select(deliveries)).all())


def settle(database: Database) -> None:
    """Wait until every delivery has become something, and every maker was told."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        found = rows(database)
        open_ones = [row for row in found if row.state in ("pending", "sending") or row.tell_at is not None]
        if len(found) == len(CHANNELS) * MOST and not open_ones:
            return
        time.sleep(0.5)
    raise AssertionError(Counter(row.state for row in rows(database)))


def posted(lab: LabThread, channels: list[str], event: str) -> Counter[str]:
    """How often each delivery stands in some channels."""
    found = [message.get("metadata") or {} for channel in channels for message in lab.messages(channel)]
    return Counter(mark["event_payload"]["delivery"] for mark in found if mark.get("event_type") == event)


def befall(*blows: Callable[[], None]) -> None:
    """One blow after another, with time between for work to be in hand."""
    for blow in blows:
        time.sleep(1.0)
        blow()


def key(row: Any) -> str:
    """The key of a delivery."""
    return f"d{row.subscription}:{row.due:.0f}"


def test_none_is_lost_and_none_doubled_by_three_processes_on_postgresql(postgres: Postgres) -> None:
    database = filled(url := postgres.new_database())
    with slack(WITH_HISTORY) as lab, Clocks(url, lab.url, 3) as clocks:
        time.sleep(2.0)
        blows = (clocks.kill, clocks.freeze, clocks.kill, clocks.restart, postgres.restart, clocks.kill, clocks.freeze)
        befall(*blows)
        settle(database)
        stands = posted(lab, CHANNELS, "digest_delivery")
    found = rows(database)
    assert stands == {key(row): 1 for row in found}
    assert {row.state for row in found} == {"posted"}
    assert sum(row.attempts > 1 for row in found) > 0
    database.close()


def test_none_is_lost_and_none_doubled_by_one_process_on_sqlite(tmp_path: Path) -> None:
    database = filled(url := f"sqlite:///{tmp_path}/digests.db")
    with slack(WITH_HISTORY) as lab, Clocks(url, lab.url, 1) as clocks:
        time.sleep(2.0)
        befall(clocks.kill, clocks.freeze, clocks.kill, clocks.restart)
        settle(database)
        stands = posted(lab, CHANNELS, "digest_delivery")
    found = rows(database)
    assert stands == {key(row): 1 for row in found}
    assert {row.state for row in found} == {"posted"}
    database.close()


def test_none_is_doubled_without_the_history_scopes_and_every_one_in_doubt_is_told(postgres: Postgres) -> None:
    database = filled(url := postgres.new_database())
    with slack(SCOPES) as lab, Clocks(url, lab.url, 3) as clocks:
        time.sleep(2.0)
        befall(clocks.kill, clocks.kill, clocks.freeze)
        settle(database)
        stands = posted(lab, CHANNELS, "digest_delivery")
        told = posted(lab, [lab.lab.workspace.channels.dm(MAKER)["id"]], "digest_notice")
    found = rows(database)
    in_doubt = {key(row) for row in found if row.state == "in_doubt"}
    assert max(stands.values()) == 1
    assert {key(row) for row in found if row.state == "posted"} <= set(stands)
    assert {row.state for row in found} == {"posted", "in_doubt"}
    assert told == dict.fromkeys(in_doubt, 1)
    database.close()


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """Build the knowledge base once, so that no process spends its first seconds on it."""
    subprocess.run([sys.executable, "app.py", "ask", "hello"], cwd=ROOT, check=True, capture_output=True)
