"""When digests are due: ten years of each kind of schedule against a slow reference, clock changes, holidays and fortnights.
All zones come from the tzdata package, which is pinned, so that no machine's own copy decides a test."""

from __future__ import annotations

import json
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import recurrence
from bot.recurrence import Days, Division, Every, Schedule, due, listed_until, next_dates, starting

ONE_DAY = timedelta(days=1)
MADE = datetime(2022, 1, 1, 12, tzinfo=UTC)
TEN_YEARS = [date(2022, 1, 1) + n * ONE_DAY for n in range(3653)]
END = datetime(2032, 1, 1, 12, tzinfo=UTC)
NAMES = {
    Division.ENGLAND: "england-and-wales",
    Division.SCOTLAND: "scotland",
    Division.NORTHERN_IRELAND: "northern-ireland",
}
ZONES = ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]
TIMES = [time(1, 30), time(2, 15), time(9)]
"""The first two don't exist on one day of the year somewhere, and come twice on another."""
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@pytest.fixture(autouse=True, scope="module")
def pinned_zones() -> Iterator[None]:
    """Zones from the tzdata package alone."""
    zoneinfo.reset_tzpath(())
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


def made(
    every: Every,
    *weekdays: int,
    at: time = time(9),
    zone: str = "Europe/London",
    holidays: Division | None = None,
    when: datetime = MADE,
) -> Schedule:
    """The schedule of a digest made at a moment."""
    return starting(Days(every, weekdays), at, zone, holidays, when)


def utc(text: str) -> datetime:
    """A moment written as a date and perhaps a time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shown(schedule: Schedule, after: str, count: int) -> list[str]:
    """The next due moments as people read them."""
    return [f"{found:%Y-%m-%d %H:%M %z}" for found in next_dates(schedule, utc(after), count)]


def on(schedule: Schedule, after: str, count: int) -> list[str]:
    """The next due days."""
    return [day[:10] for day in shown(schedule, after, count)]


@cache
def listed(division: Division) -> frozenset[date]:
    """A division's bank holidays, out of the file of the package."""
    text = resources.files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8")
    return frozenset(date.fromisoformat(event["date"]) for event in json.loads(text)[NAMES[division]]["events"])


@cache
def slow_moments(zone: str, at: time) -> dict[date, datetime]:
    """The moment of a local time on each day: the first UTC minute that shows it there; if none does, the one that would
    have, had the clocks not changed since the day before."""
    there = ZoneInfo(zone)
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for day in TEN_YEARS]
    offsets = sorted({noon.astimezone(there).utcoffset() or timedelta() for noon in noons}, reverse=True)
    moments = {}
    for day in TEN_YEARS:
        wall = datetime(day.year, day.month, day.day, at.hour, at.minute, tzinfo=UTC)
        tried = [wall - offset for offset in offsets]
        showing = [moment for moment in tried if moment.astimezone(there).replace(tzinfo=UTC) == wall]
        before = (wall - ONE_DAY).astimezone(there).utcoffset() or timedelta()
        moments[day] = min(showing) if showing else wall - before
    return moments


def slow_days(schedule: Schedule, moments: dict[date, datetime]) -> list[date]:
    """The days of a schedule, by looking at each day."""
    off = listed(schedule.holidays) if schedule.holidays else frozenset()
    rule, weekdays = schedule.days.every, schedule.days.weekdays

    def works(day: date) -> bool:
        return day.weekday() not in (SATURDAY, SUNDAY) and day not in off

    if rule is Every.MONTH:
        return [day for day in moments if works(day) and not any(works(day - n * ONE_DAY) for n in range(1, day.day))]
    if rule is Every.WEEKDAY:
        return [day for day in moments if works(day)]
    if rule is Every.FORTNIGHT:
        coming = [day for day in moments if day.weekday() in weekdays and moments[day] > MADE]
        return [day for day in coming[::2] if day not in off]
    return [day for day in moments if day not in off and (rule is Every.DAY or day.weekday() in weekdays)]


KINDS = [
    *((Every.DAY, (), holidays) for holidays in (None, Division.SCOTLAND)),
    *((Every.WEEKDAY, (), holidays) for holidays in (None, *Division)),
    *((Every.MONTH, (), holidays) for holidays in (None, *Division)),
    *((Every.FORTNIGHT, (weekday,), None) for weekday in range(7)),
    (Every.FORTNIGHT, (MONDAY,), Division.ENGLAND),
    (Every.NAMED, (SUNDAY,), None),
    (Every.NAMED, (MONDAY, WEDNESDAY, FRIDAY), Division.NORTHERN_IRELAND),
]


@pytest.mark.no_cover  # it takes half the time unwatched
@pytest.mark.parametrize("at", TIMES)
@pytest.mark.parametrize("zone", ZONES)
def test_ten_years_of_each_kind_of_schedule_equal_a_slow_reference(zone: str, at: time) -> None:
    moments = slow_moments(zone, at)
    for every, weekdays, holidays in KINDS:
        schedule = made(every, *weekdays, at=at, zone=zone, holidays=holidays)
        wanted = [moments[day] for day in slow_days(schedule, moments) if MADE < moments[day] < END]
        assert len(wanted) > 100
        assert list(islice(due(schedule, MADE), len(wanted))) == wanted


@pytest.mark.no_cover  # it takes half the time unwatched
@pytest.mark.parametrize("after", ["2026-03-01", "2026-03-28T22:59:59.999999", "2026-12-31T23:00"])
@pytest.mark.parametrize("zone", ZONES)
def test_looking_from_any_moment_goes_on_where_looking_from_the_start_would(zone: str, after: str) -> None:
    for every, weekdays, holidays in KINDS:
        schedule = made(every, *weekdays, zone=zone, holidays=holidays)
        until_2029 = takewhile(lambda moment: moment < utc("2029-01-01"), due(schedule, MADE))
        coming = [moment for moment in until_2029 if moment > utc(after)]
        assert len(coming) > 20
        assert list(islice(due(schedule, utc(after)), len(coming))) == coming


@pytest.mark.parametrize(
    ("zone", "at", "after", "local"),
    [
        ("Europe/London", time(1, 30), "2027-03-27T12:00", ["2027-03-28 02:30 +0100", "2027-03-29 01:30 +0100"]),
        ("Europe/London", time(1, 30), "2026-10-24T12:00", ["2026-10-25 01:30 +0100", "2026-10-26 01:30 +0000"]),
        ("Europe/London", time(9), "2026-10-24T12:00", ["2026-10-25 09:00 +0000", "2026-10-26 09:00 +0000"]),
        ("America/New_York", time(2, 15), "2027-03-13T12:00", ["2027-03-14 03:15 -0400", "2027-03-15 02:15 -0400"]),
        ("Australia/Lord_Howe", time(2, 15), "2026-10-03T00:00", ["2026-10-04 02:45 +1100", "2026-10-05 02:15 +1100"]),
        ("Australia/Lord_Howe", time(1, 45), "2027-04-03T00:00", ["2027-04-04 01:45 +1100", "2027-04-05 01:45 +1030"]),
        ("Africa/Cairo", time(0), "2027-04-29T12:00", ["2027-04-30 01:00 +0300", "2027-05-01 00:00 +0300"]),
        ("America/Nuuk", time(23, 30), "2027-03-28T01:15", ["2027-03-28 00:30 -0100", "2027-03-28 23:30 -0100"]),
        (
            "Pacific/Apia",
            time(9),
            "2011-12-29T00:00",
            ["2011-12-29 09:00 -1000", "2011-12-31 09:00 +1400", "2012-01-01 09:00 +1400"],
        ),
    ],
)
def test_a_time_left_out_moves_on_by_the_gap_and_one_that_comes_twice_is_the_first(
    zone: str, at: time, after: str, local: list[str]
) -> None:
    assert shown(made(Every.DAY, at=at, zone=zone), after, len(local)) == local
    assert shown(made(Every.DAY, at=at.replace(fold=1), zone=zone), after, len(local)) == local


def test_a_digest_is_due_strictly_after_the_moment_given_in_any_zone() -> None:
    schedule, nine = made(Every.DAY), utc("2026-07-01T08:00")
    assert next(due(schedule, nine)) == nine + ONE_DAY
    assert next(due(schedule, (nine - timedelta(microseconds=1)).astimezone(ZoneInfo("Asia/Kolkata")))) == nine
    assert next(due(schedule, nine)).tzinfo is UTC


def test_due_moments_end_with_the_calendar_only() -> None:
    assert [f"{moment:%Y-%m-%d}" for moment in due(made(Every.MONTH), utc("9999-10-15"))] == ["9999-11-01", "9999-12-01"]


@pytest.mark.parametrize(
    ("every", "holidays", "after", "days"),
    [
        (Every.WEEKDAY, Division.ENGLAND, "2026-12-24", ["2026-12-24", "2026-12-29"]),
        (Every.DAY, Division.ENGLAND, "2026-12-24", ["2026-12-24", "2026-12-26", "2026-12-27", "2026-12-29"]),
        (Every.WEEKDAY, None, "2026-12-24", ["2026-12-24", "2026-12-25", "2026-12-28"]),
        (Every.WEEKDAY, Division.SCOTLAND, "2026-11-28", ["2026-12-01"]),
        (Every.WEEKDAY, Division.ENGLAND, "2026-11-28", ["2026-11-30"]),
        (Every.WEEKDAY, Division.NORTHERN_IRELAND, "2027-07-10", ["2027-07-13"]),
        (Every.WEEKDAY, Division.SCOTLAND, "2027-07-10", ["2027-07-12"]),
        (Every.MONTH, None, "2026-12-31", ["2027-01-01", "2027-02-01", "2027-03-01"]),
        (Every.MONTH, Division.ENGLAND, "2026-12-31", ["2027-01-04", "2027-02-01", "2027-03-01"]),
        (Every.MONTH, Division.SCOTLAND, "2026-12-31", ["2027-01-05", "2027-02-01", "2027-03-01"]),
        (Every.MONTH, Division.SCOTLAND, "2027-01-05T09:00", ["2027-02-01"]),
    ],
)
def test_holidays_are_skipped_and_months_begin_after_them(
    every: Every, holidays: Division | None, after: str, days: list[str]
) -> None:
    assert on(made(every, holidays=holidays), after, len(days)) == days


def test_the_list_of_holidays_ends_where_the_first_division_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listed_until() == min(max(listed(division)) for division in Division)
    ends = {division: frozenset({date(2028, 1, 1), date(2028, 12, day)}) for day, division in enumerate(Division, 24)}
    monkeypatch.setattr(recurrence, "_holidays", ends.get)
    assert listed_until() == date(2028, 12, 24)


def test_holidays_beyond_the_list_are_not_known_and_so_not_skipped() -> None:
    year = listed_until().year + 5
    assert on(made(Every.DAY, holidays=Division.ENGLAND), f"{year}-12-25", 1) == [f"{year}-12-25"]


@pytest.mark.parametrize(
    ("when", "zone", "days"),
    [
        ("2026-11-23T08:59", "Europe/London", ["2026-11-23", "2026-12-07", "2026-12-21"]),
        ("2026-11-23T09:00", "Europe/London", ["2026-11-30", "2026-12-14", "2026-12-28"]),
        ("2026-11-24T12:00", "Europe/London", ["2026-11-30", "2026-12-14", "2026-12-28"]),
        ("2026-11-22T23:00", "Asia/Kolkata", ["2026-11-23", "2026-12-07", "2026-12-21"]),
        ("2026-11-22T21:00", "Pacific/Auckland", ["2026-11-30", "2026-12-14", "2026-12-28"]),
        ("2026-11-23T03:30", "Asia/Kolkata", ["2026-11-30", "2026-12-14", "2026-12-28"]),
    ],
)
def test_the_first_fortnight_is_the_next_such_weekday_after_the_digest_was_made(when: str, zone: str, days: list[str]) -> None:
    schedule = made(Every.FORTNIGHT, MONDAY, zone=zone, when=utc(when))
    assert on(schedule, when, 3) == days
    assert on(schedule, "2020-01-01", 3) == days
    (later,) = next_dates(schedule, utc("2050-06-01"), 1)
    assert (later.date() - date.fromisoformat(days[0])).days % 14 == 0


def test_a_fortnight_on_a_holiday_is_skipped_and_the_next_is_four_weeks_after_the_last() -> None:
    schedule = made(Every.FORTNIGHT, MONDAY, holidays=Division.ENGLAND, when=utc("2026-11-24"))
    assert on(schedule, "2026-11-24", 3) == ["2026-11-30", "2026-12-14", "2027-01-11"]


WEEKDAYS = st.integers(0, 6)
DAYS = st.one_of(
    st.sampled_from([Days(every) for every in (Every.DAY, Every.WEEKDAY, Every.MONTH)]),
    WEEKDAYS.map(lambda weekday: Days(Every.FORTNIGHT, (weekday,))),
    st.sets(WEEKDAYS, min_size=1).map(lambda weekdays: Days(Every.NAMED, tuple(sorted(weekdays)))),
)
ODD = "Pacific/Apia Africa/Cairo America/Havana America/Asuncion America/Nuuk Asia/Beirut Asia/Tehran America/St_Johns Antarctica/Troll"
SCHEDULES = st.builds(
    Schedule,
    DAYS,
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.sampled_from([*ZONES, *ODD.split()]),
    st.sampled_from([None, *Division]),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds it


@given(SCHEDULES, MOMENTS)
def test_due_moments_come_one_after_another_at_the_local_time_or_moved_by_the_gap(schedule: Schedule, after: datetime) -> None:
    found = list(islice(due(schedule, after), 60))
    assert all(one < other for one, other in pairwise([after, *found]))
    for moment in found:
        local = moment.astimezone(ZoneInfo(schedule.zone))
        yesterday = (moment - ONE_DAY).astimezone(local.tzinfo)
        gap = (local.utcoffset() or timedelta()) - (yesterday.utcoffset() or timedelta())
        assert local.fold == 0
        assert local.time() == schedule.at or (gap > timedelta() and (local.replace(tzinfo=None) - gap).time() == schedule.at)
