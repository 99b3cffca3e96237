"""What a run of many events showed."""

from __future__ import annotations

from tests.slack.journal import tally
from tests.slack.latency import percentiles
from tests.slack.load import Load
from tests.slack.shapes import Payload
from tests.slack.track import POSTING, Track

REFUSALS = (400, 401, 403)
ONE_ANSWER = ("message.", "app_mention")


def report(load: Load) -> Payload:
    """Throughput, latencies in milliseconds, what was lost or answered more than once, calls and violations."""
    return {**_sent(load), **_latencies(load), **_counted(load), **_called(load)}


def _sent(load: Load) -> Payload:
    plan, events = load.plan, len(load.tracks)
    return {
        "events": events,
        "deliveries": len(load.attempts),
        "mode": load.platform.courier.mode(plan.mode),
        "concurrency": plan.concurrency,
        "rate_asked": plan.rate,
        "mix": dict(plan.mix),
        "seconds_sending": round(load.sending, 2),
        "seconds_total": round(load.took, 2),
        "events_per_second": round(events / load.sending, 1) if load.sending else None,
        "driver": {"cpu_share": round(load.cpu / load.took, 2), "send_lateness_ms": percentiles(load.lateness)},
    }


def _latencies(load: Load) -> Payload:
    tracks = load.tracks
    acks = percentiles(a.ms / 1000 for a in load.attempts if a.good)
    late = sum(a.late for a in load.attempts)
    by_status = tally(str(a.status or a.error) for a in load.attempts)
    kinds = {kind: [t for t in tracks if t.kind == kind] for kind in load.plan.mix}
    return {
        "ack_ms": {**acks, "late_over_3s": late, "by_status": by_status},
        "first_sign_ms": percentiles(t.first_sign - t.sent for t in tracks if t.first_sign),
        "answer_ms": _answers(tracks),
        "last_activity_ms": percentiles(t.last - t.sent for t in tracks if t.last),
        "by_kind": {kind: _kind(these) for kind, these in kinds.items() if these},
    }


def _answers(tracks: list[Track]) -> Payload:
    return percentiles(t.first_answer - t.sent for t in tracks if t.first_answer)


def _kind(tracks: list[Track]) -> Payload:
    return {"events": len(tracks), "answered": sum(bool(t.first_answer) for t in tracks), "answer_ms": _answers(tracks)}


def _counted(load: Load) -> Payload:
    lost = [t for t in load.tracks if not t.first_answer]
    many = [t for t in load.tracks if t.kind.startswith(ONE_ANSWER) and len(t.answers) > 1]
    refused = sum((t.attempts[0].status or 0) in REFUSALS for t in load.forged)
    caused = sum(len(t.calls) for t in load.forged)
    return {
        "answered": len(load.tracks) - len(lost),
        "lost": len(lost),
        "answered_more_than_once": len(many),
        "duplicates_sent": sum(len(t.attempts) > 1 for t in load.tracks),
        "forged": {"sent": len(load.forged), "refused": refused, "caused_calls": caused},
        "examples": {"lost": _examples(lost), "more_than_once": _examples(many)},
    }


def _examples(tracks: list[Track]) -> list[str]:
    return [t.event_id or t.id for t in tracks][:5]


def _called(load: Load) -> Payload:
    calls = load.calls
    return {
        "api_calls": tally(call.method for call in calls),
        "api_errors": tally(f"{call.method}:{call.answer.get('error')}" for call in calls if not call.ok),
        "unattributed_calls": sum(call.event is None for call in calls if call.method in POSTING),
        "violations": tally(v["code"] for call in calls for v in call.violations),
    }
