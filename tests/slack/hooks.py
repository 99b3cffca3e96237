"""response_urls: where an app may answer a command or a click, five times within half an hour."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from tests.slack.api_error import ApiError
from tests.slack.shapes import Payload

LIFETIME, USES = 1800, 5


class Hooks(dict[str, Payload]):
    """Hooks by id: for whom, where, on which message; `origin` tells where the stand-in listens."""

    def __init__(self, origin: Callable[[], str]) -> None:
        super().__init__()
        self._origin = origin

    def new(self, user: str, channel: str, ts: str | None = None) -> tuple[str, str]:
        """The id and the address of a new hook."""
        hook = uuid.uuid4().hex
        self[hook] = {"user": user, "channel": channel, "ts": ts, "born": time.monotonic(), "uses": 0}
        return hook, f"{self._origin()}/hook/{hook}"

    def use(self, hook: str) -> Payload:
        """The hook of a post; ApiError if there is none, or it is worn out."""
        found = self.get(hook)
        if not found:
            raise ApiError("invalid_url")
        if time.monotonic() - found["born"] > LIFETIME:
            raise ApiError("expired_url")
        found["uses"] += 1
        if found["uses"] > USES:
            raise ApiError("used_url")
        return found
