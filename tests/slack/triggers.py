"""trigger_ids: what entitles an app to open a modal, once and for a short while."""

from __future__ import annotations

import time
import uuid

from tests.slack.api_error import ApiError
from tests.slack.ids import Ids
from tests.slack.shapes import Payload

LIFETIME = 3.0


class Triggers(dict[str, Payload]):
    """Triggers by id: whose, from which view, when born, and whether spent."""

    def __init__(self, ids: Ids) -> None:
        super().__init__()
        self._ids = ids

    def new(self, user: str, view: str | None = None) -> str:
        """A trigger for a command, a click or a submission."""
        trigger = f"{int(time.time())}.{self._ids.number():06d}.{uuid.uuid4().hex}"
        self[trigger] = {"user": user, "view": view, "born": time.monotonic(), "used": False}
        return trigger

    def spend(self, args: Payload) -> Payload:
        """The trigger of a call, which it uses up; ApiError if it may not."""
        trigger = self.get(args.get("trigger_id") or args.get("interactivity_pointer") or "")
        if not trigger:
            raise ApiError("invalid_trigger_id")
        if trigger["used"]:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() - trigger["born"] > LIFETIME:
            raise ApiError("expired_trigger_id")
        trigger["used"] = True
        return trigger
