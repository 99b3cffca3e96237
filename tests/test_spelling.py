"""Slips of the finger are mended word by word, and nothing else is."""

from __future__ import annotations

import pytest

from knowledge.spelling import mend, nearest, slips_between

KNOWN = {
    "payment": 9,
    "payments": 4,
    "scheme": 7,
    "single": 5,
    "uptake": 5,
    "the": 90,
    "board": 8,
    "broad": 1,
    "julie": 1,
    "54%": 3,
    "up": 2,
}
NAMES = frozenset({"julie"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("teh", "the"),
        ("upake", "uptake"),
        ("singel", "single"),
        ("sceme", "scheme"),
        ("paymnet", "payment"),
        ("pyamet", "pyamet"),
        ("pyaments", "payments"),
        ("apyment", "payment"),
        ("bord", "board"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert mend(typed, KNOWN, NAMES) == meant


def test_a_short_word_may_have_one_slip_and_a_long_one_two() -> None:
    assert mend("shcmee", {"scheme": 1}, NAMES) == "shcmee"
    assert mend("paymmeent", {"payment": 1}, NAMES) == "payment"
    assert mend("paymmeent", {"payment": 1}, NAMES, most=1) == "paymmeent"


def test_the_nearest_word_wins_and_of_equals_the_more_frequent() -> None:
    assert mend("boad", {"board": 8, "broad": 1}, NAMES) == "board"
    assert mend("boad", {"board": 1, "broad": 8}, NAMES) == "broad"
    assert mend("boaed", {"board": 1, "boaxed": 8}, NAMES) == "boaxed"


def test_the_first_letter_is_seldom_wrong() -> None:
    assert mend("rayment", KNOWN, NAMES) == "rayment"


def test_nothing_is_mended_into_a_name_a_number_or_a_very_short_word() -> None:
    assert mend("julio", KNOWN, NAMES) == "julio"
    assert mend("54", KNOWN, NAMES) == "54"
    assert mend("uup", {"up": 2}, NAMES) == "uup"


def test_the_nearest_names_come_best_first() -> None:
    names = ["rural payments", "rural communities", "waste carriers", "single payment scheme"]
    assert nearest("rural paymnts", names)[0] == "rural payments"
    assert nearest("rural", names, most=1) == []
    assert nearest("zzz", names) == []


def test_a_swap_is_one_slip() -> None:
    assert slips_between("teh", "the") == 1
    assert slips_between("pearce", "pierce") == 2
    assert slips_between("pierce", "pierce") == 0
