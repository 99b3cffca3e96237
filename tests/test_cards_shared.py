"""Answers that are shared, what is found in a message, and lists: within Slack's limits and past the same gate."""

from __future__ import annotations

import pytest

from bot import blocks, cards, replying, wording
from bot.blocks import Button
from bot.cards import Message
from bot.codes import CodeError
from knowledge import KnowledgeBase, quotes
from knowledge.statements import find
from knowledge.statements.verdict import Found, Mismatch, Statement
from tests.slack import lint_message
from tests.test_cards import elements, prove_good

QUESTION = "what happened with <rural> & *payments* in 2014?"
ASKER = "U0ALICE001"


@pytest.fixture
def answer(base: KnowledgeBase) -> Message:
    """An answer with quotes."""
    return replying.reply(base, QUESTION).message


def value(message: Message) -> str:
    """What the button that shares holds."""
    [found] = [element["value"] for element in elements(message) if element["action_id"] == "share"]
    return str(found)


@pytest.mark.parametrize("question", ["", QUESTION, "x" * 3000])
def test_a_shared_answer_is_the_same_with_the_name_of_who_shared_it(base: KnowledgeBase, answer: Message, question: str) -> None:
    message = cards.verify(base, cards.shared(base, value(cards.shareable(answer, question)), ASKER))
    prove_good(base, message)
    assert message.citations == answer.citations
    begins = wording.who_asked(blocks.shortened(question, cards.MOST_ASKED)) if question else wording.WHO_SHARED
    assert message.text.startswith(f"<@{ASKER}>{cards.sentence(begins).text}\n")
    assert message.blocks[0]["elements"][0]["elements"][0] == {"type": "user", "user_id": ASKER}


def test_an_answer_that_can_be_shared_keeps_slacks_limits(base: KnowledgeBase, answer: Message) -> None:
    prove_good(base, cards.verify(base, cards.shareable(answer, QUESTION)))


def test_a_silence_is_shared_with_its_reason(base: KnowledgeBase) -> None:
    silent = replying.reply(base, "how much did rural payments cost?").message
    message = cards.shared(base, value(cards.shareable(silent, "")), ASKER)
    assert wording.SILENT in message.text
    assert wording.NEAREST in message.text
    assert message.citations == silent.citations


def test_what_shows_nothing_of_the_report_cannot_be_shared(answer: Message) -> None:
    for message in (cards.sentence(wording.SMALL_TALK), answer._replace(code="q:" + "x" * blocks.VALUE)):
        assert cards.shareable(message, QUESTION) is message


def test_a_value_that_names_nothing_is_not_shared(base: KnowledgeBase) -> None:
    with pytest.raises(CodeError):
        cards.shared(base, f"q:99p14.0-1\n{QUESTION}", ASKER)


# What is found in a message.


def test_each_statement_of_a_message_is_judged(base: KnowledgeBase) -> None:
    text = "Rural payments moved into private beta in July 2014. Rural payments went live in 2013."
    message = cards.verify(base, cards.of_found(base, find(base, text)))
    prove_good(base, message)
    assert wording.BACKED in message.text
    assert wording.BEST in message.text
    assert message.citations


def test_a_message_without_statements_says_so(base: KnowledgeBase) -> None:
    assert cards.of_found(base, Found((), (), cut=False)) == cards.sentence(wording.NO_STATEMENT)


def test_a_statement_with_nothing_near_says_so(base: KnowledgeBase) -> None:
    found = Found((statement("Zeppelins <!channel> are late."),), (), cut=False)
    message = cards.of_found(base, found)
    prove_good(base, message)
    assert wording.NOTHING_NEAR in message.text
    assert wording.NOT_ALL not in message.text
    assert "<" not in message.text


@pytest.mark.parametrize(("many", "cut"), [(cards.MOST_STATEMENTS, True), (cards.MOST_STATEMENTS + 1, False)])
def test_a_message_that_says_too_much_is_cut_and_it_is_said(base: KnowledgeBase, many: int, cut: bool) -> None:
    longest = sorted((quotes.whole(base, section)[0] for section in base.sections.values()), key=lambda c: len(c.quote))[-3:]
    message = cards.of_found(base, Found(tuple(statement("x" * 400) for _ in range(many)), tuple(longest), cut))
    assert wording.NOT_ALL in message.text
    assert message.text.count("x" * (cards.MOST_STATED - 1) + "…") == cards.MOST_STATEMENTS
    assert [finding for finding in lint_message(message.content()) if finding["level"] == "error"] == []


def statement(text: str) -> Statement:
    """A statement that the report doesn't back."""
    return Statement(text, mismatch=Mismatch.NOTHING)


# Sentences and lists.


def test_a_sentence_may_name_a_channel_or_a_person() -> None:
    assert cards.in_channel("Stopped in", "C1", "& <done>.").text == "Stopped in <#C1> &amp; &lt;done&gt;."
    assert cards.by_somebody("U1", " did <it>.").text == "<@U1> did &lt;it&gt;."
    for message in (cards.in_channel("In", "C1", "now."), cards.by_somebody("U1", " did it.")):
        assert lint_message(message.content()) == []


def test_of_a_list_the_last_are_shown_each_with_its_buttons() -> None:
    rows = [(f"Row <{number}>", [Button("Stop", f"stop.{number}", "x")]) for number in range(cards.MOST_LISTED + 1)]
    message = cards.listed("All", rows)
    assert lint_message(message.content()) == []
    assert len(elements(message)) == cards.MOST_LISTED
    assert "&lt;0&gt;" not in message.text
    assert f"&lt;{cards.MOST_LISTED}&gt;" in message.text


def test_a_table_unrolled_says_the_same_cell_by_cell(base: KnowledgeBase) -> None:
    for question in ("outcomes 5", "single payment scheme uptake in 2013 and 2014", "action 8 2014"):
        message = replying.reply(base, question).message
        flat = message._replace(blocks=blocks.unrolled(message.blocks))
        assert "table" not in {block["type"] for block in flat.blocks}
        assert blocks.quotes(flat.blocks) == blocks.quotes(message.blocks)
        prove_good(base, cards.verify(base, flat))
