"""What somebody typed is read with slips mended; numbers, abbreviations and names are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import KnowledgeBase
from knowledge.typed import Hand
from knowledge.words import English


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    """A hand that knows few words."""
    words = "the uptake of single payment scheme waste carrier carriers registration julie pierce controls spend"
    english = tmp_path / "english.txt"
    english.write_text("hill wood march rose pays upgrade", encoding="utf-8")
    return Hand(dict.fromkeys(words.split(), 5), English(english), frozenset({"julie", "pierce"}))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("whats teh upake of singel payment sceme", "whats the uptake of single payment scheme"),
        ("TEH UPAKE", "the uptake"),
        ("wen and wich", "when and which"),
        ("carriers2014", "carriers 2014"),
        ("2014carriers", "2014 carriers"),
        ("a5 in q4", "a5 in q4"),
        ("no. 9", "action 9"),
        ("nos. 13 & 14", "action 13 & 14"),
        ("act. 5", "action 5"),
        ("twenty-one", "21"),
        ("Forty", "40"),
        ("ninety five", "95"),
        ("phase too", "phase 2"),
        ("twenty fourteen", "twenty fourteen"),
        ("controls on spending", "spend controls"),
        ("control over the money", "spend controls"),
    ],
)
def test_slips_and_shorthand_are_mended(hand: Hand, typed: str, read: str) -> None:
    assert hand.read(typed) == read


@pytest.mark.parametrize("typed", ["2104", "20014", "99,999", "54%", "4o%", "1,00,000"])
def test_a_number_is_never_mended(hand: Hand, typed: str) -> None:
    assert hand.read(typed) == typed


@pytest.mark.parametrize("word", ["DWP", "BIS", "Tha", "TEH"])
def test_a_short_word_with_a_capital_letter_is_never_mended(hand: Hand, word: str) -> None:
    assert hand.read(f"did the {word} say") == f"did the {word.lower()} say"


def test_initials_are_never_mended_where_they_come_first_either(hand: Hand) -> None:
    assert hand.read("TEH on carriers") == "teh on carriers"
    assert hand.read("TEH UPAKE OF CARRIERS") == "the uptake of carriers"


def test_who_stands_in_silences_alone_is_a_stranger_all_the_same(tmp_path: Path) -> None:
    english = tmp_path / "english.txt"
    english.write_text("", encoding="utf-8")
    known = {"mary": 9, "marsh": 9}
    assert Hand(known, English(english), frozenset()).stranger("what says Mary Marsh?") == ""
    hand = Hand(known, English(english), frozenset(), {"mary", "marsh"})
    for typed in ("what says Mary Marsh?", "what says mary marsh?", "WHAT ARE MARY MARSH'S PLANS?"):
        assert hand.stranger(typed) == "Mary Marsh"
    for typed in ("MARY SAYS WHAT?", "mary, marsh", "mary-marsh"):
        assert hand.stranger(typed) == ""


def test_english_words_and_names_are_left_as_they_are(hand: Hand) -> None:
    assert hand.read("upgrade pays") == "upgrade pays"
    assert hand.read("who is julia pierse") == "who is julia pierse"


def test_a_longer_word_with_a_capital_letter_may_have_one_slip(hand: Hand) -> None:
    assert hand.read("the Paymnet") == "the payment"
    assert hand.read("the Paymmeent") == "the paymmeent"
    assert hand.read("the paymmeent") == "the payment"


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("who is Bronwyn Hill?", "Bronwyn Hill"),
        ("is Bronwyn Pierce the leader?", "Bronwyn Pierce"),
        ("who is Julie Pierce?", ""),
        ("who is Julie Pearce?", ""),
        ("what about Waste Carrier registration", ""),
        ("what about Rose Wood", ""),
        ("who is bronwyn hill?", ""),
        ("", ""),
    ],
)
def test_a_first_name_and_surname_that_nothing_knows_is_a_stranger(hand: Hand, text: str, stranger: str) -> None:
    assert hand.stranger(text) == stranger


@pytest.mark.parametrize("name", ["DWP", "BIS", "HMT", "RPA", "GDS", "CAP", "SPS", "API"])
def test_abbreviations_stay_as_typed_in_the_real_vocabulary(base: KnowledgeBase, name: str) -> None:
    assert base.reader.understand(f"what did the {name} do").text == f"what did the {name.lower()} do"


@pytest.mark.parametrize("figure", ["2016", "2041", "96%", "100,001", "41%", "31"])
def test_numbers_stay_as_typed_in_the_real_vocabulary(base: KnowledgeBase, figure: str) -> None:
    assert figure in base.reader.understand(f"did it reach {figure} in all").text


def test_a_question_full_of_slips_is_read_in_the_real_vocabulary(base: KnowledgeBase) -> None:
    question = base.reader.understand("whats teh upake of singel payment sceme")
    assert question.text == "whats the uptake of single payment scheme"
    assert question.unknown == ()
    assert "single_payment_scheme" in question.frame.topics


@pytest.mark.parametrize("name", ["Peirce", "Pierse", "Julia"])
def test_an_unknown_name_is_never_mended_into_a_known_one(base: KnowledgeBase, name: str) -> None:
    assert name.lower() in base.reader.understand(f"who is {name}?").text
    assert name.lower() in base.reader.understand(f"who is {name.lower()}?").text


def test_a_surname_by_itself_is_not_mended_into_a_word(base: KnowledgeBase) -> None:
    assert base.reader.understand("who is Pearce?").text == "who is pearce?"
