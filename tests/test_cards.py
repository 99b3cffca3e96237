"""Answers as Slack shows them: within its limits, nothing lost between pages, nothing quoted that the report doesn't say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

import knowledge
from bot import blocks, cards, codes, layouts, replying, wording
from bot.blocks import Block, Button
from bot.cards import Message, NotVerbatim
from bot.codes import CodeError, Item, Missing
from bot.layouts import Form
from bot.plain import escape
from knowledge import Address, Answer, Citation, Kind, KnowledgeBase, Outcome, Promise, Span, cite, quotes
from tests.evaluation.score import ask
from tests.evaluation.score import read as items_of
from tests.slack import lint_message
from tests.test_codes import MADE_UP, quoted

LONGEST_TEXT = 4000
PLANS_OF_2015 = "all plans for 2015"
DANGER = ["<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>", "<@U1>", "<#C1|x>", "<http://x|y>", "&lt;", "&amp;", "*b*"]
ANYTHING = st.lists(st.sampled_from([*DANGER, " ", "\n"]) | st.text(min_size=1), min_size=1).map("".join)
EIGHT = Address(8, Kind.PLAN, 2014)


def elements(message: Message) -> list[Block]:
    """The buttons of a message."""
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


def pages(base: KnowledgeBase, message: Message) -> Iterator[Message]:
    """A message and all that "More" brings."""
    while True:
        yield message
        more = [element["value"] for element in elements(message) if element["action_id"] == "more"]
        if not more:
            return
        message = replying.rest(base, more[0]).message


def of_set(base: KnowledgeBase, name: str) -> Iterator[Answer]:
    """The answers to an evaluation set."""
    return (ask(base, item) for item in items_of(name))


def by_name(base: KnowledgeBase) -> Iterator[Answer]:
    """The answers about each action, also beside its outcomes, and each topic."""
    for number in [*base.titles, 17]:
        yield knowledge.about_outcomes(base, number)
        yield from (knowledge.about_action(base, number, year) for year in (None, 2012, 2013, 2014, 2015))
    yield from (knowledge.about_topic(base, topic) for topic in base.topics.by_id.values())


def shown(answer: Answer) -> list[Citation]:
    """The quotes that an answer's pages are to show, in their order."""
    if answer.outcome is Outcome.NOT_IN_REPORT:
        return list(answer.near)
    return list(quoted([*answer.promises])) or list(answer.citations)


ALL: list[Callable[[KnowledgeBase], Iterator[Answer]]] = [
    lambda base: of_set(base, "dev"),
    lambda base: of_set(base, "fresh-k"),
    by_name,
]


def prove_good(base: KnowledgeBase, message: Message) -> None:
    """Assert what holds for every message."""
    assert lint_message(message.content()) == []
    assert 0 < len(message.text) <= LONGEST_TEXT
    ids = [element["action_id"] for element in elements(message)]
    assert len(ids) == len(set(ids))
    assert all(0 < len(element["value"]) <= blocks.VALUE for element in elements(message))
    assert message.citations == () or base.report.updated in message.text


@pytest.mark.parametrize("answers", ALL, ids=["dev", "fresh-k", "by name"])
def test_every_page_of_every_answer_is_within_slacks_limits_and_shows_each_quote_once(
    base: KnowledgeBase, answers: Callable[[KnowledgeBase], Iterator[Answer]]
) -> None:
    for answer in answers(base):
        found = list(pages(base, replying.Reply(cards.of_answer(base, answer)).message))
        for message in found:
            prove_good(base, cards.verify(base, message))
            assert not message.code or cards.of_code(base, message.code).citations == message.citations
        assert [citation for message in found for citation in message.citations] == shown(answer)
        assert all(wording.THERE_IS_MORE in message.text for message in found[:-1])


def test_titles_and_topics_are_within_slacks_limits(base: KnowledgeBase) -> None:
    for message in (cards.titles(base), cards.topics(base)):
        prove_good(base, cards.verify(base, message))
    assert [citation.address.action for citation in cards.titles(base).citations] == list(base.titles)
    listed = [part["text"] for block in cards.topics(base).blocks for line in block["elements"] for part in line["elements"]]
    assert all(topic.label in "\n".join(listed) for topic in base.topics.by_id.values())


def test_a_long_answer_is_cut_between_quotes(base: KnowledgeBase) -> None:
    found = list(pages(base, cards.of_answer(base, knowledge.ask(base, PLANS_OF_2015))))
    assert len(found) > 1
    assert all(len(message.citations) <= cards.MOST_ITEMS for message in found)


def test_an_item_that_is_too_long_for_a_message_is_shown_all_the_same(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_WORDS", 1)
    answer = knowledge.about_action(base, 8)
    found = list(pages(base, cards.of_answer(base, answer)))
    assert [len(message.citations) for message in found] == [1] * len(answer.citations)


def test_the_text_of_a_message_says_all_that_its_blocks_say(base: KnowledgeBase) -> None:
    for answer in of_set(base, "dev"):
        message = cards.of_answer(base, answer)
        assert all(escape(quote) in message.text for quote in blocks.quotes(message.blocks))
        assert all(escape(reading) in message.text for reading in answer.readings)
        assert all(wording.absent(a, a in base.sections) in message.text for a in answer.absent if not answer.promises)


# What people typed comes out as it is.


@given(ANYTHING)
def test_what_people_typed_is_shown_letter_by_letter(typed: str) -> None:
    message = cards.sentence(typed)
    assert message.blocks == [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": typed}]}]}
    ]
    assert "<" not in message.text
    assert ">" not in message.text


@given(ANYTHING)
def test_no_message_lets_typed_marks_through(typed: str) -> None:
    message = cards.sentence(wording.usage_of_topic("/defra-topic", typed, [typed]), [Button(typed, "ask.0", typed)])
    assert lint_message(message.content()) == []
    assert "<" not in message.text


def test_a_button_says_at_most_75_characters_and_five_stand_in_a_row() -> None:
    [row] = blocks.buttons([Button("x" * 100, f"ask.{n}", "value") for n in range(6)])
    assert len(row["elements"]) == blocks.MOST_BUTTONS
    assert row["elements"][0]["text"]["text"] == "x" * 74 + "…"
    assert blocks.buttons([]) == []


# The gate.


@pytest.fixture
def card(base: KnowledgeBase) -> Message:
    """A card with quotes."""
    return cards.of_answer(base, knowledge.about_action(base, 8, 2014))


def test_the_gate_lets_through_what_the_report_says(base: KnowledgeBase, card: Message) -> None:
    assert cards.verify(base, card) is card


def of_one(base: KnowledgeBase, citation: Citation) -> Message:
    """A message that shows one quote."""
    return Message("text", [blocks.rich(blocks.quote(layouts.lines(citation.quote)))], (citation,))


def whole(base: KnowledgeBase) -> Citation:
    """A section's words as one quote."""
    [citation] = quotes.whole(base, base.sections[EIGHT])
    return citation


CHANGES: dict[str, Callable[[KnowledgeBase, Citation], Citation]] = {
    "a changed quote": lambda base, c: c._replace(quote=f"Not yet: {c.quote}"),
    "a quote cut in mid-sentence": lambda base, c: cite(base.report, c.address, Span(c.span.start, c.span.end - 9)),
    "a quote that begins in mid-sentence": lambda base, c: cite(base.report, c.address, Span(c.span.start + 4, c.span.end)),
    "a quote from another section": lambda base, c: c._replace(address=Address(8, Kind.PLAN, 2015)),
    "a quote that runs on into the next section": lambda base, c: cite(
        base.report, c.address, Span(c.span.start, c.span.end + 200)
    ),
    "a section that isn't there": lambda base, c: c._replace(address=Address(99, Kind.PLAN, 2014)),
}


def test_a_quote_alone_passes_the_gate(base: KnowledgeBase) -> None:
    assert cards.verify(base, of_one(base, whole(base))).citations == (whole(base),)


@pytest.mark.parametrize("change", CHANGES)
def test_the_gate_refuses_what_the_report_does_not_say_there(base: KnowledgeBase, change: str) -> None:
    changed = CHANGES[change](base, whole(base))
    with pytest.raises(NotVerbatim):
        cards.verify(base, of_one(base, changed))


def test_the_gate_refuses_words_shown_as_a_quote_that_nobody_cites(base: KnowledgeBase, card: Message) -> None:
    made_up = blocks.table([blocks.head("a"), [blocks.rich(blocks.quote("Rural payments went live in 2013."))]])
    for blocks_shown in ([*card.blocks, made_up], [made_up]):
        with pytest.raises(NotVerbatim):
            cards.verify(base, card._replace(blocks=blocks_shown))


def test_the_gate_refuses_a_citation_without_its_quote(base: KnowledgeBase, card: Message) -> None:
    with pytest.raises(NotVerbatim):
        cards.verify(base, card._replace(citations=(*card.citations, whole(base))))
    with pytest.raises(NotVerbatim):
        cards.verify(base, card._replace(citations=card.citations[1:]))


# What "More" brings.


@pytest.mark.parametrize("code", ["", "x", "q", "5p14.0-72", "q:5p14.0-1", "q:x", "x:5p14", "qrumour:", "q5p14.0-72"])
def test_a_code_of_no_form_or_item_is_refused(base: KnowledgeBase, code: str) -> None:
    with pytest.raises(CodeError):
        cards.of_code(base, code)


@pytest.mark.parametrize("form", Form)
def test_any_item_can_be_shown_in_any_form(base: KnowledgeBase, form: Form) -> None:
    title = quotes.title(base, 8)
    promises = [
        Promise((), (), ()),
        Promise((whole(base),), (), (), Address(8, Kind.PROGRESS, 2014)),
        Promise((), (whole(base),), ()),
        Promise((title,), (whole(base),), (title,)),
    ]
    items: list[Item] = [whole(base), title, Missing(EIGHT), Missing(Address(15, Kind.PROGRESS, 2013)), *promises]
    message = cards.verify(base, cards.of_code(base, f"{form}rest:{codes.write(base, items)}"))
    prove_good(base, message)
    assert wording.GOING_ON in message.text
    assert list(message.citations) == list(quoted(items))


@given(MADE_UP.map(lambda code: f"q:{code}") | MADE_UP)
def test_any_code_gives_a_good_message_or_is_refused(base: KnowledgeBase, code: str) -> None:
    try:
        message = replying.rest(base, code).message
    except CodeError:
        return
    prove_good(base, message)


# Golden messages: what people see changes only when somebody means it to.

GOLDEN: dict[str, Callable[[KnowledgeBase], Message]] = {
    "a topic in a year": lambda base: replying.reply(base, "topic rural payments 2014").message,
    "plans beside outcomes": lambda base: replying.reply(base, "outcomes 5").message,
    "year by year": lambda base: replying.reply(base, "single payment scheme uptake in 2013 and 2014").message,
    "not mentioned": lambda base: replying.reply(base, "action 15 plans 2014").message,
    "silent with what is near": lambda base: replying.reply(base, "how much did rural payments cost?").message,
    "choose": lambda base: replying.reply(base, "who is Julie Pearce?").message,
    "help": lambda base: replying.reply(base, "help").message,
    "small talk": lambda base: replying.reply(base, "thanks").message,
    "a long list": lambda base: replying.reply(base, PLANS_OF_2015).message,
    "more of a long list": lambda base: list(pages(base, replying.reply(base, PLANS_OF_2015).message))[1],
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """A message as it was when somebody last looked at it."""
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("name", GOLDEN, ids=lambda name: name.replace(" ", "-"))
def test_a_message_is_as_it_was(base: KnowledgeBase, golden: SnapshotAssertion, name: str) -> None:
    message: dict[str, Any] = GOLDEN[name](base).content()
    assert message == golden
