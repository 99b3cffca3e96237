"""Sends many events, and counts whether each is answered exactly once."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.slack.acknowledgement import answer_in, settle
from tests.slack.attempt import Attempt
from tests.slack.ids import base36
from tests.slack.payloads.delivery import Delivery
from tests.slack.payloads.maker import KINDS
from tests.slack.platform import Platform
from tests.slack.track import Track

FORGERIES = ["bad", "wrong_secret", "stale", "missing", "tampered"]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is sent: `count` events, at most `concurrency` unacknowledged at once, for at most `seconds`.

    rate      events a second (None: as fast as the acknowledgements come)
    mix       weights of kinds, e.g. {"message.im": 3, "app_mention": 1}
    users     how many different people (None: one for each event, which makes the tie from answer to event sure)
    dup       share of events delivered a second time with the same event_id, 50 ms later, as a retry
    bad_sig   share of extra requests with a wrong signature (HTTP): they must be refused and must cause nothing
    settle    seconds to wait for the last answers
    options   details for all events
    """

    count: int = 100
    concurrency: int = 10
    rate: float | None = None
    seconds: float = 300.0
    mix: Mapping[str, float] = field(default_factory=lambda: {"message.im": 1})
    mode: str | None = None
    users: int | None = None
    dup: float = 0.0
    bad_sig: float = 0.0
    text: str = "load {n}"
    settle: float = 10.0
    timeout: float = 10.0
    seed: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if unknown := set(self.mix) - set(KINDS):
            raise ValueError(f"unknown kinds in mix: {', '.join(sorted(unknown))}")


class Load:
    """One run of a plan; afterwards it holds what happened, for the report."""

    def __init__(self, platform: Platform, plan: Plan) -> None:
        self.platform, self.plan = platform, plan
        self.tracks: list[Track] = []
        self.forged: list[Track] = []
        self.attempts: list[Attempt] = []
        self.lateness: list[float] = []
        self.started, self.cpu = time.perf_counter(), time.process_time()
        self.sending = self.took = 0.0
        self._first = len(platform.journal.calls)
        self._random, self._turn = random.Random(plan.seed), itertools.count()
        self._base = int(time.time()) % 100000
        self.calls = platform.journal.calls[self._first :]

    async def run(self) -> None:
        """Sends all, then waits until all are answered and the bot is quiet, or the time is up."""
        workers = max(1, min(self.plan.concurrency, 1000))
        await asyncio.gather(*(self._worker() for _ in range(workers)))
        self.sending = time.perf_counter() - self.started
        await self._settle()
        self.took, self.cpu = time.perf_counter() - self.started, time.process_time() - self.cpu
        self.calls = self.platform.journal.calls[self._first :]
        for track in self.tracks + self.forged:
            self.platform.correlation.close(track)

    async def _worker(self) -> None:
        plan = self.plan
        while (n := next(self._turn)) < plan.count and time.perf_counter() < self.started + plan.seconds:
            if plan.rate:
                due = self.started + n / plan.rate
                await asyncio.sleep(max(0, due - time.perf_counter()))
                self.lateness.append(max(0.0, time.perf_counter() - due))
            await self._one(n)

    async def _one(self, n: int) -> None:
        plan, dice = self.plan, self._random
        kind = dice.choices(list(plan.mix), list(plan.mix.values()))[0]
        nonce = "#k" + base36(dice.getrandbits(36), 7).lower()
        user = f"U0L{self._base:05d}{n % (plan.users or plan.count):06d}"
        said = {"text": f"{plan.text.format(n=n, kind=kind)} {nonce}", **plan.options, "user": user}
        delivery = self.platform.maker.make(kind, **said)
        forge, twice = plan.mode != "socket" and dice.random() < plan.bad_sig, dice.random() < plan.dup
        if forge:
            await self._forge(user + "X", nonce)
        await self._deliver(delivery, nonce, twice and delivery.route == "events")

    async def _forge(self, user: str, nonce: str) -> None:
        delivery = self.platform.maker.make("message.im", user=user, text=f"forged {nonce[:-1]}x")
        track = self.platform.correlation.open(delivery)
        self.forged.append(track)
        track.attempts.append(await self._attempt(delivery, self._random.choice(FORGERIES)))

    async def _deliver(self, delivery: Delivery, nonce: str, twice: bool) -> None:
        track = self.platform.correlation.open(delivery, nonce)
        self.tracks.append(track)
        jobs = [self._attempt(delivery), *([self._again(delivery)] if twice else [])]
        track.attempts.extend(await asyncio.gather(*jobs))
        self.attempts.extend(track.attempts)
        ack = track.attempts[0]
        if ack.status == 200:
            settle(self.platform.workspace, delivery, ack.body)
            if answer := answer_in(delivery, ack.body):
                track.acknowledged(answer, ack.ms)

    async def _again(self, delivery: Delivery) -> Attempt:
        await asyncio.sleep(0.05)
        return await self._attempt(delivery, "ok", 1)

    async def _attempt(self, delivery: Delivery, signature: str = "ok", retry: int | None = None) -> Attempt:
        plan = self.plan
        return await self.platform.courier.attempt(delivery, plan.mode, signature, retry, None, plan.timeout)

    async def _settle(self) -> None:
        seen, quiet_since = -1, time.perf_counter()
        until = quiet_since + self.plan.settle
        while (now := time.perf_counter()) < until:
            if len(self.platform.journal.calls) != seen:
                seen, quiet_since = len(self.platform.journal.calls), now
            if all(t.first_answer for t in self.tracks) and now - quiet_since > 0.7:
                break
            await asyncio.sleep(0.05)
