"""The Web API, with what came of each call: posted, refused, told to wait, or nobody knows.

Nothing that posts is ever repeated blindly: slack_sdk by itself repeats a call whose connection broke, which posts twice.
"""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Callable, Mapping
from enum import Enum
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry import HttpRequest, HttpResponse, RateLimitErrorRetryHandler, RetryHandler, RetryState
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.cards import Message
from bot.settings import Settings

log = logging.getLogger(__name__)

TIMEOUT = 8
"""Seconds to wait for Slack."""
REPEATABLE = ("auth.test", "views.publish", "conversations.replies", "conversations.history", "conversations.info", "users.info")
"""Calls that may be made twice."""
UNDECIDED = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Errors of Slack's own after which a message may stand all the same."""
CODE = re.compile(r"[a-z_]{1,60}")
LONGEST_WAIT = 10
"""Seconds that a thread sleeps for Slack's sake."""
ANSWER = "answer"
"""The metadata's event type of an answer; the payload names the post that it answers."""
DIGEST, NOTICE = "digest_delivery", "digest_notice"
"""Those of a digest, and of what its maker is told of it; the payload names the delivery."""
HISTORY = frozenset({"channels:history", "groups:history"})
"""The scopes with which a digest can be found again in its channel."""
NO_TOKEN = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
"""Refusals of all that the app says, whatever it is."""


class Came(Enum):
    """What came of a post."""

    POSTED = "posted"
    REFUSED = "refused"
    WAIT = "wait"
    UNSURE = "unsure"


class Sent(NamedTuple):
    """What came of a post; `code` is Slack's word for why not, `wait` seconds to wait first, `ts` where it stands."""

    came: Came
    code: str = ""
    wait: float = 0.0
    ts: str = ""


class Refused(Exception):
    """Slack refuses a call, with its own word for why."""


class Unheard(Exception):
    """No word of Slack's came back from a call, with what came instead."""


class NeverConnected(RetryHandler):
    """Repeats what surely never reached Slack."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        reason = error.reason if isinstance(error, URLError) else error
        return isinstance(reason, ConnectionRefusedError | socket.gaierror)


class Harmless(RetryHandler):
    """Repeats calls that may be made twice."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        failed = error is not None if response is None else response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        return failed and request.url.rsplit("/", 1)[-1] in REPEATABLE


class Reads(RateLimitErrorRetryHandler):
    """Waits as Slack says, and repeats, for calls that no inbox can put off."""

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            return False
        return _seconds(response.headers) <= LONGEST_WAIT and request.url.rsplit("/", 1)[-1] in REPEATABLE


def client(settings: Settings) -> WebClient:
    """The one client of the app."""
    handlers = [NeverConnected(max_retry_count=2), Harmless(max_retry_count=2), Reads(max_retry_count=2)]
    return WebClient(settings.bot_token, base_url=settings.api_url, timeout=TIMEOUT, retry_handlers=handlers)


def heard(call: Callable[[], SlackResponse]) -> SlackResponse:
    """What a call brings that may be repeated. Raises Refused and Unheard."""
    try:
        return call()
    except SlackApiError as error:
        sent = _sent(error)
        raise (Refused if sent.came is Came.REFUSED else Unheard)(sent.code) from None
    except (SlackClientError, OSError, ValueError, HTTPException) as error:
        raise Unheard(str(error)) from None


def scopes(headers: Mapping[str, Any]) -> list[str]:
    """The scopes that a token has, by the headers of an answer."""
    said = {name.lower(): str(value) for name, value in headers.items()}
    return [scope.strip() for scope in said.get("x-oauth-scopes", "").split(",") if scope.strip()]


class Slack:
    """What the app says to Slack."""

    def __init__(self, web: WebClient) -> None:
        self.web = web

    def post(self, channel: str, thread: str, message: Message, event: str, payload: dict[str, str]) -> Sent:
        """Post a message once; `thread` may be empty. `event` and `payload` are its metadata, by which it can be found again."""
        return self.call(
            "chat.postMessage",
            channel=channel,
            **({"thread_ts": thread} if thread else {}),
            **message.content(),
            metadata={"event_type": event, "event_payload": payload},
            unfurl_links=False,
            unfurl_media=False,
        )

    def whisper(self, channel: str, thread: str, person: str, message: Message) -> Sent:
        """Show something to one person; waits once where Slack says so."""
        where = {"channel": channel, "user": person, **({"thread_ts": thread} if thread else {})}
        sent = self.call("chat.postEphemeral", **where, **message.content())
        if sent.came is Came.WAIT and sent.wait <= LONGEST_WAIT:
            time.sleep(sent.wait)
            return self.call("chat.postEphemeral", **where, **message.content())
        return sent

    def direct(self, person: str, message: Message) -> Sent:
        """Post a message to somebody's direct messages."""
        return self.call("chat.postMessage", channel=person, **message.content(), unfurl_links=False, unfurl_media=False)

    def call(self, method: str, **arguments: Any) -> Sent:
        """Call a method of the Web API once, or again where that is harmless; returns what came of it."""
        try:
            response = self.web.api_call(method, json=arguments)
        except Exception as error:  # noqa: BLE001 - a truncated body raises http.client's errors, which share no base with OSError
            return _failed(error)
        return Sent(Came.POSTED, ts=str(response.get("message_ts") or response.get("ts") or ""))

    def look(self, channel: str, since: float, event: str, payload: dict[str, str]) -> Sent | None:
        """What came of a post with this metadata at a channel's top level since a moment: POSTED where it stands, None where
        it doesn't; anything else says why nobody can tell."""
        more: dict[str, Any] = {}
        while True:
            try:
                page: Any = self.web.conversations_history(
                    channel=channel, oldest=f"{since:.6f}", limit=200, include_all_metadata=True, **more
                )
            except Exception as error:  # noqa: BLE001 - as above
                return _failed(error)
            for message in page["messages"]:
                mark = message.get("metadata") or {}
                if mark.get("event_type") == event and mark.get("event_payload") == payload:
                    return Sent(Came.POSTED, ts=str(message["ts"]))
            more = {"cursor": (page.get("response_metadata") or {}).get("next_cursor")}
            if not more["cursor"]:
                return None

    def find(self, channel: str, thread: str, event: str, payload: dict[str, str]) -> bool:
        """Whether a message with this metadata stands in a thread. Raises Refused and Unheard."""
        found = heard(lambda: self.web.conversations_replies(channel=channel, ts=thread, limit=200, include_all_metadata=True))
        marks = [message.get("metadata") or {} for message in found["messages"]]
        return any(mark.get("event_type") == event and mark.get("event_payload") == payload for mark in marks)


def respond(url: str, message: Message, **how: Any) -> Sent:
    """Answer a click or a command through its response address; `how` are Slack's further fields."""
    hook = WebhookClient(url, timeout=TIMEOUT, retry_handlers=[NeverConnected(max_retry_count=2)])
    for attempt in range(3):
        try:
            response = hook.send_dict({**message.content(), **how})
        except Exception as error:  # noqa: BLE001 - as above; nobody knows whether it arrived
            return Sent(Came.UNSURE, type(error).__name__)
        if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            break
        wait = _seconds(response.headers)
        if wait > LONGEST_WAIT or attempt == 2:
            return Sent(Came.REFUSED, "ratelimited", wait)
        time.sleep(wait)
    if response.status_code == HTTPStatus.OK and response.body.strip().strip('"') in ("ok", '{"ok":true}'):
        return Sent(Came.POSTED)
    if HTTPStatus.BAD_REQUEST <= response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Sent(Came.REFUSED, response.body[:40])
    return Sent(Came.UNSURE, str(response.status_code))


def _failed(error: Exception) -> Sent:
    """What came of a call that raised something."""
    if isinstance(error, SlackApiError):
        return _sent(error)
    reason = error.reason if isinstance(error, URLError) else error
    nothing = isinstance(reason, ConnectionRefusedError | socket.gaierror)
    return Sent(Came.WAIT, type(reason).__name__, wait=2.0) if nothing else Sent(Came.UNSURE, type(reason).__name__)


def _sent(error: SlackApiError) -> Sent:
    """What an error tells: Slack's own words are one word each; anything else came from something in between."""
    response: Any = error.response
    status, code = getattr(response, "status_code", 0), str(response.get("error") or "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or code == "ratelimited":
        return Sent(Came.WAIT, "ratelimited", _seconds(getattr(response, "headers", {})))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or not CODE.fullmatch(code) or code in UNDECIDED:
        return Sent(Came.UNSURE, f"HTTP {status}")
    return Sent(Came.REFUSED, code)


def _seconds(headers: Any) -> float:
    """Slack's Retry-After; a second where it says none."""
    for name, value in dict(headers or {}).items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) else value
            return float(first) if str(first).isdecimal() else 1.0
    return 1.0
