"""All calls of the bot, and what they add up to."""

from __future__ import annotations

import collections
import fnmatch
import logging
import time
from collections.abc import Collection, Iterable

from tests.slack.call import Call
from tests.slack.correlation import Correlation
from tests.slack.shapes import Payload

log = logging.getLogger(__name__)


class Journal:
    """Records calls, and ties each to the event that it is about."""

    def __init__(self, correlation: Correlation) -> None:
        self.calls: list[Call] = []
        self._correlation = correlation

    def record(self, call: Call, answer: Payload, status: int) -> None:
        """Keeps a call with its answer; status 0 stands for none that reached the bot."""
        call.answer, call.status, call.ms = answer, status, round((time.perf_counter() - call.started) * 1000, 2)
        self.calls.append(call)
        self._correlation.attribute(call)
        log.debug("%s %s %s", call.outcome, status, [v["code"] for v in call.violations])

    def matching(self, method: str) -> list[Payload]:
        """The calls of methods that a glob fits, as reports show them."""
        return [call.show() for call in self.calls if fnmatch.fnmatchcase(call.method, method)]

    def summary(self, granted: Collection[str] | None) -> Payload:
        """Counts, errors, violations and scopes; `granted` are the scopes that the app has, None if not known."""
        used = sorted({scope for call in self.calls if call.ok for scope in call.scopes})
        found = violations(self.calls)
        return {
            "calls": len(self.calls),
            "by_method": tally(call.method for call in self.calls),
            "errors": tally(f"{c.method}:{c.answer.get('error')}" for c in self.calls if not c.ok),
            "faults_met": tally(f"{call.method}:{call.fault}" for call in self.calls if call.fault),
            "violations": found[:200],
            "violation_counts": tally(f"{v['level']}:{v['code']}" for v in found),
            "scopes_used": used,
            "scopes_granted_not_used": sorted(set(granted) - set(used)) if granted else None,
        }


def violations(calls: Iterable[Call]) -> list[Payload]:
    """All findings in some calls, each with its call."""
    return [{**v, "call": call.n, "method": call.method} for call in calls for v in call.violations]


def tally(words: Iterable[str]) -> dict[str, int]:
    """How often each word comes, the most frequent first."""
    return dict(collections.Counter(words).most_common())
