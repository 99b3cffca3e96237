"""The doctor: what would fail later is found now, each with what to do; and the verbs that run it and migrate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from types import SimpleNamespace

import pytest
from slack_sdk.web import SlackResponse

from bot import doctor, wording
from bot.command_line import main
from bot.doctor import MOST_SKEW, examine
from bot.manifest import AGENT_SCOPE, OPTIONAL_SCOPES, SCOPES
from bot.settings import Settings
from bot.store import open_database
from tests.postgres import Postgres
from tests.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LabThread

NOWHERE = "http://127.0.0.1:9/api/"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sleeps before a call is repeated."""
    monkeypatch.setattr("time.sleep", lambda _: None)


@pytest.fixture(scope="module")
def slack() -> Iterator[LabThread]:
    """Slack's stand-in, which has granted all that the manifest asks for."""
    with LabThread(scopes=[*SCOPES, "connections:write"]) as lab:
        yield lab


@pytest.fixture
def lab(slack: LabThread) -> LabThread:
    """The stand-in, with nothing that goes wrong."""
    slack.reset()
    return slack


@pytest.fixture
def well(lab: LabThread, tmp_path: Path) -> Settings:
    """Settings with which all is well."""
    return Settings(BOT_TOKEN, APP_TOKEN, "", f"{lab.url}/api/", database_url=f"sqlite:///{tmp_path}/state.db", contact="#help")


def faults(settings: Settings) -> list[str]:
    """What the doctor finds wrong."""
    return [sentence for is_well, sentence in examine(settings) if not is_well]


def test_where_all_is_well_there_is_no_fault(well: Settings) -> None:
    assert list(examine(well)) == [
        (True, wording.contact_set("#help")),
        (True, wording.connected("labbot", "Lab")),
        (True, wording.SCOPES_RIGHT),
        (True, wording.of_digests(exactly_once=False)),
        (True, wording.more_scopes(["connections:write"])),
        (True, wording.SOCKET_OPENS),
        (True, wording.MIGRATES_ITSELF),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"contact": ""}, []),
        ({"app_token": "", "signing_secret": SIGNING_SECRET}, []),
        ({"app_token": ""}, [wording.NEITHER_TRANSPORT]),
        ({"app_token": "xoxb-1"}, [wording.wrong_token("SLACK_APP_TOKEN", "xapp-"), wording.no_socket("invalid_auth")]),
        ({"bot_token": ""}, [wording.missing_setting("SLACK_BOT_TOKEN")]),
        ({"bot_token": "xoxb-old"}, [wording.refused("invalid_auth")]),
        ({"bot_token": "xoxp-lab-alice"}, [wording.wrong_token("SLACK_BOT_TOKEN", "xoxb-")]),
    ],
)
def test_what_is_missing_or_wrong_in_the_environment_is_a_fault(
    well: Settings, changes: dict[str, str], expected: list[str]
) -> None:
    assert faults(replace(well, **changes)) == expected  # type: ignore[arg-type]


def test_that_nobody_is_named_to_turn_to_is_said(well: Settings) -> None:
    assert (True, wording.NO_CONTACT) in list(examine(replace(well, contact="")))


@pytest.mark.parametrize("granted", [["chat:write", "files:read"], ["chat:write"]])
def test_scopes_that_are_missing_are_named(well: Settings, granted: list[str]) -> None:
    with LabThread(scopes=granted) as lab:
        found = list(examine(replace(well, api_url=f"{lab.url}/api/", app_token="", signing_secret=SIGNING_SECRET)))
    assert (False, wording.missing_scopes(["app_mentions:read", "commands", "im:history"])) in found
    assert ((True, wording.more_scopes(["files:read"])) in found) == ("files:read" in granted)


@pytest.mark.parametrize("without", ["", "channels:history", "groups:history", "users:read"])
def test_optional_scopes_tell_how_often_a_digest_is_posted(well: Settings, without: str) -> None:
    granted = {*SCOPES, *OPTIONAL_SCOPES, AGENT_SCOPE} - {without}
    with LabThread(scopes=granted) as lab:
        found = list(examine(replace(well, api_url=f"{lab.url}/api/", app_token="", signing_secret=SIGNING_SECRET)))
    assert found[2:4] == [(True, wording.SCOPES_RIGHT), (True, wording.of_digests("history" not in without))]
    assert "does not use" not in str(found)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("error,error=account_inactive", wording.refused("account_inactive")),
        ("error,error=internal_error", wording.unheard("HTTP 200")),
        ("http,status=503", wording.unheard("HTTP 503")),
        ("garbage", wording.unheard("HTTP 200")),
        ("429,retry_after=60", wording.unheard("ratelimited")),
        ("drop", wording.unheard("Remote end closed connection without response")),
    ],
)
def test_a_slack_that_gives_no_answer_is_not_a_wrong_token(well: Settings, lab: LabThread, fault: str, sentence: str) -> None:
    lab.fault(f"auth.test:{fault},count=-1")
    assert faults(well) == [sentence]


def test_half_an_answer_is_none(well: Settings, lab: LabThread) -> None:
    lab.fault("auth.test:truncate,count=-1", "apps.connections.open:truncate,count=-1")
    token, socket = faults(well)
    assert token.startswith("Slack cannot be reached: IncompleteRead")
    assert socket.startswith("Slack does not open a Socket Mode connection (IncompleteRead")


def test_a_slack_that_stumbles_once_is_asked_again(well: Settings, lab: LabThread) -> None:
    lab.fault("auth.test:http,status=500", "auth.test:429,retry_after=1")
    assert faults(well) == []


@pytest.mark.parametrize(
    ("fault", "why"), [("error,error=socket_mode_not_enabled", "socket_mode_not_enabled"), ("http", "HTTP 500")]
)
def test_a_socket_that_does_not_open_is_a_fault(well: Settings, lab: LabThread, fault: str, why: str) -> None:
    lab.fault(f"apps.connections.open:{fault},count=-1")
    assert faults(well) == [wording.no_socket(why)]


def test_a_slack_that_cannot_be_reached_is_a_fault(well: Settings) -> None:
    token, socket = faults(replace(well, api_url=NOWHERE))
    assert token.startswith("Slack cannot be reached: <urlopen error")
    assert socket.startswith("Slack does not open a Socket Mode connection (<urlopen error")


@pytest.mark.parametrize(
    ("skew", "is_well"), [(0, True), (MOST_SKEW, True), (-MOST_SKEW, True), (MOST_SKEW + 1, False), (-MOST_SKEW - 1, False)]
)
def test_a_clock_that_is_off_is_a_fault(well: Settings, monkeypatch: pytest.MonkeyPatch, skew: int, is_well: bool) -> None:
    assert clock_check(well, monkeypatch, formatdate(1_700_000_000, usegmt=True), 1_700_000_000 + skew) == [
        (is_well, wording.clock(skew, MOST_SKEW))
    ]


def test_a_date_that_is_none_says_nothing_of_the_clock(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock_check(well, monkeypatch, "yesterday", 0) == []


def clock_check(well: Settings, monkeypatch: pytest.MonkeyPatch, date: str, now: float) -> list[tuple[bool, str]]:
    """What the doctor says of the clock when Slack's answer has that date, and no scopes."""
    data = {"ok": True, "user": "labbot", "team": "Lab"}
    answer = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers={"Date": date}, status_code=200
    )
    monkeypatch.setattr(doctor, "client", lambda _: SimpleNamespace(auth_test=lambda: answer))
    found = list(examine(replace(well, app_token="", signing_secret=SIGNING_SECRET), lambda: now))
    assert found[1] == (True, wording.connected("labbot", "Lab"))
    return found[2:-1]


# The database.


def of_database(well: Settings, url: str) -> tuple[bool, str]:
    """What the doctor says of a database."""
    return list(examine(replace(well, database_url=url)))[-1]


def test_a_database_file_is_migrated_by_the_app(well: Settings) -> None:
    with closing(open_database(well.database_url)) as database:
        assert not database.is_migrated()
        assert of_database(well, well.database_url) == (True, wording.MIGRATES_ITSELF)
        database.migrate()
    assert of_database(well, well.database_url) == (True, wording.MIGRATED)


def test_postgresql_is_migrated_by_whoever_runs_the_app(well: Settings, postgres: Postgres) -> None:
    url = postgres.new_database()
    assert of_database(well, url) == (False, wording.NOT_MIGRATED)
    with closing(open_database(url)) as database:
        database.migrate()
    assert of_database(well, url) == (True, wording.MIGRATED)


def test_a_database_that_cannot_be_reached_is_a_fault(well: Settings) -> None:
    is_well, sentence = of_database(well, "postgresql://u:hidden@127.0.0.1:1/state")
    assert not is_well
    assert sentence.startswith("The database cannot be used: ")
    assert "hidden" not in sentence


# The command line.


@pytest.fixture
def run(
    well: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], logging_restored: None
) -> Callable[..., tuple[int, str, str]]:
    """Runs a verb in an environment where all is well but for what is changed; out come exit code, stdout and stderr."""

    def run(verb: str, **changes: str) -> tuple[int, str, str]:
        environment = {
            "SLACK_BOT_TOKEN": well.bot_token,
            "SLACK_APP_TOKEN": well.app_token,
            "SLACK_API_URL": well.api_url,
            "DATABASE_URL": well.database_url,
            "CONTACT": well.contact,
        }
        for name, value in {**environment, **changes}.items():
            monkeypatch.setenv(name, value)
        code = main([verb])
        return code, *capsys.readouterr()

    return run


Run = Callable[..., tuple[int, str, str]]


def test_the_verb_tells_a_line_for_each_check(run: Run) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert out.splitlines()[1] == f"{wording.WELL} {wording.connected('labbot', 'Lab')}"
    assert all(line.startswith(wording.WELL) for line in out.splitlines())


def test_the_verb_ends_with_1_where_anything_would_fail(run: Run) -> None:
    code, out, err = run("doctor", SLACK_BOT_TOKEN="xoxb-old")
    assert (code, err) == (1, "")
    assert f"{wording.ILL} {wording.refused('invalid_auth')}" in out.splitlines()


def test_a_bad_environment_is_told_before_anything_is_checked(run: Run) -> None:
    assert run("doctor", DIGESTS="maybe") == (1, "", wording.bad_setting("DIGESTS", "maybe", "one of on, off") + "\n")


def test_migrate_brings_a_database_up_to_date(run: Run, well: Settings, postgres: Postgres) -> None:
    for url in (well.database_url, postgres.new_database()):
        assert run("migrate", DATABASE_URL=url) == (0, "", f"{wording.MIGRATED}\n")
        with closing(open_database(url)) as database:
            assert database.is_migrated()


def test_migrate_says_what_is_wrong_with_a_database(run: Run) -> None:
    code, out, err = run("migrate", DATABASE_URL="postgresql://u:hidden@127.0.0.1:1/state")
    assert (code, out) == (1, "")
    assert err.startswith("The database cannot be used: ")
    assert run("migrate", DATABASE_URL="sqlite:///:memory:") == (1, "", f"{wording.BAD_DATABASE_URL}\n")


@pytest.mark.parametrize(("verb", "missing"), [("worker", "SLACK_APP_TOKEN"), ("web", "SLACK_SIGNING_SECRET")])
def test_a_process_names_the_secret_that_it_lacks(run: Run, verb: str, missing: str) -> None:
    assert run(verb, **{missing: ""}) == (1, "", f"{wording.missing_setting(missing)}\n")


def test_a_list_of_holidays_that_ends_within_a_year_is_a_fault(well: Settings) -> None:
    later = datetime(2028, 6, 1, tzinfo=UTC).timestamp()
    assert (False, wording.holidays_end("26 December 2028")) in list(examine(well, lambda: later))
    assert faults(well) == []
