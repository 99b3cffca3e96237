"""Digests as people make and keep them: what is posted where, when, and in whose name."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from bot import recurrence
from bot.digest_request import Content, Series
from bot.recurrence import Days, Division, Every, Schedule
from bot.store.database import Database
from bot.store.tables import deliveries, lanes, subscriptions

MOST = 10
"""Digests in one channel."""


class State(StrEnum):
    """How a digest stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Fate(StrEnum):
    """What became of a delivery. The first two are still to be settled; one that is being sent may stand already."""

    PENDING = "pending"
    SENDING = "sending"
    POSTED = "posted"
    SKIPPED = "skipped"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"


class Subscription(NamedTuple):
    """A digest. `turn` is its next, from 0; `next_due` in seconds since 1970, None where nothing is due; `why` tells why it
    is paused where no person did it."""

    id: int
    team: str
    channel: str
    maker: str
    content: Content
    schedule: Schedule
    repeat: bool
    turn: int
    next_due: float | None
    state: State
    paused_until: date | None
    why: str
    made: float

    @property
    def name(self) -> str:
        """The digest's number, as people write it."""
        return f"d{self.id}"


class Delivery(NamedTuple):
    """One line of a digest's history: when it was due, what came of it, how many seconds late, and why not."""

    due: float
    fate: Fate
    turn: int | None
    late: float | None
    why: str


class Subscriptions:
    """The digests of all processes on one database; a digest is found only from its own team. `now` gives seconds since 1970."""

    def __init__(self, database: Database, now: Callable[[], float]) -> None:
        self._database = database
        self._now = now

    def add(
        self, team: str, channel: str, maker: str, schedule: Schedule, content: Content, repeat: bool = False
    ) -> Subscription | None:
        """Make a digest; None where the channel has as many as it may."""
        values = {
            **{"team": team, "channel": channel, "maker": maker, "repeat": repeat, "turn": 0, "made": self._now()},
            **{"series": content.series.value, "topic": content.topic, "schedule": write_schedule(schedule)},
            **{"next_due": first_due(schedule, self._now()), "state": State.ACTIVE.value},
        }
        lane = lane_of(team, channel)
        with self._database.writing() as connection:
            connection.execute(self._database.insert(lanes).values(lane=lane, owner="", free=0.0).on_conflict_do_nothing())
            connection.execute(select(lanes).where(lanes.c.lane == lane).with_for_update())  # two at once count one another
            here = (subscriptions.c.team == team) & (subscriptions.c.channel == channel)
            kept = here & (subscriptions.c.state != State.ENDED.value)
            if connection.execute(select(func.count()).where(kept).select_from(subscriptions)).scalar_one() >= MOST:
                return None
            row = connection.execute(self._database.insert(subscriptions).values(**values).returning(subscriptions)).one()
        return read(row)

    def get(self, team: str, number: int) -> Subscription | None:
        """The digest of a number."""
        return next(iter(self._where(_one(team, number))), None)

    def in_channel(self, team: str, channel: str) -> list[Subscription]:
        """A channel's digests, also those that have ended, oldest first."""
        return self._where((subscriptions.c.team == team) & (subscriptions.c.channel == channel))

    def made_by(self, team: str, maker: str) -> list[Subscription]:
        """A person's digests, also those that have ended, oldest first."""
        return self._where((subscriptions.c.team == team) & (subscriptions.c.maker == maker))

    def _where(self, condition: ColumnElement[bool]) -> list[Subscription]:
        with self._database.reading() as connection:
            rows = connection.execute(select(subscriptions).where(condition).order_by(subscriptions.c.id)).all()
        return [read(row) for row in rows]

    def pause(self, team: str, number: int, until: date | None = None) -> Subscription | None:
        """Pause a digest, until a day in its zone or until it is resumed. What was due and isn't begun is skipped.
        None where it has ended, or is paused already and no day is given."""
        before = self.get(team, number)
        if before is None:
            return None
        values = {
            **{"state": State.PAUSED.value, "why": None, "paused_until": until.isoformat() if until else None},
            "next_due": first_due(before.schedule, _midnight(until, before.schedule.zone)) if until else None,
        }
        with self._database.writing() as connection:
            pausable = [State.ACTIVE.value, *[State.PAUSED.value] * (until is not None)]
            if found := _change(connection, _one(team, number) & subscriptions.c.state.in_(pausable), values):
                skip_pending(connection, number)
            return found

    def resume(self, team: str, number: int) -> Subscription | None:
        """Let a paused digest go on with what is due from now on. None where it isn't paused."""
        before = self.get(team, number)
        if before is None:
            return None
        due = first_due(before.schedule, self._now())
        values = {"state": State.ACTIVE.value, "why": None, "paused_until": None, "next_due": due}
        with self._database.writing() as connection:
            return _change(connection, _one(team, number) & (subscriptions.c.state == State.PAUSED.value), values)

    def delete(self, team: str, number: int) -> Subscription | None:
        """Forget a digest and its history; returns what it was, None where there is none."""
        with self._database.writing() as connection:
            row = connection.execute(delete(subscriptions).where(_one(team, number)).returning(subscriptions)).first()
            if row:
                connection.execute(delete(deliveries).where(deliveries.c.subscription == number))
        return read(row) if row else None

    def hand_over(self, team: str, number: int, maker: str) -> Subscription | None:
        """Let somebody else be told what becomes of a digest. None where there is none."""
        with self._database.writing() as connection:
            return _change(connection, _one(team, number), {"maker": maker})

    def history(self, team: str, number: int, most: int = 10) -> list[Delivery]:
        """What became of a digest's deliveries, the latest first."""
        of_it = deliveries.c.subscription.in_(select(subscriptions.c.id).where(_one(team, number)))
        found = select(deliveries).where(of_it).order_by(deliveries.c.due.desc()).limit(most)
        with self._database.reading() as connection:
            rows = connection.execute(found).all()
        return [Delivery(row.due, Fate(row.state), row.turn, row.late, row.why or "") for row in rows]


def first_due(schedule: Schedule, after: float) -> float:
    """The first moment strictly after one at which a schedule is due, in seconds since 1970."""
    return next(recurrence.due(schedule, datetime.fromtimestamp(after, UTC))).timestamp()


def skip_pending(connection: Connection, number: int) -> None:
    """Skip what of a digest is due and not begun, because it was paused."""
    pending = (deliveries.c.subscription == number) & (deliveries.c.state == Fate.PENDING.value)
    connection.execute(update(deliveries).where(pending).values(state=Fate.SKIPPED.value, why="paused"))


def lane_of(team: str, channel: str) -> str:
    """The key of a channel among the lanes."""
    return f"{team}:{channel}"


def read(row: Row[Any]) -> Subscription:
    """A row as a digest."""
    return Subscription(
        row.id,
        row.team,
        row.channel,
        row.maker,
        Content(Series(row.series), row.topic),
        read_schedule(row.schedule),
        row.repeat,
        row.turn,
        row.next_due,
        State(row.state),
        date.fromisoformat(row.paused_until) if row.paused_until else None,
        row.why or "",
        row.made,
    )


def write_schedule(schedule: Schedule) -> str:
    """A schedule as it is kept."""
    fields = {
        "every": schedule.days.every.value,
        "weekdays": schedule.days.weekdays,
        "at": schedule.at.isoformat("minutes"),
        "zone": schedule.zone,
        "holidays": schedule.holidays.value if schedule.holidays else None,
        "anchor": schedule.anchor.isoformat(),
    }
    return json.dumps(fields)


def read_schedule(text: str) -> Schedule:
    """A schedule that was kept."""
    kept = json.loads(text)
    days = Days(Every(kept["every"]), tuple(kept["weekdays"]))
    holidays = Division(kept["holidays"]) if kept["holidays"] else None
    return Schedule(days, time.fromisoformat(kept["at"]), kept["zone"], holidays, date.fromisoformat(kept["anchor"]))


def _one(team: str, number: int) -> ColumnElement[bool]:
    return (subscriptions.c.team == team) & (subscriptions.c.id == number)


def _change(connection: Connection, which: ColumnElement[bool], values: dict[str, Any]) -> Subscription | None:
    row = connection.execute(update(subscriptions).where(which).values(**values).returning(subscriptions)).first()
    return read(row) if row else None


def _midnight(day: date, zone: str) -> float:
    """The last second before a day begins somewhere."""
    return (datetime.combine(day, time(), ZoneInfo(zone)) - timedelta(seconds=1)).timestamp()
