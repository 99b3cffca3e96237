"""conversations.*: what there is, who is in it and what was said."""

from __future__ import annotations

from tests.slack.api_error import ApiError
from tests.slack.call import Call
from tests.slack.shapes import Payload, flag, public
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import method

TYPES = {"im": "im", "mpim": "mpim", "group": "private_channel", "channel": "public_channel"}
READING = {"im": "im:read", "mpim": "mpim:read", "private_channel": "groups:read"}


@method("users.conversations conversations.list", tier=2)
def conversations_list(desk: Desk, call: Call) -> Payload:
    """The conversations of some types; users.conversations only those of one person."""
    types = set(str(call.args.get("types") or "public_channel").replace(" ", "").split(","))
    desk.need(call, *[READING.get(kind, "channels:read") for kind in sorted(types)])
    channels, me = desk.workspace.channels, call.caller.user
    whose = (call.args.get("user") or me) if call.method == "users.conversations" else None
    rows = [c for c in channels.values() if TYPES[channels.kind(c)] in types]
    rows = [c for c in rows if whose in (None, *c["_members"]) and (not c["is_private"] or me in c["_members"])]
    if flag(call.args.get("exclude_archived", False)):
        rows = [c for c in rows if not c["is_archived"]]
    shown, meta = desk.page(call, [channels.show(c, me) for c in rows])
    return {"channels": shown, **meta}


@method("conversations.info")
def info(desk: Desk, call: Call) -> Payload:
    """One conversation."""
    channel = desk.conversation(call, member=False)
    desk.need_for(call, channel, "read")
    return {"channel": desk.workspace.channels.show(channel, call.caller.user)}


@method("conversations.members", tier=4)
def members(desk: Desk, call: Call) -> Payload:
    """Who is in it."""
    channel = desk.conversation(call, member=False)
    desk.need_for(call, channel, "read")
    rows, meta = desk.page(call, sorted(channel["_members"]))
    return {"members": rows, **meta}


@method("conversations.open")
def open_conversation(desk: Desk, call: Call) -> Payload:
    """The direct messages with one person or several."""
    if call.args.get("channel"):
        return {"channel": {"id": desk.conversation(call)["id"]}, "no_op": True, "already_open": True}
    users, known = [u for u in str(call.args.get("users") or "").replace(" ", "").split(",") if u], desk.workspace.users
    if not users:
        raise ApiError("users_list_not_supplied")
    if any(u not in known for u in users):
        raise ApiError("user_not_found")
    alone = len(users) == 1
    desk.need(call, "im:write" if alone else "mpim:write")
    if alone and known[users[0]]["is_bot"]:
        raise ApiError("cannot_dm_bot")
    channels = desk.workspace.channels
    channel = channels.dm(users[0]) if alone else channels.group_dm(users)
    whole = flag(call.args.get("return_im", False))
    return {"channel": channels.show(channel) if whole else {"id": channel["id"]}, "no_op": False, "already_open": False}


@method("conversations.join", "channels:join")
def join(desk: Desk, call: Call) -> Payload:
    """Takes the app into a public channel."""
    channel = desk.conversation(call, member=False)
    if channel["is_archived"]:
        raise ApiError("is_archived")
    if channel["is_private"]:
        raise ApiError("method_not_supported_for_channel_type")
    channel["_members"].add(call.caller.user)
    return {"channel": desk.workspace.channels.show(channel)}


@method("conversations.history")
def history(desk: Desk, call: Call) -> Payload:
    """What stands at top level, the newest first."""
    channel = desk.conversation(call)
    desk.need_for(call, channel, "history")
    rows = sorted(desk.workspace.messages[channel["id"]].values(), key=lambda m: str(m["ts"]), reverse=True)
    top = [m for m in rows if m.get("thread_ts") in (None, m["ts"]) or m.get("subtype") == "thread_broadcast"]
    return _shown(desk, call, [m for m in top if _within(call.args, m)])


@method("conversations.replies")
def replies(desk: Desk, call: Call) -> Payload:
    """A thread, always led by its parent."""
    channel = desk.conversation(call)
    desk.need_for(call, channel, "history")
    here = desk.workspace.messages[channel["id"]]
    asked = here.get(call.args.get("ts") or "")
    if not asked:
        raise ApiError("thread_not_found")
    root = asked.get("thread_ts") or asked["ts"]
    rows = sorted((m for m in here.values() if root in (m["ts"], m.get("thread_ts"))), key=lambda m: str(m["ts"]))
    return _shown(desk, call, rows[:1] + [m for m in rows[1:] if _within(call.args, m)])


def _within(args: Payload, message: Payload) -> bool:
    ts, oldest, latest = message["ts"], args.get("oldest"), args.get("latest")
    if flag(args.get("inclusive", False)) and ts in (oldest, latest):
        return True
    return (not oldest or float(ts) > float(oldest)) and (not latest or float(ts) < float(latest))


def _shown(desk: Desk, call: Call, rows: list[Payload]) -> Payload:
    shown, meta = desk.page(call, [public(m) for m in rows], desk.settings.history_cap)
    if not flag(call.args.get("include_all_metadata", False)):  # Slack then keeps the event type and strips the payload
        kinds = [{"metadata": {"event_type": m["metadata"].get("event_type")}} if m.get("metadata") else {} for m in shown]
        shown = [m | kind for m, kind in zip(shown, kinds, strict=True)]
    more = bool(meta["response_metadata"]["next_cursor"])
    return {"messages": shown, "has_more": more, **(meta if more else {}), "pin_count": 0}
