"""HTTP: what is not signed by Slack gets 401 before anything in it is parsed."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.open_house import Open, opened, sqlite
from tests.slack import SIGNATURES, SIGNING_SECRET, sign


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The app over HTTP on SQLite."""
    with opened("http", sqlite(tmp_path_factory.mktemp("state"))) as app:
        yield app


def post(app: Open, body: bytes, timestamp: str | None = None, signature: str | None = None, **headers: str) -> tuple[int, str]:
    """Post a body, well signed unless said otherwise; returns status and text."""
    stamp = str(int(time.time())) if timestamp is None else timestamp
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": sign(SIGNING_SECRET, stamp, body) if signature is None else signature,
        "Content-Type": "application/json",
        **headers,
    }
    request = urllib.request.Request(str(app.lab.lab.settings.urls["events"]), data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("how", [name for name in SIGNATURES if name != "ok"])
def test_a_request_that_slack_did_not_sign_is_refused_and_causes_nothing(app: Open, how: str) -> None:
    result = app.lab.send("message.im", text="hi", signature=how, wait=0.2, quiet=0.1)
    assert result["ack"]["status"] == 401
    assert result["calls"] == []


@pytest.mark.parametrize("timestamp", ["", "junk", "1e9", "-5", "١٢٣", "9" * 400, "nan"])
def test_a_junk_timestamp_gets_401(app: Open, timestamp: str) -> None:
    assert post(app, b"{}", timestamp.encode().decode("latin-1"), "v0=00")[0] == 401


@pytest.mark.parametrize("signature", ["", "v0=", "v0=ü", "x" * 5000])
def test_a_junk_signature_gets_401(app: Open, signature: str) -> None:
    assert post(app, b"{}", signature=signature)[0] == 401


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"[]", b"null", b"payload=%7B", b""])
def test_a_signed_body_that_is_junk_breaks_nothing(app: Open, body: bytes) -> None:
    status, _ = post(app, body)
    assert status in (200, 400, 401, 404)


def test_what_is_too_large_is_refused(app: Open) -> None:
    address = urllib.parse.urlsplit(str(app.lab.lab.settings.urls["events"]))
    with closing(http.client.HTTPConnection(str(address.hostname), address.port, timeout=5)) as connection:
        connection.putrequest("POST", address.path)
        connection.putheader("Content-Length", str(2**20 + 1))
        connection.endheaders()
        assert connection.getresponse().status == 413


def test_slack_can_verify_the_address(app: Open) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
    status, text = post(app, body)
    assert (status, json.loads(text)) == (200, {"challenge": "abc"})
    assert app.lab.send("ssl_check")["ack"]["status"] == 200


def test_the_body_of_a_refused_request_is_not_logged(app: Open, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="bot"):
        app.lab.send("message.im", text="a secret question", signature="bad", wait=0.1, quiet=0.1)
    assert "secret" not in caplog.text


def test_without_the_database_it_is_not_ready(app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(app.lab.lab.settings.urls["events"]).replace("/slack/events", "/readyz")
    with urllib.request.urlopen(url, timeout=5) as response:
        assert response.status == 200
    monkeypatch.setattr(app.house.database, "engine", opened_nowhere())
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url, timeout=5)
    assert caught.value.code == 503
    caught.value.close()


def opened_nowhere() -> object:
    """An engine of a database that isn't there."""
    from bot.store import open_database

    return open_database("postgresql://nobody@127.0.0.1:9/none").engine
