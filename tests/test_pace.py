"""A burst is fine; a flood gets one sentence and then silence."""

from __future__ import annotations

from collections import Counter

import pytest

from bot import pace
from bot.pace import BURST, Pace, Paces
from tests.clock import Clock


@pytest.fixture
def paces(clock: Clock) -> Paces:
    """The pace of each person."""
    return Paces(clock)


def asked(paces: Paces, times: int, person: str = "U1") -> list[Pace]:
    """What to do with so many questions at once."""
    return [paces.of(person) for _ in range(times)]


def test_a_burst_is_answered(paces: Paces) -> None:
    assert asked(paces, BURST) == [Pace.ANSWER] * BURST


def test_a_flood_gets_one_sentence_and_then_silence(paces: Paces) -> None:
    assert asked(paces, BURST + 5)[BURST:] == [Pace.SAY_SO, *[Pace.PASS_OVER] * 4]


def test_one_persons_flood_is_nobody_elses(paces: Paces) -> None:
    asked(paces, BURST + 2)
    assert asked(paces, 1, "U2") == [Pace.ANSWER]


def test_after_two_seconds_one_more_is_answered(paces: Paces, clock: Clock) -> None:
    asked(paces, BURST + 1)
    clock.now += 2
    assert asked(paces, 2) == [Pace.ANSWER, Pace.PASS_OVER]


def test_after_a_minute_it_is_as_if_nothing_had_been(paces: Paces, clock: Clock) -> None:
    asked(paces, BURST + 9)
    clock.now += 60
    assert asked(paces, BURST + 1) == [*[Pace.ANSWER] * BURST, Pace.SAY_SO]
    clock.now += 6000
    assert asked(paces, BURST + 1)[BURST - 1 :] == [Pace.ANSWER, Pace.SAY_SO]


def test_a_steady_flood_is_told_once(paces: Paces, clock: Clock) -> None:
    told: Counter[Pace] = Counter()
    for _ in range(300):
        clock.now += 1
        told[paces.of("U1")] += 1
    assert told[Pace.SAY_SO] == 1
    assert told[Pace.ANSWER] >= 300 / pace.REFILL


def test_the_longest_silent_are_forgotten_first(paces: Paces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_PEOPLE", 2)
    for person in ("U1", "U2"):
        asked(paces, BURST, person)
    assert asked(paces, 1, "U1") == [Pace.SAY_SO]
    asked(paces, 1, "U3")
    assert asked(paces, 1, "U1") == [Pace.PASS_OVER]
    assert asked(paces, 1, "U2") == [Pace.ANSWER]
