"""How fast one person may ask: a burst is fine, a flood gets one friendly sentence and then silence until it ends."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

BURST = 30
"""Questions that somebody may ask at once."""
REFILL = 2.0
"""Seconds in which one more may be asked."""
MOST_PEOPLE = 10_000
"""People who are remembered; the longest silent are forgotten first."""


class Pace(Enum):
    """What to do with a question."""

    ANSWER = "answer"
    SAY_SO = "say so"
    PASS_OVER = "pass over"


class _Seen(NamedTuple):
    left: float
    at: float
    told: bool


class Paces:
    """The pace of each person, in this process. `now` gives seconds that only rise."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, person: str) -> Pace:
        """Count a question of somebody's, and say what to do with it. Who was told is not told again until rested."""
        with self._lock:
            now = self._now()
            before = self._seen.pop(person, _Seen(BURST, now, False))
            left = min(BURST, before.left + (now - before.at) / REFILL)
            pace = Pace.ANSWER if left >= 1 else Pace.PASS_OVER if before.told else Pace.SAY_SO
            told = pace is Pace.SAY_SO or (before.told and left < BURST)
            self._seen[person] = _Seen(left - (pace is Pace.ANSWER), now, told)
            if len(self._seen) > MOST_PEOPLE:
                self._seen.popitem(last=False)
        return pace
