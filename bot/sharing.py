"""A private answer, shared: posted where it was asked, with the name of who shared it. Once, and within half an hour."""

from __future__ import annotations

import time
from contextlib import suppress

from slack_bolt import Ack, App
from sqlalchemy.exc import SQLAlchemyError

from bot import cards, wording
from bot.cards import Message
from bot.clicks import Body, Clicks
from bot.slack import Came
from bot.store import Inbox
from bot.work import Work

OPEN_FOR = 30 * 60
"""Seconds for which Slack keeps an answer's response address."""


class Sharing:
    """What people do with an answer that only they see."""

    def __init__(self, clicks: Clicks, work: Work, inbox: Inbox) -> None:
        self._clicks = clicks
        self._work = work
        self._inbox = inbox

    def open(self, app: App) -> None:
        """Listen."""
        app.action("share")(self.on_share)

    def on_share(self, ack: Ack, body: Body) -> None:
        """Somebody shares an answer."""
        ack()
        self._work.submit(self._clicks.guarded, body, lambda: self._share(body))

    def _share(self, body: Body) -> Message | None:
        """Share it; returns what to say to the person instead."""
        stands = str((body.get("container") or {}).get("message_ts") or "0")
        if time.time() - float(stands) > OPEN_FOR:
            return cards.sentence(wording.TOO_OLD_TO_SHARE)
        person = str(body["user"]["id"])
        message = cards.verify(self._clicks.base, cards.shared(self._clicks.base, str(body["actions"][0]["value"]), person))
        if not self._first(f"shared:{body['channel']['id']}:{stands}:{person}"):
            return cards.sentence(wording.SHARED_ALREADY)
        thread = (body.get("container") or {}).get("thread_ts")
        how = {"thread_ts": thread} if thread else {}
        came = self._clicks.respond(body, message, response_type="in_channel", **how)
        return cards.sentence(wording.CANNOT_SHARE) if came is Came.REFUSED else None

    def _first(self, key: str) -> bool:
        with suppress(SQLAlchemyError):  # without the store, sharing twice is better than not at all
            return self._inbox.see(key)
        return True
