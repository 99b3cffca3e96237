"""What stands in the conversations."""

from __future__ import annotations

import collections

from tests.slack.identity import BOT_USER
from tests.slack.shapes import Payload, public


class Messages(collections.defaultdict[str, dict[str, Payload]]):
    """Messages by conversation and ts, and beside them those that only one person sees."""

    def __init__(self) -> None:
        super().__init__(dict)
        self.ephemeral: list[Payload] = []

    def put(self, channel: str, message: Payload) -> Payload:
        """Stores a message, and keeps the parent of its thread up to date."""
        here = self[channel]
        here[message["ts"]] = message
        parent = here.get(message.get("thread_ts") or "")
        if parent is not None and parent is not message:
            replies = [m for m in here.values() if m.get("thread_ts") == parent["ts"] and m is not parent]
            people = sorted({m.get("user", "") for m in replies})
            parent.update(thread_ts=parent["ts"], reply_count=len(replies), reply_users=people)
            parent.update(reply_users_count=len(people), latest_reply=message["ts"])
        return message

    def whisper(self, channel: str, user: str, message: Payload) -> None:
        """Stores a message that one person sees."""
        self.ephemeral.append({**message, "channel": channel, "to": user})

    def original(self, channel: str, ts: str | None) -> Payload | None:
        """The message of a ts, seen by all or by one."""
        whispers = (m for m in self.ephemeral if m["channel"] == channel and m["ts"] == ts)
        return self[channel].get(ts or "") or next(whispers, None)

    def remove(self, channel: str, ts: str | None) -> None:
        """Takes a message away, seen by all or by one."""
        self[channel].pop(ts or "", None)
        self.ephemeral[:] = [m for m in self.ephemeral if (m["channel"], m["ts"]) != (channel, ts)]

    def standing(self, channel: str) -> list[Payload]:
        """What stands in a conversation, the oldest first; `to` names the one person who sees a message."""
        whispers = [m for m in self.ephemeral if m["channel"] == channel]
        return sorted([public(m) for m in [*self[channel].values(), *whispers]], key=lambda m: str(m["ts"]))

    def from_bot(self, channel: str, ts: str) -> Payload | None:
        """A message of the app, if it still stands."""
        message = self[channel].get(ts)
        return message if message and message.get("user") == BOT_USER else None
