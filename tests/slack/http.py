"""HTTP/1.1 messages, as far as Slack and bots need them."""

from __future__ import annotations

import asyncio
import contextlib
import enum
import json
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from tests.slack.shapes import Payload

REASONS = {
    101: "Switching Protocols",
    200: "OK",
    401: "Unauthorized",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


class Ending(enum.Enum):
    """What a handler may do instead of answering."""

    DROP = "cut the connection"
    TAKEN = "the handler has used the connection for itself"


@dataclass
class Request:
    """A request, and the connection it came on."""

    verb: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @property
    def kind(self) -> str:
        """The content type, bare."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def arguments(self) -> Payload:
        """Query string, with form or JSON body on top."""
        args: Payload = dict(urllib.parse.parse_qsl(self.query, keep_blank_values=True))
        if self.kind != "application/json":
            return args | dict(urllib.parse.parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))
        with contextlib.suppress(ValueError):
            got = json.loads(self.body or b"{}")
            args |= got if isinstance(got, dict) else {"_body": got}
        return args


@dataclass
class Response:
    """An answer; `cut` sends only so many bytes of the body."""

    status: int = 200
    content: Any = b""
    kind: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None

    def raw(self, keep: bool) -> bytes:
        """The answer on the wire; `keep` leaves the connection open."""
        body = self.content if isinstance(self.content, bytes) else json.dumps(self.content, ensure_ascii=False).encode()
        lines = [
            f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Status')}",
            f"Content-Length: {len(body)}",
            f"Connection: {'keep-alive' if keep else 'close'}",
            f"Content-Type: {self.kind}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body[: self.cut]


async def read_head(reader: asyncio.StreamReader) -> tuple[list[str], dict[str, str]]:
    """The words of the first line, and the headers by their names in small letters."""
    head = (await reader.readuntil(b"\r\n\r\n"))[:-4].decode("latin-1")
    first, *rest = head.split("\r\n")
    pairs = [line.partition(":") for line in rest]
    return first.split(" ", 2), {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


async def read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    """The body that the headers announce, in one piece or in chunks."""
    if "chunked" not in headers.get("transfer-encoding", "").lower():
        return await reader.readexactly(int(headers.get("content-length") or 0))
    parts = []
    while size := int((await reader.readuntil(b"\n")).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    while (await reader.readline()).strip():
        pass
    return b"".join(parts)
