"""What threads lean on: for each the frame of its last question, never its text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select

from bot.store.database import Database
from bot.store.inbox import Post
from bot.store.tables import threads
from knowledge import Frame, Intent, Kind

KEPT = 30 * 24 * 3600.0
"""Seconds for which a thread is remembered after its last question."""
RECENT = 30 * 60.0
"""Seconds in which a bare follow-up at the top level of a direct message leans on the question before it."""


class Threads:
    """The threads of all processes on one database. `now` gives seconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    def before(self, post: Post) -> Frame | None:
        """What a post may lean on: its thread's last question, or in a direct message at top level the last of half an hour."""
        here = (threads.c.team == post.team) & (threads.c.channel == post.channel)
        found = select(threads.c.frame).where(here, threads.c.at > self._now() - KEPT)
        if post.thread != post.ts:
            found = found.where(threads.c.thread == post.thread)
        elif post.direct:
            found = found.where(threads.c.at > self._now() - RECENT).order_by(threads.c.at.desc())
        else:
            return None
        with self._database.reading() as connection:
            row = connection.execute(found.limit(1)).first()
        return _frame(row.frame) if row else None

    def keep(self, post: Post, frame: Frame) -> None:
        """Let the post's thread lean on a frame from now on."""
        values = {"person": post.person, "frame": _text(frame), "at": self._now()}
        row = self._database.insert(threads).values(team=post.team, channel=post.channel, thread=post.thread, **values)
        kept = row.on_conflict_do_update(index_elements=["team", "channel", "thread"], set_=values)
        with self._database.writing() as connection:
            connection.execute(kept)

    def sweep(self) -> None:
        """Forget threads that nobody went on with."""
        with self._database.writing() as connection:
            connection.execute(delete(threads).where(threads.c.at < self._now() - KEPT))


def _text(frame: Frame) -> str:
    fields = frame._asdict()
    return json.dumps({name: sorted(value) if isinstance(value, frozenset) else value for name, value in fields.items()})


def _frame(text: str) -> Frame | None:
    """The frame that was kept; None where another version wrote it in a way that this one can't read."""
    try:
        kept: dict[str, Any] = json.loads(text)
        return Frame(
            actions=frozenset(kept["actions"]),
            without=frozenset(kept["without"]),
            years=frozenset(kept["years"]),
            kinds=frozenset(Kind(kind) for kind in kept["kinds"]),
            topics=frozenset(kept["topics"]),
            terms=tuple(kept["terms"]),
            earlier=tuple(kept["earlier"]),
            intent=Intent(kept["intent"]),
        )
    except (KeyError, ValueError, TypeError):
        return None
