"""Floods, strangers, other workspaces, and more work than can be done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import answering, pace, sweeping, wording
from bot.house import House
from bot.store.tables import inbox, silences, threads
from bot.work import Work
from tests.open_house import Open, opened, sqlite

RURAL = "what happened with rural payments in 2014?"
SILENT = "how much did rural payments cost?"
HEADING = "From Defra’s report as published"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """The app over HTTP on SQLite."""
    monkeypatch.setattr(sweeping, "EVERY", 0.1)
    monkeypatch.setattr(answering, "LOOK_AFTER", 0.5)
    with opened("http", sqlite(tmp_path)) as app:
        yield app


def private(result: dict[str, Any]) -> list[str]:
    """What only the asker sees."""
    said = [str(c["args"]["text"]) for c in result["calls"] if c["method"] in ("chat.postEphemeral", "response_url")]
    return said + ([str(result["ack_answer"]["text"])] if result["ack_answer"] else [])


def rows(house: House, table: Any) -> list[Any]:
    """All rows of a table."""
    with house.database.reading() as connection:
        return list(connection.execute(select(table)))


def test_a_burst_is_answered_and_a_flood_gets_one_friendly_sentence(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "REFILL", 1000.0)
    results = [app.lab.send("message.im", text="hi") for _ in range(pace.BURST)]
    assert all(len(result["final_messages"]) == 1 for result in results)
    flood = [app.lab.send("message.im", text="hi", wait=0.2) for _ in range(3)]
    assert [private(result) for result in flood] == [[wording.TOO_FAST], [], []]
    assert all(result["ack"]["status"] == 200 and result["final_messages"] == [] for result in flood)
    assert private(app.lab.send("slash", command="/defra", text=RURAL, wait=0.1)) == []
    assert HEADING in private(app.lab.send("slash", command="/defra", text=RURAL, user="U0BRUNO002"))[0]


def test_a_flood_of_commands_or_clicks_is_told_too(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "BURST", 0)
    assert private(app.lab.send("slash", command="/defra", text=RURAL)) == [wording.TOO_FAST]
    clicked = app.lab.send("block_actions", action_id="ask.0", value=RURAL, user="U0BRUNO002")
    assert private(clicked) == [wording.TOO_FAST]
    assert private(app.lab.send("block_actions", action_id="ask.0", value=RURAL, user="U0BRUNO002", wait=0.3)) == []


def test_people_of_other_organisations_get_quotes_and_nothing_is_kept_of_them(app: Open) -> None:
    stranger = {"user": "U0STRNGR08", "team": "T0OTHER001", "channel": "C0SHARED07"}
    assert HEADING in app.lab.send("app_mention", text=RURAL, **stranger)["final_messages"][0]["text"]
    assert wording.SILENT in app.lab.send("app_mention", text=SILENT, **stranger)["final_messages"][0]["text"]
    assert rows(app.house, threads) == []
    assert rows(app.house, silences) == []


def test_without_keep_questions_no_text_is_left_behind(app: Open) -> None:
    app.lab.send("message.im", text=SILENT)
    app.lab.send("slash", command="/defra", text=SILENT)
    assert [row.question for row in rows(app.house, silences)] == [None, None]
    assert [(row.place, row.question) for row in rows(app.house, inbox)] == [(None, None), (None, None)]
    assert "rural payments" not in str(rows(app.house, threads))


def test_with_keep_questions_unanswered_ones_are_kept(tmp_path: Path) -> None:
    with opened("http", sqlite(tmp_path), keep_questions=True) as app:
        app.lab.send("message.im", text=SILENT)
        app.lab.send("message.im", text=RURAL)
        assert [row.question for row in rows(app.house, silences)] == [SILENT]


@pytest.mark.parametrize("kind", ["message.im", "slash", "block_actions"])
def test_a_workspace_that_may_not_use_it_gets_a_sentence(kind: str, tmp_path: Path) -> None:
    with opened("http", sqlite(tmp_path), teams=frozenset({"T0ELSE0001"})) as app:
        more = {"command": "/defra"} if kind == "slash" else {"action_id": "ask.0", "value": RURAL}
        assert private(app.lab.send(kind, text=RURAL, **more)) == [wording.NOT_ALLOWED]


def test_past_its_bound_of_work_people_are_told_to_ask_again(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as busy:
        busy.setattr(Work, "is_full", property(lambda _: True))
        result = app.lab.send("message.im", text=RURAL, wait=0.3, quiet=0.1)
        assert result["ack"]["status"] == 200
        assert result["calls"] == []
        clicked = app.lab.send("block_actions", action_id="ask.0", value=RURAL)
        assert private(clicked) == [wording.BUSY]
        assert HEADING in private(app.lab.send("slash", command="/defra", text=RURAL))[0]
    later = app.lab.send("message.im", text="hi", user="U0BRUNO002", quiet=1.0, wait=2.0)
    assert len(later["final_messages"]) == 1
    told = [call["args"]["text"] for call in app.lab.calls("chat.postEphemeral")]
    assert told == [wording.TOO_LATE]


def test_many_at_once_are_all_answered(app: Open) -> None:
    results: list[dict[str, Any]] = []

    def ask(number: int) -> None:
        results.append(app.lab.send("message.im", text=RURAL, user=f"U0{number:08d}", wait=10.0))

    many = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
    for thread in many:
        thread.start()
    for thread in many:
        thread.join()
    assert [len(result["final_messages"]) for result in results] == [1] * 40
