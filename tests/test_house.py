"""Who we are in Slack, asked once when the app starts; and what Slack's answer says of waiting."""

from __future__ import annotations

import pytest

from bot import house, wording
from bot.house import SlackError, identify
from bot.settings import Settings
from bot.slack import _seconds
from tests.slack import BOT_TOKEN, SIGNING_SECRET, LabThread
from tests.slack.identity import BOT_USER


def asked(*faults: str) -> str | None:
    """Who Slack says that we are, where these faults come first."""
    with LabThread(port=0) as lab:
        lab.fault(*faults)
        return identify(Settings(BOT_TOKEN, "", SIGNING_SECRET, f"{lab.url}/api/")).bot_user_id


def test_at_the_start_slack_is_waited_for() -> None:
    assert asked("auth.test:drop,count=2") == BOT_USER


def test_when_slack_stays_away_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "PATIENCE", -1)
    with pytest.raises(SlackError) as found:
        asked("auth.test:http,status=500,count=-1")
    assert str(found.value).startswith("Slack cannot be reached: HTTP 500.")


def test_a_token_that_slack_refuses_is_not_tried_again() -> None:
    with pytest.raises(SlackError) as found:
        asked("auth.test:error,error=invalid_auth,count=-1")
    assert str(found.value) == wording.refused("invalid_auth")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "7"}, 7.0), ({"retry-after": ["3"]}, 3.0), ({"Retry-After": "soon"}, 1.0), ({}, 1.0)],
)
def test_where_slack_does_not_say_how_long_to_wait_it_is_a_second(headers: dict[str, object], seconds: float) -> None:
    assert _seconds(headers) == seconds
