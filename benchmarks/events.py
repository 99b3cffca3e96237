"""Events a second and acknowledgement times of the app, beside those of a bare Bolt app on the same server."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from bot.manifest import SCOPES
from tests.app_process import ROOT, free_port, get, running
from tests.slack import BOT_TOKEN, SIGNING_SECRET, LabThread

ROUNDS = 5
COUNT, AT_ONCE = 500, 20
RATE = 100
ASKED = "what happened with rural payments in 2014?"


class Measured(NamedTuple):
    """Events a second as fast as it goes, and acknowledgement times in ms at a steady rate."""

    a_second: float
    ack_median: float
    ack_p99: float


def measure() -> tuple[Measured, Measured]:
    """The bare app and ours: medians of five rounds, one after the other in each round."""
    bare: list[Measured] = []
    ours: list[Measured] = []
    for _ in range(ROUNDS):
        with LabThread(scopes=[*SCOPES]) as lab, _bare(lab):
            bare.append(_loaded(lab))
        with (
            tempfile.TemporaryDirectory() as folder,
            LabThread(scopes=[*SCOPES]) as lab,
            running("web", lab, f"sqlite:///{folder}/state.db"),
        ):
            ours.append(_loaded(lab))
    return _median(bare), _median(ours)


def _loaded(lab: LabThread) -> Measured:
    mix = {"message.im": 3, "app_mention": 2}
    lab.load(count=100, concurrency=AT_ONCE, mix=mix, text=ASKED)
    fast = lab.load(count=COUNT, concurrency=AT_ONCE, mix=mix, text=ASKED)
    steady = lab.load(count=COUNT, rate=RATE, mix=mix, text=ASKED)
    if fast["lost"] or steady["lost"]:
        raise RuntimeError("an event was lost")
    return Measured(fast["events"] / fast["seconds_total"], steady["ack_ms"]["p50"], steady["ack_ms"]["p99"])


def _median(rounds: list[Measured]) -> Measured:
    return Measured(*(median(values) for values in zip(*rounds, strict=True)))


@contextmanager
def _bare(lab: LabThread) -> Iterator[None]:
    port = free_port()
    environment = os.environ | {
        "SLACK_API_URL": f"{lab.url}/api/",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.bare_bolt"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    while not get(f"http://127.0.0.1:{port}/"):
        time.sleep(0.05)
    lab.point_at(f"http://127.0.0.1:{port}/slack/events")
    yield
    process.terminate()
    process.wait()
