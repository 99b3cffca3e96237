"""What people can ask of digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.recurrence import Days, Division


class Series(StrEnum):
    """What a digest goes through, a piece at a time."""

    ACTIONS = "actions"
    OUTCOMES = "outcomes"
    TOPIC = "topic"


@dataclass(frozen=True)
class Content:
    """What a digest posts; `topic` is the canonical name of the one topic, "" for the other series."""

    series: Series
    topic: str = ""


@dataclass(frozen=True)
class New:
    """Make a digest."""

    days: Days
    at: time
    zone: str
    content: Content
    holidays: Division | None = None
    repeat: bool = False


@dataclass(frozen=True)
class List:
    """Show the channel's digests."""


@dataclass(frozen=True)
class Form:
    """Make a digest in a form."""


@dataclass(frozen=True)
class Help:
    """Show how digests are made and kept."""


@dataclass(frozen=True)
class Preview:
    """Show what a digest would post next."""

    id: int


@dataclass(frozen=True)
class Resume:
    """Let a paused digest go on."""

    id: int


@dataclass(frozen=True)
class Delete:
    """Stop a digest for good."""

    id: int


@dataclass(frozen=True)
class Pause:
    """Pause a digest until a day, or without one until it is resumed."""

    id: int
    until: date | None = None


Request = New | List | Form | Help | Preview | Resume | Delete | Pause
