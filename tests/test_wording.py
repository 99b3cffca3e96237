"""The bot's own sentences, each as it is composed: plain English in one typography."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from bot import wording
from bot.command_line import main
from knowledge import Address, Kind, KnowledgeBase, Reason, Report

WHEN = datetime(2027, 1, 4, 9, tzinfo=UTC)
PLAUSIBLE: dict[str, list[Any]] = {
    "action": [8],
    "address": [Address(8, Kind.PROGRESS, 2014), Address(8, Kind.SCOPE, None)],
    "allowed": [wording.PREFIX, "a whole number from 1 to 64"],
    "asked": [4],
    "begins": ["xoxb-"],
    "channel": ["general"],
    "code": [*wording.WHY_PAUSED, "new_word"],
    "command": ["/defra-action"],
    "contact": ["#help", ""],
    "content": ["Topic Waste"],
    "dates": [["Monday", "Tuesday"]],
    "day": ["31 January 2027"],
    "detail": ["it"],
    "due": [WHEN],
    "exactly_once": [True, False],
    "fate": [*wording.FATES],
    "file": ["report.txt", None],
    "found": [3],
    "keeps_questions": [True, False],
    "late": [None, 300.0],
    "line": ["every day at 09:00 actions"],
    "mismatch": [*wording.UNBACKED, None],
    "moment": [WHEN],
    "most": [120, 1000],
    "name": ["d3"],
    "names": [[], ["Waste", "Peat"]],
    "near": [lambda _: [], lambda _: ["Waste", "Peat"]],
    "nearest": [[], ["Waste", "Peat"]],
    "number": [1],
    "of": [16],
    "prefix": ["topic"],
    "question": ["and in 2013?"],
    "reason": [*Reason, None],
    "reference": ["1a2b3c4d"],
    "repeat": [True, False],
    "resume": ["/defra-digest resume d3"],
    "scopes": [["commands", "chat:write"]],
    "section_is_there": [True, False],
    "series": [*wording.CONTENTS],
    "since": ["1 January 2027", ""],
    "skew": [-300, 3, 300],
    "statement": ["Uptake rose."],
    "team": ["Defra"],
    "topic": ["Waste", ""],
    "turns": [0, 1, 16],
    "until": ["31 December 2027"],
    "updated": ["16 January 2015"],
    "url": ["https://www.gov.uk/x"],
    "user": ["defra"],
    "value": ["no"],
    "what": [wording.DIGEST_MADE, wording.PAUSED, wording.paused_until("31 January 2027")],
    "why": ["late", "is_archived", ""],
    "year": [2014],
}
"""Arguments of the composed sentences, by the parameter's name."""
OTHERS: dict[tuple[str, str], list[Any]] = {
    ("contact_set", "contact"): ["#help"],
    ("wrong_line", "code"): [*wording.WRONG_LINE],
    ("skipped_digests", "due"): [[WHEN], [WHEN, WHEN]],
}
"""The same where a function means something else by the name."""
FAULTS = re.compile(r"!|\S  +\S|\w'\w|n’t\b|(?i:\b(?:please note|simply|just)\b)|(?<!\.)\.\.(?!\.)|[.?]”\.|\{\w*\}")
"""An exclamation mark, a double space, a straight apostrophe, a negative contraction, a filler, two full stops, a gap not filled."""


def in_words(value: object) -> Iterator[str]:
    """All text in a constant."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from in_words([*value.values()])
    elif isinstance(value, list | tuple | frozenset):
        for part in value:
            yield from in_words(part)


def composed(report: Report) -> Iterator[str]:
    """Every function's sentences, with all combinations of plausible arguments."""
    for name, function in inspect.getmembers(wording, inspect.isfunction):
        wanted = inspect.signature(function).parameters
        values = [[report] if each == "report" else OTHERS.get((name, each)) or PLAUSIBLE[each] for each in wanted]
        for arguments in product(*values):
            yield function(*arguments)


def test_every_sentence_is_in_the_house_typography(base: KnowledgeBase) -> None:
    constants = [text for name, value in vars(wording).items() if name.isupper() for text in in_words(value)]
    faulty = [
        text for text in (*constants, *composed(base.report)) if FAULTS.search(text.replace("{detail}", "").replace("{near}", ""))
    ]
    assert faulty == []


def test_every_fault_of_typography_is_seen() -> None:
    for text in ("Stop!", "two  spaces", "it's", "I can’t", "Simply ask", "end..", "“what?”.", "{name}"):
        assert FAULTS.search(text), text


@pytest.mark.parametrize(
    "verb",
    ["", "ask", "action", "topic", "check", "export", "manifest", "feedback", "digest", "doctor", "worker", "web", "clock"],
)
def test_help_says_of_each_argument_what_it_is(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*filter(None, [verb]), "--help"])
    shown = capsys.readouterr().out
    listed = shown.partition("arguments:")[2] or shown.partition("options:")[2]
    assert not FAULTS.search(" ".join(shown.split()))
    assert not re.search(r"^  \S+(?: \S+)?\n(?! {4})", listed, re.M)
