"""How much there is to do is bounded, and what was begun is finished."""

from __future__ import annotations

import threading
from concurrent.futures import wait

import pytest

from bot.work import Work

PATIENCE = 10


def broken() -> None:
    """Work that fails."""
    raise ZeroDivisionError


def test_work_is_full_until_something_is_finished() -> None:
    work, go = Work(threads=1, bound=2), threading.Event()
    full = []
    for _ in range(2):
        work.submit(go.wait, PATIENCE)
        full.append(work.is_full)
    go.set()
    work.shutdown()
    assert [*full, work.is_full] == [False, True, False]


def test_work_that_fails_is_counted_off_too() -> None:
    work = Work(threads=1, bound=1)
    job = work.submit(broken)
    work.shutdown()
    assert isinstance(job.exception(), ZeroDivisionError)
    assert not work.is_full


def test_what_was_begun_is_finished_and_nothing_more_begins() -> None:
    work, done = Work(threads=2), list[int]()
    for number in range(20):
        work.submit(done.append, number)
    work.shutdown()
    assert sorted(done) == list(range(20))
    with pytest.raises(RuntimeError):
        work.submit(done.append, 20)
    assert not work.is_full


def test_what_waits_can_be_given_up() -> None:
    work, go = Work(threads=1, bound=2), threading.Event()
    first, second = work.submit(go.wait, PATIENCE), work.submit(go.wait, PATIENCE)
    work.shutdown(wait=False, cancel_futures=True)
    go.set()
    wait([first])
    assert second.cancelled()


def test_arguments_reach_the_work() -> None:
    with Work() as work:
        assert work.submit(int, "ff", base=16).result() == 255
