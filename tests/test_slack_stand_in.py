"""The stand-in for Slack: it refuses, retries, fails and counts as Slack and its guests are known to."""

from __future__ import annotations

import http.server
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.webhook import WebhookClient

from tests.slack import (
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    SIGNATURES,
    SIGNING_SECRET,
    TEAM,
    LabThread,
    lint_message,
    lint_view,
    sign,
)
from tests.slack.api_error import ApiError
from tests.slack.hooks import USES, Hooks
from tests.slack.ids import Ids
from tests.slack.signature import signed
from tests.slack.triggers import LIFETIME, Triggers
from tests.slack.typed_text import as_slack_sends

ALICE, GENERAL = "U0ALICE001", "C0GENERAL1"
VERIFIER = SignatureVerifier(SIGNING_SECRET)
Said = dict[str, Any]
Handler = Callable[[WebClient, Said], Any]


class Bot:
    """A bot that answers with what a test gives it: over HTTP (signatures checked), or over a socket."""

    def __init__(self, lab: LabThread, handler: Handler, status: int = 200, slow: float = 0.0) -> None:
        self.web = WebClient(BOT_TOKEN, base_url=lab.url + "/api/", retry_handlers=[])
        self.heard: list[Said] = []
        self.retries: list[str | None] = []
        self.handler, self.status, self.slow = handler, status, slow
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _door(self))
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/slack/events"

    def __enter__(self) -> Bot:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def hear(self, payload: Said) -> Any:
        """Handles a payload; out comes the body of the acknowledgement."""
        self.heard.append(payload)
        return self.handler(self.web, payload)


def _door(bot: Bot) -> type[http.server.BaseHTTPRequestHandler]:
    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stamp, signature = self.headers["X-Slack-Request-Timestamp"] or "", self.headers["X-Slack-Signature"] or ""
            if not (stamp.isdecimal() and VERIFIER.is_valid(body, stamp, signature)):
                self.answer(401, None)
                return
            bot.retries.append(self.headers["X-Slack-Retry-Num"])
            time.sleep(bot.slow)
            self.answer(bot.status, bot.hear(_payload(self.headers["Content-Type"], body.decode())))

        def answer(self, status: int, said: Any) -> None:
            raw = json.dumps(said).encode() if said else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: a test shows what it needs."""

    return Door


def _payload(kind: str, body: str) -> Said:
    if kind == "application/json":
        return dict(json.loads(body))
    form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
    return dict(json.loads(form["payload"])) if "payload" in form else dict(form)


def echo(web: WebClient, payload: Said) -> None:
    """Answers a post in its thread, with the text it came with."""
    event = payload["event"]
    mark = {"event_type": "answer", "event_payload": {"to": event["ts"]}}
    try:
        web.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=event["text"], metadata=mark)
    except (SlackApiError, OSError, http.client.HTTPException, ValueError):
        return


def silent(web: WebClient, payload: Said) -> None:
    """Answers nothing."""


@pytest.fixture
def lab() -> Iterator[LabThread]:
    with LabThread() as lab:
        yield lab


@pytest.fixture
def web(lab: LabThread) -> WebClient:
    return WebClient(BOT_TOKEN, base_url=lab.url + "/api/", retry_handlers=[])
