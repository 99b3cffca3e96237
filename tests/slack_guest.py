"""A small bot, the guest at the stand-in for Slack when that is tested itself."""

from __future__ import annotations

import http.client
import http.server
import json
import threading
import time
import urllib.parse
from collections.abc import Callable
from typing import Any, Self

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from tests.slack import BOT_TOKEN, SIGNING_SECRET, LabThread

Said = dict[str, Any]
Handler = Callable[[WebClient, Said], Any]
VERIFIER = SignatureVerifier(SIGNING_SECRET)


def client(lab: LabThread, token: str = BOT_TOKEN) -> WebClient:
    """A client of the stand-in's Web API that never calls twice by itself."""
    return WebClient(token, base_url=lab.url + "/api/", retry_handlers=[])


class Guest:
    """Hands what comes over HTTP, well signed, to a handler; what that returns is the acknowledgement's body."""

    def __init__(self, lab: LabThread, handler: Handler, status: int = 200, slow: float = 0.0) -> None:
        self.web = client(lab)
        self.handler, self.status, self.slow = handler, status, slow
        self.heard: list[Said] = []
        self.retries: list[tuple[str | None, str | None]] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _door(self))
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        lab.point_at(f"http://127.0.0.1:{self._server.server_port}/slack/events")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _door(guest: Guest) -> type[http.server.BaseHTTPRequestHandler]:
    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stamp, signature = self.headers["X-Slack-Request-Timestamp"] or "", self.headers["X-Slack-Signature"] or ""
            if not (stamp.isdecimal() and VERIFIER.is_valid(body, stamp, signature)):
                self.answer(401, None)
                return
            said = _payload(self.headers["Content-Type"], body.decode())
            if said.get("type") == "url_verification":
                self.answer(200, {"challenge": said["challenge"]})
                return
            guest.heard.append(said)
            guest.retries.append((self.headers["X-Slack-Retry-Num"], self.headers["X-Slack-Retry-Reason"]))
            time.sleep(guest.slow)
            self.answer(guest.status, guest.handler(guest.web, said))

        def answer(self, status: int, said: Any) -> None:
            raw = json.dumps(said).encode() if said else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet: http.server would write to stderr."""

    return Door


def _payload(kind: str, body: str) -> Said:
    if kind == "application/json":
        return dict(json.loads(body))
    form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
    return dict(json.loads(form["payload"])) if "payload" in form else dict(form)


def echo(web: WebClient, said: Said) -> None:
    """Says in its thread what a person posted; whatever Slack does then is Slack's business."""
    event = said["event"]
    if event.get("bot_id"):
        return
    mark = {"event_type": "answer", "event_payload": {"to": event["ts"]}}
    try:
        web.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=event["text"], metadata=mark)
    except (SlackApiError, OSError, http.client.HTTPException):
        return


def silent(web: WebClient, said: Said) -> None:
    """Says nothing."""
