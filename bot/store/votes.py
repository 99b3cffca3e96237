"""What people thought of answers: one vote for each person and answer. What they had asked, and what they expected instead,
is kept only of a vote against an answer, and only where the operator keeps questions."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, select, update

from bot.store.database import Database
from bot.store.tables import votes

KEPT = 180 * 24 * 3600.0
"""Seconds for which a vote is kept."""


class Verdict(StrEnum):
    """What somebody thought of an answer."""

    UP = "up"
    DOWN = "down"


class Ballot(NamedTuple):
    """Who votes on what: `answer` is the key of the message voted on, its channel and time."""

    team: str
    person: str
    answer: str


class Vote(NamedTuple):
    """A vote, without whose it is. `outcome` and `topic` are the answer's; `at` is seconds since 1970."""

    verdict: Verdict
    outcome: str
    topic: str | None
    at: float
    expected: str | None = None
    asked: str | None = None


class Noted(Enum):
    """What came of a vote."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


class Votes:
    """The votes of all processes on one database. `now` gives seconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], float], keep_questions: bool) -> None:
        self._database = database
        self._now = now
        self._keep_questions = keep_questions

    def cast(self, ballot: Ballot, verdict: Verdict, outcome: str, topic: str | None, asked: str | None = None) -> Noted:
        """Note a vote in place of an earlier one of the same person on the same answer, and of what they expected then."""
        kept = asked if self._keep_questions and verdict is Verdict.DOWN else None
        about = {"verdict": verdict.value, "outcome": outcome, "topic": topic}
        values = {**about, "at": self._now(), "expected": None, "asked": kept}
        row = self._database.insert(votes).values(**ballot._asdict(), **values)
        with self._database.writing() as connection:
            before = connection.execute(select(votes.c.verdict).where(_of(ballot)).with_for_update()).scalar()
            if before == verdict:
                return Noted.SAME
            connection.execute(row.on_conflict_do_update(index_elements=["team", "person", "answer"], set_=values))
        return Noted.CHANGED if before else Noted.NEW

    def expect(self, ballot: Ballot, text: str) -> bool:
        """Keep what somebody expected of an answer that they voted down; False where there is no such vote, or texts are
        not kept."""
        if not self._keep_questions:
            return False
        down = _of(ballot) & (votes.c.verdict == Verdict.DOWN.value)
        with self._database.writing() as connection:
            found = connection.execute(update(votes).where(down).values(expected=text).returning(votes.c.answer))
            return found.first() is not None

    def since(self, moment: float) -> list[Vote]:
        """The votes from a moment on, oldest first."""
        chosen = select(votes.c.verdict, votes.c.outcome, votes.c.topic, votes.c.at, votes.c.expected, votes.c.asked)
        with self._database.reading() as connection:
            rows = connection.execute(chosen.where(votes.c.at >= moment).order_by(votes.c.at)).all()
        return [Vote(Verdict(row.verdict), *row[1:]) for row in rows]

    def sweep(self) -> None:
        """Forget what is too old."""
        with self._database.writing() as connection:
            connection.execute(delete(votes).where(votes.c.at < self._now() - KEPT))


def _of(ballot: Ballot) -> ColumnElement[bool]:
    return (votes.c.team == ballot.team) & (votes.c.person == ballot.person) & (votes.c.answer == ballot.answer)
