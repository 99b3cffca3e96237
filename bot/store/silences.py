"""What went unanswered, by outcome, reason and topic; the question itself only where the operator keeps questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import delete, insert, select

from bot.store.database import Database
from bot.store.inbox import Post
from bot.store.tables import silences
from knowledge import Answer, Outcome

KEPT = 180 * 24 * 3600.0
"""Seconds for which it is kept."""
UNANSWERED = frozenset({Outcome.NOT_IN_REPORT, Outcome.NOT_UNDERSTOOD})


class Silence(NamedTuple):
    """A question that went unanswered, without whose it was."""

    outcome: str
    reason: str | None
    topic: str | None
    question: str | None


class Silences:
    """The unanswered questions of all processes on one database. `now` gives seconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], float], keep_questions: bool) -> None:
        self._database = database
        self._now = now
        self._keep_questions = keep_questions

    def note(self, post: Post, answer: Answer) -> None:
        """Note an answer that had none; nothing where it had one."""
        if answer.outcome not in UNANSWERED:
            return
        row = insert(silences).values(
            team=post.team,
            person=post.person,
            at=self._now(),
            outcome=answer.outcome.value,
            reason=answer.reason.value if answer.reason else None,
            topic=min(answer.question.frame.topics, default=None),
            question=post.text if self._keep_questions else None,
        )
        with self._database.writing() as connection:
            connection.execute(row)

    def since(self, moment: float) -> list[Silence]:
        """What went unanswered from a moment on, oldest first."""
        chosen = select(silences.c.outcome, silences.c.reason, silences.c.topic, silences.c.question)
        with self._database.reading() as connection:
            rows = connection.execute(chosen.where(silences.c.at >= moment).order_by(silences.c.at, silences.c.id)).all()
        return [Silence(*row) for row in rows]

    def sweep(self) -> None:
        """Forget what is too old."""
        with self._database.writing() as connection:
            connection.execute(delete(silences).where(silences.c.at < self._now() - KEPT))
