"""App Home: what this is and what it can't answer, a search box, and the report to browse. Pure: views in, views out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot import blocks, request, wording
from bot.blocks import Block, Button
from bot.cards import Message
from bot.request import ActionWanted
from knowledge import KnowledgeBase

View = dict[str, Any]

Line = tuple[str, list[Button]]
"""A digest in a line, with what can be done with it."""
MOST_DIGESTS = 20
MOST_OPTIONS = 100
"""Options of a select, and of each of its groups."""


def start(base: KnowledgeBase, privacy: str, digests: Sequence[Line] = ()) -> View:
    """Home as it opens; `privacy` says what is kept, `digests` are the person's own."""
    examples = [Button(text, f"ask.{n}", text) for n, text in enumerate(wording.EXAMPLES[:4])]
    return _view(
        [
            blocks.header(wording.NAME),
            blocks.words(wording.about(base.report.updated)),
            _search(),
            *blocks.buttons(examples),
            blocks.header(wording.ALL_ACTIONS),
            *(_action(base, number) for number in base.titles),
            blocks.header(wording.ALL_TOPICS),
            _topics(base),
            blocks.header(wording.YOUR_DIGESTS),
            *_digests(digests),
            blocks.header(wording.PRIVACY),
            blocks.words(privacy),
            blocks.note(wording.source(base.report.url)),
        ]
    )


def answered(base: KnowledgeBase, message: Message, asked: str) -> View:
    """Home with an answer on it; `asked` is the pressed button's value, which may name an action whose years are to be had."""
    wanted = request.read(asked)
    number = wanted.number if isinstance(wanted, ActionWanted) else None
    back = Button(wording.BACK, "home", "")
    years = _years(base, number) if number else []
    return _view([_search(), *blocks.buttons([back, *years]), *blocks.unrolled(message.blocks)])


def _view(parts: list[Block]) -> View:
    return {"type": "home", "blocks": parts}


def _digests(digests: Sequence[Line]) -> list[Block]:
    shown = [block for text, row in digests[-MOST_DIGESTS:] for block in (blocks.words(text), *blocks.buttons(row))]
    new = blocks.buttons([Button(wording.MAKE_DIGEST, "digest.new", "")])
    return [*(shown or [blocks.words(wording.NO_DIGESTS_OF_YOURS)]), *new]


def _search() -> Block:
    return {
        "type": "input",
        "block_id": "search",
        "dispatch_action": True,
        "label": {"type": "plain_text", "text": wording.SEARCH, "emoji": False},
        "element": {
            "type": "plain_text_input",
            "action_id": "search",
            "placeholder": {"type": "plain_text", "text": wording.EXAMPLES[0], "emoji": False},
        },
    }


def _action(base: KnowledgeBase, number: int) -> Block:
    title = f"{number}. {base.report.quote(base.titles[number].span)}"
    return {
        "type": "section",
        "text": {"type": "plain_text", "text": title, "emoji": False},
        "accessory": {
            "type": "button",
            "text": {"type": "plain_text", "text": wording.OPEN, "emoji": False},
            "accessibility_label": f"{wording.OPEN} action {number}",
            "action_id": f"show.action{number}",
            "value": f"action {number}",
        },
    }


def _years(base: KnowledgeBase, number: int) -> list[Button]:
    years = sorted({address.year for address in base.sections if address.action == number and address.year})
    return [Button(wording.in_year(number, year), f"show.year{year}", f"action {number} {year}") for year in years]


def _topics(base: KnowledgeBase) -> Block:
    groups: dict[str, list[Block]] = {}
    for topic in base.topics.by_id.values():
        label = {"type": "plain_text", "text": blocks.shortened(topic.label, blocks.BUTTON), "emoji": False}
        groups.setdefault(topic.group, []).append({"text": label, "value": topic.id})
    select = {
        "type": "static_select",
        "action_id": "topic",
        "placeholder": {"type": "plain_text", "text": wording.CHOOSE_TOPIC, "emoji": False},
        "option_groups": [
            {"label": {"type": "plain_text", "text": group, "emoji": False}, "options": options[:MOST_OPTIONS]}
            for group, options in groups.items()
        ],
    }
    return {"type": "actions", "elements": [select]}
