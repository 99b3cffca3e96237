"""When a digest is due: days by rule, at a local wall-clock time. Pure: the caller says after when to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, WEEKLY, rrule

WORKING = (0, 1, 2, 3, 4)
"""Monday to Friday, numbered as Python does."""


class Every(StrEnum):
    """The rules by which days come round. A month's is its first working day."""

    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    FORTNIGHT = "fortnight"
    NAMED = "named"


WEEKDAYS = {Every.DAY: (*WORKING, 5, 6), Every.WEEKDAY: WORKING}


class Division(StrEnum):
    """The parts of the United Kingdom with bank holidays of their own. England's are those of England and Wales."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern ireland"


@dataclass(frozen=True)
class Days:
    """A rule, with the one weekday of a fortnight or those that are named, in order; Monday is 0."""

    every: Every
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Schedule:
    """On which days, at what local time in which IANA zone. Due dates on a division's holidays are skipped. Fortnights
    count from the first such weekday on or after `anchor`, also when one of them is skipped."""

    days: Days
    at: time
    zone: str
    holidays: Division | None
    anchor: date


def starting(days: Days, at: time, zone: str, holidays: Division | None, made: datetime) -> Schedule:
    """The schedule of a digest made at a moment: its first fortnight is the next such weekday whose time is still to come."""
    today = made.astimezone(ZoneInfo(zone)).date()
    passed = _moment(today, at, ZoneInfo(zone)) <= made
    return Schedule(days, at, zone, holidays, today + timedelta(days=passed))


def due(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """The moments, in UTC, at which a schedule is due, strictly after one; endless (to the
    calendar's end in 9999), and worked out one at a time."""
    zone = ZoneInfo(schedule.zone)
    last = after.astimezone(UTC)
    # A time moved past midnight belongs to the day before.
    for day in _days(schedule, after.astimezone(zone).date() - timedelta(days=1)):
        moment = _moment(day, schedule.at, zone)
        if moment > last:  # also false on the day after one that a zone left out whole: both fall on one moment
            last = moment
            yield moment


def next_dates(schedule: Schedule, after: datetime, count: int) -> list[datetime]:
    """The next so many due moments after one, in the schedule's own zone, as people read them."""
    return [moment.astimezone(ZoneInfo(schedule.zone)) for moment in islice(due(schedule, after), count)]


def listed_until() -> date:
    """The last bank holiday known for every division; later ones aren't known and so aren't skipped."""
    return min(max(_holidays(division)) for division in Division)


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """With fold 0 a time that comes twice is the first, and one that doesn't exist moves on by the gap."""
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


def _days(schedule: Schedule, start: date) -> Iterator[date]:
    """The days of a schedule from one on, or for months from the first of its month on."""
    off = _holidays(schedule.holidays) if schedule.holidays else frozenset()
    every, weekdays = schedule.days.every, schedule.days.weekdays
    if every is Every.MONTH:
        working = (day for day in _weekly(start.replace(day=1), WORKING) if day not in off)
        return (next(month) for _, month in groupby(working, key=lambda day: day.month))
    if every is Every.FORTNIGHT:
        found = _dates(rrule(WEEKLY, interval=2, dtstart=_midnight(_fortnight(schedule, start))))
    else:
        found = _weekly(start, WEEKDAYS.get(every, weekdays))
    return (day for day in found if day not in off)


def _fortnight(schedule: Schedule, start: date) -> date:
    """The last fortnight's day up to `start`, so that old digests cost no more than new ones; at the earliest the first."""
    (weekday,) = schedule.days.weekdays
    first = schedule.anchor + timedelta(days=(weekday - schedule.anchor.weekday()) % 7)
    return max(first, first + (start - first) // timedelta(days=14) * timedelta(days=14))


def _weekly(start: date, weekdays: tuple[int, ...]) -> Iterator[date]:
    return _dates(rrule(DAILY, byweekday=weekdays, dtstart=_midnight(start)))


def _dates(rule: rrule) -> Iterator[date]:
    return (found.date() for found in rule)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


@cache
def _holidays(division: Division) -> frozenset[date]:
    from govuk_bank_holidays.bank_holidays import BankHolidays  # it brings an HTTP client, which costs 100 ms

    listed = BankHolidays(use_cached_holidays=True)
    name = BankHolidays.ENGLAND_AND_WALES if division is Division.ENGLAND else division.replace(" ", "-")
    return frozenset(holiday["date"] for holiday in listed.get_holidays(division=name))
