"""The Slack app as Slack sees it: commands, events, scopes. The listeners and the help agree with it (a test)."""

from __future__ import annotations

import re
from typing import Any

from bot import wording
from bot.settings import PREFIX

SCOPES = {
    "app_mentions:read": "to hear a question that mentions it in a channel",
    "chat:write": "to answer",
    "commands": "for its slash commands",
    "im:history": "to hear questions in direct messages, and to look there whether an uncertain answer stands",
}
"""The scopes that the app asks for, and why: no more than what it does."""
OPTIONAL_SCOPES = {
    "channels:history": "to find a digest that may stand already, so that each is posted exactly once, in public channels",
    "groups:history": "the same in private channels",
    "users:read": "to take somebody’s own time zone for their digests, and to see that a digest’s maker has left",
}
"""Scopes that an administrator may leave out; without the first two a digest is posted at most once."""
AGENT_SCOPE = "assistant:write"
"""What the agent view needs beside them."""
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
BUILT_IN = frozenset(
    """active all app apps archive away call canvas collapse dm dnd expand feed feedback giphy github help here huddle invite invite_people
    join keys kick leave list lists me msg mute open part people prefs pro remind remove rename rsvp search shortcuts shrug star
    status sum todo topic unarchive unmute who workflow""".split()
)
"""Commands that are Slack's own, or widely taken. One of them in a manifest voids all its commands."""
URL = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?/?")


class ManifestError(Exception):
    """Why there can be no such manifest, as a sentence that says what to write instead."""


def manifest(prefix: str, url: str = "", agent_view: bool = False) -> dict[str, Any]:
    """The manifest for Socket Mode, or with `url` (https://HOST) for HTTP; with `agent_view` Slack shows the app as an agent,
    with four questions to begin with. Raises ManifestError."""
    if prefix in BUILT_IN:
        raise ManifestError(wording.taken_prefix(prefix))
    if not PREFIX.fullmatch(prefix):
        raise ManifestError(wording.bad_setting("--prefix", prefix, wording.PREFIX))
    if url and not URL.fullmatch(url):
        raise ManifestError(wording.BAD_URL)
    address = f"{url.rstrip('/')}/slack/events" if url else ""
    at: dict[str, str] = {"url": address} if url else {}
    requests: dict[str, str] = {"request_url": address} if url else {}
    agent: dict[str, Any] = {"agent_view": _agent_view()} if agent_view else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": wording.NAME,
            "description": wording.SHORT_DESCRIPTION,
            "long_description": wording.LONG_DESCRIPTION,
            "background_color": "#00703c",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            **agent,
            "bot_user": {"display_name": wording.NAME, "always_online": True},
            "shortcuts": [
                dict(zip(("name", "type", "callback_id", "description"), about, strict=True)) for about in wording.SHORTCUTS
            ],
            "slash_commands": [{**_command(prefix, *about), **at} for about in wording.COMMANDS],
        },
        "oauth_config": {
            "scopes": {"bot": sorted([*SCOPES, *[AGENT_SCOPE] * agent_view]), "bot_optional": sorted(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**requests, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **requests},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _agent_view() -> dict[str, Any]:
    prompts = [{"title": text[:1].upper() + text[1:], "message": text} for text in wording.EXAMPLES[:4]]
    return {"agent_description": wording.AGENT_DESCRIPTION, "suggested_prompts": prompts}


def _command(prefix: str, name: str, description: str, usage: str) -> dict[str, Any]:
    command = f"/{prefix}-{name}" if name else f"/{prefix}"
    return {"command": command, "description": description, "usage_hint": usage, "should_escape": False}
