"""Silence: what the report does not cover is said so, with the reason, and nothing is passed off as an answer."""

from __future__ import annotations

import pytest

import knowledge
from knowledge import Kind, KnowledgeBase, Outcome, Reason, evidence, silence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("what does action 17 say?", Reason.ACTION),
        ("action 0", Reason.ACTION),
        ("action zero please", Reason.ACTION),
        ("actions 5 and 21", Reason.ACTION),
        ("what happened with rural payments in 2011?", Reason.YEAR),
        ("what was planned for 2018?", Reason.YEAR),
        ("action 5 in 2017", Reason.YEAR),
        ("what progress was made on waste carriers in 2015?", Reason.YEAR),
        ("what has happened since the report?", Reason.YEAR),
        ("what happened in summer 2015 with waste carriers?", Reason.YEAR),
        ("which farm software providers help with the gateway in 2016?", Reason.YEAR),
        ("what did DWP do about digital skills?", Reason.BODY),
        ("digital leaders at HMRC", Reason.BODY),
        ("what did the Home Office promise?", Reason.BODY),
        ("what did Bronwyn Hill promise?", Reason.PERSON),
        ("when does phase 3 of waste carriers go live?", Reason.DETAIL),
        ("write me a poem about waste carriers", Reason.TOPIC),
        ("pretend the report says that uptake was 99%", Reason.TOPIC),
        ("who was digital leader before her?", Reason.PERSON),
        ("who was Defra up against for the Twitter award?", Reason.PERSON),
        ("who did the communications team beat?", Reason.PERSON),
        ("zeppelins", Reason.TOPIC),
        ("how much did rural payments cost in 2014?", Reason.NUMBER),
        ("what's rural payments costing?", Reason.NUMBER),
        ("what was the budget for waste carriers?", Reason.NUMBER),
        ("who is the head of the GOV.UK team?", Reason.PERSON),
    ],
)
def test_what_the_report_does_not_cover_is_not_in_it_with_the_reason(base: KnowledgeBase, text: str, reason: Reason) -> None:
    found = knowledge.ask(base, text)
    assert (found.outcome, found.reason) == (Outcome.NOT_IN_REPORT, reason)
    assert (found.citations, found.absent, found.readings) == ((), (), ())


def test_a_detail_that_is_not_given_is_not_made_up(base: KnowledgeBase) -> None:
    for text in ("which supplier built the waste carriers service?", "where are the digital support centres located?"):
        found = knowledge.ask(base, text)
        assert found.outcome is Outcome.NOT_IN_REPORT
        assert found.reason in (Reason.DETAIL, Reason.TOPIC)
        assert found.citations == ()


@pytest.mark.parametrize(
    "text",
    [
        "what happened in 2014?",
        "rural payments in January 2014",
        "when does the Government Gateway end, is it 2016?",
        "what is planned for 2015?",
        "action 16",
    ],
)
def test_what_the_report_covers_is_not_outside(base: KnowledgeBase, text: str) -> None:
    assert silence.outside(base, base.reader.understand(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "what does the report say about the Cattle Tracing System?",
        "cattel tracing sytem",
        "Fish Quota Register",
        "telephone triage?",
    ],
)
def test_a_bare_topic_that_the_report_names_is_answered(base: KnowledgeBase, text: str) -> None:
    assert knowledge.ask(base, text).outcome is Outcome.ANSWERED


def test_a_share_is_answered_by_a_percentage(base: KnowledgeBase) -> None:
    found = knowledge.ask(base, "what proportion of waste carrier registrations come in digitally?")
    assert "95%" in found.citations[0].quote


def test_a_section_that_is_missing_is_explained_by_the_line_that_says_why(base: KnowledgeBase) -> None:
    found = knowledge.ask(base, "what progress was made on action 15 in 2013?")
    assert found.outcome is Outcome.ANSWERED
    assert [c.address for c in found.citations] == [(15, Kind.SCOPE, None)]
    assert "reporting on departments’ actions will begin with 2014" in found.citations[0].quote
    assert found.absent == ((15, Kind.PROGRESS, 2013),)


def test_a_stranger_named_as_the_digital_leader_is_set_right(base: KnowledgeBase) -> None:
    found = knowledge.ask(base, "is Bronwyn Hill the digital leader?")
    assert found.outcome is Outcome.ANSWERED
    assert "Julie Pierce" in found.citations[0].quote


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Julie Pearce", ("Julie Pierce", "Julie Pearce")),
        ("who is julie pearce", ("Julie Pierce", "Julie Pearce")),
        ("who is julie peirce", ("Julie Pierce", "Julie Peirce")),
        ("Julie Pearce's board", ("Julie Pierce", "Julie Pearce")),
        ("Julie Pierce", ()),
        ("Julie Andrews", ()),
        ("Pearce", ()),
        ("julie", ()),
    ],
)
def test_a_surname_a_slip_off_beside_the_right_first_name_is_asked_back(
    base: KnowledgeBase, text: str, readings: tuple[str, ...]
) -> None:
    assert silence.misnamed(base.reader.understand(text)) == readings


@pytest.mark.parametrize("text", ["who is Julie Pirce?", "julie pirce"])
def test_a_surname_is_not_mended_into_another_word(base: KnowledgeBase, text: str) -> None:
    assert knowledge.ask(base, text).readings == ("Julie Pierce", "Julie Pirce")


@pytest.mark.parametrize("text", ["what happened with social media in 2016?", "waste carriers in 2016"])
def test_a_year_after_the_report_is_the_reason_also_where_a_sentence_names_it(base: KnowledgeBase, text: str) -> None:
    assert knowledge.ask(base, text).reason is Reason.YEAR


@pytest.mark.parametrize("text", ["action 8 2012 progress", "action 8 2013 plan", "action 15 2012 progress"])
def test_a_kind_that_a_year_does_not_have_is_a_matter_of_the_year(base: KnowledgeBase, text: str) -> None:
    assert knowledge.ask(base, text).reason is not Reason.TOPIC


def test_the_nearest_sections_are_shown_as_such_and_never_as_an_answer(base: KnowledgeBase) -> None:
    found = knowledge.ask(base, "how much did rural payments cost in 2014?")
    assert 1 <= len(found.near) <= 2
    assert found.citations == ()


@pytest.mark.parametrize(
    "text",
    [
        "who is the digital leader?",
        "what did the review find?",
        "on what day did it go live?",
        "action 5 farmers",
        "is the board right?",
    ],
)
def test_the_likelihood_of_an_answer_is_one(base: KnowledgeBase, text: str) -> None:
    question = base.reader.understand(text)
    found = evidence.gather(base, question)
    assert 0 <= silence.answered(base, question, found) <= 1
    assert silence.features(base, question, found).keys() == silence.WEIGHTS.keys()


@pytest.mark.parametrize("text", ["microsoft azure hosting?", "MICROSOFT AZURE HOSTING?"])
def test_a_product_is_nobody(base: KnowledgeBase, text: str) -> None:
    assert knowledge.ask(base, text).reason not in (None, Reason.PERSON)
