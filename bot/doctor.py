"""What would fail later, found now: environment, token, scopes, Socket Mode, clock and database, each with what to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import mktime_tz, parsedate_tz
from pathlib import Path

from bot import wording
from bot.manifest import AGENT_SCOPE, OPTIONAL_SCOPES, SCOPES
from bot.recurrence import listed_until
from bot.settings import Settings
from bot.slack import HISTORY, Refused, Unheard, client, heard
from bot.store import DatabaseError, open_database

ENOUGH = timedelta(days=365)
"""How far the list of bank holidays has to reach."""
MOST_SKEW = 120
"""Seconds that our clock may be off: Slack's signatures hold for 300."""


def examine(settings: Settings, now: Callable[[], float] = time.time) -> Iterator[tuple[bool, str]]:
    """Each check as (is it well, a sentence): what is well, or what is wrong and what to do."""
    yield from _environment(settings)
    if settings.bot_token:
        yield from _token(settings, now)
    if settings.app_token:
        yield from _socket(settings)
    yield from _database(settings)
    yield from _holidays(now)


def _holidays(now: Callable[[], float]) -> Iterator[tuple[bool, str]]:
    """A fault where the list of bank holidays that digests skip ends soon."""
    until = listed_until()
    if until - datetime.fromtimestamp(now(), UTC).date() < ENOUGH:
        yield False, wording.holidays_end(f"{until.day} {until:%B %Y}")


def _environment(settings: Settings) -> Iterator[tuple[bool, str]]:
    if not settings.bot_token:
        yield False, wording.missing_setting("SLACK_BOT_TOKEN")
    elif not settings.bot_token.startswith("xoxb-"):
        yield False, wording.wrong_token("SLACK_BOT_TOKEN", "xoxb-")
    if not settings.app_token and not settings.signing_secret:
        yield False, wording.NEITHER_TRANSPORT
    if settings.app_token and not settings.app_token.startswith("xapp-"):
        yield False, wording.wrong_token("SLACK_APP_TOKEN", "xapp-")
    yield True, wording.contact_set(settings.contact) if settings.contact else wording.NO_CONTACT


def _token(settings: Settings, now: Callable[[], float]) -> Iterator[tuple[bool, str]]:
    try:
        who = heard(client(settings).auth_test)
    except Refused as refused:
        yield False, wording.refused(str(refused))
        return
    except Unheard as unheard:
        yield False, wording.unheard(str(unheard))
        return
    yield True, wording.connected(str(who.get("user")), str(who.get("team")))
    headers = {name.lower(): value for name, value in dict(who.headers).items()}
    if "x-oauth-scopes" in headers:
        yield from _scopes(headers["x-oauth-scopes"])
    if date := parsedate_tz(headers.get("date", "")):
        skew = round(now() - mktime_tz(date))
        yield abs(skew) <= MOST_SKEW, wording.clock(skew, MOST_SKEW)


def _scopes(granted: str) -> Iterator[tuple[bool, str]]:
    have = {scope.strip() for scope in granted.split(",") if scope.strip()}
    missing, more = sorted(set(SCOPES) - have), sorted(have - {*SCOPES, *OPTIONAL_SCOPES, AGENT_SCOPE})
    yield (False, wording.missing_scopes(missing)) if missing else (True, wording.SCOPES_RIGHT)
    yield True, wording.of_digests(have >= HISTORY)
    if more:
        yield True, wording.more_scopes(more)


def _socket(settings: Settings) -> Iterator[tuple[bool, str]]:
    try:
        heard(lambda: client(settings).apps_connections_open(app_token=settings.app_token))
    except (Refused, Unheard) as error:
        yield False, wording.no_socket(str(error))
    else:
        yield True, wording.SOCKET_OPENS


def _database(settings: Settings) -> Iterator[tuple[bool, str]]:
    if settings.on_sqlite and not Path(settings.database_url.removeprefix("sqlite:///")).exists():
        yield True, wording.MIGRATES_ITSELF
        return
    try:
        with closing(open_database(settings.database_url)) as database:
            migrated = database.is_migrated()
    except DatabaseError as error:
        yield False, str(error)
        return
    if migrated:
        yield True, wording.MIGRATED
    elif settings.on_sqlite:
        yield True, wording.MIGRATES_ITSELF
    else:
        yield False, wording.NOT_MIGRATED
