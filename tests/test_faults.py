"""What goes wrong on the way to Slack: never two answers; one answer, or one plain apology."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import answering, replying, slack, sweeping, wording
from bot.store import Inbox, Silences, Threads
from tests.open_house import Open, opened, sqlite

RURAL = "what happened with rural payments in 2014?"
HEADING = "From Defra’s report as published"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """The app over HTTP, quicker to lose patience than in life."""
    monkeypatch.setattr(slack, "TIMEOUT", 1)
    monkeypatch.setattr(answering, "LOOK_AFTER", 0.25)
    monkeypatch.setattr(sweeping, "EVERY", 0.1)
    with opened("http", sqlite(tmp_path)) as app:
        yield app


def sent(app: Open, kind: str, **options: Any) -> tuple[list[str], list[str]]:
    """What stands in Slack after one thing was sent: the texts of answers, and of what only the asker sees."""
    options = {"wait": 6.0, "quiet": 1.2, "text": RURAL, **options}
    result = app.lab.send(kind, **options)
    assert result["ack"]["status"] == 200
    private = [
        str(c["args"]["text"]) for c in result["calls"] if c["method"] in ("chat.postEphemeral", "response_url") and c["ok"]
    ]
    private += [str(result["ack_answer"]["text"])] if result["ack_answer"] else []
    clicked = "a message"  # what the stand-in makes up for a click on nothing
    return [text for message in result["final_messages"] if (text := str(message["text"])) != clicked], private


UNSURE = [
    "http,status=500",
    "http,status=503,after=1",
    "drop",
    "drop_after",
    "hang,delay=3",
    "garbage",
    "truncate",
    "error,error=internal_error",
]
STANDS = {"http,status=503,after=1", "drop_after"}


@pytest.mark.parametrize("fault", UNSURE)
def test_after_an_uncertain_post_a_direct_message_is_answered_once(app: Open, fault: str) -> None:
    app.lab.fault(f"chat.postMessage:{fault}")
    answers, private = sent(app, "message.im")
    assert len(answers) == 1
    assert HEADING in answers[0]
    assert private == []


@pytest.mark.parametrize("fault", UNSURE)
def test_after_an_uncertain_post_in_a_channel_the_asker_is_told_how_to_go_on(app: Open, fault: str) -> None:
    app.lab.fault(f"chat.postMessage:{fault}")
    answers, private = sent(app, "app_mention")
    assert len(answers) == (fault in STANDS)
    assert private == [wording.ASKED_AGAIN]


@pytest.mark.parametrize("kind", ["message.im", "app_mention"])
def test_retry_after_is_kept_and_the_answer_comes(app: Open, kind: str) -> None:
    app.lab.fault("chat.postMessage:429,retry_after=1,count=2")
    answers, private = sent(app, kind)
    assert len(answers) == 1
    assert private == []
    tries = [call["at"] for call in app.lab.calls("chat.postMessage")]
    assert all(later - earlier >= 1 for earlier, later in pairwise(tries))


def test_a_slow_slack_is_waited_for(app: Open) -> None:
    app.lab.fault("chat.postMessage:slow,delay=0.6")
    answers, private = sent(app, "app_mention")
    assert (len(answers), private) == (1, [])


def test_while_slack_cannot_be_reached_an_answer_waits(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as away:
        away.setattr(app.house.web, "base_url", "http://127.0.0.1:9/api/")
        assert app.lab.send("message.im", text=RURAL, wait=0.3, quiet=0.3)["final_messages"] == []
    until = time.monotonic() + 10
    while time.monotonic() < until and not (stands := [m for m in app.lab.messages("D0ALICE001") if HEADING in m["text"]]):
        time.sleep(0.1)
    assert len(stands) == 1


@pytest.mark.parametrize("code", ["channel_not_found", "not_in_channel", "is_archived", "token_revoked", "restricted_action"])
def test_where_slack_refuses_an_answer_the_asker_gets_one_apology_with_a_reference(app: Open, code: str) -> None:
    app.lab.fault(f"chat.postMessage:error,error={code}")
    answers, private = sent(app, "app_mention", quiet=0.3)
    assert answers == []
    assert len(private) == 1
    assert "Something went wrong" in private[0]
    assert "#help" in private[0]


def test_an_answer_whose_blocks_slack_refuses_is_posted_as_text(app: Open) -> None:
    app.lab.fault("chat.postMessage:error,error=invalid_blocks")
    answers, private = sent(app, "app_mention", quiet=0.3)
    assert len(answers) == 1
    assert HEADING in answers[0]
    assert private == []


@pytest.mark.parametrize("fault", ["http,status=500,count=-1", "drop,count=-1", "429,retry_after=1,count=1"])
def test_a_whisper_that_fails_is_not_repeated_blindly(app: Open, fault: str) -> None:
    app.lab.fault("chat.postMessage:error,error=is_archived", f"chat.postEphemeral:{fault}")
    answers, private = sent(app, "app_mention", wait=3.0, quiet=1.5)
    assert answers == []
    assert len(private) == (fault.startswith("429"))


def test_looking_for_an_answer_goes_on_while_slack_cannot_tell(app: Open) -> None:
    app.lab.fault("chat.postMessage:drop_after", "conversations.replies:http,status=500,count=4")
    answers, private = sent(app, "message.im", quiet=3.0, wait=8.0)
    assert (len(answers), private) == (1, [])


def test_when_slack_never_tells_whether_an_answer_stands_the_asker_is_told_how_to_go_on(app: Open) -> None:
    app.lab.fault("chat.postMessage:drop_after", "conversations.replies:error,error=missing_scope,count=-1")
    answers, private = sent(app, "message.im", quiet=4.0, wait=9.0)
    assert len(answers) == 1
    assert private == [wording.ASKED_AGAIN]


def test_an_answer_that_can_never_be_posted_ends_in_an_apology(app: Open) -> None:
    app.lab.fault("chat.postMessage:http,status=500,count=-1")
    answers, private = sent(app, "message.im", quiet=4.0, wait=9.0)
    assert answers == []
    assert len(private) == 1
    assert "Something went wrong" in private[0]


@pytest.mark.parametrize(
    "fault", ["http,status=500", "drop", "garbage", "hang,delay=3", "http,status=404", "429,retry_after=1,count=5"]
)
def test_a_click_whose_answer_may_be_lost_is_told_once(app: Open, fault: str) -> None:
    app.lab.fault(f"response_url:{fault}")
    _, private = sent(app, "block_actions", action_id="show.action", value="action 5", channel="C0GENERAL1", quiet=1.5)
    assert len(private) == 1
    assert HEADING not in private[0]


def test_a_click_waits_as_slack_says(app: Open) -> None:
    app.lab.fault("response_url:429,retry_after=1,count=2")
    _, private = sent(app, "block_actions", action_id="show.action", value="action 5", channel="C0GENERAL1")
    assert len(private) == 1
    assert HEADING in private[0]


# What breaks in the app itself: an acknowledgement all the same, and a sentence.


def explode(*_: object, **__: object) -> None:
    """Something nobody thought of."""
    raise ZeroDivisionError


@pytest.mark.parametrize("kind", ["message.im", "app_mention", "slash", "block_actions"])
def test_whatever_breaks_the_person_gets_one_sentence(
    app: Open, kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("reply", "to"):
        monkeypatch.setattr(replying, name, explode)
    more = {"command": "/defra"} if kind == "slash" else {"action_id": "ask.0", "value": "x"} if kind == "block_actions" else {}
    answers, private = sent(app, kind, quiet=0.8, **more)
    assert answers == []
    assert len(private) == 1
    assert "Something went wrong" in private[0]
    assert "ZeroDivisionError" in caplog.text
    assert "rural payments" not in caplog.text


def broken_store(*_: object, **__: object) -> None:
    """The database is gone."""
    raise OperationalError("SELECT", {}, Exception("gone"))


@pytest.mark.parametrize("method", ["take", "begin_posting"])
def test_without_the_store_the_asker_gets_one_apology_however_often_slack_repeats(
    app: Open, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Inbox, method, broken_store)
    answers, private = sent(app, "app_mention", repeat=2, quiet=0.8)
    assert answers == []
    assert len(private) == 1
    assert "Something went wrong" in private[0]


@pytest.mark.parametrize("kind", ["slash", "block_actions"])
def test_commands_and_clicks_are_answered_without_the_store(app: Open, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inbox, "see", broken_store)
    monkeypatch.setattr(Silences, "note", broken_store)
    more = {"command": "/defra"} if kind == "slash" else {"action_id": "ask.0", "value": RURAL}
    _, private = sent(app, kind, quiet=0.3, **more)
    assert len(private) == 1
    assert HEADING in private[0]


@pytest.mark.parametrize(("owner", "method"), [(Inbox, "finish"), (Threads, "keep"), (Silences, "note")])
def test_an_answer_that_cannot_be_written_down_is_not_followed_by_an_apology(
    app: Open, owner: type, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, method, broken_store)
    answers, private = sent(app, "message.im", text="how much did rural payments cost?", quiet=0.8)
    assert (len(answers), private) == (1, [])


def test_a_quote_that_is_not_the_reports_is_not_posted(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.layouts.lines", lambda quote: quote.upper())
    monkeypatch.setattr("bot.blocks.quotes", lambda blocks: ["Rural payments went live in 2013."])
    answers, private = sent(app, "app_mention", quiet=0.3)
    assert answers == []
    assert "Something went wrong" in private[0]


def test_an_apology_is_written_down_when_the_store_is_back(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Inbox, "begin_posting", broken_store)
        broken.setattr(Inbox, "finish", broken_store)
        _, private = sent(app, "message.im", quiet=0.8)
    assert len(private) == 1
    answers, private = sent(app, "message.im", text="hi", quiet=0.8)
    assert (len(answers), private) == (1, [])


def test_the_sweeping_goes_on_after_the_store_broke(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Inbox, "overdue", broken_store)
        assert len(sent(app, "message.im", quiet=0.5)[0]) == 1
    app.lab.fault("chat.postMessage:429,retry_after=1")
    assert len(sent(app, "message.im")[0]) == 1


def test_nothing_is_posted_by_a_claim_that_passed_to_another(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inbox, "begin_posting", lambda *_: False)
    assert sent(app, "message.im", wait=0.6, quiet=0.2) == ([], [])
