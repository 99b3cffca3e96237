"""The server's side of a WebSocket (RFC 6455, no extensions)."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class WebSocket:
    """One connection after its handshake."""

    def __init__(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.number, self.closed = number, False
        self._reader, self._writer = reader, writer

    @staticmethod
    def handshake(headers: dict[str, str]) -> bytes:
        """The answer that makes a WebSocket of a connection."""
        digest = hashlib.sha1((headers.get("sec-websocket-key", "") + MAGIC).encode()).digest()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        lines.append(f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n"

    def send(self, data: str | bytes, op: int = TEXT) -> None:
        """One message; ConnectionError if the connection is gone."""
        if self.closed:
            raise ConnectionError("websocket closed")
        raw = data.encode() if isinstance(data, str) else data
        self._writer.write(bytes([0x80 | op]) + _size(len(raw)) + raw)

    async def receive(self) -> bytes | None:
        """The next message, or None once the other side has closed. Pings are answered here."""
        whole = b""
        while True:
            final, op, data = await self._frame()
            if op == CLOSE:
                with contextlib.suppress(ConnectionError):
                    self.send(data[:2], CLOSE)
                return None
            if op == PING:
                self.send(data, PONG)
            elif op != PONG:
                whole += data
                if final:
                    return whole

    async def _frame(self) -> tuple[bool, int, bytes]:
        first, second = await self._reader.readexactly(2)
        size = second & 127
        if size > 125:
            size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
        mask = await self._reader.readexactly(4) if second & 128 else b"\0\0\0\0"
        data = await self._reader.readexactly(size)
        mask = (mask * (size // 4 + 1))[:size]
        data = (int.from_bytes(data, "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")
        return bool(first & 128), first & 15, data

    def close(self) -> None:
        """Says goodbye; the other side may still finish."""
        with contextlib.suppress(ConnectionError):
            self.send((1000).to_bytes(2, "big") + b"bye", CLOSE)

    def abort(self) -> None:
        """Cuts the connection."""
        self.closed = True
        self._writer.transport.abort()


def _size(n: int) -> bytes:
    if n < 126:
        return bytes([n])
    return b"\x7e" + n.to_bytes(2, "big") if n < 1 << 16 else b"\x7f" + n.to_bytes(8, "big")
