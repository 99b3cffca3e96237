"""Home, the shortcuts and sharing, for real: called by Slack's stand-in over both transports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import asking, cards, home, replying, sharing, wording
from bot.store import Inbox, Silences
from knowledge import KnowledgeBase
from knowledge.statements import find
from tests.open_house import Open, opened, sqlite
from tests.postgres import Postgres
from tests.slack import lint_view

RURAL = "what happened with rural payments in 2014?"
PRIVATE_BETA = "Rural payments for farmers went into private beta in July 2014"
DANGER = "<!channel> <@U0ALICE001> <http://evil|GOV.UK> *b* & <b>"
people = count(1)


@pytest.fixture(scope="module", params=["http", "socket"])
def app(request: pytest.FixtureRequest, postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The app over HTTP on SQLite, and over a socket on PostgreSQL."""
    url = sqlite(tmp_path_factory.mktemp("state")) if request.param == "http" else postgres.new_database()
    with opened(request.param, url) as app:
        yield app


def somebody() -> str:
    """A person of their own."""
    return f"U1{next(people):08d}"


def send(app: Open, kind: str, **options: Any) -> dict[str, Any]:
    """Send one thing, and check what holds for all."""
    result = app.lab.send(kind, **{"user": somebody(), **options})
    assert result["ack"]["status"] == 200
    assert result["violations"] == []
    assert result["ack_violations"] == []
    return dict(result)


def words_in(thing: Any) -> str:
    """All words in blocks."""
    if isinstance(thing, dict):
        return " ".join([str(thing["text"]) if isinstance(thing.get("text"), str) else "", *map(words_in, thing.values())])
    return " ".join(map(words_in, thing)) if isinstance(thing, list) else ""


def shown(result: dict[str, Any]) -> str:
    """The words on the Home that was published."""
    [call] = result["calls"]
    assert call["method"] == "views.publish"
    return words_in(call["args"]["view"]["blocks"])


def private(result: dict[str, Any]) -> list[str]:
    """What only the person sees."""
    return [str(c["args"]["text"]) for c in result["calls"] if c["method"] in ("chat.postEphemeral", "response_url") and c["ok"]]


def test_home_says_what_it_is_as_of_when_and_what_it_cannot_answer(app: Open) -> None:
    new = somebody()
    for _ in range(2):
        seen = shown(send(app, "app_home_opened", user=new, tab="home"))
        assert "16 January 2015" in seen
        assert "nothing about today" in seen
        assert "#help" in seen
        assert all(example in seen for example in wording.EXAMPLES[:4])


def test_the_messages_tab_publishes_nothing(app: Open) -> None:
    assert send(app, "app_home_opened", tab="messages", wait=0.2)["calls"] == []


def test_home_has_every_action_and_every_topic(base: KnowledgeBase) -> None:
    view = home.start(base, wording.privacy("#help", keeps_questions=True))
    assert lint_view(view, "home") == []
    assert all(base.report.quote(title.span) in words_in(view["blocks"]) for title in base.titles.values())
    options = [
        o["value"]
        for b in view["blocks"]
        for e in b.get("elements", [])
        for g in e.get("option_groups", [])
        for o in g["options"]
    ]
    assert options == list(base.topics.by_id)


def test_every_path_from_home_leads_to_what_it_says(base: KnowledgeBase) -> None:
    for number in base.titles:
        view = home.answered(base, replying.reply(base, f"action {number}").message, f"action {number}")
        assert lint_view(view, "home") == []
        years = [e["value"] for e in view["blocks"][1]["elements"] if e["action_id"].startswith("show.year")]
        assert len(years) == len({a.year for a in base.sections if a.action == number and a.year})
        for value in years:
            reply = replying.reply(base, value)
            assert reply.answer
            assert {c.address.action for c in reply.answer.citations} == {number}
            assert {str(c.address.year) for c in reply.answer.citations} == {value.split()[-1]}
            assert lint_view(home.answered(base, reply.message, value), "home") == []
    for topic in base.topics.by_id:
        view = home.answered(base, replying.reply(base, f"topic {topic}").message, topic)
        assert lint_view(view, "home") == []


@pytest.mark.parametrize("name", ["start", "an action", "plans beside outcomes", "form", "found"])
def test_golden_views(base: KnowledgeBase, name: str, snapshot: SnapshotAssertion) -> None:
    views: dict[str, Callable[[], Any]] = {
        "start": lambda: home.start(base, wording.privacy("#help", keeps_questions=False)),
        "an action": lambda: home.answered(base, replying.reply(base, "action 5 2014").message, "action 5 2014"),
        "plans beside outcomes": lambda: home.answered(base, replying.reply(base, "outcomes 5").message, "outcomes 5"),
        "form": asking.form,
        "found": lambda: cards.of_found(base, find(base, TRUE)).content(),
    }
    assert views[name]() == snapshot(extension_class=JSONSnapshotExtension)


def test_home_is_browsed_on_home(app: Open) -> None:
    person = somebody()
    send(app, "app_home_opened", user=person, tab="home")
    assert "Action 5, commitment 2012" in shown(send(app, "block_actions", user=person, action_id="show.action5"))
    assert PRIVATE_BETA in shown(send(app, "block_actions", user=person, action_id="show.year2014"))
    assert wording.ALL_ACTIONS in shown(send(app, "block_actions", user=person, action_id="home"))
    assert PRIVATE_BETA in shown(send(app, "block_actions", user=person, action_id="topic", value="rural_payments"))
    assert PRIVATE_BETA in shown(send(app, "block_actions", user=person, action_id="search", value=RURAL))
    assert wording.REPORTED in shown(send(app, "block_actions", user=person, action_id="show.outcomes"))


def test_the_form_asks_and_the_answer_comes_by_direct_message(app: Open) -> None:
    person = somebody()
    opened_form = send(app, "shortcut", callback_id="ask_report", user=person)
    assert [call["method"] for call in opened_form["calls"]] == ["views.open"]
    sent = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": RURAL})
    [call] = sent["calls"]
    assert (call["method"], call["args"]["channel"]) == ("chat.postMessage", person)
    assert PRIVATE_BETA in call["args"]["text"]


@pytest.mark.parametrize(("typed", "expected"), [("", wording.NO_QUESTION_TYPED), ("   ", wording.NO_QUESTION_TYPED)])
def test_an_empty_form_says_so_and_can_be_sent_again(app: Open, typed: str, expected: str) -> None:
    person = somebody()
    send(app, "shortcut", callback_id="ask_report", user=person)
    refused = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": typed}, wait=0.2)
    assert refused["ack"]["body"]["errors"] == {"question": expected}
    again = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": RURAL})
    assert PRIVATE_BETA in again["calls"][0]["args"]["text"]


def test_a_form_with_too_long_a_question_says_so(app: Open) -> None:
    sent = send(app, "view_submission", callback_id="ask_report", set={"question.question": "x " * 1001}, wait=0.2)
    assert sent["ack"]["body"]["errors"] == {"question": wording.too_long(1000)}


def test_markup_in_the_form_comes_out_as_plain_text(app: Open) -> None:
    sent = send(app, "view_submission", callback_id="ask_report", set={"question.question": f"topic {DANGER}"})
    assert not any(sign in sent["calls"][0]["args"]["text"] for sign in ("<!", "<@", "<http"))


TRUE = "Rural payments for farmers went into private beta in July 2014. The canteen serves soup on Fridays."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TRUE, [f"{wording.BACKED}: “Rural payments for farmers", wording.UNBACKED["nothing"], "Action 5, progress 2014"]),
        ("Rural payments for farmers went into private beta in June 2014.", [wording.UNBACKED["date"], "July 2014"]),
        (":wave:", [wording.NO_WORDS]),
        ("hello there", [wording.NO_STATEMENT]),
        ("The moon is made of green cheese and nobody minds.", [wording.UNBACKED["nothing"]]),
        ("Rural payments for farmers went into private beta in July 2014. " * 600, [wording.BACKED, wording.NOT_ALL]),
        (DANGER, []),
    ],
)
def test_a_message_is_held_against_the_report(app: Open, text: str, expected: list[str]) -> None:
    result = send(app, "message_action", callback_id="find_in_report", text=text, wait=15.0)
    [told] = private(result)
    assert all(part in told for part in expected)
    assert not any(sign in told for sign in ("<!", "<@", "<http"))


@pytest.mark.parametrize("channel", ["C0GENERAL1", "C0NOBOT003", "C0PRIVATE5", "D0ALICE001"])
def test_a_private_answer_is_shared_once_where_it_was_asked(app: Open, channel: str) -> None:
    person = somebody() if channel.startswith("C") else "U0ALICE001"
    asked = send(app, "slash", command="/defra", text=RURAL, channel=channel, user=person)
    assert PRIVATE_BETA in asked["ack_answer"]["text"]
    result = send(app, "block_actions", action_id="share", channel=channel, user=person)
    [call] = result["calls"]
    assert (call["method"], call["args"]["response_type"]) == ("response_url", "in_channel")
    assert call["args"]["text"].startswith(f"<@{person}> shared this answer to: {RURAL}")
    assert PRIVATE_BETA in call["args"]["text"]
    again = send(app, "block_actions", action_id="share", channel=channel, user=person)
    assert private(again) == [wording.SHARED_ALREADY]


def test_a_silence_is_shared_with_its_reason(app: Open) -> None:
    person = somebody()
    send(app, "slash", command="/defra", text="how much did rural payments cost?", user=person)
    result = send(app, "block_actions", action_id="share", user=person)
    assert wording.SILENT in result["calls"][0]["args"]["text"]


def test_an_old_answer_is_not_shared(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "OPEN_FOR", -1)
    person = somebody()
    send(app, "slash", command="/defra", text=RURAL, user=person)
    assert private(send(app, "block_actions", action_id="share", user=person)) == [wording.TOO_OLD_TO_SHARE]


def test_a_share_that_slack_refuses_says_so(app: Open) -> None:
    person = somebody()
    send(app, "slash", command="/defra", text=RURAL, user=person)
    app.lab.fault("response_url:http,status=404")
    told = private(send(app, "block_actions", action_id="share", user=person))
    assert wording.CANNOT_SHARE in told


def test_a_click_on_nothing_shareable_says_so(app: Open) -> None:
    result = send(
        app, "block_actions", action_id="share", value="junk", channel="C0GENERAL1", ts=str(app.lab.lab.workspace.clock.ts())
    )
    assert private(result) == [wording.OLD_BUTTON]


# What breaks: an acknowledgement and a sentence all the same.


def explode(*_: object, **__: object) -> None:
    """Something nobody thought of."""
    raise ZeroDivisionError


def broken_store(*_: object, **__: object) -> None:
    """The database is gone."""
    raise OperationalError("SELECT", {}, Exception("gone"))


def test_whatever_breaks_on_home_is_told(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    person = somebody()
    with monkeypatch.context() as broken:
        broken.setattr(home, "start", explode)
        result = send(app, "app_home_opened", user=person, tab="home")
    assert "Something went wrong" in result["calls"][0]["args"]["text"]
    app.lab.fault("views.publish:error,error=not_enabled")
    result = send(app, "app_home_opened", user=person, tab="home")
    assert "Something went wrong" in result["calls"][-1]["args"]["text"]


def test_whatever_breaks_in_the_form_is_told(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    person = somebody()
    app.lab.fault("views.open:error,error=expired_trigger_id")
    told = send(app, "shortcut", callback_id="ask_report", user=person)
    assert "Something went wrong" in told["calls"][-1]["args"]["text"]
    with monkeypatch.context() as broken:
        broken.setattr(replying, "reply", explode)
        told = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": RURAL})
    assert "Something went wrong" in told["calls"][0]["args"]["text"]
    app.lab.fault("chat.postMessage:drop_after")
    told = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": RURAL + " "})
    assert told["calls"][-1]["args"]["text"] == wording.ASKED_AGAIN
    app.lab.fault("chat.postMessage:error,error=cannot_dm_bot")
    told = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": RURAL + "?"})
    assert "Something went wrong" in told["calls"][-1]["args"]["text"]


def test_without_the_store_forms_home_and_shares_still_work(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    person = somebody()
    send(app, "slash", command="/defra", text=RURAL, user=person)
    monkeypatch.setattr(Inbox, "see", broken_store)
    monkeypatch.setattr(Silences, "note", broken_store)
    assert PRIVATE_BETA in send(app, "block_actions", action_id="share", user=person)["calls"][0]["args"]["text"]
    assert "16 January 2015" in shown(send(app, "app_home_opened", user=person, tab="home"))
    sent = send(app, "view_submission", callback_id="ask_report", user=person, set={"question.question": RURAL})
    assert PRIVATE_BETA in sent["calls"][0]["args"]["text"]
