"""The parts of the app put together, for whichever process runs it."""

from __future__ import annotations

import logging
import time

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError, SlackClientError

import knowledge
from bot import wording
from bot.answering import Answering
from bot.doors import Doors
from bot.feedback import Feedback
from bot.leaving import Leaving
from bot.pace import Paces
from bot.settings import Settings
from bot.slack import Slack, client
from bot.store import Database, Forgetting, Inbox, Silences, Threads, Votes, open_database
from bot.sweeping import Sweeping
from bot.work import Work

log = logging.getLogger(__name__)

ASIDE = 4
"""Threads for sentences that must get through when all others are busy."""
PATIENCE = 30
"""Seconds for which Slack is called at start-up before giving up."""


class SlackError(Exception):
    """Why Slack can't be worked with, as a sentence that says what to do."""


class House:
    """One process's app: open it, let Bolt bring what comes in, close it. `identity` tells who we are in Slack."""

    def __init__(self, settings: Settings, database: Database, identity: AuthorizeResult) -> None:
        self.database = database
        self.web = client(settings)
        self._inbox = Inbox(database, time.time)
        threads, silences = Threads(database, time.time), Silences(database, time.time, settings.keep_questions)
        votes, forgetting = Votes(database, time.time, settings.keep_questions), Forgetting(database)
        answering = Answering(knowledge.load(), settings, Slack(self.web), self._inbox, threads, silences, forgetting)
        self._work, self._aside = Work(), Work(ASIDE)
        self.doors = Doors(answering, self._work, self._aside, Paces(time.monotonic), identity.team_id or "")
        forget = (self._inbox.sweep, threads.sweep, silences.sweep, votes.sweep)
        self._sweeping = Sweeping(self._inbox, self._work, self.doors.answer, forget)
        self.app = App(
            logger=logging.getLogger("slack_bolt"),
            client=self.web,
            authorize=lambda: identity,
            request_verification_enabled=False,  # bot.web verifies before anything is parsed; a socket needs no signatures
            process_before_response=True,
        )
        Feedback(answering, self._work, votes, identity.team_id or "").open(self.app)
        Leaving(answering, identity.team_id or "").open(self.app)
        self.doors.open(self.app)

    def open(self) -> None:
        """Begin to look after the inbox."""
        if self.database.on_sqlite:
            self._inbox.free_all()  # this process alone uses the file: whatever is claimed was claimed by a dead one
        self._sweeping.start()

    def close(self) -> None:
        """Finish what is in hand, then let go of everything."""
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
            who = web.auth_test()
        except SlackApiError as error:
            if code := error.response.get("error"):
                raise SlackError(wording.refused(code)) from None
            why = str(error.response.get("status", ""))
        except (SlackClientError, OSError, ValueError) as error:
            why = str(error)
        else:
            return AuthorizeResult.from_auth_test_response(auth_test_response=who, bot_token=settings.bot_token)
        if time.monotonic() > until:
            raise SlackError(wording.unheard(why))
        log.warning("Slack can't be reached yet", extra={"code": why})
        time.sleep(1)


def database(settings: Settings) -> Database:
    """The database, held and migrated where it is one file on this machine. Raises DatabaseError."""
    found = open_database(settings.database_url)
    if found.on_sqlite:
        found.hold()
        found.migrate()
    return found
