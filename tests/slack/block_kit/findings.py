"""What a check has found, and the checks that all parts of Block Kit share."""

from __future__ import annotations

from typing import Any

from tests.slack.shapes import Payload


class Findings:
    """Collects findings: level, code, path in the payload, message and, for limits, limit and actual size."""

    def __init__(self) -> None:
        self.found: list[Payload] = []

    def err(self, code: str, path: str, message: str, limit: int | None = None, actual: object = None) -> None:
        """Slack refuses this."""
        self._add("error", code, path, message, limit, actual)

    def warn(self, code: str, path: str, message: str, limit: int | None = None, actual: object = None) -> None:
        """Slack takes this, a person minds it."""
        self._add("warn", code, path, message, limit, actual)

    def _add(self, level: str, code: str, path: str, message: str, limit: int | None, actual: object) -> None:
        sizes = {} if limit is None else {"limit": limit, "actual": actual}
        self.found.append({"level": level, "code": code, "path": path, "message": message, **sizes})

    def length(self, value: object, path: str, limit: int, code: str, least: int = 0) -> None:
        """A string of `least` to `limit` characters."""
        if not isinstance(value, str):
            self.err("not_a_string", path, "must be a string")
        elif len(value) > limit:
            self.err(code, path, f"must be at most {limit} characters", limit, len(value))
        elif len(value) < least:
            self.err("too_short", path, f"must be at least {least} character(s)", least, len(value))

    def count(self, items: object, path: str, limit: int, code: str, least: int = 0) -> list[Any]:
        """An array of `least` to `limit` items; out come the items, none if it is no array."""
        if not isinstance(items, list):
            self.err("not_an_array", path, "must be an array")
            return []
        if len(items) > limit:
            self.err(code, path, f"must have at most {limit} items", limit, len(items))
        if len(items) < least:
            self.err("too_few_items", path, f"must have at least {least} item(s)", least, len(items))
        return items

    def ident(self, value: object, path: str) -> None:
        """An id that the app may leave out."""
        if value is not None:
            self.length(value, path, 255, "id_too_long")
