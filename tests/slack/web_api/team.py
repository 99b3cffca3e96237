"""auth, team, users and bots: who is who."""

from __future__ import annotations

from tests.slack.call import Call
from tests.slack.identity import APP, BOT_ID, BOT_USER, TEAM
from tests.slack.shapes import Payload
from tests.slack.web_api.desk import Desk
from tests.slack.web_api.method import method


@method("auth.test", tier=0)
def auth_test(desk: Desk, call: Call) -> Payload:
    """Whose token this is."""
    user = desk.workspace.users[call.caller.user]
    bot = {"bot_id": call.caller.bot, "is_enterprise_install": False} if call.caller.bot else {}
    who = {"user": user["name"], "user_id": user["id"], "team": "Lab", "team_id": TEAM}
    return {"url": "https://lab.slack.com/", **who, **bot}


@method("team.info", "team:read")
def team_info(desk: Desk, call: Call) -> Payload:
    """The team."""
    icon = {"image_default": True}
    return {"team": {"id": TEAM, "name": "Lab", "domain": "lab", "email_domain": "lab.example", "icon": icon}}


@method("users.info", "users:read", tier=4)
def users_info(desk: Desk, call: Call) -> Payload:
    """One person."""
    return {"user": desk.user(call)}


@method("bots.info", "users:read")
def bots_info(desk: Desk, call: Call) -> Payload:
    """One bot."""
    bot = {"id": call.args.get("bot") or BOT_ID, "name": "labbot", "app_id": APP, "user_id": BOT_USER}
    return {"bot": {**bot, "deleted": False, "updated": 1700000000, "icons": {}}}
