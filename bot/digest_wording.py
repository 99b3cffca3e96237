"""What is said of a digest's line that isn't in the grammar: what to write instead, with an example between the last quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.digest_parts import GrammarError, Wrong

LONGEST = 60
"""Characters of a person's own words that are repeated to them."""

WRONG = {
    Wrong.REQUEST: "I do not know “{detail}”. Begin with every, list, new, preview, pause, resume, delete or help, for example “every weekday at 09:00 actions”.",
    Wrong.UNEXPECTED: "I did not expect “{detail}”. Leave it out, or see how it is written with “help”.",
    Wrong.NO_DAYS: "Write the days after “every”, for example “every Monday and Thursday at 09:00 actions”.",
    Wrong.DAYS: "I cannot post every “{detail}”. Write day, weekday, month (its first working day), fortnight and a weekday, or names of weekdays, for example “every Monday, Wednesday and Friday at 09:00 actions”.",
    Wrong.FORTNIGHT: "Write one weekday after “fortnight”, for example “every fortnight Monday at 09:00 actions”.",
    Wrong.NO_TIME: "Write “at” and a time after the days, for example “every weekday at 09:00 actions”.",
    Wrong.TIME: "“{detail}” is not a time of day. Write one from 00:00 to 23:59, or such as 9am, for example “every weekday at 17:15 actions”.",
    Wrong.UNCLEAR_TIME: "“{detail}” can be read in two ways. Write 00:00 for the start of the day or 12:00 for its middle, for example “every weekday at 12:00 actions”.",
    Wrong.ZONE: "I do not know the time zone “{detail}”. Write “UK time” or a place in full, or leave it out for your own zone, for example “every weekday at 09:00 Europe/Paris actions”.",
    Wrong.UNCLEAR_ZONE: "“{detail}” does not say where, and clocks change by place. Write “UK time”, UTC or a place, for example “every weekday at 09:00 Europe/London actions”.",
    Wrong.NO_CONTENT: "Write what to post after the time: actions, outcomes, or topic and its name, for example “every weekday at 09:00 outcomes”.",
    Wrong.CONTENT: "I cannot post “{detail}”. Write actions, outcomes, or topic and its name, for example “every weekday at 09:00 topic rural payments”.",
    Wrong.NO_TOPIC: "Write the topic’s name after “topic”, for example “every weekday at 09:00 topic rural payments”.",
    Wrong.TOPIC: "There is no topic called “{detail}”.{near} Write a topic’s name, for example “every weekday at 09:00 topic rural payments”.",
    Wrong.HOLIDAYS: "Write whose bank holidays to skip: England (Wales has the same), Scotland or Northern Ireland, for example “every weekday at 09:00 actions skipping England holidays”.",
    Wrong.NO_ID: "Write which digest. “list” shows their numbers, for example “preview d3”.",
    Wrong.ID: "“{detail}” is not a digest’s number. “list” shows them, for example “preview d3”.",
    Wrong.NO_DATE: "Write the day after “until”, for example “pause d3 until 31 January 2027”.",
    Wrong.DATE: "“{detail}” is not a date that I can read. Write the day, the month’s name and the year, for example “pause d3 until 31 January 2027”.",
}


def wrong(error: GrammarError, near: Callable[[str], Sequence[str]]) -> str:
    """What is wrong with a line, and what to write instead; `near` gives names of topics like one that isn't there."""
    names = near(error.detail) if error.code is Wrong.TOPIC else ()
    detail = error.detail if len(error.detail) <= LONGEST else error.detail[: LONGEST - 1].rstrip() + "…"
    return WRONG[error.code].format(detail=detail, near=f" Near it: {', '.join(names)}." if names else "")
