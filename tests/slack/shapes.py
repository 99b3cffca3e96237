"""The shapes in which Slack passes things: JSON objects, flags as words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Payload = dict[str, Any]


def flag(value: object) -> bool:
    """Whether a flag of a call is set: true, 1, "true" and "yes" are one to Slack."""
    return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes")


def public(record: Mapping[str, Any]) -> Payload:
    """A record without the stand-in's own notes, whose names begin with an underscore."""
    return {name: value for name, value in record.items() if not name.startswith("_")}
