"""Text objects, and what reads badly in mrkdwn."""

from __future__ import annotations

import re

from tests.slack.block_kit.findings import Findings

CODE_SPAN = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LEAKED_MARKDOWN = {
    "bold": re.compile(r"(?<!\*)\*\*[^\s*][^*\n]*\*\*(?!\*)"),
    "link": re.compile(r"(?<!!)\[[^\]\n]+\]\((?:https?:|mailto:)[^)\s]+\)"),
    "heading": re.compile(r"^#{1,6} \S", re.M),
    "table": re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|", re.M),
}
RAW_LT = re.compile(r"<(?![@#!]|[a-z][a-z0-9+.-]*:)", re.I)
MASS_MENTION = re.compile(r"<!(?:channel|everyone|here)\b[^>]*>")


def check_text(
    found: Findings, text: object, path: str, limit: int = 3000, plain: bool = False, code: str = "text_too_long"
) -> None:
    """A text object of 1 to `limit` characters; with `plain`, only plain_text will do."""
    if not isinstance(text, dict):
        found.err("missing_text_object", path, "a text object is required")
        return
    kind, words = text.get("type"), text.get("text")
    if kind not in ("plain_text", "mrkdwn"):
        found.err("bad_text_type", path + "/type", f"unknown text type {kind!r}")
    elif plain and kind != "plain_text":
        found.err("plain_text_required", path + "/type", "must be plain_text")
    found.length(words, path + "/text", limit, code, least=1)
    if kind == "mrkdwn" and isinstance(words, str):
        check_mrkdwn(found, words, path + "/text")
    if kind == "mrkdwn" and "emoji" in text:
        found.err("emoji_in_mrkdwn", path + "/emoji", "emoji is only for plain_text")


def check_mrkdwn(found: Findings, text: str, path: str) -> None:
    """Warns of Markdown that is shown as typed, of a bare "<" and of mentions of everybody; code is left alone."""
    bare = CODE_SPAN.sub("", text)
    for name, pattern in LEAKED_MARKDOWN.items():
        if pattern.search(bare):
            found.warn("markdown_in_mrkdwn", path, f"Markdown {name} syntax in mrkdwn text is shown to the user as typed")
    if RAW_LT.search(bare):
        found.warn("unescaped_lt", path, "'<' should be escaped as &lt; in mrkdwn text")
    if MASS_MENTION.search(bare):
        found.warn("mass_mention", path, "notifies a whole channel or workspace")
