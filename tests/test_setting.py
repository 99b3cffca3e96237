"""The parts of a message that only say who asks and what for are not searched for."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeBase
from knowledge.setting import wishes_well, without_asides, without_courtesy, without_setting


def says(part: str) -> bool:
    """Whether a part speaks of carriers: what the reader decides by topics, actions and years."""
    return "carrier" in part


@pytest.mark.parametrize(
    "aside",
    [
        "it's for a briefing",
        "this is for the minister",
        "(hr asking)",
        "(deadline at noon)",
        "i need it for a slide",
        "needed for a return",
        "for a briefing",
        "for my board paper",
        "press office here",
        "finance wants it by noon",
        "legal need it all",
        "for a risk log",
    ],
)
def test_asides_are_left_out(aside: str) -> None:
    left = without_asides(f"{aside}. what about waste carriers?")
    assert left.split() == [".", "what", "about", "waste", "carriers?"] or left.split() == ["what", "about", "waste", "carriers?"]


def test_what_is_no_aside_stays() -> None:
    text = "what was done for farmers (in rural areas)?"
    assert without_asides(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("i'm new here. what about waste carriers?", "what about waste carriers?"),
        ("thanks! what about waste carriers?", "what about waste carriers?"),
        ("the nao is drafting an audit. what about waste carriers?", "what about waste carriers?"),
        ("we had lunch. what about carriers, did they register?", "we had lunch. what about carriers, did they register?"),
        ("i was told something. what about waste carriers?", "what about waste carriers?"),
        ("is it so? what about waste carriers?", "is it so? what about waste carriers?"),
        ("what about gov.uk?", "what about gov.uk?"),
        ("thanks", "thanks"),
        ("", ""),
        ("?", "?"),
    ],
)
def test_sentences_that_neither_name_nor_ask_are_left_out_where_others_do(text: str, left: str) -> None:
    assert without_setting(text, says, says) == left


@pytest.mark.parametrize(
    "typed",
    [
        "Hi, I'm new here. What happened with waste carriers in 2014?",
        "Thanks! What happened with waste carriers in 2014?",
        "Hello, could you tell me I'm new & trying to get my head round what happened with waste carriers in 2014?",
        "What happened with waste carriers in 2014? It's for a briefing for the minister.",
        "Press office here: what happened with waste carriers in 2014?",
        "What happened with waste carriers in 2014 (minister asking)?",
    ],
)
def test_a_question_means_the_same_whoever_asks_and_what_for(base: KnowledgeBase, typed: str) -> None:
    plain = base.reader.understand("What happened with waste carriers in 2014?")
    found = base.reader.understand(typed)
    assert (found.frame.terms, found.frame.years, found.unknown) == (plain.frame.terms, plain.frame.years, ())


@pytest.mark.parametrize("text", ["a minister wants to know who leads on carriers", "for the minister"])
def test_an_aside_that_holds_the_question_stays(text: str) -> None:
    assert without_asides(text) == text


def test_a_signed_thanks_before_more_thanks_is_no_part_of_the_question() -> None:
    assert without_courtesy("how far had it come? thanks, priya many thanks in advance.") == "how far had it come?"


@pytest.mark.parametrize("wish", ["hope you are well", "i hope you all had a good week", "happy friday", "how's everyone doing"])
def test_good_wishes_are_left_out_and_told_when_they_are_all(wish: str) -> None:
    assert without_courtesy(f"morning! {wish}. what about carriers?") == "what about carriers?"
    assert wishes_well(f"morning! {wish}")
    assert not wishes_well(f"{wish}. what about carriers?")


@pytest.mark.parametrize("text", ["hello", "we hope to move", "hope you can say what is good"])
def test_what_only_sounds_like_a_wish_is_none(text: str) -> None:
    assert not wishes_well(text)
