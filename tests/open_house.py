"""The app, opened in this process and called by Slack's stand-in over real HTTP or a real WebSocket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.house import House, database, identify
from bot.manifest import SCOPES
from bot.settings import Settings
from bot.web import Web
from tests.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LabThread

GRANTED = [*SCOPES]


class Open(NamedTuple):
    """Slack's stand-in, and the app that it calls."""

    lab: LabThread
    house: House


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = False
    block_on_close = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def open_house(transport: str, url: str, lab: LabThread, **settings: Any) -> Iterator[House]:
    """The app over "http" or "socket" on the database at `url`, closed again at the end."""
    found = Settings(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, f"{lab.url}/api/", database_url=url, contact="#help", **settings)
    state = database(found)
    if not state.on_sqlite:
        state.migrate()
    house = House(found, state, identify(found), posts_digests=False)
    lab.rests_when(lambda: not any(work._waiting for work in (house._work, house._aside)))
    with _over_http(house, lab) if transport == "http" else _over_socket(house, lab):
        house.open()
        yield house
    house.close()


@contextmanager
def _over_http(house: House, lab: LabThread) -> Iterator[None]:
    web = Web(house.app, SIGNING_SECRET, house.database)
    server = make_server("127.0.0.1", 0, web, _Server, _Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    lab.point_at(f"http://127.0.0.1:{server.server_port}/slack/events")
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def _over_socket(house: House, lab: LabThread) -> Iterator[None]:
    lab.point_at(None)
    handler = SocketModeHandler(house.app, APP_TOKEN, ping_interval=2, concurrency=20)
    handler.connect()  # type: ignore[no-untyped-call]
    lab.wait_bot()
    yield
    lab.socket("drop")  # closing waits for what is being read, three seconds where nothing comes
    handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def opened(transport: str, url: str, **settings: Any) -> Iterator[Open]:
    """A Slack of its own and the app beside it."""
    with LabThread(port=0, scopes=[*GRANTED, "connections:write"]) as lab, open_house(transport, url, lab, **settings) as house:
        yield Open(lab, house)


def sqlite(folder: Path) -> str:
    """The URL of a database file in a folder."""
    return f"sqlite:///{folder}/state.db"
