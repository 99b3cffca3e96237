"""What a post to a response_url does."""

from __future__ import annotations

from tests.slack.api_error import ApiError
from tests.slack.block_kit.lint import lint_call
from tests.slack.call import Call
from tests.slack.identity import BOT_ID, BOT_USER
from tests.slack.ids import with_block_ids
from tests.slack.shapes import Payload, flag
from tests.slack.workspace import Workspace


def respond(workspace: Workspace, call: Call, strict: bool) -> Payload:
    """The answer to the post; `strict` refuses blocks that break a limit."""
    call.violations += lint_call(call.method, call.args)
    try:
        hook = workspace.hooks.use(call.args["_hook"])
        _check(call, strict)
    except ApiError as refused:
        return refused.body
    if flag(call.args.get("delete_original", False)):
        workspace.messages.remove(hook["channel"], hook["ts"])
    else:
        place(workspace, hook, call.args)
    return {"ok": True}


def place(workspace: Workspace, hook: Payload, given: Payload) -> None:
    """Puts an answer where it belongs: over the original, in the channel, or before one person's eyes."""
    message: Payload = {"type": "message", "user": BOT_USER, "bot_id": BOT_ID, "ts": workspace.clock.ts()}
    message |= {"text": given.get("text") or "", "blocks": with_block_ids(given.get("blocks"))}
    if given.get("thread_ts"):
        message["thread_ts"] = given["thread_ts"]
    original = workspace.messages.original(hook["channel"], hook["ts"])
    if original is not None and flag(given.get("replace_original", False)):
        original.update(text=message["text"], blocks=message["blocks"])
    elif given.get("response_type") == "in_channel":
        workspace.messages.put(hook["channel"], message)
    else:
        workspace.messages.whisper(hook["channel"], hook["user"], message)


def _check(call: Call, strict: bool) -> None:
    bad = [v["message"] for v in call.violations if v["level"] == "error"]
    if bad and strict:
        raise ApiError("invalid_blocks", errors=bad)
    removes = flag(call.args.get("delete_original", False))
    if not removes and not any(call.args.get(name) for name in ("text", "blocks", "attachments")):
        raise ApiError("no_text")
