"""The stand-in's Web API: who may do what, what goes wrong when asked to, sockets, and answers counted once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.slack import APP_TOKEN, BOT_ID, BOT_USER, TEAM, LabThread
from tests.slack_guest import Said, client

ALICE, GENERAL, NOWHERE = "U0ALICE001", "C0GENERAL1", "1700000000.000001"
TITLE = {"type": "plain_text", "text": "Title"}
MODAL = {"type": "modal", "title": TITLE, "blocks": []}
HOME = {"type": "home", "blocks": []}


@pytest.fixture
def lab() -> Iterator[LabThread]:
    with LabThread() as lab:
        yield lab


def error(web: WebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        web.api_call(method, json=arguments)
    return str(refused.value.response["error"])


@pytest.mark.parametrize(
    ("method", "arguments", "name"),
    [
        ("chat.postMessage", {"channel": GENERAL}, "no_text"),
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0NOWHERE0", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0SECRET06", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0NOBOT003", "text": "x"}, "not_in_channel"),
        ("chat.postMessage", {"channel": "C0ARCHIVE4", "text": "x"}, "is_archived"),
        ("chat.postMessage", {"channel": "U0OTHBOT09", "text": "x"}, "cannot_dm_bot"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "thread_ts": "yesterday"}, "invalid_thread_ts"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "blocks": [{"type": "heading"}]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ("chat.postEphemeral", {"channel": GENERAL, "text": "x", "user": "U0STRNGR08"}, "user_not_in_channel"),
        ("chat.postEphemeral", {"channel": GENERAL, "text": "x", "user": "U0NOBODY00"}, "user_not_found"),
        ("chat.update", {"channel": GENERAL, "ts": NOWHERE, "text": "x"}, "message_not_found"),
        ("conversations.join", {"channel": "C0ARCHIVE4"}, "is_archived"),
        ("conversations.join", {"channel": "C0PRIVATE5"}, "method_not_supported_for_channel_type"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U0NOBODY00"}, "user_not_found"),
        ("conversations.open", {"users": "U0OTHBOT09"}, "cannot_dm_bot"),
        ("conversations.replies", {"channel": GENERAL, "ts": NOWHERE}, "thread_not_found"),
        ("conversations.history", {"channel": GENERAL, "limit": "many"}, "fatal_error"),
        ("chat.postMessage", {"channel": GENERAL, "text": "x", "blocks": "[{"}, "invalid_blocks"),
        ("views.open", {"trigger_id": "x"}, "invalid_arguments"),
        ("views.open", {"trigger_id": "x", "view": MODAL}, "invalid_trigger_id"),
        ("views.open", {"trigger_id": "x", "view": HOME}, "invalid_arguments"),
        ("views.update", {"view_id": "x", "view": MODAL}, "not_found"),
        ("assistant.threads.setStatus", {"channel_id": GENERAL, "status": "x"}, "invalid_thread_ts"),
        ("apps.connections.open", {}, "not_allowed_token_type"),
        ("chat.teleport", {}, "unknown_method"),
    ],
)
def test_a_call_is_refused_with_slacks_word_for_it(lab: LabThread, method: str, arguments: Said, name: str) -> None:
    assert error(client(lab), method, **arguments) == name
    assert lab.report()["errors"] == {f"{method}:{name}": 1}


@pytest.mark.parametrize(
    ("token", "name"), [("", "not_authed"), ("xoxb-other", "invalid_auth"), (APP_TOKEN, "not_allowed_token_type")]
)
def test_a_wrong_token_is_refused(lab: LabThread, token: str, name: str) -> None:
    assert error(client(lab, token), "chat.postMessage", channel=GENERAL, text="x") == name


def test_a_missing_scope_is_named_and_an_unused_one_reported() -> None:
    with LabThread(scopes=["chat:write", "channels:history"]) as lab:
        web = client(lab)
        web.chat_postMessage(channel=GENERAL, text="x")
        assert error(web, "users.info", user=ALICE) == error(web, "conversations.info", channel=GENERAL) == "missing_scope"
        report = lab.report()
    assert (report["scopes_used"], report["scopes_granted_not_used"]) == (["chat:write"], ["channels:history"])


def test_settings_widen_what_is_taken() -> None:
    with LabThread(allow_unknown=True, any_token=True, strict=False, scopes=["chat:write", "chat:write.public"]) as lab:
        web = client(lab, "xoxb-any")
        assert web.api_call("chat.teleport")["ok"]
        assert web.chat_postMessage(channel="C0NOBOT003", text="x", blocks=[{"type": "heading"}])["ok"]
        assert lab.report()["violation_counts"] == {"error:unknown_block_type": 1}


def test_who_is_who(lab: LabThread) -> None:
    web = client(lab)
    assert web.auth_test()["bot_id"] == web.bots_info()["bot"]["id"] == BOT_ID
    assert web.team_info()["team"]["id"] == TEAM
    people = {uid: web.users_info(user=uid)["user"] for uid in (ALICE, "U0GUEST006", "U0GONE0007", "U0STRNGR08", BOT_USER)}
    marks = ("is_restricted", "deleted", "is_stranger", "is_bot")
    assert [[mark for mark in marks if user.get(mark)] for user in people.values()] == [[], *([mark] for mark in marks)]
    assert client(lab, "xoxp-lab-alice").auth_test()["user_id"] == ALICE


def test_conversations_are_listed_joined_and_opened(lab: LabThread) -> None:
    web = client(lab)
    first = web.conversations_list(limit=3, exclude_archived=True)
    rest = web.conversations_list(limit=3, exclude_archived=True, cursor=first["response_metadata"]["next_cursor"])
    names = [channel["name"] for channel in (*first["channels"], *rest["channels"])]
    assert names == ["general", "random", "no-bot", "shared"]
    assert web.conversations_join(channel="C0NOBOT003")["channel"]["is_member"]
    assert BOT_USER in web.conversations_members(channel="C0NOBOT003")["members"]
    assert web.conversations_open(users=ALICE, return_im=True)["channel"]["user"] == ALICE
    group = web.conversations_open(users=[ALICE, "U0BRUNO002"])["channel"]["id"]
    assert web.conversations_open(channel=group)["already_open"]
    assert web.conversations_info(channel=group)["channel"]["is_mpim"]
    mine = {channel["name"] for channel in web.users_conversations(types="private_channel")["channels"]}
    assert mine == {"private"}


def test_messages_are_changed_linked_and_deleted_by_their_author_alone(lab: LabThread) -> None:
    web, alice = client(lab), client(lab, "xoxp-lab-alice")
    ts = web.chat_postMessage(channel="#general", text="first")["ts"]
    assert web.chat_update(channel=GENERAL, ts=ts, text="second")["message"]["edited"]["user"] == BOT_USER
    assert error(web, "chat.update", channel=GENERAL, ts=ts) == "no_text"
    assert error(alice, "chat.update", channel=GENERAL, ts=ts, text="mine") == "cant_update_message"
    assert error(alice, "chat.delete", channel=GENERAL, ts=ts) == "cant_delete_message"
    assert web.chat_getPermalink(channel=GENERAL, message_ts=ts)["permalink"].endswith("/p" + ts.replace(".", ""))
    assert [message["text"] for message in lab.messages(GENERAL)] == ["second"]
    web.chat_delete(channel=GENERAL, ts=ts)
    assert lab.messages(GENERAL) == []


def test_a_post_has_the_looks_and_the_blocks_that_it_was_given(lab: LabThread) -> None:
    web, alice = client(lab), client(lab, "xoxp-lab-alice")
    plain = alice.chat_postMessage(channel=GENERAL, text="hello")["message"]
    marked = web.chat_postMessage(channel=GENERAL, markdown_text="**hello**", username="Clerk", thread_ts=plain["ts"])["message"]
    web.api_call("chat.postMessage", json={"channel": GENERAL, "attachments": [{"text": "hello"}], "thread_ts": marked["ts"]})
    assert ("bot_id" in plain, marked["username"], marked["blocks"][0]["type"]) == (False, "Clerk", "markdown")
    ts = marked["ts"]
    changed = web.api_call(
        "chat.update", json={"channel": GENERAL, "ts": ts, "metadata": {"event_type": "e", "event_payload": {}}}
    )
    emptied = web.api_call("chat.update", json={"channel": GENERAL, "ts": ts, "blocks": []})
    assert (changed["message"]["blocks"], "edited" in changed["message"], emptied["message"]["blocks"]) == (
        marked["blocks"],
        False,
        [],
    )
    assert set(lab.report()["violation_counts"]) == {"warn:thread_ts_of_a_reply", "warn:missing_text_fallback"}


def test_metadata_comes_whole_only_if_asked_for(lab: LabThread) -> None:
    web, mark = client(lab), {"event_type": "digest", "event_payload": {"delivery": "1"}}
    root = web.chat_postMessage(channel=GENERAL, text="root", metadata=mark)["ts"]
    web.chat_postMessage(channel=GENERAL, text="reply", thread_ts=root)
    web.chat_postMessage(channel=GENERAL, text="for all", thread_ts=root, reply_broadcast=True)
    bare, whole = (web.conversations_history(channel=GENERAL, include_all_metadata=b)["messages"] for b in (False, True))
    assert [message["text"] for message in whole] == ["for all", "root"]
    assert (bare[1]["metadata"], whole[1]["metadata"]) == ({"event_type": "digest"}, mark)
    thread = web.conversations_replies(channel=GENERAL, ts=root, oldest=whole[0]["ts"], inclusive=True)["messages"]
    assert [message["text"] for message in thread] == ["root", "for all"]
    assert thread[0]["reply_count"] == 2


def test_a_history_can_be_kept_short() -> None:
    with LabThread(history_cap=1) as lab:
        web = client(lab)
        for text in ("first", "second"):
            web.chat_postMessage(channel=GENERAL, text=text)
        page = web.conversations_history(channel=GENERAL, limit=100)
    assert ([message["text"] for message in page["messages"]], page["has_more"]) == (["second"], True)


def test_an_assistants_status_stays_until_it_answers(lab: LabThread) -> None:
    web = client(lab)
    for text in ("thinking", "searching"):
        web.assistant_threads_setStatus(channel_id=GENERAL, thread_ts=NOWHERE, status=text)
    web.assistant_threads_setSuggestedPrompts(channel_id=GENERAL, thread_ts=NOWHERE, prompts=[{"title": "a", "message": "b"}])
    assert lab.report()["status_still_set"] == [f"{GENERAL}/{NOWHERE}: searching"]
    web.assistant_threads_setStatus(channel_id=GENERAL, thread_ts="1700000000.000002", status="thinking")
    web.assistant_threads_setStatus(channel_id=GENERAL, thread_ts="1700000000.000002", status="")
    web.chat_postMessage(channel=GENERAL, thread_ts=NOWHERE, text="done")
    report = lab.report()
    assert (report["status_still_set"], report["violation_counts"]) == ([], {"warn:thread_unknown": 1})


def test_a_view_has_one_hash_and_one_name(lab: LabThread) -> None:
    web = client(lab)
    trigger, other = (lab.lab.workspace.triggers.new(ALICE) for _ in range(2))
    view = web.views_open(trigger_id=trigger, view={**MODAL, "external_id": "one"})["view"]
    assert error(web, "views.open", trigger_id=other, view={**MODAL, "external_id": "one"}) == "duplicate_external_id"
    new = web.views_update(external_id="one", hash=view["hash"], view=MODAL)["view"]
    assert error(web, "views.update", view_id=new["id"], hash=view["hash"], view=MODAL) == "hash_conflict"
    clicks = [lab.lab.workspace.triggers.new(ALICE, view["id"]) for _ in range(3)]
    for click in clicks[:2]:
        web.views_push(trigger_id=click, view=MODAL)
    assert error(web, "views.push", trigger_id=clicks[2], view=MODAL) == "push_limit_reached"
    assert error(web, "views.push", trigger_id=other, view=MODAL) == "exchanged_trigger_id"
    nowhere = lab.lab.workspace.triggers.new(ALICE)
    assert error(web, "views.push", trigger_id=nowhere, view=MODAL) == "not_found"


def test_a_response_address_replaces_adds_and_deletes(lab: LabThread) -> None:
    web = client(lab)
    ts = web.chat_postEphemeral(channel=GENERAL, user=ALICE, text="for you")["message_ts"]
    hook = WebhookClient(lab.lab.workspace.hooks.new(ALICE, GENERAL, ts)[1])
    hook.send(text="changed", replace_original=True)
    assert [(message["text"], message["to"]) for message in lab.messages(GENERAL)] == [("changed", ALICE)]
    hook.send_dict({"text": "shared", "response_type": "in_channel", "thread_ts": NOWHERE})
    hook.send(delete_original=True)
    assert [(message["text"], message.get("to")) for message in lab.messages(GENERAL)] == [("shared", None)]
    for blocks, name in (([{"type": "heading"}], "invalid_blocks"), (None, "no_text")):
        refused = hook.send(blocks=blocks)
        assert (refused.status_code, json.loads(refused.body)["error"]) == (404, name)
