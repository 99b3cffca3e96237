"""Runs calls: who calls, with which scopes, with what; then the method."""

from __future__ import annotations

import contextlib
import json

from tests.slack.api_error import ApiError, invalid
from tests.slack.block_kit.lint import lint_call
from tests.slack.call import Call
from tests.slack.shapes import Payload
from tests.slack.web_api import assistant, chat, connections, conversations, team, views
from tests.slack.web_api.caller import identify
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import METHODS

FAMILIES = (assistant, chat, connections, conversations, team, views)
JSON_ARGS = frozenset({"blocks", "attachments", "metadata", "view", "prompts", "loading_messages"})
OWN_NAMES = ("markdown_text_conflict", "invalid_metadata_format", "view_too_large", "only_one_table_allowed")


class WebApi:
    """The Web API behind its desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def run(self, call: Call) -> Payload:
        """The body of the answer, also when the call is refused."""
        try:
            return {"ok": True, **self._run(call)}
        except ApiError as refused:
            return refused.body
        except (TypeError, ValueError, LookupError, AttributeError) as fault:  # the stand-in's own: say so plainly
            told = {"path": "", "message": f"{type(fault).__name__}: {fault}"}
            call.violations.append({"level": "error", "code": "driver_fault", **told})
            return {"ok": False, "error": "fatal_error"}

    def _run(self, call: Call) -> Payload:
        method = METHODS.get(call.method)
        if not method:
            if self._desk.settings.allow_unknown:
                return {}
            raise ApiError("unknown_method", req_method=call.method)
        call.caller = identify(self._desk.settings, call)
        _decode(call.args)
        self._desk.need(call, *method.scopes)
        call.violations += lint_call(call.method, call.args)
        if call.method.startswith("views.") and not isinstance(call.args.get("view"), dict):
            raise invalid("missing required field: view")
        if self._desk.settings.strict:
            _refuse(call)
        return method.run(self._desk, call)


def _decode(args: Payload) -> None:
    """Arguments that come as JSON in a form; what is no JSON stays a string, for the check to find."""
    for name in JSON_ARGS & set(args):
        if isinstance(args[name], str) and args[name]:
            with contextlib.suppress(ValueError):
                args[name] = json.loads(args[name])


def _refuse(call: Call) -> None:
    bad = [v for v in call.violations if v["level"] == "error"]
    if not bad:
        return
    told = [f"{v['message']} [json-pointer:{v['path']}]" for v in bad]
    other = "invalid_arguments" if call.method.startswith(("views.", "assistant.")) else "invalid_blocks"
    error = bad[0]["code"] if bad[0]["code"] in OWN_NAMES else other
    raise ApiError(error, errors=told, response_metadata={"messages": [f"[ERROR] {t}" for t in told]})
