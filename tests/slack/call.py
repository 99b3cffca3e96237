"""One call of the bot."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field

from tests.slack.shapes import Payload

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Caller:
    """Who calls: the user whom the token stands for, and the bot if it is a bot's."""

    user: str
    bot: str | None = None


@dataclass
class Call:
    """What was called and with what; then what came of it."""

    method: str
    verb: str
    token: str | None
    args: Payload
    kind: str
    caller: Caller = Caller("")
    n: int = field(default_factory=lambda: next(_numbers))
    at: float = field(default_factory=time.time)
    started: float = field(default_factory=time.perf_counter)
    ms: float = 0.0
    status: int | None = None
    answer: Payload = field(default_factory=dict)
    fault: str | None = None
    event: str | None = None
    scopes: list[str] = field(default_factory=list)
    violations: list[Payload] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether it took effect and Slack would say so."""
        return self.answer.get("ok") is True

    @property
    def outcome(self) -> str:
        """The method with what came of it, in a word."""
        return f"{self.method} {'ok' if self.ok else self.answer.get('error')}"

    def warn(self, code: str, path: str, message: str) -> None:
        """Notes something that Slack takes and a person would mind."""
        self.violations.append({"level": "warn", "code": code, "path": path, "message": message})

    def show(self) -> Payload:
        """The call as reports show it."""
        return {
            "n": self.n,
            "at": round(self.at, 4),
            "method": self.method,
            "verb": self.verb,
            "token": self.token,
            "args": self.args,
            "ctype": self.kind,
            "status": self.status,
            "ok": self.ok,
            "error": self.answer.get("error"),
            "ts": self.answer.get("ts"),
            "ms": self.ms,
            "fault": self.fault,
            "scopes": self.scopes,
            "event": self.event,
            "violations": self.violations,
        }
