"""Deliveries: each posting of a digest is one row, made once, posted once, and settled once.

A delivery goes pending -> sending -> posted, skipped, failed or in doubt. Whoever works on it holds a lease, and its channel's
lane with it; both pass on when the lease ends. One that is being sent may stand in Slack already: whoever takes it over must
look before it posts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, delete, exists, func, select, update

from bot.store import claiming, planning
from bot.store.claiming import WAITING, Due
from bot.store.database import Database
from bot.store.subscriptions import Fate, State, Subscription, lane_of, read, skip_pending
from bot.store.tables import deliveries, lanes, subscriptions

AT_ONCE = 500
"""Digests that are planned in one go."""
KEPT = 400 * 24 * 3600.0
"""Seconds for which a delivery is remembered: more than a year."""


class Word(NamedTuple):
    """What a digest's maker is to be told of a delivery: what became of it or of the digest ("in_doubt", "paused",
    "ended"), and why."""

    id: int
    subscription: Subscription
    due: float
    tell: str
    why: str

    @property
    def key(self) -> str:
        """Which delivery it is about."""
        return claiming.key(self.subscription.id, self.due)


class Times(NamedTuple):
    """Seconds: that a post may take, in which an owner posts, between two posts in one channel (Slack takes one a second), and
    after which somebody looks whether an uncertain post stands: by then Slack has surely done with it."""

    timeout: float = 8.0
    lease: float = 60.0
    between: float = 1.1
    settling: float = 10.0


TIMES = Times()


class Deliveries:
    """The deliveries of all processes on one database. `now` gives seconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], float], times: Times = TIMES) -> None:
        self._database = database
        self._now = now
        self._times = times

    def plan(self) -> int:
        """Write down what has become due since last time; returns of how many digests."""
        now = self._now()
        found = (
            select(subscriptions)
            .where(subscriptions.c.next_due <= now)
            .order_by(subscriptions.c.next_due)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            digests = [read(row) for row in connection.execute(found)]
            plans = [planning.plan(digest, now) for digest in digests]
            for digest, (values, _) in zip(digests, plans, strict=True):
                connection.execute(update(subscriptions).where(subscriptions.c.id == digest.id).values(**values))
            if made := [row for _, rows in plans for row in rows]:
                connection.execute(self._database.insert(deliveries).on_conflict_do_nothing(), made)
        return len(digests)

    def claim(self, most: int) -> list[Due]:
        """Claim deliveries that nobody works on, the earliest of each channel whose lane is free."""
        now = self._now()
        with self._database.writing() as connection:
            return claiming.claim(connection, most, now, now + self._times.lease)

    def begin(self, due: Due) -> bool:
        """Note that a delivery is about to be posted. False where the claim has passed to somebody else or soon will, and
        where the digest was paused or deleted: then nothing may be posted, and the lane is free again."""
        now = self._now()
        active = exists().where(subscriptions.c.id == deliveries.c.subscription, subscriptions.c.state == State.ACTIVE.value)
        begun = (
            update(deliveries)
            .where(_mine(due), deliveries.c.lease > now + self._times.timeout, active)
            .values(state=Fate.SENDING.value, lease=now + self._times.lease, first_try=func.coalesce(deliveries.c.first_try, now))
            .returning(deliveries.c.id)
        )
        with self._database.writing() as connection:
            self._free(connection, due, now + self._times.lease)
            done = connection.execute(begun).first() is not None
            if not done:
                self._free(connection, due, now)
        return done and self._now() <= now + self._times.lease - self._times.timeout  # the database itself may have stalled

    def posted(self, due: Due, ts: str, turns: int) -> bool:
        """Note where a delivery stands, and move its digest on; after the last of its `turns` it ends or begins again.
        False, here as below, where somebody else has settled it."""
        ends = due.turn + 1 >= turns and not due.subscription.repeat
        values: dict[str, Any] = {"turn": (due.turn + 1) % max(turns, 1)}
        values |= {"state": State.ENDED.value, "next_due": None} if ends else {}
        with self._database.writing() as connection:
            _lock(connection, due)
            told = self._to_tell("ended") if ends else {}
            done = self._settle(connection, due, Fate.POSTED, ts=ts, late=max(self._now() - due.due, 0.0), **told)
            if done:
                connection.execute(update(subscriptions).where(subscriptions.c.id == due.subscription.id).values(**values))
        return done

    def skip(self, due: Due, why: str) -> bool:
        """Note that a delivery is not to be posted any more."""
        with self._database.writing() as connection:
            return self._settle(connection, due, Fate.SKIPPED, why=why)

    def doubt(self, due: Due, why: str) -> bool:
        """Note that nobody can find out whether a delivery stands; its maker is told."""
        with self._database.writing() as connection:
            return self._settle(connection, due, Fate.IN_DOUBT, why=why, **self._to_tell("in_doubt"))

    def fail(self, due: Due, why: str) -> bool:
        """Note that Slack refuses a delivery for good: its digest is paused, and its maker told if it wasn't paused before."""
        stops = (
            update(subscriptions)
            .where(subscriptions.c.id == due.subscription.id, subscriptions.c.state == State.ACTIVE.value)
            .values(state=State.PAUSED.value, why=why[:64], next_due=None)
            .returning(subscriptions.c.id)
        )
        with self._database.writing() as connection:
            _lock(connection, due)
            if not self._settle(connection, due, Fate.FAILED, why=why[:64]):
                return False
            if connection.execute(stops).first():
                skip_pending(connection, due.subscription.id)
                connection.execute(update(deliveries).where(deliveries.c.id == due.id).values(**self._to_tell("paused")))
        return True

    def put_off(self, due: Due, seconds: float) -> None:
        """Leave a delivery that surely doesn't stand, and its whole channel, for some seconds: Slack says to wait."""
        with self._database.writing() as connection:
            self._free(connection, due, self._now() + max(seconds, self._times.between))
            self._leave(connection, due, Fate.PENDING, seconds)

    def leave(self, due: Due) -> None:
        """Leave a delivery that may stand to whoever looks, once Slack has surely done with it."""
        with self._database.writing() as connection:
            self._free(connection, due, self._now() + self._times.between)
            self._leave(connection, due, Fate.SENDING, self._times.settling)

    def release(self, due: Due) -> None:
        """Give back a delivery that was not begun."""
        with self._database.writing() as connection:
            self._free(connection, due, self._now())
            self._leave(connection, due, Fate.SENDING if due.may_stand else Fate.PENDING, 0.0)

    def words(self, most: int) -> list[Word]:
        """What makers are to be told now, each once: it counts as told before it is said."""
        free = select(deliveries.c.id).where(deliveries.c.tell_at <= self._now()).limit(most).with_for_update(skip_locked=True)
        taken = update(deliveries).where(deliveries.c.id.in_(free)).values(tell_at=None).returning(deliveries)
        with self._database.writing() as connection:
            rows = connection.execute(taken).all()
            whose = claiming.digests(connection, [row.subscription for row in rows])
        return [Word(row.id, whose[row.subscription], row.due, row.tell, row.why or "") for row in rows]

    def put_off_word(self, word: Word, seconds: float) -> None:
        """Try again later to tell a maker something that they surely have not heard."""
        with self._database.writing() as connection:
            later = update(deliveries).where(deliveries.c.id == word.id).values(tell_at=self._now() + seconds)
            connection.execute(later)

    def begin_again(self) -> bool:
        """For a process that has just started: on SQLite it is alone, so whoever held a lease is dead, and all leases end. What
        was being sent waits until Slack has surely done with it. Always True."""
        if self._database.on_sqlite:
            settled = case((deliveries.c.state == Fate.SENDING.value, self._now() + self._times.settling), else_=0.0)
            with self._database.writing() as connection:
                held = update(deliveries).where(deliveries.c.state.in_(WAITING), deliveries.c.owner != "")
                connection.execute(held.values(lease=settled))
                connection.execute(update(lanes).values(free=0.0))
        return True

    def sweep(self) -> None:
        """Forget what happened too long ago, and digests that ended before all that is remembered."""
        old = deliveries.c.due < self._now() - KEPT
        heard_of = exists().where(deliveries.c.subscription == subscriptions.c.id)
        with self._database.writing() as connection:
            connection.execute(delete(deliveries).where(old, deliveries.c.state.not_in(WAITING)))
            connection.execute(delete(subscriptions).where(subscriptions.c.state == State.ENDED.value, ~heard_of))

    def _settle(self, connection: Connection, due: Due, fate: Fate, **values: Any) -> bool:
        self._free(connection, due, self._now() + self._times.between)
        settled = update(deliveries).where(_mine(due)).values(state=fate.value, **values).returning(deliveries.c.id)
        return connection.execute(settled).first() is not None

    def _leave(self, connection: Connection, due: Due, fate: Fate, seconds: float) -> None:
        connection.execute(update(deliveries).where(_mine(due)).values(state=fate.value, lease=self._now() + seconds))

    def _free(self, connection: Connection, due: Due, when: float) -> None:
        """Say when a lane is free; not where somebody else has taken it since."""
        lane = lane_of(due.subscription.team, due.subscription.channel)
        connection.execute(update(lanes).where(lanes.c.lane == lane, lanes.c.owner == due.owner).values(free=when))

    def _to_tell(self, what: str) -> dict[str, Any]:
        return {"tell": what, "tell_at": self._now()}


def _lock(connection: Connection, due: Due) -> None:
    """Hold a delivery's digest. Whoever holds several things takes the digest first, then the lane, then the delivery, so
    that nobody waits for one who waits for them."""
    connection.execute(select(subscriptions.c.id).where(subscriptions.c.id == due.subscription.id).with_for_update())


def _mine(due: Due) -> ColumnElement[bool]:
    """That a delivery is still the claimant's and unsettled."""
    return (deliveries.c.id == due.id) & (deliveries.c.owner == due.owner) & deliveries.c.state.in_(WAITING)
