"""The stand-in refuses what Slack refuses, and warns of what a person would mind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.slack import lint_message, lint_view
from tests.slack.block_kit.lint import lint_ack, lint_call

DIVIDER = {"type": "divider"}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn("text"), **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"text": plain("one"), "value": str(n), **more} for n in range(count)]


def select(kind: str = "static_select", **more: Any) -> dict[str, Any]:
    return {"type": kind, **more}


def asked(element: Any, **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def table(rows: int, columns: int = 1, text: str = "x") -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def codes(found: list[dict[str, Any]], level: str = "error") -> set[str]:
    return {finding["code"] for finding in found if finding["level"] == level}


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ({}, "bad_block"),
        ({"type": "heading"}, "unknown_block_type"),
        ({"type": "section"}, "section_empty"),
        (section(text="text"), "missing_text_object"),
        (section(text={"type": "markdown", "text": "x"}), "bad_text_type"),
        (section(text=mrkdwn("")), "too_short"),
        (section(text=mrkdwn("x" * 3001)), "section_text_too_long"),
        (section(text={**mrkdwn("x"), "emoji": True}), "emoji_in_mrkdwn"),
        (section(text=mrkdwn(None)), "not_a_string"),  # type: ignore[arg-type]
        (section(fields=[mrkdwn("x")] * 11), "too_many_fields"),
        (section(fields=[mrkdwn("x" * 2001)]), "field_text_too_long"),
        (section(fields=[]), "too_few_items"),
        (section(fields="x"), "not_an_array"),
        (section(block_id="x" * 256), "id_too_long"),
        (section(accessory={"type": "plain_text_input"}), "element_not_allowed"),
        (section(accessory=None), "bad_element"),
        ({"type": "header", "text": plain("x" * 151)}, "header_too_long"),
        ({"type": "header", "text": mrkdwn("x")}, "plain_text_required"),
        ({"type": "context", "elements": [mrkdwn("x")] * 11}, "too_many_context_elements"),
        ({"type": "context", "elements": [{"type": "image", "alt_text": "x"}]}, "image_source"),
        ({"type": "image", "image_url": "x" * 3001, "alt_text": "x"}, "url_too_long"),
        ({"type": "image", "image_url": "x", "alt_text": "x" * 2001}, "alt_text_too_long"),
        ({"type": "image", "image_url": "x", "alt_text": "x", "title": plain("x" * 2001)}, "title_too_long"),
        (asked(select(), hint=plain("x" * 2001)), "hint_too_long"),
        ({"type": "markdown", "text": "x" * 12001}, "markdown_too_long"),
        (table(101), "too_many_rows"),
        (table(1, 21), "too_many_columns"),
        (table(50, 2, "x" * 101), "tables_too_long"),
        ({**table(1), "column_settings": [{}] * 21}, "too_many_columns"),
        ({"type": "table", "rows": [[{"type": "button"}]]}, "bad_cell"),
        ({"type": "table", "rows": [["text"]]}, "bad_cell"),
        ({"type": "data_table", "rows": [[{"type": "rich_text", "elements": [{"text": "x" * 10001}]}]]}, "tables_too_long"),
        ({"type": "rich_text", "elements": [{"type": "text"}]}, "bad_rich_text"),
        ({"type": "video", "title": plain("x"), "author_name": "x" * 50}, "author_name_too_long"),
        ({"type": "task_card", "status": "done"}, "bad_status"),
        ({"type": "plan", "tasks": [{"task_id": "1"}]}, "missing_field"),
        ({"type": "card", "title": plain("x" * 151), "actions": [button()] * 4}, "card_title_too_long"),
        ({"type": "carousel", "elements": [{}] * 11}, "too_many_cards"),
    ],
)
def test_a_block_that_slack_refuses_is_refused(block: dict[str, Any], code: str) -> None:
    assert code in codes(lint_message({"text": "text", "blocks": [block]}))


@pytest.mark.parametrize(
    ("block", "code"),
    [
        (actions(*[button()] * 26), "too_many_action_elements"),
        (actions(button(action_id="a"), button(action_id="a")), "duplicate_action_id"),
        (actions(button(text=plain("x" * 76))), "button_text_too_long"),
        (actions(button(value="x" * 2001)), "button_value_too_long"),
        (actions(button(style="green")), "bad_style"),
        (actions(button(confirm="sure?")), "bad_confirm"),
        (actions(button(confirm={"title": plain("x" * 101), "text": mrkdwn("x")})), "confirm_title_too_long"),
        (actions(select(placeholder=plain("x" * 151), options=options(1))), "placeholder_too_long"),
        (actions(select(options=options(101))), "too_many_options"),
        (actions(select()), "options_or_groups"),
        (actions(select(option_groups=[{"label": plain("x" * 76), "options": options(1)}])), "label_too_long"),
        (actions(select(options=options(1), initial_option={})), "initial_option_unknown"),
        (actions(select(options=["one"])), "bad_option"),
        (actions(select(options=options(1, text=plain("x" * 76)))), "option_text_too_long"),
        (actions(select(options=options(1, value="x" * 151))), "option_value_too_long"),
        (actions(select(options=options(1, description=plain("x" * 76)))), "option_description_too_long"),
        (actions(select("overflow", options=options(6))), "too_many_options"),
        (actions(select("checkboxes", options=options(11))), "too_many_options"),
        (actions(select("datepicker", initial_date="1 May")), "bad_date"),
        (actions(select("timepicker", initial_time="9am")), "bad_time"),
        (asked(select("plain_text_input", max_length=3001)), "bad_max_length"),
        (asked(select("number_input")), "missing_field"),
        (section(accessory=select("image", alt_text="x")), "image_source"),
        ({"type": "context_actions", "elements": [button()]}, "element_not_allowed"),
        ({"type": "context_actions", "elements": [{"type": "icon_button", "text": plain("x"), "icon": "star"}]}, "bad_icon"),
        ({"type": "context_actions", "elements": [{"type": "feedback_buttons"}]}, "missing_text_object"),
    ],
)
def test_an_element_that_slack_refuses_is_refused(block: dict[str, Any], code: str) -> None:
    assert code in codes(lint_message({"text": "text", "blocks": [block]}))


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": "x", "blocks": [DIVIDER] * 51}, "too_many_blocks"),
        ({"text": "x", "blocks": [section(block_id="a"), section(block_id="a")]}, "duplicate_block_id"),
        ({"text": "x", "blocks": [table(1), table(1)]}, "only_one_table_allowed"),
        ({"text": "x", "blocks": [{"type": "markdown", "text": "x" * 7000}] * 2}, "markdown_too_long"),
        ({"text": "x", "blocks": "[{"}, "not_json"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "attachments": [{"blocks": [{}]}]}, "bad_block"),
        ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"markdown_text": "x" * 12001}, "markdown_too_long"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ],
)
def test_a_message_that_slack_refuses_is_refused(message: dict[str, Any], code: str) -> None:
    assert code in codes(lint_message(message))


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"blocks": [section()]}, "missing_text_fallback"),
        ({"text": "**bold**"}, "markdown_in_mrkdwn"),
        ({"text": "[a link](https://example.com)"}, "markdown_in_mrkdwn"),
        ({"text": "a < b"}, "unescaped_lt"),
        ({"text": "<!channel> hello"}, "mass_mention"),
        ({"text": "@here hello", "link_names": "true"}, "mass_mention"),
        ({"text": "x" * 4001}, "text_long"),
        ({"text": "x" * 40001}, "text_truncated"),
        ({"text": "x", "blocks": [section(text=mrkdwn("x" * 2900))] * 5}, "blocks_text_heavy"),
        ({"text": "x", "blocks": [{"type": "table", "rows": [*table(1)["rows"], *table(1, 2)["rows"]]}]}, "uneven_rows"),
    ],
)
def test_what_a_person_would_mind_is_warned_of_and_taken(message: dict[str, Any], code: str) -> None:
    found = lint_message(message)
    assert code in codes(found, "warn")
    assert not codes(found)


@pytest.mark.parametrize(
    ("view", "code"),
    [
        ("view", "bad_view"),
        ({"type": "message"}, "bad_view_type"),
        ({"title": plain("x" * 25)}, "modal_title_too_long"),
        ({"submit": plain("x" * 25)}, "modal_submit_too_long"),
        ({"blocks": [asked(select())]}, "submit_required"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "block_not_allowed"),
        ({"blocks": [DIVIDER] * 101}, "too_many_blocks"),
        ({"private_metadata": "x" * 3001}, "private_metadata_too_long"),
        ({"callback_id": "x" * 256}, "id_too_long"),
        ({"blocks": [section(text=mrkdwn("x" * 3000))] * 90}, "view_too_large"),
    ],
)
def test_a_view_that_slack_refuses_is_refused(view: Any, code: str) -> None:
    modal = {"type": "modal", "title": plain("Title"), "blocks": [DIVIDER], **view} if isinstance(view, dict) else view
    assert code in codes(lint_view(modal))


def test_a_home_is_no_modal() -> None:
    home = {"type": "home", "blocks": [DIVIDER]}
    assert lint_view(home) == lint_call("views.publish", {"view": home}) == []
    assert codes(lint_call("views.open", {"view": home})) == {"bad_view_type"}


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("assistant.threads.setSuggestedPrompts", {"prompts": [{"title": "x", "message": "x"}] * 5}, "too_many_prompts"),
        ("assistant.threads.setSuggestedPrompts", {"prompts": [{"title": "x"}]}, "bad_prompt"),
        ("assistant.threads.setStatus", {"loading_messages": ["x"] * 11}, "too_many_loading_messages"),
    ],
)
def test_calls_have_limits_of_their_own(method: str, arguments: dict[str, Any], code: str) -> None:
    assert codes(lint_call(method, arguments)) == {code}


def test_an_update_that_empties_a_message_is_warned_of() -> None:
    assert codes(lint_call("chat.update", {"blocks": []}), "warn") == {"missing_text_fallback"}
    assert lint_call("users.info", {"user": "x"}) == lint_call("assistant.threads.setStatus", {"status": "x"}) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"response_action": "close"}, "bad_response_action"),
        ({"response_action": "errors", "errors": {"other": "x"}}, "unknown_error_block"),
        ({"response_action": "update", "view": {"type": "home"}}, "bad_view_type"),
        ({"text": "x", "blocks": [{}]}, "bad_block"),
    ],
)
def test_an_acknowledgement_that_slack_refuses_is_noticed(body: dict[str, Any], code: str) -> None:
    assert codes(lint_ack(body, {"blocks": [{"type": "input", "block_id": "question"}]})) == {code}


@pytest.mark.parametrize("body", ["ok", {}, {"response_action": "clear"}, {"response_action": "errors", "errors": {"x": "no"}}])
def test_an_acknowledgement_that_slack_takes_is_taken(body: Any) -> None:
    assert lint_ack(body) == []


@pytest.mark.parametrize(
    "block",
    [
        {"type": "context", "elements": [mrkdwn("text"), {"type": "image", "image_url": "x", "alt_text": "x"}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        {"type": "video", "title": plain("x"), "alt_text": "x", "thumbnail_url": "x", "video_url": "x"},
        {"type": "task_card", "task_id": "1", "title": "x", "status": "complete"},
        {"type": "card", "title": plain("x")},
        {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"},
        {"type": "table", "rows": [[{"type": "rich_text", "elements": ["x"]}]]},
        actions(button(confirm={"title": plain("x"), "text": mrkdwn("x"), "deny": plain("No")}, url="x", style="danger")),
        actions(select(option_groups=[{"label": plain("x"), "options": options(2)}], initial_option=options(1)[0])),
        actions(select("datepicker", initial_date="2027-01-31"), select("timepicker", initial_time="09:30")),
        {"type": "context_actions", "elements": [{"type": "icon_button", "text": plain("x"), "icon": "trash"}]},
        asked(select("plain_text_input", min_length=1, max_length=3000)),
        actions(select("users_select")),
        asked(select("number_input", is_decimal_allowed=False)),
    ],
)
def test_a_block_that_keeps_the_limits_is_taken(block: dict[str, Any]) -> None:
    assert lint_message({"text": "text", "blocks": [block]}) == []


@given(st.integers(1, 3000), st.integers(1, 50))
def test_what_keeps_the_limits_is_taken(length: int, count: int) -> None:
    blocks = [section(text=plain("x" * length), block_id=str(n)) for n in range(count)]
    assert not codes(lint_message({"text": "text", "blocks": blocks}))
