"""The processes: `worker` over Socket Mode, `web` over HTTP, `clock` for digests alone. On SIGTERM each finishes what is in hand, then leaves."""

from __future__ import annotations

import logging
import select
import signal
import threading
from http.client import HTTPException
from typing import Any

from gunicorn.app.base import BaseApplication
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackClientError

from bot import house as houses
from bot import wording
from bot.house import House, SlackError, database, identify
from bot.settings import Settings, needed
from bot.store import Database, DatabaseError, open_database
from bot.web import Web

log = logging.getLogger(__name__)

PING = 2
"""Seconds between pings of the socket: a dead link is noticed in about 12 s; with Bolt's 10 it takes 50."""
LOOK = 0.5
"""Seconds between looks whether Slack has hung up."""
HUNG_UP = getattr(select, "POLLRDHUP", select.POLLHUP)
"""What poll tells of a connection that the other side has closed: Linux has a sign of its own for it."""
SOCKET_THREADS = 20
HTTP_THREADS = 32
FINISHING = 30
"""Seconds that gunicorn gives a process to finish."""


def worker(settings: Settings) -> None:
    """Run over Socket Mode until SIGTERM or SIGINT. Raises SettingsError, DatabaseError and SlackError."""
    needed(settings, "bot_token", "app_token")
    stop = _stopping()
    state = _migrated(settings)
    house = House(settings, state, identify(settings), posts_digests=True)
    handler = SocketModeHandler(house.app, settings.app_token, ping_interval=PING, concurrency=SOCKET_THREADS)
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except (SlackClientError, OSError, ValueError, HTTPException) as error:
        raise SlackError(wording.no_socket(str(getattr(error, "response", {}).get("error") or error))) from None
    house.open()
    log.info("connected over Socket Mode")
    _keep_connected(handler, stop)
    log.info("finishing what is in hand")
    handler.close()  # type: ignore[no-untyped-call]
    house.close()


def _keep_connected(handler: SocketModeHandler, stop: threading.Event) -> None:
    """Until the end, let go of a connection on which Slack has hung up, so that a new one is opened at the next ping:
    slack_sdk reads nothing from it over and over, with all of a processor, until five pings have failed."""
    while not stop.wait(LOOK):
        session = handler.client.current_session
        connection = session and session.sock
        if connection and _has_hung_up(connection.fileno()):
            log.info("Slack has hung up; connecting anew")
            handler.disconnect()  # type: ignore[no-untyped-call]


def _has_hung_up(connection: int) -> bool:
    """Whether the other side of a connection, by its file descriptor, has closed it."""
    look = select.poll()
    if connection >= 0:
        look.register(connection, HUNG_UP)
    return bool(look.poll(0))


def clock(settings: Settings) -> None:
    """Post digests until SIGTERM or SIGINT. Raises SettingsError, DatabaseError and SlackError."""
    needed(settings, "bot_token")
    stop = _stopping()
    state = _migrated(settings)
    found = houses.clock(settings, state, identify(settings))
    found.start()
    log.info("posting digests" if settings.digests else "digests are off")
    stop.wait()
    log.info("finishing what is in hand")
    found.stop()
    state.close()


def _stopping() -> threading.Event:
    """An event that is set on SIGTERM and SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _migrated(settings: Settings) -> Database:
    state = database(settings)
    if not state.is_migrated():
        state.close()
        raise DatabaseError(wording.NOT_MIGRATED)
    return state


def web(settings: Settings) -> None:
    """Run over HTTP until SIGTERM. Raises SettingsError, DatabaseError and SlackError."""
    needed(settings, "bot_token", "signing_secret")
    state = database(settings)
    state.engine.dispose()  # no connection may pass into a forked process
    Gunicorn(settings, identify(settings)).run()
    state.close()


class Gunicorn(BaseApplication):  # type: ignore[misc]
    """gunicorn around our app: `processes` of them, each with threads; a request in hand is finished on SIGTERM."""

    def __init__(self, settings: Settings, identity: AuthorizeResult) -> None:
        self._settings = settings
        self._identity = identity
        self._house: House | None = None
        super().__init__()

    def load_config(self) -> None:
        """gunicorn's settings."""
        options: dict[str, Any] = {
            "bind": f"0.0.0.0:{self._settings.port}",
            "workers": self._settings.processes,
            "worker_class": "gthread",
            "threads": HTTP_THREADS,
            "graceful_timeout": FINISHING,
            "timeout": FINISHING * 2,
            "keepalive": 75,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_exit": lambda server, worker: self._leave(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Web:
        """The app of one process, made after the fork."""
        state = open_database(self._settings.database_url)
        self._house = House(self._settings, state, self._identity, posts_digests=state.on_sqlite)
        self._house.open()
        return Web(self._house.app, self._settings.signing_secret, self._house.database)

    def _leave(self) -> None:
        if self._house:
            self._house.close()
