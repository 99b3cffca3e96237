"""From what Slack sends to what is wanted: the posts that ask us something, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.store import Post

ASKING = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person typed. All others are edits, joins and the like."""
LEAVING = frozenset({"app_uninstalled", "tokens_revoked"})
"""Events that tell that a workspace takes the app away."""


def read(body: Mapping[str, Any], home: str) -> Post | None:
    """The post that an event brings; None where it is not a question to us. `home` is the id of our own workspace.

    Left alone: our own posts and those of other bots, edits, joins, and posts in channels that don't mention us.
    """
    event: Mapping[str, Any] = body.get("event") or {}
    kind, channel, ts, person = (event.get(name) for name in ("type", "channel", "ts", "user"))
    direct = event.get("channel_type") == "im" or str(channel).startswith("D")
    wanted = kind == "app_mention" or (kind == "message" and direct)
    if not wanted or event.get("subtype") not in ASKING or event.get("bot_id") or event.get("edited"):
        return None
    if not all(isinstance(value, str) and value for value in (channel, ts, person)):
        return None
    team = installed_in(body) or home
    return Post(
        key=f"{team}:{channel}:{ts}",
        team=team,
        channel=str(channel),
        ts=str(ts),
        thread=str(event.get("thread_ts") or ts),
        person=str(person),
        direct=direct,
        at_home=is_at_home(body, event, home),
        text=_keepable(event.get("text")),
    )


def is_leaving(body: Mapping[str, Any]) -> bool:
    """Whether an event tells that a workspace takes the app away."""
    return (body.get("event") or {}).get("type") in LEAVING


def of_command(body: Mapping[str, Any], home: str) -> Post:
    """A command or click as a post, for noting what went unanswered. It stands nowhere, so nothing leans on it."""
    person = body.get("user_id") or (body.get("user") or {}).get("id") or ""
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or ""
    return Post(
        key=key_of(body),
        team=installed_in(body) or home,
        channel=str(channel),
        ts="",
        thread=str((body.get("container") or {}).get("thread_ts") or ""),
        person=str(person),
        direct=str(channel).startswith("D"),
        at_home=is_at_home(body, body.get("user") or {}, home),
        text=_keepable(body.get("text")),
    )


def _keepable(text: object) -> str:
    """A text without the characters that JSON brings and a database refuses: NUL, and halves of a character."""
    return str(text or "").replace("\0", " ").encode(errors="replace").decode()


def key_of(body: Mapping[str, Any]) -> str:
    """The key of a command or click: Slack gives each its own trigger."""
    return f"trigger:{body['trigger_id']}"


def installed_in(body: Mapping[str, Any]) -> str:
    """The id of the workspace through which something came; empty where the payload doesn't say."""
    team = body.get("team")
    own = team.get("id") if isinstance(team, Mapping) else team
    authorized = (body.get("authorizations") or [{}])[0].get("team_id")
    return str(authorized or body.get("context_team_id") or own or body.get("team_id") or "")


def is_at_home(body: Mapping[str, Any], of_person: Mapping[str, Any], home: str) -> bool:
    """Whether whoever asks is of our own organisation. In a shared channel, saying nothing of a team counts as a stranger."""
    named = [of_person.get(name) for name in ("user_team", "source_team", "team", "team_id")]
    teams = {team for team in [*named, body.get("team_id")] if isinstance(team, str) and team}
    return teams <= {home} and (bool(teams) or not body.get("is_ext_shared_channel"))
