"""Digests and their deliveries as they are kept, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from bot.digest_request import Content, Series
from bot.recurrence import Days, Division, Every, Schedule
from bot.store import Database, Deliveries, Due, Fate, State, Subscription, Subscriptions, Times, open_database
from bot.store.subscriptions import MOST, read_schedule, write_schedule
from bot.store.tables import deliveries, lanes, subscriptions
from tests.postgres import Postgres

TEAM, CHANNEL, MAKER = "T1", "C1", "U1"
DAILY = Schedule(Days(Every.DAY), time(9), "Europe/London", None, date(2026, 11, 1))
ACTIONS = Content(Series.ACTIONS)
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp()
HOUR, DAY = 3600.0, 24 * 3600.0


@dataclass
class Now:
    """A clock that stands until it is moved."""

    at: float = NINE - HOUR

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def now() -> Now:
    """Eight o'clock on a day in November."""
    return Now()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/state.db"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.new_database()
    found = open_database(url)
    found.migrate()
    yield found
    found.close()


@pytest.fixture
def kept(database: Database, now: Now) -> Subscriptions:
    """The digests."""
    return Subscriptions(database, now)


@pytest.fixture
def due(database: Database, now: Now) -> Deliveries:
    """The deliveries."""
    return Deliveries(database, now)


def made(kept: Subscriptions, channel: str = CHANNEL, schedule: Schedule = DAILY, repeat: bool = False) -> Subscription:
    """A digest of the actions."""
    found = kept.add(TEAM, channel, MAKER, schedule, ACTIONS, repeat)
    assert found
    return found


def claimed(due: Deliveries, most: int = 10) -> list[Due]:
    """What can be claimed once it is planned."""
    due.plan()
    return due.claim(most)


def rows(database: Database) -> list[Any]:
    """All deliveries."""
    with database.reading() as connection:
        return list(connection.execute(select(deliveries).order_by(deliveries.c.due)).all())


def fates(kept: Subscriptions, digest: Subscription) -> list[tuple[Fate, str]]:
    """A digest's history, the latest first."""
    return [(line.fate, line.why) for line in kept.history(TEAM, digest.id)]


def again(kept: Subscriptions, digest: Subscription) -> Subscription:
    """A digest as it stands now."""
    found = kept.get(TEAM, digest.id)
    assert found
    return found


def test_a_digest_is_kept_as_it_was_made(kept: Subscriptions, now: Now) -> None:
    schedule = Schedule(Days(Every.FORTNIGHT, (1,)), time(17, 15), "Asia/Kolkata", Division.SCOTLAND, date(2026, 11, 3))
    found = kept.add(TEAM, CHANNEL, MAKER, schedule, Content(Series.TOPIC, "Rural payments"), repeat=True)
    assert found
    assert found == kept.get(TEAM, found.id)
    assert (found.name, found.schedule, found.content.topic, found.repeat) == ("d1", schedule, "Rural payments", True)
    assert (found.turn, found.state, found.paused_until, found.why, found.made) == (0, State.ACTIVE, None, "", now())


def test_a_digest_is_due_next_at_its_local_time(kept: Subscriptions) -> None:
    assert made(kept).next_due == NINE


def test_a_digest_is_found_only_from_its_own_team(kept: Subscriptions) -> None:
    digest = made(kept)
    assert kept.in_channel(TEAM, CHANNEL) == kept.made_by(TEAM, MAKER) == [digest]
    assert kept.get("T2", digest.id) is None
    assert kept.in_channel("T2", CHANNEL) == kept.made_by("T2", MAKER) == []
    assert kept.history("T2", digest.id) == []
    assert kept.pause("T2", digest.id) is kept.resume("T2", digest.id) is kept.delete("T2", digest.id) is None
    assert kept.hand_over("T2", digest.id, "U2") is None
    assert kept.get(TEAM, digest.id) == digest


def test_a_channel_has_at_most_ten_digests(kept: Subscriptions) -> None:
    first, *_ = [made(kept) for _ in range(MOST)]
    assert kept.add(TEAM, CHANNEL, MAKER, DAILY, ACTIONS) is None
    assert made(kept, "C2")
    assert kept.delete(TEAM, first.id) == first
    assert made(kept)


def test_a_channel_has_at_most_ten_digests_however_many_are_made_at_once(kept: Subscriptions) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: kept.add(TEAM, CHANNEL, MAKER, DAILY, ACTIONS), range(24)))
    assert sum(one is not None for one in found) == MOST == len(kept.in_channel(TEAM, CHANNEL))


def test_the_number_of_a_deleted_digest_is_never_given_to_another(kept: Subscriptions) -> None:
    digest = made(kept)
    kept.delete(TEAM, digest.id)
    assert made(kept).id > digest.id


def test_a_paused_digest_posts_nothing_until_it_is_resumed(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept)
    paused = kept.pause(TEAM, digest.id)
    assert paused
    assert (paused.state, paused.next_due, kept.pause(TEAM, digest.id)) == (State.PAUSED, None, None)
    now.at = NINE + DAY
    assert claimed(due) == []
    resumed = kept.resume(TEAM, digest.id)
    assert resumed
    assert (resumed.state, resumed.next_due, kept.resume(TEAM, digest.id)) == (State.ACTIVE, NINE + 2 * DAY, None)
    assert kept.history(TEAM, digest.id) == []


def test_a_digest_paused_until_a_day_goes_on_that_day(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept, schedule=Schedule(Days(Every.DAY), time(0), "Europe/London", None, date(2026, 11, 1)))
    kept.pause(TEAM, digest.id)
    paused = kept.pause(TEAM, digest.id, date(2026, 12, 24))
    assert paused
    assert (paused.state, paused.paused_until) == (State.PAUSED, date(2026, 12, 24))
    now.at = datetime(2026, 12, 23, 23, 59, tzinfo=UTC).timestamp()
    assert claimed(due) == []
    now.at += 61.0
    assert [one.due for one in claimed(due)] == [datetime(2026, 12, 24, tzinfo=UTC).timestamp()]
    assert (again(kept, digest).state, again(kept, digest).paused_until) == (State.ACTIVE, None)


def test_what_is_due_and_not_begun_is_skipped_by_a_pause(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept)
    now.at = NINE
    (one,) = claimed(due)
    kept.pause(TEAM, digest.id)
    assert not due.begin(one)
    assert fates(kept, digest) == [(Fate.SKIPPED, "paused")]


def test_a_deleted_digest_is_forgotten_with_its_history(
    kept: Subscriptions, due: Deliveries, now: Now, database: Database
) -> None:
    digest = made(kept)
    now.at = NINE
    (one,) = claimed(due)
    assert kept.delete(TEAM, digest.id)
    assert kept.delete(TEAM, digest.id) is None
    assert not due.begin(one)
    assert not due.posted(one, "1.1", 16)
    assert rows(database) == []


def test_a_digest_passes_to_another_maker(kept: Subscriptions) -> None:
    digest = made(kept)
    assert kept.hand_over(TEAM, digest.id, "U2") == digest._replace(maker="U2") == kept.get(TEAM, digest.id)


def test_what_is_due_is_planned_once(kept: Subscriptions, due: Deliveries, now: Now, database: Database) -> None:
    digest = made(kept)
    assert due.plan() == 0
    now.at = NINE
    assert (due.plan(), due.plan()) == (1, 0)
    with database.writing() as connection:  # as if it had not been noted that it was planned
        connection.execute(update(subscriptions).values(next_due=NINE))
    assert due.plan() == 1
    assert [(row.subscription, row.due) for row in rows(database)] == [(digest.id, NINE)]


def test_what_is_due_is_planned_once_by_many_at_once(kept: Subscriptions, due: Deliveries, now: Now, database: Database) -> None:
    for n in range(40):
        made(kept, f"C{n}")
    now.at = NINE
    start = threading.Barrier(8)

    def plan_and_claim(_: int) -> list[Due]:
        start.wait()
        due.plan()
        return due.claim(40)

    with ThreadPoolExecutor(8) as pool:
        found = [one.id for some in pool.map(plan_and_claim, range(8)) for one in some]
    found += [one.id for one in claimed(due, 40)]
    assert len(rows(database)) == 40
    assert sorted(found) == sorted(row.id for row in rows(database))


def test_late_by_six_hours_is_posted_and_later_is_skipped_and_named_in_the_next(
    kept: Subscriptions, due: Deliveries, now: Now
) -> None:
    digest = made(kept)
    now.at = NINE + 2 * DAY + 6 * HOUR
    (one,) = claimed(due)
    assert (one.due, one.skipped) == (NINE + 2 * DAY, (NINE, NINE + DAY))
    assert fates(kept, digest) == [(Fate.PENDING, ""), (Fate.SKIPPED, "late"), (Fate.SKIPPED, "late")]
    assert due.begin(one)
    assert due.posted(one, "1.1", 16)
    now.at = NINE + 3 * DAY
    assert [later.skipped for later in claimed(due)] == [()]


def test_a_turn_moves_on_only_when_it_was_posted(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest, turns = made(kept), []
    for day, settle in enumerate((due.skip, due.doubt, None, due.skip)):
        now.at = NINE + day * DAY
        (one,) = claimed(due)
        turns.append(one.turn)
        assert due.posted(one, "1.1", 16) if settle is None else settle(one, "why")
    assert (turns, again(kept, digest).turn) == ([0, 0, 0, 1], 1)


def test_after_its_last_turn_a_digest_ends_and_its_maker_is_told_once(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept)
    now.at = NINE
    (one,) = claimed(due)
    assert due.posted(one, "1.1", turns=1)
    assert (again(kept, digest).state, again(kept, digest).next_due) == (State.ENDED, None)
    assert [(word.tell, word.subscription.maker, word.key) for word in due.words(9)] == [("ended", MAKER, one.key)]
    assert due.words(9) == []
    assert kept.pause(TEAM, digest.id, date(2027, 1, 1)) is kept.resume(TEAM, digest.id) is None


def test_with_repeat_a_digest_begins_again(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept, repeat=True)
    now.at = NINE
    (one,) = claimed(due)
    assert due.posted(one, "1.1", turns=1)
    assert (again(kept, digest).state, again(kept, digest).turn, due.words(9)) == (State.ACTIVE, 0, [])


def test_ended_digests_do_not_count_towards_ten(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    for _ in range(MOST):
        made(kept)
    now.at = NINE
    (one,) = claimed(due)
    due.posted(one, "1.1", turns=1)
    assert made(kept)


def test_one_post_at_a_time_in_a_channel_and_a_second_between_two(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    first, second, elsewhere = made(kept), made(kept), made(kept, "C2")
    now.at = NINE
    found = claimed(due)
    assert [one.subscription.id for one in found] == [first.id, elsewhere.id]
    assert due.claim(9) == []
    assert due.posted(found[0], "1.1", 16)
    now.at += 1.0
    assert due.claim(9) == []
    now.at += 0.1
    assert [one.subscription.id for one in due.claim(9)] == [second.id]


def test_where_slack_says_to_wait_the_channel_waits_and_no_other(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    first, _, elsewhere = made(kept), made(kept), made(kept, "C2")
    now.at = NINE
    here, there = claimed(due)
    assert due.begin(here)
    due.put_off(here, 30.0)
    due.posted(there, "1.1", 16)
    now.at += 29.0
    assert due.claim(9) == []
    now.at += 1.0
    assert [(one.subscription.id, one.may_stand) for one in due.claim(9)] == [(first.id, False)]
    assert again(kept, elsewhere).turn == 1


def test_what_was_begun_is_taken_over_when_its_lease_ends_and_may_stand(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    made(kept)
    now.at = NINE
    (one,) = claimed(due)
    now.at += 10.0
    assert due.begin(one)
    now.at += 59.9
    assert due.claim(9) == []
    now.at += 0.2
    (taken,) = due.claim(9)
    assert (taken.may_stand, taken.first_try) == (True, NINE + 10.0)
    assert (due.posted(one, "1.1", 16), due.begin(one), due.posted(taken, "1.2", 16)) == (False, False, True)


def test_what_was_claimed_and_not_begun_cannot_stand(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    made(kept)
    now.at = NINE
    claimed(due)
    now.at += 61.0
    assert [one.may_stand for one in due.claim(9)] == [False]


def test_nothing_is_begun_with_less_of_the_lease_left_than_a_post_may_take(
    kept: Subscriptions, due: Deliveries, now: Now
) -> None:
    made(kept)
    now.at = NINE
    (one,) = claimed(due)
    now.at += 52.5
    assert not due.begin(one)


def test_nothing_is_begun_where_the_database_stalled_meanwhile(database: Database, kept: Subscriptions, now: Now) -> None:
    made(kept)
    now.at = NINE
    moments = iter([NINE, NINE, NINE, NINE + 55.0])
    (one,) = claimed(slow := Deliveries(database, lambda: next(moments)))
    assert not slow.begin(one)


def test_an_uncertain_post_is_looked_for_soon_and_its_channel_goes_on(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    first, second = made(kept), made(kept)
    now.at = NINE
    (one,) = claimed(due)
    assert due.begin(one)
    due.leave(one)
    now.at += 2.0
    (other,) = due.claim(9)
    assert other.subscription.id == second.id
    assert due.posted(other, "1.1", 16)
    now.at += 9.0
    assert [(taken.subscription.id, taken.may_stand) for taken in due.claim(9)] == [(first.id, True)]


def test_the_next_of_a_digest_waits_until_the_one_before_is_settled(database: Database, kept: Subscriptions, now: Now) -> None:
    made(kept)
    due = Deliveries(database, now, Times(settling=2 * DAY))
    now.at = NINE
    (one,) = claimed(due)
    assert due.begin(one)
    due.leave(one)
    now.at += DAY
    assert claimed(due) == []
    now.at += DAY
    (taken,) = claimed(due)
    assert taken.id == one.id


def test_what_was_not_begun_is_given_back(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    made(kept)
    now.at = NINE
    (one,) = claimed(due)
    due.release(one)
    (two,) = due.claim(9)
    assert (two.id, two.may_stand) == (one.id, False)
    assert due.begin(two)
    due.leave(two)
    now.at += 10.0
    (three,) = due.claim(9)
    due.release(three)
    assert [four.may_stand for four in due.claim(9)] == [True]


def test_what_slack_refuses_for_good_pauses_its_digest_and_tells_its_maker_once(
    kept: Subscriptions, due: Deliveries, now: Now
) -> None:
    digest = made(kept)
    now.at = NINE
    (one,) = claimed(due)
    assert due.begin(one)
    assert due.fail(one, "is_archived")
    assert not due.fail(one, "is_archived")
    assert (again(kept, digest).state, again(kept, digest).why) == (State.PAUSED, "is_archived")
    (word,) = due.words(9)
    assert (word.tell, word.why, due.words(9)) == ("paused", "is_archived", [])
    due.put_off_word(word, 60.0)
    assert due.words(9) == []
    now.at += 60.0
    assert due.words(9) == [word]


def test_a_digest_that_somebody_paused_meanwhile_is_not_told_of(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept)
    now.at = NINE
    (one,) = claimed(due)
    assert due.begin(one)
    kept.pause(TEAM, digest.id)
    assert due.fail(one, "is_archived")
    assert (due.words(9), again(kept, digest).why, fates(kept, digest)) == ([], "", [(Fate.FAILED, "is_archived")])


def test_a_delivery_in_doubt_is_told_of(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept)
    now.at = NINE
    (one,) = claimed(due)
    assert due.doubt(one, "missing_scope")
    assert [(word.tell, word.due) for word in due.words(9)] == [("in_doubt", NINE)]
    assert again(kept, digest).state is State.ACTIVE


def test_a_digest_whose_days_cannot_be_worked_out_stops_alone(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    broken = made(kept, schedule=DAILY)
    sound = made(kept, "C2")
    with kept._database.writing() as connection:
        lost = write_schedule(Schedule(DAILY.days, DAILY.at, "Europe/Atlantis", None, DAILY.anchor))
        connection.execute(update(subscriptions).where(subscriptions.c.id == broken.id).values(schedule=lost))
    now.at = NINE
    assert [one.subscription.id for one in claimed(due)] == [sound.id]
    assert (again(kept, broken).state, again(kept, broken).why) == (State.PAUSED, "unreadable")
    assert [(word.tell, word.why) for word in due.words(9)] == [("paused", "unreadable")]


def test_a_process_alone_on_its_file_takes_up_at_once_what_it_left(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    made(kept)
    made(kept, "C2")
    now.at = NINE
    begun, _ = claimed(due)
    assert due.begin(begun)
    assert due.begin_again()
    alone = kept._database.on_sqlite
    assert [one.subscription.channel for one in due.claim(9)] == ["C2"] * alone
    now.at += 10.0
    assert [one.may_stand for one in due.claim(9)] == [True] * alone


def test_history_is_forgotten_after_a_year_and_ended_digests_with_it(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest, other = made(kept), made(kept, "C2")
    now.at = NINE
    for one in claimed(due):
        due.posted(one, "1.1", turns=1 if one.subscription.id == digest.id else 16)
    due.sweep()
    assert len(kept.history(TEAM, digest.id)) == 1
    now.at += 401 * DAY
    due.sweep()
    assert kept.get(TEAM, digest.id) is None
    assert again(kept, other).state is State.ACTIVE


def test_history_tells_how_late_it_was(kept: Subscriptions, due: Deliveries, now: Now) -> None:
    digest = made(kept)
    now.at = NINE + 90.0
    (one,) = claimed(due)
    due.posted(one, "1.1", 16)
    (line,) = kept.history(TEAM, digest.id)
    assert (line.due, line.fate, line.turn, line.late) == (NINE, Fate.POSTED, 0, 90.0)


def test_the_migrations_make_the_tables_as_they_are_defined(database: Database) -> None:
    with database.reading() as connection:
        for table in (subscriptions, deliveries, lanes):
            found = connection.execute(select(table)).keys()
            assert list(found) == [column.name for column in table.columns]
        if database.on_sqlite:
            plan = connection.execute(text("EXPLAIN QUERY PLAN SELECT * FROM subscriptions WHERE next_due <= 1")).all()
            assert "subscriptions_by_due" in str(plan)


SCHEDULES = st.builds(
    Schedule,
    st.builds(Days, st.sampled_from(Every), st.lists(st.integers(0, 6), max_size=3).map(tuple)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/London", "Asia/Kolkata", "UTC"]),
    st.none() | st.sampled_from(Division),
    st.dates(),
)


@given(SCHEDULES)
def test_a_schedule_is_read_as_it_was_written(schedule: Schedule) -> None:
    assert read_schedule(write_schedule(schedule)) == schedule
