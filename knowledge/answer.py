"""What is said to a question: codes and values, no prose and no markup."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from knowledge.citation import Citation
from knowledge.frame import Question
from knowledge.report import Address


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_IN_REPORT = "not_in_report"
    CHOOSE = "choose"
    NOT_UNDERSTOOD = "not_understood"
    SMALL_TALK = "small_talk"
    HELP = "help"


class Reason(StrEnum):
    """Why the report doesn't answer."""

    YEAR = "year"
    BODY = "body"
    PERSON = "person"
    NUMBER = "number"
    ACTION = "action"
    TOPIC = "topic"
    DETAIL = "detail"


class Promise(NamedTuple):
    """A promise beside what came of it. Without `promised`, progress that answers no plan; without `reported`, a plan
    that isn't mentioned in the section `looked_in`. `carried_on` are the later plans that take it up again."""

    promised: tuple[Citation, ...]
    reported: tuple[Citation, ...]
    carried_on: tuple[Citation, ...]
    looked_in: Address | None = None


class Answer(NamedTuple):
    """An answer. `citations` are in the order in which they are shown; `absent` was looked for and isn't there.

    `near` are sections to look at where the report is silent, `readings` the questions to choose from.
    `promises` arrange the same citations as plans beside outcomes.
    """

    outcome: Outcome
    question: Question
    citations: tuple[Citation, ...] = ()
    absent: tuple[Address, ...] = ()
    near: tuple[Citation, ...] = ()
    readings: tuple[str, ...] = ()
    reason: Reason | None = None
    promises: tuple[Promise, ...] = ()


def answered(question: Question, citations: Iterable[Citation], absent: Iterable[Address] = ()) -> Answer | None:
    """An answer with quotes, each once; None where there is nothing to quote."""
    shown = tuple(dict.fromkeys(citations))
    return Answer(Outcome.ANSWERED, question, shown, tuple(dict.fromkeys(absent))) if shown else None
