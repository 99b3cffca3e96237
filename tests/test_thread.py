"""Follow-ups: what a question takes over from the thread, and what a thread remembers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from knowledge import Frame, Intent, Kind, KnowledgeBase, Question, evidence, thread
from knowledge.words import stem, tokens

SECRET = "xyzzyplughfrotz"


def last(base: KnowledgeBase, *texts: str) -> Question:
    """The last of some questions of one thread, understood."""
    question = base.reader.understand(texts[0])
    for text in texts[1:]:
        question = base.reader.understand(text, question.frame)
    return question


@pytest.mark.parametrize("text", ["and in 2013?", "what about 2013?", "2013?", "ok, and for 2013?", "No, 2013"])
def test_a_year_changes_and_the_topic_stays(base: KnowledgeBase, text: str) -> None:
    frame = last(base, "waste carriers in 2014", text).frame
    assert frame.years == {2013}
    assert "waste_carrier_registration" in frame.topics
    assert frame.earlier == (stem("waste"), stem("carriers"))


@pytest.mark.parametrize("text", ["what about rural payments?", "and rural payments?", "same for rural payments"])
def test_a_topic_of_the_same_slot_takes_the_others_place_and_the_year_stays(base: KnowledgeBase, text: str) -> None:
    frame = last(base, "waste carriers in 2014", text).frame
    assert frame.years == {2014}
    assert "rural_payments" in frame.topics
    assert "waste_carrier_registration" not in frame.topics
    assert stem("waste") not in (*frame.terms, *frame.earlier)


def test_a_topic_of_another_slot_joins_the_earlier_one(base: KnowledgeBase) -> None:
    frame = last(base, "waste carriers in 2014", "and the uptake?").frame
    assert {"waste_carrier_registration", "digital_uptake"} <= frame.topics


def test_a_phase_changes_and_the_service_stays(base: KnowledgeBase) -> None:
    frame = last(base, "phase 1 of waste carriers in 2013", "and phase 2?").frame
    assert {"waste_carrier_registration", "phase_2"} <= frame.topics
    assert "phase_1" not in frame.topics


@pytest.mark.parametrize("text", ["and action 9?", "9?", "what about 9?", "no, I meant action 9", "back to 9", "same for 9"])
def test_an_action_changes_and_the_year_stays(base: KnowledgeBase, text: str) -> None:
    frame = last(base, "progress of action 8 in 2014", text).frame
    assert frame.actions == {9}
    assert frame.years == {2014}
    assert frame.kinds == {Kind.PROGRESS}


def test_an_action_named_alone_drops_the_earlier_topic(base: KnowledgeBase) -> None:
    frame = last(base, "waste carriers in 2014", "and action 8?").frame
    assert frame.actions == {8}
    assert (frame.terms, frame.earlier, frame.topics) == ((), (), frozenset())


@pytest.mark.parametrize("text", ["sorry, I meant 11", "sorry, action 11", "Sorry, 11!"])
def test_a_correction_is_no_small_talk(base: KnowledgeBase, text: str) -> None:
    frame = last(base, "action 10 in 2014", text).frame
    assert frame.actions == {11}
    assert frame.years == {2014}


@pytest.mark.parametrize("between", ["thanks!", "help", "great"])
def test_thanks_do_not_make_a_thread_forget(base: KnowledgeBase, between: str) -> None:
    assert last(base, "action 8 in 2014", between, "and in 2013?").frame.actions == {8}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("and what was planned?", {Kind.PLAN}),
        ("what did they promise?", {Kind.COMMITMENT}),
        ("and the progress?", {Kind.PROGRESS}),
        ("not what they did, what they planned", {Kind.PLAN}),
        ("and in 2013?", set()),
    ],
)
def test_a_kind_changes_and_the_topic_stays(base: KnowledgeBase, text: str, kinds: set[Kind]) -> None:
    frame = last(base, "waste carriers in 2014", text).frame
    assert frame.kinds == kinds
    assert "waste_carrier_registration" in frame.topics


def test_the_kind_stays_where_none_is_named_except_progress_in_a_year_without_any(base: KnowledgeBase) -> None:
    assert last(base, "progress on waste carriers in 2014", "and in 2013?").frame.kinds == {Kind.PROGRESS}
    assert last(base, "progress on waste carriers in 2014", "and in 2015?").frame.kinds == set()


@pytest.mark.parametrize("text", ["and what did they do?", "so what did defra do?"])
def test_asking_what_they_did_leaves_the_plan(base: KnowledgeBase, text: str) -> None:
    assert Kind.PLAN not in last(base, "what was planned for waste carriers in 2014?", text).frame.kinds


def test_asking_whether_they_did_leaves_the_plan(base: KnowledgeBase) -> None:
    planned = "what was planned for waste carriers in 2014?"
    assert last(base, planned, "has it launched?").frame.kinds == frozenset()
    assert last(base, planned, "and did they meet the deadline?").frame.kinds == {Kind.PLAN}


def test_what_asks_whether_a_promise_was_kept_is_not_searched_for(base: KnowledgeBase) -> None:
    frame = last(base, "when are agency websites to be on GOV.UK?", "was that deadline met?").frame
    assert frame.intent is Intent.OUTCOME
    assert frame.terms == ()


def test_how_a_figure_is_to_rise_in_another_year_compares_nothing(base: KnowledgeBase) -> None:
    frame = last(base, "uptake of SPS in 2013?", "how will they get that higher in 2014?").frame
    assert frame.years == {2014}
    assert frame.kinds == {Kind.PLAN}
    assert frame.intent is Intent.FIND
    assert last(base, "uptake of SPS in 2013?", "was that higher in 2014?").frame.years == {2013, 2014}


def test_progress_moves_on_to_the_plan_of_next_year(base: KnowledgeBase) -> None:
    frame = last(base, "progress on waste carriers in 2014", "and next year?").frame
    assert frame.years == {2015}
    assert frame.kinds == frozenset()


def test_what_is_so_now_may_stand_in_any_section(base: KnowledgeBase) -> None:
    frame = last(base, "progress on identity assurance in 2013", "what's it named now?").frame
    assert (frame.years, frame.kinds) == (frozenset(), frozenset())


@pytest.mark.parametrize("text", ["not that, the one on rod licences", "no, not that one"])
def test_what_is_turned_down_goes_with_its_year_and_kind(base: KnowledgeBase, text: str) -> None:
    frame = last(base, "progress on waste carriers in 2014", text).frame
    assert (frame.years, frame.kinds) == (frozenset(), frozenset())


def leaning(base: KnowledgeBase, text: str) -> float:
    """What a word of the thread weighs in the search for a follow-up."""
    question = last(base, "satisfaction with waste carriers?", text)
    assert stem("satisfaction") in question.frame.earlier
    return evidence.gather(base, question).query.terms[stem("satisfaction")]


def test_a_follow_up_leans_the_less_the_more_it_tells(base: KnowledgeBase) -> None:
    asked = ["and in 2014?", "and for farmers?", "and which farmers need telephone support centres?"]
    weights = [leaning(base, text) for text in asked]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == evidence.EARLIER_TERM
    assert weights[-1] < 0.2


@pytest.mark.parametrize("text", ["same for rural payments", "and phase 2?"])
def test_a_service_or_phase_in_the_place_of_another_leans_fully(base: KnowledgeBase, text: str) -> None:
    assert leaning(base, text) == evidence.EARLIER_TERM


def test_a_follow_up_fades_the_topics_of_its_thread_with_the_words(base: KnowledgeBase) -> None:
    question = last(base, "what about social media?", "and which farmers need telephone support centres?")
    query = evidence.gather(base, question).query
    assert query.faded["social_media"] < 0.5
    assert query.faded.keys().isdisjoint(question.named_by)
    assert not evidence.gather(base, base.reader.understand("what about social media?")).query.faded


def test_a_bare_follow_up_keeps_to_the_kind_it_names(base: KnowledgeBase) -> None:
    for earlier in ("waste carriers in 2014", "digital skills in 2014", "legislative barriers in 2013"):
        frame = knowledge.ask(base, earlier).question.frame
        first = knowledge.ask(base, "what did they plan for 2014?", frame).citations[0]
        assert (first.address.kind, first.address.year) == (Kind.PLAN, 2014)


def test_a_year_is_corrected(base: KnowledgeBase) -> None:
    assert "waste_carrier_registration" in last(base, "waste carriers in 2014", "sorry, 2013").frame.topics


@pytest.mark.parametrize(
    ("earlier", "topic", "gone"),
    [
        ("waste carriers in 2014", "rural_payments", "waste_carrier_registration"),
        ("rural payments in 2014", "waste_carrier_registration", "rural_payments"),
        ("what about phase 1 in 2014", "phase_2", "phase_1"),
        ("the lower tier in 2014", "upper_tier", "lower_tier"),
    ],
)
@pytest.mark.parametrize("text", ["no, the other one", "the other one?", "and the other one"])
def test_the_other_one_of_a_pair(base: KnowledgeBase, earlier: str, text: str, topic: str, gone: str) -> None:
    frame = last(base, earlier, text).frame
    assert topic in frame.topics
    assert gone not in frame.topics
    assert frame.years == {2014}


def test_the_other_one_of_no_pair_is_the_same_again(base: KnowledgeBase) -> None:
    assert "social_media" in last(base, "social media in 2014", "the other one").frame.topics


@pytest.mark.parametrize(
    "text",
    [
        "unrelated: who is the digital leader?",
        "by the way, who is the digital leader?",
        "different question: who is the digital leader?",
        "what did the Digital Inclusion Strategy say about rural communities?",
        "which sections mention GOV.UK Verify and business identity?",
    ],
)
def test_a_question_that_stands_alone_takes_nothing_over(base: KnowledgeBase, text: str) -> None:
    question = last(base, "waste carriers in 2014", text)
    assert not question.leans
    assert question.frame == base.reader.understand(text).frame


def test_the_first_question_leans_on_nothing(base: KnowledgeBase) -> None:
    assert not base.reader.understand("and in 2013?").leans


def test_a_thread_is_followed_over_several_turns(base: KnowledgeBase) -> None:
    turns = ["what was planned for waste carriers in 2014?", "and in 2015?", "and the progress in 2014?", "and rural payments?"]
    frame = last(base, *turns).frame
    assert frame.years == {2014}
    assert frame.kinds == {Kind.PROGRESS}
    assert "rural_payments" in frame.topics


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("11", "action 11"),
        ("sorry, i meant 11", "sorry, i meant action 11"),
        ("and 11?", "and action 11?"),
        ("9%", "9%"),
        ("and 9 may?", "and 9 may?"),
        ("2014", "2014"),
        ("the 11", "the 11"),
    ],
)
def test_a_bare_number_is_an_action_where_the_thread_is_about_one(text: str, read: str) -> None:
    assert thread.with_action(text, Frame(actions=frozenset({10}))) == read
    assert thread.with_action(text, Frame()) == text
    assert thread.with_action(text, None) == text


@pytest.mark.parametrize(
    "text",
    [
        f"what is {SECRET}?",
        f"what happened with waste carriers? the password is {SECRET}",
        f"{SECRET} action 8 in 2014",
        f"{SECRET.upper()} and rural payments, not counting {SECRET}",
        f"who is {SECRET.capitalize()} {SECRET.capitalize()}?",
        f"{SECRET}2014 and 2014{SECRET}",
        f"{SECRET}{SECRET}@{SECRET}.gov.uk",
    ],
)
def test_a_thread_remembers_no_word_that_the_knowledge_base_lacks(base: KnowledgeBase, text: str) -> None:
    first = knowledge.ask(base, text).question.frame
    second = knowledge.ask(base, "and in 2013?", first).question.frame
    assert SECRET not in (repr(first) + repr(second)).lower()


@pytest.fixture(scope="module")
def vocabulary() -> frozenset[str]:
    """All stems of the report and of the curated files."""
    folder = Path(knowledge.__file__).parent
    files = [folder / name for name in ("defra-2015.txt", "topics.yaml", "phrasings.yaml", "silences.yaml")]
    return frozenset(stem(word) for file in files for word in tokens(file.read_text(encoding="utf-8")))


WORDS = st.one_of(
    st.text(max_size=12), st.sampled_from("what rural payments waste carriers action 8 2014 and it plan done".split())
)


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_frame_holds_only_the_knowledge_bases_own_words(
    base: KnowledgeBase, vocabulary: frozenset[str], texts: list[str]
) -> None:
    frame = last(base, *texts).frame
    assert frame.topics <= base.topics.by_id.keys()
    assert vocabulary.issuperset((*frame.terms, *frame.earlier))
    assert all(isinstance(number, int) for number in frame.actions | frame.without | frame.years)


def test_a_follow_up_gives_what_the_whole_question_gives(base: KnowledgeBase) -> None:
    first = knowledge.ask(base, "action 8 in 2014")
    assert (
        knowledge.ask(base, "and in 2013?", first.question.frame).citations == knowledge.ask(base, "action 8 in 2013").citations
    )
