"""The exact things in a sentence: percentages, counts, dates and labels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from knowledge.address import NUMBERS, SPOKEN_YEAR
from knowledge.statements import dates, labels
from knowledge.statements.dates import YEAR, Date
from knowledge.typed import DIGITS, SPELT, TENS
from knowledge.words import STRAIGHT, stem

WINDOW = 4
"""Words after a number that tell what is counted."""
NEARBY = 80
"""Characters around a number in which stands what it is."""
PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per\s?cent\b|percent\b|pc\b)", re.IGNORECASE)
YEAR_BEHIND = re.compile(
    rf"^\s*[,(]?\s*(?:[a-z-]+ ){{0,4}}?(?:in|during|for|by)\s+(?:the end of )?({YEAR})|^\s*\(({YEAR})\)", re.IGNORECASE
)
YEAR_AHEAD = re.compile(rf"({YEAR})(?:\W+(?!from\b)[a-z-]+){{0,10}}\W*$", re.IGNORECASE)
PREVIOUS_YEAR = -1
"""The year of a figure that is of "the year before"."""
OF_PREVIOUS_YEAR = re.compile(
    r"^\s*,?\s*(?:in |during )?(?:the )?(?:previous year|(?:year|12 months) (?:before|earlier)(?: that)?|prior year)\b",
    re.IGNORECASE,
)
COUNT = re.compile(r"(?<![\w.])[£$€]?\d+(?:[.,]\d+)*(?:st|nd|rd|th|m|bn|million|billion)?(?!\w)", re.IGNORECASE)
NEXT_WORDS = re.compile(r"[^\W\d_]+")
_MORE = r"over|more than|above|exceed\w*|at least|greater than|upwards of|beyond|topped|past"
MORE = re.compile(rf"\b(?:{_MORE})\s+(?:(?:its|the|a) )?(?:target (?:of )?)?$", re.IGNORECASE)
_NOT_A_MOST = "".join(
    f"(?<!{verb} )" for verb in "went gone goes rose came got moved going increased climbed jumped grew".split()
)
_LESS = rf"under|less than|fewer than|below|{_NOT_A_MOST}up to|nearly|almost|just short of|at most|only"
LESS = re.compile(rf"\b(?:{_LESS})\s+$", re.IGNORECASE)
_ABOUT = r"(?:(?:just|a|about|around|only|over|under|nearly)\s+)*$"
ROLES = (
    ("before", re.compile(rf"\bfrom\s+{_ABOUT}", re.IGNORECASE)),
    ("change", re.compile(rf"\bby\s+{_ABOUT}", re.IGNORECASE)),
    ("target", re.compile(r"\b(?:targets?|goal|aim\w*|ambition|objective)\b[^%.]{0,24}$", re.IGNORECASE)),
)
TARGET_BEHIND = re.compile(r"^\s*(?:digital |uptake |take-?up )*(?:targets?|goal)\b", re.IGNORECASE)
BOTH = re.compile(r"\bboth\s+(?:of\s+)?(?:(?:the|its|these|those|their|our|defra's)\s+)?(?=(?:[a-z-]+ )?\w+s\b)", re.IGNORECASE)
NUMBER_WORD = re.compile(rf"(?<!no )(?<!phase )(?<!stage )\b(?!one (?:of|another)\b)({'|'.join(NUMBERS)})\b", re.IGNORECASE)
THOUSANDS = re.compile(r"(?<=\d\d),(?=\d{3}\b)")
HUNDRED_THOUSAND = re.compile(r"\b(?:a |one )?hundred thousand\b|\b100k\b", re.IGNORECASE)
SHORT_YEAR = re.compile(r"(?<!\w)'(1[0-9])\b(?!')")


class Figure(NamedTuple):
    """A percentage; `role` tells whether it is "reached", a "target", what it was "before", or the "change"; `bound` is
    "more" or "less"; `year` is the one that stands beside it."""

    percent: str
    role: str
    bound: str
    year: int | None


class Count(NamedTuple):
    """A number with the stems of the words after it."""

    number: str
    bound: str
    of: frozenset[str]


class Particulars(NamedTuple):
    """All exact things in a text, each kind in the text's order. Labels are pairs such as ("phase", "1")."""

    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    dates: tuple[Date, ...]
    labels: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4096)
def particulars(text: str) -> Particulars:
    """Read the exact things in a text; numbers may be spelt."""
    placed, text = labels.taken(_in_figures(text))
    figures, text = _figures(text)
    found, text = dates.taken(text)
    counts = tuple(_count(text, match) for match in COUNT.finditer(text))
    placed.extend(labels.worded(text))
    return Particulars(figures, counts, found, tuple((kind, value) for _, kind, value in sorted(placed)))


def _in_figures(text: str) -> str:
    """A text with spelt numbers and years in figures, without commas, and dates in the report's form."""
    text = THOUSANDS.sub("", text.translate(STRAIGHT))
    text = HUNDRED_THOUSAND.sub("100000", text)
    text = SPOKEN_YEAR.sub(lambda match: str(2000 + NUMBERS[match[1]]), text)
    text = dates.spelt(SHORT_YEAR.sub(r"20\1", text))
    text = SPELT.sub(lambda match: str(TENS[match[1].lower()] + DIGITS.get((match[2] or "").lower(), 0)), text)
    return NUMBER_WORD.sub(lambda match: str(NUMBERS[match[1].lower()]), BOTH.sub("2 ", text))


def _figures(text: str) -> tuple[tuple[Figure, ...], str]:
    """The percentages, and the text with them and the years behind them blanked out."""
    found: list[Figure] = []
    blank = list(text)
    for match in PERCENTAGE.finditer(text):
        before = text[max(0, match.start() - NEARBY) : match.start()].rpartition("%")[2]
        behind = text[match.end() : match.end() + NEARBY].partition("%")[0]
        role = next((role for role, pattern in ROLES if pattern.search(before)), "reached")
        if role == "reached" and TARGET_BEHIND.match(behind):
            role = "target"
        year, read = _year(before if role != "before" else "", behind)
        found.append(Figure(match[1], role, _bound(before), year))
        blank[match.start() : match.end() + read] = " " * (len(match[0]) + read)
    return tuple(found), "".join(blank)


def _year(before: str, behind: str) -> tuple[int | None, int]:
    """The year of a figure, and how many characters behind it tell that; a year ahead of it may be of more than this."""
    if previous := OF_PREVIOUS_YEAR.match(behind):
        return PREVIOUS_YEAR, previous.end()
    if own := YEAR_BEHIND.match(behind):
        return int(own[1] or own[2]), own.end()
    ahead = YEAR_AHEAD.search(before)
    return (int(ahead[1]) if ahead else None), 0


def _count(text: str, match: re.Match[str]) -> Count:
    behind = NEXT_WORDS.findall(text[match.end() : match.end() + NEARBY].lower())[:WINDOW]
    return Count(match[0].lower(), _bound(text[max(0, match.start() - NEARBY) : match.start()]), frozenset(map(stem, behind)))


def _bound(before: str) -> str:
    return "more" if MORE.search(before) else "less" if LESS.search(before) else ""
