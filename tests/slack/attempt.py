"""One attempt to deliver something to the bot."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.slack.shapes import Payload

ACK_DEADLINE = 3.0


@dataclass
class Attempt:
    """How an attempt went: status 200 also stands for an acknowledgement over a socket."""

    mode: str
    retry: int | None = None
    at: float = field(default_factory=time.time)
    status: int | None = None
    ms: float = 0.0
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    error: str | None = None

    @property
    def late(self) -> bool:
        """Whether Slack would have given up by then."""
        return self.ms > ACK_DEADLINE * 1000

    @property
    def good(self) -> bool:
        """Whether Slack would take it as delivered."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def reason(self) -> str:
        """Why Slack would try again, in its words."""
        if self.error == "timeout":
            return "http_timeout"
        return "connection_failed" if self.error else "http_error"

    def show(self, *names: str) -> Payload:
        """The parts of this name, as reports show them."""
        return {name: getattr(self, name) for name in names}
