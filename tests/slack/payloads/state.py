"""What stands in the inputs of a message or view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.slack.block_kit.elements import INPUTS, TYPED, all_options
from tests.slack.shapes import Payload
from tests.slack.typed_text import rich_text

ONE = ("static_select", "external_select", "radio_buttons", "overflow")
MANY = ("multi_static_select", "multi_external_select", "checkboxes")
NAMED = {"users_select": "user", "conversations_select": "conversation", "channels_select": "channel"}
PICKED = {"datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}


def state(blocks: list[Any] | None, given: Mapping[str, Any] | None = None) -> Payload:
    """The state of a view or message; `given` has values by "block.action" or by action."""
    values: dict[str | None, Payload] = {}
    for block in blocks or []:
        for element in _inputs(block):
            action = element.get("action_id") or "action"
            value = (given or {}).get(f"{block.get('block_id')}.{action}", (given or {}).get(action))
            values.setdefault(block.get("block_id"), {})[action] = {"type": element["type"], **chosen(element, value)}
    return {"values": values}


def chosen(e: Payload, value: Any) -> Payload:
    """What an element holds once `value` is typed or chosen; None leaves what was there at first."""
    kind: str = e.get("type", "button")
    many = value if isinstance(value, list) else [] if value is None else [value]
    if kind in TYPED:
        return {"value": e.get("initial_value") if value is None else str(value)}
    if kind in ONE:
        return {"selected_option": e.get("initial_option") if value is None else _option(e, value)}
    if kind in MANY:
        return {"selected_options": [_option(e, v) for v in many] or e.get("initial_options") or []}
    if kind.removeprefix("multi_") in NAMED:
        name = f"selected_{NAMED[kind.removeprefix('multi_')]}"
        return {name + "s": many} if kind.startswith("multi_") else {name: value}
    if kind in PICKED:
        return _picked(e, PICKED[kind], value)
    if kind == "rich_text_input":
        return {"rich_text_value": rich_text(str(value or ""))[0]}
    return {"value": e.get("value") if value is None else value, "text": e.get("text")}


def _inputs(block: Payload) -> list[Payload]:
    if block.get("type") == "input" and isinstance(block.get("element"), dict):
        return [block["element"]]
    elements = (block.get("accessory"), *(block.get("elements") or []))
    return [e for e in elements if isinstance(e, dict) and e.get("type") in INPUTS]


def _option(e: Payload, value: Any) -> Payload:
    options = (o for o in all_options(e) if value in (o.get("value"), o.get("text", {}).get("text")))
    return next(options, {"text": {"type": "plain_text", "text": str(value)}, "value": value})


def _picked(e: Payload, name: str, value: Any) -> Payload:
    picked = e.get("initial_" + name) if value is None else value
    return {f"selected_{name}": int(picked) if name == "date_time" and picked is not None else picked}
