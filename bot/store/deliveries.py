"""Deliveries: each posting of a digest is one row, made once, posted once, and settled once.

A delivery goes pending -> sending -> posted, skipped, failed or in doubt. Whoever works on it holds a lease, and its channel's
lane with it; both pass on when the lease ends. One that is being sent may stand in Slack already: whoever takes it over must
look before it posts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, case, delete, exists, func, select, update

from bot import recurrence
from bot.store.database import Database
from bot.store.subscriptions import Outcome, State, Subscription, lane_of, read, skip_pending
from bot.store.tables import deliveries, lanes, subscriptions

log = logging.getLogger(__name__)

LEASE = 60.0
"""Seconds in which an owner posts; longer than Slack's slowest answer that we wait for."""
GRACE = 6 * 3600.0
"""Seconds by which a digest may be late; later it is skipped."""
BETWEEN = 1.1
"""Seconds between two posts in one channel: Slack takes one a second."""
SETTLING = 10.0
"""Seconds after which somebody looks whether an uncertain post stands: by then Slack has done with it."""
AT_ONCE = 500
"""Digests that are planned in one go."""
KEPT = 400 * 24 * 3600.0
"""Seconds for which a delivery is remembered: more than a year."""
WAITING = (Outcome.PENDING.value, Outcome.SENDING.value)


class Due(NamedTuple):
    """A delivery to work on. `may_stand` tells that it may stand in Slack already, perhaps since `first_try`; `skipped` are
    the moments, since the last one was posted, of those that came too late."""

    id: int
    owner: str
    subscription: Subscription
    due: float
    turn: int
    may_stand: bool
    first_try: float
    skipped: tuple[float, ...]

    @property
    def key(self) -> str:
        """What its message is marked with."""
        return key(self.subscription.id, self.due)


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
        return key(self.subscription.id, self.due)


class Deliveries:
    """The deliveries of all processes on one database. `now` gives seconds since 1970; a post takes at most `timeout` seconds."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], float],
        timeout: float,
        lease: float = LEASE,
        between: float = BETWEEN,
        settling: float = SETTLING,
    ) -> None:
        self._database = database
        self._now = now
        self._timeout = timeout
        self._lease = lease
        self._between = between
        self._settling = settling

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
            rows = connection.execute(found).all()
            made = [row for digest in map(read, rows) for row in self._planned(connection, digest, now)]
            if made:
                connection.execute(self._database.insert(deliveries).on_conflict_do_nothing(), made)
        return len(rows)

    def _planned(self, connection: Connection, digest: Subscription, now: float) -> list[dict[str, Any]]:
        """The deliveries of one digest that have become due, when it is planned next, and that a pause is over."""
        moments = [digest.next_due or now]
        values: dict[str, Any] = {"state": State.ACTIVE.value, "paused_until": None, "why": None}
        try:
            for moment in recurrence.due(digest.schedule, datetime.fromtimestamp(moments[0], UTC)):
                values["next_due"] = moment.timestamp()
                if values["next_due"] > now:
                    break
                moments.append(values["next_due"])
        except (LookupError, ValueError, OverflowError):  # a zone that is no more, or the calendar's end
            log.exception("a digest's days can't be worked out", extra={"digest": digest.name})
            values = {"state": State.PAUSED.value, "why": "unreadable", "next_due": None}
        connection.execute(update(subscriptions).where(subscriptions.c.id == digest.id).values(**values))
        return [self._row(digest, moment, now, values.get("why") if moment == moments[0] else None) for moment in moments]

    def _row(self, digest: Subscription, due: float, now: float, broken: str | None) -> dict[str, Any]:
        late = now - due > GRACE
        return {
            **{"subscription": digest.id, "due": due, "lane": lane_of(digest.team, digest.channel)},
            **{"lease": 0.0, "owner": "", "attempts": 0},
            "state": (Outcome.FAILED if broken else Outcome.SKIPPED if late else Outcome.PENDING).value,
            "why": broken or ("late" if late else None),
            **{"tell": "paused" if broken else None, "tell_at": now if broken else None},
        }

    def claim(self, most: int) -> list[Due]:
        """Claim deliveries that nobody works on, the earliest of each channel whose lane is free."""
        now, owner = self._now(), uuid4().hex
        waiting = select(deliveries.c.lane).where(deliveries.c.state.in_(WAITING), deliveries.c.lease <= now)
        free = (
            select(lanes.c.lane)
            .where(lanes.c.lane.in_(waiting), lanes.c.free <= now)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            found = connection.execute(free).scalars().all()
            if not found:
                return []
            first = _first_of_each(connection, found, now)
            rows = connection.execute(_claimed(first, owner, now, now + self._lease)).all()
            taken = update(lanes).where(lanes.c.lane.in_([row.lane for row in rows]))
            connection.execute(taken.values(owner=owner, free=now + self._lease))
            skipped = _skipped(connection, [row.subscription for row in rows])
            whose = _digests(connection, [row.subscription for row in rows])
        return [_due(row, whose[row.subscription], skipped.get(row.subscription, [])) for row in rows]

    def begin(self, due: Due) -> bool:
        """Note that a delivery is about to be posted. False where the claim has passed to somebody else or soon will, and
        where the digest was paused or deleted: then nothing may be posted, and the lane is free again."""
        now = self._now()
        active = exists().where(subscriptions.c.id == deliveries.c.subscription, subscriptions.c.state == State.ACTIVE.value)
        begun = (
            update(deliveries)
            .where(_mine(due), deliveries.c.lease > now + self._timeout, active)
            .values(state=Outcome.SENDING.value, lease=now + self._lease, first_try=func.coalesce(deliveries.c.first_try, now))
            .returning(deliveries.c.id)
        )
        with self._database.writing() as connection:
            self._free(connection, due, now + self._lease)
            done = connection.execute(begun).first() is not None
            if not done:
                self._free(connection, due, now)
        return done and self._now() <= now + self._lease - self._timeout  # the database itself may have stalled

    def posted(self, due: Due, ts: str, turns: int) -> bool:
        """Note where a delivery stands, and move its digest on; after the last of its `turns` it ends or begins again.
        False, here as below, where somebody else has settled it."""
        ends = due.turn + 1 >= turns and not due.subscription.repeat
        values: dict[str, Any] = {"turn": (due.turn + 1) % max(turns, 1)}
        values |= {"state": State.ENDED.value, "next_due": None} if ends else {}
        with self._database.writing() as connection:
            _lock(connection, due)
            told = self._to_tell("ended") if ends else {}
            done = self._settle(connection, due, Outcome.POSTED, ts=ts, late=max(self._now() - due.due, 0.0), **told)
            if done:
                connection.execute(update(subscriptions).where(subscriptions.c.id == due.subscription.id).values(**values))
        return done

    def skip(self, due: Due, why: str) -> bool:
        """Note that a delivery is not to be posted any more."""
        with self._database.writing() as connection:
            return self._settle(connection, due, Outcome.SKIPPED, why=why)

    def doubt(self, due: Due, why: str) -> bool:
        """Note that nobody can find out whether a delivery stands; its maker is told."""
        with self._database.writing() as connection:
            return self._settle(connection, due, Outcome.IN_DOUBT, why=why, **self._to_tell("in_doubt"))

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
            if not self._settle(connection, due, Outcome.FAILED, why=why[:64]):
                return False
            if connection.execute(stops).first():
                skip_pending(connection, due.subscription.id)
                connection.execute(update(deliveries).where(deliveries.c.id == due.id).values(**self._to_tell("paused")))
        return True

    def put_off(self, due: Due, seconds: float) -> None:
        """Leave a delivery that surely doesn't stand, and its whole channel, for some seconds: Slack says to wait."""
        with self._database.writing() as connection:
            self._free(connection, due, self._now() + max(seconds, self._between))
            self._leave(connection, due, Outcome.PENDING, seconds)

    def leave(self, due: Due) -> None:
        """Leave a delivery that may stand to whoever looks, once Slack has surely done with it."""
        with self._database.writing() as connection:
            self._free(connection, due, self._now() + self._between)
            self._leave(connection, due, Outcome.SENDING, self._settling)

    def release(self, due: Due) -> None:
        """Give back a delivery that was not begun."""
        with self._database.writing() as connection:
            self._free(connection, due, self._now())
            self._leave(connection, due, Outcome.SENDING if due.may_stand else Outcome.PENDING, 0.0)

    def words(self, most: int) -> list[Word]:
        """What makers are to be told now, each once: it counts as told before it is said."""
        free = select(deliveries.c.id).where(deliveries.c.tell_at <= self._now()).limit(most).with_for_update(skip_locked=True)
        taken = update(deliveries).where(deliveries.c.id.in_(free)).values(tell_at=None).returning(deliveries)
        with self._database.writing() as connection:
            rows = connection.execute(taken).all()
            whose = _digests(connection, [row.subscription for row in rows])
        return [Word(row.id, whose[row.subscription], row.due, row.tell, row.why or "") for row in rows]

    def put_off_word(self, word: Word, seconds: float) -> None:
        """Try again later to tell a maker something that they surely have not heard."""
        with self._database.writing() as connection:
            later = update(deliveries).where(deliveries.c.id == word.id).values(tell_at=self._now() + seconds)
            connection.execute(later)

    def free_all(self) -> None:
        """End all leases: for a process that alone works on its database and has just started. What was being sent waits
        until Slack has surely done with it."""
        settled = case((deliveries.c.state == Outcome.SENDING.value, self._now() + self._settling), else_=0.0)
        with self._database.writing() as connection:
            held = update(deliveries).where(deliveries.c.state.in_(WAITING), deliveries.c.owner != "")
            connection.execute(held.values(lease=settled))
            connection.execute(update(lanes).values(free=0.0))

    def sweep(self) -> None:
        """Forget what happened too long ago, and digests that ended before all that is remembered."""
        old = deliveries.c.due < self._now() - KEPT
        heard_of = exists().where(deliveries.c.subscription == subscriptions.c.id)
        with self._database.writing() as connection:
            connection.execute(delete(deliveries).where(old, deliveries.c.state.not_in(WAITING)))
            connection.execute(delete(subscriptions).where(subscriptions.c.state == State.ENDED.value, ~heard_of))

    def _settle(self, connection: Connection, due: Due, outcome: Outcome, **values: Any) -> bool:
        self._free(connection, due, self._now() + self._between)
        settled = update(deliveries).where(_mine(due)).values(state=outcome.value, **values).returning(deliveries.c.id)
        return connection.execute(settled).first() is not None

    def _leave(self, connection: Connection, due: Due, outcome: Outcome, seconds: float) -> None:
        connection.execute(update(deliveries).where(_mine(due)).values(state=outcome.value, lease=self._now() + seconds))

    def _free(self, connection: Connection, due: Due, when: float) -> None:
        """Say when a lane is free; not where somebody else has taken it since."""
        lane = lane_of(due.subscription.team, due.subscription.channel)
        connection.execute(update(lanes).where(lanes.c.lane == lane, lanes.c.owner == due.owner).values(free=when))

    def _to_tell(self, what: str) -> dict[str, Any]:
        return {"tell": what, "tell_at": self._now()}


def key(subscription: int, due: float) -> str:
    """The key of a delivery, in its message's metadata."""
    return f"d{subscription}:{due:.0f}"


def _lock(connection: Connection, due: Due) -> None:
    """Hold a delivery's digest. Whoever holds several things takes the digest first, then the lane, then the delivery, so
    that nobody waits for one who waits for them."""
    connection.execute(select(subscriptions.c.id).where(subscriptions.c.id == due.subscription.id).with_for_update())


def _mine(due: Due) -> ColumnElement[bool]:
    """That a delivery is still the claimant's and unsettled."""
    return (deliveries.c.id == due.id) & (deliveries.c.owner == due.owner) & deliveries.c.state.in_(WAITING)


def _first_of_each(connection: Connection, found: Iterable[str], now: float) -> list[int]:
    """The earliest delivery of each lane that is free to be taken. None of a digest whose earlier one isn't settled: that
    one decides about its turn."""
    unsettled = (
        select(deliveries.c.id, deliveries.c.lane, deliveries.c.subscription, deliveries.c.lease)
        .where(deliveries.c.lane.in_(found), deliveries.c.state.in_(WAITING))
        .order_by(deliveries.c.due, deliveries.c.id)
    )
    first: dict[str, int] = {}
    seen: set[int] = set()
    for row in connection.execute(unsettled):
        if row.subscription not in seen and row.lease <= now:
            first.setdefault(row.lane, row.id)
        seen.add(row.subscription)
    return list(first.values())


def _claimed(ids: Iterable[int], owner: str, now: float, until: float) -> Any:
    turn = select(subscriptions.c.turn).where(subscriptions.c.id == deliveries.c.subscription).scalar_subquery()
    values = {
        "owner": owner,
        "lease": until,
        "attempts": deliveries.c.attempts + 1,
        "turn": func.coalesce(deliveries.c.turn, turn),
    }
    free = (deliveries.c.lease <= now) & deliveries.c.state.in_(WAITING)
    return update(deliveries).where(deliveries.c.id.in_(list(ids)), free).values(**values).returning(deliveries)


def _skipped(connection: Connection, numbers: Iterable[int]) -> dict[int, list[float]]:
    """When those were due that were skipped for coming too late, since each digest was last posted."""
    before = deliveries.alias()
    of_it = (before.c.subscription == deliveries.c.subscription) & (before.c.state == Outcome.POSTED.value)
    last = select(func.coalesce(func.max(before.c.due), 0.0)).where(of_it).scalar_subquery()
    found = (
        select(deliveries.c.subscription, deliveries.c.due)
        .where(deliveries.c.subscription.in_(list(numbers)), deliveries.c.state == Outcome.SKIPPED.value)
        .where(deliveries.c.why == "late", deliveries.c.due > last)
        .order_by(deliveries.c.due)
    )
    skipped: dict[int, list[float]] = {}
    for row in connection.execute(found):
        skipped.setdefault(row.subscription, []).append(row.due)
    return skipped


def _digests(connection: Connection, numbers: Iterable[int]) -> dict[int, Subscription]:
    found = connection.execute(select(subscriptions).where(subscriptions.c.id.in_(list(numbers)))).all()
    return {row.id: read(row) for row in found}


def _due(row: Row[Any], digest: Subscription, skipped: Iterable[float]) -> Due:
    earlier: Iterator[float] = (due for due in skipped if due < row.due)
    may_stand = row.state == Outcome.SENDING.value
    return Due(row.id, row.owner, digest, row.due, row.turn, may_stand, row.first_try or 0.0, tuple(earlier))
