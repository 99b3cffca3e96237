"""What Slack does with the body of an acknowledgement."""

from __future__ import annotations

from typing import Any

from tests.slack.payloads.delivery import Delivery
from tests.slack.payloads.maker import ANSWERED_IN_ACK
from tests.slack.response_url import place
from tests.slack.shapes import Payload
from tests.slack.workspace import Workspace


def answer_in(delivery: Delivery, body: Any) -> Any:
    """The answer that an acknowledgement carries, if it is one of those that may."""
    may = delivery.kind in ANSWERED_IN_ACK and delivery.kind != "ssl_check"
    return body if may and isinstance(body, dict | str) else None


def settle(workspace: Workspace, delivery: Delivery, body: Any) -> None:
    """Shows the text that answers a command; closes, changes or covers a submitted view."""
    if delivery.kind == "view_submission" and delivery.view:
        _view(workspace, delivery.view, body if isinstance(body, dict) else {})
    if delivery.kind == "slash" and body:
        form = delivery.payload
        given = body if isinstance(body, dict) else {"text": body}
        place(workspace, {"channel": form["channel_id"], "user": form["user_id"], "ts": None}, given)


def _view(workspace: Workspace, view: Payload, body: Payload) -> None:
    act, given = body.get("response_action"), body.get("view") or {}
    if act == "update":
        workspace.views.change(view, given)
    elif act == "push":
        workspace.views.add({"type": "modal", **given}, view["_user"], view)
    elif act == "clear":
        for each in workspace.views.stack(view):
            each["_open"] = False
    elif act != "errors":
        view["_open"] = False
