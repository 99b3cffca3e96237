"""What is done again and again: overdue posts are taken up, old things are forgotten, and a broken store ends nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from bot import sweeping
from bot.store import Claim, Inbox, Post
from bot.sweeping import AT_ONCE, FORGET_EVERY, Sweeping
from bot.work import Work

PATIENCE = 10
POST = Post("T:C:1", "T", "C", "1", "1", "U", False, True, "what?")


class FewPosts(Inbox):
    """An inbox that has some posts to take up, one a look; and breaks at each look before."""

    def __init__(self, breaks: int = 0) -> None:
        self.breaks = breaks
        self.asked: list[int] = []

    def overdue(self, most: int) -> list[Claim]:
        """One post that is overdue."""
        self.asked.append(most)
        if len(self.asked) <= self.breaks:
            raise OperationalError("SELECT", {}, Exception("gone"))
        return [Claim(POST, False, len(self.asked))]


@pytest.fixture
def work() -> Iterator[Work]:
    """One thread to work on."""
    with Work(threads=1, bound=1) as work:
        yield work


def nothing(_: Claim) -> None:
    """Answers nothing."""


def test_a_round_takes_up_what_is_overdue() -> None:
    inbox, answered = FewPosts(), list[Claim]()
    with Work() as work:
        Sweeping(inbox, work, answered.append, ()).round()
    assert answered == [Claim(POST, False, 1)]
    assert inbox.asked == [AT_ONCE]


def test_a_round_takes_up_nothing_while_there_is_too_much_to_do(work: Work) -> None:
    inbox, go = FewPosts(), threading.Event()
    work.submit(go.wait, PATIENCE)
    Sweeping(inbox, work, nothing, ()).round()
    go.set()
    assert inbox.asked == []


def test_old_things_are_forgotten_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, forgotten = [1000.0], list[str]()
    monkeypatch.setattr(sweeping, "time", SimpleNamespace(monotonic=lambda: seconds[0]))
    forget: tuple[Callable[[], None], ...] = (lambda: forgotten.append("inbox"), lambda: forgotten.append("threads"))
    with Work() as work:
        swept = Sweeping(FewPosts(), work, nothing, forget)
        for passed in (0, FORGET_EVERY - 1, 2, 1):
            seconds[0] += passed
            swept.round()
    assert forgotten == ["inbox", "threads"] * 2


def test_sweeping_goes_on_after_the_store_broke_until_it_is_told_to_stop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sweeping, "EVERY", 0.001)
    inbox, answered = FewPosts(breaks=2), threading.Event()
    with Work() as work:
        swept = Sweeping(inbox, work, lambda claim: answered.set(), ())
        swept.start()
        assert answered.wait(PATIENCE)
        swept.stop()
        looked = len(inbox.asked)
    assert caplog.text.count("the inbox could not be swept") == 2
    assert len(inbox.asked) == looked
