"""The processes as hosts run them: `worker`, `web` and `migrate`, killed, ended and started again."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from bot import serving, wording
from tests.app_process import ROOT, Process, get, running
from tests.open_house import GRANTED, sqlite
from tests.postgres import Postgres
from tests.slack import LabThread

RURAL = "what happened with rural payments in 2014?"
HEADING = "From Defra’s report as published"


def slack() -> LabThread:
    """Slack's stand-in with the manifest's scopes."""
    return LabThread(port=0, scopes=[*GRANTED, "connections:write"])


def store(name: str, folder: Path, postgres: Postgres) -> str:
    """The URL of a new store, migrated where that isn't done at start."""
    if name == "sqlite":
        return sqlite(folder)
    url = postgres.new_database()
    found = subprocess.run(
        [sys.executable, "app.py", "migrate"],
        cwd=ROOT,
        env={"DATABASE_URL": url, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert wording.MIGRATED in found.stderr
    return url


def load(lab: LabThread, **options: Any) -> dict[str, Any]:
    """Send many events."""
    return dict(
        lab.load(**{"count": 120, "rate": 100, "dup": 0.2, "mix": {"message.im": 3, "app_mention": 2}, "text": RURAL, **options})
    )


@pytest.mark.parametrize(("verb", "name"), [("web", "sqlite"), ("worker", "postgres")])
def test_under_load_each_event_is_answered_once_and_each_forged_one_refused(
    verb: str, name: str, tmp_path: Path, postgres: Postgres
) -> None:
    with slack() as lab, running(verb, lab, store(name, tmp_path, postgres), watched=False):
        for options in (
            {"bad_sig": 0.1 if verb == "web" else 0.0},
            {"mix": {"slash": 1}, "options": {"command": "/defra"}, "dup": 0.0},
        ):
            found = load(lab, **options)
            assert found["lost"] == 0
            assert found["answered_more_than_once"] == 0
            assert found["ack_ms"]["late_over_3s"] == 0
            assert found["forged"]["refused"] == found["forged"]["sent"]
            assert found["forged"]["caused_calls"] == 0
            assert found["violations"] == {}


def test_two_processes_on_one_postgres_share_the_work(tmp_path: Path, postgres: Postgres) -> None:
    with slack() as lab, running("web", lab, store("postgres", tmp_path, postgres), watched=False, WEB_CONCURRENCY="2"):
        found = load(lab, bad_sig=0.1)
        assert (found["lost"], found["answered_more_than_once"]) == (0, 0)
        assert found["forged"]["refused"] == found["forged"]["sent"]


@pytest.mark.parametrize("name", ["sqlite", "postgres"])
def test_after_a_crash_each_post_is_answered_or_its_asker_told_and_none_twice(
    name: str, tmp_path: Path, postgres: Postgres
) -> None:
    url = store(name, tmp_path, postgres)
    with slack() as lab:
        lab.fault("chat.postMessage:slow,delay=0.3,count=-1")
        with running("web", lab, url, watched=False) as first:
            thread = threading.Thread(target=load, args=(lab,), kwargs={"count": 200, "dup": 0.0, "settle": 0.0, "timeout": 1.0})
            thread.start()
            time.sleep(1.2)
            first.kill()
            thread.join()
        acked = [track for track in lab.lab.correlation.tracks.values() if any(a.status == 200 for a in track.attempts)]
        posts = {(str(key[1]), str(key[2])) for track in acked for key in track.keys if key[0] == "thread"}
        assert posts
        lab.clear_faults()
        with running("web", lab, url, watched=False):
            until = time.monotonic() + 60
            while time.monotonic() < until and any(said(lab, *post) == (0, 0) for post in posts):
                time.sleep(0.5)
            time.sleep(1)
        for post in posts:
            answers, whispers = said(lab, *post)
            assert answers <= 1, post
            assert answers + whispers >= 1, post


def said(lab: LabThread, channel: str, ts: str) -> tuple[int, int]:
    """How many answers stand below a post, and how many times something was said to its asker alone."""
    asker = next(m["user"] for m in lab.messages(channel) if m["ts"] == ts)
    answers = [m for m in lab.messages(channel) if m.get("thread_ts") == ts and m.get("metadata")]
    whispers = [c for c in lab.calls("chat.postEphemeral") if c["ok"] and c["args"]["user"] == asker]
    return len(answers), len(whispers)


@pytest.mark.parametrize("verb", ["web", "worker"])
def test_sigterm_finishes_what_is_in_hand_and_leaves(verb: str, tmp_path: Path) -> None:
    with slack() as lab, running(verb, lab, sqlite(tmp_path)) as process:
        lab.fault("chat.postMessage:slow,delay=1.5,count=-1")
        threads = [
            threading.Thread(target=lab.send, args=("message.im",), kwargs={"text": RURAL, "user": f"U0{n:08d}", "wait": 6.0})
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        time.sleep(0.8)
        logged = process.end()
        for thread in threads:
            thread.join()
        assert process.process.returncode == 0, logged
        assert "Traceback" not in logged
        assert len(lab.calls("chat.postMessage")) == 8
        assert all(call["ok"] for call in lab.calls("chat.postMessage"))


def test_web_says_when_it_lives_and_when_it_can_serve(postgres: Postgres) -> None:
    with slack() as lab:
        process = Process("web", lab, postgres.new_database())
        until = time.monotonic() + 20
        while time.monotonic() < until and get(f"{process.url}/healthz") != 200:
            time.sleep(0.05)
        assert get(f"{process.url}/healthz") == 200
        assert get(f"{process.url}/readyz") == 503
        assert get(f"{process.url}/elsewhere") == 404
        process.end()
        assert process.process.returncode == 0


def failed(verb: str, lab: LabThread, url: str, **environment: str) -> str:
    """What a process says that doesn't start."""
    process = Process(verb, lab, url, watched=False, **environment)
    said = str(process.process.communicate(timeout=60)[1])
    assert process.process.returncode == 1
    assert "Traceback" not in said
    return said


def test_what_would_fail_later_is_refused_at_start(tmp_path: Path, postgres: Postgres) -> None:
    with slack() as lab:
        assert wording.missing_setting("SLACK_SIGNING_SECRET") in failed("web", lab, sqlite(tmp_path), SLACK_SIGNING_SECRET="")
        assert wording.missing_setting("SLACK_APP_TOKEN") in failed("worker", lab, sqlite(tmp_path), SLACK_APP_TOKEN="")
        assert wording.refused("invalid_auth") in failed("web", lab, sqlite(tmp_path), SLACK_BOT_TOKEN="xoxb-other")
        assert "Slack does not open a Socket Mode connection" in failed(
            "worker", lab, sqlite(tmp_path), SLACK_APP_TOKEN="xapp-other"
        )
        assert wording.ONE_PROCESS in failed("web", lab, sqlite(tmp_path), WEB_CONCURRENCY="2")
        assert wording.NOT_MIGRATED in failed("worker", lab, postgres.new_database())
        assert "cannot be used" in failed("migrate", lab, "postgresql://nobody@127.0.0.1:9/none")


def test_a_second_process_on_one_sqlite_file_is_refused(tmp_path: Path) -> None:
    with slack() as lab, running("web", lab, sqlite(tmp_path)):
        assert wording.IN_USE in failed("worker", lab, sqlite(tmp_path))


@pytest.mark.parametrize("action", ["refresh", "close", "drop"])
def test_a_socket_that_breaks_is_opened_again(action: str, tmp_path: Path) -> None:
    with slack() as lab, running("worker", lab, sqlite(tmp_path), watched=action == "drop") as process:
        lab.socket(action)
        time.sleep(0.5)
        assert lab.wait_bot(30)
        assert HEADING in lab.send("message.im", text=RURAL, wait=20.0)["final_messages"][0]["text"]
        assert ("Slack has hung up" in process.end()) or action != "drop"


def test_a_connection_is_known_to_be_hung_up_by_the_other_side_alone() -> None:
    ours, theirs = socket.socketpair()
    assert not serving._has_hung_up(ours.fileno())
    theirs.close()
    assert serving._has_hung_up(ours.fileno())
    ours.close()
    assert not serving._has_hung_up(ours.fileno())
