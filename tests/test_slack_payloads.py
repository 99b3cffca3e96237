"""What the stand-in sends, what people choose in it, and what it makes of an acknowledgement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.slack import BOT_USER
from tests.slack.acknowledgement import settle
from tests.slack.identity import ALICE
from tests.slack.payloads.delivery import Delivery
from tests.slack.payloads.details import Details
from tests.slack.payloads.interactions import view_submission
from tests.slack.payloads.maker import Maker
from tests.slack.payloads.state import chosen, state
from tests.slack.shapes import Payload
from tests.slack.workspace import Workspace

GENERAL = "C0GENERAL1"
WORDS = {"type": "plain_text", "text": "Words"}
OPTIONS = [{"text": WORDS, "value": "w"}, {"text": {"type": "plain_text", "text": "Other"}, "value": "o"}]
RED, BLUE = (
    {"type": "button", "action_id": "go", "value": value, "text": WORDS, "style": "primary"} for value in ("red", "blue")
)
FEEDBACK = {"type": "feedback_buttons", "action_id": "feedback", "positive_button": {"text": WORDS, "value": "good"}}
ASK = {"type": "input", "block_id": "q", "label": WORDS, "element": {"type": "plain_text_input", "action_id": "words"}}
MODAL = {"type": "modal", "callback_id": "ask", "title": WORDS, "submit": WORDS, "blocks": [ASK]}


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(lambda: "http://127.0.0.1:1")


@pytest.fixture
def maker(workspace: Workspace) -> Maker:
    return Maker(workspace)


def row(*elements: Payload) -> list[Payload]:
    return [{"type": "actions", "block_id": "row", "elements": list(elements)}]


def posted(workspace: Workspace, blocks: list[Payload], channel: str = GENERAL, **more: Any) -> Payload:
    message = {"type": "message", "user": BOT_USER, "ts": workspace.clock.ts(), "text": "text", "blocks": blocks}
    return workspace.messages.put(channel, message | more)


def test_a_post_in_a_thread_names_the_parents_author(workspace: Workspace, maker: Maker) -> None:
    parent = posted(workspace, [])
    event = maker.make("message.channel", thread_ts=parent["ts"], assistant=True, text="hello").payload["event"]
    assert (event["parent_user_id"], event["channel_type"]) == (BOT_USER, "channel")
    assert "action_token" in event["assistant_thread"]
    assert parent["reply_count"] == 1


def test_a_mention_is_written_out_if_it_is_not_there_yet(maker: Maker) -> None:
    texts = ["hello", f"hello <@{BOT_USER}>"]
    said = [maker.make("app_mention", text=text).payload["event"]["text"] for text in texts]
    assert said == [f"<@{BOT_USER}> hello", f"hello <@{BOT_USER}>"]


def test_another_bot_posts_in_a_thread(workspace: Workspace, maker: Maker) -> None:
    parent = posted(workspace, [])
    event = maker.make("message.bot", thread_ts=parent["ts"]).payload["event"]
    assert (event["thread_ts"], event["subtype"], event["user"]) == (parent["ts"], "bot_message", "U0OTHBOT09")


def test_an_edit_and_a_deletion_leave_their_mark_in_the_channel(workspace: Workspace, maker: Maker) -> None:
    post = maker.make("message.channel", text="first").payload["event"]
    edit = maker.make("message.changed", channel=GENERAL, ts=post["ts"], text="second").payload["event"]
    assert (edit["previous_message"]["text"], edit["message"]["text"]) == ("first", "second")
    assert [message["text"] for message in workspace.messages.standing(GENERAL)] == ["second"]
    gone = maker.make("message.deleted", channel=GENERAL, ts=post["ts"]).payload["event"]
    assert (gone["deleted_ts"], workspace.messages.standing(GENERAL)) == (post["ts"], [])


def test_an_unknown_channel_and_person_come_to_be(workspace: Workspace, maker: Maker) -> None:
    event = maker.make("message.channel", channel="C0NEW", user="U0NEW").payload["event"]
    assert (event["channel"], workspace.users["U0NEW"]["team_id"]) == ("C0NEW", "T0LAB00001")
    assert BOT_USER in workspace.channels["C0NEW"]["_members"]


def test_an_assistants_thread_has_a_root(workspace: Workspace, maker: Maker) -> None:
    opened = maker.make("assistant_thread_started").payload["event"]["assistant_thread"]
    moved = maker.make("assistant_thread_context_changed", thread_ts=opened["thread_ts"], context_channel="C0RANDOM02")
    assert workspace.messages[opened["channel_id"]][opened["thread_ts"]]["subtype"] == "assistant_app_thread"
    assert moved.payload["event"]["assistant_thread"]["context"]["channel_id"] == "C0RANDOM02"


@pytest.mark.parametrize(
    ("payload", "keys"),
    [
        ({"type": "pin_added"}, ()),
        ({"type": "message", "channel": GENERAL, "ts": "1.1"}, (("thread", GENERAL, "1.1"), ("chan", GENERAL))),
    ],
)
def test_any_event_can_be_sent_bare_or_whole(maker: Maker, payload: Payload, keys: Any) -> None:
    whole = {"type": "event_callback", "event_id": "Ev1", "event": payload}
    bare, same = maker.make("raw", payload=payload), maker.make("raw", payload=whole)
    assert (bare.payload["event"], bare.keys) == (payload, keys)
    assert (same.payload, same.keys, same.event_id) == (whole, keys, "Ev1")


@pytest.mark.parametrize(("kind", "route"), [("ssl_check", "commands"), ("url_verification", "events")])
def test_slack_looks_whether_the_app_is_there(maker: Maker, kind: str, route: str) -> None:
    sent = maker.make(kind, text="word")
    assert (sent.route, sent.event_id) == (route, None)
    assert sent.payload.get("ssl_check", sent.payload.get("challenge")) in ("1", "word")


def click(maker: Maker, **details: Any) -> Payload:
    return maker.make("block_actions", **details).payload


def test_a_click_finds_the_newest_button_that_was_posted(workspace: Workspace, maker: Maker) -> None:
    old, new = posted(workspace, row(RED, BLUE)), posted(workspace, row(RED), thread_ts="1.1")
    posted(workspace, [{"type": "section", "text": WORDS, "accessory": BLUE}], "C0RANDOM02")
    assert click(maker, action_id="go", channel=GENERAL)["message"]["ts"] == new["ts"]
    assert click(maker, action_id="go", channel=GENERAL)["container"]["thread_ts"] == "1.1"
    assert click(maker, action_id="go", channel=GENERAL, value="blue")["message"]["ts"] == old["ts"]
    assert click(maker, action_id="go", ts=old["ts"], value="blue")["actions"][0]["style"] == "primary"
    assert click(maker, action_id="go")["channel"]["id"] == "C0RANDOM02"


def test_a_click_finds_what_one_person_sees_and_what_is_half_of_an_element(workspace: Workspace, maker: Maker) -> None:
    workspace.messages.whisper(GENERAL, ALICE, {"ts": workspace.clock.ts(), "blocks": row(FEEDBACK)})
    said = click(maker, action_id="feedback", value="good")
    assert (said["container"]["is_ephemeral"], said["actions"][0]["value"], "message" in said) == (True, "good", False)


def test_a_click_in_a_view_carries_its_state(workspace: Workspace, maker: Maker) -> None:
    view = workspace.views.add({**MODAL, "blocks": [*row(RED), ASK]}, ALICE)
    said = click(maker, action_id="go", view_id=view["id"], set={"q.words": "What?"})
    assert said["view"]["state"]["values"]["q"]["words"] == {"type": "plain_text_input", "value": "What?"}
    assert workspace.triggers[said["trigger_id"]]["view"] == view["id"]


def test_a_click_on_what_was_never_posted_comes_all_the_same(workspace: Workspace, maker: Maker) -> None:
    posted(workspace, row(RED))
    said = click(maker, action_id="old", value="8", block_id="b", thread_ts="1.1", channel=GENERAL)
    assert (said["actions"][0]["block_id"], said["actions"][0]["value"], said["message"]["thread_ts"]) == ("b", "8", "1.1")
    assert said["message"]["ts"] in workspace.messages[GENERAL]


def test_a_modal_that_was_never_opened_is_submitted_all_the_same(maker: Maker) -> None:
    said = maker.make("view_submission", callback_id="ask", private_metadata="p", set={"q.words": "What?"}).payload["view"]
    assert (said["callback_id"], said["private_metadata"]) == ("ask", "p")
    assert said["state"]["values"]["q"]["words"]["value"] == "What?"


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [
        ("plain_text_input", 5, {"value": "5"}),
        ("static_select", "w", {"selected_option": OPTIONS[0]}),
        ("static_select", "Other", {"selected_option": OPTIONS[1]}),
        ("radio_buttons", None, {"selected_option": None}),
        ("checkboxes", ["w", "o"], {"selected_options": OPTIONS}),
        ("multi_static_select", None, {"selected_options": []}),
        ("users_select", ALICE, {"selected_user": ALICE}),
        ("multi_channels_select", GENERAL, {"selected_channels": [GENERAL]}),
        ("datepicker", "2027-01-31", {"selected_date": "2027-01-31"}),
        ("datetimepicker", "1700000000", {"selected_date_time": 1700000000}),
        ("timepicker", None, {"selected_time": "09:00"}),
        ("button", None, {"value": "v", "text": None}),
    ],
)
def test_a_choice_has_the_shape_of_its_element(kind: str, value: Any, held: Payload) -> None:
    assert chosen({"type": kind, "options": OPTIONS, "initial_time": "09:00", "value": "v"}, value) == held


def test_what_is_no_option_is_made_one_and_typed_text_is_rich() -> None:
    option = {"text": {"type": "plain_text", "text": "new"}, "value": "new"}
    assert chosen({"type": "external_select"}, "new") == {"selected_option": option}
    rich = chosen({"type": "rich_text_input"}, "<@U1> see <https://gov.uk|this>")["rich_text_value"]
    assert [part["type"] for part in rich["elements"][0]["elements"]] == ["user", "text", "link"]


def test_a_message_has_a_state_too() -> None:
    pick = {"type": "static_select", "options": OPTIONS}
    blocks = [{"type": "section", "block_id": "s", "accessory": pick}, *row(RED)]
    held = {"type": "static_select", "selected_option": OPTIONS[0]}
    assert state(blocks, {"action": "w"}) == {"values": {"s": {"action": held}}}


@pytest.mark.parametrize(
    ("body", "still_open"),
    [
        (None, []),
        ({"response_action": "clear"}, []),
        ({"response_action": "errors", "errors": {"q": "x"}}, ["Words"]),
        ({"response_action": "update", "view": {"title": {"type": "plain_text", "text": "New"}}}, ["New"]),
        ({"response_action": "push", "view": {"title": {"type": "plain_text", "text": "On top"}}}, ["On top", "Words"]),
    ],
)
def test_an_acknowledgement_closes_changes_or_covers_a_modal(workspace: Workspace, body: Any, still_open: list[str]) -> None:
    workspace.views.add(MODAL, ALICE)
    settle(workspace, view_submission(workspace, "view_submission", Details(callback_id="ask")), body)
    assert [view["title"]["text"] for view in workspace.views.open_views()] == still_open


@pytest.mark.parametrize(
    ("body", "seen"),
    [("pong", [("pong", ALICE)]), ({"text": "pong", "response_type": "in_channel"}, [("pong", None)]), (None, [])],
)
def test_a_command_is_answered_in_its_acknowledgement(workspace: Workspace, maker: Maker, body: Any, seen: list[Any]) -> None:
    settle(workspace, maker.make("slash", command="/defra"), body)
    assert [(message["text"], message.get("to")) for message in workspace.messages.standing(GENERAL)] == seen


def test_an_event_over_a_socket_tells_of_its_repetition() -> None:
    event, click = Delivery("message.im", "events", {}), Delivery("block_actions", "interactivity", {})
    assert event.envelope("1", 2, "http_error").items() >= {"retry_attempt": 2, "retry_reason": "http_error"}.items()
    assert event.envelope("1", None, None).items() >= {"retry_attempt": 0, "retry_reason": ""}.items()
    assert click.envelope("1", None, None)["accepts_response_payload"]
