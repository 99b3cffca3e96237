"""Ids as Slack makes them: a letter for the kind, then digits and capitals."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from typing import Any

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """New ids, each given once."""

    def __init__(self) -> None:
        self._serial = itertools.count(1)

    def number(self) -> int:
        """The next number."""
        return next(self._serial)

    def new(self, prefix: str) -> str:
        """The next id of a kind: "V" for views, "Ev" for events."""
        return prefix + "0" + base36(self.number(), 8)


def base36(number: int, width: int) -> str:
    """A number in digits and capitals, padded with noughts."""
    out = ""
    while number:
        number, rest = divmod(number, 36)
        out = DIGITS[rest] + out
    return out.rjust(width, "0")


def block_id() -> str:
    """What Slack puts on a block that came without one."""
    return base36(random.getrandbits(24), 5)


def with_block_ids(blocks: Iterable[Any] | None) -> list[Any]:
    """Blocks as Slack stores them, each with a block_id."""
    return [dict(b, block_id=b.get("block_id") or block_id()) if isinstance(b, dict) else b for b in blocks or []]
