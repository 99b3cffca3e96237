"""Years that are said in relation: to the report's date, to another year, to the thread."""

from __future__ import annotations

import pytest

from knowledge import Frame, Kind, KnowledgeBase, moment
from knowledge.cues import Intent


def asked(base: KnowledgeBase, *texts: str) -> Frame:
    """The frame of the last of some questions of one thread."""
    frame: Frame | None = None
    for text in texts:
        frame = base.reader.understand(text, frame).frame
    assert frame is not None
    return frame


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("waste carriers in the last year of the report", {2014}),
        ("plans for waste carriers in the final year covered by the report", {2015}),
        ("waste carriers last year", {2014}),
        ("waste carriers this year", {2015}),
        ("waste carriers next year", {2015}),
        ("waste carriers in the coming year", {2015}),
        ("waste carriers in both years", {2013, 2014}),
        ("waste carriers in each of the two years", {2013, 2014}),
        ("what was planned for waste carriers in both years", {2014, 2015}),
        ("how do the two plans for waste carriers compare", {2014, 2015}),
        ("how did waste carriers move from one plan to the next", {2014, 2015}),
        ("waste carriers in 2013", {2013}),
        ("waste carriers in 2013, last year", {2013}),
        ("waste carriers", set()),
        ("waste carriers in 2013 and the year after", {2013, 2014}),
        ("waste carriers in 2013 and what came after that", {2013, 2014}),
        ("waste carriers the year after", {2015}),
        ("waste carriers the year before", set()),
    ],
)
def test_years_are_understood_without_a_thread(base: KnowledgeBase, text: str, years: set[int]) -> None:
    assert asked(base, text).years == years


@pytest.mark.parametrize(
    ("earlier", "text", "years"),
    [
        ("action 8 in 2013", "and the year after?", {2014}),
        ("action 8 in 2013", "and the following year?", {2014}),
        ("action 8 in 2013", "and next year?", {2014}),
        ("action 8 in 2014", "and the year before?", {2013}),
        ("action 8 in 2014", "and the previous year?", {2013}),
        ("action 8 in 2014", "what about before that?", {2013}),
        ("action 8 in 2013", "and the other year?", {2014}),
        ("action 8 in 2014", "and the other year?", {2013}),
        ("plans of action 8 for 2014", "and the other year?", {2015}),
        ("action 8 in 2013", "and in both years?", {2013, 2014}),
        ("action 8 in 2013", "and last year?", {2014}),
        ("action 8 in 2013", "and this year?", {2015}),
        ("action 8 in 2013", "and in the last year of the report?", {2014}),
        ("action 8 in 2013", "and in 2014?", {2014}),
        ("action 8 in 2013", "and action 9?", {2013}),
        ("action 8 in 2013", "compare that with the year after", {2013, 2014}),
        ("action 8 in 2013", "compare that with 2014", {2013, 2014}),
        ("action 8 in 2014", "what was coming up?", {2015}),
        ("action 8 in 2014", "what was it originally?", set()),
        ("action 8 in 2014", "what did they promise?", set()),
        ("uptake in 2014", "up from what?", {2014}),
        ("action 8 in 2014", "will that go on?", {2015}),
        ("action 8 in 2014", "so what do they want to do?", {2015}),
        ("action 8 in 2013", "will that go on?", {2013}),
        ("plans of action 8 for 2014", "will that go on?", {2014}),
        ("uptake in 2013", "what is it called now?", set()),
        ("uptake in 2013", "and the plan now?", {2013}),
        ("plans of action 8 for 2015", "what happens after that?", {2015}),
        ("plans of action 8 for 2015", "and the year after?", {2016}),
        ("action 8 in 2013", "what was meant to come next?", {2014}),
        ("exemplars in 2012", "is that still so?", {2013, 2014, 2015}),
        ("plans of action 8 for 2014", "and is that still the case?", {2015}),
        ("plans of action 8 for 2015", "is that still the case?", {2015}),
        ("action 8", "and the year after?", set()),
        ("action 8", "and the year before?", set()),
    ],
)
def test_years_are_understood_in_a_thread(base: KnowledgeBase, earlier: str, text: str, years: set[int]) -> None:
    assert asked(base, earlier, text).years == years


def test_the_year_before_starts_from_the_earliest_and_the_year_after_from_the_latest() -> None:
    thread = Frame(years=frozenset({2013, 2014}))
    assert moment.years("and the year before?", Frame(), thread) == {2012}
    assert moment.years("and the year after?", Frame(), thread) == {2015}


def test_a_comparison_with_the_year_after_keeps_the_threads_years() -> None:
    thread, frame = Frame(years=frozenset({2013})), Frame(intent=Intent.COMPARE)
    assert moment.years("compare that with the year after", frame, thread) == {2013, 2014}


def test_the_other_year_of_a_plan_is_the_other_planned_year() -> None:
    thread = Frame(years=frozenset({2014}), kinds=frozenset({Kind.PLAN}))
    assert moment.years("the other year", thread, thread) == {2015}


def test_original_words_take_a_thread_back_to_2012() -> None:
    earlier = Frame(years=frozenset({2014}))
    assert moment.of_follow_up("to begin with", Frame(), earlier) == {2012}
    assert moment.of_follow_up("what was coming up", Frame(), earlier) == {2015}
    assert moment.of_follow_up("and waste carriers", Frame(), earlier) == {2014}


@pytest.mark.parametrize("text", ["what is being done now", "where are we with it today", "waste carriers last year"])
def test_words_of_today_are_marked(base: KnowledgeBase, text: str) -> None:
    assert base.reader.understand(text).as_of


@pytest.mark.parametrize("text", ["waste carriers in the last year of the report", "waste carriers in 2014"])
def test_words_of_the_reports_own_time_are_not_marked(base: KnowledgeBase, text: str) -> None:
    assert not base.reader.understand(text).as_of


def test_the_year_before_a_named_one_is_one_year(base: KnowledgeBase) -> None:
    assert asked(base, "waste carriers in the year before 2014").years <= {2013, 2014}


@pytest.mark.parametrize("text", ["next?", "what is next?", "and then?"])
def test_a_bare_next_moves_a_thread_on_to_the_last_plan(base: KnowledgeBase, text: str) -> None:
    assert asked(base, "action 8 in 2014", text).years == {2015}
