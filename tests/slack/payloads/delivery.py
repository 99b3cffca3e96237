"""One thing to be delivered."""

from __future__ import annotations

import json
import urllib.parse
from dataclasses import dataclass

from tests.slack.shapes import Payload

Key = tuple[str | None, ...]
FORM = "application/x-www-form-urlencoded"
ENVELOPES = {"events": "events_api", "commands": "slash_commands", "interactivity": "interactive"}


@dataclass(frozen=True)
class Delivery:
    """A payload, its route, the keys by which the bot's answer will be known, and the view that it submits."""

    kind: str
    route: str
    payload: Payload
    keys: tuple[Key, ...] = ()
    view: Payload | None = None

    @property
    def event_id(self) -> str | None:
        """The id by which an event that comes twice is known."""
        event_id = self.payload.get("event_id")
        return str(event_id) if event_id and self.route == "events" else None

    def http(self) -> tuple[str, bytes]:
        """Content type and body, over HTTP."""
        if self.route == "events":
            return "application/json", json.dumps(self.payload, ensure_ascii=False).encode()
        form = self.payload if self.route == "commands" else {"payload": json.dumps(self.payload)}
        return FORM, urllib.parse.urlencode(form).encode()

    def envelope(self, envelope_id: str, retry: int | None, reason: str | None) -> Payload:
        """The same over a socket."""
        accepts = self.route != "events"
        envelope = {"envelope_id": envelope_id, "type": ENVELOPES[self.route], "payload": self.payload}
        if accepts:
            return {**envelope, "accepts_response_payload": True}
        again = {"retry_attempt": retry or 0, "retry_reason": (reason or "timeout") if retry else ""}
        return {**envelope, "accepts_response_payload": False, **again}
