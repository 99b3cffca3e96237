"""The inbox: each post that wants an answer, written down before Slack hears that it arrived, so that none is lost and none
answered twice.

A post goes new -> posting -> done. Whoever works on it holds a lease; what a dead process held is taken over when its lease ends.
One that was being posted may stand in Slack already: whoever takes it over must look before it posts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, select, update

from bot.store.database import Database
from bot.store.tables import inbox

LEASE = 30.0
"""Seconds in which an owner answers; longer than Slack's slowest answer that we wait for."""
POSTING = 12.0
"""Seconds that a post may take; with less than this left of a lease nothing is posted any more."""
KEPT = 15 * 60.0
"""Seconds for which a question is kept at the most."""
REMEMBERED = 24 * 3600.0
"""Seconds for which the key of a post, without its text, is remembered: longer than Slack repeats an event."""
NEW, SENDING, DONE = "new", "posting", "done"


class Post(NamedTuple):
    """What somebody posted: where (`thread` is the thread's first message), who, and what. `at_home` is False for people
    of other organisations. `text` is empty when it couldn't be kept until there was time to answer."""

    key: str
    team: str
    channel: str
    ts: str
    thread: str
    person: str
    direct: bool
    at_home: bool
    text: str


class Claim(NamedTuple):
    """A post to work on: `may_stand` tells that an answer to it may stand in Slack already. `attempts` counts the claims of
    a post; only the last one holds, also where one process made both."""

    post: Post
    may_stand: bool
    attempts: int


class Inbox:
    """The posts of all processes on one database. `now` gives seconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now
        self._owner = uuid4().hex

    def take(self, post: Post, free: bool = False) -> bool:
        """Write a post down and claim it; False where it was seen before. `free` leaves it to whoever has time."""
        place = json.dumps(post._replace(text="")._asdict())
        lease = 0.0 if free else self._now() + LEASE
        return self._add(key=post.key, state=NEW, place=place, question=post.text, lease=lease, attempts=0 if free else 1)

    def see(self, key: str) -> bool:
        """Remember a key that needs no keeping, such as that of a click; False where it was seen before."""
        return self._add(key=key, state=DONE, lease=0.0, attempts=1)

    def _add(self, **values: object) -> bool:
        row = self._database.insert(inbox).values(arrived=self._now(), owner=self._owner, **values)
        with self._database.writing() as connection:
            return connection.execute(row.on_conflict_do_nothing().returning(inbox.c.key)).first() is not None

    def begin_posting(self, claim: Claim) -> bool:
        """Note that an answer is about to be posted; False where the post has passed to another claim or soon will."""
        changed = (
            update(inbox)
            .where(self._holds(claim), inbox.c.lease > self._now() + POSTING)
            .values(state=SENDING, lease=self._now() + LEASE)
            .returning(inbox.c.key)
        )
        with self._database.writing() as connection:
            return connection.execute(changed).first() is not None

    def together(self) -> AbstractContextManager[object]:
        """A transaction for all that is written down within it, here and in other parts of the store."""
        return self._database.writing()

    def finish(self, key: str) -> None:
        """Note that a post was answered, and forget what it said and who asked."""
        with self._database.writing() as connection:
            connection.execute(update(inbox).where(inbox.c.key == key).values(state=DONE, place=None, question=None))

    def put_off(self, claim: Claim, seconds: float, posted_nothing: bool) -> None:
        """Leave a post to whoever has time in some seconds, unless it has passed to another claim; `posted_nothing` tells
        that surely no answer stands."""
        state = NEW if posted_nothing else SENDING
        with self._database.writing() as connection:
            connection.execute(update(inbox).where(self._holds(claim)).values(state=state, lease=self._now() + seconds))

    def _holds(self, claim: Claim) -> ColumnElement[bool]:
        mine = (inbox.c.key == claim.post.key) & (inbox.c.owner == self._owner)
        return mine & (inbox.c.attempts == claim.attempts) & (inbox.c.state != DONE)

    def overdue(self, most: int) -> list[Claim]:
        """Claim posts that nobody works on, oldest first."""
        now = self._now()
        free = (
            select(inbox.c.key)
            .where(inbox.c.state.in_((NEW, SENDING)), inbox.c.lease <= now)
            .order_by(inbox.c.arrived)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        claimed = (
            update(inbox)
            .where(inbox.c.key.in_(free))
            .values(owner=self._owner, lease=now + LEASE, attempts=inbox.c.attempts + 1)
            .returning(inbox.c.arrived, inbox.c.place, inbox.c.question, inbox.c.state, inbox.c.attempts)
        )
        with self._database.writing() as connection:
            rows = sorted(connection.execute(claimed), key=lambda row: row.arrived)
        return [
            Claim(Post(**json.loads(row.place))._replace(text=row.question or ""), row.state == SENDING, row.attempts)
            for row in rows
        ]

    def free_all(self) -> None:
        """End all leases: for a process that alone works on its database and has just started."""
        with self._database.writing() as connection:
            connection.execute(update(inbox).where(inbox.c.state != DONE).values(lease=0.0))

    def sweep(self) -> None:
        """Forget the text of what is too old, and the keys of what Slack no longer repeats."""
        now = self._now()
        with self._database.writing() as connection:
            old = (inbox.c.arrived < now - KEPT) & inbox.c.question.is_not(None)
            connection.execute(update(inbox).where(old).values(question=None))
            connection.execute(delete(inbox).where(inbox.c.arrived < now - REMEMBERED))
