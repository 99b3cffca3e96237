"""A post of a person: where it stands and how it reads."""

from __future__ import annotations

import uuid

from tests.slack.channels import GENERAL, PRIVATE
from tests.slack.identity import BOT_USER, TEAM
from tests.slack.payloads.details import Details
from tests.slack.shapes import Payload
from tests.slack.typed_text import as_slack_sends, rich_text
from tests.slack.workspace import Workspace

IN_DM = ("message.im", "app_home_opened", "view_submission", "assistant_thread_started", "assistant_thread_context_changed")


def place(workspace: Workspace, kind: str, details: Details) -> Payload:
    """The conversation where something of this kind happens, unless the details name one."""
    channels, user = workspace.channels, details.user
    if kind == "message.mpim":
        return channels.group_dm([user, "U0BRUNO002"])
    if details.channel:
        return channels.get(details.channel) or channels.add(details.channel, None, [user, BOT_USER])
    if kind in IN_DM:
        return channels.dm(user)
    return channels[PRIVATE if kind == "message.group" else GENERAL]


def typed(workspace: Workspace, details: Details, channel: Payload, text: str) -> Payload:
    """A person's message, stored; its text as Slack hands it on, not as it was typed."""
    user, text = details.user, as_slack_sends(text)
    channel["_members"].add(user)
    message = {
        "client_msg_id": str(uuid.uuid4()),
        "type": "message",
        "text": text,
        "user": user,
        "ts": details.ts or workspace.clock.ts(),
        "blocks": rich_text(text),
        "team": TEAM,
    }
    if details.thread_ts:
        parent = workspace.messages[channel["id"]].get(details.thread_ts, {})
        message |= {"thread_ts": details.thread_ts, "parent_user_id": parent.get("user", user)}
    workspace.messages.put(channel["id"], dict(message))
    return message
