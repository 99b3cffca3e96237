"""Slack's rate limits, and whether the bot minds a Retry-After."""

from __future__ import annotations

from time import monotonic

from tests.slack.call import Call
from tests.slack.faults import Fault
from tests.slack.web_api.method import METHODS

Key = tuple[str | None, ...]


class RateLimits:
    """The buckets of the methods, and the 429s that were answered; `keep` is None to limit nothing."""

    def __init__(self, keep: str | None) -> None:
        self._keep = keep
        self._buckets: dict[Key, tuple[float, float]] = {}
        self._told: dict[Key, tuple[float, float]] = {}

    def told(self, call: Call, seconds: int) -> None:
        """The bot was told to wait before it calls this again."""
        now = monotonic()
        self._told[_key(call)] = (now, now + seconds)

    def mind(self, call: Call) -> None:
        """Notes a call that comes before the bot was to call again."""
        since, until = self._told.get(_key(call), (0.0, 0.0))
        now = monotonic()
        if since + 0.05 < now < until - 0.05:
            call.warn("retry_after_ignored", "", f"called {round(until - now, 2)} s before Retry-After was over")

    def fault(self, call: Call) -> Fault | None:
        """The 429 that Slack's limits call for."""
        if not self._keep or call.method not in METHODS:
            return None
        per_minute, burst = self._rate(call.method)
        left, seen = self._buckets.get(_key(call), (burst, monotonic()))
        now = monotonic()
        left = min(burst, left + (now - seen) * per_minute / 60)
        self._buckets[_key(call)] = (left - 1 if left >= 1 else left, now)
        wait = max(1, int((1 - left) * 60 / per_minute + 0.999))
        return None if left >= 1 else Fault(call.method, "429", retry_after=wait)

    def _rate(self, method: str) -> tuple[float, float]:
        if method == "chat.postMessage":
            return 60, 4
        if self._keep == "nonmarketplace" and method in ("conversations.history", "conversations.replies"):
            return 1, 1
        return METHODS[method].per_minute, METHODS[method].per_minute


def _key(call: Call) -> Key:
    return (call.method, call.args.get("channel")) if call.method == "chat.postMessage" else (call.method,)
