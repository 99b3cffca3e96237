"""Lines that make and keep digests: what is read, what is refused and with which sentence, and what is written out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import digest_parts as parts
from bot import wording
from bot.digest_grammar import parse, parse_content, render, render_content
from bot.digest_parts import GrammarError, Wrong
from bot.digest_request import Content, Delete, Form, Help, List, New, Pause, Preview, Request, Resume, Series
from bot.recurrence import Days, Division, Every
from knowledge import KnowledgeBase

OWN = "Asia/Kolkata"
NINE = time(9)
ACTIONS, OUTCOMES = Content(Series.ACTIONS), Content(Series.OUTCOMES)
PAYMENTS = Content(Series.TOPIC, "Rural payments")
NAMES = {"rural payments": "Rural payments", "sps": "Rural payments", "repeat visits": "Repeat visits"}
DAY, WEEKDAY, MONTH = (Days(every) for every in (Every.DAY, Every.WEEKDAY, Every.MONTH))


def topic_named(name: str) -> str | None:
    """The topics of these tests, in any case."""
    return NAMES.get(name.lower())


def named(*weekdays: int) -> Days:
    """Weekdays by their numbers."""
    return Days(Every.NAMED, weekdays)


def read(line: str) -> Request:
    """A line read for somebody in Kolkata."""
    return parse(line, OWN, topic_named)


def refusal(reading: Callable[[], object]) -> tuple[Wrong, str]:
    """Why something is refused, and with what words."""
    with pytest.raises(GrammarError) as refused:
        reading()
    return refused.value.code, refused.value.detail


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("every day at 9 actions", New(DAY, NINE, OWN, ACTIONS)),
        ("every weekday at 9am outcomes", New(WEEKDAY, NINE, OWN, OUTCOMES)),
        ("Every Weekday At 09:00 Actions", New(WEEKDAY, NINE, OWN, ACTIONS)),
        ("  every   month\tat 9 am\nactions  ", New(MONTH, NINE, OWN, ACTIONS)),
        ("every fortnight Monday at 9.30 actions.", New(Days(Every.FORTNIGHT, (0,)), time(9, 30), OWN, ACTIONS)),
        ("every FORTNIGHT thurs at 17:15 outcomes", New(Days(Every.FORTNIGHT, (3,)), time(17, 15), OWN, OUTCOMES)),
        ("every Mondays at 9 actions", New(named(0), NINE, OWN, ACTIONS)),
        ("every mon, wed and friday at 9 Europe/London topic SPS", New(named(0, 2, 4), NINE, "Europe/London", PAYMENTS)),
        ("every fri and mon and fri at 9 actions", New(named(0, 4), NINE, OWN, ACTIONS)),
        ("every tues,weds , thu, and sun at 9 actions", New(named(1, 2, 3, 6), NINE, OWN, ACTIONS)),
        ("every day at 12:15 am UK time actions", New(DAY, time(0, 15), "Europe/London", ACTIONS)),
        ("every day at 12.15 p.m. uk Time actions", New(DAY, time(12, 15), "Europe/London", ACTIONS)),
        ("every day at 11pm america/new_york actions", New(DAY, time(23), "America/New_York", ACTIONS)),
        ("every day at 0 utc actions", New(DAY, time(0), "UTC", ACTIONS)),
        ("every day at noon Etc/GMT+1 actions", New(DAY, time(12), "Etc/GMT+1", ACTIONS)),
        ("every day at midday gb actions", New(DAY, time(12), "GB", ACTIONS)),
        ("every day at 9 topic rural  payments", New(DAY, NINE, OWN, PAYMENTS)),
        ("every day at 9 topic “Rural payments” repeat", New(DAY, NINE, OWN, PAYMENTS, None, True)),
        ("“every day at 9 topic ‘sps’.”", New(DAY, NINE, OWN, PAYMENTS)),
        ("every day at 9 topic repeat visits repeat", New(DAY, NINE, OWN, Content(Series.TOPIC, "Repeat visits"), None, True)),
        ("every day at 9 actions repeat", New(DAY, NINE, OWN, ACTIONS, None, True)),
        ("every day at 9 actions skipping England holidays", New(DAY, NINE, OWN, ACTIONS, Division.ENGLAND)),
        ("every month at 9 outcomes skipping scotland holidays repeat", New(MONTH, NINE, OWN, OUTCOMES, Division.SCOTLAND, True)),
        (
            "every day at 9 topic sps repeat skipping Northern  Ireland holidays",
            New(DAY, NINE, OWN, PAYMENTS, Division.NORTHERN_IRELAND, True),
        ),
        ("list", List()),
        ("NEW", Form()),
        ("help.", Help()),
        ("", Help()),
        (" . ", Help()),
        ("preview d3", Preview(3)),
        ("resume D12", Resume(12)),
        ("Delete d999999999", Delete(999_999_999)),
        ("pause d3", Pause(3)),
        ("pause d3 until 2027-01-31", Pause(3, date(2027, 1, 31))),
        ("pause d3 UNTIL 29 february 2028.", Pause(3, date(2028, 2, 29))),
    ],
)
def test_a_line_in_the_grammar_is_read(line: str, asked: Request) -> None:
    assert read(line) == asked
    assert read(render(asked)) == asked


@pytest.mark.parametrize(
    ("line", "code", "detail"),
    [
        ("weekly actions", Wrong.REQUEST, "weekly actions"),
        ("everyday at 9 actions", Wrong.REQUEST, "everyday at 9 actions"),
        ("list all", Wrong.UNEXPECTED, "all"),
        ("delete d3 now", Wrong.UNEXPECTED, "now"),
        ("pause d3 for a week", Wrong.UNEXPECTED, "for a week"),
        ("every day at 9 actions weekly", Wrong.UNEXPECTED, "weekly"),
        ("every day at 9 actions topic sps", Wrong.UNEXPECTED, "topic sps"),
        ("every", Wrong.NO_DAYS, ""),
        ("every at 9 actions", Wrong.NO_DAYS, ""),
        ("every topic", Wrong.NO_DAYS, ""),
        ("every 31st", Wrong.DAYS, "31st"),
        ("every 31st at 9 actions", Wrong.DAYS, "31st"),
        ("every 2 weeks at 9 actions", Wrong.DAYS, "2 weeks"),
        ("every munday at 9 actions", Wrong.DAYS, "munday"),
        ("every mon wed at 9 actions", Wrong.DAYS, "mon wed"),
        ("every mon, at 9 actions", Wrong.DAYS, "mon,"),
        ("every Monday and day at 9 actions", Wrong.DAYS, "Monday and day"),
        ("every named at 9 actions", Wrong.DAYS, "named"),
        ("every fortnight at 9 actions", Wrong.FORTNIGHT, "fortnight"),
        ("every fortnight mon and tue at 9 actions", Wrong.FORTNIGHT, "fortnight mon and tue"),
        ("every monday", Wrong.NO_TIME, ""),
        ("every monday at", Wrong.NO_TIME, ""),
        ("every monday 9 actions", Wrong.NO_TIME, ""),
        ("every monday actions at 9", Wrong.NO_TIME, ""),
        ("every monday at topic sps", Wrong.NO_TIME, ""),
        ("every day at 25:00 actions", Wrong.TIME, "25:00"),
        ("every day at 24:00 actions", Wrong.TIME, "24:00"),
        ("every day at 9:75 actions", Wrong.TIME, "9:75"),
        ("every day at 9:5 actions", Wrong.TIME, "9:5"),
        ("every day at 0900 actions", Wrong.TIME, "0900"),
        ("every day at 9 30 actions", Wrong.TIME, "9 30"),
        ("every day at 13 pm actions", Wrong.TIME, "13 pm"),
        ("every day at 0am actions", Wrong.TIME, "0am"),
        ("every day at ９ actions", Wrong.TIME, "９"),
        ("every day at half past 9 actions", Wrong.TIME, "half past 9"),
        ("every day at Europe/London actions", Wrong.TIME, "Europe/London"),
        ("every day at midnight actions", Wrong.UNCLEAR_TIME, "midnight"),
        ("every day at 12 pm actions", Wrong.UNCLEAR_TIME, "12 pm"),
        ("every day at 12.00am actions", Wrong.UNCLEAR_TIME, "12.00am"),
        ("every day at 9 Europe/Londn actions", Wrong.ZONE, "Europe/Londn"),
        ("every day at 9 Europe/Londn", Wrong.ZONE, "Europe/Londn"),
        ("every day at 9 London actions", Wrong.ZONE, "London"),
        ("every day at 9 Factory actions", Wrong.ZONE, "Factory"),
        ("every day at 9 in the morning actions", Wrong.ZONE, "in the morning"),
        ("every day at 9 BST actions", Wrong.UNCLEAR_ZONE, "BST"),
        ("every day at 9 BST", Wrong.UNCLEAR_ZONE, "BST"),
        ("every day at 9 GMT+1 actions", Wrong.UNCLEAR_ZONE, "GMT+1"),
        ("every day at 9 utc +05:30 actions", Wrong.UNCLEAR_ZONE, "utc +05:30"),
        ("every day at 9 -5 actions", Wrong.UNCLEAR_ZONE, "-5"),
        ("every day at 9 CET actions", Wrong.UNCLEAR_ZONE, "CET"),
        ("every day at 9 EST5EDT actions", Wrong.UNCLEAR_ZONE, "EST5EDT"),
        ("every day at 9 GMT actions", Wrong.UNCLEAR_ZONE, "GMT"),
        ("every day at 9", Wrong.NO_CONTENT, ""),
        ("every day at 9 uk time", Wrong.NO_CONTENT, ""),
        ("every day at 9 utc repeat", Wrong.NO_CONTENT, ""),
        ("every day at 9 skipping England holidays", Wrong.NO_CONTENT, ""),
        ("every day at 9 progress", Wrong.CONTENT, "progress"),
        ("every day at 9 utc action", Wrong.CONTENT, "action"),
        ("every day at 9 utc topical at times", Wrong.CONTENT, "topical at times"),
        ("every day at 9 topic", Wrong.NO_TOPIC, ""),
        ("every day at 9 topic “” repeat", Wrong.NO_TOPIC, ""),
        ("every day at 9 topic Farm money", Wrong.TOPIC, "Farm money"),
        ("every day at 9 actions skipping holidays", Wrong.HOLIDAYS, "holidays"),
        ("every day at 9 actions skipping", Wrong.HOLIDAYS, ""),
        ("every day at 9 actions skipping England", Wrong.HOLIDAYS, "England"),
        ("every day at 9 topic sps skipping Wales holidays repeat", Wrong.HOLIDAYS, "Wales"),
        ("preview", Wrong.NO_ID, ""),
        ("pause", Wrong.NO_ID, ""),
        ("preview 3", Wrong.ID, "3"),
        ("resume d0", Wrong.ID, "d0"),
        ("resume d03", Wrong.ID, "d03"),
        ("resume d1234567890", Wrong.ID, "d1234567890"),
        ("delete all of them", Wrong.ID, "all of them"),
        ("pause until 2027-01-31", Wrong.ID, "until 2027-01-31"),
        ("pause d3 until", Wrong.NO_DATE, ""),
        ("pause d3 until tomorrow", Wrong.DATE, "tomorrow"),
        ("pause d3 until 31 February 2027", Wrong.DATE, "31 February 2027"),
        ("pause d3 until 31 Januar 2027", Wrong.DATE, "31 Januar 2027"),
        ("pause d3 until 31/01/2027", Wrong.DATE, "31/01/2027"),
        ("pause d3 until 2027-13-01", Wrong.DATE, "2027-13-01"),
        ("pause d3 until 1 May 0000", Wrong.DATE, "1 May 0000"),
    ],
)
def test_a_line_outside_the_grammar_is_refused_for_its_fault(line: str, code: Wrong, detail: str) -> None:
    assert refusal(lambda: read(line)) == (code, detail)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (New(WEEKDAY, NINE, "Europe/London", ACTIONS), "every weekday at 09:00 Europe/London actions"),
        (
            New(named(0, 2, 4), time(17, 15), "UTC", PAYMENTS, None, True),
            "every Monday, Wednesday and Friday at 17:15 UTC topic Rural payments repeat",
        ),
        (
            New(Days(Every.FORTNIGHT, (1,)), NINE, OWN, OUTCOMES, Division.NORTHERN_IRELAND, True),
            "every fortnight Tuesday at 09:00 Asia/Kolkata outcomes skipping Northern Ireland holidays repeat",
        ),
        (Pause(3, date(2027, 1, 31)), "pause d3 until 31 January 2027"),
        (Resume(3), "resume d3"),
        (Form(), "new"),
        (List(), "list"),
    ],
)
def test_a_request_is_written_out_in_full(asked: Request, line: str) -> None:
    assert render(asked) == line


WEEKDAYS = st.integers(0, 6)
DAYS = st.one_of(
    st.sampled_from([DAY, WEEKDAY, MONTH]),
    WEEKDAYS.map(lambda weekday: Days(Every.FORTNIGHT, (weekday,))),
    st.sets(WEEKDAYS, min_size=1).map(lambda weekdays: named(*sorted(weekdays))),
)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
CONTENTS = st.sampled_from([ACTIONS, OUTCOMES, PAYMENTS])
ZONES = st.sampled_from(sorted(parts.zones().values()))
NEW = st.builds(New, DAYS, TIMES, ZONES, CONTENTS, st.sampled_from([None, *Division]), st.booleans())
NUMBERS = st.integers(1, 999_999_999)
KEPT = st.one_of(
    *(st.builds(kept, NUMBERS) for kept in (Preview, Resume, Delete)), st.builds(Pause, NUMBERS, st.none() | st.dates())
)
REQUESTS = st.one_of(NEW, KEPT, st.sampled_from([List(), Form(), Help()]))


@given(REQUESTS, st.sampled_from([str.lower, str.upper, str]))
def test_a_request_written_out_is_read_as_the_same_in_any_case(asked: Request, cased: Callable[[str], str]) -> None:
    assert read(cased(render(asked))) == asked


WORDS = """every day weekday month fortnight named Mondays mon, and at 9 9am am 09:00 25:00 12pm noon midnight Europe/London UK time BST GMT +1
actions outcomes topic sps rural payments skipping England Wales northern ireland holidays repeat list new help preview resume
delete pause d3 d0 until 2027-01-31 31 February 2027 . , “ ” ’ ſkipping İ ٣""".split()


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@example("d" * 5000 + "9" * 5000)
@example("pause d" + "9" * 5000)
@example("every day at " + "9" * 5000 + " actions")
@example("every day at 9 actions " + "repeat skipping " * 5000)
@example("\x00\ud800")
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        said = render(read(text))
    except GrammarError as error:
        said = wording.wrong_line(error.code, error.detail, lambda _: [])
    assert said == said.strip() != ""


@pytest.mark.parametrize(
    ("text", "content"),
    [("Actions.", ACTIONS), ("“topic ‘sps’”", PAYMENTS), ("outcomes", OUTCOMES), (" topic  rural payments", PAYMENTS)],
)
def test_a_content_alone_is_read(text: str, content: Content) -> None:
    assert parse_content(text, topic_named) == content
    assert parse_content(render_content(content), topic_named) == content


@pytest.mark.parametrize(
    ("text", "code"),
    [("", Wrong.NO_CONTENT), ("news", Wrong.CONTENT), ("actions repeat", Wrong.UNEXPECTED), ("topic", Wrong.NO_TOPIC)],
)
def test_a_content_alone_is_refused_for_its_fault(text: str, code: Wrong) -> None:
    assert refusal(lambda: parse_content(text, topic_named))[0] is code


def test_every_name_of_a_topic_of_the_report_reaches_it_whole(base: KnowledgeBase) -> None:
    for topic in base.topics.by_id.values():
        for name in (topic.label, *topic.report, *topic.staff):
            asked = parse(f"every day at 9 topic {name} repeat", OWN, lambda typed: typed)
            assert asked == New(
                DAY, NINE, OWN, Content(Series.TOPIC, name.replace("‘", "'").replace("’", "'").strip("'")), None, True
            )


def test_the_label_of_a_topic_of_the_report_names_it_when_read_again(base: KnowledgeBase) -> None:
    labels = [topic.label for topic in base.topics.by_id.values()]
    found = [base.topics.named(parse_content(f"topic {label}", lambda typed: typed).topic) for label in labels]
    assert [topic and topic.label for topic in found] == labels


def test_every_fault_has_a_sentence_whose_example_is_in_the_grammar() -> None:
    assert list(wording.WRONG_LINE) == list(Wrong)
    for code in Wrong:
        sentence = wording.wrong_line(code, "it", lambda _: [])
        example = sentence.rpartition("“")[2].partition("”")[0]
        assert isinstance(read(example), New | Preview | Pause | Help), sentence


def test_an_unknown_topic_is_answered_with_names_near_it() -> None:
    sentence = wording.wrong_line(Wrong.TOPIC, "rural paymints", lambda name: [name.replace("i", "e"), "Waste"])
    assert sentence.startswith("There is no topic called “rural paymints”. The nearest: rural payments, Waste. Write")


def test_long_words_are_not_repeated_whole() -> None:
    sentence = wording.wrong_line(Wrong.ZONE, "{near}" * 100, lambda _: [])
    assert len(sentence) < 250
    assert "{near}{near…”" in sentence
