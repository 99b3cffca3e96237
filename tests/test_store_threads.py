"""What threads lean on, and what went unanswered, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import knowledge
from bot.store import Database, Post, Silences, Threads
from bot.store.silences import KEPT as SILENCES_KEPT
from bot.store.tables import silences as silences_table
from bot.store.tables import threads as threads_table
from bot.store.threads import KEPT, RECENT
from knowledge import Frame, Intent, Kind, KnowledgeBase
from tests.clock import Clock

MENTION = Post("T:C:1.1", "T", "C", "1.1", "1.0", "U1", False, True, "what?")
AT_TOP = MENTION._replace(ts="2.0", thread="2.0")
DIRECT = Post("T:D:1.0", "T", "D", "1.0", "1.0", "U1", True, True, "what?")
LATER = DIRECT._replace(ts="5.0", thread="5.0")
PAYMENTS = Frame(
    frozenset({5}), frozenset({7}), frozenset({2014}), frozenset({Kind.PLAN}), frozenset({"x"}), ("pay",), ("farm",), Intent.LIST
)
NUMBERS, WORDS = st.frozensets(st.integers(1, 3000), max_size=4), st.lists(st.text(max_size=9), max_size=4).map(tuple)
FRAMES = st.builds(
    Frame,
    actions=NUMBERS,
    without=NUMBERS,
    years=NUMBERS,
    kinds=st.frozensets(st.sampled_from(Kind)),
    topics=st.frozensets(st.text(max_size=9), max_size=4),
    terms=WORDS,
    earlier=WORDS,
    intent=st.sampled_from(Intent),
)


@pytest.fixture
def threads(database: Database, clock: Clock) -> Threads:
    """The threads of one process."""
    return Threads(database, clock)


def rows(database: Database) -> list[dict[str, Any]]:
    """All silences that were noted."""
    with database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(silences_table).order_by(silences_table.c.id))]


def test_a_thread_leans_on_its_last_question(threads: Threads) -> None:
    threads.keep(MENTION, Frame())
    threads.keep(MENTION._replace(ts="1.2", person="U2"), PAYMENTS)
    assert threads.before(MENTION._replace(ts="1.3")) == PAYMENTS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(FRAMES)
def test_any_frame_comes_back_as_it_was(threads: Threads, frame: Frame) -> None:
    threads.keep(MENTION, frame)
    assert threads.before(MENTION) == frame


@pytest.mark.parametrize("change", [{"team": "T2"}, {"channel": "C2"}, {"thread": "9.0"}])
def test_no_thread_leans_on_another(threads: Threads, change: dict[str, Any]) -> None:
    threads.keep(MENTION, PAYMENTS)
    assert threads.before(MENTION._replace(**change)) is None


def test_a_mention_at_the_top_of_a_channel_leans_on_nothing(threads: Threads) -> None:
    threads.keep(AT_TOP, PAYMENTS)
    assert threads.before(AT_TOP) is None


def test_a_direct_message_leans_on_the_last_question_of_half_an_hour(threads: Threads, clock: Clock) -> None:
    threads.keep(DIRECT._replace(ts="2.0", thread="2.0"), Frame())
    clock.now += 1
    threads.keep(DIRECT, PAYMENTS)
    clock.now += RECENT - 1
    assert threads.before(LATER) == PAYMENTS
    clock.now += 1
    assert threads.before(LATER) is None
    assert threads.before(DIRECT._replace(ts="1.5")) == PAYMENTS


def test_nobodys_direct_message_leans_on_that_of_another(threads: Threads) -> None:
    threads.keep(DIRECT, PAYMENTS)
    assert threads.before(LATER._replace(channel="D2")) is None


def test_a_thread_is_forgotten_thirty_days_after_its_last_question(threads: Threads, database: Database, clock: Clock) -> None:
    threads.keep(MENTION, PAYMENTS)
    clock.now += KEPT - 1
    threads.sweep()
    assert threads.before(MENTION) == PAYMENTS
    clock.now += 2
    assert threads.before(MENTION) is None
    threads.sweep()
    with database.reading() as connection:
        assert connection.execute(select(threads_table)).all() == []


def test_a_question_keeps_its_thread_for_another_thirty_days(threads: Threads, clock: Clock) -> None:
    threads.keep(MENTION, Frame())
    clock.now += KEPT - 1
    threads.keep(MENTION, PAYMENTS)
    clock.now += KEPT - 1
    threads.sweep()
    assert threads.before(MENTION) == PAYMENTS


KEPT_FRAME = {"actions": [5], "without": [], "years": [], "kinds": [], "topics": [], "terms": [], "earlier": [], "intent": "find"}


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "no JSON",
        "[]",
        "null",
        "{}",
        json.dumps({**KEPT_FRAME, "intent": "sing"}),
        json.dumps({**KEPT_FRAME, "kinds": ["rumour"]}),
        json.dumps({**KEPT_FRAME, "years": 2014}),
        json.dumps({**KEPT_FRAME, "topics": [["x"]]}),
    ],
)
def test_a_frame_of_another_version_is_passed_over(threads: Threads, database: Database, frame: str) -> None:
    threads.keep(MENTION, PAYMENTS)
    with database.writing() as connection:
        connection.execute(threads_table.update().values(frame=frame))
    assert threads.before(MENTION) is None


def test_what_another_version_adds_to_a_frame_is_passed_over(threads: Threads, database: Database) -> None:
    threads.keep(MENTION, PAYMENTS)
    with database.writing() as connection:
        connection.execute(threads_table.update().values(frame=json.dumps({**KEPT_FRAME, "mood": "glad"})))
    assert threads.before(MENTION) == Frame(frozenset({5}))


def test_the_text_of_a_question_is_in_no_thread(threads: Threads, database: Database, base: KnowledgeBase) -> None:
    threads.keep(MENTION, knowledge.ask(base, "my xylophone and the farm money of Hilda Barrow").question.frame)
    with database.reading() as connection:
        [row] = connection.execute(select(threads_table)).all()
    assert not any(word in str(row).lower() for word in ("xylophone", "hilda", "barrow"))


# Silences.


@pytest.mark.parametrize("keep", [True, False])
def test_a_silence_is_noted_with_its_question_only_where_questions_are_kept(
    database: Database, clock: Clock, base: KnowledgeBase, keep: bool
) -> None:
    asked = "how much did rural payments cost?"
    Silences(database, clock, keep).note(MENTION._replace(text=asked), knowledge.ask(base, asked))
    [row] = rows(database)
    assert row.pop("topic") in base.topics.by_id
    assert row.pop("id")
    assert row == {
        "team": "T",
        "person": "U1",
        "at": clock.now,
        "outcome": "not_in_report",
        "reason": "number",
        "question": asked if keep else None,
    }


def test_a_question_that_was_not_understood_is_a_silence_without_reason_and_topic(
    database: Database, clock: Clock, base: KnowledgeBase
) -> None:
    Silences(database, clock, keep_questions=False).note(MENTION, knowledge.ask(base, "."))
    assert [(row["outcome"], row["reason"], row["topic"]) for row in rows(database)] == [("not_understood", None, None)]


@pytest.mark.parametrize("asked", ["action 8 in 2014", "thanks", "help", "who is Julie Pearce?"])
def test_an_answer_is_no_silence(database: Database, clock: Clock, base: KnowledgeBase, asked: str) -> None:
    Silences(database, clock, keep_questions=True).note(MENTION, knowledge.ask(base, asked))
    assert rows(database) == []


def test_silences_are_forgotten_after_half_a_year(database: Database, clock: Clock, base: KnowledgeBase) -> None:
    silences, answer = Silences(database, clock, keep_questions=False), knowledge.ask(base, ".")
    silences.note(MENTION, answer)
    clock.now += SILENCES_KEPT
    silences.note(DIRECT, answer)
    silences.sweep()
    assert len(rows(database)) == 2
    clock.now += 1
    silences.sweep()
    assert len(rows(database)) == 1
