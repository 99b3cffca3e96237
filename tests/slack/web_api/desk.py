"""What the methods share: look-ups that refuse as Slack does, scopes, pages."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.slack.api_error import ApiError, invalid
from tests.slack.call import Call
from tests.slack.settings import Settings
from tests.slack.shapes import Payload
from tests.slack.workspace import Workspace

FAMILIES = {"im": "im", "mpim": "mpim", "group": "groups", "channel": "channels"}


@dataclass
class Desk:
    """Where calls are dealt with; `ticket` gives a Socket Mode address, `on_post` hears of each post of the app."""

    settings: Settings
    workspace: Workspace
    ticket: Callable[[], str]
    on_post: Callable[[Payload, Payload], None]

    def conversation(self, call: Call, key: str = "channel", *, member: bool = True, by_user: bool = False) -> Payload:
        """The conversation that an argument names; `by_user` also takes a person for the direct messages with them."""
        named, me = call.args.get(key), call.caller.user
        if not named:
            raise invalid(f"missing required field: {key}")
        channel = self.workspace.channels.find(named) or (self._dm(named, me) if by_user else None)
        if channel is None or (channel["is_private"] and me not in channel["_members"]):
            raise ApiError("channel_not_found")
        public_post = by_user and "chat:write.public" in (self.settings.scopes or ())
        if member and me not in channel["_members"] and not public_post:
            raise ApiError("not_in_channel")
        return channel

    def _dm(self, named: str, me: str) -> Payload | None:
        user = self.workspace.users.get(named)
        if user and user["is_bot"] and named != me:
            raise ApiError("cannot_dm_bot")
        return self.workspace.channels.dm(named) if user else None

    def message(self, call: Call, key: str = "ts", not_mine: str | None = None) -> tuple[Payload, Payload]:
        """The conversation and the message that a call names; `not_mine` refuses what others wrote, by this name."""
        channel = self.conversation(call)
        message = self.workspace.messages[channel["id"]].get(call.args.get(key) or "")
        if not message:
            raise ApiError("message_not_found")
        if not_mine and message.get("user") != call.caller.user:
            raise ApiError(not_mine)
        return channel, message

    def user(self, call: Call, key: str = "user") -> Payload:
        """The person whom an argument names."""
        user = self.workspace.users.get(call.args.get(key) or "")
        if not user:
            raise ApiError("user_not_found")
        return user

    def need(self, call: Call, *scopes: str) -> None:
        """Notes the scopes that a call uses; refuses it if one was not granted. `a|b` is met by either."""
        call.scopes.extend(s for s in scopes if s not in call.scopes)
        granted = self.settings.scopes
        if granted is None or call.token in self.settings.app_tokens:
            return
        lacking = [s for s in scopes if not set(s.split("|")) & set(granted)]
        if lacking:
            raise ApiError("missing_scope", needed=",".join(lacking), provided=",".join(sorted(granted)))

    def need_for(self, call: Call, channel: Payload, verb: str) -> None:
        """The scope for reading (`read`) or going back in (`history`) this kind of conversation."""
        self.need(call, f"{FAMILIES[self.workspace.channels.kind(channel)]}:{verb}")

    def page(self, call: Call, rows: list[Any], most: int | None = None) -> tuple[list[Any], Payload]:
        """The part of the rows that cursor and limit ask for, and where the next part begins."""
        limit = min(max(int(call.args.get("limit") or most or 100), 1), most or 999)
        start = int(base64.b64decode(call.args["cursor"]).decode()) if call.args.get("cursor") else 0
        more = start + limit < len(rows)
        cursor = base64.b64encode(str(start + limit).encode()).decode() if more else ""
        return rows[start : start + limit], {"response_metadata": {"next_cursor": cursor}}
