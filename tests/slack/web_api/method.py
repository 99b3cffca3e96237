"""The methods by name, each with the scopes it needs and its rate limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.slack.call import Call
from tests.slack.shapes import Payload
from tests.slack.web_api.desk import Desk

Run = Callable[[Desk, Call], Payload]
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, 0: 600}


@dataclass(frozen=True)
class Method:
    """A method; those whose scopes hang on the kind of conversation ask for them themselves."""

    run: Run
    scopes: tuple[str, ...]
    per_minute: int


METHODS: dict[str, Method] = {}


def method(names: str, *scopes: str, tier: int = 3) -> Callable[[Run], Run]:
    """Enters a function under one or more names; `tier` is Slack's, 0 for the special ones."""

    def enter(run: Run) -> Run:
        METHODS.update({name: Method(run, scopes, PER_MINUTE[tier]) for name in names.split()})
        return run

    return enter
