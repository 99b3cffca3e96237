"""The parts of a digest's line that are read exactly: days, times, zones, holidays and dates, and the same written out.
Nothing here is guessed: what isn't one of the forms is refused, with what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, time
from enum import StrEnum, auto
from functools import cache
from zoneinfo import available_timezones

from bot.recurrence import Days, Division, Every

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = "January February March April May June July August September October November December".split()
SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
NAMES = {
    **{name.lower() + plural: n for n, name in enumerate(WEEKDAYS) for plural in ("", "s")},
    **{name[:3].lower(): n for n, name in enumerate(WEEKDAYS)},
    **SHORT,
}
PLAIN = {every.value: every for every in (Every.DAY, Every.WEEKDAY, Every.MONTH)}
BETWEEN_DAYS = re.compile(r" ?, ?(?:and )?| and ")

NOON = frozenset({"noon", "midday"})
CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?: ?([ap])\.?m\.?)?")
UNCLEAR_TIMES = re.compile(r"midnight|12(?:[:.]00)? ?[ap]\.?m\.?")
"""Midnight begins a day or ends it, and people differ on what 12am and 12pm are."""

UK_TIME = "uk time"
ABBREVIATIONS = frozenset(
    """bst gmt wet west cet cest met mest eet eest msk ist sast wat cat eat pkt sgt hkt jst kst awst acst acdt aest aedt nzst nzdt
    nst ndt ast adt art brt et est edt ct cst cdt mt mst mdt pt pst pdt akst akdt hst""".split()
)
"""They mean several zones, or one for half the year."""
OFFSET = re.compile(r"(?:(?:gmt|utc) ?[+-]?|[+-])[0-9][0-9:.]*|[a-z]{3}[0-9][a-z]{3}")
"""Offsets don't follow a place's clock changes."""
NO_PLACE = frozenset({"Factory", "localtime"})

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
LONG_DATE = re.compile(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})")


class Wrong(StrEnum):
    """What is wrong with a line."""

    REQUEST = auto()
    UNEXPECTED = auto()
    NO_DAYS = auto()
    DAYS = auto()
    FORTNIGHT = auto()
    NO_TIME = auto()
    TIME = auto()
    UNCLEAR_TIME = auto()
    ZONE = auto()
    UNCLEAR_ZONE = auto()
    NO_CONTENT = auto()
    CONTENT = auto()
    NO_TOPIC = auto()
    TOPIC = auto()
    HOLIDAYS = auto()
    NO_ID = auto()
    ID = auto()
    NO_DATE = auto()
    DATE = auto()


class GrammarError(Exception):
    """A line, or a part of one, that isn't in the grammar: what is wrong, and the words it is wrong with, as typed."""

    def __init__(self, code: Wrong, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def read_days(text: str) -> Days:
    """The days of "weekday", "fortnight Monday" or "mon, wed and friday"."""
    lower = text.lower()
    if not lower:
        raise GrammarError(Wrong.NO_DAYS)
    if lower in PLAIN:
        return Days(PLAIN[lower])
    first, _, name = lower.partition(" ")
    if first == Every.FORTNIGHT:
        if name not in NAMES:
            raise GrammarError(Wrong.FORTNIGHT, text)
        return Days(Every.FORTNIGHT, (NAMES[name],))
    names = BETWEEN_DAYS.split(lower)
    if not all(name in NAMES for name in names):
        raise GrammarError(Wrong.DAYS, text)
    return Days(Every.NAMED, tuple(sorted({NAMES[name] for name in names})))


def show_days(days: Days) -> str:
    """Days as they are written after "every"."""
    if days.every is Every.FORTNIGHT:
        return f"fortnight {WEEKDAYS[days.weekdays[0]]}"
    if days.every is not Every.NAMED:
        return days.every
    *names, last = (WEEKDAYS[weekday] for weekday in days.weekdays)
    return f"{', '.join(names)} and {last}" if names else last


def read_time(text: str) -> time:
    """The time of "9", "9am", "09:00", "9.30", "17:15" or "noon"."""
    lower = text.lower()
    if lower in NOON:
        return time(12)
    if UNCLEAR_TIMES.fullmatch(lower):
        raise GrammarError(Wrong.UNCLEAR_TIME, text)
    match = CLOCK.fullmatch(lower)
    if not match or (match[3] and not 1 <= int(match[1]) <= 12):
        raise GrammarError(Wrong.TIME, text)
    hour = int(match[1]) % 12 + 12 * (match[3] == "p") if match[3] else int(match[1])
    try:
        return time(hour, int(match[2] or 0))
    except ValueError:
        raise GrammarError(Wrong.TIME, text) from None


def show_time(at: time) -> str:
    """A time as it is written after "at"."""
    return f"{at:%H:%M}"


def read_zone(text: str) -> str:
    """The IANA name that a zone is, in any case, or Europe/London for "UK time"."""
    lower = text.lower()
    if lower == UK_TIME:
        return "Europe/London"
    if _unclear(lower):
        raise GrammarError(Wrong.UNCLEAR_ZONE, text)
    if lower not in zones():
        raise GrammarError(Wrong.ZONE, text)
    return zones()[lower]


def _unclear(zone: str) -> bool:
    return zone in ABBREVIATIONS or OFFSET.fullmatch(zone) is not None


@cache
def zones() -> dict[str, str]:
    """The IANA names that are understood, by themselves in lower case."""
    return {name.lower(): name for name in available_timezones() - NO_PLACE if not _unclear(name.lower())}


def read_holidays(text: str) -> Division:
    """The part of the United Kingdom whose holidays are skipped."""
    try:
        return Division(text.lower())
    except ValueError:
        raise GrammarError(Wrong.HOLIDAYS, text) from None


def read_date(text: str) -> date:
    """The date of "2027-01-31" or "31 January 2027"; whether it is past is the caller's to judge."""
    lower, months = text.lower(), [month.lower() for month in MONTHS]
    iso, long = ISO_DATE.fullmatch(lower), LONG_DATE.fullmatch(lower)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if long:
            return date(int(long[3]), months.index(long[2]) + 1, int(long[1]))
    except ValueError:
        pass
    raise GrammarError(Wrong.DATE, text)


def show_date(day: date) -> str:
    """A date as it is written after "until"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"
