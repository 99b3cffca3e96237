"""The inbox, on SQLite and PostgreSQL: each post answered by one claim, kept as long as it is needed and no longer."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.store import Claim, Database, Inbox, Post
from bot.store.inbox import KEPT, LEASE, POSTING, REMEMBERED
from bot.store.tables import inbox as table
from tests.clock import Clock

MOST = 50


def post(number: int = 1) -> Post:
    """A post that can be told from others."""
    return Post(f"T:C:{number}", "T", "C", f"{number}.1", f"{number}.0", "U1", False, True, f"question {number} — “ü” 🙏")


FIRST = Claim(post(), may_stand=False, attempts=1)


@pytest.fixture
def inbox(database: Database, clock: Clock) -> Inbox:
    """The inbox of one process."""
    return Inbox(database, clock)


@pytest.fixture
def other(database: Database, clock: Clock) -> Inbox:
    """The inbox of another process on the same database."""
    return Inbox(database, clock)


def rows(database: Database) -> list[dict[str, Any]]:
    """All that is written down."""
    with database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.key))]


def test_a_post_is_taken_once(inbox: Inbox, other: Inbox) -> None:
    assert inbox.take(post())
    assert not inbox.take(post())
    assert not other.take(post())
    assert not other.take(post(), free=True)
    assert other.take(post(2))


def test_a_key_is_seen_once(inbox: Inbox, other: Inbox) -> None:
    assert inbox.see("trigger:1")
    assert not other.see("trigger:1")
    assert inbox.overdue(MOST) == []


def test_nobody_else_works_on_a_post_while_its_lease_runs(inbox: Inbox, other: Inbox, clock: Clock) -> None:
    inbox.take(post())
    clock.now += LEASE - 1
    assert other.overdue(MOST) == []


def test_a_post_passes_to_another_when_its_lease_ends(inbox: Inbox, other: Inbox, clock: Clock) -> None:
    inbox.take(post())
    clock.now += LEASE
    [claim] = other.overdue(MOST)
    assert claim == Claim(post(), may_stand=False, attempts=2)
    assert not inbox.begin_posting(FIRST)
    assert other.begin_posting(claim)


def test_a_post_that_was_being_posted_may_stand(inbox: Inbox, other: Inbox, clock: Clock) -> None:
    inbox.take(post())
    assert inbox.begin_posting(FIRST)
    clock.now += LEASE
    [claim] = other.overdue(MOST)
    assert claim == Claim(post(), may_stand=True, attempts=2)
    assert other.begin_posting(claim)


def test_of_two_claims_by_one_process_only_the_last_holds(inbox: Inbox, clock: Clock) -> None:
    inbox.take(post())
    clock.now += LEASE
    [again] = inbox.overdue(MOST)
    assert not inbox.begin_posting(FIRST)
    assert inbox.begin_posting(again)
    assert not inbox.begin_posting(FIRST)


def test_nothing_is_posted_at_the_end_of_a_lease(inbox: Inbox, clock: Clock) -> None:
    inbox.take(post())
    clock.now += LEASE - POSTING
    assert not inbox.begin_posting(FIRST)


def test_posting_gets_a_whole_lease(inbox: Inbox, other: Inbox, clock: Clock) -> None:
    inbox.take(post())
    clock.now += LEASE - POSTING - 1
    assert inbox.begin_posting(FIRST)
    clock.now += LEASE - 1
    assert other.overdue(MOST) == []


@pytest.mark.parametrize("key", ["T:C:1", "T:C:2"])
def test_nobody_posts_without_a_claim(inbox: Inbox, other: Inbox, key: str) -> None:
    inbox.take(post())
    assert not other.begin_posting(FIRST._replace(post=post()._replace(key=key)))


def test_what_is_answered_is_forgotten_but_for_its_key(inbox: Inbox, database: Database, clock: Clock) -> None:
    inbox.take(post())
    inbox.finish(post().key)
    [row] = rows(database)
    assert (row["state"], row["place"], row["question"]) == ("done", None, None)
    clock.now += LEASE
    assert inbox.overdue(MOST) == []
    assert not inbox.begin_posting(FIRST)
    assert not inbox.take(post())


def test_finishing_what_is_not_there_does_nothing(inbox: Inbox, database: Database) -> None:
    inbox.finish("T:C:1")
    assert rows(database) == []


@pytest.mark.parametrize("posted_nothing", [True, False])
def test_a_post_that_is_put_off_is_taken_up_again(inbox: Inbox, other: Inbox, clock: Clock, posted_nothing: bool) -> None:
    inbox.take(post())
    assert inbox.begin_posting(FIRST)
    inbox.put_off(FIRST, 5, posted_nothing)
    clock.now += 4
    assert other.overdue(MOST) == []
    clock.now += 1
    assert other.overdue(MOST) == [Claim(post(), may_stand=not posted_nothing, attempts=2)]


def test_a_claim_that_has_passed_puts_nothing_off(inbox: Inbox, other: Inbox, database: Database, clock: Clock) -> None:
    inbox.take(post())
    clock.now += LEASE
    [claim] = other.overdue(MOST)
    inbox.put_off(FIRST, 0, posted_nothing=True)
    assert inbox.overdue(MOST) == []
    assert other.begin_posting(claim)
    other.finish(post().key)
    other.put_off(claim, 0, posted_nothing=True)
    inbox.put_off(FIRST, 0, posted_nothing=True)
    assert inbox.overdue(MOST) == []
    assert [row["state"] for row in rows(database)] == ["done"]


def test_the_oldest_come_first(inbox: Inbox, clock: Clock) -> None:
    for number in (3, 1, 4, 2, 5):
        inbox.take(post(number), free=True)
        clock.now += 1
    assert [claim.post for claim in inbox.overdue(3)] == [post(3), post(1), post(4)]
    assert [claim.post for claim in inbox.overdue(3)] == [post(2), post(5)]


def test_attempts_are_counted(inbox: Inbox, clock: Clock) -> None:
    inbox.take(post(), free=True)
    counted = []
    for _ in range(3):
        counted += [claim.attempts for claim in inbox.overdue(MOST)]
        clock.now += LEASE
    assert counted == [1, 2, 3]


def test_what_was_left_free_without_its_text_is_claimed_without_it(inbox: Inbox) -> None:
    inbox.take(post()._replace(text=""), free=True)
    assert inbox.overdue(MOST) == [Claim(post()._replace(text=""), may_stand=False, attempts=1)]


def test_four_processes_claim_each_of_many_posts_once(database: Database, inbox: Inbox, clock: Clock) -> None:
    for number in range(200):
        inbox.take(post(number), free=True)
    claimed: Counter[str] = Counter()
    most: list[int] = []
    together = threading.Barrier(4)

    def claim(mine: Inbox) -> None:
        together.wait()
        while claims := mine.overdue(7):
            most.append(len(claims))
            claimed.update(claim.post.key for claim in claims)

    threads = [threading.Thread(target=claim, args=(Inbox(database, clock),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert claimed == Counter({post(number).key: 1 for number in range(200)})
    assert max(most) == 7


def test_what_is_written_down_together_is_undone_together(database: Database, clock: Clock) -> None:
    inbox = Inbox(database, clock)
    inbox.take(post(1))
    with suppress(ZeroDivisionError), inbox.together():
        inbox.finish(post(1).key)
        inbox.take(post(2))
        raise ZeroDivisionError
    assert inbox.take(post(2))
    with database.reading() as connection:
        assert connection.execute(select(table.c.state).where(table.c.key == post(1).key)).scalar_one() == "new"


def test_a_post_that_another_process_is_just_claiming_is_not_waited_for(databases: dict[str, Database], clock: Clock) -> None:
    database = databases["postgres"]
    inbox = Inbox(database, clock)
    inbox.take(post(1), free=True)
    inbox.take(post(2), free=True)
    with database.engine.begin() as connection:  # of its own, as another process's is
        connection.execute(update(table).where(table.c.key == post(1).key).values(attempts=9))
        assert [claim.post for claim in inbox.overdue(MOST)] == [post(2)]
    with database.writing() as connection:
        connection.execute(table.delete())


def test_the_text_is_forgotten_after_a_quarter_of_an_hour_and_the_asker_is_not(inbox: Inbox, clock: Clock) -> None:
    inbox.take(post(), free=True)
    clock.now += KEPT
    inbox.sweep()
    assert inbox.overdue(MOST)[0].post == post()
    clock.now += 1
    inbox.sweep()
    clock.now += LEASE
    assert inbox.overdue(MOST)[0].post == post()._replace(text="")


def test_a_key_is_forgotten_after_a_day(inbox: Inbox, clock: Clock) -> None:
    inbox.take(post())
    inbox.finish(post().key)
    clock.now += REMEMBERED
    inbox.sweep()
    assert not inbox.take(post())
    clock.now += 1
    inbox.sweep()
    assert inbox.take(post())


def test_a_process_alone_frees_what_a_dead_one_held(inbox: Inbox, other: Inbox) -> None:
    for number in (1, 2, 3):
        inbox.take(post(number))
    inbox.begin_posting(FIRST)
    inbox.finish(post(3).key)
    other.free_all()
    claims = {claim.post.key: claim.may_stand for claim in other.overdue(MOST)}
    assert claims == {post(1).key: True, post(2).key: False}
