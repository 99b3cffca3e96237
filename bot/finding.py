""" "Find this in the report", on any message: which of its statements the report backs."""

from __future__ import annotations

from slack_bolt import Ack, App

from bot import cards, wording
from bot.cards import Message
from bot.clicks import Body, Clicks
from bot.plain import plain
from bot.work import Work
from knowledge.statements import find


class Finding:
    """What people do with a message that somebody wrote."""

    def __init__(self, clicks: Clicks, work: Work) -> None:
        self._clicks = clicks
        self._work = work

    def open(self, app: App) -> None:
        """Listen."""
        app.shortcut("find_in_report")(self.on_shortcut)

    def on_shortcut(self, ack: Ack, body: Body) -> None:
        """Somebody wants to know whether the report says what a message says."""
        ack()
        self._work.submit(self._clicks.guarded, body, lambda: self._found(body))

    def _found(self, body: Body) -> Message:
        text = plain(str((body.get("message") or {}).get("text") or ""))
        if not text:
            return cards.sentence(wording.NO_WORDS)
        base = self._clicks.base
        return cards.verify(base, cards.of_found(base, find(base, text)))
