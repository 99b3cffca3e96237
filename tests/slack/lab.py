"""Slack on this machine, for one bot."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Self

from tests.slack.http import Ending, Request, Response
from tests.slack.http_server import HttpServer
from tests.slack.load import Load, Plan
from tests.slack.load_report import report
from tests.slack.platform import Platform
from tests.slack.sending import Sending
from tests.slack.settings import Settings
from tests.slack.shapes import Payload


class Lab(Platform):
    """Listens while it is open (`async with`), sends, and tells; the options are those of `Settings`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Settings(**options))
        self._server = HttpServer(self._handle)

    async def __aenter__(self) -> Self:
        self.settings.port = await self._server.start(self.settings.host, self.settings.port)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()
        await self._server.stop()

    async def _handle(self, request: Request) -> Response | Ending:
        return await self.gateway.handle(request)

    @property
    def url(self) -> str:
        """Where it listens: the Web API is at `url` + "/api/"."""
        return self.settings.url

    async def send(self, kind: str, **options: Any) -> Payload:
        """Sends one thing and tells what the bot did; the options are those of `Manner` and `Details`."""
        return await Sending(self, kind, options).run()

    async def load(self, **options: Any) -> Payload:
        """Sends many and reports; the options are those of `Plan`."""
        load = Load(self, Plan(**options))
        await load.run()
        return report(load)

    async def wait_bot(self, seconds: float = 20.0) -> bool:
        """Waits until the bot can be reached: a socket is connected, or its address answers."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if await self._reachable():
                return True
            await asyncio.sleep(0.2)
        return False

    async def _reachable(self) -> bool:
        if self.courier.mode() == "socket":
            return bool(self.hub.connected)
        got = await self.courier.attempt(self.maker.make("url_verification"), "http", timeout=2)
        return got.status is not None

    def report(self) -> Payload:
        """Counts, errors, violations, scopes used, statuses left set, sockets and faults."""
        return {
            **self.journal.summary(self.settings.scopes),
            "status_still_set": [f"{'/'.join(thread)}: {text}" for thread, text in self.workspace.status.items()],
            "homes": dict(self.workspace.views.homes),
            "sockets": {"connected": len(self.hub.connected), "ever": self.hub.opened, "notes": self.hub.notes[-20:]},
            "faults": [fault.show() for fault in self.faults],
        }

    def reset(self) -> None:
        """Forgets everything, faults too; connections stay."""
        self.renew()
        self.faults.clear()
