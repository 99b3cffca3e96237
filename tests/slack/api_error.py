"""How Slack refuses a call."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A call is refused; `body` is what Slack answers."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.body = {"ok": False, "error": error, **extra}


def invalid(*messages: str) -> ApiError:
    """invalid_arguments, with Slack's explanation."""
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})
