"""Exact things are read exactly: action numbers, years and kinds of section."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Kind, KnowledgeBase
from knowledge.address import read

ACTIONS = [
    ("#5", {5}),
    ("a5", {5}),
    ("action 5", {5}),
    ("action5", {5}),
    ("action #5", {5}),
    ("action no 5", {5}),
    ("action number 5", {5}),
    ("action 05", {5}),
    ("act 5", {5}),
    ("act. 5", {5}),
    ("no. 9", {9}),
    ("no 9", {9}),
    ("number 7", {7}),
    ("action five", {5}),
    ("action sixteen", {16}),
    ("action 5's progress", {5}),
    ("phase 2 of action 5", {5}),
    ("action point 5", {5}),
    ("actions 15 and 16", {15, 16}),
    ("actions 15 & 16", {15, 16}),
    ("actions 15, 16", {15, 16}),
    ("actions 2, 4, and 6", {2, 4, 6}),
    ("actions 5 or 6", {5, 6}),
    ("action 5 vs 6", {5, 6}),
    ("action 5 versus action 6", {5, 6}),
    ("action five and action eleven", {5, 11}),
    ("nos. 13 & 14", {13, 14}),
    ("#3 and #4", {3, 4}),
    ("a3 and a4", {3, 4}),
    ("actions 3-6", {3, 4, 5, 6}),
    ("actions 3 to 6", {3, 4, 5, 6}),
    ("actions 3 through 6", {3, 4, 5, 6}),
    ("action 3 to action 6", {3, 4, 5, 6}),
    ("actions one to three", {1, 2, 3}),
    ("actions 1-3, 7 and 9", {1, 2, 3, 7, 9}),
    ("actions 6-3", {3, 6}),
    ("the sixth action", {6}),
    ("the 3rd action", {3}),
    ("the 16th action", {16}),
    ("the first and the last action", {16}),
    ("the final action", {16}),
    ("5 & 8, the 2015 plans for both actions", {5, 8}),
    ("1, 2 and 3 for all of these actions", {1, 2, 3}),
    ("action 0", {0}),
    ("action 17", {17}),
    ("action 10 progress 2013", {10}),
    ("seven: plans for 2015", {7}),
    ("progress 2014 nine", {9}),
    ("no seven, plan 2015", {7}),
    ("number four 2013", {4}),
    ("12 2013", {12}),
    ("what was planned in 2015, six", {6}),
    ("progress, thirteen", {13}),
    ("2014 progress, 8", {8}),
    ("two plans", set()),
    ("progress 2013-15", set()),
    ("progress 2013, 14", set()),
    ("seventeen, progress 2013", set()),
    ("three exemplars 2014", set()),
    ("progress of two services in 2014", set()),
    ("plans of one or two", set()),
    ("what did eleven do", set()),
    ("which of the 16 actions", set()),
    ("which of the sixteen mention 2014", set()),
]


@pytest.mark.parametrize(("text", "numbers"), ACTIONS)
def test_action_numbers_are_read(text: str, numbers: set[int]) -> None:
    assert read(text).actions == numbers


@pytest.mark.parametrize(
    "text",
    [
        "100,000 transactions",
        "30 services",
        "more than 30 existing services",
        "phase 1",
        "phase 2",
        "95%",
        "action 95%",
        "2014",
        "action plan",
        "the digital skills action plan",
        "first action plan",
        "actions",
        "24 central government departments",
        "5",
        "5 and 8",
        "31 march 2013",
        "covid-19",
        "a star",
        "transaction 5",
        "no action",
        "in action 2014",
    ],
)
def test_other_numbers_are_no_actions(text: str) -> None:
    assert read(text).actions == read(text).without == frozenset()


@pytest.mark.parametrize(
    ("text", "named", "without"),
    [
        ("which actions mention gds other than action 12", set(), {12}),
        ("except actions 3 and 4", set(), {3, 4}),
        ("except for action 3", set(), {3}),
        ("apart from action 12, which mention the eu", set(), {12}),
        ("besides action 2", set(), {2}),
        ("excluding actions 3-5", set(), {3, 4, 5}),
        ("actions 3 to 6 but not action 5", {3, 4, 5, 6}, {5}),
        ("beyond just action 7", set(), {7}),
        ("outside of the action 9", set(), {9}),
        ("action 7 rather than action 8", {7}, {8}),
        ("action 3 as well as action 4", {3, 4}, set()),
        ("with action 3", {3}, set()),
    ],
)
def test_actions_that_are_to_be_left_out_are_told_apart(text: str, named: set[int], without: set[int]) -> None:
    found = read(text)
    assert found.actions == named
    assert found.without == without


YEARS = [
    ("in 2014", {2014}),
    ("2014?", {2014}),
    ("2014's plan", {2014}),
    ("in '14", {2014}),
    ("in twenty fourteen", {2014}),
    ("in two thousand and thirteen", {2013}),
    ("in two thousand fourteen", {2014}),
    ("2013 and 2014", {2013, 2014}),
    ("2013, 2014 and 2015", {2013, 2014, 2015}),
    ("2013-2015", {2013, 2014, 2015}),
    ("2013-15", {2013, 2014, 2015}),
    ("2013 to 2015", {2013, 2014, 2015}),
    ("from 2013 to 2015", {2013, 2014, 2015}),
    ("from 2013 until 2014", {2013, 2014}),
    ("between 2013 and 2015", {2013, 2014, 2015}),
    ("between 1900 and 2014", {1900, 2014}),
    ("since 2012", {2012, 2013, 2014, 2015}),
    ("from 2014 onwards", {2014, 2015}),
    ("since 2014", {2014, 2015}),
    ("since 2016", {2016}),
    ("before 2014", {2012, 2013}),
    ("prior to 2013", {2012}),
    ("before 2012", {2012}),
    ("december 2012", {2012}),
    ("dec. 2012", {2012}),
    ("march 2014", {2014}),
    ("16 january 2015", {2015}),
    ("mid-2014", {2014}),
    ("in 2020", {2020}),
    ("in 1999", {1999}),
    ("the business plan for 2013/14", set()),
    ("2013/2014", set()),
    ("2013 / 14", set()),
    ("2,014 services", set()),
    ("£2014", set()),
    ("2014%", set()),
    ("20145", set()),
    ("'14' items", set()),
    ("rural payments", set()),
    ("100,000 transactions", set()),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_years_are_read(text: str, years: set[int]) -> None:
    assert read(text).years == years


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("in march 2014", {2014}),
        ("by end november 2013", {2013}),
        ("early 2015", {2015}),
        ("in the summer of 2013", {2013}),
        ("december 2012 commitments", set()),
        ("in 2014", set()),
        ("april 2013 and 2014", {2013}),
    ],
)
def test_a_year_that_stands_in_a_date_is_told_apart(text: str, dated: set[int]) -> None:
    assert read(text).dated == dated


KINDS = [
    ("what was planned", {Kind.PLAN}),
    ("what are the plans", {Kind.PLAN}),
    ("what do they intend to do", {Kind.PLAN}),
    ("what's next", {Kind.PLAN}),
    ("what will defra do", {Kind.PLAN}),
    ("what they said they would do", {Kind.PLAN}),
    ("not what they did, what they said they would do", {Kind.PLAN}),
    ("progress on it", {Kind.PROGRESS}),
    ("what was done", {Kind.PROGRESS}),
    ("what was achieved", {Kind.PROGRESS}),
    ("what happened", {Kind.PROGRESS}),
    ("what did they actually do", {Kind.PROGRESS}),
    ("progress rather than plans", {Kind.PROGRESS}),
    ("what was promised", {Kind.COMMITMENT}),
    ("what did defra commit to", {Kind.COMMITMENT}),
    ("what was committed", {Kind.COMMITMENT}),
    ("what did they sign up to", {Kind.COMMITMENT}),
    ("the original commitments", {Kind.COMMITMENT}),
    ("the commitment, not the plans", {Kind.COMMITMENT}),
    ("what got done in 2014? i don't want the plans", {Kind.PROGRESS}),
    ("progress please, no plans", {Kind.PROGRESS}),
    ("skip the commitments, what progress?", {Kind.PROGRESS}),
    ("what was our part in 2014 and what will it be in 2015?", set()),
    ("what changed between the 2014 plan and what we will do in 2015?", {Kind.PLAN}),
    ("was what was planned done", {Kind.PLAN, Kind.PROGRESS}),
    ("what was promised and what happened", {Kind.COMMITMENT, Kind.PROGRESS}),
    ("rural payments", set()),
    ("the digital skills action plan", set()),
    ("the action plan", set()),
    ("the business plan", set()),
    ("service delivery", set()),
    ("delivery bodies", set()),
    ("the cap delivery programme", set()),
    ("progress on the digital skills action plan", {Kind.PROGRESS}),
    ("plans for service delivery", {Kind.PLAN}),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds_of_section_are_read_also_beside_names_that_hold_their_words(text: str, kinds: set[Kind]) -> None:
    assert read(text).kinds == kinds


def test_what_is_left_holds_neither_actions_nor_years() -> None:
    assert read("waste carriers in action 5, between 2013 and 2014").rest.split() == ["waste", "carriers", "in", ",", ",", ","]
    assert read("the sixth action since 2012").rest.split() == ["the", ",", ","]


def test_a_financial_year_is_left_in_as_one_word() -> None:
    assert "fy1314" in read("the business plan for 2013/14").rest


@given(st.integers(0, 99), st.sampled_from(["action {}", "#{}", "a{}", "no. {}", "the action number {} of it"]))
@settings(max_examples=100, deadline=None)
def test_any_number_of_two_figures_is_read_in_any_form(number: int, form: str) -> None:
    assert read(form.format(number)).actions == {number}


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    found = read(text.lower())
    assert all(0 <= number <= 99 for number in found.actions | found.without)


@pytest.mark.parametrize(
    ("typed", "actions", "years", "kinds"),
    [
        ("Action10progress2013", {10}, {2013}, {Kind.PROGRESS}),
        ("ACTION FIVE IN 2014", {5}, {2014}, set()),
        ("Act. 5, 2014 plan", {5}, {2014}, {Kind.PLAN}),
        ("Nos. 13 & 14", {13, 14}, set(), set()),
        ("actoin 5", {5}, set(), set()),
        ("action 5 in 2013–2014", {5}, {2013, 2014}, set()),
        ("action 5 in ’14", {5}, {2014}, set()),
        ("*action 5* in *2014*", {5}, {2014}, set()),
        ("action twenty-one", {21}, set(), set()),
        ("95% of 30 services in 2014", set(), {2014}, set()),
    ],
)
def test_addresses_are_read_as_people_type_them(
    base: KnowledgeBase, typed: str, actions: set[int], years: set[int], kinds: set[Kind]
) -> None:
    frame = base.reader.understand(typed).frame
    assert frame.actions == actions
    assert frame.years == years
    assert frame.kinds == kinds


@pytest.mark.parametrize("typed", ["which actions have no 2013 progress?", "is there no 2014 plan for action 8?"])
def test_no_before_a_year_is_no_action_number(base: KnowledgeBase, typed: str) -> None:
    assert " no 20" in base.reader.understand(typed).text


@pytest.mark.parametrize("text", ["how well did it go", "what does action 8 say as well"])
def test_well_is_no_plan(text: str) -> None:
    assert Kind.PLAN not in read(text).kinds


@pytest.mark.parametrize(
    ("text", "numbers"), [("actions 1,2,3", {1, 2, 3}), ("actions 1,2 and 3", {1, 2, 3}), ("actions 5/6", {5, 6})]
)
def test_numbers_may_be_joined_without_spaces(text: str, numbers: set[int]) -> None:
    assert read(text).actions == numbers


def test_an_action_of_three_figures_is_named_too() -> None:
    assert read("action 100").actions == {100}


def test_an_action_in_slacks_italics_is_read(base: KnowledgeBase) -> None:
    assert base.reader.understand("_action 8_ in 2014").frame.actions == {8}


def test_a_spoken_year_may_have_a_hyphen(base: KnowledgeBase) -> None:
    assert base.reader.understand("rural payments in twenty-fourteen").frame.years == {2014}


def test_a_number_behind_other_than_excludes_an_action() -> None:
    named = read("any actions other than 12 on data sharing")
    assert (set(named.actions), set(named.without)) == (set(), {12})


def test_defra_standing_aside_from_an_action_excludes_none() -> None:
    named = read("did defra stand aside from action 4")
    assert (set(named.actions), set(named.without)) == ({4}, set())


@pytest.mark.parametrize(
    ("text", "kinds"), [("the skills plan for 2014", {Kind.PLAN}), ("the digital skills action plan", set())]
)
def test_a_plan_for_a_year_is_no_name(text: str, kinds: set[Kind]) -> None:
    assert read(text).kinds == kinds


def test_years_that_differ_are_two_and_years_between_which_something_happens_are_all() -> None:
    assert read("how did it differ between 2012 and 2015").years == {2012, 2015}
    assert read("what happened between 2012 and 2015").years == {2012, 2013, 2014, 2015}
