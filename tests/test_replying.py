"""The one corridor: good, empty and wrong words through each door, and no text that it can't take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from bot import cards, replying, wording
from bot.plain import escape
from bot.replying import LONGEST, Reply
from bot.request import ActionWanted, OutcomesWanted, Question
from knowledge import Kind, KnowledgeBase

RURAL = "what happened with rural payments in 2014?"
PRIVATE_BETA = "Rural payments for farmers went into private beta in July 2014"
WORDS = (
    "action topic outcomes 8 2014 plan rural payments GOV.UK <!channel> <@U1> &lt; *b* :wave: and in? what happened 99".split()
)
TYPED = st.text() | st.lists(st.sampled_from(WORDS) | st.text(max_size=5)).map(" ".join)


def told(base: KnowledgeBase, text: str, command: str = "") -> str:
    """What is said to a text that came by a command of the usual prefix."""
    return replying.reply(base, text, command=command, prefix="defra").message.text


def test_help_names_whom_to_turn_to_and_other_answers_do_not(base: KnowledgeBase) -> None:
    for text in ("", "help"):
        helped = replying.reply(base, text, contact="#digital-help").message
        assert helped.text.endswith(f"\n\n{wording.turn_to('#digital-help')}")
        assert wording.turn_to("#digital-help") in str(helped.blocks[-1])
        assert replying.reply(base, text).message.text == escape(wording.HELP)
    assert "#digital-help" not in replying.reply(base, RURAL, contact="#digital-help").message.text


@pytest.mark.parametrize(
    ("command", "text", "expected"),
    [
        ("", RURAL, PRIVATE_BETA),
        ("", f"<@U1> *{RURAL}*", PRIVATE_BETA),
        ("", "", wording.HELP),
        ("", "<@U1> :wave:", wording.HELP),
        ("", "help", wording.HELP),
        ("", "thanks", wording.SMALL_TALK),
        ("", "action 8 2014 plan", "Action 8, plan 2014"),
        ("", "topic rural payments 2014", PRIVATE_BETA),
        ("", "outcomes 5", wording.REPORTED),
        ("", "how much did it all cost?", wording.SILENT),
        ("action", "8 2014 plan", "Action 8, plan 2014"),
        ("action", "", wording.TITLES),
        ("action", "99", wording.SILENT),
        ("action", "8 2011", wording.SILENT),
        ("action", "15 2013", "Action 15"),
        ("action", "rhubarb", "For example: “/defra-action 8 2014 plan”."),
        ("action", "2014 plan", "It has actions 1 to 16."),
        ("action", "8 and 9", "Action 9: "),
        ("topic", "rural payments", PRIVATE_BETA),
        ("topic", "rural payments 2011", wording.SILENT),
        ("topic", "", wording.TOPICS),
        ("topic", "zeppelins", "There is no topic called “zeppelins”. Write “/defra-topic” alone to list all topics."),
        ("topic", "2014", "There is no topic called “2014”."),
        ("topic", "rurla paymnts", "The nearest: Rural payments"),
    ],
)
def test_each_door_takes_good_empty_and_wrong_words(base: KnowledgeBase, command: str, text: str, expected: str) -> None:
    assert expected in told(base, text, command)


@pytest.mark.parametrize("text", ["topic zeppelins", "topic zeppelins 2014"])
def test_a_topic_that_is_none_is_a_question_where_no_command_was_given(base: KnowledgeBase, text: str) -> None:
    reply = replying.reply(base, text, prefix="defra")
    assert reply.answer == knowledge.ask(base, text)
    assert "/defra" not in reply.message.text


def test_a_button_asks_for_the_same_as_the_words(base: KnowledgeBase) -> None:
    assert replying.to(base, ActionWanted(8, 2014, Kind.PLAN)) == replying.reply(base, "action 8 2014 plan")
    assert replying.to(base, OutcomesWanted(5)) == replying.reply(base, "outcomes 5")
    assert replying.to(base, Question(RURAL)) == replying.reply(base, RURAL)


def test_a_follow_up_leans_on_the_frame_before(base: KnowledgeBase) -> None:
    frame = replying.reply(base, RURAL).frame
    found = replying.reply(base, "and in 2013?", frame)
    assert wording.LEANS in found.message.text
    assert found.message.citations[0].address.year == 2013
    assert all(citation.address.year == 2013 or "2013" in citation.quote for citation in found.message.citations)


def test_a_sentence_of_ours_leaves_no_frame(base: KnowledgeBase) -> None:
    reply = replying.reply(base, "zeppelins", command="topic", prefix="defra")
    assert reply == Reply(cards.sentence(wording.usage_of_topic("/defra-topic", "zeppelins", [])))
    assert reply.frame is None


@pytest.mark.parametrize("text", ["x" * LONGEST, "&amp;" * LONGEST, "<http://gov.uk|gov.uk> " * 100])
def test_length_is_that_of_what_was_typed(base: KnowledgeBase, text: str) -> None:
    assert replying.reply(base, text).answer is not None


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "*a " * LONGEST, "&amp;" * LONGEST + "x", "*a " * 13_000])
@pytest.mark.parametrize("command", ["", "action", "topic"])
def test_what_is_too_long_gets_a_sentence(base: KnowledgeBase, text: str, command: str) -> None:
    assert told(base, text, command) == wording.too_long(LONGEST)


@given(TYPED, st.sampled_from(["", "action", "topic"]))
def test_any_text_gets_a_reply_that_passes_the_gate(base: KnowledgeBase, text: str, command: str) -> None:
    reply = replying.reply(base, text, command=command, prefix="defra")
    assert cards.verify(base, reply.message).text
    assert "<" not in reply.message.text


@given(TYPED)
def test_any_text_can_follow_a_question(base: KnowledgeBase, text: str) -> None:
    reply = replying.reply(base, text, replying.reply(base, RURAL).frame)
    assert cards.verify(base, reply.message).text
