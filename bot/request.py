"""What somebody wants to see. One grammar for every door: a mention, a direct message, a command and a button say the same."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge import Kind

ADDRESS = re.compile(
    r"actions?(?:\s+(?:no\.? ?|number )?#?(?P<number>\d{1,9}))?(?:\s+(?:in )?(?P<year>\d{4}))?(?:\s+(?P<kind>commitment|progress|plan)s?)?"
    r"(?:\s+(?:in |for )?(?P<later>\d{4}))?",
    re.I | re.A,
)
TOPIC = re.compile(r"topics?(?:\s+(?P<name>.+?)(?:\s+(?:in )?(?P<year>\d{4}))?)?", re.I | re.A)
FORGET_ME = re.compile(r"forget me(?: please)?[ .!]*", re.I)
OUTCOMES = re.compile(r"outcomes\s+(?P<number>\d{1,9})", re.I | re.A)


class Question(NamedTuple):
    """Something asked in somebody's own words; `usage` is the command whose form it doesn't have, if it came by one."""

    text: str
    usage: str = ""


class ActionWanted(NamedTuple):
    """An action, in a year, of a kind; without a number all titles."""

    number: int | None = None
    year: int | None = None
    kind: Kind | None = None


class TopicWanted(NamedTuple):
    """A topic, in a year; without a name all topics."""

    name: str = ""
    year: int | None = None


class OutcomesWanted(NamedTuple):
    """An action's plans beside their outcomes."""

    number: int


class ForgetMe(NamedTuple):
    """What is stored about whoever asks is to be removed."""


Request = Question | ActionWanted | TopicWanted | OutcomesWanted | ForgetMe


def read(text: str, command: str = "") -> Request:
    """What a text wants. `command` is "action" or "topic" where it came by the command of that name."""
    typed = " ".join(f"{command} {text}".split()).rstrip(" .?!")
    if found := ADDRESS.fullmatch(typed):
        years = [int(year) for year in (found["year"], found["later"]) if year]
        plain = found["number"] or not (years or found["kind"])
        if plain and len(years) < 2:
            number = int(found["number"]) if found["number"] else None
            return ActionWanted(number, next(iter(years), None), Kind(found["kind"].lower()) if found["kind"] else None)
    if FORGET_ME.fullmatch(" ".join(text.split())) and not command:
        return ForgetMe()
    if found := OUTCOMES.fullmatch(typed):
        return OutcomesWanted(int(found["number"]))
    if found := TOPIC.fullmatch(typed):
        return TopicWanted(found["name"] or "", int(found["year"]) if found["year"] else None)
    return Question(typed if command else text, command)
