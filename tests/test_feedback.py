"""Feedback: thumbs and what was expected, forgetting people and workspaces, and the list of it all."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

import knowledge
from bot import cards, feedback, sweeping, wording
from bot.command_line import main
from bot.house import House
from bot.store import Ballot, Database, Forgetting, Noted, Silence, Silences, Verdict, Vote, Votes, open_database, silences, votes
from bot.store.tables import deliveries as deliveries_table
from bot.store.tables import inbox, metadata
from bot.store.tables import lanes as lanes_table
from bot.store.tables import silences as silences_table
from bot.store.tables import subscriptions as subscriptions_table
from bot.store.tables import threads as threads_table
from bot.store.tables import votes as votes_table
from bot.tally import Tally
from knowledge import KnowledgeBase
from tests.open_house import Open, opened, sqlite
from tests.postgres import Postgres
from tests.slack.identity import ALICE, TEAM

RURAL = "what happened with rural payments in 2014?"
SILENT = "how much did rural payments cost?"
EVERY_DAY = "digest every weekday at 09:00 actions"
GENERAL = "C0GENERAL1"
UP, DOWN = "up:answered:rural_payments", "down:answered:rural_payments"
people = count(1)
PLACES = [("http", "sqlite"), ("socket", "postgres")]


def broken_store(*_: Any, **__: Any) -> Any:
    """What a store does that is gone."""
    raise OperationalError("SELECT", {}, Exception("gone"))


def somebody() -> str:
    """A person of their own, so that nobody presses too fast."""
    return f"U0{next(people):08d}"


@pytest.fixture(params=PLACES, ids="-".join)
def place(request: pytest.FixtureRequest, postgres: Postgres, tmp_path: Path) -> tuple[str, str]:
    """A transport, and the URL of a new database."""
    transport, store = request.param
    return transport, sqlite(tmp_path) if store == "sqlite" else postgres.new_database()


@pytest.fixture
def app(place: tuple[str, str]) -> Iterator[Open]:
    """The app, which keeps no questions."""
    with opened(*place) as app:
        yield app


@pytest.fixture
def keeping(place: tuple[str, str]) -> Iterator[Open]:
    """The app, which keeps questions."""
    with opened(*place, keep_questions=True) as app:
        yield app


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[Open]:
    """The app over HTTP on SQLite, for one test; it keeps questions."""
    with opened("http", sqlite(tmp_path), keep_questions=True) as app:
        yield app


def send(app: Open, kind: str, **options: Any) -> dict[str, Any]:
    """Send one thing; all that comes of it is acknowledged in time, and within Block Kit."""
    result = app.lab.send(kind, **options)
    assert (result["ack"]["status"], result["violations"], result["ack_violations"]) == (200, [], [])
    return dict(result)


def press(app: Open, value: str, user: str, **options: Any) -> dict[str, Any]:
    """Press a thumb below the newest answer."""
    return send(app, "block_actions", action_id=cards.FEEDBACK, value=value, user=user, **options)


def said(result: dict[str, Any]) -> str:
    """The one sentence that whoever pressed gets."""
    [call] = [call for call in result["calls"] if call["method"] == "response_url"]
    assert call["args"]["response_type"] == "ephemeral"
    assert call["args"]["replace_original"] is False
    return str(call["args"]["text"])


def rows(house: House, table: Any) -> list[Any]:
    """All rows of a table."""
    with house.database.reading() as connection:
        return list(connection.execute(select(table)))


def verdicts(app: Open) -> list[tuple[str, str, str | None, str | None]]:
    """The votes that are stored."""
    return [(row.verdict, row.outcome, row.topic, row.expected) for row in rows(app.house, votes_table)]


def thumbs(result: dict[str, Any]) -> list[str]:
    """The values of the thumbs below an answer."""
    message = result["ack_answer"] or result["final_messages"][-1]
    pairs = [block["elements"][0] for block in message["blocks"] if block["type"] == "context_actions"]
    return [pair[half]["value"] for pair in pairs for half in ("positive_button", "negative_button")]


def test_below_answers_and_silences_stand_thumbs(app: Open) -> None:
    assert thumbs(send(app, "message.im", text=RURAL)) == [UP, f"{DOWN}\n{RURAL}"]
    assert thumbs(send(app, "slash", command="/defra", text=SILENT)) == [
        "up:not_in_report:cost_efficiency",
        f"down:not_in_report:cost_efficiency\n{SILENT}",
    ]
    assert thumbs(send(app, "message.im", text="help")) == []
    assert thumbs(send(app, "message.im", text="hi")) == []


def test_each_topic_can_be_told_by_a_thumb(base: KnowledgeBase) -> None:
    values = [cards.thumbs(knowledge.about_topic(base, topic)) for topic in base.topics.by_id.values()]
    told = [element["positive_button"]["value"] for block in values for element in block["elements"]]
    assert all(feedback.VALUE.fullmatch(value) for value in told)


def test_a_vote_is_noted_once_and_may_be_changed(app: Open) -> None:
    send(app, "app_mention", text=RURAL)
    user = somebody()
    first = press(app, UP, user, channel=GENERAL)
    assert said(first).startswith(wording.VOTED)
    assert first["calls"][0]["args"]["thread_ts"]
    assert said(press(app, UP, user, channel=GENERAL)).startswith(wording.VOTED_ALREADY)
    assert verdicts(app) == [("up", "answered", "rural_payments", None)]
    changed = press(app, DOWN, user, channel=GENERAL)
    assert said(changed).startswith(wording.VOTE_CHANGED)
    assert [call["method"] for call in changed["calls"]] == ["response_url"]
    assert said(press(app, UP, somebody(), channel=GENERAL)).startswith(wording.VOTED)
    assert sorted(verdicts(app)) == [("down", "answered", "rural_payments", None), ("up", "answered", "rural_payments", None)]


def test_answers_are_voted_on_one_by_one(app: Open) -> None:
    user = somebody()
    for text in (RURAL, "action 8 in 2013"):
        value = thumbs(send(app, "message.im", text=text, user=user))[0]
        assert said(press(app, value, user)).startswith(wording.VOTED)
    assert len(verdicts(app)) == 2


def test_where_questions_are_not_kept_nothing_more_is_asked_or_kept(app: Open) -> None:
    result = press(app, DOWN, ALICE)
    assert said(result).startswith(wording.VOTED)
    assert app.lab.views(ALICE) == []
    key = rows(app.house, votes_table)[0].answer
    sent = submit(app, "its costs", ALICE, private_metadata=key)
    assert sent["ack_answer"] == {"response_action": "errors", "errors": {"expected": wording.NO_VOTE}}
    assert verdicts(app) == [("down", "answered", "rural_payments", None)]


def submit(app: Open, text: str | None, user: str, **options: Any) -> dict[str, Any]:
    """Send the form for what was expected."""
    return send(
        app, "view_submission", callback_id="expected", user=user, set={"expected.expected": text}, **{"wait": 0.3, **options}
    )


def test_after_a_thumb_down_one_may_say_what_one_expected(keeping: Open) -> None:
    send(keeping, "message.im", text=RURAL)
    result = press(keeping, DOWN, ALICE)
    assert said(result).startswith(wording.VOTED)
    [view] = keeping.lab.views(ALICE)
    assert (view["callback_id"], view["title"]["text"]) == ("expected", wording.EXPECTED)
    assert submit(keeping, "  the dates of\nprivate\x00 beta ", ALICE)["ack_answer"] is None
    assert verdicts(keeping) == [("down", "answered", "rural_payments", "the dates of private beta")]
    assert said(press(keeping, DOWN, ALICE)).startswith(wording.VOTED_ALREADY)
    assert submit(keeping, None, ALICE)["ack_answer"] is None
    assert verdicts(keeping) == [("down", "answered", "rural_payments", "the dates of private beta")]
    assert said(press(keeping, UP, ALICE)).startswith(wording.VOTE_CHANGED)
    assert verdicts(keeping) == [("up", "answered", "rural_payments", None)]
    gone = submit(keeping, "too late", ALICE, private_metadata="C0GENERAL1:1700000000.000100")
    assert gone["ack_answer"]["errors"] == {"expected": wording.NO_VOTE}
    assert verdicts(keeping) == [("up", "answered", "rural_payments", None)]


def test_what_was_asked_is_kept_with_a_vote_against_its_answer_where_questions_are_kept(keeping: Open) -> None:
    up, down = thumbs(send(keeping, "message.im", text="what about *rural* payments &amp; 2014?"))
    assert wording.QUESTION_KEPT in said(press(keeping, down, ALICE))
    assert [row.asked for row in rows(keeping.house, votes_table)] == ["what about rural payments & 2014?"]
    assert wording.QUESTION_KEPT not in said(press(keeping, up, ALICE))
    assert [row.asked for row in rows(keeping.house, votes_table)] == [None]


def test_what_was_asked_is_not_kept_otherwise(app: Open) -> None:
    _, down = thumbs(send(app, "message.im", text=RURAL))
    assert wording.QUESTION_KEPT not in said(press(app, down, ALICE))
    assert [row.asked for row in rows(app.house, votes_table)] == [None]


def test_of_people_of_other_organisations_no_vote_is_stored(keeping: Open) -> None:
    send(keeping, "app_mention", text=RURAL, channel="C0SHARED07")
    assert said(press(keeping, DOWN, "U0STRNGR08", channel="C0SHARED07")) == wording.VOTE_OF_STRANGER
    assert keeping.lab.views() == []
    sent = submit(keeping, "something", "U0STRNGR08", private_metadata="C0SHARED07:1700000000.000100")
    assert sent["ack_answer"]["errors"] == {"expected": wording.NO_VOTE}
    assert verdicts(keeping) == []


@pytest.mark.parametrize(
    "value", ["", "up", "sideways:answered:", "up:answered:no_such_topic", "up:guessed:", "up:answered:<!x>"]
)
def test_a_thumb_that_cannot_be_read_is_from_another_version(lone: Open, value: str) -> None:
    assert said(press(lone, value, ALICE)) == wording.OLD_BUTTON
    assert verdicts(lone) == []


def test_whatever_breaks_whoever_voted_is_told(lone: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    send(lone, "message.im", text=RURAL)
    press(lone, DOWN, ALICE)
    monkeypatch.setattr(Votes, "cast", broken_store)
    monkeypatch.setattr(Votes, "expect", broken_store)
    assert re.search("Something went wrong.* reference [0-9a-f]{8}", said(press(lone, UP, ALICE)))
    [problem] = submit(lone, "something", ALICE)["ack_answer"]["errors"].values()
    assert re.search("Something went wrong.* reference [0-9a-f]{8}", problem)


def test_a_vote_counts_where_the_form_does_not_open(lone: Open) -> None:
    lone.lab.fault("views.open:error,error=expired_trigger_id")
    assert said(press(lone, DOWN, ALICE)).startswith(wording.VOTED)
    assert verdicts(lone) == [("down", "answered", "rural_payments", None)]


@pytest.mark.parametrize(("fault", "whispered"), [("response_url:http,status=404", True), ("response_url:drop", False)])
def test_where_the_response_address_fails_a_whisper_says_it(lone: Open, fault: str, whispered: bool) -> None:
    send(lone, "app_mention", text=RURAL)
    lone.lab.fault(fault)
    press(lone, UP, ALICE, channel=GENERAL, wait=1.5)
    told = [call["args"]["text"] for call in lone.lab.calls("chat.postEphemeral")]
    assert len(told) == whispered
    assert all(text.startswith(wording.VOTED) for text in told)
    assert len(verdicts(lone)) == 1


@pytest.mark.parametrize("words", ["forget me", "Forget  me please.", "FORGET ME"])
def test_forget_me_removes_what_is_stored_about_a_person(keeping: Open, words: str) -> None:
    for user in (ALICE, "U0BRUNO002"):
        send(keeping, "message.im", text=RURAL, user=user)
        press(keeping, DOWN, user)
        send(keeping, "app_mention", text=SILENT, user=user)
    send(keeping, "app_mention", text=EVERY_DAY)
    elsewhere = {
        "team": "T0OTHER001",
        "person": ALICE,
        "answer": "C1:1",
        "verdict": "up",
        "outcome": "answered",
        "at": time.time(),
    }
    with keeping.house.database.writing() as connection:
        connection.execute(insert(votes_table).values(**elsewhere))
        unfinished = {"key": f"{TEAM}:{GENERAL}:9", "state": "new", "arrived": time.time(), "lease": 9e12, "owner": "another"}
        place = {"team": TEAM, "person": ALICE}
        shared = {"state": "done", "arrived": time.time(), "lease": 0.0, "owner": "another", "attempts": 1}
        connection.execute(insert(inbox).values(**shared, key=f"shared:{GENERAL}:1:{ALICE}"))
        connection.execute(insert(inbox).values(**unfinished, place=json.dumps(place), question=SILENT, attempts=1))
    result = send(keeping, "message.im", text=words)
    assert [message["text"] for message in result["final_messages"]] == [wording.FORGOTTEN]
    for table in (threads_table, silences_table, votes_table):
        assert {(row.team, row.person) for row in rows(keeping.house, table)} - {("T0OTHER001", ALICE)} == {(TEAM, "U0BRUNO002")}
    assert len(rows(keeping.house, votes_table)) == 2
    keys = [row.key for row in rows(keeping.house, inbox)]
    assert not {f"{TEAM}:{GENERAL}:9", f"shared:{GENERAL}:1:{ALICE}"} & set(keys)
    assert [row.maker for row in rows(keeping.house, subscriptions_table)] == [ALICE]
    assert len([key for key in keys if result["final_messages"][0]["channel"] in key]) == 1
    assert len([key for key in keys if f"{TEAM}:{GENERAL}:" in key]) == 3


@pytest.mark.parametrize(
    ("kind", "options"),
    [("app_mention", {"text": "forget me"}), ("slash", {"command": "/defra", "text": "forget me please"})],
)
def test_forget_me_by_another_door_says_which_to_take(lone: Open, kind: str, options: dict[str, Any]) -> None:
    send(lone, "message.im", text=SILENT)
    result = send(lone, kind, **options)
    message = result["ack_answer"] or result["final_messages"][-1]
    assert message["text"] == wording.FORGET_ME_DIRECTLY
    assert len(rows(lone.house, silences_table)) == 1


@pytest.mark.parametrize("text", ["forget me not", "did the report forget me?", "please do not forget me"])
def test_other_words_forget_nobody(lone: Open, text: str) -> None:
    send(lone, "message.im", text=SILENT)
    assert send(lone, "message.im", text=text)["final_messages"][-1]["text"] != wording.FORGOTTEN
    assert len(rows(lone.house, threads_table)) >= 1


def fill(app: Open) -> None:
    """Let every table hold something of our workspace, and of another."""
    send(app, "message.im", text=RURAL)
    send(app, "app_mention", text=EVERY_DAY)
    press(app, DOWN, ALICE)
    send(app, "app_mention", text=SILENT)
    with app.house.database.writing() as connection:
        other = {"team": "T0LAB00001X", "person": ALICE, "at": time.time(), "outcome": "answered"}
        connection.execute(insert(votes_table).values(**other, answer="C1:1", verdict="up"))
        delivery = {"subscription": 1, "due": 1.0, "lane": f"{TEAM}:{GENERAL}", "state": "sent", "lease": 0.0, "owner": "x"}
        connection.execute(insert(deliveries_table).values(**delivery, attempts=1))
        kept = {"state": "done", "arrived": time.time(), "lease": 0.0, "owner": "x", "attempts": 1}
        connection.execute(insert(inbox).values(key="T0LAB00001X:C1:1", **kept))


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_when_a_workspace_leaves_all_of_it_is_removed(app: Open, kind: str) -> None:
    fill(app)
    assert all(rows(app.house, table) for table in metadata.sorted_tables)
    assert send(app, kind, wait=0.3)["calls"] == []
    assert rows(app.house, lanes_table) == rows(app.house, deliveries_table) == []
    assert [row.team for table in metadata.sorted_tables if "team" in table.c for row in rows(app.house, table)] == [
        "T0LAB00001X"
    ]
    keys = [row.key for row in rows(app.house, inbox)]
    assert [key for key in keys if not key.startswith("trigger:")] == ["T0LAB00001X:C1:1"]


@pytest.mark.parametrize("tokens", [{"oauth": ["U0ALICE001"]}, {"bot": [], "oauth": ["U0ALICE001"]}, None])
def test_the_token_of_a_person_takes_nothing_away(lone: Open, tokens: Any) -> None:
    fill(lone)
    send(lone, "raw", payload={"type": "tokens_revoked", "tokens": tokens}, wait=0.3)
    assert len(rows(lone.house, votes_table)) == 2


def test_a_workspace_that_could_not_be_forgotten_is_when_slack_says_it_again(lone: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(lone)
    with monkeypatch.context() as broken:
        broken.setattr(Forgetting, "team", broken_store)
        assert lone.lab.send("app_uninstalled", event_id="Ev0LEAVING", wait=0.3)["ack"]["status"] == 503
    assert len(rows(lone.house, votes_table)) == 2
    assert send(lone, "app_uninstalled", event_id="Ev0LEAVING", wait=0.3)["calls"] == []
    assert len(rows(lone.house, votes_table)) == 1


def test_the_columns_that_hold_a_workspace_are_known() -> None:
    unknown = [
        table.name
        for table in metadata.sorted_tables
        if "team" not in table.c and not any(column.info.get("begins_with") == "team" for column in table.c)
    ]
    assert unknown == []


def a_database(place: tuple[str, str]) -> Database:
    """The database of a place, with its tables."""
    database = open_database(place[1])
    database.migrate()
    return database


def test_a_vote_is_forgotten_after_180_days(place: tuple[str, str]) -> None:
    now = [1_000_000.0]
    database = a_database(place)
    kept = Votes(database, lambda: now[0], keep_questions=True)
    ballot = Ballot(TEAM, ALICE, "C1:1.0")
    assert kept.cast(ballot, Verdict.DOWN, "answered", None) is Noted.NEW
    assert kept.expect(ballot, "a figure")
    now[0] += votes.KEPT - 1
    kept.sweep()
    assert kept.since(0) == [Vote(Verdict.DOWN, "answered", None, 1_000_000.0, "a figure")]
    assert kept.since(1_000_001.0) == []
    now[0] += 2
    kept.sweep()
    assert kept.since(0) == []
    database.close()


def test_the_sweeping_forgets_votes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "EVERY", 0.05)
    monkeypatch.setattr(sweeping, "FORGET_EVERY", 0.0)
    monkeypatch.setattr(votes, "KEPT", -1.0)
    with opened("http", sqlite(tmp_path)) as app:
        press(app, UP, ALICE)
        assert verdicts(app) == []


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: tuple[str, str], logging_restored: None
) -> Run:
    """Runs `app.py feedback` on the place's database; gives the exit code, stdout and stderr."""
    monkeypatch.setenv("DATABASE_URL", place[1])

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(["feedback", *arguments])
        except SystemExit as stop:
            code = int(str(stop.code))
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return code, shown.out, shown.err

    return run


NOON = 1_793_534_400.0
"""1 November 2026, 12:00 in London."""
DAY = 24 * 3600.0


@pytest.fixture
def with_feedback(place: tuple[str, str]) -> None:
    """Some votes, reasons and silences in the place's database."""
    database, now = a_database(place), [NOON]
    kept = Votes(database, lambda: now[0], keep_questions=True)
    for number, verdict in enumerate((Verdict.UP, Verdict.UP, Verdict.DOWN)):
        kept.cast(Ballot(TEAM, ALICE, f"C1:{number}"), verdict, "answered", "rural_payments", RURAL)
    kept.cast(Ballot(TEAM, ALICE, "C1:9"), Verdict.DOWN, "not_in_report", None)
    kept.expect(Ballot(TEAM, ALICE, "C1:9"), "the number of staff who were trained, year by year, \x1b[31mand by which agency")
    with database.writing() as connection:
        for topic, outcome, reason, question in (
            ("rural_payments", "not_in_report", "number", SILENT),
            ("rural_payments", "not_in_report", "number", None),
            ("a_topic_of_old", "not_in_report", None, None),
            (None, "not_understood", None, "wibble \x07wobble"),
        ):
            row = {"team": TEAM, "person": ALICE, "at": NOON + DAY, "outcome": outcome, "reason": reason, "topic": topic}
            connection.execute(insert(silences_table).values(**row, question=question))
    database.close()


@pytest.mark.usefixtures("with_feedback")
def test_the_list_shows_votes_reasons_and_silences_by_topic(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out == LIST
    assert max(map(len, out.splitlines())) <= 80


LIST = """\
Feedback from the last 180 days. No older feedback is kept.

Votes by topic                                             helpful   not helpful
  Rural payments (farmer payments)                               2             1
  No topic                                                       0             1

Answers that did not help, and what people expected
  Rural payments (farmer payments), 1 November 2026:
    “what happened with rural payments in 2014?”
  No topic, 1 November 2026:
    Expected:
    “the number of staff who were trained, year by year, [31mand by which
    agency”

Unanswered questions by topic
  Rural payments (farmer payments): 2 on a figure
    “how much did rural payments cost?”
  No topic: 1 not understood
    “wibble wobble”
  a_topic_of_old: 1 not in the report
"""


@pytest.mark.usefixtures("with_feedback")
def test_the_list_begins_where_it_is_told_to(run: Run) -> None:
    code, out, _ = run("--since", "2 November 2026")
    assert code == 0
    assert out.startswith("Feedback since 2 November 2026.\n\nUnanswered questions by topic\n")
    assert run("--since", "2026-11-04")[1] == f"Feedback since 4 November 2026.\n\n{wording.NO_FEEDBACK}\n"


@pytest.mark.usefixtures("with_feedback")
def test_the_list_as_json(run: Run) -> None:
    code, out, err = run("--json", "--since", "2026-11-01")
    found = json.loads(out)
    assert (code, err, found["since"]) == (0, "", "2026-11-01")
    assert found["votes"][0] == {"topic": "rural_payments", "label": "Rural payments (farmer payments)", "up": 2, "down": 1}
    assert [(one["date"], one["outcome"], one["asked"]) for one in found["reasons"]] == [
        ("2026-11-01", "answered", RURAL),
        ("2026-11-01", "not_in_report", None),
    ]
    assert found["unanswered"][0] == {
        "topic": "rural_payments",
        "label": "Rural payments (farmer payments)",
        "count": 2,
        "why": {"on a figure": 2},
        "questions": [SILENT],
    }


def test_without_any_feedback_the_list_says_so(run: Run, place: tuple[str, str]) -> None:
    a_database(place).close()
    assert run()[1].endswith(wording.NO_FEEDBACK + "\n")
    assert json.loads(run("--json")[1]) == {"since": None, "votes": [], "reasons": [], "unanswered": []}


@pytest.mark.parametrize("since", ["tomorrow", "2026-02-30", "30/11/2026", ""])
def test_a_date_that_is_none_is_wrong_usage(run: Run, since: str) -> None:
    code, out, err = run("--since", since)
    assert (code, out) == (2, "")
    assert wording.BAD_SINCE in err


def test_a_database_without_tables_is_a_fault_that_the_message_explains(run: Run) -> None:
    assert run() == (1, "", wording.NOT_MIGRATED + "\n")


def test_every_outcome_and_reason_has_its_words() -> None:
    named = [*silences.UNANSWERED, *knowledge.Reason]
    assert all(wording.WHY_UNANSWERED[name] for name in named)
    assert "\n" in Tally([], [Silence(name, None, None, None) for name in silences.UNANSWERED], {}, ZoneInfo("UTC")).as_text()


def test_silences_are_read_in_order(place: tuple[str, str]) -> None:
    database = a_database(place)
    with database.writing() as connection:
        for at in (2.0, 1.0):
            row = {"team": TEAM, "person": ALICE, "at": at, "outcome": "not_understood", "question": str(at)}
            connection.execute(insert(silences_table).values(**row))
    found = Silences(database, time.time, keep_questions=True).since(0.0)
    assert [silence.question for silence in found] == ["1.0", "2.0"]
    database.close()
