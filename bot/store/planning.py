"""What of a digest has become due: pure, from the digest and the moment."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

from bot import recurrence
from bot.store.subscriptions import Fate, State, Subscription, lane_of

log = logging.getLogger(__name__)

GRACE = 6 * 3600.0
"""Seconds by which a digest may be late; later it is skipped."""
LATE, UNREADABLE = "late", "unreadable"

Values = dict[str, Any]


def plan(digest: Subscription, now: float) -> tuple[Values, list[Values]]:
    """How a digest stands from now on, with any pause over, and its deliveries that have become due."""
    moments = [digest.next_due or now]
    values: Values = {"state": State.ACTIVE.value, "paused_until": None, "why": None}
    try:
        for moment in recurrence.due(digest.schedule, datetime.fromtimestamp(moments[0], UTC)):
            values["next_due"] = moment.timestamp()
            if values["next_due"] > now:
                break
            moments.append(values["next_due"])
    except (LookupError, ValueError, OverflowError):  # a zone that is no more, or the calendar's end
        log.exception("a digest's days can't be worked out", extra={"key": digest.name})
        values |= {"state": State.PAUSED.value, "why": UNREADABLE, "next_due": None}
        failed = {"state": Fate.FAILED.value, "why": UNREADABLE, "tell": "paused", "tell_at": now}
        return values, [_row(digest, moments[0]) | failed]
    skipped = {"state": Fate.SKIPPED.value, "why": LATE}
    return values, [_row(digest, moment) | (skipped if now - moment > GRACE else {}) for moment in moments]


def _row(digest: Subscription, due: float) -> Values:
    """A delivery that is still to be taken up."""
    lane = lane_of(digest.team, digest.channel)
    held = {"lease": 0.0, "owner": "", "attempts": 0}
    said = {"state": Fate.PENDING.value, "why": None, "tell": None, "tell_at": None}
    return {"subscription": digest.id, "due": due, "lane": lane, **held, **said}
