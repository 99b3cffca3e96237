"""What Slack makes of the text that a person types."""

from __future__ import annotations

import re
from typing import Any

from tests.slack.ids import block_id
from tests.slack.shapes import Payload

ALREADY = re.compile(r"&(?:amp|lt|gt);|<https?:[^>]*\|")
TOKEN = re.compile(r"(<(?:[@#!][^>\n]*|https?:[^>\n]*|mailto:[^>\n]*)>)")
ADDRESS = re.compile(
    r"(?<![\w@./<|-])(https?://[^\s<>|]+|(?:[A-Za-z0-9-]+\.)+(?:uk|com|org|net|io|eu)(?:/[^\s<>|]*)?)(?![\w-])", re.I
)


def as_slack_sends(text: str) -> str:
    """Typed text in Slack's form: & < > escaped, addresses made links ("GOV.UK" arrives as "<http://GOV.UK|GOV.UK>")."""
    if ALREADY.search(text):
        return text
    return "".join(bit if TOKEN.fullmatch(bit) else _linked(bit) for bit in TOKEN.split(text))


def _linked(plain: str) -> str:
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ADDRESS.sub(lambda m: f"<{m[0]}>" if m[0].startswith("http") else f"<http://{m[0]}|{m[0]}>", escaped)


def rich_text(text: str) -> list[Payload]:
    """The rich_text block that Slack puts on a message of plain text."""
    parts = [_part(bit) for bit in re.split(r"(<@[UW]\w+>|<https?://[^>]+>)", text) if bit]
    section = {"type": "rich_text_section", "elements": parts or [{"type": "text", "text": " "}]}
    return [{"type": "rich_text", "block_id": block_id(), "elements": [section]}]


def _part(bit: str) -> dict[str, Any]:
    if bit.startswith("<@"):
        return {"type": "user", "user_id": bit[2:-1]}
    if bit.startswith("<http"):
        return {"type": "link", "url": bit[1:-1].split("|")[0]}
    return {"type": "text", "text": bit}
