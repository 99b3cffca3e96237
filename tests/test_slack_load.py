"""The stand-in's sockets, and its count of who was answered once, twice or never."""

from __future__ import annotations

import json
import socket
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, BinaryIO

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.slack import APP_TOKEN, LabThread, hub
from tests.slack.websocket import CLOSE, PING, PONG, TEXT
from tests.slack_guest import Guest, Handler, Said, client, echo, silent


@pytest.fixture
def lab() -> Iterator[LabThread]:
    with LabThread() as lab:
        yield lab


class Connected:
    """slack_sdk's own Socket Mode client; it acknowledges and echoes."""

    def __init__(self, lab: LabThread) -> None:
        self.heard: list[SocketModeRequest] = []
        self._web = client(lab)
        self._client = SocketModeClient(app_token=APP_TOKEN, web_client=client(lab), auto_reconnect_enabled=False)
        self._client.socket_mode_request_listeners.append(self._hear)

    def __enter__(self) -> Connected:
        self._client.connect()
        return self

    def __exit__(self, *exc: object) -> None:
        self._client.close()

    def _hear(self, connected: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        answer = {"text": "pong"} if request.type == "slash_commands" else None
        connected.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))
        if request.type == "events_api":
            echo(self._web, request.payload)


def test_events_and_commands_go_through_a_socket(lab: LabThread) -> None:
    with Connected(lab) as app:
        assert lab.wait_bot()
        seen = lab.send("app_mention", text="hello", quiet=0.0)
        pong = lab.send("slash", command="/defra", wait=0)
    assert (seen["attempts"][0]["mode"], seen["ack"]["status"], seen["answers"]) == ("socket", 200, 1)
    assert pong["ack_answer"] == {"text": "pong"}
    assert [request.type for request in app.heard] == ["events_api", "slash_commands"]
    assert lab.messages("C0GENERAL1")[-1]["text"] == "pong"


def test_nobody_connected_is_no_delivery(lab: LabThread) -> None:
    seen = lab.send("message.im", wait=0)
    assert (seen["ack"]["error"], lab.wait_bot(0.01)) == ("connection: no socket is connected", False)


@contextmanager
def bare(lab: LabThread) -> Iterator[tuple[Iterator[Said], Callable[[bytes, int], None]]]:
    """What comes through a bare WebSocket, until it ends; and a way to send a short frame."""
    address = urllib.parse.urlsplit(client(lab).apps_connections_open(app_token=APP_TOKEN)["url"])
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as connection:
        lines = (f"GET {address.path}?{address.query} HTTP/1.1", "Host: lab", "Upgrade: websocket", "Sec-WebSocket-Key: key")
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
        with connection.makefile("rb") as stream:
            assert stream.readline().split()[1] == b"101"
            while stream.readline().strip():
                pass
            yield _frames(stream), lambda data, op: connection.sendall(bytes([128 | op, 128 | len(data), 0, 0, 0, 0]) + data)


def _frames(stream: BinaryIO) -> Iterator[Said]:
    with suppress(ConnectionError):
        while head := stream.read(2):
            size = head[1] if head[1] < 126 else int.from_bytes(stream.read(2), "big")
            data = stream.read(size)
            kind = {CLOSE: "close", PING: "ping", PONG: "pong"}.get(head[0] & 15)
            yield {"type": kind} if kind else dict(json.loads(data))
            if kind == "close":
                return


@pytest.mark.parametrize(
    ("action", "seen"),
    [
        ("refresh", ["refresh_requested", "close"]),
        ("link_disabled", ["link_disabled", "close"]),
        ("too_many", ["too_many_websockets", "close"]),
        ("close", ["close"]),
        ("drop", []),
    ],
)
def test_a_socket_is_upset_in_slacks_way(lab: LabThread, action: str, seen: list[str]) -> None:
    with bare(lab) as (frame, _):
        assert next(frame)["type"] == "hello"
        assert lab.socket(action, grace=0.0) == {"sockets": 1, "action": action}
        assert [said.get("reason", said["type"]) for said in frame] == seen


def test_a_warned_socket_stays(lab: LabThread) -> None:
    with bare(lab) as (frame, _):
        next(frame)
        lab.socket("warning")
        assert next(frame)["reason"] == "warning"
        assert lab.report()["sockets"]["connected"] == 1


def test_odd_acknowledgements_are_noted(lab: LabThread) -> None:
    with bare(lab) as (frame, send):
        next(frame)
        send(b"what?", TEXT)
        send(b'{"envelope_id": "other"}', TEXT)
        send(b"", PING)
        assert next(frame)["type"] == "pong"
        notes = [note["note"] for note in lab.report()["sockets"]["notes"]]
        send(b"", CLOSE)
        assert [said["type"] for said in frame] == ["close"]
    assert notes == ["not JSON", "ack of an unknown or already acknowledged envelope"]


def test_slack_pings(lab: LabThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "PING_EVERY", 0.01)
    with bare(lab) as (frame, _):
        assert [next(frame)["type"] for _ in range(3)] == ["hello", "ping", "ping"]


def test_ten_sockets_are_enough(lab: LabThread) -> None:
    with ExitStack() as stack:
        for _ in range(hub.MOST_SOCKETS):
            next(stack.enter_context(bare(lab))[0])
        assert knock(lab, lab.lab.hub.ticket()) == b"429"


@pytest.mark.parametrize(
    ("fault", "status"), [("http,status=503", b"503"), ("429", b"429"), ("slow,delay=0", b"101"), ("drop", b"")]
)
def test_a_socket_is_refused_by_a_fault(lab: LabThread, fault: str, status: bytes) -> None:
    lab.fault(f"socket:{fault}")
    assert knock(lab, lab.lab.hub.ticket()) == status


def test_a_ticket_lets_in_once(lab: LabThread) -> None:
    ticket = lab.lab.hub.ticket()
    assert [knock(lab, ticket), knock(lab, ticket)] == [b"101", b"401"]
    with LabThread(socket_enabled=False) as other, pytest.raises(SlackApiError, match="socket_mode_not_enabled"):
        client(other).apps_connections_open(app_token=APP_TOKEN)


def knock(lab: LabThread, ticket: str) -> bytes:
    """The status that a WebSocket's handshake is answered with."""
    address = urllib.parse.urlsplit(ticket)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as connection:
        connection.sendall(f"GET {address.path}?{address.query} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        with suppress(ConnectionError):
            answer = connection.recv(100)
        return answer[9:12]


def once(handler: Handler) -> Handler:
    """A handler that sees each event once, however often it comes."""
    seen: set[str] = set()
    lock = threading.Lock()

    def handle(web: WebClient, said: Said) -> Any:
        with lock:
            new = said["event_id"] not in seen
            seen.add(said["event_id"])
        return handler(web, said) if new else None

    return handle


def twice(web: WebClient, said: Said) -> None:
    """Answers in two messages."""
    echo(web, said)
    echo(web, said)


@pytest.mark.parametrize(
    ("handler", "dup", "lost", "more_than_once"),
    [(echo, 0.0, 0, 0), (twice, 0.0, 0, 20), (echo, 1.0, 0, 20), (once(echo), 1.0, 0, 0), (silent, 0.0, 20, 0)],
    ids=["once", "twice", "repeated", "repeated and noticed", "never"],
)
def test_answers_are_counted(lab: LabThread, handler: Handler, dup: float, lost: int, more_than_once: int) -> None:
    with Guest(lab, handler):
        seen = lab.load(count=20, concurrency=4, mix={"message.im": 1, "app_mention": 1}, dup=dup, settle=0.0)
    assert (seen["events"], seen["deliveries"]) == (20, 40 if dup else 20)
    assert (seen["lost"], seen["answered_more_than_once"]) == (lost, more_than_once)
    assert seen["answered"] == seen["answer_ms"].get("n", 0) == 20 - lost
    assert seen["unattributed_calls"] == 0


def test_forged_requests_are_counted_apart(lab: LabThread) -> None:
    with Guest(lab, echo):
        seen = lab.load(count=10, bad_sig=1.0, settle=0.0, rate=1000)
    assert seen["forged"] == {"sent": 10, "refused": 10, "caused_calls": 0}
    assert (seen["answered"], seen["answered_more_than_once"]) == (10, 0)


def test_a_command_may_be_answered_in_its_acknowledgement(lab: LabThread) -> None:
    with Guest(lab, lambda web, said: {"text": "pong"}):
        seen = lab.load(count=5, mix={"slash": 1}, settle=0.0)
    assert (seen["answered"], seen["api_calls"]) == (5, {})


def test_late_answers_are_waited_for(lab: LabThread) -> None:
    def later(web: WebClient, said: Said) -> None:
        pool.submit(echo, web, said)

    with ThreadPoolExecutor() as pool, Guest(lab, later, status=202):
        seen = lab.load(count=3, settle=30.0)
    assert (seen["answered"], seen["ack_ms"]["by_status"]) == (3, {"202": 3})


def test_an_unknown_kind_is_not_mixed_in(lab: LabThread) -> None:
    with pytest.raises(ValueError, match="unknown kinds in mix: pigeon"):
        lab.load(mix={"pigeon": 1})
