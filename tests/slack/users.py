"""The people of the workspace, and the bots among them."""

from __future__ import annotations

import datetime
import hashlib
import zoneinfo
from typing import Any

from tests.slack.identity import ALICE, APP, BOT_ID, BOT_USER, OTHER_APP, OTHER_BOT_USER, TEAM
from tests.slack.shapes import Payload

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC", "America/Los_Angeles")
OWNER = {"is_admin": True, "is_owner": True, "is_primary_owner": True}
KNOWN: tuple[tuple[str, str, str, Payload], ...] = (
    (ALICE, "alice", "Europe/Berlin", {}),
    ("U0BRUNO002", "bruno", "America/New_York", {}),
    ("U0CHIKA003", "chika", "Asia/Kolkata", {}),
    ("U0DAN00004", "dan", "Pacific/Auckland", {}),
    ("U0OWNER005", "owner", "America/Los_Angeles", OWNER),
    ("U0GUEST006", "guest", "UTC", {"is_restricted": True, "is_ultra_restricted": True}),
    ("U0GONE0007", "gone", "UTC", {"deleted": True}),
    ("U0STRNGR08", "stranger", "UTC", {"team_id": "T0OTHER001", "is_stranger": True}),
    (OTHER_BOT_USER, "otherbot", "UTC", {"is_bot": True}),
    (BOT_USER, "labbot", "UTC", {"is_bot": True}),
    ("USLACKBOT", "slackbot", "America/Los_Angeles", {}),
)
ROLES = ("deleted", "is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted", "is_bot", "is_app_user")


class Users(dict[str, Payload]):
    """Users by id; the known ones are there from the start."""

    def __init__(self) -> None:
        super().__init__()
        for uid, name, zone, extra in KNOWN:
            self.add(uid, name, zone, **extra)

    def add(self, uid: str, name: str | None = None, zone: str | None = None, **extra: Any) -> Payload:
        """The user of this id, new if it is not known yet: of a time zone that hangs on the id."""
        if uid not in self:
            name = name or uid.lower()
            zone = zone or ZONES[int(hashlib.sha1(uid.encode()).hexdigest(), 16) % len(ZONES)]
            self[uid] = _user(uid, name, zone) | extra
            if self[uid]["is_bot"]:
                mine = uid == BOT_USER
                bot = {"bot_id": BOT_ID if mine else "B" + uid[1:], "api_app_id": APP if mine else OTHER_APP}
                self[uid]["profile"] = {k: v for k, v in self[uid]["profile"].items() if k != "email"} | bot
        return self[uid]

    def humans(self) -> list[str]:
        """Who is in every channel: all but the app, Slackbot, strangers and those who left; the other bot counts."""
        outside = ("U0STRNGR08", "USLACKBOT", BOT_USER)
        return [uid for uid, user in self.items() if not user["deleted"] and uid not in outside]


def _user(uid: str, name: str, zone: str) -> Payload:
    full = name.title() + " Lab"
    offset = datetime.datetime.now(zoneinfo.ZoneInfo(zone)).utcoffset() or datetime.timedelta()
    return {
        "id": uid,
        "team_id": TEAM,
        "name": name,
        "color": "9f69e7",
        "real_name": full,
        "tz": zone,
        "tz_label": zone.replace("_", " "),
        "tz_offset": int(offset.total_seconds()),
        "profile": _profile(name, full),
        **dict.fromkeys(ROLES, False),
        "updated": 1700000000,
        "is_email_confirmed": True,
        "locale": "en-US",
        "who_can_share_contact_card": "EVERYONE",
    }


def _profile(name: str, full: str) -> Payload:
    return {
        "real_name": full,
        "real_name_normalized": full,
        "display_name": name,
        "display_name_normalized": name,
        "email": f"{name}@lab.example",
        "first_name": name.title(),
        "last_name": "Lab",
        "team": TEAM,
        "avatar_hash": "g" + name,
        **dict.fromkeys(("title", "status_text", "status_emoji", "image_48", "image_72", "image_192"), ""),
    }
