"""From what Slack sends to who asks what: questions to us, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import posts
from bot.store import Post

HOME, AWAY = "T0HOME", "T0AWAY"


def event(**changes: Any) -> dict[str, Any]:
    """The body of a mention at home; a field changed to None is left out."""
    fields = {"type": "app_mention", "channel": "C1", "ts": "1.2", "user": "U1", "text": "what?", "team": HOME, **changes}
    return {"team_id": HOME, "event": {name: value for name, value in fields.items() if value is not None}}


def test_a_mention_is_a_post_in_the_thread_that_it_begins() -> None:
    assert posts.read(event(), HOME) == Post(f"{HOME}:C1:1.2", HOME, "C1", "1.2", "1.2", "U1", False, True, "what?")


def test_a_mention_in_a_thread_is_a_post_of_that_thread() -> None:
    post = posts.read(event(thread_ts="1.0"), HOME)
    assert post
    assert (post.ts, post.thread) == ("1.2", "1.0")


@pytest.mark.parametrize("changes", [{"channel": "D1"}, {"channel": "G1", "channel_type": "im"}])
def test_a_direct_message_is_a_post(changes: dict[str, str]) -> None:
    post = posts.read(event(type="message", **changes), HOME)
    assert post
    assert post.direct


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_what_a_person_typed_is_a_post_also_with_a_file_or_sent_to_the_channel(subtype: str) -> None:
    assert posts.read(event(subtype=subtype), HOME) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "message"},
        {"type": "message", "channel_type": "channel"},
        {"type": "reaction_added"},
        {"type": None},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message"},
        {"bot_id": "B1"},
        {"edited": {"user": "U1", "ts": "1.3"}},
        {"channel": None},
        {"channel": {"id": "C1"}},
        {"ts": None},
        {"user": None},
        {"user": ""},
    ],
)
def test_what_is_no_question_to_us_is_left_alone(changes: dict[str, Any]) -> None:
    assert posts.read(event(**changes), HOME) is None


def test_a_body_without_an_event_is_left_alone() -> None:
    assert posts.read({"type": "event_callback"}, HOME) is None


@pytest.mark.parametrize(
    ("typed", "kept"), [(None, ""), ("a\0b", "a b"), ("half \ud83d of it", "half ? of it"), ("🙏 <@U1>", "🙏 <@U1>")]
)
def test_a_text_is_kept_as_a_database_can_keep_it(typed: str | None, kept: str) -> None:
    post = posts.read(event(text=typed), HOME)
    assert post
    assert post.text == kept
    assert posts.of_command({"trigger_id": "1", "text": typed}, HOME).text == kept


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"authorizations": [{"team_id": "T1"}], "context_team_id": "T2", "team_id": "T4"}, "T1"),
        ({"context_team_id": "T2", "team": {"id": "T3"}, "team_id": "T4"}, "T2"),
        ({"authorizations": [], "team": {"id": "T3"}, "team_id": "T4"}, "T3"),
        ({"team": "T3", "team_id": "T4"}, "T3"),
        ({"team": None, "team_id": "T4"}, "T4"),
        ({}, ""),
    ],
)
def test_the_workspace_is_the_one_that_installed_us(body: dict[str, Any], team: str) -> None:
    assert posts.installed_in(body) == team


def test_a_post_without_a_workspace_belongs_to_ours() -> None:
    body = event(team=None)
    del body["team_id"]
    post = posts.read(body, HOME)
    assert post
    assert (post.team, post.at_home) == (HOME, True)


@pytest.mark.parametrize(
    ("person", "body", "at_home"),
    [
        ({"team": HOME}, {"team_id": HOME}, True),
        ({}, {"team_id": HOME}, True),
        ({}, {}, True),
        ({"user_team": AWAY, "team": HOME}, {"team_id": HOME}, False),
        ({"source_team": AWAY}, {"team_id": HOME}, False),
        ({"team_id": AWAY}, {}, False),
        ({"team": HOME}, {"team_id": AWAY}, False),
        ({}, {"is_ext_shared_channel": True}, False),
        ({"team": HOME}, {"is_ext_shared_channel": True}, True),
        ({"team": {"id": AWAY}}, {"team_id": HOME}, True),
    ],
)
def test_who_is_of_another_organisation_is_a_stranger(person: dict[str, Any], body: dict[str, Any], at_home: bool) -> None:
    assert posts.is_at_home(body, person, HOME) is at_home


def test_a_command_is_a_post_that_stands_nowhere() -> None:
    body = {
        "trigger_id": "1.2",
        "team_id": HOME,
        "channel_id": "D1",
        "user_id": "U1",
        "text": "8 2014",
        "command": "/defra-action",
    }
    assert posts.of_command(body, HOME) == Post("trigger:1.2", HOME, "D1", "", "", "U1", True, True, "8 2014")


def test_a_click_tells_its_thread_and_who_clicked() -> None:
    body = {"trigger_id": "3", "team": {"id": HOME}, "channel": {"id": "C1"}, "user": {"id": "U1", "team_id": AWAY}}
    post = posts.of_command({**body, "container": {"thread_ts": "1.0"}}, HOME)
    assert post == Post("trigger:3", HOME, "C1", "", "1.0", "U1", False, False, "")


def test_a_click_that_says_nothing_of_itself_is_a_post_all_the_same() -> None:
    assert posts.of_command({"trigger_id": "3"}, HOME) == Post("trigger:3", HOME, "", "", "", "", False, True, "")


@given(st.text(st.characters()))
def test_any_text_can_be_written_as_utf_8(text: str) -> None:
    post = posts.read(event(text=text), HOME)
    assert post
    assert "\0" not in post.text
    assert post.text.encode().decode() == post.text
