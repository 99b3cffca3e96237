"""Every door, for real: Slack's stand-in calls the app over HTTP and over Socket Mode, with SQLite and with PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from tests.open_house import Open, opened, sqlite
from tests.postgres import Postgres
from tests.slack import BOT_USER

RURAL = "what happened with rural payments in 2014?"
PRIVATE_BETA = "Rural payments for farmers went into private beta in July 2014"
people = count(1)
PLACES = [(transport, store) for transport in ("http", "socket") for store in ("sqlite", "postgres")]


@pytest.fixture(scope="module", params=PLACES, ids="-".join)
def app(request: pytest.FixtureRequest, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The app over a transport, on a store."""
    transport, store = request.param
    url = sqlite(tmp_path_factory.mktemp("state")) if store == "sqlite" else postgres.new_database()
    with opened(transport, url) as app:
        yield app


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[Open]:
    """The app over HTTP on SQLite, for one test."""
    with opened("http", sqlite(tmp_path)) as app:
        yield app


def send(app: Open, kind: str, **options: Any) -> dict[str, Any]:
    """Send one thing, and check what holds for all: acknowledged in time, within Block Kit and the manifest's scopes."""
    somebody = f"U0{next(people):08d}"  # a person of their own, so that nobody asks too fast
    result = app.lab.send(kind, **{"user": somebody, **options})
    assert result["ack"]["status"] == 200
    assert result["violations"] == []
    assert result["ack_violations"] == []
    assert "missing_scope" not in " ".join(call["error"] or "" for call in result["calls"] if "error" in call)
    return dict(result)


def said(result: dict[str, Any]) -> str:
    """The text of the one answer, whichever way it came."""
    if result["ack_answer"]:
        return str(result["ack_answer"]["text"])
    assert result["answers"] == 1
    texts = [str(call["args"]["text"]) for call in result["calls"] if "text" in call["args"]]
    assert len(texts) == 1
    return texts[0]


def test_a_mention_is_answered_in_its_thread_for_all_to_see(app: Open) -> None:
    result = send(app, "app_mention", text=f"<@{BOT_USER}> {RURAL}")
    assert PRIVATE_BETA in said(result)
    [message] = result["final_messages"]
    assert message["channel"] == "C0GENERAL1"
    assert message["thread_ts"]
    assert "16 January 2015" in message["text"]


def test_a_mention_and_its_message_event_are_one_post(app: Open) -> None:
    assert PRIVATE_BETA in said(send(app, "app_mention", text=RURAL, also_message=True))


def test_a_follow_up_leans_on_its_thread(app: Open) -> None:
    first = send(app, "app_mention", text="what happened with rural payments in 2014?", ts="1700000001.000100")
    assert PRIVATE_BETA in said(first)
    second = send(app, "app_mention", text="and in 2013?", thread_ts="1700000001.000100")
    assert wording.LEANS in said(second)
    assert "progress 2013" in said(second)


def test_a_follow_up_in_a_channel_leans_on_no_other_thread(app: Open) -> None:
    send(app, "app_mention", text=RURAL)
    assert wording.LEANS not in said(send(app, "app_mention", text="and in 2013?"))


def test_a_direct_message_is_answered_in_its_thread(app: Open) -> None:
    result = send(app, "message.im", text="whats teh upake of singel payment sceme")
    assert "68%" in said(result)
    assert result["final_messages"][0]["thread_ts"]


def test_a_bare_follow_up_in_a_direct_message_leans_on_the_last_question_and_says_so(app: Open) -> None:
    send(app, "message.im", text=RURAL, user="U0BRUNO002")
    assert wording.LEANS in said(send(app, "message.im", text="and in 2013?", user="U0BRUNO002"))


def test_slacks_own_form_is_undone(app: Open) -> None:
    assert "GOV.UK" in said(send(app, "message.im", text="which actions mention <http://GOV.UK|GOV.UK> Verify &amp; identity?"))


@pytest.mark.parametrize(
    ("command", "text", "expected"),
    [
        ("/defra", RURAL, PRIVATE_BETA),
        ("/defra", "", "Ask in your own words"),
        ("/defra", "help", "Ask in your own words"),
        ("/defra", "how much did rural payments cost?", wording.SILENT),
        ("/defra-action", "8 2014 plan", "Action 8, plan 2014"),
        ("/defra-action", "", "Action 16: "),
        ("/defra-action", "17", wording.SILENT),
        ("/defra-action", "rhubarb", "/defra-action 8 2014 plan"),
        ("/defra-topic", "rural payments 2014", PRIVATE_BETA),
        ("/defra-topic", "", wording.TOPICS),
        ("/defra-topic", "xyzzy <!channel>", "There is no topic called"),
    ],
)
def test_a_command_is_answered_in_its_acknowledgement_for_whoever_gave_it(
    app: Open, command: str, text: str, expected: str
) -> None:
    result = send(app, "slash", command=command, text=text)
    assert expected in said(result)
    assert result["ack_answer"]["response_type"] == "ephemeral"
    assert "<!" not in said(result)
    assert result["calls"] == []


def test_the_same_words_work_after_a_mention(app: Open) -> None:
    assert "Action 8, plan 2014" in said(send(app, "app_mention", text="action 8 2014 plan"))
    assert PRIVATE_BETA in said(send(app, "message.im", text="topic rural payments 2014"))


@pytest.mark.parametrize(
    ("action_id", "value", "expected"),
    [
        ("show.action", "action 5", "Action 5, commitment 2012"),
        ("show.outcomes", "outcomes 5", wording.REPORTED),
        ("show.p2014", "action 5 2014 progress", PRIVATE_BETA),
        ("ask.0", RURAL, PRIVATE_BETA),
        ("more", "q16s.0-90000", wording.OLD_BUTTON),
        ("more", "", wording.OLD_BUTTON),
        ("from another age", "", wording.OLD_BUTTON),
    ],
)
def test_a_button_shows_what_it_says_to_whoever_clicks(app: Open, action_id: str, value: str, expected: str) -> None:
    result = send(app, "block_actions", action_id=action_id, value=value, channel="C0GENERAL1")
    assert expected in said(result)
    [call] = result["calls"]
    assert call["method"] == "response_url"
    assert call["args"]["response_type"] == "ephemeral"
    assert not call["args"]["replace_original"]


def test_more_pages_to_the_end_of_a_long_answer(app: Open) -> None:
    result = send(app, "message.im", text="all plans for 2015", user="U0CHIKA003")
    told = said(result)
    pages = 1
    while wording.THERE_IS_MORE in told:
        result = send(app, "block_actions", action_id="more", user="U0CHIKA003", channel=result["final_messages"][-1]["channel"])
        told = said(result)
        pages += 1
    assert "Action 16, plan 2015" in told
    assert pages > 1


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("message.channel", {"text": RURAL}),
        ("message.bot", {"text": RURAL}),
        ("message.self", {"text": RURAL}),
        ("message.changed", {"text": RURAL}),
        ("message.deleted", {}),
        ("message.join", {}),
        ("app_home_opened", {"tab": "messages"}),
        ("raw", {"payload": {"type": "team_join", "user": {"id": "U0ALICE001"}}}),
        ("message.mpim", {"text": RURAL}),
    ],
)
def test_what_is_not_for_us_is_acknowledged_and_left_alone(app: Open, kind: str, options: dict[str, Any]) -> None:
    result = send(app, kind, wait=0.2, **options)
    assert result["calls"] == []


def test_a_repeated_event_is_answered_once(app: Open) -> None:
    assert PRIVATE_BETA in said(send(app, "message.im", text=RURAL, repeat=3, retry_headers=True, quiet=0.5))
    assert PRIVATE_BETA in said(send(app, "message.im", text=RURAL, repeat=3, retry_headers=False, quiet=0.5))


@pytest.mark.parametrize(
    "danger", ["<!channel>", "<!here|here>", "<@U0ALICE001>", "<!subteam^S1|all>", "<http://evil|GOV.UK>", "a < b & c > d"]
)
def test_markup_from_people_comes_out_as_plain_text(app: Open, danger: str) -> None:
    result = send(app, "slash", command="/defra-topic", text=f"nonsense {danger}")
    assert not any(sign in said(result) for sign in ("<!", "<@", "<http"))


def test_a_question_that_is_too_long_gets_a_sentence(app: Open) -> None:
    assert said(send(app, "message.im", text="rural payments " * 100)) == wording.too_long(1000)
