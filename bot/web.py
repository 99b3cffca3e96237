"""HTTP: Slack's requests, each verified before anything in it is parsed, and two addresses for whoever runs the app."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from slack_sdk.signature import SignatureVerifier

from bot.store import Database, DatabaseError

LARGEST = 2**20
"""Bytes of a request. Slack's longest is a shortcut on a message of 40,000 characters."""
TIMESTAMP = re.compile(r"[0-9]{1,12}")
Answered = tuple[HTTPStatus, str, dict[str, str]]


class Web:
    """A WSGI application around a Bolt app."""

    def __init__(self, app: App, signing_secret: str, database: Database) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._database = database

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        route = (environ.get("REQUEST_METHOD"), environ.get("PATH_INFO"))
        if route == ("POST", "/slack/events"):
            status, body, headers = self._slack(environ)
        elif route[0] in ("GET", "HEAD") and route[1] == "/healthz":
            status, body, headers = HTTPStatus.OK, "ok", {}
        elif route[0] in ("GET", "HEAD") and route[1] == "/readyz":
            status, body, headers = self._ready()
        else:
            status, body, headers = HTTPStatus.NOT_FOUND, "not found", {}
        headers = {"content-type": "text/plain; charset=utf-8", **headers}
        start_response(f"{status.value} {status.phrase}", list(headers.items()))
        return [b"" if route[0] == "HEAD" else body.encode()]

    def _slack(self, environ: WSGIEnvironment) -> Answered:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large", {}
        raw = environ["wsgi.input"].read(int(length))
        if not self._is_slacks(environ, raw):
            return HTTPStatus.UNAUTHORIZED, "not signed by Slack", {}
        try:
            request = BoltRequest(body=raw.decode(), headers=WsgiHttpRequest(environ).get_headers())
        except (ValueError, TypeError, AttributeError):  # Bolt takes a body for an object
            return HTTPStatus.BAD_REQUEST, "not understood", {}
        return _plain(self._app.dispatch(request))

    def _is_slacks(self, environ: WSGIEnvironment, raw: bytes) -> bool:
        timestamp, signature = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""), environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not (TIMESTAMP.fullmatch(timestamp) and signature.isascii()):
            return False  # slack_sdk raises on a timestamp that is no number, or too large a one
        try:
            return self._verifier.is_valid(raw, timestamp, signature)
        except UnicodeDecodeError:
            return False

    def _ready(self) -> Answered:
        try:
            ready, why = self._database.is_migrated(), "the database is not migrated"
        except DatabaseError:
            ready, why = False, "the database can't be reached"
        return (HTTPStatus.OK, "ready", {}) if ready else (HTTPStatus.SERVICE_UNAVAILABLE, why, {})


def _plain(response: BoltResponse) -> Answered:
    headers = {name: values[0] for name, values in response.headers.items() if name != "set-cookie"}
    return HTTPStatus(response.status), response.body or "", headers
