"""Faults: what goes wrong with the next calls of the bot."""

from __future__ import annotations

import fnmatch
import itertools
import random
from typing import Any

from tests.slack.shapes import Payload, flag

KINDS = ("429", "http", "error", "slow", "drop", "drop_after", "hang", "garbage", "truncate")


class Fault:
    """What to do to the next calls of a method. Written METHOD:KIND[,key=value...], e.g. chat.postMessage:429,retry_after=2,count=3.

    METHOD  a glob over method names; response_url and socket (new WebSocket connections) count as methods.
    KIND    429: ratelimited with Retry-After; http: status=500 (after=1: take effect first); error: ok:false error=NAME;
            slow: delay=SECONDS, then as normal; drop: cut before, drop_after: cut after taking effect; hang: no answer;
            garbage: HTML with status 200; truncate: half a body.
    keys    count (1; -1 is for ever), skip, prob, retry_after, status, error, delay, after, and arg.NAME=GLOB to match an argument.
    """

    _ids = itertools.count(1)

    def __init__(self, method: str, kind: str, **keys: Any) -> None:
        if kind not in KINDS:
            raise ValueError(f"unknown fault kind {kind!r}; one of {', '.join(KINDS)}")
        self.id, self.method, self.kind, self.hits = next(self._ids), method, kind, 0
        self.count, self.skip, self.prob = int(keys.pop("count", 1)), int(keys.pop("skip", 0)), float(keys.pop("prob", 1))
        self.retry_after, self.status = int(keys.pop("retry_after", 1)), int(keys.pop("status", 500))
        self.error, self.delay = keys.pop("error", "internal_error"), float(keys.pop("delay", 60 if kind == "hang" else 5))
        self.after = flag(keys.pop("after", kind == "drop_after"))
        self.args = {key[4:]: keys.pop(key) for key in list(keys) if key.startswith("arg.")}
        if keys:
            raise ValueError(f"unknown fault keys: {', '.join(keys)}")

    @classmethod
    def parse(cls, spec: str) -> Fault:
        """The fault that a text such as `chat.update:http,status=503` asks for."""
        method, _, rest = spec.partition(":")
        kind, *keys = rest.split(",")
        return cls(method, kind, **dict(key.split("=", 1) for key in keys))

    def takes(self, method: str, args: Payload) -> bool:
        """Whether this call is hit; a hit is counted."""
        if self.count == 0 or not fnmatch.fnmatchcase(method, self.method):
            return False
        if not all(fnmatch.fnmatchcase(str(args.get(name, "")), glob) for name, glob in self.args.items()):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if random.random() >= self.prob:
            return False
        self.count -= self.count > 0
        self.hits += 1
        return True

    def show(self) -> Payload:
        """The fault as reports show it."""
        return {name: value for name, value in vars(self).items() if value not in ({}, None)}


class Faults(list[Fault]):
    """The faults that wait for calls, the first that fits goes first."""

    def add(self, *specs: str | Fault) -> None:
        """More faults, written or made."""
        self.extend(spec if isinstance(spec, Fault) else Fault.parse(spec) for spec in specs)

    def take(self, method: str, args: Payload) -> Fault | None:
        """The fault that hits this call, if any."""
        return next((fault for fault in self if fault.takes(method, args)), None)
