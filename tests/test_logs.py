"""Logs: text for people, JSON for machines, and no library's chatter."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot import logs
from bot.settings import Settings

pytestmark = pytest.mark.usefixtures("logging_restored")
log = logging.getLogger("bot.somewhere")


def logged(capsys: pytest.CaptureFixture[str], form: str, message: str, *values: object, **more: Any) -> str:
    """What stands on stderr after something was logged."""
    logs.begin(Settings(log_format=form))
    log.warning(message, *values, **more)
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_json_is_one_object_a_line_with_all_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    err = logged(capsys, "json", "it’s “%s”\n", "broken", extra={"reference": "ab12", "key": "T:C:1", "person": "U1"})
    line = json.loads(err)
    assert err.count("\n") == 1
    assert line.pop("at")
    assert line == {
        "level": "WARNING",
        "name": "bot.somewhere",
        "message": "it’s “broken”\n",
        "reference": "ab12",
        "key": "T:C:1",
    }


def test_json_holds_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    err = logged(capsys, "json", "broken", exc_info=ZeroDivisionError())
    assert "ZeroDivisionError" in json.loads(err)["traceback"]
    assert err.count("\n") == 1


def test_text_is_a_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    err = logged(capsys, "text", "broken", extra={"code": "is_archived", "attempt": 2})
    assert err.endswith(" WARNING bot.somewhere broken code=is_archived attempt=2\n")
    assert logged(capsys, "text", "well").endswith(" WARNING bot.somewhere well\n")


def test_the_level_is_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    logs.begin(Settings(log_level="ERROR"))
    log.warning("not said")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", logs.QUIET)
def test_libraries_that_may_log_a_body_say_nothing_below_errors(capsys: pytest.CaptureFixture[str], name: str) -> None:
    logs.begin(Settings(log_level="DEBUG"))
    for logger in (name, f"{name}.deeper"):
        logging.getLogger(logger).warning("a body")
    assert capsys.readouterr().err == ""
