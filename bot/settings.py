"""The environment, read once and checked at start-up: what would fail later is refused here, with what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot import wording

SLACK = "https://slack.com/api/"
PREFIX = re.compile(r"[a-z][a-z0-9-]{0,20}")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


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
    database_url: str = field(default="sqlite:///defra-actions.db", repr=False)
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


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment makes. Raises SettingsError with a sentence for each value that can't be."""
    faults: list[str] = []

    def word(name: str, default: str) -> str:
        return environment.get(name, "").strip() or default

    def whole(name: str, default: int, most: int) -> int:
        value = word(name, str(default))
        if value.isdecimal() and 0 < int(value) <= most:
            return int(value)
        faults.append(wording.bad_setting(name, value, f"a whole number from 1 to {most}"))
        return default

    def choice(name: str, allowed: tuple[str, ...]) -> str:
        value = word(name, allowed[0])
        if value.lower() in {one.lower() for one in allowed}:
            return value
        faults.append(wording.bad_setting(name, value, "one of " + ", ".join(allowed)))
        return allowed[0]

    prefix, zone = word("COMMAND_PREFIX", "defra"), word("DEFAULT_TIMEZONE", "Europe/London")
    if not PREFIX.fullmatch(prefix):
        faults.append(wording.bad_setting("COMMAND_PREFIX", prefix, "small letters, digits and hyphens, at most 21"))
    if not is_zone(zone):
        faults.append(wording.bad_setting("DEFAULT_TIMEZONE", zone, "a name such as Europe/London"))
    url = word("DATABASE_URL", "sqlite:///defra-actions.db")
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        faults.append(wording.BAD_DATABASE_URL)
    settings = Settings(
        bot_token=word("SLACK_BOT_TOKEN", ""),
        app_token=word("SLACK_APP_TOKEN", ""),
        signing_secret=word("SLACK_SIGNING_SECRET", ""),
        api_url=word("SLACK_API_URL", SLACK).rstrip("/") + "/",
        prefix=prefix,
        database_url=url,
        port=whole("PORT", 3000, 65535),
        processes=whole("WEB_CONCURRENCY", 1, 64),
        contact=word("CONTACT", ""),
        teams=frozenset(team.strip() for team in word("ALLOWED_TEAMS", "").split(",") if team.strip()),
        zone=zone,
        digests=choice("DIGESTS", ("on", "off")).lower() == "on",
        log_format=choice("LOG_FORMAT", ("text", "json")).lower(),
        log_level=choice("LOG_LEVEL", ("INFO", *LEVELS)).upper(),
        keep_questions=choice("KEEP_QUESTIONS", ("no", "yes")).lower() == "yes",
    )
    if settings.processes > 1 and settings.on_sqlite:
        faults.append(wording.ONE_PROCESS)
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def is_zone(name: str) -> bool:
    """Whether a name is that of an IANA time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # not found, not a name, or a folder of zones
        return False
    return True


def needed(settings: Settings, *names: str) -> None:
    """Raise SettingsError unless the secrets that a process needs are there: `names` of fields, such as "bot_token"."""
    variables = {"bot_token": "SLACK_BOT_TOKEN", "app_token": "SLACK_APP_TOKEN", "signing_secret": "SLACK_SIGNING_SECRET"}
    missing = [wording.missing_setting(variables[name]) for name in names if not getattr(settings, name)]
    if missing:
        raise SettingsError("\n".join(missing))
