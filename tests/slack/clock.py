"""Slack's timestamps, which are also the ids of messages."""

from __future__ import annotations

import time


class Clock:
    """Strictly growing timestamps, whatever the machine's clock does."""

    def __init__(self) -> None:
        self._last = 0

    def ts(self) -> str:
        """The time now, as `1700000000.000001`."""
        self._last = max(int(time.time() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
