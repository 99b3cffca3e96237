"""A small HTTP server with keep-alive."""

from __future__ import annotations

import asyncio
import contextlib
import urllib.parse
from collections.abc import Awaitable, Callable

from tests.slack.http import Ending, Request, Response, read_body, read_head

Handler = Callable[[Request], Awaitable[Response | Ending]]
LOST = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError)


class HttpServer:
    """Serves one handler until stopped."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def start(self, host: str, port: int) -> int:
        """Listens; out comes the port."""
        self._server = await asyncio.start_server(self._connected, host, port, limit=1 << 20)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Closes the door and cuts all connections."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._serving.add(task)
        self._writers.add(writer)
        task.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(*LOST):
                while await self._exchange(reader, writer):
                    pass
        finally:
            self._writers.discard(writer)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serves one request; says whether another may follow."""
        (verb, target, *_), headers = await read_head(reader)
        path, _, query = target.partition("?")
        body = await read_body(reader, headers)
        answer = await self._handler(Request(verb, urllib.parse.unquote(path), query, headers, body, reader, writer))
        if answer is Ending.DROP:
            writer.transport.abort()
        if isinstance(answer, Ending):
            return False
        keep = headers.get("connection", "").lower() != "close" and answer.cut is None
        writer.write(answer.raw(keep))
        await writer.drain()
        return keep
