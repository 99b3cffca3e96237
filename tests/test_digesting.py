"""The whole life of a digest in Slack: by command, mention, message, form, its buttons and from Home."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import keeping, wording
from bot.house import clock, identify
from bot.keeping import Keeping
from bot.settings import Settings
from bot.store.tables import deliveries, subscriptions
from tests import open_house
from tests.open_house import Open, opened, sqlite
from tests.postgres import Postgres
from tests.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

people = count(1)
channels = count(1)
LINE = "every weekday at 09:00 Europe/London actions"


@pytest.fixture(scope="module", params=["http", "socket"])
def app(request: pytest.FixtureRequest, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The app over HTTP on SQLite, and over a socket on PostgreSQL."""
    url = sqlite(tmp_path_factory.mktemp("state")) if request.param == "http" else postgres.new_database()
    with opened(request.param, url) as app:
        yield app


@pytest.fixture
def channel(app: Open) -> str:
    """A channel of its own, which the app is in."""
    name = f"C1{next(channels):08d}"
    app.lab.send("message.channel", channel=name, text="hello", wait=0.01, quiet=0.01)
    return name


def somebody() -> str:
    """A person of their own."""
    return f"U2{next(people):08d}"


def send(app: Open, kind: str, **options: Any) -> dict[str, Any]:
    """Send one thing, and check what holds for all."""
    result = app.lab.send(kind, **{"user": somebody(), **options})
    assert result["ack"]["status"] == 200
    assert result["violations"] == []
    assert result["ack_violations"] == []
    return dict(result)


def private(result: dict[str, Any]) -> str:
    """What only the person sees."""
    said = [str(c["args"]["text"]) for c in result["calls"] if c["method"] in ("response_url", "chat.postEphemeral") and c["ok"]]
    assert len(said) == 1
    return said[0]


def told(app: Open, channel: str) -> list[str]:
    """What the app posted in a channel for all."""
    return [str(m["text"]) for m in app.lab.messages(channel) if m.get("bot_id") and not m.get("to")]


def write(app: Open, channel: str, line: str, **options: Any) -> str:
    """Write a line with the command; returns what the person sees."""
    return private(send(app, "slash", command="/defra-digest", text=line, channel=channel, **options))


def make(app: Open, channel: str, line: str = LINE, **options: Any) -> str:
    """Make a digest; returns its name."""
    found = re.search(r"Digest (d\d+) is made", write(app, channel, line, **options))
    assert found
    return found[1]


def test_a_digest_is_made_by_command_and_its_channel_told_once(app: Open, channel: str) -> None:
    person = somebody()
    said = write(app, channel, LINE, user=person)
    assert "16 parts, then ends" in said
    assert said.count("at 09:00 UK time") == 3
    assert wording.AT_MOST_ONCE in said
    [announced] = told(app, channel)
    assert announced.startswith(f"<@{person}> has made digest d")
    assert LINE in announced


def test_asked_for_twice_in_a_row_it_is_one(app: Open, channel: str) -> None:
    person = somebody()
    assert make(app, channel, user=person) == make(app, channel, user=person)


def test_a_digest_is_made_by_mention_and_by_direct_message(app: Open, channel: str) -> None:
    result = send(app, "app_mention", text=f"digest {LINE}", channel=channel)
    assert "is made" in result["final_messages"][0]["text"]
    assert len(told(app, channel)) == 1
    result = send(app, "message.im", text="digest every month at 10:00 UK time topic rural payments repeat")
    assert "then begins again" in result["final_messages"][0]["text"]


def test_a_question_about_digests_is_a_question(app: Open) -> None:
    result = send(app, "message.im", text="digest of what happened with rural payments in 2014?")
    assert "private beta" in result["final_messages"][0]["text"]


def test_it_is_listed_previewed_paused_resumed_and_deleted_by_anyone_in_the_channel(app: Open, channel: str) -> None:
    name = make(app, channel)
    assert f"{name}: {LINE}" in write(app, channel, "list")
    preview = write(app, channel, f"preview {name}")
    assert wording.PREVIEWED in preview
    assert "Action 1, " in preview
    assert write(app, channel, f"pause {name} until 31 January 2040") == f"Digest {name} is paused until 31 January 2040."
    assert write(app, channel, f"pause {name}").startswith(wording.UNCHANGED)
    assert write(app, channel, f"resume {name}") == f"Digest {name} is resumed."
    assert write(app, channel, f"resume {name}").startswith(wording.UNCHANGED)
    assert write(app, channel, f"pause {name} until 1 January 2020") == wording.PAST_DATE
    assert write(app, channel, f"delete {name}") == f"Digest {name} is deleted."
    assert write(app, channel, f"preview {name}") == wording.no_digest(name)
    assert wording.NO_DIGESTS in write(app, channel, "list")
    assert len(told(app, channel)) == 4


def test_another_channel_does_not_see_it(app: Open, channel: str) -> None:
    name = make(app, channel)
    assert write(app, "C0RANDOM02", f"delete {name}") == wording.no_digest(name)


def test_a_stranger_gets_nothing(app: Open, channel: str) -> None:
    name = make(app, channel)
    stranger = {"user": "U0STRNGR08", "team": "T0OTHER001"}
    for line in ("list", LINE, f"preview {name}", f"delete {name}", "new"):
        result = send(app, "app_mention", text=f"digest {line}", channel=channel, **stranger)
        assert result["final_messages"][0]["text"] == wording.NOT_FOR_STRANGERS


def test_a_channel_that_the_app_is_not_in_is_refused_and_nothing_kept(app: Open) -> None:
    assert "I cannot post in that channel" in write(app, "C0NOBOT003", LINE)
    assert wording.NO_DIGESTS in write(app, "C0NOBOT003", "list")


def test_a_channel_has_ten_at_the_most(app: Open, channel: str) -> None:
    for hour in range(10):
        make(app, channel, f"every day at {hour:02}:00 outcomes")
    assert write(app, channel, LINE) == wording.TOO_MANY_DIGESTS
    assert write(app, channel, "list").count(": every day at ") == 10


@pytest.mark.parametrize(
    "line",
    [
        "every 31st at 9 actions",
        "every day at 25:00 actions",
        "every day at 9 BST actions",
        "every day at 9 Mars/Base actions",
        "every day at 9 topic xyzzy",
        "fetch",
        "pause x",
    ],
)
def test_what_is_not_in_the_grammar_says_what_to_write(app: Open, channel: str, line: str) -> None:
    assert "for example" in write(app, channel, line)
    assert told(app, channel) == []


def test_help_shows_lines_that_work(app: Open, channel: str) -> None:
    said = write(app, channel, "help")
    lines = re.findall(r"/defra-digest (every .*)", said)
    assert len(lines) == 3
    for line in lines:
        make(app, channel, line)


# The form


FILLED = {"days.days": "monday, thursday", "time.time": "17:15", "zone.zone": "UK time", "content.content": "outcomes"}


def fill(app: Open, channel: str, **changed: Any) -> dict[str, Any]:
    """Open the form by the command and send it."""
    person = somebody()
    opened_form = send(app, "slash", command="/defra-digest", text="new", channel=channel, user=person)
    assert [call["method"] for call in opened_form["calls"]] == ["views.open"]
    values = {"channel.channel": channel, **FILLED, **{name.replace("__", "."): value for name, value in changed.items()}}
    return send(app, "view_submission", callback_id="digest", user=person, set=values, wait=0.2) | {"person": person}


def test_the_form_shows_what_it_will_do_before_it_makes_a_digest(app: Open, channel: str) -> None:
    filled = fill(app, channel, repeat__repeat=["repeat"], holidays__holidays="scotland")
    view = filled["ack"]["body"]["view"]
    shown = str(view["blocks"])
    assert "outcomes" in shown
    assert shown.count("at 17:15 UK time") == 3
    assert wording.AT_MOST_ONCE in shown
    assert told(app, channel) == []
    made = send(app, "view_submission", callback_id="digest_made", user=filled["person"])
    assert "is made" in made["calls"][-1]["args"]["text"]
    assert "every Monday and Thursday at 17:15 Europe/London outcomes skipping scotland holidays repeat" in told(app, channel)[
        0
    ].replace("Scotland", "scotland")


@pytest.mark.parametrize(
    ("field", "value"),
    [("days__days", "every 31st"), ("time__time", "25:00"), ("zone__zone", "BST"), ("content__content", "topic")],
)
def test_wrong_input_in_a_field_gets_its_sentence_and_what_was_typed_stays(
    app: Open, channel: str, field: str, value: str
) -> None:
    answered = fill(app, channel, **{field: value})["ack"]["body"]
    assert answered["response_action"] == "errors"
    name = "topic" if value == "topic" else field.partition("__")[0]
    assert list(answered["errors"]) == [name]
    assert "for example" in answered["errors"][name]


def test_a_form_for_a_channel_that_the_app_is_not_in_says_so_by_direct_message(app: Open) -> None:
    filled = fill(app, "C0NOBOT003")
    made = send(app, "view_submission", callback_id="digest_made", user=filled["person"])
    assert "I cannot post in that channel" in made["calls"][-1]["args"]["text"]


# Buttons, Home and the clock


def post_now(app: Open, channel: str) -> None:
    """Let what a channel has be due, and the clock post it."""
    found = Settings(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, f"{app.lab.url}/api/", contact="#help")
    ticking = clock(found, app.house.database, identify(found))
    with app.house.database.writing() as connection:
        here = update(subscriptions).where(subscriptions.c.channel == channel)
        connection.execute(here.values(next_due=time.time() - 5))
    ticking.start()
    _until_posted(app)
    ticking.stop()


def _until_posted(app: Open) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        with app.house.database.reading() as connection:
            states = [row.state for row in connection.execute(select(deliveries.c.state))]
        if states and not {"pending", "sending"} & set(states):
            return
        time.sleep(0.1)


def test_a_posted_digest_is_paused_and_stopped_by_its_buttons(app: Open, channel: str) -> None:
    name = make(app, channel)
    post_now(app, channel)
    posted = [m for m in app.lab.messages(channel) if (m.get("metadata") or {}).get("event_type") == "digest_delivery"]
    assert len(posted) == 1
    assert "16 January 2015" in posted[0]["text"]
    assert f"Digest {name} is paused." in private(
        send(app, "block_actions", action_id="digest.pause", channel=channel, value=name)
    )
    history = private(send(app, "block_actions", action_id="digest.history", channel=channel, value=name))
    assert "posted" in history
    assert f"Digest {name} is resumed." in private(
        send(app, "block_actions", action_id="digest.resume", channel=channel, value=name)
    )
    assert wording.PREVIEWED in private(send(app, "block_actions", action_id="digest.preview", channel=channel, value=name))
    assert f"Digest {name} is deleted." in private(
        send(app, "block_actions", action_id="digest.stop", channel=channel, value=name)
    )
    gone = private(send(app, "block_actions", action_id="digest.history", channel=channel, value=name))
    assert gone == wording.no_digest(name)


def test_a_persons_own_digests_stand_on_home(app: Open, channel: str) -> None:
    person = somebody()
    name = make(app, channel, user=person)
    home = send(app, "app_home_opened", user=person, tab="home")
    assert f"{name}: {LINE}" in str(home["calls"][0]["args"]["view"])
    paused = send(app, "block_actions", user=person, action_id="digest.pause")
    assert f"Digest {name} is paused." in str(paused["calls"][-1]["args"]["view"])
    assert [call["method"] for call in send(app, "block_actions", user=person, action_id="home")["calls"]] == ["views.publish"]
    assert send(app, "block_actions", user=person, action_id="digest.new")["calls"][0]["method"] == "views.open"


def test_a_button_of_nothing_says_so(app: Open) -> None:
    assert private(send(app, "block_actions", action_id="digest.pause", channel="C0GENERAL1", value="x")) == wording.OLD_BUTTON


def maker(app: Open, name: str) -> str:
    """Whose a digest is."""
    with app.house.database.reading() as connection:
        found = select(subscriptions.c.maker).where(subscriptions.c.id == keeping.number_of(name))
        return str(connection.execute(found).scalar_one())


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """The app, which may ask Slack about people."""
    monkeypatch.setattr(open_house, "GRANTED", [*open_house.GRANTED, "users:read"])
    with opened("http", sqlite(tmp_path)) as app:
        yield app


@pytest.mark.parametrize(
    ("made_by", "fault", "taken_over"),
    [
        ("U0GONE0007", "", True),
        ("U0BRUNO002", "", False),
        ("U0BRUNO002", "users.info:error,error=user_not_found,count=-1", True),
        ("U0GONE0007", "users.info:truncate,count=-1", False),
    ],
)
def test_whoever_changes_a_digest_takes_over_from_a_maker_who_is_gone(
    asking: Open, made_by: str, fault: str, taken_over: bool
) -> None:
    name, heir = make(asking, "C0GENERAL1", user=made_by), somebody()
    if fault:
        asking.lab.fault(fault)
    assert "is paused" in write(asking, "C0GENERAL1", f"pause {name}", user=heir, wait=20.0)
    assert maker(asking, name) == (heir if taken_over else made_by)


def test_a_digest_that_has_ended_is_listed_and_can_no_longer_be_paused(app: Open, channel: str) -> None:
    name = make(app, channel)
    with app.house.database.writing() as connection:
        ended = update(subscriptions).where(subscriptions.c.id == keeping.number_of(name))
        connection.execute(ended.values(state="ended", next_due=None))
    [call] = send(app, "slash", command="/defra-digest", text="list", channel=channel)["calls"]
    assert f"{name}: {LINE}. {wording.ENDED}" in call["args"]["text"]
    labels = [e["text"]["text"] for block in call["args"]["blocks"] if block["type"] == "actions" for e in block["elements"]]
    assert labels == [f"{wording.PREVIEW} {name}", f"{wording.HISTORY_SHOWN} {name}", f"{wording.STOP} {name}"]


def test_a_mention_that_asks_for_the_form_gets_a_button_for_it(app: Open, channel: str) -> None:
    assert wording.OPEN_FORM in str(send(app, "app_mention", text="digest new", channel=channel)["final_messages"])


def test_of_what_the_report_has_nothing_on_no_digest_is_made(app: Open, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.editions.turns", lambda *_: 0)
    assert write(app, channel, LINE) == wording.NOTHING_TO_POST


# What breaks, and who may not.


def explode(*_: object, **__: object) -> None:
    """Something nobody thought of."""
    raise ZeroDivisionError


def test_a_stranger_who_presses_a_button_gets_nothing(app: Open, channel: str) -> None:
    name = make(app, channel)
    for action in ("digest.new", "digest.pause", "digest.history"):
        clicked = send(app, "block_actions", action_id=action, value=name, channel=channel, user="U0STRNGR08")
        assert private(clicked) == wording.NOT_FOR_STRANGERS


def test_the_zone_is_the_persons_own_where_the_app_may_ask_for_it(asking: Open) -> None:
    form = send(asking, "slash", command="/defra-digest", text="new", user="U0CHIKA003")["calls"][-1]["args"]["view"]
    fields = {block["block_id"]: block["element"] for block in form["blocks"]}
    assert fields["zone"]["initial_value"] == "Asia/Kolkata"
    assert "Asia/Kolkata" in write(asking, "C0GENERAL1", "every day at 09:00 actions", user="U0CHIKA003")


def test_a_form_that_a_stranger_confirms_makes_nothing(app: Open, channel: str) -> None:
    kept = {"channel": channel, "line": LINE}
    made = send(app, "view_submission", callback_id="digest_made", user="U0STRNGR08", private_metadata=json.dumps(kept))
    assert made["calls"][-1]["args"]["text"] == wording.NOT_FOR_STRANGERS
    assert told(app, channel) == []


def test_a_form_that_cannot_be_opened_says_so(app: Open, channel: str) -> None:
    app.lab.fault("views.open:error,error=expired_trigger_id")
    assert write(app, channel, "new") == wording.NO_FORM


def test_whatever_breaks_in_the_form_is_told(app: Open, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Keeping, "described", explode)
        answered = fill(app, channel)["ack"]["body"]
        assert "Something went wrong" in answered["errors"]["channel"]
    filled = fill(app, channel)
    with monkeypatch.context() as broken:
        broken.setattr(Keeping, "make", explode)
        made = send(app, "view_submission", callback_id="digest_made", user=filled["person"])
        assert "Something went wrong" in made["calls"][-1]["args"]["text"]


def test_a_maker_who_cannot_be_told_has_the_digest_all_the_same(app: Open, channel: str) -> None:
    filled = fill(app, channel)
    app.lab.fault("chat.postMessage:error,error=cannot_dm_bot,skip=1")
    send(app, "view_submission", callback_id="digest_made", user=filled["person"], wait=1.0)
    assert "outcomes" in write(app, channel, "list")


def test_a_form_without_a_channel_says_so(app: Open, channel: str) -> None:
    person = somebody()
    send(app, "slash", command="/defra-digest", text="new", channel=channel, user=person)
    values = {**FILLED, "channel.channel": ""}
    answered = send(app, "view_submission", callback_id="digest", user=person, set=values, wait=0.2)["ack"]["body"]
    assert answered["errors"] == {"channel": wording.NO_CHANNEL}
