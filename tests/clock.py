"""Time that passes when a test says so."""

from __future__ import annotations


class Clock:
    """Seconds since 1970; a test sets `now`."""

    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now
