"""The environment, read once and checked at start-up: what would fail later is refused here, with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot import wording

SLACK = "https://slack.com/api/"
PREFIX = re.compile(r"[a-z][a-z0-9-]{0,20}")
SQLITE = "sqlite:///defra-actions.db"


class SettingsError(Exception):
    """What is wrong with the environment, a sentence a line."""


@dataclass(frozen=True)
class Settings:
    """What the environment says; secrets are never shown."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK
    prefix: str = "defra"
    database_url: str = field(default=SQLITE, repr=False)
    port: int = 3000
    processes: int = 1
    contact: str = ""
    teams: frozenset[str] = frozenset()
    zone: str = "Europe/London"
    digests: bool = True
    log_format: str = "text"
    log_level: str = "INFO"
    keep_questions: bool = False

    @property
    def on_sqlite(self) -> bool:
        """Whether the state is one file on this machine."""
        return self.database_url.startswith("sqlite:")


class _Reader:
    """Reads variables of an environment, and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def word(self, name: str, default: str = "") -> str:
        return self._environment.get(name, "").strip() or default

    def good(self, name: str, default: str, is_good: Callable[[str], object], allowed: str) -> str:
        value = self.word(name, default)
        if is_good(value):
            return value
        self.faults.append(wording.bad_setting(name, value, allowed))
        return default

    def whole(self, name: str, default: int, most: int) -> int:
        is_good = lambda value: value.isdecimal() and len(value) <= len(str(most)) and 0 < int(value) <= most  # noqa: E731
        return int(self.good(name, str(default), is_good, f"a whole number from 1 to {most}"))

    def choice(self, name: str, *allowed: str) -> str:
        return self.good(name, allowed[0], lambda value: value.lower() in allowed, "one of " + ", ".join(allowed)).lower()


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment makes. Raises SettingsError with a sentence for each value that can't be."""
    reader = _Reader(environment)
    settings = Settings(
        bot_token=reader.word("SLACK_BOT_TOKEN"),
        app_token=reader.word("SLACK_APP_TOKEN"),
        signing_secret=reader.word("SLACK_SIGNING_SECRET"),
        api_url=reader.word("SLACK_API_URL", SLACK).rstrip("/") + "/",
        prefix=reader.good("COMMAND_PREFIX", "defra", PREFIX.fullmatch, wording.PREFIX),
        database_url=reader.word("DATABASE_URL", SQLITE),
        port=reader.whole("PORT", 3000, 65535),
        processes=reader.whole("WEB_CONCURRENCY", 1, 64),
        contact=reader.word("CONTACT"),
        teams=frozenset(filter(None, (team.strip() for team in reader.word("ALLOWED_TEAMS").split(",")))),
        zone=reader.good("DEFAULT_TIMEZONE", "Europe/London", is_zone, "a name such as Europe/London"),
        digests=reader.choice("DIGESTS", "on", "off") == "on",
        log_format=reader.choice("LOG_FORMAT", "text", "json"),
        log_level=reader.choice("LOG_LEVEL", "info", "debug", "warning", "error").upper(),
        keep_questions=reader.choice("KEEP_QUESTIONS", "no", "yes") == "yes",
    )
    if not settings.database_url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        reader.faults.append(wording.BAD_DATABASE_URL)
    if settings.processes > 1 and settings.on_sqlite:
        reader.faults.append(wording.ONE_PROCESS)
    if reader.faults:
        raise SettingsError("\n".join(reader.faults))
    return settings


def is_zone(name: str) -> bool:
    """Whether a name is that of an IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, not a name, or a folder of zones
        return False
    return True


def needed(settings: Settings, *names: str) -> None:
    """Raise SettingsError unless the secrets that a process needs are there: `names` of fields, such as "bot_token"."""
    variables = {"bot_token": "SLACK_BOT_TOKEN", "app_token": "SLACK_APP_TOKEN", "signing_secret": "SLACK_SIGNING_SECRET"}
    missing = [wording.missing_setting(variables[name]) for name in names if not getattr(settings, name)]
    if missing:
        raise SettingsError("\n".join(missing))
