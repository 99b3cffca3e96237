"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

import re

from tests.slack.api_error import ApiError
from tests.slack.call import Call
from tests.slack.identity import APP, BOT_ID, TEAM
from tests.slack.ids import block_id, with_block_ids
from tests.slack.shapes import Payload, flag, public
from tests.slack.typed_text import rich_text
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import method

CONTENTS = ("blocks", "attachments", "markdown_text")
PROFILE = {"id": BOT_ID, "app_id": APP, "name": "labbot", "icons": {}, "deleted": False, "updated": 1700000000, "team_id": TEAM}
LOOKS = ("username", "icon_emoji", "icon_url")


@method("chat.postMessage", "chat:write", tier=0)
def post_message(desk: Desk, call: Call) -> Payload:
    """Posts for all in a conversation."""
    channel = _open_to_posts(desk.conversation(call, by_user=True))
    _content(call)
    _thread(desk, call, channel)
    message = _message(desk, call)
    if call.args.get("thread_ts") and flag(call.args.get("reply_broadcast", False)):
        message["subtype"] = "thread_broadcast"
    desk.workspace.messages.put(channel["id"], message)
    if message.get("thread_ts"):
        desk.workspace.status.pop((channel["id"], message["thread_ts"]), None)
    desk.on_post(channel, message)
    return {"channel": channel["id"], "ts": message["ts"], "message": public(message)}


@method("chat.postEphemeral", "chat:write", tier=4)
def post_ephemeral(desk: Desk, call: Call) -> Payload:
    """Posts for one person."""
    channel = _open_to_posts(desk.conversation(call))
    _content(call)
    user = desk.user(call)["id"]
    if user not in channel["_members"]:
        raise ApiError("user_not_in_channel")
    message = _message(desk, call)
    desk.workspace.messages.whisper(channel["id"], user, message)
    return {"message_ts": message["ts"]}


@method("chat.update", "chat:write")
def update(desk: Desk, call: Call) -> Payload:
    """Changes a message of the app: text without blocks takes the old blocks away."""
    channel, message = desk.message(call, not_mine="cant_update_message")
    given = call.args
    if not any(name in given for name in ("text", "metadata", *CONTENTS)):
        raise ApiError("no_text")
    new = _message(desk, call)
    if {"text", "markdown_text"} & set(given):
        message.update(text=new["text"], edited={"user": call.caller.user, "ts": desk.workspace.clock.ts()})
    if {"text", "markdown_text", "blocks"} & set(given):
        message["blocks"] = new.get("blocks", [])
    message.update({name: given[name] for name in ("attachments", "metadata") if name in given})
    return {"channel": channel["id"], "ts": message["ts"], "text": message["text"], "message": public(message)}


@method("chat.delete", "chat:write")
def delete(desk: Desk, call: Call) -> Payload:
    """Takes a message of the app away."""
    channel, message = desk.message(call, not_mine="cant_delete_message")
    desk.workspace.messages.remove(channel["id"], message["ts"])
    return {"channel": channel["id"], "ts": message["ts"]}


@method("chat.getPermalink", tier=0)
def permalink(desk: Desk, call: Call) -> Payload:
    """The link to a message."""
    channel, message = desk.message(call, "message_ts")
    thread = f"?thread_ts={message['thread_ts']}&cid={channel['id']}" if message.get("thread_ts") else ""
    link = f"https://lab.slack.com/archives/{channel['id']}/p{message['ts'].replace('.', '')}{thread}"
    return {"channel": channel["id"], "permalink": link}


def _open_to_posts(channel: Payload) -> Payload:
    if channel["is_archived"]:
        raise ApiError("is_archived")
    return channel


def _content(call: Call) -> None:
    if not (str(call.args.get("text") or "").strip() or any(call.args.get(name) for name in CONTENTS)):
        raise ApiError("no_text")


def _thread(desk: Desk, call: Call, channel: Payload) -> None:
    thread = call.args.get("thread_ts")
    if thread is None:
        return
    if not re.fullmatch(r"\d{10}\.\d{6}", str(thread)):
        raise ApiError("invalid_thread_ts")
    parent = desk.workspace.messages[channel["id"]].get(thread)
    if parent is None:
        call.warn("thread_unknown", "/thread_ts", "no such parent message in this channel")
    elif parent.get("thread_ts") not in (None, thread):
        call.warn("thread_ts_of_a_reply", "/thread_ts", "thread_ts is that of a reply, not of the thread's parent")


def _message(desk: Desk, call: Call) -> Payload:
    """A message of the app from the arguments of its call."""
    given = call.args
    message: Payload = {"type": "message", "user": call.caller.user, "ts": desk.workspace.clock.ts(), "team": TEAM}
    message["text"] = given.get("text") or given.get("markdown_text") or ""
    if call.caller.bot:
        message.update(bot_id=call.caller.bot, app_id=APP, bot_profile=PROFILE)
    looks = {name: given[name] for name in LOOKS if given.get(name)}
    if looks:
        desk.need(call, "chat:write.customize")
    if blocks := _blocks(given, message["text"]):
        message["blocks"] = blocks
    kept = {name: given[name] for name in ("attachments", "metadata", "thread_ts") if given.get(name)}
    return message | looks | kept


def _blocks(given: Payload, text: str) -> list[Payload]:
    if isinstance(given.get("blocks"), list) and given["blocks"]:
        return with_block_ids(given["blocks"])
    if given.get("markdown_text"):
        return [{"type": "markdown", "block_id": block_id(), "text": text}]
    return rich_text(text) if text else []  # Slack adds this to text-only posts; Bolt's Assistant counts on it
