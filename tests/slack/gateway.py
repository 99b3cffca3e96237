"""The door through which the bot's calls come: it finds who answers, and lets faults have their way."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from tests.slack.call import Call
from tests.slack.faults import Fault, Faults
from tests.slack.http import Ending, Request, Response
from tests.slack.hub import Hub
from tests.slack.response_url import respond
from tests.slack.settings import Settings
from tests.slack.shapes import Payload
from tests.slack.web_api.dispatch import WebApi
from tests.slack.web_api.rate_limits import RateLimits
from tests.slack.workspace import Workspace

HTML, PLAIN = "text/html; charset=utf-8", "text/plain"
Run = Callable[[], Payload]


@dataclass
class Gateway:
    """Routes requests; `record` keeps each call with the answer's body and status."""

    settings: Settings
    workspace: Workspace
    web: WebApi
    hub: Hub
    faults: Faults
    record: Callable[[Call, Payload, int], None]

    def __post_init__(self) -> None:
        self._limits = RateLimits(self.settings.rate_limits)

    async def handle(self, request: Request) -> Response | Ending:
        """The answer to a request of the bot."""
        if request.path.startswith("/link"):
            return await self.hub.serve(request)
        if request.path.startswith("/api/"):
            call = _call(request)
            self._limits.mind(call)
            fault = self._limits.fault(call) or self.faults.take(call.method, call.args)
            return await self._answer(call, lambda: self.web.run(call), fault)
        if request.path.startswith("/hook/"):
            args = {**request.arguments(), "_hook": request.path.removeprefix("/hook/")}
            call = Call("response_url", request.verb, None, args, request.kind)
            fault = self.faults.take(call.method, args)
            return await self._answer(call, lambda: respond(self.workspace, call, self.settings.strict), fault)
        return Response(404, b"not here", PLAIN)

    async def _answer(self, call: Call, run: Run, fault: Fault | None) -> Response | Ending:
        if not fault:
            return self._reply(call, run())
        call.fault = fault.kind
        if fault.kind == "slow":
            call.fault = f"slow {fault.delay}s"
            await asyncio.sleep(fault.delay)
            return self._reply(call, run())
        body = run() if fault.after else {"ok": False, "error": fault.error}
        if fault.kind == "error":
            return self._reply(call, body)
        if fault.kind in ("drop", "drop_after", "hang"):
            return await self._cut(call, body, fault)
        return self._broken(call, body, fault)

    def _reply(self, call: Call, body: Payload) -> Response:
        self.record(call, body, 200)
        if call.method == "response_url":
            return Response(200, b"ok", PLAIN) if body["ok"] else Response(404, body)
        granted = ",".join(sorted(self.settings.scopes or ()))
        return Response(200, body, headers={"x-slack-req-id": uuid.uuid4().hex, "x-oauth-scopes": granted})

    async def _cut(self, call: Call, body: Payload, fault: Fault) -> Ending:
        if fault.kind != "hang" and not fault.after:
            body = {"ok": False, "error": "connection_dropped"}
        self.record(call, body, 0)
        if fault.kind == "hang":
            await asyncio.sleep(fault.delay)
        return Ending.DROP

    def _broken(self, call: Call, body: Payload, fault: Fault) -> Response:
        if fault.kind == "429":
            self._limits.told(call, fault.retry_after)
            body = {"ok": False, "error": "ratelimited"}
            self.record(call, body, 429)
            return Response(429, body, headers={"Retry-After": str(fault.retry_after)})
        status = fault.status if fault.kind == "http" else 200
        self.record(call, body, status)
        if fault.kind == "truncate":
            return Response(200, {"ok": True, "padding": "x" * 400}, cut=60)
        return Response(status, b"<html><body>Something went wrong</body></html>", HTML)


def _call(request: Request) -> Call:
    args = request.arguments()
    in_form = args.pop("token", None)
    bearer = re.sub(r"^Bearer\s+", "", request.headers.get("authorization", ""), flags=re.I).strip()
    return Call(request.path.removeprefix("/api/").strip("/"), request.verb, bearer or in_form, args, request.kind)
