"""assistant.threads.*: what an assistant shows while it works and before it is asked."""

from __future__ import annotations

from tests.slack.api_error import ApiError
from tests.slack.call import Call
from tests.slack.shapes import Payload
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import method

SCOPES = "assistant:write|chat:write"


@method("assistant.threads.setStatus", SCOPES, tier=0)
def set_status(desk: Desk, call: Call) -> Payload:
    """Shows a status until it is emptied or an answer is posted."""
    key = (desk.conversation(call, "channel_id")["id"], str(call.args.get("thread_ts") or ""))
    if not key[1]:
        raise ApiError("invalid_thread_ts")
    if call.args.get("status"):
        desk.workspace.status[key] = call.args["status"]
    else:
        desk.workspace.status.pop(key, None)
    return {}


@method("assistant.threads.setSuggestedPrompts", SCOPES, tier=0)
def set_prompts(desk: Desk, call: Call) -> Payload:
    """Offers questions to click."""
    channel = desk.conversation(call, "channel_id")["id"]
    desk.workspace.prompts[channel, call.args.get("thread_ts")] = call.args["prompts"]
    return {}
