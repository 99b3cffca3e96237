"""apps.connections.open: the way into Socket Mode."""

from __future__ import annotations

from tests.slack.api_error import ApiError
from tests.slack.call import Call
from tests.slack.shapes import Payload
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import method


@method("apps.connections.open", "connections:write", tier=1)
def connections_open(desk: Desk, call: Call) -> Payload:
    """An address for one WebSocket."""
    if call.token not in desk.settings.app_tokens:
        raise ApiError("not_allowed_token_type")
    if not desk.settings.socket_enabled:
        raise ApiError("socket_mode_not_enabled")
    return {"url": desk.ticket()}
