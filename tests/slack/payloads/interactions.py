"""Slash commands, clicks, submitted views and shortcuts."""

from __future__ import annotations

import logging
from collections.abc import Callable

from tests.slack.identity import APP, TEAM
from tests.slack.payloads.delivery import Delivery, Key
from tests.slack.payloads.details import Details
from tests.slack.payloads.post import place, typed
from tests.slack.payloads.spot import Spot, spot
from tests.slack.payloads.state import chosen, state
from tests.slack.shapes import Payload, public
from tests.slack.workspace import Workspace

log = logging.getLogger(__name__)


def slash(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """A slash command."""
    user, channel = details.user, place(workspace, kind, details)
    hook, url = workspace.hooks.new(user, channel["id"])
    trigger = workspace.triggers.new(user)
    form = {
        "token": "lab",
        "team_id": TEAM,
        "team_domain": "lab",
        "channel_id": channel["id"],
        "channel_name": _name(channel),
        "user_id": user,
        "user_name": workspace.users[user]["name"],
        "command": details.command,
        "text": details.text or "",
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger,
    }
    keys: tuple[Key, ...] = ("hook", hook), ("trigger", trigger), ("chan", channel["id"]), _dm(workspace, user)
    return Delivery(kind, "commands", form, keys)


def ssl_check(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """Slack looks whether the address of a command is there."""
    return Delivery(kind, "commands", {"ssl_check": "1", "token": "lab"})


def block_actions(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """A click or a choice."""
    at, user = spot(workspace, details), details.user
    trigger = workspace.triggers.new(user, at.holder["id"] if at.channel is None else None)
    about, keys = _in_view(workspace, details, at) if at.channel is None else _in_message(workspace, details, at, at.channel)
    action = {"action_id": at.element.get("action_id"), "block_id": at.block.get("block_id")}
    action |= {"type": at.element["type"], "action_ts": workspace.clock.ts()}
    action |= {name: value for name, value in chosen(at.element, details.value).items() if value is not None}
    action |= {"style": at.element["style"]} if at.element.get("style") else {}
    payload = {**_person(workspace, kind, user), **about, "trigger_id": trigger, "actions": [action]}
    return Delivery(kind, "interactivity", payload, (("trigger", trigger), *keys))


def view_submission(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """A modal is submitted."""
    view = _view(workspace, details)
    trigger = workspace.triggers.new(details.user, view["id"])
    shown = public(view) | {"state": state(view["blocks"], details.set)}
    payload = _person(workspace, kind, details.user) | {"view": shown, "trigger_id": trigger, "response_urls": []}
    keys: tuple[Key, ...] = ("view", view["id"]), _dm(workspace, details.user), ("trigger", trigger)
    return Delivery(kind, "interactivity", payload, keys, view)


def view_closed(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """A modal is closed without being submitted."""
    view = _view(workspace, details)
    view["_open"] = False
    shown = public(view) | {"state": state(view["blocks"], details.set)}
    payload = _person(workspace, kind, details.user) | {"view": shown, "is_cleared": details.cleared}
    return Delivery(kind, "interactivity", payload, (("view", view["id"]), _dm(workspace, details.user)), view)


def shortcut(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """A global shortcut."""
    payload, trigger = _shortcut(workspace, kind, details)
    return Delivery(kind, "interactivity", payload, (("trigger", trigger), _dm(workspace, details.user)))


def message_action(workspace: Workspace, kind: str, details: Details) -> Delivery:
    """A shortcut on a message, one made up if the details name none."""
    payload, trigger = _shortcut(workspace, kind, details)
    channel = place(workspace, kind, details)
    here = workspace.messages[channel["id"]]
    message = here.get(details.ts or "") or typed(workspace, details, channel, details.text or "act on me")
    hook, url = workspace.hooks.new(details.user, channel["id"], message["ts"])
    payload |= {"message": public(message), "message_ts": message["ts"], "response_url": url}
    payload |= {"channel": {"id": channel["id"], "name": channel["name"]}}
    thread = ("thread", channel["id"], message.get("thread_ts") or message["ts"])
    keys: tuple[Key, ...] = ("trigger", trigger), ("hook", hook), thread, ("chan", channel["id"]), _dm(workspace, details.user)
    return Delivery(kind, "interactivity", payload, keys)


def _person(workspace: Workspace, kind: str, user: str) -> Payload:
    name = workspace.users[user]["name"]
    who = {"id": user, "username": name, "name": name, "team_id": workspace.users[user]["team_id"]}
    team = {"team": {"id": TEAM, "domain": "lab"}, "enterprise": None, "is_enterprise_install": False}
    return {"type": kind, "user": who, "api_app_id": APP, "token": "lab", **team}


def _shortcut(workspace: Workspace, kind: str, details: Details) -> tuple[Payload, str]:
    trigger = workspace.triggers.new(details.user)
    about = {"callback_id": details.callback_id or "shortcut", "trigger_id": trigger, "action_ts": workspace.clock.ts()}
    return _person(workspace, kind, details.user) | about, trigger


def _dm(workspace: Workspace, user: str) -> Key:
    return "chan", workspace.channels.dm(user)["id"]


def _name(channel: Payload) -> str:
    return "directmessage" if channel["is_im"] else channel["name"]


def _in_view(workspace: Workspace, details: Details, at: Spot) -> tuple[Payload, tuple[Key, ...]]:
    view = at.holder
    shown = public(view) | {"state": state(view["blocks"], details.set)}
    keys: tuple[Key, ...] = ("view", view["id"]), ("home", details.user), _dm(workspace, details.user)
    return {"container": {"type": "view", "view_id": view["id"]}, "view": shown}, keys


def _in_message(workspace: Workspace, details: Details, at: Spot, cid: str) -> tuple[Payload, tuple[Key, ...]]:
    message, channel = at.holder, workspace.channels[cid]
    hook, url = workspace.hooks.new(details.user, cid, message["ts"])
    whispered = any(message is m for m in workspace.ephemeral)
    container = {"type": "message", "message_ts": message["ts"], "channel_id": cid, "is_ephemeral": whispered}
    container |= {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
    about = {"container": container, "channel": {"id": cid, "name": _name(channel)}, "response_url": url}
    about |= {"state": state(message.get("blocks"), details.set)} | ({} if whispered else {"message": public(message)})
    thread = ("thread", cid, message.get("thread_ts") or message["ts"])
    return about, (("hook", hook), ("msg", cid, message["ts"]), thread, ("chan", cid))


def _view(workspace: Workspace, details: Details) -> Payload:
    """The modal that is meant: by its id, else the newest open one of its callback_id, else one made up."""
    modals = (v for v in workspace.views.open_views() if v["type"] == "modal")
    fits = (v for v in modals if details.callback_id in (None, v["callback_id"]))
    view = workspace.views.get(details.view_id or "") or next(fits, None)
    if view is None:
        log.info("no open modal fits; submitting a made-up one")
        view = workspace.views.add(_made_up(details), details.user)
    return view


def _made_up(details: Details) -> Payload:
    blocks = []
    for name in details.set or {}:
        block, _, action = name.partition(".")
        element = {"type": "plain_text_input", "action_id": action or name}
        blocks.append({"type": "input", "block_id": block, "label": _plain(name), "element": element})
    names = {"callback_id": details.callback_id or "", "private_metadata": details.private_metadata or ""}
    return {"type": "modal", "title": _plain("Lab"), "submit": _plain("OK"), "blocks": blocks, **names}


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


COMMANDS: dict[str, Callable[[Workspace, str, Details], Delivery]] = {"slash": slash, "ssl_check": ssl_check}
INTERACTIVE: dict[str, Callable[[Workspace, str, Details], Delivery]] = {
    "block_actions": block_actions,
    "view_submission": view_submission,
    "view_closed": view_closed,
    "shortcut": shortcut,
    "message_action": message_action,
}
