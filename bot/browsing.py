"""App Home: opened, and turned back to its start. What is pressed on it is answered as anywhere else, on Home itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import Ack, App

from bot import home, wording
from bot.clicks import Body, Clicks
from bot.work import Work


class Browsing:
    """What people do on Home."""

    def __init__(self, clicks: Clicks, work: Work, digests_of: Callable[[str, str], Sequence[home.Line]]) -> None:
        self._clicks = clicks
        self._work = work
        self._digests_of = digests_of

    def open(self, app: App) -> None:
        """Listen."""
        app.event("app_home_opened")(self.on_opened)
        app.action("home")(self.on_back)

    def on_opened(self, event: dict[str, Any]) -> None:
        """Somebody opened the app: show Home, unless it is the messages that they look at."""
        if event.get("tab") == "home":
            self._work.submit(self._show, str(event["user"]))

    def on_back(self, ack: Ack, body: Body) -> None:
        """Somebody turns back to the start."""
        ack()
        self._work.submit(self._show, str(body["user"]["id"]))

    def _show(self, person: str) -> None:
        try:
            digests = self._digests_of(self._clicks.home_team, person)
            settings = self._clicks.answering.settings
            view = home.start(self._clicks.base, wording.privacy(settings.contact, settings.keep_questions), digests)
        except Exception:  # noqa: BLE001 - no exception may leave a listener; the person is told
            self._clicks.tell(person, self._clicks.answering.refer(f"home:{person}", "Home could not be made", broke=True))
        else:
            self._clicks.publish(person, view)
