"""What the form of a sentence tells: the years it names, and whether it holds a date or a quantity."""

from __future__ import annotations

import re

from knowledge.cues import Asks

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
QUANTITY = re.compile(r"\d+%|\b\d{1,3}(?:,\d{3})*\b|\b(?:both|two|three|most of|a service manager)\b", re.IGNORECASE)
NO_QUANTITY = re.compile(r"\b20\d\d(?:/\d\d)?\b|\b\d{1,2} (?=[A-Z])|\bPhase \d|\bAction \d+")
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DAY = re.compile(rf"\b\d{{1,2}} (?:{MONTH})\b")
DATE = re.compile(rf"\b(?:{MONTH}|early|summer|20\d\d|end of)\b")
EXPANSION = re.compile(r"\([A-Z]{2,}s?\)")
PERSON = re.compile(r"Julie Pierce")
"""The one person whom the report names."""
NAMES = re.compile(r"\b[A-Z][a-z]+|\b(?:like|such as|including)\b")
"""Names, or words after which things are told one by one."""
COMMON_NAMES = re.compile(
    r"Digital Skills Action Plan|Defra(?:’s)?|GOV\.UK|Cabinet Office(?:’s)?|Government|Department(?:al)?|Action|Digital by Default"
    rf"|Service Standard|{MONTH}"
)
FOUND = re.compile(r"\bshowed\b")
FORMAL = frozenset({Asks.DAY, Asks.DATE, Asks.NUMBER, Asks.EXPANSION, Asks.ITEMS})
"""What can be told from a sentence's form."""


def years(text: str) -> frozenset[int]:
    """The years that a sentence names in figures."""
    return frozenset(map(int, YEAR.findall(text)))


def held(text: str) -> frozenset[Asks]:
    """Which of the formal things a sentence holds, and whether it names a person."""
    number = QUANTITY.search(NO_QUANTITY.sub("", text))
    spelt_out = EXPANSION.search(text)
    holds = (
        (Asks.DAY, DAY.search(text)),
        (Asks.DATE, DATE.search(text)),
        (Asks.NUMBER, number),
        (Asks.EXPANSION, spelt_out),
        (Asks.PERSON, PERSON.search(text)),
        (Asks.ITEMS, NAMES.search(COMMON_NAMES.sub("", text[1:]))),
        (Asks.FINDINGS, FOUND.search(text)),
    )
    return frozenset(asks for asks, match in holds if match)
