"""Delivers what Slack sends, over HTTP with a signature or over a socket."""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from typing import Any

from tests.slack.attempt import Attempt
from tests.slack.http_client import HttpClient
from tests.slack.hub import Hub
from tests.slack.payloads.delivery import Delivery
from tests.slack.settings import Settings
from tests.slack.signature import signed

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class Courier:
    """Goes to the bot where the settings say that it is."""

    def __init__(self, settings: Settings, hub: Hub) -> None:
        self._settings, self._hub, self._client = settings, hub, HttpClient()

    def mode(self, asked: str | None = None) -> str:
        """http or socket: as asked, else http where the bot has an address."""
        if asked in ("http", "socket"):
            return asked
        return "http" if self._settings.urls["events"] else "socket"

    async def attempt(
        self,
        delivery: Delivery,
        mode: str | None = None,
        signature: str = "ok",
        retry: int | None = None,
        reason: str | None = None,
        timeout: float = 10.0,
    ) -> Attempt:
        """Delivers once; `retry` says the how manieth repetition it is, and `reason` why."""
        attempt, started = Attempt(self.mode(mode), retry), time.perf_counter()
        try:
            if attempt.mode == "http":
                again = _retry_headers(retry, reason)
                await self._post(
                    delivery, attempt, signed(self._settings.signing_secret, delivery.http()[1], signature) | again, timeout
                )
            else:
                envelope = delivery.envelope(str(uuid.uuid4()), retry, reason)
                attempt.body, attempt.status = await self._hub.deliver(envelope, timeout), 200
        except TimeoutError:
            attempt.error = "timeout"
        except OSError as lost:
            attempt.error = f"connection: {lost}"
        attempt.ms = round((time.perf_counter() - started) * 1000, 2)
        return attempt

    async def _post(self, delivery: Delivery, attempt: Attempt, headers: dict[str, str], timeout: float) -> None:
        url = self._settings.urls[delivery.route]
        if not url:
            raise ConnectionError("the bot has no address: set bot_url")
        kind, body = delivery.http()
        headers |= {"Content-Type": kind, "User-Agent": AGENT, "Accept": "*/*"}
        attempt.status, answered, data = await self._client.post(url, headers, body, timeout)
        attempt.body = _decoded(data.decode("utf-8", "replace"))
        attempt.headers = {k: v for k, v in answered.items() if k.startswith("x-") or k == "content-type"}

    async def close(self) -> None:
        """Hangs up."""
        await self._client.close()


def _retry_headers(retry: int | None, reason: str | None) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason or "http_timeout"} if retry else {}


def _decoded(text: str) -> Any:
    if text[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            return json.loads(text) or None
    return text or None
