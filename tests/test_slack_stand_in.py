"""The stand-in for Slack: it signs, retries, refuses, fails and counts as Slack does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from queue import Queue
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from tests.slack import BOT_ID, BOT_USER, SIGNATURES, SIGNING_SECRET, TEAM, LabThread, sign
from tests.slack.api_error import ApiError
from tests.slack.attempt import Attempt
from tests.slack.hooks import LIFETIME as HALF_AN_HOUR
from tests.slack.hooks import USES, Hooks
from tests.slack.ids import Ids
from tests.slack.signature import signed
from tests.slack.triggers import LIFETIME, Triggers
from tests.slack.typed_text import as_slack_sends
from tests.slack_guest import VERIFIER, Guest, Said, client, echo, silent

ALICE, GENERAL = "U0ALICE001", "C0GENERAL1"
BUTTON = {"type": "button", "action_id": "go", "value": "8", "text": {"type": "plain_text", "text": "Go"}}
BUTTONS = [{"type": "actions", "block_id": "row", "elements": [BUTTON]}]
QUESTION = {"type": "plain_text_input", "action_id": "words"}
ASK = {"type": "input", "block_id": "q", "label": {"type": "plain_text", "text": "Question"}, "element": QUESTION}
PLAIN = {"type": "plain_text", "text": "Ask"}
MODAL = {"type": "modal", "callback_id": "ask", "title": PLAIN, "submit": PLAIN, "blocks": [ASK]}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


@pytest.fixture
def lab() -> Iterator[LabThread]:
    with LabThread() as lab:
        yield lab


# Signing and delivering


@pytest.mark.parametrize("how", SIGNATURES)
def test_a_signature_is_good_or_wrong_in_its_own_way(how: str) -> None:
    headers, body = signed(SIGNING_SECRET, b"body", how), b"body"
    stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
    assert (stamp.isdecimal() and VERIFIER.is_valid(body, stamp, signature)) == (how == "ok")
    assert (signature == sign(SIGNING_SECRET, stamp, body)) == (how in ("ok", "stale", "stale6m", "future"))


def test_a_forged_event_is_refused_and_causes_nothing(lab: LabThread) -> None:
    with Guest(lab, echo) as guest:
        seen = lab.send("message.im", text="hello", signature="tampered", wait=0)
    assert (seen["ack"]["status"], seen["answers"], guest.heard) == (401, 0, [])


def test_an_answer_is_tied_to_its_event_and_stands_in_the_thread(lab: LabThread) -> None:
    with Guest(lab, echo) as guest:
        assert lab.wait_bot()
        seen = lab.send("message.im", text="what about GOV.UK & co", wait=0)
    event, (message,) = guest.heard[-1]["event"], seen["final_messages"]
    assert event["text"] == message["text"] == "what about <http://GOV.UK|GOV.UK> &amp; co"
    assert message["thread_ts"] == event["ts"]
    assert (seen["ack"]["status"], seen["answers"], seen["violations"], seen["other_calls"]) == (200, 1, [], [])
    assert [m["user"] for m in lab.messages(event["channel"])] == [ALICE, BOT_USER]


@pytest.mark.parametrize("text", ["a &amp; b", "<https://gov.uk|gov.uk>", "<@U1> hello", "plain"])
def test_text_in_slacks_form_stays_as_it_is(text: str) -> None:
    assert as_slack_sends(as_slack_sends(text)) == as_slack_sends(text) == text


@pytest.mark.parametrize(("status", "attempts"), [(200, [None]), (500, [None, "1", "2", "3"])])
def test_slack_tries_again_until_an_event_is_taken(lab: LabThread, status: int, attempts: list[str | None]) -> None:
    with Guest(lab, echo, status) as guest:
        seen = lab.send("message.im", retries="slack", retry_scale=0.0001, wait=0)
    assert [number for number, _ in guest.retries] == attempts
    assert {reason for number, reason in guest.retries if number} <= {"http_error"}
    assert seen["answers"] == len(attempts)
    assert len({said["event_id"] for said in guest.heard}) == 1


def test_a_repeated_event_keeps_its_id_with_retry_headers_or_without(lab: LabThread) -> None:
    with Guest(lab, silent) as guest:
        lab.send("message.im", repeat=1, wait=0)
        lab.send("message.im", repeat=1, retry_headers=False, wait=0)
    assert sorted(str(number) for number, _ in guest.retries) == ["1", "None", "None", "None"]
    assert len({said["event_id"] for said in guest.heard}) == 2


def test_a_late_acknowledgement_is_given_up(lab: LabThread) -> None:
    with Guest(lab, silent, slow=0.3) as guest:
        seen = lab.send("message.im", timeout=0.05, wait=0)
    assert (seen["ack"]["error"], seen["ack"]["status"], len(guest.heard)) == ("timeout", None, 1)


def test_one_post_comes_as_mention_and_as_message(lab: LabThread) -> None:
    with Guest(lab, silent) as guest:
        lab.send("app_mention", text="hello", also_message=True, wait=0)
    assert {said["event"]["type"] for said in guest.heard} == {"app_mention", "message"}
    assert len({said["event"]["ts"] for said in guest.heard}) == 1


def test_reading_is_a_sign_of_life_and_no_answer(lab: LabThread) -> None:
    def read(web: WebClient, said: Said) -> None:
        web.conversations_replies(channel=said["event"]["channel"], ts=said["event"]["ts"])

    with Guest(lab, read):
        seen = lab.send("app_mention", wait=0)
    assert (len(seen["calls"]), seen["answers"], seen["first_answer_ms"]) == (1, 0, None)
    assert seen["first_sign_ms"] > 0


def test_an_app_proves_that_it_is_there(lab: LabThread) -> None:
    with Guest(lab, silent):
        assert lab.send("url_verification", wait=0)["challenge_ok"]
    lab.point_at(None)
    assert lab.send("message.im", mode="http", wait=0)["ack"]["error"] == "connection: the bot has no address: set bot_url"


@pytest.mark.parametrize(
    ("error", "reason"), [("timeout", "http_timeout"), ("connection: lost", "connection_failed"), (None, "http_error")]
)
def test_slack_says_why_it_tries_again(error: str | None, reason: str) -> None:
    assert Attempt("http", error=error).reason == reason


def test_what_is_on_its_way_ends_with_the_stand_in() -> None:
    with ExitStack() as stack, socket.create_server(("127.0.0.1", 0)) as door:
        with LabThread(self_events=True, bot_url=f"http://127.0.0.1:{door.getsockname()[1]}") as lab:
            client(lab).chat_postMessage(channel=GENERAL, text="hello")
            stream = stack.enter_context(stack.enter_context(door.accept()[0]).makefile("rb"))
            assert stream.readline() == b"POST / HTTP/1.1\r\n"
        assert b"hello" in stream.read()


def test_the_app_hears_its_own_posts_if_asked_to() -> None:
    heard: Queue[str | None] = Queue()

    def listen(web: WebClient, said: Said) -> None:
        heard.put(said["event"].get("bot_id"))
        echo(web, said)

    with LabThread(self_events=True) as lab, Guest(lab, listen):
        lab.send("message.im", text="hello", wait=0)
        assert [heard.get(timeout=10) for _ in range(2)] == [None, BOT_ID]


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("message.channel", {"channel_type": "channel"}),
        ("message.group", {"channel_type": "group"}),
        ("message.mpim", {"channel_type": "mpim"}),
        ("message.bot", {"subtype": "bot_message"}),
        ("message.self", {"bot_id": BOT_ID}),
        ("message.changed", {"subtype": "message_changed", "hidden": True}),
        ("message.deleted", {"subtype": "message_deleted", "hidden": True}),
        ("message.join", {"subtype": "channel_join", "hidden": False}),
        ("app_home_opened", {"tab": "home"}),
        ("assistant_thread_started", {"type": "assistant_thread_started"}),
        ("app_uninstalled", {"type": "app_uninstalled"}),
        ("tokens_revoked", {"type": "tokens_revoked"}),
    ],
)
def test_events_come_in_slacks_shapes(lab: LabThread, kind: str, shape: dict[str, Any]) -> None:
    with Guest(lab, silent) as guest:
        lab.send(kind, wait=0)
    (said,) = guest.heard
    assert (said["type"], said["team_id"]) == ("event_callback", TEAM)
    assert said["event"].items() >= shape.items()


def test_what_is_not_known_is_not_sent(lab: LabThread) -> None:
    for options in ({"kind": "message.pigeon"}, {"kind": "message.im", "signature": "blue"}):
        with pytest.raises(ValueError, match="unknown"):
            lab.send(**options)
    with pytest.raises(ValueError, match="only talks to this machine"):
        lab.point_at("https://example.com")


# Commands, clicks and views


def answer_in_person(web: WebClient, said: Said) -> Any:
    """Opens a modal on a click, publishes a Home, and answers a command and a submitted question."""
    if "command" in said:
        WebhookClient(said["response_url"]).send(text="answer", blocks=BUTTONS)
    elif said["type"] == "block_actions":
        web.views_open(trigger_id=said["trigger_id"], view=MODAL)
    elif said["type"] == "view_submission":
        words = said["view"]["state"]["values"]["q"]["words"]["value"]
        return {"response_action": "errors", "errors": {"q": "Write a question"}} if not words else None
    elif said["type"] == "event_callback":
        web.views_publish(user_id=said["event"]["user"], view=HOME)
    return None


def test_a_command_is_answered_to_one_person_also_where_the_app_is_no_member(lab: LabThread) -> None:
    with Guest(lab, answer_in_person):
        seen = lab.send("slash", command="/defra", text="what?", channel="C0NOBOT003", wait=0)
    (message,) = lab.messages("C0NOBOT003")
    assert (message["to"], message["text"], seen["answers"]) == (ALICE, "answer", 1)


def test_a_click_opens_a_modal_that_stays_until_it_is_filled_in(lab: LabThread) -> None:
    with Guest(lab, answer_in_person):
        lab.send("slash", command="/defra", wait=0)
        assert lab.send("block_actions", action_id="go", wait=0)["answers"] == 1
        refused = lab.send("view_submission", callback_id="ask", wait=0)
        still = [view["open"] for view in lab.views(ALICE)]
        lab.send("view_submission", callback_id="ask", set={"q.words": "What?"}, wait=0)
    assert refused["ack_answer"]["response_action"] == "errors"
    assert (still, [view["open"] for view in lab.views(ALICE)]) == ([True], [False])


def test_a_home_is_published_and_comes_with_the_next_visit(lab: LabThread) -> None:
    with Guest(lab, answer_in_person) as guest:
        assert lab.send("app_home_opened", wait=0)["answers"] == 1
        lab.send("app_home_opened", wait=0)
    assert ["view" in said["event"] for said in guest.heard] == [False, True]
    assert [view["type"] for view in lab.views(ALICE)] == ["home"]


@pytest.mark.parametrize(
    ("kind", "field"), [("shortcut", "trigger_id"), ("message_action", "message"), ("view_closed", "is_cleared")]
)
def test_people_act_without_the_app_having_posted_anything(lab: LabThread, kind: str, field: str) -> None:
    with Guest(lab, silent) as guest:
        lab.send(kind, callback_id="find", wait=0)
    assert guest.heard[0]["type"] == kind
    assert field in guest.heard[0]


def test_a_trigger_opens_one_modal_within_three_seconds() -> None:
    triggers = Triggers(Ids())
    spent, old = triggers.new(ALICE), triggers.new(ALICE)
    triggers.spend({"trigger_id": spent})
    triggers[old]["born"] -= LIFETIME + 1
    for trigger, error in ((spent, "exchanged_trigger_id"), (old, "expired_trigger_id"), ("", "invalid_trigger_id")):
        with pytest.raises(ApiError, match=error):
            triggers.spend({"trigger_id": trigger})


def test_a_response_address_takes_five_answers_within_half_an_hour() -> None:
    hooks = Hooks(lambda: "http://127.0.0.1")
    (worn, _), (old, _) = hooks.new(ALICE, GENERAL), hooks.new(ALICE, GENERAL)
    assert [hooks.use(worn)["uses"] for _ in range(USES)] == [1, 2, 3, 4, 5]
    hooks[old]["born"] -= HALF_AN_HOUR + 1
    for hook, error in ((worn, "used_url"), (old, "expired_url"), ("none", "invalid_url")):
        with pytest.raises(ApiError, match=error):
            hooks.use(hook)
