"""The environment: what it may say, and a sentence for each value that can't be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.settings import SQLITE, Settings, SettingsError, is_zone, needed, read

POSTGRES = "postgresql://u:hidden@db/state"
SECRETS = {"SLACK_BOT_TOKEN": "xoxb-hidden", "SLACK_APP_TOKEN": "xapp-hidden", "SLACK_SIGNING_SECRET": "hidden"}
NAMES = [*SECRETS, "SLACK_API_URL", "COMMAND_PREFIX", "DATABASE_URL", "PORT", "WEB_CONCURRENCY", "CONTACT", "ALLOWED_TEAMS"]
NAMES += ["DEFAULT_TIMEZONE", "DIGESTS", "LOG_FORMAT", "LOG_LEVEL", "KEEP_QUESTIONS"]


def faults(**environment: str) -> list[str]:
    """What is wrong with an environment."""
    with pytest.raises(SettingsError) as raised:
        read(environment)
    return str(raised.value).splitlines()


def test_an_empty_environment_gives_the_defaults() -> None:
    found = read({})
    assert found == Settings()
    assert found.on_sqlite
    assert found.database_url == SQLITE


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("SLACK_BOT_TOKEN", " xoxb-1 ", "bot_token", "xoxb-1"),
        ("SLACK_APP_TOKEN", "xapp-1", "app_token", "xapp-1"),
        ("SLACK_SIGNING_SECRET", "abc", "signing_secret", "abc"),
        ("SLACK_API_URL", "http://127.0.0.1:1/api", "api_url", "http://127.0.0.1:1/api/"),
        ("SLACK_API_URL", "http://127.0.0.1:1/api/", "api_url", "http://127.0.0.1:1/api/"),
        ("COMMAND_PREFIX", "desnz-2", "prefix", "desnz-2"),
        ("DATABASE_URL", POSTGRES, "database_url", POSTGRES),
        ("DATABASE_URL", "postgres://db/state", "on_sqlite", False),
        ("DATABASE_URL", "sqlite:////var/state.db", "on_sqlite", True),
        ("PORT", "65535", "port", 65535),
        ("CONTACT", "#help", "contact", "#help"),
        ("ALLOWED_TEAMS", "T1, T2,,", "teams", frozenset({"T1", "T2"})),
        ("ALLOWED_TEAMS", " ", "teams", frozenset()),
        ("DEFAULT_TIMEZONE", "Europe/Paris", "zone", "Europe/Paris"),
        ("DIGESTS", "OFF", "digests", False),
        ("LOG_FORMAT", "json", "log_format", "json"),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("KEEP_QUESTIONS", "Yes", "keep_questions", True),
    ],
)
def test_a_variable_sets_what_it_is_for(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(read({name: value}), field) == expected


def test_postgresql_takes_several_processes() -> None:
    assert read({"WEB_CONCURRENCY": "4", "DATABASE_URL": POSTGRES}).processes == 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("COMMAND_PREFIX", value) for value in ("Defra", "2defra", "de fra", "/defra", "d" * 22)],
        *[("PORT", value) for value in ("0", "65536", "-1", "3000.0", "three", "²", "9" * 5000)],
        *[("WEB_CONCURRENCY", value) for value in ("0", "65", "many")],
        *[("DEFAULT_TIMEZONE", value) for value in ("Europe/Atlantis", "Europe", "../etc/passwd", "/etc/passwd", "A\0B")],
        *[(name, "maybe") for name in ("DIGESTS", "LOG_FORMAT", "LOG_LEVEL", "KEEP_QUESTIONS")],
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_may_be(name: str, value: str) -> None:
    [fault] = faults(**{name: value})
    assert fault.startswith(f"{name} is “{value}”. Set it to ")


@pytest.mark.parametrize("url", ["state.db", "sqlite://", "mysql://u:hidden@db/state", "http://db/state"])
def test_a_database_that_we_do_not_know_is_refused_without_repeating_its_password(url: str) -> None:
    assert faults(DATABASE_URL=url) == [wording.BAD_DATABASE_URL]


def test_several_processes_on_one_file_are_refused() -> None:
    assert faults(WEB_CONCURRENCY="2") == [wording.ONE_PROCESS]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(faults(PORT="x", DIGESTS="x", DATABASE_URL="x")) == 3


def test_secrets_are_not_shown() -> None:
    assert "hidden" not in repr(read({**SECRETS, "DATABASE_URL": POSTGRES}))


def test_what_a_process_needs_is_asked_for_by_name() -> None:
    with pytest.raises(SettingsError) as raised:
        needed(Settings(bot_token="xoxb-1"), "bot_token", "app_token", "signing_secret")
    missing = [wording.missing_setting("SLACK_APP_TOKEN"), wording.missing_setting("SLACK_SIGNING_SECRET")]
    assert str(raised.value).splitlines() == missing


def test_a_process_that_has_all_it_needs_is_told_nothing() -> None:
    found = read(SECRETS)
    needed(found, "bot_token", "app_token", "signing_secret")
    assert found.bot_token == "xoxb-hidden"


@given(st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_any_environment_gives_settings_or_sentences(environment: dict[str, str]) -> None:
    try:
        found = read(environment)
    except SettingsError:
        return
    assert is_zone(found.zone)
    assert 0 < found.port <= 65535
