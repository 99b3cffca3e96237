"""Each listener in turn, with something raised inside it: always an acknowledgement, always a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import asking, cards, digest_form, finding, home, replying
from bot.keeping import Keeping
from bot.store import Votes
from tests.open_house import Open, opened, sqlite

DOWN = "down:answered:rural_payments"
GENERAL = "C0GENERAL1"
FILLED = {
    "channel.channel": GENERAL,
    "content.content": "outcomes",
    "days.days": "Monday",
    "time.time": "17:15",
    "zone.zone": "UTC",
}
LISTENERS: dict[str, tuple[str, dict[str, Any], Any, str]] = {
    "Doors.on_post": ("message.im", {"text": "action 5"}, replying, "reply"),
    "Doors.on_command": ("slash", {"command": "/defra", "text": "action 5"}, replying, "reply"),
    "Doors.on_click": ("block_actions", {"action_id": "show.action", "value": "action 5"}, replying, "to"),
    "Browsing.on_opened": ("app_home_opened", {"tab": "home"}, home, "start"),
    "Browsing.on_back": ("block_actions", {"action_id": "home"}, home, "start"),
    "Asking.on_shortcut": ("shortcut", {"callback_id": "ask_report"}, asking, "form"),
    "Asking.on_sent": ("view_submission", {"callback_id": "ask_report", "set": {"question.question": "hi"}}, replying, "reply"),
    "Finding.on_shortcut": (
        "message_action",
        {"callback_id": "find_in_report", "text": "Rural payments ended."},
        finding,
        "find",
    ),
    "Sharing.on_share": ("block_actions", {"action_id": "share", "value": "q:"}, cards, "shared"),
    "Feedback.on_thumb": ("block_actions", {"action_id": "feedback", "value": DOWN}, Votes, "cast"),
    "Feedback.on_expected": ("view_submission", {"callback_id": "expected", "set": {"expected.expected": "a"}}, Votes, "expect"),
    "Digesting.on_command": ("slash", {"command": "/defra-digest", "text": "list"}, Keeping, "do"),
    "Digesting.on_new": ("block_actions", {"action_id": "digest.new", "value": GENERAL}, digest_form, "form"),
    "Digesting.on_act": ("block_actions", {"action_id": "digest.pause", "value": "d1"}, Keeping, "act"),
    "Digesting.on_form": ("view_submission", {"callback_id": "digest", "set": FILLED}, digest_form, "read"),
    "Digesting.on_confirmed": ("view_submission", {"callback_id": "digest_made"}, Keeping, "make"),
}
"""What reaches each listener, and what is made to raise inside it."""
BEFORE: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "Browsing.on_back": [("app_home_opened", {"tab": "home"})],
    "Feedback.on_expected": [("block_actions", {"action_id": "feedback", "value": DOWN})],
    "Asking.on_sent": [("shortcut", {"callback_id": "ask_report"})],
    "Digesting.on_form": [("block_actions", {"action_id": "digest.new", "value": GENERAL})],
    "Digesting.on_confirmed": [
        ("block_actions", {"action_id": "digest.new", "value": GENERAL}),
        ("view_submission", {"callback_id": "digest", "set": FILLED}),
    ],
}
"""What opens Home, or a form, first."""
WITHOUT_A_PERSON = {"Leaving.on_leaving"}
"""Nobody waits for a sentence; what becomes of them when something breaks is tested with feedback."""


def explode(*_: object, **__: object) -> None:
    """Something nobody thought of."""
    raise ZeroDivisionError


@pytest.fixture(scope="module", params=["http", "socket"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The app over HTTP and over a socket; it keeps questions."""
    folder: Path = tmp_path_factory.mktemp("state")
    with opened(request.param, sqlite(folder), keep_questions=True) as app:
        yield app


def test_every_listener_is_here(app: Open) -> None:
    listening = {listener.ack_function.__qualname__ for listener in app.house.app._listeners}
    assert listening == {*LISTENERS} | WITHOUT_A_PERSON


@pytest.mark.parametrize("name", LISTENERS)
def test_whatever_is_raised_inside_there_is_an_acknowledgement_and_a_sentence(
    app: Open, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = f"U3{sum(map(ord, name)):08d}"
    kind, options, owner, broken = LISTENERS[name]
    for first, how in BEFORE.get(name, []):
        app.lab.send(first, user=person, **how)
    monkeypatch.setattr(owner, broken, explode)
    result = app.lab.send(kind, **{**options, "user": person})
    assert result["ack"]["status"] == 200
    told = [call["args"] for call in result["calls"] if call["ok"]]
    direct = [message["text"] for message in app.lab.messages(f"D0{person[-8:]}")] if name == "Browsing.on_back" else []
    heard = json.dumps([result["ack_answer"], told, direct])
    assert heard.count("Something went wrong. Try again") >= 1
    assert len(told) <= 1
