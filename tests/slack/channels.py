"""The conversations of the workspace: channels, direct messages and groups."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from tests.slack.identity import BOT_USER, TEAM
from tests.slack.shapes import Payload, public

GENERAL, PRIVATE = "C0GENERAL1", "C0PRIVATE5"
KNOWN: tuple[tuple[str, str, bool, Payload], ...] = (
    (GENERAL, "general", True, {"is_general": True}),
    ("C0RANDOM02", "random", True, {}),
    ("C0NOBOT003", "no-bot", False, {}),
    ("C0ARCHIVE4", "old", True, {"is_archived": True}),
    (PRIVATE, "private", True, {"is_private": True}),
    ("C0SECRET06", "secret", False, {"is_private": True}),
    ("C0SHARED07", "shared", True, {"is_ext_shared": True, "is_shared": True}),
)
MARKS = "is_group is_im is_mpim is_private is_archived is_general is_shared is_ext_shared is_org_shared".split()


class Channels(dict[str, Payload]):
    """Conversations by id; the known ones are there from the start, with these people and, in most, the app."""

    def __init__(self, people: list[str]) -> None:
        super().__init__()
        for cid, name, inside, extra in KNOWN:
            self.add(cid, name, people + [BOT_USER] * inside, **extra)

    def add(self, cid: str, name: str | None = None, members: Iterable[str] = (), **extra: Any) -> Payload:
        """The conversation of this id, new if it is not known yet."""
        if cid not in self:
            self[cid] = _channel(cid, name or cid.lower()) | {"_members": set(members)} | extra
        return self[cid]

    def dm(self, user: str) -> Payload:
        """The direct messages between a person and the app."""
        cid = "D0" + (user[2:] if user.startswith("U0") else user[1:]).rjust(8, "0")[-8:]
        return self.add(cid, user, [user, BOT_USER], is_im=True, is_channel=False, is_private=True, user=user)

    def group_dm(self, users: list[str]) -> Payload:
        """The direct messages between some people and the app."""
        cid = "G0" + hashlib.sha1(",".join(sorted(users)).encode()).hexdigest()[:8].upper()
        name = "mpdm-" + "--".join(sorted(users)).lower() + "-1"
        marks = {"is_mpim": True, "is_private": True, "is_channel": False, "is_group": True}
        return self.add(cid, name, [*users, BOT_USER], **marks)

    def find(self, named: str) -> Payload | None:
        """The conversation of an id, or the channel of a name."""
        by_name = (c for c in self.values() if not c["is_im"] and c["name"] == str(named).lstrip("#"))
        return self.get(named) or next(by_name, None)

    @staticmethod
    def kind(channel: Payload) -> str:
        """im, mpim, group (a private channel) or channel."""
        marks = {"im": channel["is_im"], "mpim": channel["is_mpim"], "group": channel["is_private"], "channel": True}
        return next(kind for kind, marked in marks.items() if marked)

    @staticmethod
    def show(channel: Payload, who: str = BOT_USER) -> Payload:
        """A conversation as Slack shows it to somebody."""
        if channel["is_im"]:
            kept = {k: channel[k] for k in ("id", "created", "is_im", "is_org_shared", "is_archived", "user", "context_team_id")}
            return {**kept, "is_user_deleted": False, "is_open": True, "priority": 0}
        members = channel["_members"]
        return {**public(channel), "is_member": who in members, "num_members": len(members)}


def _channel(cid: str, name: str) -> Payload:
    return {
        "id": cid,
        "name": name,
        "name_normalized": name,
        "is_channel": True,
        **dict.fromkeys(MARKS, False),
        "created": 1700000000,
        "creator": "U0OWNER005",
        "unlinked": 0,
        "context_team_id": TEAM,
        "updated": 1700000000000,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }
