"""Slack's form of a text, undone and made: its marks become what the person typed, and what we say stays what we say."""

from __future__ import annotations

import re

LINK = re.compile(r"<(?:https?|ftp|mailto|tel):[^<>|]*\|([^<>]*)>")
BARE_LINK = re.compile(r"<((?:https?|ftp)://[^<>|]*|mailto:[^<>|]*|tel:[^<>|]*)>")
CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^<>]*))?>")
SOMEBODY = re.compile(r"<[@!](?:subteam\^)?[A-Za-z0-9^]*(?:\|[^<>]*)?>")
EMOJI = re.compile(r"(?<![\w/]):(?!\d\d\b)[a-z0-9_+'-]*[a-z+][a-z0-9_+'-]*:(?:(?=:)|(?!\w))")
STYLE = re.compile(r"(?<![\w*_~`])(\*{1,3}|_{1,3}|~{1,3}|`{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])", re.S)
QUOTED = re.compile(r"^&gt; ?", re.M)


def plain(text: str) -> str:
    """What a person typed: mentions, emoji and styles left out, links as their words, entities undone.

    The order is Slack's backwards: its marks first, since what people type as < arrives as &lt;.
    """
    for pattern, put in ((LINK, r"\1"), (BARE_LINK, r"\1"), (CHANNEL, r"#\1"), (SOMEBODY, " "), (QUOTED, ""), (EMOJI, " ")):
        text = pattern.sub(put, text)
    while (bare := STYLE.sub(r"\2", text)) != text:  # styles stand within styles
        text = bare
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return re.sub(r"[ \t]+", " ", text).strip()


def escape(text: str) -> str:
    """A text that Slack shows as it is in mrkdwn: Slack's three signs become entities, so no mention and no link can arise."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def readable(text: str) -> str:
    """What somebody typed, on one line and without signs that a database or a terminal takes for more than text."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
