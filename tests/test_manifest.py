"""The manifest: Slack takes it, and listeners, commands and help agree with it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for
from slack_bolt.authorization import AuthorizeResult

import knowledge
from bot import doors, house, replying, wording
from bot.command_line import ADDRESSED, main
from bot.house import House
from bot.manifest import AGENT_SCOPE, BUILT_IN, EVENTS, OPTIONAL_SCOPES, SCOPES, ManifestError, manifest
from bot.settings import Settings
from bot.store import open_database
from knowledge import KnowledgeBase, Outcome

SCHEMA = json.loads((Path(__file__).parent / "data" / "slack-manifest.schema.json").read_text(encoding="utf-8"))
URL = "https://defra-actions.example.org"
NEEDED_BY = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.replies": "im:history",
    "conversations.history in public channels": "channels:history",
    "conversations.history in private channels": "groups:history",
    "users.info": "users:read",
    "slash commands": "commands",
    "app_uninstalled": "",
    "tokens_revoked": "",
}
"""Which scope each thing that the app hears or does asks for, by Slack's documentation."""


class Listened:
    """Stands where a Bolt app would, and notes what is listened to."""

    def __init__(self, **_: object) -> None:
        self.noted: dict[str, list[Any]] = defaultdict(list)

    def __getattr__(self, kind: str) -> Callable[[object], Callable[[object], None]]:
        def listen(what: object) -> Callable[[object], None]:
            self.noted[kind].append(what)
            return lambda _: None

        return listen


@pytest.fixture
def listened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """What the whole app listens to, with a prefix of its own."""
    monkeypatch.setattr(house, "App", Listened)
    settings = Settings(prefix="desnz", database_url=f"sqlite:///{tmp_path}/state.db")
    identity = AuthorizeResult(enterprise_id=None, team_id="T", bot_token="xoxb-1")
    with closing(open_database(settings.database_url)) as database:
        app = House(settings, database, identity, posts_digests=False).app
    assert isinstance(app, Listened)
    return app.noted


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], logging_restored: None) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line; out come exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["manifest", *arguments])
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("prefix", ["defra", "a" * 21])
@pytest.mark.parametrize("url", ["", URL, f"{URL}/", f"{URL}:8443"])
@pytest.mark.parametrize("agent_view", [False, True])
def test_slacks_schema_takes_it(prefix: str, url: str, agent_view: bool) -> None:
    made = manifest(prefix, url, agent_view)
    assert list(validator_for(SCHEMA)(SCHEMA).iter_errors(made)) == []
    assert json.loads(json.dumps(made)) == made


def test_slacks_schema_would_refuse_what_is_wrong() -> None:
    wrong = {**manifest("defra"), "display_information": {}}
    assert list(validator_for(SCHEMA)(SCHEMA).iter_errors(wrong))


def test_without_an_address_it_is_for_socket_mode() -> None:
    made = manifest("defra")
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(made["settings"]) + str(made["features"])


@pytest.mark.parametrize("url", [URL, f"{URL}/"])
def test_with_an_address_all_comes_there(url: str) -> None:
    made = manifest("defra", url)
    there = f"{URL}/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == there
    assert made["settings"]["interactivity"]["request_url"] == there
    assert {command["url"] for command in made["features"]["slash_commands"]} == {there}


@pytest.mark.parametrize("prefix", sorted(BUILT_IN))
def test_a_command_of_slacks_own_is_refused(prefix: str) -> None:
    with pytest.raises(ManifestError) as raised:
        manifest(prefix)
    assert str(raised.value) == wording.taken_prefix(prefix)


def test_the_list_holds_the_commands_that_we_would_have_liked() -> None:
    assert {"topic", "remind", "search", "help", "invite", "msg", "status"} <= BUILT_IN
    assert not {command["command"].removeprefix("/") for command in manifest("defra")["features"]["slash_commands"]} & BUILT_IN


@pytest.mark.parametrize("prefix", ["", "Defra", "de fra", "/defra", "2defra", "d" * 22, "défra"])
def test_what_can_be_no_command_is_refused(prefix: str) -> None:
    with pytest.raises(ManifestError, match="--prefix is “"):
        manifest(prefix)


@pytest.mark.parametrize("url", ["http://host", "host", "https://", "https://host/path", "https://host?x", "https://ho st"])
def test_an_address_that_slack_could_not_call_is_refused(url: str) -> None:
    with pytest.raises(ManifestError) as raised:
        manifest("defra", url)
    assert str(raised.value) == wording.BAD_URL


# What it says, and what the app does.


def test_each_command_is_listened_to_and_no_other(listened: dict[str, list[Any]]) -> None:
    commands = manifest("desnz")["features"]["slash_commands"]
    assert sorted(command["command"] for command in commands) == sorted(listened["command"])
    assert set(doors.COMMANDS) < {name for name, _, _ in wording.COMMANDS}


def test_each_shortcut_is_listened_to_and_no_other(listened: dict[str, list[Any]]) -> None:
    shortcuts = manifest("desnz")["features"]["shortcuts"]
    assert sorted(shortcut["callback_id"] for shortcut in shortcuts) == sorted(listened["shortcut"])


def test_each_event_is_listened_to_and_no_other(listened: dict[str, list[Any]]) -> None:
    events = manifest("desnz")["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(events) == sorted(EVENTS)
    assert {event.partition(".")[0] for event in events} == set(listened["event"])


def test_all_clicks_are_listened_to(listened: dict[str, list[Any]]) -> None:
    *_, last = listened["action"]
    assert all(last.fullmatch(f"{name}.1") for name in (*doors.PRESSED, "of another age\n"))


@pytest.mark.parametrize("agent_view", [False, True])
def test_each_scope_has_a_reason_and_something_that_needs_it(agent_view: bool) -> None:
    scopes = manifest("defra", agent_view=agent_view)["oauth_config"]["scopes"]
    assert scopes == {"bot": sorted([*SCOPES, *[AGENT_SCOPE] * agent_view]), "bot_optional": sorted(OPTIONAL_SCOPES)}
    assert {*SCOPES, *OPTIONAL_SCOPES} == set(filter(None, NEEDED_BY.values()))
    assert set(EVENTS) <= set(NEEDED_BY)
    assert all((SCOPES | OPTIONAL_SCOPES).values())


def test_the_agent_view_offers_four_questions_that_work() -> None:
    prompts = manifest("defra", agent_view=True)["features"]["agent_view"]["suggested_prompts"]
    assert [prompt["message"] for prompt in prompts] == list(wording.EXAMPLES[:4])


@pytest.mark.parametrize("example", wording.EXAMPLES)
def test_each_example_of_the_help_is_answered(base: KnowledgeBase, example: str) -> None:
    assert example in wording.HELP
    answer = replying.reply(base, example).answer
    assert answer
    assert answer.outcome is Outcome.ANSWERED


def test_the_hint_of_each_command_works(base: KnowledgeBase) -> None:
    hints = {name: usage for name, _, usage in wording.COMMANDS}
    question, _, help_ = hints[""].partition(" | ")
    assert knowledge.ask(base, question).outcome is Outcome.ANSWERED
    assert knowledge.ask(base, help_).outcome is Outcome.HELP
    number, year, kind = re.findall(r"\[(.*?)\]", hints["action"])
    assert (number, year) == (f"1 to {max(base.titles)}", "year")
    assert set(kind.split("|")) == ADDRESSED
    assert hints["topic"] == "[name] [year]"


# The command line.

Run = Callable[..., tuple[int, str, str]]


def test_the_command_line_prints_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMAND_PREFIX", raising=False)
    code, out, err = run()
    assert (code, json.loads(out), err) == (0, manifest("defra"), "")
    assert "Defra’s" in out
    assert json.loads(run("--url", URL, "--prefix", "desnz")[1]) == manifest("desnz", URL)


def test_the_environment_names_the_prefix(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMAND_PREFIX", "desnz")
    assert json.loads(run()[1]) == manifest("desnz")
    assert json.loads(run("--prefix", "defra")[1]) == manifest("defra")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--prefix", "topic"], wording.taken_prefix("topic")),
        (["--prefix", "De fra"], wording.bad_setting("--prefix", "De fra", wording.PREFIX)),
        (["--url", "http://host"], wording.BAD_URL),
    ],
)
def test_what_is_wrong_is_a_sentence_on_stderr(run: Run, arguments: list[str], sentence: str) -> None:
    assert run(*arguments) == (1, "", f"{sentence}\n")


def test_a_bad_environment_is_a_sentence_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMAND_PREFIX", "topic")
    assert run() == (1, "", f"{wording.taken_prefix('topic')}\n")
    monkeypatch.setenv("PORT", "none")
    code, out, err = run()
    assert (code, out) == (1, "")
    assert err.startswith("PORT is “none”.")
