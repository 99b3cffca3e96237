"""What a test says about the thing that it sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.slack.identity import ALICE
from tests.slack.shapes import Payload


@dataclass(frozen=True, kw_only=True)
class Details:
    """All may be left out.

    user, channel, text, thread_ts, ts   who, where, what; `ts` is of the message that is meant
    command                              a slash command, with its slash
    action_id, block_id, value           what is clicked, and what is chosen or typed there
    callback_id, view_id, set, cleared   a shortcut or a view; `set` gives its inputs as {"block.action": value}
    private_metadata                     of a view that is made up because the app has opened none
    tab, context_channel, assistant      of a Home, and of an assistant's thread
    event_id, team, payload              to send the same event again, from elsewhere, or of any shape ("raw")
    """

    user: str = ALICE
    channel: str | None = None
    text: str | None = None
    thread_ts: str | None = None
    ts: str | None = None
    command: str = "/ping"
    action_id: str | None = None
    block_id: str | None = None
    value: Any = None
    callback_id: str | None = None
    view_id: str | None = None
    set: Mapping[str, Any] | None = None
    cleared: bool = False
    private_metadata: str | None = None
    tab: str = "home"
    context_channel: str | None = None
    assistant: bool = False
    event_id: str | None = None
    team: str | None = None
    payload: Payload | None = None
