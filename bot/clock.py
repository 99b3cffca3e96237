"""The digest clock: what is due is posted on time, once. Any number of clocks may run on one PostgreSQL database.

What one clock began and didn't finish, another takes over when the lease ends. It looks in the channel before it posts; where the
app may not look, it doesn't post again, and the digest's maker is told.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot import cards, editions, wording
from bot.cards import Message
from bot.settings import Settings
from bot.slack import DIGEST, NO_TOKEN, NOTICE, Came, Sent, Slack
from bot.store import Deliveries, Due, State, Word
from bot.store.planning import GRACE, LATE
from knowledge import KnowledgeBase

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at what is due, while there is nothing to do."""
THREADS = 16
"""Posts at a time. One more is claimed for each thread, so that none waits for the store."""
PUNCTUAL = 300.0
"""Seconds by which a digest may come late without a word about it."""
SKEW = 300.0
"""Seconds by which our clock may be ahead of Slack's when we look for what was posted since a moment of ours."""
LATER = 3600.0
"""Seconds until a maker is told after all what could not be said because Slack took nothing from the app."""
FORGET_EVERY = 3600.0
"""Seconds between two rounds of forgetting."""


class Clock:
    """Posts digests until it is told to stop. `can_look` tells whether the token has the scopes to read channels' histories;
    `now` gives seconds since 1970."""

    def __init__(
        self,
        base: KnowledgeBase,
        settings: Settings,
        slack: Slack,
        deliveries: Deliveries,
        can_look: bool,
        now: Callable[[], float],
        pool: Executor | None = None,
    ) -> None:
        self._base = base
        self._settings = settings
        self._slack = slack
        self._deliveries = deliveries
        self._can_look = can_look
        self._now = now
        self._pool = pool or ThreadPoolExecutor(THREADS, thread_name_prefix="clock")
        self._forgot = now()
        self._in_hand = 0
        self._lock = threading.Lock()
        self._room, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End after the posts in hand."""
        self._stop.set()
        self._room.set()
        self._thread.join()

    def tick(self) -> None:
        """Plan what has become due, and take up as much as there are threads for. Raises what breaks in the store."""
        if not self._settings.digests:
            return
        self._deliveries.plan()
        for word in self._deliveries.words(self._free()):
            self._submit(self._tell, word)
        for due in self._deliveries.claim(self._free()):
            self._submit(self._deliver, due)
        if self._now() - self._forgot > FORGET_EVERY:
            self._forgot = self._now()
            self._deliveries.sweep()

    def _run(self) -> None:
        begun = False
        while not self._stop.is_set():
            try:
                begun = begun or self._deliveries.begin_again()
                self.tick()
            except SQLAlchemyError:
                log.exception("the digests could not be looked after")
            self._room.wait(EVERY)
            self._room.clear()
        self._pool.shutdown()

    def _free(self) -> int:
        return 2 * THREADS - self._in_hand

    def _submit(self, run: Callable[[Any], None], what: Due | Word) -> None:
        with self._lock:
            self._in_hand += 1
        self._pool.submit(self._logged, run, what).add_done_callback(self._count_off)

    def _count_off(self, _: Future[None]) -> None:
        with self._lock:
            self._in_hand -= 1
            left = self._in_hand
        if left in (0, THREADS):
            self._room.set()

    def _logged(self, run: Callable[[Any], None], what: Due | Word) -> None:
        """Whatever breaks is logged; the lease ends by itself, and what was begun is looked after then."""
        try:
            run(what)
        except Exception:  # the thread's last resort: nobody else would hear of it
            log.exception("a digest could not be looked after", extra={"key": what.key})

    def _deliver(self, due: Due) -> None:
        """Post a delivery that was claimed, unless it stands already or is not to be posted any more."""
        if self._stop.is_set():
            self._deliveries.release(due)
        elif not due.may_stand:
            self._post(due)
        elif not self._can_look:
            self._deliveries.doubt(due, "missing_scope")
        else:
            found = self._slack.look(due.subscription.channel, due.first_try - SKEW, DIGEST, {"delivery": due.key})
            if found is None:
                self._post(due)
            elif found.came is Came.POSTED:
                self._deliveries.posted(due, found.ts, self._turns(due))
            elif found.came is Came.REFUSED:
                self._deliveries.doubt(due, found.code)
            else:
                self._deliveries.leave(due)

    def _post(self, due: Due) -> None:
        digest = due.subscription
        if digest.state is not State.ACTIVE:
            self._deliveries.skip(due, digest.state.value)
        elif self._now() - due.due > GRACE:
            self._deliveries.skip(due, LATE)
        elif not self._turns(due):
            self._deliveries.fail(due, "nothing")
        else:
            message = self._message(due)
            if self._deliveries.begin(due):
                self._note(due, self._slack.post(digest.channel, "", message, DIGEST, {"delivery": due.key}))

    def _note(self, due: Due, sent: Sent) -> None:
        """Write down what came of a post. Where the store breaks now, the row still says that it may stand."""
        if sent.came is Came.POSTED:
            self._deliveries.posted(due, sent.ts, self._turns(due))
        elif sent.came is Came.WAIT:
            self._deliveries.put_off(due, sent.wait)
        elif sent.came is Came.UNSURE:
            log.warning("nobody knows whether a digest stands", extra={"code": sent.code, "key": due.key})
            self._deliveries.leave(due)
        else:
            log.error("Slack refuses a digest", extra={"code": sent.code, "key": due.key})
            self._deliveries.fail(due, sent.code)

    def _turns(self, due: Due) -> int:
        return editions.turns(self._base, due.subscription.content)

    def _message(self, due: Due) -> Message:
        digest, zone = due.subscription, ZoneInfo(due.subscription.schedule.zone)
        notes = []
        if self._now() - due.due > PUNCTUAL:
            notes.append(wording.late_digest(datetime.fromtimestamp(due.due, zone)))
        if due.skipped:
            notes.append(wording.skipped_digests([datetime.fromtimestamp(moment, zone) for moment in due.skipped]))
        last = due.turn + 1 >= self._turns(due) and not digest.repeat
        coming = datetime.fromtimestamp(digest.next_due or self._now(), zone)
        when = wording.LAST_DIGEST if last else wording.next_digest(coming)
        return editions.edition(self._base, digest.content, due.turn, digest.name, [when], notes)

    def _tell(self, word: Word) -> None:
        """Tell a digest's maker something, once."""
        digest = word.subscription
        message = cards.in_channel(wording.your_digest(digest.name), digest.channel, self._sentence(word))
        sent = self._slack.post(digest.maker, "", message, NOTICE, {"delivery": word.key})
        if sent.came is Came.WAIT or sent.code in NO_TOKEN:
            self._deliveries.put_off_word(word, sent.wait or LATER)
        elif sent.came is not Came.POSTED:
            log.warning("a digest's maker could not be told", extra={"code": sent.code, "key": word.key})

    def _sentence(self, word: Word) -> str:
        digest = word.subscription
        if word.tell == "in_doubt":
            return wording.told_in_doubt(datetime.fromtimestamp(word.due, ZoneInfo(digest.schedule.zone)))
        if word.tell == "paused":
            return wording.told_paused(word.why, f"/{self._settings.prefix}-digest resume {digest.name}")
        return wording.told_ended(wording.digest_content(digest.content.series, digest.content.topic))
