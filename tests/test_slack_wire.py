"""HTTP and WebSocket as the stand-in speaks them, also with guests that speak them oddly."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.slack import LabThread
from tests.slack.http_client import HttpClient
from tests.slack.websocket import CLOSE, PING, WebSocket

T = TypeVar("T")
OK = b"HTTP/1.1 200 OK\r\n"


async def served(answers: list[bytes], ask: Callable[[str], Awaitable[T]], keep: bool = True) -> T:
    """What asking comes to, with a server that answers each request with the next of some bytes."""
    waiting = iter(answers)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (await reader.readuntil(b"\r\n\r\n")) and (raw := next(waiting, None)) is not None:
                writer.write(raw)
                if not (keep and raw.startswith(OK + b"Content-Length")):
                    break
        except asyncio.IncompleteReadError:
            logging.debug("the client has gone")
        finally:
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        return await ask(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/path?query")


def asked(answers: list[bytes], times: int, keep: bool = True) -> list[tuple[int, bytes]]:
    """Status and body of some posts, one after the other."""

    async def ask(url: str) -> list[tuple[int, bytes]]:
        client = HttpClient()
        got = [await client.post(url, {}, b"", 5) for _ in range(times)]
        await client.close()
        return [(status, body) for status, _, body in got]

    return asyncio.run(served(answers, ask, keep))


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"Content-Length: 2\r\n\r\nok", b"ok"),
        (b"Transfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nTrailer: x\r\n\r\n", b"ok"),
        (b"\r\nok", b"ok"),
        (b"Connection: close\r\nContent-Length: 2\r\n\r\nok", b"ok"),
    ],
    ids=["sized", "chunked", "to the end", "closed"],
)
def test_a_body_is_read_to_its_end(raw: bytes, body: bytes) -> None:
    assert asked([OK + raw], 1) == [(200, body)]


def test_no_content_is_no_content() -> None:
    assert asked([b"HTTP/1.1 204 No Content\r\n\r\n"], 1) == [(204, b"")]


def test_a_connection_is_used_again_and_replaced_if_it_has_gone() -> None:
    one, two = OK + b"Content-Length: 3\r\n\r\none", OK + b"Content-Length: 3\r\n\r\ntwo"
    assert asked([one, two], 2) == asked([one, two], 2, keep=False) == [(200, b"one"), (200, b"two")]


@pytest.mark.parametrize("answers", [[b""], [OK], [OK + b"Content-Length: 3\r\n\r\none", OK + b"Cont"]])
def test_half_an_answer_is_none(answers: list[bytes]) -> None:
    with pytest.raises(ConnectionError):
        asked(answers, len(answers))


def test_the_stand_in_keeps_connections_open() -> None:
    async def ask(url: str) -> list[int]:
        client = HttpClient()
        got = [(await client.post(url, {}, b"", 5))[0] for _ in range(2)]
        await client.close()
        return got

    with LabThread() as lab:
        assert asyncio.run(ask(lab.url)) == [404, 404]


class Wire:
    """Keeps what a WebSocket writes."""

    def __init__(self) -> None:
        self.written = b""

    def write(self, raw: bytes) -> None:
        self.written += raw


def frame(data: bytes, op: int = 1, final: bool = True) -> bytes:
    """A frame as a client sends it, masked."""
    mask, size = b"mask", len(data)
    if size < 126:
        head = bytes([128 | size])
    else:
        head = b"\xfe" + size.to_bytes(2, "big") if size < 65536 else b"\xff" + size.to_bytes(8, "big")
    masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
    return bytes([128 * final | op]) + head + mask + masked


def received(raw: bytes) -> tuple[list[bytes | None], bytes]:
    """The messages that some frames make up, and what was written back."""

    async def read() -> tuple[list[bytes | None], bytes]:
        reader, wire = asyncio.StreamReader(), Wire()
        reader.feed_data(raw)
        reader.feed_eof()
        socket = WebSocket(1, reader, wire)  # type: ignore[arg-type]
        got: list[bytes | None] = []
        while not got or got[-1] is not None:
            got.append(await socket.receive())
        return got, wire.written

    return asyncio.run(read())


BYE = frame(b"\x03\xe8bye", CLOSE)


@given(st.binary(max_size=300))
def test_a_masked_message_is_read(data: bytes) -> None:
    assert received(frame(data) + BYE)[0] == [data, None]


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_a_message_of_any_size_is_read_and_sent(size: int) -> None:
    data, wire = b"x" * size, Wire()
    assert received(frame(data) + BYE)[0] == [data, None]
    socket = WebSocket(1, wire, wire)  # type: ignore[arg-type]
    socket.send(data)
    socket.closed = True
    with pytest.raises(ConnectionError):
        socket.send(data)
    assert wire.written[0] == 0x81
    assert wire.written.endswith(data)
    assert len(wire.written) - size == (2 if size < 126 else 4 if size < 65536 else 10)


def test_fragments_make_one_message_and_pings_are_answered_between() -> None:
    raw = frame(b"one ", final=False) + frame(b"are you there", PING) + frame(b"", 10) + frame(b"two", 0) + BYE
    got, written = received(raw)
    assert got == [b"one two", None]
    assert written == b"\x8a\x0dare you there" + b"\x88\x02\x03\xe8"


def test_a_handshake_proves_that_the_key_was_read() -> None:
    proof = base64.b64encode(hashlib.sha1(b"key258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    assert proof in WebSocket.handshake({"sec-websocket-key": "key"})


def test_a_port_that_is_taken_is_an_error_and_leaves_nothing_behind() -> None:
    with LabThread() as lab, pytest.raises(OSError, match="address already in use"):
        LabThread(port=int(lab.url.rsplit(":", 1)[1])).__enter__()
