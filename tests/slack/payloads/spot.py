"""The element that a person clicks: one that the app has really posted, if it can be found."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.slack.identity import APP, BOT_ID, BOT_USER, TEAM
from tests.slack.payloads.details import Details
from tests.slack.payloads.post import place
from tests.slack.shapes import Payload
from tests.slack.workspace import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Spot:
    """An element in its block, in a message of a channel or in a view (then without channel)."""

    channel: str | None
    holder: Payload
    block: Payload
    element: Payload


def spot(workspace: Workspace, details: Details) -> Spot:
    """The newest element that the details fit; a message is made up if there is none."""
    places = sorted(_places(workspace, details), key=lambda p: str(p[1].get("ts") or p[1].get("hash")), reverse=True)
    for channel, holder in places:
        for block, element in _elements(holder.get("blocks")):
            if _fits(details, block, element):
                return Spot(channel, holder, block, element)
    return _made_up(workspace, details)


def _places(workspace: Workspace, details: Details) -> Iterator[tuple[str | None, Payload]]:
    if not (details.ts or details.channel):
        yield from ((None, view) for view in workspace.views.open_views() if details.view_id in (None, view["id"]))
    if details.view_id:
        return
    for channel, messages in workspace.messages.items():
        if details.channel in (None, channel):
            yield from ((channel, m) for m in reversed(messages.values()) if m.get("user") == BOT_USER and _meant(details, m))
    whispers = (m for m in reversed(workspace.ephemeral) if details.channel in (None, m["channel"]))
    yield from ((str(m["channel"]), m) for m in whispers if _meant(details, m))


def _meant(details: Details, message: Payload) -> bool:
    return details.ts in (None, message["ts"])


def _elements(blocks: list[Any] | None) -> Iterator[tuple[Payload, Payload]]:
    for block in blocks or []:
        for e in (block.get("accessory"), block.get("element"), *(block.get("elements") or [])):
            if isinstance(e, dict):
                yield block, e
                halves = [e[half] for half in ("positive_button", "negative_button") if isinstance(e.get(half), dict)]
                yield from ((block, {**half, "type": "feedback_buttons", "action_id": e.get("action_id")}) for half in halves)


def _fits(details: Details, block: Payload, element: Payload) -> bool:
    if element.get("action_id") != details.action_id or details.block_id not in (None, block.get("block_id")):
        return False
    any_value = details.value is None or element["type"] != "button" or bool(details.ts)
    return any_value or element.get("value") == details.value


def _made_up(workspace: Workspace, details: Details) -> Spot:
    log.info("no posted element has action_id %r; clicking a made-up one", details.action_id)
    channel = place(workspace, "block_actions", details)["id"]
    element: Payload = {"type": "button", "action_id": details.action_id or "button", "value": details.value or ""}
    element["text"] = {"type": "plain_text", "text": "Button"}
    block = {"type": "actions", "block_id": details.block_id or "b1", "elements": [element]}
    message: Payload = {"type": "message", "user": BOT_USER, "bot_id": BOT_ID, "app_id": APP, "team": TEAM, "text": "a message"}
    message |= {"ts": details.ts or workspace.clock.ts(), "blocks": [block]}
    message |= {"thread_ts": details.thread_ts} if details.thread_ts else {}
    return Spot(channel, workspace.messages.put(channel, message), block, element)
