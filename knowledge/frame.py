"""What a question asks for, and what else its words tell."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from knowledge import cues
from knowledge.cues import Asks, Intent
from knowledge.report import Kind


class Frame(NamedTuple):
    """What a question asks for; an empty set means "any". This is all that a thread remembers of it.

    `terms` are stems known here, in the question's order; `earlier` those that a follow-up took over.
    """

    actions: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    topics: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    intent: Intent = Intent.FIND


class Question(NamedTuple):
    """A question understood: its frame, and what is needed to answer it now but isn't remembered.

    `manner` are marks of how it is asked, `unknown` words that nothing here knows, `dated`
    years that stand in a date ("March 2014"), `stranger` a person's name that
    isn't in the report, `apart` topics that are not to be counted; `named_by` tells by which stems each topic was named,
    `as_of` that it speaks of today.
    """

    frame: Frame
    text: str
    asks: Asks
    manner: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    dated: frozenset[int] = frozenset()
    stranger: str = ""
    apart: frozenset[str] = frozenset()
    named_by: Mapping[str, frozenset[str]] = MappingProxyType({})
    leans: bool = False
    as_of: bool = False

    @property
    def names_somebody(self) -> bool:
        """Whether it names a person whom the report doesn't know, or a word it doesn't know as the digital leader."""
        return bool(self.stranger or (self.unknown and cues.LEADER.search(self.text)))
