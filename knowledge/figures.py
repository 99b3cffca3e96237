"""Percentages in the report, each with the year that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.base import KnowledgeBase

PERCENTAGE = re.compile(r"(\d+)%(?: in (\d{4}))?")
EARLIER = re.compile(r"up from $")


class Figure(NamedTuple):
    """A percentage, the number of its sentence, and its year: the one beside it, else its section's, else None."""

    percent: int
    sentence: int
    year: int | None


def percentages(base: KnowledgeBase) -> Iterator[Figure]:
    """All percentages in the report's order. One that a later figure is "up from" has a year only if it is named."""
    for sentence in base.sentences:
        for match in PERCENTAGE.finditer(sentence.text):
            before = EARLIER.search(sentence.text[: match.start()])
            section_year = None if before else sentence.address.year
            yield Figure(int(match[1]), sentence.number, int(match[2]) if match[2] else section_year)
