"""Block Kit: the few blocks that messages are made of, within Slack's limits. Quotes and people's words stand in rich text,
which Slack shows letter by letter: nothing in them is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Block = dict[str, Any]

MOST_BUTTONS = 5
BUTTON, VALUE = 75, 2000
"""Characters of a button's text and value."""


class Button(NamedTuple):
    """What a button says, by which id its click comes back, and what it shows."""

    label: str
    action: str
    value: str


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": {"type": "plain_text", "text": shortened(text, 150), "emoji": False}}


def words(text: str) -> Block:
    """A paragraph, letter by letter."""
    return rich(section(said(text)))


def note(markup: str) -> Block:
    """A small line in Slack's markup; what people typed must be escaped in it."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": markup}]}


def buttons(row: Sequence[Button]) -> list[Block]:
    """A row of buttons; no block without any."""
    elements = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": shortened(button.label, BUTTON), "emoji": False},
            "action_id": button.action,
            **({"value": button.value} if button.value else {}),  # Slack takes no empty one
        }
        for button in row[:MOST_BUTTONS]
    ]
    return [{"type": "actions", "elements": elements}] if elements else []


def thumbs(action: str, up: Button, down: Button) -> Block:
    """A thumb up and a thumb down; both come back by one id, each with its value."""
    halves = [{"text": label(thumb.label), "accessibility_label": thumb.label, "value": thumb.value} for thumb in (up, down)]
    pair = {"type": "feedback_buttons", "action_id": action, "positive_button": halves[0], "negative_button": halves[1]}
    return {"type": "context_actions", "elements": [pair]}


def label(text: str) -> Block:
    """A label: of a button, a form or a field."""
    return {"type": "plain_text", "text": text, "emoji": False}


def table(rows: Iterable[Sequence[Block]]) -> Block:
    """Rows of cells, each wrapped; the first row is the head."""
    lines = [list(row) for row in rows]
    return {"type": "table", "column_settings": [{"is_wrapped": True} for _ in lines[0]], "rows": lines}


def unrolled(parts: Iterable[Block]) -> list[Block]:
    """Blocks for where no table can stand: each cell below its column's head. Thumbs can't stand there either."""
    found: list[Block] = []
    for part in parts:
        if part["type"] == "context_actions":
            continue
        if part["type"] != "table":
            found.append(part)
            continue
        labels, *rows = part["rows"]
        cells = [(label["text"], cell) for row in rows for label, cell in zip(labels, row, strict=True)]
        for label, cell in cells:
            found += [words(f"{label}: {cell['text']}")] if cell["type"] == "raw_text" else [words(f"{label}:"), cell]
    return found


def head(*labels: str) -> list[Block]:
    """The head of a table."""
    return [{"type": "raw_text", "text": label} for label in labels]


def rich(*elements: Block) -> Block:
    """A block, or a table's cell, of rich text."""
    return {"type": "rich_text", "elements": list(elements)}


def quote(text: str) -> Block:
    """A quote set apart."""
    return {"type": "rich_text_quote", "elements": [said(text)]}


def section(*parts: Block) -> Block:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


def said(text: str) -> Block:
    """Words, letter by letter."""
    return {"type": "text", "text": text}


def link(label: str, url: str) -> Block:
    """Words that lead somewhere."""
    return {"type": "link", "text": label, "url": url}


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def quotes(blocks: Iterable[Block]) -> list[str]:
    """All that is set apart as a quote in some blocks, in their order, also within tables."""
    found: list[str] = []
    for block in blocks:
        if block.get("type") == "rich_text_quote":
            found += ["".join(part.get("text", "") for part in block["elements"])]
        elif block.get("type") in ("rich_text", "rich_text_section"):
            found += quotes(block["elements"])
        elif block.get("type") == "table":
            found += [words for row in block["rows"] for words in quotes(row)]
    return found
