"""What Slack would refuse, and what a person would mind, in a message, a view, a call or an acknowledgement."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.slack.block_kit.blocks import Blocks
from tests.slack.block_kit.text import check_mrkdwn, check_text
from tests.slack.shapes import Payload, flag

TEXT_VALUE = re.compile(r'"text": ?"((?:[^"\\]|\\.)*)"')
POSTS = ("chat.postMessage", "chat.update", "chat.postEphemeral", "response_url")
SURFACES = {"views.publish": "home", "views.open": "modal", "views.push": "modal"}


def lint_message(a: Payload) -> list[Payload]:
    """The arguments of a call that posts a message, or the body of an answer to a slash command; out come findings."""
    found = Blocks()
    for name in ("blocks", "attachments"):
        if isinstance(a.get(name), str):
            found.err("not_json", "/" + name, f"{name} is not valid JSON")
    if isinstance(a.get("text"), str):
        _top_text(found, a, a["text"])
    if isinstance(a.get("markdown_text"), str):
        _markdown_text(found, a, a["markdown_text"])
    if isinstance(a.get("blocks"), list):
        _message_blocks(found, a, a["blocks"])
    if isinstance(a.get("attachments"), list):
        _attachments(found, a["attachments"])
    _metadata(found, a.get("metadata"))
    return found.found


def lint_view(view: Any, expect: str | None = None) -> list[Payload]:
    """A modal or a Home; `expect` names the one it must be."""
    found = Blocks()
    if not isinstance(view, dict):
        found.err("bad_view", "/view", "not a JSON object")
        return found.found
    kind = view.get("type")
    if kind not in ("modal", "home") or (expect and kind != expect):
        found.err("bad_view_type", "/view/type", f"{kind!r}, wanted {expect or 'modal or home'}")
        return found.found
    found.check(view.get("blocks"), "/view/blocks", kind)
    for name in ("callback_id", "external_id"):
        found.ident(view.get(name), f"/view/{name}")
    if view.get("private_metadata") is not None:
        found.length(view["private_metadata"], "/view/private_metadata", 3000, "private_metadata_too_long")
    if kind == "modal":
        _modal(found, view)
    size = len(json.dumps(view).encode())
    if size > 250_000:
        found.err("view_too_large", "/view", "at most 250 kB", 250_000, size)
    return found.found


def lint_call(method: str, a: Payload) -> list[Payload]:
    """The arguments of a call of the Web API, or of a post to a response_url."""
    if method in POSTS:
        found = lint_message(a)
        if method == "chat.update" and a.get("blocks") == [] and not a.get("text"):
            empty = {"level": "warn", "code": "missing_text_fallback", "path": "/text", "message": "update empties the message"}
            found.append(empty)
        return found
    if method.startswith("views."):
        return lint_view(a.get("view"), SURFACES.get(method))
    if method.startswith("assistant."):
        return _assistant(method, a)
    return []


def lint_ack(body: Any, view: Payload | None = None) -> list[Payload]:
    """What the bot put into its acknowledgement: a command's text, or what is to become of the submitted view."""
    if not isinstance(body, dict):
        return []
    if "response_action" in body:
        return _response_action(body, view)
    return lint_message(body) if {"text", "blocks", "attachments"} & set(body) else []


def _top_text(found: Blocks, a: Payload, text: str) -> None:
    if len(text) > 40000:
        found.warn("text_truncated", "/text", "Slack truncates text beyond 40,000 characters", 40000, len(text))
    elif len(text) > 4000:
        found.warn("text_long", "/text", "Slack recommends at most 4,000 characters of text", 4000, len(text))
    if not a.get("blocks") and a.get("mrkdwn") not in (False, "false", "0"):
        check_mrkdwn(found, text, "/text")
    if flag(a.get("link_names") or False) and re.search(r"@(channel|everyone|here)\b", text):
        found.warn("mass_mention", "/text", "link_names turns @channel/@here into a notification")


def _markdown_text(found: Blocks, a: Payload, text: str) -> None:
    if len(text) > 12000:
        found.err("markdown_too_long", "/markdown_text", "at most 12,000 characters", 12000, len(text))
    if a.get("text") or a.get("blocks"):
        found.err("markdown_text_conflict", "/markdown_text", "not together with text or blocks")


def _message_blocks(found: Blocks, a: Payload, blocks: list[Any]) -> None:
    found.check(blocks, "/blocks", "message")
    text = a.get("text")
    if blocks and not (isinstance(text, str) and text.strip()):
        fault = "blocks without top-level text: notifications and screen readers get nothing"
        found.warn("missing_text_fallback", "/text", fault)
    weight = sum(len(m) for m in TEXT_VALUE.findall(json.dumps(blocks, ensure_ascii=False)))
    if weight > 13000:
        fault = "Slack has been seen to answer msg_blocks_too_long from about 13,200 characters"
        found.warn("blocks_text_heavy", "/blocks", fault, 13000, weight)


def _attachments(found: Blocks, attachments: list[Any]) -> None:
    if len(attachments) > 100:
        found.err("too_many_attachments", "/attachments", "at most 100", 100, len(attachments))
    for i, attachment in enumerate(attachments):
        if isinstance(attachment, dict) and isinstance(attachment.get("blocks"), list):
            found.check(attachment["blocks"], f"/attachments/{i}/blocks", "message")


def _metadata(found: Blocks, metadata: Any) -> None:
    if metadata in (None, {}):
        return
    if not (isinstance(metadata, dict) and metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)):
        found.err("invalid_metadata_format", "/metadata", "event_type and event_payload are required")


def _modal(found: Blocks, view: Payload) -> None:
    check_text(found, view.get("title"), "/view/title", 24, plain=True, code="modal_title_too_long")
    for name in ("submit", "close"):
        if view.get(name) is not None:
            check_text(found, view[name], f"/view/{name}", 24, plain=True, code=f"modal_{name}_too_long")
    asks = any(isinstance(b, dict) and b.get("type") == "input" for b in view.get("blocks") or [])
    if asks and view.get("submit") is None:
        found.err("submit_required", "/view/submit", "submit is required when an input block is within blocks")


def _assistant(method: str, a: Payload) -> list[Payload]:
    found = Blocks()
    if method == "assistant.threads.setSuggestedPrompts":
        for i, prompt in enumerate(found.count(a.get("prompts"), "/prompts", 4, "too_many_prompts", 1)):
            if not (isinstance(prompt, dict) and prompt.get("title") and prompt.get("message")):
                found.err("bad_prompt", f"/prompts/{i}", "title and message are required")
    elif isinstance(a.get("loading_messages"), list):
        found.count(a["loading_messages"], "/loading_messages", 10, "too_many_loading_messages")
    return found.found


def _response_action(body: Payload, view: Payload | None) -> list[Payload]:
    found, act = Blocks(), body["response_action"]
    if act in ("update", "push"):
        return lint_view(body.get("view"), "modal")
    if act == "errors" and view is not None:
        inputs = {b.get("block_id") for b in view.get("blocks", []) if b.get("type") == "input"}
        for name in body.get("errors") or {"": ""}:
            if name not in inputs:
                found.err("unknown_error_block", "/errors", f"{name!r} is not the block_id of an input block of the view")
    elif act not in ("errors", "clear"):
        found.err("bad_response_action", "/response_action", f"unknown {act!r}")
    return found.found
