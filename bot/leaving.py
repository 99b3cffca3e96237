"""Leaving: what is stored of a workspace that takes the app away goes, and what is stored about a person who says so."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import cards, posts, request, wording
from bot.cards import Message
from bot.clicks import Clicks
from bot.request import ForgetMe
from bot.store import Forgetting, Post

LATER = BoltResponse(status=503, body="")
"""Slack sends an event again that was not acknowledged."""


class Leaving:
    """What is done when somebody, or a whole workspace, leaves."""

    def __init__(self, clicks: Clicks, forgetting: Forgetting) -> None:
        self._clicks = clicks
        self._forgetting = forgetting

    def open(self, app: App) -> None:
        """Listen."""
        for event in posts.LEAVING:
            app.event(event)(self.on_leaving)

    def of_post(self, post: Post, text: str) -> Message | None:
        """The answer to "forget me" in a direct message, once that is done; None where it is something else."""
        if not post.direct or not isinstance(request.read(text), ForgetMe):
            return None
        self._forgetting.person(post)
        return cards.sentence(wording.FORGOTTEN)

    def on_leaving(self, body: dict[str, Any]) -> BoltResponse | None:
        """The app was uninstalled, or its bot's token revoked; of people's own tokens it has none. Slack hears that we know once
        it is forgotten."""
        event, team = body["event"], posts.installed_in(body) or self._clicks.home_team
        if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
            return None
        try:
            self._forgetting.team(team)
        except SQLAlchemyError:
            self._clicks.answering.refer(f"event:{body.get('event_id')}", "a workspace could not be forgotten", broke=True)
            return LATER
        return None
