"""Sends one thing as Slack would, and tells what the bot does about it."""

from __future__ import annotations

import asyncio
import dataclasses
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.slack.acknowledgement import answer_in, settle
from tests.slack.attempt import ACK_DEADLINE, Attempt
from tests.slack.block_kit.lint import lint_ack
from tests.slack.journal import violations
from tests.slack.payloads.delivery import Delivery
from tests.slack.platform import Platform
from tests.slack.shapes import Payload
from tests.slack.signature import SIGNATURES

RETRY_PLAN = (0, 60, 300)
STILL_TIED = 120.0
QUIET, AT_REST = 0.6, 0.05
SHOWN = ("ts", "thread_ts", "text", "blocks", "metadata")


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How something is sent.

    mode           http or socket; without it, http where the bot has an address
    wait, quiet    seconds to wait for what the bot does; and of no call after its answer, to stop waiting: without a number
                   0.6; of a bot of which it is known, 0.05 once it has nothing in hand
    signature      one of SIGNATURES
    repeat         deliver the same event (same event_id) so many more times, repeat_gap seconds apart, with retry_headers or without
    retries        "slack": on a failed or late (3 s) acknowledgement, up to 3 retries on Slack's plan (at once, 1 min, 5 min)
                   times retry_scale
    timeout        seconds to wait for an acknowledgement
    also_message   with app_mention: send the message event of the same post too, as Slack does to an app subscribed to both
    """

    mode: str | None = None
    wait: float = 5.0
    quiet: float | None = None
    signature: str = "ok"
    repeat: int = 0
    repeat_gap: float = 0.0
    retry_headers: bool = True
    retries: str | None = None
    retry_scale: float = 0.02
    timeout: float = 10.0
    also_message: bool = False

    def __post_init__(self) -> None:
        if self.signature not in SIGNATURES:
            raise ValueError(f"unknown signature mode {self.signature!r}; one of {', '.join(SIGNATURES)}")


NAMES = frozenset(field.name for field in dataclasses.fields(Manner))


class Sending:
    """One thing on its way: `manner` says how, `options` what, as `Manner` and `Details` list them."""

    def __init__(self, platform: Platform, kind: str, options: dict[str, Any]) -> None:
        self._platform = platform
        self._manner = Manner(**{name: value for name, value in options.items() if name in NAMES})
        self._delivery = platform.maker.make(kind, **{name: v for name, v in options.items() if name not in NAMES})
        self._track = platform.correlation.open(self._delivery)
        self._first = len(platform.journal.calls)

    async def run(self) -> Payload:
        """What the bot did: acknowledgement, answers, calls and how long they took, what stands now, violations."""
        manner, track, delivery = self._manner, self._track, self._delivery
        if manner.retries == "slack" and delivery.route == "events":
            ack = await self._as_slack_retries()
        else:
            ack = await self._at_once()
        if answer := answer_in(delivery, ack.body):
            track.acknowledged(answer, ack.ms)
        ack_violations = lint_ack(ack.body, delivery.view)
        if ack.status == 200:
            settle(self._platform.workspace, delivery, ack.body)
        await self._quiet()
        track.done = True  # later calls are still tied to it for a while, unless something newer fits
        asyncio.get_running_loop().call_later(STILL_TIED, self._platform.correlation.close, track)
        return self._told() | self._acknowledged(ack) | {"ack_violations": ack_violations}

    async def _as_slack_retries(self) -> Attempt:
        """The last attempt: the first that was taken, or the third retry."""
        attempts, reason = self._track.attempts, None
        for n, pause in enumerate((0, *RETRY_PLAN)):
            await asyncio.sleep(pause * self._manner.retry_scale)
            attempts.append(await self._attempt(self._delivery, n or None, reason, ACK_DEADLINE))
            if attempts[-1].good or "x-slack-no-retry" in attempts[-1].headers:
                break
            reason = attempts[-1].reason
        return attempts[-1]

    async def _at_once(self) -> Attempt:
        """The first attempt; repetitions and the twin go out meanwhile."""
        jobs = [self._attempt(self._delivery), *(self._again(n) for n in range(1, self._manner.repeat + 1))]
        if self._manner.also_message and self._delivery.kind == "app_mention":
            jobs.append(self._attempt(self._twin()))
        self._track.attempts.extend(await asyncio.gather(*jobs))
        return self._track.attempts[0]

    async def _again(self, n: int) -> Attempt:
        await asyncio.sleep(n * self._manner.repeat_gap)
        return await self._attempt(self._delivery, n if self._manner.retry_headers else None)

    async def _attempt(
        self, delivery: Delivery, retry: int | None = None, reason: str | None = None, timeout: float | None = None
    ) -> Attempt:
        how = self._manner
        return await self._platform.courier.attempt(delivery, how.mode, how.signature, retry, reason, timeout or how.timeout)

    def _twin(self) -> Delivery:
        event, channels = self._delivery.payload["event"], self._platform.workspace.channels
        kind = channels.kind(channels[event["channel"]])
        return self._platform.maker.wrap("message.channel", event | {"type": "message", "channel_type": kind})

    async def _quiet(self) -> None:
        """Until the bot has answered and then made no call for a while, or the time is up."""
        track, end = self._track, time.perf_counter() + self._manner.wait
        while (now := time.perf_counter()) < end:
            answered, quiet = track.first_answer or track.ack_answer, self._long_enough()
            if answered and now - (track.last or track.sent) > quiet and now - track.sent > quiet:
                break
            await asyncio.sleep(0.02)

    def _long_enough(self) -> float:
        """Seconds without a call after which nothing more is to come."""
        if self._manner.quiet is None and self._platform.at_rest:
            return AT_REST if self._platform.at_rest() else math.inf
        quiet = QUIET if self._manner.quiet is None else self._manner.quiet
        late = any(attempt.error == "timeout" for attempt in self._track.attempts)
        return max(quiet, ACK_DEADLINE + 2) if late else quiet  # a bot that slow to acknowledge may still be answering

    def _told(self) -> Payload:
        track, calls = self._track, self._platform.journal.calls[self._first :]
        return {
            "id": track.id,
            "kind": track.kind,
            "event_id": track.event_id,
            "attempts": [a.show("mode", "status", "ms", "error", "retry") for a in track.attempts],
            "first_sign_ms": track.since(track.first_sign),
            "first_answer_ms": track.since(track.first_answer),
            "last_activity_ms": track.since(track.last),
            "answers": len(track.answers),
            "ack_answer": track.ack_answer,
            "calls": [call.show() for call in calls if call.event == track.id],
            "other_calls": [call.outcome for call in calls if call.event != track.id][:50],
            "final_messages": list(self._final()),
            "violations": violations(calls),
        }

    def _final(self) -> Iterator[Payload]:
        for key in self._track.keys:
            message = self._platform.workspace.messages.from_bot(str(key[1]), str(key[2])) if key[0] == "msg" else None
            if message:
                yield {"channel": key[1], **{name: message[name] for name in SHOWN if message.get(name)}}

    def _acknowledged(self, ack: Attempt) -> Payload:
        told: Payload = {"ack": ack.show("status", "ms", "late", "body", "error", "headers")}
        if self._delivery.kind == "url_verification":
            got = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
            told["challenge_ok"] = got == self._delivery.payload["challenge"]
        return told
