"""What the bot did about one event."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.slack.attempt import Attempt
from tests.slack.call import Call
from tests.slack.payloads.delivery import Delivery, Key
from tests.slack.payloads.interactions import INTERACTIVE

POSTING = frozenset({"chat.postMessage", "chat.postEphemeral", "response_url", "views.open", "views.push", "views.publish"})
CHANGING = frozenset({"chat.update", "views.update", "chat.delete"})
_numbers = itertools.count(1)


class Track:
    """The attempts to deliver an event, and the calls that it caused; times are those of `time.perf_counter`."""

    def __init__(self, delivery: Delivery, nonce: str | None = None) -> None:
        self.id, self.kind, self.event_id = f"t{next(_numbers)}", delivery.kind, delivery.event_id
        self.keys: list[Key] = [*delivery.keys, *([("nonce", nonce)] if nonce else [])]
        self.sent = time.perf_counter()
        self.first_sign: float | None = None
        self.first_answer: float | None = None
        self.last: float | None = None
        self.ack_answer: Any = None
        self.calls: list[int] = []
        self.answers: list[int] = []
        self.attempts: list[Attempt] = []
        self.done = False

    def note(self, call: Call) -> None:
        """Counts a call as caused by this event; a click is also answered by a change."""
        self.calls.append(call.n)
        call.event = self.id
        if not call.ok:
            return
        at = call.started + call.ms / 1000
        self.first_sign, self.last = self.first_sign or at, at
        changes_count = self.kind in INTERACTIVE or self.kind == "app_home_opened"
        if call.method in POSTING or (changes_count and call.method in CHANGING):
            self.first_answer = self.first_answer or at
            self.answers.append(call.n)

    def acknowledged(self, answer: Any, ms: float) -> None:
        """The acknowledgement itself brought an answer."""
        at = self.sent + ms / 1000
        self.ack_answer, self.first_answer = answer, min(self.first_answer or at, at)

    def since(self, at: float | None) -> float | None:
        """Milliseconds from sending to a time."""
        return None if at is None else round((at - self.sent) * 1000, 1)
