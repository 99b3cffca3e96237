"""Makes what Slack sends."""

from __future__ import annotations

import base64
import time
import uuid
from typing import Any

from tests.slack.identity import APP, BOT_USER, TEAM
from tests.slack.payloads.delivery import Delivery, Key
from tests.slack.payloads.details import Details
from tests.slack.payloads.events import EVENTS
from tests.slack.payloads.interactions import COMMANDS, INTERACTIVE
from tests.slack.shapes import Payload
from tests.slack.workspace import Workspace

KINDS = (*EVENTS, *COMMANDS, *INTERACTIVE, "url_verification")
ANSWERED_IN_ACK = (*COMMANDS, *INTERACTIVE)


class Maker:
    """Makes deliveries for one workspace, and keeps it in step: what a person posts is in the history."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def make(self, kind: str, **options: Any) -> Delivery:
        """A thing of one of `KINDS`; the options are those of `Details`."""
        if kind not in KINDS:
            raise ValueError(f"unknown kind {kind!r}; one of {', '.join(sorted(KINDS))}")
        details = Details(**{name: value for name, value in options.items() if value is not None})
        self._workspace.users.add(details.user)
        if interaction := (COMMANDS | INTERACTIVE).get(kind):
            return interaction(self._workspace, kind, details)
        if kind == "url_verification":
            challenge = details.text or uuid.uuid4().hex
            return Delivery(kind, "events", {"token": "lab", "challenge": challenge, "type": kind})
        event, keys = EVENTS[kind](self._workspace, kind, details)
        whole = kind == "raw" and event.get("type") == "event_callback"
        return Delivery(kind, "events", event, keys) if whole else self.wrap(kind, event, keys, details)

    def wrap(self, kind: str, event: Payload, keys: tuple[Key, ...] = (), details: Details | None = None) -> Delivery:
        """An event in the envelope of the Events API."""
        details = details or Details()
        event_id = details.event_id or self._workspace.ids.new("Ev")
        cid = event.get("channel")
        channel = self._workspace.channels.get(cid, {}) if isinstance(cid, str) else {}
        who = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}
        payload = {
            "token": "lab",
            "team_id": details.team or TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "is_ext_shared_channel": bool(channel.get("is_ext_shared")),
            "authorizations": [who],
            "event_context": "4-" + base64.b64encode(event_id.encode()).decode(),
        }
        return Delivery(kind, "events", payload, keys)
