"""The lines by which people make and keep digests: a line read into a request, and a request written out as a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time

from bot import digest_parts as parts
from bot.digest_parts import GrammarError, Wrong
from bot.digest_request import Content, Delete, Form, Help, List, New, Pause, Preview, Request, Resume, Series
from bot.recurrence import Division

TopicNamed = Callable[[str], str | None]
"""The canonical name of the topic that somebody names, or None. It knows its own canonical names."""

STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
AT = re.compile(r"(?ia)(?<!\S)at(?!\S)|(?<=\s)(?=[0-9])")
"""Where the days end; people who leave out "at" begin the time with a figure."""
CONTENT = re.compile(r"(?ia)(?<!\S)(?:actions|outcomes|topic)(?!\S)")
OPTIONS = re.compile(r"(?ia)(?<!\S)(?:skipping(?!\S).*|repeat(?: skipping(?!\S).*)?)$")
REPEAT = re.compile(r"(?ia)^repeat(?!\S)|(?<!\S)repeat$")
SKIPPING = re.compile(r"(?ia)(?:repeat )?skipping(?: (.*?))?( holidays)?(?: repeat)?")
TIME = re.compile(r"(?ia)(?:[0-9]\S*(?: [0-9]\S*)*(?: [ap]\.?m\.?)?|noon|midday|midnight)(?!\S)")
ZONE = re.compile(r"(?ia)uk time(?!\S)|\S+")
ID = re.compile(r"(?ia)d([1-9][0-9]{0,8})")

ALONE: dict[str, Request] = {"list": List(), "new": Form(), "help": Help()}
ON_ONE: dict[str, Callable[[int], Request]] = {"preview": Preview, "resume": Resume, "delete": Delete}


def parse(text: str, default_zone: str, topic_named: TopicNamed) -> Request:
    """What a line asks for; an empty one asks for help. `default_zone` is the IANA name of the person's own zone.
    Raises GrammarError and nothing else."""
    line = _plain(text)
    verb, _, rest = line.partition(" ")
    verb = verb.lower()
    if not line:
        return Help()
    if verb == "every":
        return _new(rest, default_zone, topic_named)
    if verb in ALONE:
        _end(rest)
        return ALONE[verb]
    if verb in ON_ONE:
        number, rest = _id(rest)
        _end(rest)
        return ON_ONE[verb](number)
    if verb == "pause":
        return _pause(*_id(rest))
    raise GrammarError(Wrong.REQUEST, line)


def parse_content(text: str, topic_named: TopicNamed) -> Content:
    """What a digest would post: "actions", "outcomes" or "topic" with a name. Raises GrammarError and nothing else."""
    return _content(_plain(text), topic_named)


def render(request: Request) -> str:
    """A request as a line, in full; reading it gives the same request."""
    match request:
        case New():
            options = f" skipping {request.holidays.title()} holidays" if request.holidays else ""
            options += " repeat" if request.repeat else ""
            when = f"{parts.show_days(request.days)} at {parts.show_time(request.at)} {request.zone}"
            return f"every {when} {render_content(request.content)}{options}"
        case Pause(number, until):
            return f"pause d{number}" + (f" until {parts.show_date(until)}" if until else "")
        case Preview(number) | Resume(number) | Delete(number):
            return f"{type(request).__name__.lower()} d{number}"
        case Form():
            return "new"
    return type(request).__name__.lower()


def render_content(content: Content) -> str:
    """A digest's content as it is written in its line."""
    return f"{content.series} {content.topic}".rstrip()


def _plain(text: str) -> str:
    """A text with single spaces and straight quotes, without quotes around it or a full stop at its end."""
    return " ".join(text.translate(STRAIGHT).split()).strip("\"' ").rstrip("\"' .")


def _end(rest: str) -> None:
    if rest:
        raise GrammarError(Wrong.UNEXPECTED, rest)


def _new(text: str, default_zone: str, topic_named: TopicNamed) -> New:
    when, what = _cut(CONTENT, text)
    days_text, at_text = _cut(AT, when)
    days = parts.read_days(days_text)
    at, zone_text = _time(at_text)
    if not what:
        raise _without_content(zone_text)
    zone = parts.read_zone(zone_text) if zone_text else default_zone
    what, options = _cut(OPTIONS, what)
    content = _content(what, topic_named)
    return New(days, at, zone, content, _holidays(options), bool(REPEAT.search(options)))


def _cut(at: re.Pattern[str], text: str) -> tuple[str, str]:
    """A text up to where a pattern is first found, and from there on."""
    match = at.search(text)
    return (text[: match.start()].rstrip(), text[match.start() :]) if match else (text, "")


def _time(text: str) -> tuple[time, str]:
    """The time after "at", and what follows it."""
    word, _, rest = text.partition(" ")
    if word.lower() != "at" or not rest:
        raise GrammarError(Wrong.NO_TIME)
    match = TIME.match(rest)
    if not match:
        raise GrammarError(Wrong.TIME, rest)
    return parts.read_time(match[0]), rest[match.end() :].lstrip()


def _without_content(text: str) -> GrammarError:
    """What is wrong with a text that stands after a time and names no content, though perhaps a zone."""
    match = ZONE.match(text)
    zone = match[0] if match else ""
    try:
        parts.read_zone(zone)
    except GrammarError as error:
        if error.code is Wrong.UNCLEAR_ZONE or "/" in zone:
            return error
    else:
        text = text.removeprefix(zone).lstrip()
    return GrammarError(Wrong.CONTENT, text) if text and not OPTIONS.match(text) else GrammarError(Wrong.NO_CONTENT)


def _content(line: str, topic_named: TopicNamed) -> Content:
    word, _, rest = line.partition(" ")
    if not word:
        raise GrammarError(Wrong.NO_CONTENT)
    if word.lower() not in list(Series):
        raise GrammarError(Wrong.CONTENT, line)
    series, name = Series(word.lower()), rest.strip("\"' ")
    if series is not Series.TOPIC:
        _end(rest)
        return Content(series)
    if not name:
        raise GrammarError(Wrong.NO_TOPIC)
    topic = topic_named(name)
    if topic is None:
        raise GrammarError(Wrong.TOPIC, name)
    return Content(series, topic)


def _holidays(options: str) -> Division | None:
    match = SKIPPING.fullmatch(options)
    if not match:
        return None
    if not match[2]:
        raise GrammarError(Wrong.HOLIDAYS, match[1] or "")
    return parts.read_holidays(match[1])


def _id(text: str) -> tuple[int, str]:
    """The number of a digest, and what follows it."""
    word, _, rest = text.partition(" ")
    match = ID.fullmatch(word)
    if not match:
        raise GrammarError(Wrong.ID, text) if text else GrammarError(Wrong.NO_ID)
    return int(match[1]), rest


def _pause(number: int, text: str) -> Pause:
    word, _, rest = text.partition(" ")
    if not text:
        return Pause(number)
    if word.lower() != "until":
        raise GrammarError(Wrong.UNEXPECTED, text)
    if not rest:
        raise GrammarError(Wrong.NO_DATE)
    return Pause(number, parts.read_date(rest))
