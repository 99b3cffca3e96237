"""Events of the Events API."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from tests.slack.identity import APP, BOT_ID, BOT_USER, OTHER_APP, OTHER_BOT_ID, OTHER_BOT_USER, TEAM
from tests.slack.payloads.delivery import Key
from tests.slack.payloads.details import Details
from tests.slack.payloads.post import place, typed
from tests.slack.shapes import Payload, public
from tests.slack.typed_text import rich_text
from tests.slack.workspace import Workspace

Made = tuple[Payload, tuple[Key, ...]]


def message(workspace: Workspace, kind: str, details: Details) -> Made:
    """A person posts, or mentions the app."""
    channel, text = place(workspace, kind, details), _text(details)
    mention = kind == "app_mention"
    if mention and f"<@{BOT_USER}>" not in text:
        text = f"<@{BOT_USER}> {text}"
    post = typed(workspace, details, channel, text)
    event = {**post, "channel": channel["id"], "event_ts": post["ts"]}
    event |= {"type": "app_mention"} if mention else {"channel_type": workspace.channels.kind(channel)}
    if details.assistant:
        event["assistant_thread"] = {"action_token": uuid.uuid4().hex}
    cid = channel["id"]
    return event, (("thread", cid, post.get("thread_ts") or post["ts"]), ("thread", cid, post["ts"]), ("chan", cid))


def bot_message(workspace: Workspace, kind: str, details: Details) -> Made:
    """Another bot posts, or the app hears its own post."""
    channel, ts = place(workspace, kind, details), workspace.clock.ts()
    stored: Payload = {"type": "message", "ts": ts, "text": _text(details), "team": TEAM}
    if kind == "message.self":
        stored |= {"user": BOT_USER, "bot_id": BOT_ID, "app_id": APP}
    else:
        stored |= {"user": OTHER_BOT_USER, "bot_id": OTHER_BOT_ID, "app_id": OTHER_APP}
        stored |= {"subtype": "bot_message", "username": "otherbot"}
    if details.thread_ts:
        stored["thread_ts"] = details.thread_ts
    workspace.messages.put(channel["id"], stored)
    event = {**stored, "channel": channel["id"], "channel_type": workspace.channels.kind(channel), "event_ts": ts}
    return event, _keys(channel, stored)


def edit(workspace: Workspace, kind: str, details: Details) -> Made:
    """A person changes a message, one made up if the details name none."""
    channel = place(workspace, kind, details)
    event, old = _hidden(workspace, channel, "message_changed"), _old(workspace, details, channel)
    text = _text(details)
    new = public(old) | {"text": text, "blocks": rich_text(text), "edited": {"user": details.user, "ts": event["ts"]}}
    workspace.messages[channel["id"]][old["ts"]] = new
    return event | {"message": dict(new), "previous_message": public(old)}, _keys(channel, old)


def deletion(workspace: Workspace, kind: str, details: Details) -> Made:
    """A person takes a message away, one made up if the details name none."""
    channel = place(workspace, kind, details)
    old = _old(workspace, details, channel)
    event = _hidden(workspace, channel, "message_deleted")
    workspace.messages.remove(channel["id"], old["ts"])
    return event | {"deleted_ts": old["ts"], "previous_message": public(old)}, _keys(channel, old)


def join(workspace: Workspace, kind: str, details: Details) -> Made:
    """A person joins a channel, and Slack says so there."""
    channel, user = place(workspace, kind, details), details.user
    event = _hidden(workspace, channel, "channel_join")
    event |= {"user": user, "text": f"<@{user}> has joined the channel", "hidden": False}
    return event, _keys(channel, event)


def home_opened(workspace: Workspace, kind: str, details: Details) -> Made:
    """A person opens the app's Home, or its messages."""
    channel, home = place(workspace, kind, details), workspace.views.home(details.user)
    event = {"type": kind, "user": details.user, "channel": channel["id"], "tab": details.tab}
    event |= {"event_ts": workspace.clock.ts()} | ({"view": public(home)} if home else {})
    return event, (("home", details.user), ("chan", channel["id"]))


def assistant_thread(workspace: Workspace, kind: str, details: Details) -> Made:
    """A person opens the assistant, or moves on to another channel beside it."""
    channel, now = place(workspace, kind, details), workspace.clock.ts()
    thread = details.thread_ts or _assistant_root(workspace, channel)
    context = {"channel_id": details.context_channel or "C0GENERAL1", "team_id": TEAM, "enterprise_id": None}
    opened = {"user_id": details.user, "channel_id": channel["id"], "thread_ts": thread, "context": context}
    return {"type": kind, "event_ts": now, "assistant_thread": opened}, (
        ("thread", channel["id"], thread),
        ("chan", channel["id"]),
    )


def uninstalled(workspace: Workspace, kind: str, details: Details) -> Made:
    """An admin takes the app away."""
    return {"type": kind}, ()


def tokens_revoked(workspace: Workspace, kind: str, details: Details) -> Made:
    """The app's token is good no more."""
    return {"type": kind, "tokens": {"bot": [BOT_USER], "oauth": []}}, ()


def raw(workspace: Workspace, kind: str, details: Details) -> Made:
    """Whatever the test has written itself: an event, or a whole event_callback."""
    payload = details.payload or {}
    event = payload["event"] if isinstance(payload.get("event"), dict) else payload
    told = isinstance(event.get("channel"), str) and event.get("ts")
    return payload, _keys({"id": event["channel"]}, event) if told else ()


def _text(details: Details) -> str:
    return "hello" if details.text is None else details.text


def _keys(channel: Payload, about: Payload) -> tuple[Key, ...]:
    return ("thread", channel["id"], about.get("thread_ts") or about["ts"]), ("chan", channel["id"])


def _old(workspace: Workspace, details: Details, channel: Payload) -> Payload:
    old = workspace.messages[channel["id"]].get(details.ts or "")
    return old or typed(workspace, Details(user=details.user), channel, "first words")


def _hidden(workspace: Workspace, channel: Payload, subtype: str) -> Payload:
    ts, kind = workspace.clock.ts(), workspace.channels.kind(channel)
    event = {"type": "message", "subtype": subtype, "channel": channel["id"], "channel_type": kind}
    return {**event, "ts": ts, "event_ts": ts, "hidden": True}


def _assistant_root(workspace: Workspace, channel: Payload) -> str:
    root = {"type": "message", "subtype": "assistant_app_thread", "user": BOT_USER, "bot_id": BOT_ID}
    root |= {"ts": workspace.clock.ts(), "text": "New Assistant Thread"}
    thread = {"title": "New Chat", "title_blocks": [], "artifacts": []}
    return str(workspace.messages.put(channel["id"], {**root, "assistant_app_thread": thread})["ts"])


EVENTS: dict[str, Callable[[Workspace, str, Details], Made]] = {
    **dict.fromkeys(("message.im", "message.channel", "message.group", "message.mpim", "app_mention"), message),
    "message.bot": bot_message,
    "message.self": bot_message,
    "message.changed": edit,
    "message.deleted": deletion,
    "message.join": join,
    "app_home_opened": home_opened,
    "assistant_thread_started": assistant_thread,
    "assistant_thread_context_changed": assistant_thread,
    "app_uninstalled": uninstalled,
    "tokens_revoked": tokens_revoked,
    "raw": raw,
}
