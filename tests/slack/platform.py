"""The parts that make up Slack, and how they hang together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.slack.attempt import Attempt
from tests.slack.correlation import Correlation
from tests.slack.courier import Courier
from tests.slack.faults import Faults
from tests.slack.gateway import Gateway
from tests.slack.hub import Hub
from tests.slack.journal import Journal
from tests.slack.payloads.maker import Maker
from tests.slack.settings import Settings
from tests.slack.shapes import Payload, public
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.dispatch import WebApi
from tests.slack.workspace import Workspace


class Platform:
    """One workspace with its doors in and out."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.faults = settings, Faults()
        self.faults.add(*settings.faults)
        self.hub = Hub(settings, self.faults)
        self.courier = Courier(settings, self.hub)
        self.at_rest: Callable[[], bool] | None = None
        """Tells whether the bot has nothing in hand; of one that runs elsewhere that isn't known."""
        self._heard: set[asyncio.Task[Attempt]] = set()
        self.renew()

    def renew(self) -> None:
        """A new workspace, and nothing recorded; faults, connections and where the bot is stay."""
        self.workspace = Workspace(lambda: self.settings.url)
        self.maker = Maker(self.workspace)
        self.correlation = Correlation()
        self.journal = Journal(self.correlation)
        desk = Desk(self.settings, self.workspace, self.hub.ticket, self._hear)
        self.gateway = Gateway(self.settings, self.workspace, WebApi(desk), self.hub, self.faults, self.journal.record)
        self.hub.notes.clear()

    def _hear(self, channel: Payload, message: Payload) -> None:
        """Sends the bot its own post, as Slack does to an app that is subscribed to messages."""
        if not self.settings.self_events:
            return
        place = {"channel": channel["id"], "channel_type": self.workspace.channels.kind(channel)}
        heard = self.maker.wrap("message.self", {**public(message), **place, "event_ts": message["ts"]})
        task = asyncio.get_running_loop().create_task(self.courier.attempt(heard))
        self._heard.add(task)
        task.add_done_callback(self._heard.discard)

    async def close(self) -> None:
        """Ends what is still on its way."""
        for task in self._heard:
            task.cancel()
        await asyncio.gather(*self._heard, return_exceptions=True)
        await self.courier.close()
