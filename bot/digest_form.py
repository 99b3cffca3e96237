"""The form in which a digest is made, and what it shows before it is saved. Pure: views in, views out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot import blocks, wording
from bot.blocks import Block
from bot.digest_parts import GrammarError, Wrong, read_days, read_holidays, read_time, read_zone
from bot.digest_request import Content, New, Series
from bot.recurrence import Division
from knowledge import KnowledgeBase

View = dict[str, Any]
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]

NO_HOLIDAYS = "none"


class FormError(Exception):
    """What is wrong with a form: a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(errors)
        self.errors = dict(errors)


def form(base: KnowledgeBase, zone: str, channel: str = "") -> View:
    """The form, with somebody's own zone and the channel where they are."""
    here = {"initial_conversation": channel} if channel else {"default_to_current_conversation": True}
    channels = {"type": "conversations_select", "filter": {"include": ["public", "private", "im"], "exclude_bot_users": True}}
    series = [(one.value, wording.CONTENTS[one.value]) for one in Series]
    topics: dict[str, list[Block]] = {}
    for topic in base.topics.by_id.values():
        topics.setdefault(topic.group, []).append(_option(topic.id, topic.label))
    groups = [{"label": _plain(group), "options": options[:100]} for group, options in topics.items()]
    divisions = [(NO_HOLIDAYS, wording.NO_HOLIDAYS), *((one.value, one.value.title()) for one in Division)]
    return _modal(
        "digest",
        wording.NEXT,
        [
            _input("channel", wording.FORM_CHANNEL, {**channels, **here}),
            _input("content", wording.FORM_CONTENT, _select(series, "actions")),
            _input("topic", wording.FORM_TOPIC, {"type": "static_select", "option_groups": groups}, optional=True),
            _input("days", wording.FORM_DAYS, {"type": "plain_text_input", "initial_value": "weekday"}, wording.HINT_DAYS),
            _input("time", wording.FORM_TIME, {"type": "plain_text_input", "initial_value": "09:00"}, wording.HINT_TIME),
            _input("zone", wording.FORM_ZONE, {"type": "plain_text_input", "initial_value": zone}, wording.HINT_ZONE),
            _input("holidays", wording.FORM_HOLIDAYS, _select(divisions, NO_HOLIDAYS)),
            _input(
                "repeat",
                wording.FORM_REPEAT,
                {"type": "checkboxes", "options": [_option("repeat", wording.REPEATS)]},
                optional=True,
            ),
        ],
    )


def read(base: KnowledgeBase, values: Values) -> tuple[str, New]:
    """The channel and the digest that a form asks for. Raises FormError with a sentence for each field that can't be."""
    errors: dict[str, str] = {}

    def field(name: str, reading: Callable[[str], Any]) -> Any:
        try:
            return reading(_value(values, name))
        except GrammarError as error:
            errors[name] = wording.wrong_line(error.code, error.detail, base.topics.near)
            return None

    series = Series(_value(values, "content"))
    topic = base.topics.by_id.get(_value(values, "topic"))
    if series is Series.TOPIC and topic is None:
        errors["topic"] = wording.wrong_line(Wrong.NO_TOPIC, "", base.topics.near)
    channel = _value(values, "channel")
    if not channel:
        errors["channel"] = wording.NO_CHANNEL
    holidays = _value(values, "holidays")
    new = New(
        days=field("days", read_days),
        at=field("time", read_time),
        zone=field("zone", read_zone),
        content=Content(series, topic.label if topic and series is Series.TOPIC else ""),
        holidays=read_holidays(holidays) if holidays and holidays != NO_HOLIDAYS else None,
        repeat=bool((values.get("repeat", {}).get("repeat") or {}).get("selected_options")),
    )
    if errors:
        raise FormError(errors)
    return channel, new


def confirmation(sentences: Sequence[str], kept: str) -> View:
    """What is shown before a digest is saved; `kept` comes back when it is confirmed."""
    view = _modal("digest_made", wording.MAKE, [blocks.words(sentence) for sentence in sentences])
    return {**view, "private_metadata": kept}


def _value(values: Values, name: str) -> str:
    field = values.get(name, {}).get(name) or {}
    chosen = field.get("selected_option") or {}
    return str(field.get("value") or field.get("selected_conversation") or chosen.get("value") or "").strip()


def _modal(name: str, submit: str, parts: list[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": name,
        "title": _plain(wording.FORM_TITLE),
        "submit": _plain(submit),
        "close": _plain(wording.CLOSE),
        "blocks": parts,
    }


def _input(name: str, label: str, element: Block, hint: str = "", optional: bool = False) -> Block:
    hints = {"hint": _plain(hint)} if hint else {}
    element = {**element, "action_id": name}
    return {"type": "input", "block_id": name, "label": _plain(label), "element": element, "optional": optional, **hints}


def _select(options: Sequence[tuple[str, str]], chosen: str) -> Block:
    found = [_option(value, label) for value, label in options]
    return {"type": "static_select", "options": found, "initial_option": next(o for o in found if o["value"] == chosen)}


def _option(value: str, label: str) -> Block:
    return {"text": _plain(blocks.shortened(label, blocks.BUTTON)), "value": value}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
