"""When a workspace leaves: all that is stored of it goes, before Slack hears that we know."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import posts
from bot.answering import Answering

LATER = BoltResponse(status=503, body="")
"""Slack sends an event again that was not acknowledged."""


class Leaving:
    """What happens when the app is taken away. `home` is the id of our own workspace."""

    def __init__(self, answering: Answering, home: str) -> None:
        self._answering = answering
        self._home = home

    def open(self, app: App) -> None:
        """Listen."""
        for event in posts.LEAVING:
            app.event(event)(self.on_leaving)

    def on_leaving(self, body: dict[str, Any]) -> BoltResponse | None:
        """The app was uninstalled, or its bot's token revoked; of people's own tokens it has none."""
        event, team = body["event"], posts.installed_in(body) or self._home
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return None
        try:
            self._answering.forgetting.team(team)
        except SQLAlchemyError:
            self._answering.refer(f"event:{body.get('event_id')}", "a workspace could not be forgotten", broke=True)
            return LATER
        return None
