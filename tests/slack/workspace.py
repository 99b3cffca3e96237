"""One Slack team: its people, conversations, messages and views, and the ids that go with them."""

from __future__ import annotations

from collections.abc import Callable

from tests.slack.channels import Channels
from tests.slack.clock import Clock
from tests.slack.hooks import Hooks
from tests.slack.ids import Ids
from tests.slack.messages import Messages
from tests.slack.shapes import Payload
from tests.slack.triggers import Triggers
from tests.slack.users import Users
from tests.slack.views import Views

Thread = tuple[str, str]


class Workspace:
    """A fresh team; `origin` tells where the stand-in listens."""

    def __init__(self, origin: Callable[[], str]) -> None:
        self.clock, self.ids = Clock(), Ids()
        self.users = Users()
        self.channels = Channels(self.users.humans())
        self.messages = Messages()
        self.views = Views(self.clock, self.ids)
        self.triggers, self.hooks = Triggers(self.ids), Hooks(origin)
        self.status: dict[Thread, str] = {}
        self.prompts: dict[tuple[str, str | None], Payload] = {}

    @property
    def ephemeral(self) -> list[Payload]:
        """The messages that one person sees."""
        return self.messages.ephemeral
