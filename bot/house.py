"""The parts of the app put together, for whichever process runs it."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Protocol

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

import knowledge
from bot import wording
from bot.answering import Answering
from bot.asking import Asking
from bot.browsing import Browsing
from bot.clicks import Clicks
from bot.clock import Clock
from bot.digesting import Digesting
from bot.doors import Doors
from bot.feedback import Feedback
from bot.finding import Finding
from bot.keeping import Keeping
from bot.leaving import Leaving
from bot.pace import Paces
from bot.settings import Settings
from bot.sharing import Sharing
from bot.slack import HISTORY, TIMEOUT, Refused, Slack, Unheard, client, heard, scopes
from bot.store import Database, Deliveries, Forgetting, Inbox, Silences, Subscriptions, Threads, Times, Votes, open_database
from bot.sweeping import Sweeping
from bot.work import Work

log = logging.getLogger(__name__)

ASIDE = 4
"""Threads for sentences that must get through when all others are busy."""
PATIENCE = 30
"""Seconds for which Slack is called at start-up before giving up."""


class Activity(Protocol):
    """Something that people do in Slack."""

    def open(self, app: App) -> None:
        """Listen to what belongs to it."""


class SlackError(Exception):
    """Why Slack can't be worked with, as a sentence that says what to do."""


class House:
    """One process's app: open it, let Bolt bring what comes in, close it. `identity` tells who we are in Slack, `posts_digests`
    whether the digest clock is a thread of it."""

    def __init__(self, settings: Settings, database: Database, identity: AuthorizeResult, posts_digests: bool) -> None:
        self.database = database
        self.web = client(settings)
        self._inbox = Inbox(database, time.time)
        threads, silences = Threads(database, time.time), Silences(database, time.time, settings.keep_questions)
        answering = Answering(knowledge.load(), settings, Slack(self.web), self._inbox, threads, silences)
        self._work, self._aside = Work(), Work(ASIDE)
        clicks = Clicks(answering, identity.team_id or "")
        self.doors = Doors(clicks, self._work, self._aside, Paces(time.monotonic))
        self._votes = Votes(database, time.time, settings.keep_questions)
        forget = (self._inbox.sweep, threads.sweep, silences.sweep, self._votes.sweep)
        self._sweeping = Sweeping(self._inbox, self._work, self.doors.answer, forget)
        self._clock = clock(settings, database, identity) if posts_digests else None
        self.app = App(
            logger=logging.getLogger("slack_bolt"),
            client=self.web,
            authorize=lambda: identity,
            request_verification_enabled=False,  # bot.web verifies before anything is parsed; a socket needs no signatures
            process_before_response=True,
        )
        keeping = Keeping(answering.base, settings, answering.slack, Subscriptions(database, time.time), can_look(identity))
        leaving = Leaving(clicks, Forgetting(database))
        answering.also += [keeping.of_post, leaving.of_post]
        for activity in (*self._activities(clicks, keeping), leaving):
            activity.open(self.app)
        self.doors.open(self.app)

    def _activities(self, clicks: Clicks, keeping: Keeping) -> Sequence[Activity]:
        """What people do beside asking; each listens to what is pressed in its own place."""
        work, box = self._work, self._inbox
        return (
            Browsing(clicks, work, keeping.of_person),
            Asking(clicks, work, box),
            Finding(clicks, work),
            Sharing(clicks, work, box),
            Digesting(clicks, work, keeping),
            Feedback(clicks, work, self._votes),
        )

    def open(self) -> None:
        """Begin to look after the inbox and the digests."""
        if self.database.on_sqlite:
            self._inbox.free_all()  # this process alone uses the file: whatever is claimed was claimed by a dead one
        self._sweeping.start()
        if self._clock:
            self._clock.start()

    def close(self) -> None:
        """Finish what is in hand, then let go of everything."""
        if self._clock:
            self._clock.stop()
        self._sweeping.stop()
        self._work.shutdown()
        self._aside.shutdown()
        self.database.close()


def identify(settings: Settings) -> AuthorizeResult:
    """Who we are in Slack, asked once: Bolt would ask with each of the first requests. Raises SlackError."""
    web = client(settings)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            who = heard(web.auth_test)
        except Refused as refused:
            raise SlackError(wording.refused(str(refused))) from None
        except Unheard as unheard:
            why = str(unheard)
        else:
            return AuthorizeResult.from_auth_test_response(
                auth_test_response=who, bot_token=settings.bot_token, bot_scopes=scopes(who.headers)
            )
        if time.monotonic() > until:
            raise SlackError(wording.unheard(why))
        log.warning("Slack can't be reached yet", extra={"code": why})
        time.sleep(1)


def clock(settings: Settings, database: Database, identity: AuthorizeResult) -> Clock:
    """The digest clock of a process: exactly once where the app may look into channels' histories, else at most once."""
    deliveries = Deliveries(database, time.time, Times(timeout=TIMEOUT))
    return Clock(knowledge.load(), settings, Slack(client(settings)), deliveries, can_look(identity), time.time)


def can_look(identity: AuthorizeResult) -> bool:
    """Whether the app may look into channels' histories for a digest of its own."""
    return set(identity.bot_scopes or ()) >= HISTORY


def database(settings: Settings) -> Database:
    """The database, held and migrated where it is one file on this machine. Raises DatabaseError."""
    found = open_database(settings.database_url)
    if found.on_sqlite:
        found.hold()
        found.migrate()
    return found
