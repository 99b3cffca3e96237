"""A report as it is once it is read: actions, sections, passages and sentences, each with its span in the file."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a section holds; in the order in which an action tells its story."""

    SCOPE = "scope"
    COMMITMENT = "commitment"
    PROGRESS = "progress"
    PLAN = "plan"


class Address(NamedTuple):
    """Where words stand in the report: `year` is None for a scope."""

    action: int
    kind: Kind
    year: int | None


class Span(NamedTuple):
    """A stretch of the file, as offsets into `Report.text`."""

    start: int
    end: int


class Passage(NamedTuple):
    """One paragraph or bullet: its words without the bullet mark, its sentences, and the bullet's lead-in."""

    span: Span
    line: int
    sentences: tuple[Span, ...]
    lead_in: Span | None = None


class Section(NamedTuple):
    """The passages under one heading of an action; a scope's heading is the action's own."""

    address: Address
    heading: str
    line: int
    passages: tuple[Passage, ...]


class Action(NamedTuple):
    """One of the numbered actions; `title` is the passage after "Action N:"."""

    number: int
    title: Passage
    sections: tuple[Section, ...]


class Piece(NamedTuple):
    """A run of whole lines of the file with one role; the pieces in order are the file."""

    span: Span
    role: str


class Report(NamedTuple):
    """The report as published. `complete` is False when the file breaks off in the middle."""

    text: str
    title: str
    updated: str
    url: str
    actions: tuple[Action, ...]
    pieces: tuple[Piece, ...]
    complete: bool

    def quote(self, span: Span) -> str:
        """The words at a span, exactly as they stand in the file."""
        return self.text[span.start : span.end]


def anchor(heading: str) -> str:
    """The id that GOV.UK gives a heading: kramdown's `basic_generate_id`."""
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", heading))
    return kept.replace(" ", "-").lower()
