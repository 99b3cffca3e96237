"""Block elements: buttons, selects, inputs and pickers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.slack.block_kit.findings import Findings
from tests.slack.block_kit.text import check_text
from tests.slack.shapes import Payload

SELECTS = frozenset({"static_select", "external_select", "users_select", "conversations_select", "channels_select"})
MULTIS = frozenset("multi_" + s for s in SELECTS)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
CHOICES = frozenset({"checkboxes", "radio_buttons"})
TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
INPUTS = SELECTS | MULTIS | PICKERS | CHOICES | TYPED | {"rich_text_input", "file_input"}
ACTIONS = SELECTS | MULTIS | PICKERS | CHOICES | {"button", "overflow", "workflow_button", "rich_text_input"}
ACCESSORIES = SELECTS | MULTIS | CHOICES | {"datepicker", "timepicker", "button", "overflow", "workflow_button", "image"}


def check_element(found: Findings, e: Any, path: str, allowed: frozenset[str], seen: set[str]) -> None:
    """One element that must be of an allowed type; `seen` are the action_ids of its block so far."""
    if not isinstance(e, dict) or "type" not in e:
        found.err("bad_element", path, "element without a type")
        return
    if e["type"] not in allowed:
        found.err("element_not_allowed", path + "/type", f"{e['type']!r} is not allowed here")
    _action_id(found, e.get("action_id"), path + "/action_id", seen)
    if "confirm" in e:
        _confirm(found, e["confirm"], path + "/confirm")
    if "placeholder" in e:
        check_text(found, e["placeholder"], path + "/placeholder", 150, plain=True, code="placeholder_too_long")
    if rule := RULES.get(e["type"]):
        rule(found, e, path)


def check_image(found: Findings, b: Payload, path: str) -> None:
    """An image, as element or block: described, and with one source."""
    found.length(b.get("alt_text"), path + "/alt_text", 2000, "alt_text_too_long")
    if ("image_url" in b) == ("slack_file" in b):
        found.err("image_source", path, "exactly one of image_url and slack_file is required")
    if "image_url" in b:
        found.length(b["image_url"], path + "/image_url", 3000, "url_too_long")


def all_options(e: Payload) -> list[Payload]:
    """The options of a select, grouped or not."""
    return [*(e.get("options") or []), *(o for g in e.get("option_groups") or [] for o in g.get("options") or [])]


def _action_id(found: Findings, action: Any, path: str, seen: set[str]) -> None:
    found.ident(action, path)
    if action in seen:
        found.err("duplicate_action_id", path, f"action_id {action!r} is used twice in this block")
    if action is not None:
        seen.add(action)


def _confirm(found: Findings, c: Any, path: str) -> None:
    if not isinstance(c, dict):
        found.err("bad_confirm", path, "must be an object")
        return
    for name, limit in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if name in c or name in ("title", "text"):
            check_text(found, c.get(name), f"{path}/{name}", limit, plain=name != "text", code=f"confirm_{name}_too_long")


def _options(found: Findings, items: Any, path: str, limit: int) -> None:
    for i, o in enumerate(found.count(items, path, limit, "too_many_options", 1)):
        at = f"{path}/{i}"
        if not isinstance(o, dict):
            found.err("bad_option", at, "must be an object")
            continue
        check_text(found, o.get("text"), at + "/text", 75, code="option_text_too_long")
        found.length(o.get("value"), at + "/value", 150, "option_value_too_long")
        if "description" in o:
            check_text(found, o["description"], at + "/description", 75, code="option_description_too_long")


def _button(found: Findings, e: Payload, path: str) -> None:
    check_text(found, e.get("text"), path + "/text", 75, plain=True, code="button_text_too_long")
    limits = {
        "value": (2000, "button_value_too_long"),
        "url": (3000, "url_too_long"),
        "accessibility_label": (75, "label_too_long"),
    }
    for name, (limit, code) in limits.items():
        if name in e:
            found.length(e[name], f"{path}/{name}", limit, code)
    if e.get("style") not in (None, "primary", "danger"):
        found.err("bad_style", path + "/style", f"style {e['style']!r} is not primary or danger")


def _static_select(found: Findings, e: Payload, path: str) -> None:
    if ("options" in e) == ("option_groups" in e):
        found.err("options_or_groups", path, "exactly one of options and option_groups is required")
    if "options" in e:
        _options(found, e["options"], path + "/options", 100)
    if "option_groups" in e:
        for i, g in enumerate(found.count(e["option_groups"], path + "/option_groups", 100, "too_many_groups", 1)):
            check_text(found, g.get("label"), f"{path}/option_groups/{i}/label", 75, plain=True, code="label_too_long")
            _options(found, g.get("options"), f"{path}/option_groups/{i}/options", 100)
    if "initial_option" in e and e["initial_option"] not in all_options(e):
        found.err("initial_option_unknown", path + "/initial_option", "must be equal to one of the options")


def _overflow(found: Findings, e: Payload, path: str) -> None:
    _options(found, e.get("options"), path + "/options", 5)


def _choice(found: Findings, e: Payload, path: str) -> None:
    _options(found, e.get("options"), path + "/options", 10)


def _plain_text_input(found: Findings, e: Payload, path: str) -> None:
    for name in ("min_length", "max_length"):
        if name in e and not (isinstance(e[name], int) and 0 <= e[name] <= 3000):
            found.err(f"bad_{name}", f"{path}/{name}", "must be an integer from 0 to 3000", 3000, e[name])


def _number_input(found: Findings, e: Payload, path: str) -> None:
    if "is_decimal_allowed" not in e:
        found.err("missing_field", path + "/is_decimal_allowed", "is_decimal_allowed is required")


def _datepicker(found: Findings, e: Payload, path: str) -> None:
    if e.get("initial_date") and not re.fullmatch(r"\d{4}-\d\d-\d\d", e["initial_date"]):
        found.err("bad_date", path + "/initial_date", "must be YYYY-MM-DD")


def _timepicker(found: Findings, e: Payload, path: str) -> None:
    if e.get("initial_time") and not re.fullmatch(r"\d\d:\d\d", e["initial_time"]):
        found.err("bad_time", path + "/initial_time", "must be HH:mm")


def _feedback_buttons(found: Findings, e: Payload, path: str) -> None:
    for name in ("positive_button", "negative_button"):
        button = e.get(name) or {}
        check_text(found, button.get("text"), f"{path}/{name}/text", 75, plain=True, code="button_text_too_long")
        found.length(button.get("value"), f"{path}/{name}/value", 2000, "button_value_too_long")


def _icon_button(found: Findings, e: Payload, path: str) -> None:
    check_text(found, e.get("text"), path + "/text", 75, plain=True, code="button_text_too_long")
    if e.get("icon") != "trash":
        found.err("bad_icon", path + "/icon", "the only documented icon is 'trash'")


RULES: dict[str, Callable[[Findings, Payload, str], None]] = {
    "button": _button,
    "workflow_button": _button,
    "static_select": _static_select,
    "multi_static_select": _static_select,
    "overflow": _overflow,
    "checkboxes": _choice,
    "radio_buttons": _choice,
    "image": check_image,
    "plain_text_input": _plain_text_input,
    "number_input": _number_input,
    "datepicker": _datepicker,
    "timepicker": _timepicker,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
}
