"""`python app.py clock`, and the clock as a thread of the app: it posts, finishes the post in hand on SIGTERM, and leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from slack_bolt.authorization import AuthorizeResult

from bot import house, running, serving, wording
from bot.digest_request import Content, Series
from bot.house import House
from bot.recurrence import Days, Every, Schedule
from bot.settings import Settings, SettingsError
from bot.store import Database, DatabaseError, Fate, Subscriptions, open_database
from tests.postgres import Postgres
from tests.slack import BOT_TOKEN, TEAM, LabThread

ROOT = Path(__file__).parents[1]
CHANNEL = "C0GENERAL1"
SCOPES = ("chat:write", "channels:history", "groups:history")


@pytest.fixture
def lab() -> Iterator[LabThread]:
    """A Slack that lets the app look into histories."""
    with LabThread(scopes=SCOPES) as found:
        yield found


@pytest.fixture
def settings(lab: LabThread, tmp_path: Path) -> Settings:
    """A clock's settings, with a file as its database."""
    return Settings(bot_token=BOT_TOKEN, api_url=f"{lab.url}/api/", database_url=f"sqlite:///{tmp_path}/clock.db")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database with a digest that has just become due."""
    found = open_database(settings.database_url)
    found.migrate()
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    schedule = Schedule(Days(Every.DAY), now.time(), "UTC", None, date(2026, 1, 1))
    Subscriptions(found, lambda: now.timestamp() - 1.0).add(TEAM, CHANNEL, "U0ALICE001", schedule, Content(Series.ACTIONS))
    yield found
    found.close()


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Signals as they were, afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened; a minute at the most."""
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.1)


def fates(database: Database) -> list[Fate]:
    """What became of the digest's deliveries."""
    return [line.fate for line in Subscriptions(database, time.time).history(TEAM, 1)]


def identity(*scopes: str) -> AuthorizeResult:
    """Who we are in Slack."""
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token=BOT_TOKEN, bot_scopes=scopes)


def run(settings: Settings, **more: str) -> subprocess.Popen[str]:
    """`python app.py clock`."""
    named = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": settings.api_url, "DATABASE_URL": settings.database_url, **more}
    command = [sys.executable, "app.py", "clock"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **named}, stderr=subprocess.PIPE, text=True)


def test_a_clock_alone_finishes_the_post_in_hand_on_sigterm(lab: LabThread, settings: Settings, database: Database) -> None:
    lab.fault("chat.postMessage:slow,delay=1")
    clock = run(settings)
    wait_for(lambda: fates(database) == [Fate.SENDING])
    clock.terminate()
    assert clock.wait() == 0
    assert clock.stderr
    assert "finishing what is in hand" in clock.stderr.read()
    clock.stderr.close()
    assert fates(database) == [Fate.POSTED]
    assert [message["metadata"]["event_type"] for message in lab.messages(CHANNEL)] == ["digest_delivery"]


def test_a_clock_runs_in_place_until_it_is_told_to_stop(
    lab: LabThread, settings: Settings, database: Database, own_signals: None
) -> None:
    def stop() -> None:
        wait_for(lambda: fates(database) == [Fate.POSTED])
        os.kill(os.getpid(), signal.SIGTERM)

    waiting = threading.Thread(target=stop)
    waiting.start()
    serving.clock(settings)
    waiting.join()
    assert len(lab.messages(CHANNEL)) == 1


def test_a_clock_with_digests_off_posts_nothing(lab: LabThread, settings: Settings, database: Database) -> None:
    clock = run(settings, DIGESTS="off")
    assert clock.stderr
    said = next(line for line in clock.stderr if "digests are off" in line)
    clock.terminate()
    assert clock.wait() == 0
    clock.stderr.close()
    assert said
    assert (fates(database), lab.messages(CHANNEL)) == ([], [])


def test_a_clock_needs_a_token_and_a_database_that_was_migrated(lab: LabThread, postgres: Postgres, own_signals: None) -> None:
    with pytest.raises(SettingsError):
        serving.clock(Settings())
    empty = Settings(bot_token=BOT_TOKEN, api_url=f"{lab.url}/api/", database_url=postgres.new_database())
    with pytest.raises(DatabaseError, match="migrate"):
        serving.clock(empty)


def test_two_clocks_on_one_file_are_refused(settings: Settings, database: Database, own_signals: None) -> None:
    held = house.database(settings)
    with pytest.raises(DatabaseError) as refused:
        serving.clock(settings)
    assert str(refused.value) == wording.IN_USE
    held.close()


@pytest.mark.parametrize(("posts_digests", "became"), [(True, [Fate.POSTED]), (False, [])])
def test_the_app_posts_digests_where_it_is_told_to(
    settings: Settings, database: Database, posts_digests: bool, became: list[Fate]
) -> None:
    app = House(settings, open_database(settings.database_url), identity(*SCOPES), posts_digests)
    app.open()
    wait_for(lambda: fates(database) == became)
    app.close()
    assert fates(database) == became


def test_the_scopes_of_the_token_tell_whether_a_clock_may_look(settings: Settings, database: Database) -> None:
    assert set(house.identify(settings).bot_scopes or ()) == set(SCOPES)
    assert house.clock(settings, database, identity(*SCOPES))._can_look
    assert not house.clock(settings, database, identity("chat:write"))._can_look


def test_the_clock_is_a_verb_of_its_own() -> None:
    assert running.PROCESSES["clock"] is serving.clock
    assert "clock: python app.py clock" in (ROOT / "Procfile").read_text().splitlines()
