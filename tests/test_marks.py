"""Marks: the years that a sentence names, and the dates and quantities that it holds."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeBase, marks
from knowledge.cues import Asks


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("It went live in January 2014.", {2014}),
        ("an increase to 54% (up from 40% in 2012)", {2012}),
        ("between 2013 and 2015", {2013, 2015}),
        ("the Defra business plan for 2013/14", {2013}),
        ("over 100,000 transactions", set()),
        ("12014 and 20141", set()),
        ("", set()),
    ],
)
def test_years_stand_in_figures(sentence: str, years: set[int]) -> None:
    assert marks.years(sentence) == years


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Defra moved to GOV.UK on 10 April 2013.", {Asks.DAY, Asks.DATE}),
        ("It went into public beta in November.", {Asks.DATE}),
        ("It is fully launched in early 2015.", {Asks.DATE}),
        ("All websites moved by the end of the year.", {Asks.DATE}),
        ("over 95% of registrations", {Asks.NUMBER}),
        ("over 100,000 transactions each year", {Asks.NUMBER}),
        ("more than 30 existing services", {Asks.NUMBER}),
        ("Both developments are proceeding well.", {Asks.NUMBER}),
        ("A service manager was put in place.", {Asks.NUMBER}),
        ("Phase 1 of the registration", set()),
        ("Action 15 was added", set()),
        ("the Defra business plan for 2013/14", {Asks.DATE}),
        ("Defra welcomes it.", set()),
        ("its chief information officer (Julie Pierce)", {Asks.PERSON, Asks.ITEMS}),
        ("Defra will redevelop others (like the Cattle Tracing System)", {Asks.ITEMS}),
        ("partners, such as software providers", {Asks.ITEMS}),
        ("Its return showed progress in all areas.", {Asks.FINDINGS}),
        ("Defra has a Digital Skills Action Plan.", set()),
    ],
)
def test_dates_and_quantities_are_told_by_form(sentence: str, holds: set[Asks]) -> None:
    assert marks.held(sentence) == holds


def test_the_marks_are_kept_beside_each_sentence(base: KnowledgeBase) -> None:
    for sentence in base.sentences:
        assert sentence.years == marks.years(sentence.text)
        assert sentence.holds == marks.held(sentence.text)
        assert sentence.holds <= marks.FORMAL | {Asks.PERSON, Asks.FINDINGS}
