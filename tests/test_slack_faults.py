"""What goes wrong in the stand-in when asked to, and Slack's rate limits."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack import BOT_USER, LabThread
from tests.slack.call import Call
from tests.slack.faults import Fault, Faults
from tests.slack.web_api import rate_limits
from tests.slack_guest import Guest, client, echo

GENERAL = "C0GENERAL1"


@pytest.fixture
def lab() -> Iterator[LabThread]:
    with LabThread() as lab:
        yield lab


@pytest.mark.parametrize(
    ("fault", "outcome", "standing"),
    [
        ("429,retry_after=7", "chat.postMessage:429", 0),
        ("http,status=503", "chat.postMessage:http", 0),
        ("http,status=500,after=1", "chat.postMessage:http", 1),
        ("error,error=msg_too_long", "chat.postMessage:error", 0),
        ("slow,delay=0.01", "chat.postMessage:slow 0.01s", 1),
        ("drop", "chat.postMessage:drop", 0),
        ("drop_after", "chat.postMessage:drop_after", 1),
        ("hang,delay=0.01", "chat.postMessage:hang", 0),
        ("garbage", "chat.postMessage:garbage", 0),
        ("truncate", "chat.postMessage:truncate", 0),
    ],
)
def test_a_fault_hits_one_call_and_the_next_goes_well(lab: LabThread, fault: str, outcome: str, standing: int) -> None:
    lab.fault(f"chat.postMessage:{fault}")
    with Guest(lab, echo):
        seen = [lab.send("app_mention", channel=GENERAL, wait=0) for _ in range(2)]
    assert [each["answers"] for each in seen] == [standing, 1]
    report = lab.report()
    assert (report["faults_met"], report["faults"][0]["hits"]) == ({outcome: 1}, 1)
    assert sum(message["user"] == BOT_USER for message in lab.messages(GENERAL)) == standing + 1


@pytest.mark.parametrize(
    ("spec", "hits"),
    [
        ("chat.*:drop,count=2", [True, True, False]),
        ("chat.*:drop,skip=1", [False, True, False]),
        ("*:drop,count=-1", [True, True, True]),
        ("*:drop,prob=0", [False, False, False]),
        ("*:drop,count=-1,arg.channel=C*", [True, False, False]),
        ("views.*:drop", [False, False, False]),
    ],
)
def test_a_fault_picks_its_calls(spec: str, hits: list[bool]) -> None:
    faults = Faults([Fault.parse(spec)])
    assert [faults.take("chat.update", {"channel": channel}) is not None for channel in ("C1", "D1", "D1")] == hits


@pytest.mark.parametrize("spec", ["chat.update:explode", "chat.update:drop,colour=red"])
def test_a_fault_that_means_nothing_is_refused(lab: LabThread, spec: str) -> None:
    with pytest.raises(ValueError, match="unknown fault"):
        lab.fault(spec)


def test_slacks_limits_are_kept_if_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(rate_limits, "monotonic", lambda: now)
    limits = rate_limits.RateLimits("nonmarketplace")
    post = [Call("chat.postMessage", "POST", None, {"channel": channel}, "") for channel in (GENERAL, "C0RANDOM02")]
    assert [limits.fault(post[n]) is None for n in (0, 0, 0, 0, 0, 1)] == [True, True, True, True, False, True]
    history = Call("conversations.history", "GET", None, {"channel": GENERAL}, "")
    assert limits.fault(history) is None
    now = 31.0
    fault = limits.fault(history)
    assert fault is not None
    assert fault.retry_after == 29
    assert limits.fault(post[0]) is limits.fault(Call("users.info", "GET", None, {}, "")) is None


def test_who_calls_before_retry_after_is_over_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(rate_limits, "monotonic", lambda: now)
    limits, calls = rate_limits.RateLimits(None), [Call("users.info", "GET", None, {}, "") for _ in range(2)]
    limits.told(calls[0], 30)
    now = 129.0
    limits.mind(calls[0])
    now = 131.0
    limits.mind(calls[1])
    assert [[v["code"] for v in call.violations] for call in calls] == [["retry_after_ignored"], []]
    assert limits.fault(calls[0]) is None


def test_a_limit_that_is_hit_is_told_with_retry_after() -> None:
    with LabThread(rate_limits="nonmarketplace") as lab:
        web = client(lab)
        web.conversations_history(channel=GENERAL)
        with pytest.raises(SlackApiError) as told:
            web.conversations_history(channel=GENERAL)
    assert told.value.response["error"] == "ratelimited"
    assert 50 < int(told.value.response.headers["Retry-After"]) <= 60


def test_what_is_reset_is_forgotten(lab: LabThread) -> None:
    lab.fault("chat.update:drop")
    lab.clear_faults()
    assert lab.report()["faults"] == []
    client(lab).chat_postMessage(channel=GENERAL, text="x")
    lab.fault("chat.update:drop")
    lab.reset()
    assert (lab.calls(), lab.messages(GENERAL), lab.report()["faults"]) == ([], [], [])
    with pytest.raises(urllib.error.HTTPError, match="404") as missing:
        urllib.request.urlopen(lab.url + "/elsewhere")
    missing.value.close()
