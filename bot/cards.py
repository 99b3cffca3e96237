"""What an answer looks like in Slack: a heading with the report's date, quotes each with its citation, what to do next.

Long answers are cut between quotes, never inside one; "More" brings the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot import blocks, codes, layouts, wording
from bot.blocks import Block, Button
from bot.codes import Item, Missing
from bot.layouts import Form
from bot.plain import escape
from knowledge import Address, Answer, Citation, Intent, Kind, KnowledgeBase, Outcome, Reason, is_verbatim
from knowledge.statements import Found

MOST_WORDS = 2800
"""Characters of quotes in one message: with links and the rest it stays below 4,000 of text, and far below what Slack takes
over all blocks (about 12,000, not documented)."""
MOST_ITEMS = 12
MOST_STATEMENTS, MOST_STATED = 10, 150
"""Statements of a message that get a line, and characters of each."""
MOST_LISTED = 20
REST = "rest"
MOST_ASKED = 200
"""Characters of a question that are repeated when its answer is shared."""
CODE = re.compile(r"(?P<form>[qnpy])(?P<why>[a-z]*):(?P<items>.*)", re.S)
FEEDBACK = "feedback"
"""The id by which a thumb comes back."""
LINKED = 250
"""Characters that an item's link adds."""


class NotVerbatim(Exception):
    """A message would have shown something as a quote that the report doesn't say there."""


class Message(NamedTuple):
    """What is posted: blocks, the same as text that reads well aloud, and the citations of its quotes."""

    text: str
    blocks: list[Block]
    citations: tuple[Citation, ...] = ()
    code: str = ""
    """What it shows, for buttons; empty where that is nothing to come back to."""

    def content(self) -> dict[str, Any]:
        """As the arguments of a call to Slack."""
        return {"text": self.text, "blocks": self.blocks}


class Page(NamedTuple):
    """What one message shows of an answer, and what is left for the next. `why` is the reason of a silence, or "rest"."""

    form: Form
    items: tuple[Item, ...]
    rest: tuple[Item, ...] = ()
    why: str = ""

    def code(self, base: KnowledgeBase) -> str:
        """The page as a button's value."""
        return f"{self.form}{self.why}:{codes.write(base, self.items)}"


def sentence(text: str, row: Sequence[Button] = ()) -> Message:
    """A sentence of our own; it may hold words of the asker, which are shown as they are."""
    return Message(escape(text), [blocks.words(text), *blocks.buttons(row)])


def in_channel(before: str, channel: str, after: str) -> Message:
    """A sentence of our own that names a channel."""
    named = {"type": "channel", "channel_id": channel}
    parts = blocks.section(blocks.said(f"{before} "), named, blocks.said(f" {after}"))
    return Message(f"{escape(before)} <#{channel}> {escape(after)}", [blocks.rich(parts)])


def by_somebody(person: str, text: str) -> Message:
    """What somebody did, in a sentence that begins with their name."""
    line = blocks.rich(blocks.section({"type": "user", "user_id": person}, blocks.said(text)))
    return Message(f"<@{person}>{escape(text)}", [line])


def listed(heading: str, rows: Sequence[tuple[str, Sequence[Button]]]) -> Message:
    """Lines under a heading, each with its buttons: the last ones, where there are too many."""
    last = rows[-MOST_LISTED:]
    parts = [block for text, row in last for block in (blocks.words(text), *blocks.buttons(row))]
    return Message(escape("\n".join([heading, *(text for text, _ in last)])), [blocks.header(heading), *parts])


def with_contact(message: Message, contact: str) -> Message:
    """A sentence of ours with whom to turn to below it."""
    line = wording.turn_to(contact)
    return message._replace(text=f"{message.text}\n\n{escape(line)}", blocks=[*message.blocks, blocks.words(line)])


def of_answer(base: KnowledgeBase, answer: Answer, asked: str = "") -> Message:
    """The message for an answer to what somebody asked; empty where that were no words of their own."""
    if answer.outcome is Outcome.HELP:
        return sentence(wording.HELP, [Button(text, f"ask.{n}", text) for n, text in enumerate(wording.EXAMPLES)])
    if answer.outcome is Outcome.SMALL_TALK:
        return sentence(wording.SMALL_TALK)
    if answer.outcome is Outcome.NOT_UNDERSTOOD:
        return sentence(wording.NOT_UNDERSTOOD)
    notes = [wording.LEANS] * answer.question.leans + [wording.AS_OF] * answer.question.as_of
    if answer.outcome is Outcome.CHOOSE:
        row = [Button(reading, f"ask.{n}", blocks.shortened(reading, blocks.VALUE)) for n, reading in enumerate(answer.readings)]
        message = _message(base, [*notes, wording.CHOOSE], Page(Form.QUOTES, ()), row)
        return message._replace(text="\n".join([message.text, *map(escape, answer.readings)]))
    page = cut(_form(answer), _items(answer))
    if answer.reason:
        page = page._replace(why=answer.reason.value)
    message = _message(base, [*notes, *_why(page)], page, _steps(base, answer))
    return message._replace(blocks=[*message.blocks, thumbs(answer, asked)])


def of_code(base: KnowledgeBase, code: str) -> Message:
    """A page again, or the next one, by its code in a button. Raises codes.CodeError."""
    found = CODE.fullmatch(code)
    if not found or (found["why"] not in {*Reason, REST, ""}):
        raise codes.CodeError(code)
    page = cut(Form(found["form"]), codes.read(base, found["items"]))._replace(why=found["why"])
    return _message(base, _why(page), page, [])


def shareable(message: Message, question: str) -> Message:
    """A private answer with a button that shares it; as it is, where there is nothing to share."""
    if not message.code or len(message.code) >= blocks.VALUE:
        return message
    value = blocks.shortened(f"{message.code}\n{blocks.shortened(question, MOST_ASKED)}", blocks.VALUE)
    return message._replace(blocks=[*message.blocks, *blocks.buttons([Button(wording.SHARE, "share", value)])])


def shared(base: KnowledgeBase, value: str, person: str) -> Message:
    """A private answer as all see it, with the name of who shared it and what was asked. Raises codes.CodeError."""
    code, _, question = value.partition("\n")
    message = of_code(base, code)
    asked = wording.who_asked(question) if question else wording.WHO_SHARED
    line = blocks.rich(blocks.section({"type": "user", "user_id": person}, blocks.said(asked)))
    return message._replace(text=f"<@{person}>{escape(asked)}\n{message.text}", blocks=[line, *message.blocks])


def of_found(base: KnowledgeBase, found: Found) -> Message:
    """What the report says of a message's statements: a line for each, then the best passages."""
    if not found.statements and not found.passages:
        return sentence(wording.NO_STATEMENT)
    said = [wording.judged(blocks.shortened(one.text, MOST_STATED), one.mismatch) for one in found.statements[:MOST_STATEMENTS]]
    more = [wording.NOT_ALL] * (found.cut or len(found.statements) > MOST_STATEMENTS)
    notes = [*said, *more, wording.BEST if found.passages else wording.NOTHING_NEAR]
    return _message(base, notes, Page(Form.QUOTES, found.passages), [])


def thumbs(answer: Answer, asked: str = "") -> Block:
    """What stands below an answer, or below saying that there is none: whether it helped. A vote tells its outcome and topic,
    and a thumb down what was asked: Slack brings it back, so that nothing of it need be stored here before."""
    about = f"{answer.outcome}:{min(answer.question.frame.topics, default='')}"
    return blocks.thumbs(
        FEEDBACK,
        Button(wording.HELPFUL, FEEDBACK, f"up:{about}"),
        Button(wording.NOT_HELPFUL, FEEDBACK, f"down:{about}" + (f"\n{asked}" if asked else "")),
    )


def titles(base: KnowledgeBase) -> Message:
    """The titles of all actions."""
    items = [codes.read(base, f"{n}s.0-{t.span.end - t.span.start}")[0] for n, t in base.titles.items()]
    return _message(base, [wording.TITLES], Page(Form.QUOTES, tuple(items)), [])


def topics(base: KnowledgeBase) -> Message:
    """The labels of all topics, by group."""
    groups: dict[str, list[str]] = {}
    for topic in base.topics.by_id.values():
        groups.setdefault(topic.group, []).append(topic.label)
    lines = [f"{group}: {', '.join(labels)}" for group, labels in groups.items()]
    return Message(
        escape("\n".join([wording.TOPICS, blocks.shortened("\n".join(lines), 3000)])),
        [blocks.words(line) for line in [wording.TOPICS, *lines]],
    )


def cut(form: Form, items: Sequence[Item]) -> Page:
    """The first page of some items: as many as fit, and one at the least."""
    room, most = MOST_WORDS, 0
    for item in items[:MOST_ITEMS]:
        room -= _length(item)
        if most and room < 0:
            break
        most += 1
    return Page(form, tuple(items[:most]), tuple(items[most:]))


def verify(base: KnowledgeBase, message: Message) -> Message:
    """The gate right before a post. Raises NotVerbatim unless every quote shown is what the report says at its span."""
    shown = sorted(blocks.quotes(message.blocks))
    cited = sorted(layouts.lines(citation.quote) for citation in message.citations)
    if shown != cited or not all(is_verbatim(base.report, citation) for citation in message.citations):
        raise NotVerbatim
    return message


def _length(item: Item) -> int:
    return sum(len(citation.quote) + LINKED // 2 for citation in layouts.citations([item])) or LINKED // 2


def _items(answer: Answer) -> list[Item]:
    if answer.outcome is Outcome.NOT_IN_REPORT:
        return list(answer.near)
    if answer.promises:
        return list(answer.promises)
    return [*answer.citations, *(Missing(address) for address in answer.absent)]


def _form(answer: Answer) -> Form:
    if answer.outcome is Outcome.NOT_IN_REPORT:
        return Form.NEAR
    if answer.promises:
        return Form.PROMISES
    years = {citation.address.year for citation in answer.citations}
    over_time = answer.question.frame.intent in (Intent.SERIES, Intent.COMPARE) or len(answer.question.frame.years) > 1
    return Form.YEARS if over_time and len(years) > 1 and None not in years else Form.QUOTES


def _message(base: KnowledgeBase, notes: Sequence[str], page: Page, steps: Sequence[Button]) -> Message:
    return laid_out(base, wording.heading(base.report.updated), notes, page, [], steps)


def laid_out(
    base: KnowledgeBase, heading: str, before: Sequence[str], page: Page, after: Sequence[str], steps: Sequence[Button]
) -> Message:
    """A page under a heading, with sentences of ours before and after it, its source, and a row of buttons."""
    rest = Page(page.form, page.rest, why=REST)
    more = [Button(wording.MORE, "more", rest.code(base))] if page.rest else []
    body = layouts.LAYOUTS[page.form](base, page.items)
    last = [blocks.note(wording.source(base.report.url))] if page.items else []
    row = blocks.buttons([*more, *steps])
    parts = [blocks.header(heading), *map(blocks.words, before), *body, *map(blocks.words, after), *last, *row]
    spoken = [
        heading,
        *before,
        *(layouts.spoken(base, item) for item in page.items),
        *[wording.THERE_IS_MORE] * bool(more),
    ]
    code = page.code(base) if page.items or page.why else ""
    return Message(escape("\n".join([*spoken, *after])), parts, tuple(layouts.citations(page.items)), code)


def _why(page: Page) -> list[str]:
    """What is said before the items."""
    if page.why == REST:
        return [wording.GOING_ON]
    return [wording.silent(Reason(page.why)), *[wording.NEAREST] * bool(page.items)] if page.why else []


def _steps(base: KnowledgeBase, answer: Answer) -> list[Button]:
    """What to look at next: other years of the action, its plans beside their outcomes, the whole of it."""
    cited = answer.citations or answer.near
    if not cited:
        return []
    action = cited[0].address.action
    shown = {citation.address for citation in cited}
    steps = [
        Button(
            wording.section(address),
            f"show.{codes.LETTERS[address.kind]}{address.year}",
            f"action {action} {address.year} {address.kind}",
        )
        for address in _sections(base, action)
        if address not in shown
    ]
    beside = (
        [] if answer.promises or not has_plans(base, action) else [Button(wording.BESIDE, "show.outcomes", f"outcomes {action}")]
    )
    return [*steps[-2:], *beside, Button(wording.whole(action), "show.action", f"action {action}")]


def _sections(base: KnowledgeBase, action: int) -> list[Address]:
    return [address for address in base.sections if address.action == action and address.kind is not Kind.SCOPE]


def has_plans(base: KnowledgeBase, action: int) -> bool:
    """Whether an action has plans that can stand beside outcomes."""
    return any(base.sentences[number].address.action == action for number in base.outcomes)
