"""Dates in a text: years, months, days and parts of a year, however they are written."""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = "january february march april may june july august september october november december".split()
_NUMBER = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_BEFORE_MONTH = "".join(
    f"(?<={word} )|" for word in ("in", "by", "of", "end", "from", "since", "until", "early", "late", r"\d", "th", "st")
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar|March)|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    rf"|nov(?:ember)?|dec(?:ember)?|mar(?:ch)?(?=,? 20\d\d)|may(?=,? 20\d\d)|(?:{_BEFORE_MONTH[:-1]})(?:march|may))\b\.?"
)
"""May and March are months only where they look like it."""
YEAR = r"(?:19|20)\d\d(?![\d%]|,\d{3}|\.\d)"
_DAY = r"\d{1,2}(?![\d%]|,\d|\.\d)(?:st|nd|rd|th)?"
_PART = r"early|late|mid|middle|end|start|beginning|spring|summer|autumn|winter|first half|second half|q[1-4]"
_IN_PART = r"(?:(?<=early )in\s+|(?<=late )in\s+|of\s+)?"
_EDGE = r"by|until|till|from|since|starting|no later than"
DATE = re.compile(
    rf"(?:\b(?P<edge>{_EDGE})\s+)?(?:\b(?:the\s+|very\s+)*(?P<part>{_PART})[\s-]+{_IN_PART}(?:the\s+)?)?"
    rf"(?:\b(?P<day>{_DAY})\s+(?:of\s+)?(?=[a-z]))?"
    rf"(?:\b(?P<month>{_MONTH})(?:\s+(?:the\s+)?(?P<day2>{_DAY}))?(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?|\b(?P<year2>{YEAR})\b)"
    rf"|\b(?:the\s+)?(?P<part2>{_PART})[\s-]+of\s+(?:the|that)\s+year\b",
    re.IGNORECASE,
)
PARTS = {"beginning": "early", "start": "early", "late": "end", "middle": "mid"}
EDGES = {"until": "by", "till": "by", "no later than": "by", "since": "from", "starting": "from"}
HAS_BEEN = re.compile(r"\b(?:has|have|had) been\b", re.IGNORECASE)
"""What has been so from a date came about on it."""
NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)\b")
ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


class Date(NamedTuple):
    """A year, month or day, as far as it is told; `part` is such as "early" or "end", `edge` "by" or "from"."""

    day: int | None
    month: int | None
    year: int | None
    part: str
    edge: str


def spelt(text: str) -> str:
    """A text with dates in figures written as the report writes them."""
    text = NUMERIC.sub(lambda match: _named(match[1], match[2], match[3]), text)
    return ISO.sub(lambda match: _named(match[3], match[2], match[1]), text)


def _named(day: str, month: str, year: str) -> str:
    name = MONTHS[int(month) - 1].title() if 1 <= int(month) <= len(MONTHS) else month
    return f"{int(day)} {name} {year if len(year) == len('2013') else '20' + year}"


def taken(text: str) -> tuple[tuple[Date, ...], str]:
    """The dates of a text, and the text with them blanked out."""
    since = HAS_BEEN.search(text) is not None
    dates = tuple(_date(match, since) for match in DATE.finditer(text))
    return dates, DATE.sub(lambda match: " " * len(match[0]), text)


def _date(match: re.Match[str], since: bool) -> Date:
    day, month, year = match["day"] or match["day2"], match["month"], match["year"] or match["year2"]
    part, edge = (match["part"] or match["part2"] or "").lower(), (match["edge"] or "").lower()
    edge = EDGES.get(edge, edge)
    return Date(
        int(re.sub(r"\D", "", day)) if day else None,
        _NUMBER[month[:3].lower()] if month else None,
        int(year) if year else None,
        PARTS.get(part, part),
        "" if since and edge == "from" else edge,
    )
