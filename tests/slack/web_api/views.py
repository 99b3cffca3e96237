"""views.*: modals and Homes."""

from __future__ import annotations

from tests.slack.api_error import ApiError
from tests.slack.call import Call
from tests.slack.shapes import Payload, public
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import method

DEEPEST = 3


@method("views.open", tier=4)
def open_view(desk: Desk, call: Call) -> Payload:
    """Opens a modal."""
    trigger = desk.workspace.triggers.spend(call.args)
    _unique(desk, call)
    return {"view": public(desk.workspace.views.add(call.args["view"], trigger["user"]))}


@method("views.push", tier=4)
def push(desk: Desk, call: Call) -> Payload:
    """Opens a modal on top of the one that was clicked in."""
    trigger, views = desk.workspace.triggers.spend(call.args), desk.workspace.views
    parent = views.get(trigger["view"] or "")
    if not parent:
        raise ApiError("not_found")
    if len(views.stack(parent)) >= DEEPEST:
        raise ApiError("push_limit_reached")
    _unique(desk, call)
    return {"view": public(views.add(call.args["view"], trigger["user"], parent))}


@method("views.update", tier=4)
def update(desk: Desk, call: Call) -> Payload:
    """Gives an open view other contents."""
    given, views = call.args, desk.workspace.views
    by_name = (v for v in views.values() if given.get("external_id") and v["external_id"] == given["external_id"])
    view = views.get(given.get("view_id") or "") or next(by_name, None)
    if not view or not view["_open"]:
        raise ApiError("not_found")
    _unchanged(given, view)
    return {"view": public(views.change(view, given["view"]))}


@method("views.publish", tier=4)
def publish(desk: Desk, call: Call) -> Payload:
    """Gives a person a Home."""
    user, views = desk.user(call, "user_id")["id"], desk.workspace.views
    home = views.home(user)
    if home:
        _unchanged(call.args, home)
    view = views.change(home, call.args["view"]) if home else views.add(call.args["view"], user)
    views.homes[user] = view["id"]
    return {"view": public(view)}


def _unchanged(given: Payload, view: Payload) -> None:
    if given.get("hash") and given["hash"] != view["hash"]:
        raise ApiError("hash_conflict")


def _unique(desk: Desk, call: Call) -> None:
    name = call.args["view"].get("external_id")
    if name and any(view["external_id"] == name for view in desk.workspace.views.open_views()):
        raise ApiError("duplicate_external_id")
