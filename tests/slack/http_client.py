"""A small HTTP client with keep-alive, for what Slack sends."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import urllib.parse

from tests.slack.http import read_body, read_head

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Answer = tuple[int, dict[str, str], bytes]


class HttpClient:
    """Posts, one request at a time on each connection."""

    def __init__(self) -> None:
        self._idle: dict[tuple[str, int], list[Connection]] = collections.defaultdict(list)

    async def post(self, url: str, headers: dict[str, str], body: bytes, timeout: float) -> Answer:
        """Status, headers and body of the answer; TimeoutError or ConnectionError if there is none."""
        parts = urllib.parse.urlsplit(url)
        place = (parts.hostname or "", parts.port or 80)
        target = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        lines = [f"POST {target} HTTP/1.1", f"Host: {place[0]}:{place[1]}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        raw = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
        async with asyncio.timeout(timeout):
            return await self._exchange(place, raw)

    async def _exchange(self, place: tuple[str, int], raw: bytes) -> Answer:
        while self._idle[place]:  # the other side may have closed a connection that lay idle
            reader, writer = self._idle[place].pop()
            try:
                return await self._once(place, reader, writer, raw)
            except (ConnectionError, asyncio.IncompleteReadError) as lost:
                if getattr(lost, "partial", b""):
                    raise ConnectionError(str(lost)) from lost
        reader, writer = await asyncio.open_connection(*place, limit=1 << 22)
        try:
            return await self._once(place, reader, writer, raw)
        except asyncio.IncompleteReadError as cut:
            raise ConnectionError(str(cut)) from cut

    async def _once(
        self, place: tuple[str, int], reader: asyncio.StreamReader, writer: asyncio.StreamWriter, raw: bytes
    ) -> Answer:
        done = False
        try:
            writer.write(raw)
            (_, status, *_), headers = await read_head(reader)
            if "content-length" in headers or "transfer-encoding" in headers:
                data = await read_body(reader, headers)
            else:
                data = b"" if status in ("204", "304") else await reader.read()
                headers["connection"] = "close"
            done = True
        finally:
            if done and headers.get("connection", "").lower() != "close":
                self._idle[place].append((reader, writer))
            else:
                await _shut(writer)
        return int(status), headers, data

    async def close(self) -> None:
        """Closes what lies idle."""
        for connections in self._idle.values():
            for _, writer in connections:
                await _shut(writer)
        self._idle.clear()


async def _shut(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
