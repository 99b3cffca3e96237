"""What is said of a message: its statements, each backed or not and why."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from knowledge.citation import Citation


class Mismatch(StrEnum):
    """What differs between a statement and the nearest passage; `nothing` where none speaks of it."""

    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    CONTRARY = "contrary"
    PLANNED = "planned"
    NOTHING = "nothing"


class Statement(NamedTuple):
    """A statement as it stands in a message. Either `backing` has the citations that back it, all from one section; or
    `mismatch` tells what the passage `near` has otherwise. Where no passage speaks of it clearly that is `nothing`, and
    `near` the passage that comes nearest, if any."""

    text: str
    backing: tuple[Citation, ...] = ()
    mismatch: Mismatch | None = None
    near: Citation | None = None

    @property
    def backed(self) -> bool:
        """Whether the report says it."""
        return bool(self.backing)


class Found(NamedTuple):
    """A message's statements in order, the best passages for all that it says, best first, and whether it was `cut`: it
    says more than was looked at."""

    statements: tuple[Statement, ...]
    passages: tuple[Citation, ...]
    cut: bool
