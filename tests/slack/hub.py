"""The Socket Mode endpoint."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
import time
import urllib.parse
import uuid
from typing import Any

from tests.slack.faults import Fault, Faults
from tests.slack.http import Ending, Request, Response
from tests.slack.identity import APP
from tests.slack.settings import Settings
from tests.slack.shapes import Payload
from tests.slack.websocket import PING, WebSocket

TICKET_LIFETIME, MOST_SOCKETS, PING_EVERY = 30.0, 10, 5.0
REASONS = {
    "warning": "warning",
    "refresh": "refresh_requested",
    "link_disabled": "link_disabled",
    "too_many": "too_many_websockets",
}
log = logging.getLogger(__name__)


class Hub:
    """Hands out tickets, keeps the bot's connections, sends envelopes and times their acknowledgements."""

    def __init__(self, settings: Settings, faults: Faults) -> None:
        self._settings, self._faults = settings, faults
        self._tickets: dict[str, float] = {}
        self._pending: dict[str, asyncio.Future[tuple[float, Any]]] = {}
        self.connected: list[WebSocket] = []
        self.notes: list[Payload] = []
        self.opened = 0

    def ticket(self) -> str:
        """An address for one connection, good for 30 seconds."""
        ticket = uuid.uuid4().hex
        self._tickets[ticket] = time.monotonic()
        return f"ws://{self._settings.host}:{self._settings.port}/link/?ticket={ticket}&app_id={APP}"

    async def serve(self, request: Request) -> Response | Ending:
        """A connection, from its handshake to its end."""
        ticket = dict(urllib.parse.parse_qsl(request.query)).get("ticket", "")
        fault = self._faults.take("socket", {})
        if fault and (refusal := await _refusal(fault)):
            return refusal
        if time.monotonic() - self._tickets.get(ticket, -TICKET_LIFETIME) > TICKET_LIFETIME:
            return Response(401, b"ticket unknown, used or expired", "text/plain")
        if len(self.connected) >= MOST_SOCKETS:
            return Response(429, b"too_many_websockets", "text/plain")
        del self._tickets[ticket]
        request.writer.write(WebSocket.handshake(request.headers))
        self.opened += 1
        await self._talk(WebSocket(self.opened, request.reader, request.writer))
        return Ending.TAKEN

    async def _talk(self, socket: WebSocket) -> None:
        self.connected.append(socket)
        debug = {"host": "applink-lab", "build_number": 1, "approximate_connection_time": 18060}
        hello = {"type": "hello", "num_connections": len(self.connected), "connection_info": {"app_id": APP}}
        socket.send(json.dumps(hello | {"debug_info": debug}))
        log.debug("socket %s open", socket.number)
        pinger = asyncio.get_running_loop().create_task(_ping(socket))
        try:
            while (raw := await socket.receive()) is not None:
                self._acknowledged(raw)
        except (ConnectionError, asyncio.IncompleteReadError):
            log.debug("socket %s cut", socket.number)
        finally:
            pinger.cancel()
            socket.closed = True
            self.connected.remove(socket)

    def _acknowledged(self, raw: bytes) -> None:
        try:
            message = json.loads(raw)
        except ValueError:
            self.notes.append({"at": time.time(), "note": "not JSON", "raw": raw.decode("utf-8", "replace")[:400]})
            return
        waiting = self._pending.pop(message.get("envelope_id"), None)
        if waiting is None or waiting.done():
            note = "ack of an unknown or already acknowledged envelope"
            self.notes.append({"at": time.time(), "note": note, "raw": message})
        else:
            waiting.set_result((time.perf_counter(), message.get("payload")))

    async def deliver(self, envelope: Payload, timeout: float) -> Any:
        """What the acknowledgement carries; TimeoutError if none comes, ConnectionError if nobody is connected."""
        live = [socket for socket in self.connected if not socket.closed]
        if not live:
            raise ConnectionError("no socket is connected")
        waiting = self._pending[envelope["envelope_id"]] = asyncio.get_running_loop().create_future()
        try:
            random.choice(live).send(json.dumps(envelope))
            async with asyncio.timeout(timeout):
                _, payload = await waiting
        finally:
            self._pending.pop(envelope["envelope_id"], None)
        return payload

    async def act(self, action: str, grace: float = 2.0) -> Payload:
        """Upsets all connections: warning, refresh, link_disabled, too_many (Slack's words), close or drop."""
        reason, mine = REASONS.get(action), list(self.connected)
        for socket in mine:
            if reason:
                _tell(socket, reason)
        if action == "warning":
            return {"sockets": len(mine), "action": action}
        if reason:
            await asyncio.sleep(grace)
        for socket in mine:
            if action == "drop":
                socket.abort()
            else:
                socket.close()
                asyncio.get_running_loop().call_later(1, socket.abort)
        return {"sockets": len(mine), "action": action}


async def _refusal(fault: Fault) -> Response | Ending | None:
    if fault.kind in ("slow", "hang"):
        await asyncio.sleep(fault.delay)
    if fault.kind in ("drop", "drop_after"):
        return Ending.DROP
    if fault.kind in ("http", "429", "error"):
        status = fault.status if fault.kind == "http" else 429
        return Response(status, b"no", "text/plain", {"Retry-After": str(fault.retry_after)})
    return None


async def _ping(socket: WebSocket) -> None:
    with contextlib.suppress(ConnectionError):
        while True:
            await asyncio.sleep(PING_EVERY)
            socket.send(b"Ping from applink-lab", PING)


def _tell(socket: WebSocket, reason: str) -> None:
    with contextlib.suppress(ConnectionError):
        socket.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-lab"}}))
