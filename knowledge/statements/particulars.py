"""The exact things in a sentence: percentages, counts, dates, phases and the words that tell one of a kind from another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from knowledge.address import NUMBERS, SPOKEN_YEAR
from knowledge.typed import DIGITS, SPELT, TENS
from knowledge.words import STRAIGHT, stem

WINDOW = 4
"""Words after a number that tell what is counted."""
MONTHS = "january february march april may june july august september october november december".split()
_ABBREVIATED = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar|March)|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|mar(?:ch)?(?=,? 20\d\d)|may(?=,? 20\d\d)"
    r"|(?:(?<=in )|(?<=by )|(?<=of )|(?<=end )|(?<=from )|(?<=since )|(?<=until )|(?<=early )|(?<=late )|(?<=\d )|(?<=th )|(?<=st ))(?:march|may))\b\.?"
)
_YEAR = r"(?:19|20)\d\d(?![\d%]|,\d{3}|\.\d)"
_DAY = r"\d{1,2}(?![\d%]|,\d|\.\d)(?:st|nd|rd|th)?"
_PART = r"early|late|mid|middle|end|start|beginning|spring|summer|autumn|winter|first half|second half|q[1-4]"
_IN_PART = r"(?:(?<=early )in\s+|(?<=late )in\s+|of\s+)?"
_EDGE = r"by|until|till|from|since|starting|no later than"
DATE = re.compile(
    rf"(?:\b(?P<edge>{_EDGE})\s+)?(?:\b(?:the\s+|very\s+)*(?P<part>{_PART})[\s-]+{_IN_PART}(?:the\s+)?)?"
    rf"(?:\b(?P<day>{_DAY})\s+(?:of\s+)?(?=[a-z]))?"
    rf"(?:\b(?P<month>{_MONTH})(?:\s+(?:the\s+)?(?P<day2>{_DAY}))?(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?|\b(?P<year2>{_YEAR})\b)"
    rf"|\b(?:the\s+)?(?P<part3>{_PART})[\s-]+of\s+(?:the|that)\s+year\b",
    re.IGNORECASE,
)
PARTS = {"beginning": "early", "start": "early", "late": "end", "middle": "mid"}
EDGES = {"until": "by", "till": "by", "no later than": "by", "since": "from", "starting": "from"}
NUMERIC_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)\b")
ISO_DATE = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
FINANCIAL_YEAR = re.compile(r"\b20(\d\d)\s*[/-]\s*(?:20)?(\d\d)\b(?!-)|\bfy\s*(\d\d)[/-]?(\d\d)\b", re.IGNORECASE)
PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per\s?cent\b|percent\b|pc\b)", re.IGNORECASE)
YEAR_OF_FIGURE = re.compile(
    rf"^\s*[,(]?\s*(?:[a-z-]+ ){{0,4}}?(?:in|during|for|by)\s+(?:the end of )?({_YEAR})|^\s*\(({_YEAR})\)", re.IGNORECASE
)
PREVIOUS_YEAR = -1
"""The year of a figure that is of "the year before"."""
OF_PREVIOUS_YEAR = re.compile(
    r"^\s*,?\s*(?:in |during )?(?:the )?(?:previous year|(?:year|12 months) (?:before|earlier)(?: that)?|prior year)\b",
    re.IGNORECASE,
)
YEAR_BEFORE_FIGURE = re.compile(rf"({_YEAR})(?:\W+(?!from\b)[a-z-]+){{0,10}}\W*$|({_YEAR})\s*[:(-]\s*$", re.IGNORECASE)
COUNT = re.compile(r"(?<![\w.])[£$€]?\d+(?:[.,]\d+)*(?:st|nd|rd|th|m|bn|million|billion)?(?!\w)", re.IGNORECASE)
NEXT_WORDS = re.compile(r"[^\W\d_]+")
MORE = re.compile(
    r"\b(?:over|more than|above|exceed\w*|at least|greater than|upwards of|beyond|topped|past)\s+(?:(?:its|the|a) )?(?:target (?:of )?)?$",
    re.IGNORECASE,
)
LESS = re.compile(
    r"\b(?:under|less than|fewer than|below|(?<!went )(?<!gone )(?<!goes )(?<!rose )(?<!came )(?<!got )(?<!moved )(?<!going )(?<!increased )(?<!climbed )(?<!jumped )up to|nearly|almost|just short of|at most|only)\s+$",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom\s+(?:(?:just|a|about|around|only|over|under)\s+)*$", re.IGNORECASE)
TARGET_BEFORE = re.compile(r"\b(?:targets?|goal|aim\w*|ambition|objective)\b[^%.]{0,24}$", re.IGNORECASE)
TARGET_BEHIND = re.compile(r"^\s*(?:digital |uptake |take-?up )*(?:targets?|goal)\b", re.IGNORECASE)
BOTH = re.compile(r"\bboth\s+(?:of\s+)?(?:(?:the|its|these|those|their|our|defra's)\s+)?(?=(?:[a-z-]+ )?\w+s\b)", re.IGNORECASE)
PHASES = {"1": "1", "2": "2", "i": "1", "ii": "2", "one": "1", "two": "2", "first": "1", "second": "2", "initial": "1"}
PHASE = re.compile(
    r"\b(?:phase|stage)\s+(\w+)\b|\b(first|second|third|fourth|initial|final|last) (?:phase|stage)\b", re.IGNORECASE
)
ACTION = re.compile(r"\bactions?\s+(?:no\.?\s*)?(\d+)((?:\s*(?:,|and|&|to|-)\s*\d+)*)", re.IGNORECASE)
BETA = re.compile(r"\b(private|closed|public|publicly|open)[ -]beta\b", re.IGNORECASE)
BETAS = {"closed": "private", "open": "public", "publicly": "public"}

_LABELS: tuple[tuple[str, str, str], ...] = (
    ("tier", "lower", r"\blower[ -]tier"),
    ("tier", "upper", r"\b(?:upper|higher|top)[ -]tier"),
    ("quantity", "every", r"\b(?:all|every|everything|everyone|each|entire|entirely|whole|wholly|completely)\b(?! year)"),
    ("quantity", "most", r"\b(?:most|majority|mostly|mainly|largely)\b"),
    ("quantity", "some", r"\b(?:some|several|partly|partially|few|a number)\b"),
    ("quantity", "half", r"\b(?:half|halved|quarter|double[ds]?|twice|tripled?|dozens?|hundreds|thousands|millions?|billions?)\b"),
    ("quantity", "only", r"\b(?:only|solely|just|exclusively|alone)\b"),
    ("quantity", "fully", r"\bfully\b"),
    ("degree", "more", r"\b(?:more|greater|wider|bigger|larger|broader)\b(?! than\b)"),
    ("degree", "less", r"\b(?:less|fewer|smaller|narrower|lesser)\b(?! than\b)"),
    ("direction", "down", r"\bdown (?:from|to|by|on)\b|\blower than\b"),
    ("direction", "up", r"\bup (?:from|by|on)\b|\bhigher than\b"),
    ("order", "before", r"\b(?:before|prior to|ahead of|in advance of|earlier than)\b"),
    ("order", "after", r"\b(?:after|afterwards|later than|following)\b"),
    ("ordinal", "first", r"\b(?:first|1st)\b(?! of all)"),
    ("ordinal", "second", r"\b(?:second|2nd)\b"),
    ("ordinal", "third", r"\b(?:third|3rd)\b"),
    ("ordinal", "later", r"\b(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|finally|latest)\b"),
    ("relative", "year", r"\b(?:last|next|this|previous|coming|same|earlier this|later this) (?:year|month|week|quarter|summer|spring|autumn|winter)\b"
        r"|\b(?:years?|months?|weeks?|days?) (?:ago|later|earlier|late|ahead|early)\b|\byesterday\b|\btomorrow\b|\btonight\b"),
)  # fmt: skip
RIVALS = ("phase", "tier", "beta")
"""Kinds of label of which a sentence may speak of two, one of which a claim must not take for the other."""
LABELS = tuple((kind, value, re.compile(pattern, re.IGNORECASE)) for kind, value, pattern in _LABELS)


class Figure(NamedTuple):
    """A percentage: is it what is reached, a target, or what it was before; of which year, where that stands beside it."""

    percent: str
    role: str
    bound: str
    year: int | None


class Count(NamedTuple):
    """A number with the stems of the words after it."""

    number: str
    bound: str
    of: frozenset[str]


class Date(NamedTuple):
    """A year, month or day, as far as it is told; `part` is "early" or "end", `edge` "by" or "from"."""

    day: int | None
    month: int | None
    year: int | None
    part: str
    edge: str


class Particulars(NamedTuple):
    """All exact things in a text, each kind in the text's order. Labels are pairs such as ("phase", "1")."""

    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    dates: tuple[Date, ...]
    labels: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2048)
def particulars(text: str) -> Particulars:
    """Read the exact things in a text; numbers may be spelt."""
    text = _in_figures(text)
    labels: list[tuple[int, str, str]] = []
    text = _phases_and_actions(text, labels)
    figures, text = _figures(text)
    dates, text = _dates(text)
    counts = tuple(_count(text, match) for match in COUNT.finditer(text))
    for kind, value, pattern in LABELS:
        labels.extend((match.start(), kind, value) for match in pattern.finditer(text))
    return Particulars(figures, counts, dates, tuple((kind, value) for _, kind, value in sorted(labels)))


def _in_figures(text: str) -> str:
    """A text with spelt numbers and numeric dates in the report's form, and numbers without commas."""
    text = text.translate(STRAIGHT)
    text = re.sub(r"(?<=\d\d),(?=\d{3}\b)", "", text)
    text = re.sub(r"(?i)\b(?:a |one )?hundred thousand\b|\b100k\b", "100000", text)
    text = re.sub(r"(?i)\b(\d+)k\b", r"\g<1>000", text)
    text = SPOKEN_YEAR.sub(lambda m: str(2000 + NUMBERS[m[1].lower()]), text)
    text = re.sub(r"(?<!\w)'(1[0-9])\b(?!')", r"20\1", text)
    text = NUMERIC_DATE.sub(lambda m: _spelt_date(m[1], m[2], m[3]), text)
    text = ISO_DATE.sub(lambda m: _spelt_date(m[3], m[2], m[1]), text)
    text = SPELT.sub(lambda m: str(TENS[m[1].lower()] + DIGITS.get((m[2] or "").lower(), 0)), text)
    text = BOTH.sub("2 ", text)
    return re.sub(
        rf"(?i)(?<!no )(?<!phase )(?<!stage )\b({'|'.join(NUMBERS)})\b(?! (?:of|another)\b)",
        lambda m: str(NUMBERS[m[1].lower()]),
        text,
    )


def _spelt_date(day: str, month: str, year: str) -> str:
    name = MONTHS[int(month) - 1].title() if 1 <= int(month) <= 12 else month
    return f"{int(day)} {name} {year if len(year) == 4 else '20' + year}"


def _phases_and_actions(text: str, labels: list[tuple[int, str, str]]) -> str:
    """Note phases, actions, betas and financial years, and blank them out."""

    def note(match: re.Match[str], kind: str, *values: str) -> str:
        labels.extend((match.start(), kind, value) for value in values)
        return " " * len(match[0])

    text = FINANCIAL_YEAR.sub(lambda m: note(m, "financial year", f"{m[1] or m[3]}/{m[2] or m[4]}"), text)
    text = ACTION.sub(lambda m: note(m, "action", m[1], *re.findall(r"\d+", m[2])), text)
    text = BETA.sub(lambda m: note(m, "beta", BETAS.get(m[1].lower(), m[1].lower())), text)
    return PHASE.sub(lambda m: note(m, "phase", PHASES.get((m[1] or m[2]).lower(), (m[1] or m[2]).lower())), text)


def _bound(before: str) -> str:
    return "more" if MORE.search(before) else "less" if LESS.search(before) else ""


def _figures(text: str) -> tuple[tuple[Figure, ...], str]:
    """The percentages, and the text with them and the years beside them blanked out."""
    found: list[Figure] = []
    blank = list(text)
    for match in PERCENTAGE.finditer(text):
        before, behind = text[max(0, match.start() - 80) : match.start()], text[match.end() : match.end() + 60]
        before = before.rpartition("%")[2]
        target = TARGET_BEFORE.search(before) or TARGET_BEHIND.match(behind)
        role = "before" if FROM.search(before) else "target" if target else "reached"
        year = OF_PREVIOUS_YEAR.match(behind) or YEAR_OF_FIGURE.match(behind.partition("%")[0])
        earlier = None if year or role == "before" else YEAR_BEFORE_FIGURE.search(before)
        told = next((int(y) for m in (year, earlier) if m for y in m.groups() if y), PREVIOUS_YEAR if year else None)
        found.append(Figure(match[1], role, _bound(before), told))
        blank[match.start() : match.end()] = " " * len(match[0])
        if year:
            blank[match.end() : match.end() + year.end()] = " " * year.end()
    return tuple(found), "".join(blank)


def _dates(text: str) -> tuple[tuple[Date, ...], str]:
    found: list[Date] = []

    def note(match: re.Match[str]) -> str:
        day, month = match["day"] or match["day2"], match["month"]
        year, part = match["year"] or match["year2"], (match["part"] or match["part3"] or "").lower()
        edge = (match["edge"] or "").lower()
        number = int(re.sub(r"\D", "", day)) if day else None
        found.append(
            Date(
                number,
                _ABBREVIATED[month[:3].lower()] if month else None,
                int(year) if year else None,
                PARTS.get(part, part),
                EDGES.get(edge, edge),
            )
        )
        return " " * len(match[0])

    text = DATE.sub(note, text)
    return tuple(found), text


def _count(text: str, match: re.Match[str]) -> Count:
    behind = NEXT_WORDS.findall(text[match.end() : match.end() + 60].lower())[:WINDOW]
    return Count(match[0].lower(), _bound(text[: match.start()][-40:]), frozenset(map(stem, behind)))
