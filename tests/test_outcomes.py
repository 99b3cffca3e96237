"""What became of each plan: reviewed by hand against the whole report, and walked here sentence by sentence."""

from __future__ import annotations

import pytest

from knowledge import Address, Kind, KnowledgeBase
from knowledge.base import Sentence

PLANNED = 23
NOT_MENTIONED = (
    (1, "Defra will consider whether it is necessary to have digital skills represented at board level across its delivery bodies."),
    (2, "Defra will review other high-volume transactions, based on the experience gained on the exemplar developments."),
    (2, "Defra will also review how to simplify environmental transactions as a whole."),
    (3, "The exemplar developments are helping to demonstrate the in-house skills and expertise required to develop across the Defra network."),
    (10, "Defra will incorporate the Digital Services framework into the review processes for new development, linking to work already started to increase its work with small and medium-sized enterprise partners."),
    (12, "Both of Defra’s exemplar developments are responding to changes and decisions made at European Union level."),
    (12, "In the case of CAP delivery, Defra is trying to negotiate flexibility in implementation of CAP rules so that the new service can be fully digital by default."),
    (12, "Defra supports the ongoing efforts by Cabinet Office to allow greater data sharing between government organisations."),
    (14, "This is designed to enhance, but not replace, non-digital methods of engagement."),
    (14, "Defra will continue to welcome any guidance, examples and tools that Cabinet Office can provide."),
)  # fmt: skip
"""The sentences planned for 2014 that no sentence of any Progress 2014 reports on, read off the report by hand."""

PHASE_2 = "Phase 2 of the development will, subject to funding, extend the system developed in Phase 1"


def planned(base: KnowledgeBase) -> list[Sentence]:
    """The sentences planned for 2014."""
    return [sentence for sentence in base.sentences if (sentence.address.kind, sentence.address.year) == (Kind.PLAN, 2014)]


def starting(base: KnowledgeBase, words: str) -> Sentence:
    """The one sentence that starts with some words."""
    (found,) = [sentence for sentence in base.sentences if sentence.text.startswith(words)]
    return found


def told(base: KnowledgeBase, numbers: tuple[int, ...]) -> list[tuple[Address, str]]:
    """Where sentences stand, and their words."""
    return [(base.sentences[number].address, base.sentences[number].text) for number in numbers]


def test_every_sentence_planned_for_2014_has_an_entry(base: KnowledgeBase) -> None:
    assert len(planned(base)) == PLANNED
    assert {sentence.number for sentence in planned(base)} <= base.outcomes.keys()


def test_what_is_reported_stands_in_progress_of_the_promise_or_later(base: KnowledgeBase) -> None:
    for promise, became in base.outcomes.items():
        made = base.sentences[promise].address
        assert made.year is not None
        for address, _ in told(base, became.reported):
            assert address.kind is Kind.PROGRESS
            assert address.year is not None
            assert address.year >= made.year


def test_what_is_reported_on_a_plan_for_2014_stands_in_progress_2014(base: KnowledgeBase) -> None:
    for sentence in planned(base):
        assert {(a.kind, a.year) for a, _ in told(base, base.outcomes[sentence.number].reported)} <= {(Kind.PROGRESS, 2014)}


def test_what_is_carried_on_stands_in_later_plans(base: KnowledgeBase) -> None:
    for promise, became in base.outcomes.items():
        made = base.sentences[promise].address
        assert made.year is not None
        for address, _ in told(base, became.carried_on):
            assert address.kind is Kind.PLAN
            assert address.year is not None
            assert address.year > made.year


def test_no_outcome_names_a_sentence_twice(base: KnowledgeBase) -> None:
    for became in base.outcomes.values():
        assert len(set(became.reported)) == len(became.reported)
        assert len(set(became.carried_on)) == len(became.carried_on)


def test_exactly_those_plans_for_2014_are_not_mentioned_that_no_progress_2014_reports_on(base: KnowledgeBase) -> None:
    silent = [(s.address.action, s.text) for s in planned(base) if not base.outcomes[s.number].reported]
    assert silent == list(NOT_MENTIONED)


def test_phase_2_is_planned_under_action_5_reported_under_action_2_and_carried_on_under_action_5(base: KnowledgeBase) -> None:
    promise = starting(base, PHASE_2)
    assert promise.address == Address(5, Kind.PLAN, 2014)
    became = base.outcomes[promise.number]
    ((where, words),) = told(base, became.reported)
    assert where == Address(2, Kind.PROGRESS, 2014)
    assert "the second phase of Waste carrier registration service went into public beta in November" in words
    ((where, words),) = told(base, became.carried_on)
    assert where == Address(5, Kind.PLAN, 2015)
    assert words.startswith("Phase 2 of the Waste carrier registration will launch")


@pytest.mark.parametrize(
    ("promised", "action", "reported"),
    [
        ("There are contractual constraints", 2, "A service manager was put in place for the first phase"),
        ("The Digital Skills Action Plan will identify", 3, "Defra took steps through its Digital Skills Action Plan"),
        ("Phase 1 of the development of a new system for Lower", 5, "Phase 1 of the Waste carrier registration was publicly launched"),
        ("Defra will continue to apply the Digital by Default", 6, "It carried out departmental service assessments"),
        ("Defra will continue to work with the GOV.UK team", 7, "All agency and ALB websites moved to GOV.UK"),
        ("Defra intends to continue this progress in 2014", 8, "A notable achievement was an increase in digital uptake"),
        ("Defra intends to continue this progress in 2014", 8, "Defra exceeded its target of 90%"),
        ("Defra will continue to develop plans for CAP", 9, "The Rural payment (CAP) delivery programme developed detailed plans"),
        ("Defra are also keen to support work by GDS", 9, "Defra worked closely with GDS to support a common approach"),
        ("As resource and timelines permit", 11, "Defra supports the development of common technology platforms, and has been working with GDS on identity"),
        ("Defra will continue to expand the information it report on", 13, "Defra reported management data for important transactions"),
    ],
)  # fmt: skip
def test_a_plan_for_2014_is_reported_where_a_reader_finds_it(
    base: KnowledgeBase, promised: str, action: int, reported: str
) -> None:
    found = starting(base, reported)
    assert found.address == Address(action, Kind.PROGRESS, 2014)
    assert found.number in base.outcomes[starting(base, promised).number].reported


@pytest.mark.parametrize(
    ("action", "planned_for", "taken_up"),
    [
        (1, "Defra will consider whether it is necessary", "Where digital is integral to service delivery"),
        (2, "Defra will also review how to simplify environmental", "Defra is also looking at how it can simplify"),
        (12, "In the case of CAP delivery, Defra is trying to negotiate", "Defra has tried to negotiate flexibility"),
        (12, "Both of Defra’s exemplar developments are responding", "Both of Defra’s exemplars are responding"),
    ],
)
def test_a_plan_for_2014_is_carried_on_in_2015(base: KnowledgeBase, action: int, planned_for: str, taken_up: str) -> None:
    found = starting(base, taken_up)
    assert found.address == Address(action, Kind.PLAN, 2015)
    assert found.number in base.outcomes[starting(base, planned_for).number].carried_on
