"""How deliveries are claimed: which are free, in which channels, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Row, func, select, update

from bot.store.subscriptions import Fate, Subscription, read
from bot.store.tables import deliveries, lanes, subscriptions

WAITING = (Fate.PENDING.value, Fate.SENDING.value)
"""Deliveries that are still to be settled."""


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


def key(subscription: int, due: float) -> str:
    """The key of a delivery, in its message's metadata."""
    return f"d{subscription}:{due:.0f}"


def claim(connection: Connection, most: int, now: float, until: float) -> list[Due]:
    """Claim at most so many deliveries until a moment: the earliest of each channel whose lane is free."""
    owner = uuid4().hex
    waiting = select(deliveries.c.lane).where(deliveries.c.state.in_(WAITING), deliveries.c.lease <= now)
    free = select(lanes.c.lane).where(lanes.c.lane.in_(waiting), lanes.c.free <= now).limit(most)
    found = connection.execute(free.with_for_update(skip_locked=True)).scalars().all()
    first = _first_of_each(connection, found, now) if found else []
    if not first:
        return []
    rows = connection.execute(_claimed(first, owner, now, until)).all()
    taken = update(lanes).where(lanes.c.lane.in_([row.lane for row in rows]))
    connection.execute(taken.values(owner=owner, free=until))
    skipped = _skipped(connection, [row.subscription for row in rows])
    whose = digests(connection, [row.subscription for row in rows])
    return [_due(row, whose[row.subscription], skipped.get(row.subscription, [])) for row in rows]


def digests(connection: Connection, numbers: Iterable[int]) -> dict[int, Subscription]:
    """The digests of some numbers."""
    found = connection.execute(select(subscriptions).where(subscriptions.c.id.in_(list(numbers)))).all()
    return {row.id: read(row) for row in found}


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
    of_it = (before.c.subscription == deliveries.c.subscription) & (before.c.state == Fate.POSTED.value)
    last = select(func.coalesce(func.max(before.c.due), 0.0)).where(of_it).scalar_subquery()
    found = (
        select(deliveries.c.subscription, deliveries.c.due)
        .where(deliveries.c.subscription.in_(list(numbers)), deliveries.c.state == Fate.SKIPPED.value)
        .where(deliveries.c.why == "late", deliveries.c.due > last)
        .order_by(deliveries.c.due)
    )
    skipped: dict[int, list[float]] = {}
    for row in connection.execute(found):
        skipped.setdefault(row.subscription, []).append(row.due)
    return skipped


def _due(row: Row[Any], digest: Subscription, skipped: Iterable[float]) -> Due:
    earlier = (due for due in skipped if due < row.due)
    may_stand = row.state == Fate.SENDING.value
    return Due(row.id, row.owner, digest, row.due, row.turn, may_stand, row.first_try or 0.0, tuple(earlier))
