"""What is done again and again: posts that nobody answered are taken up, and what was kept long enough is forgotten."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.store import Claim, Inbox
from bot.work import Work

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks into the inbox."""
AT_ONCE = 20
"""Posts that are taken up in one look."""
FORGET_EVERY = 60.0
"""Seconds between two rounds of forgetting."""


class Sweeping:
    """A thread that looks after the inbox until it is told to stop."""

    def __init__(self, inbox: Inbox, work: Work, answer: Callable[[Claim], None], forget: Sequence[Callable[[], None]]) -> None:
        self._inbox = inbox
        self._work = work
        self._answer = answer
        self._forget = forget
        self._forgot = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeping", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round in hand."""
        self._stop.set()
        self._thread.join()

    def round(self) -> None:
        """One look: take up what is overdue, and forget what is old once a minute. Raises what breaks in the store."""
        if not self._work.is_full:
            for claim in self._inbox.overdue(AT_ONCE):
                self._work.submit(self._answer, claim)
        if time.monotonic() - self._forgot > FORGET_EVERY:
            self._forgot = time.monotonic()
            for forget in self._forget:
                forget()

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.round()
            except SQLAlchemyError:
                log.exception("the inbox could not be swept")
