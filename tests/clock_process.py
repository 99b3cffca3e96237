"""A clock as `python app.py clock` runs it, but hurried: what waits a minute there waits some seconds here."""

from __future__ import annotations

import os
import signal
import threading
import time

import knowledge
from bot import house, logs, settings
from bot.clock import Clock
from bot.slack import HISTORY, Slack, client
from bot.store import Deliveries, Times

HURRIED = Times(timeout=2.0, lease=6.0, between=0.3, settling=3.0)


def main() -> None:
    """Run until SIGTERM."""
    found = settings.read(os.environ)
    logs.begin(found)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    database = house.database(found)
    can_look = set(house.identify(found).bot_scopes or ()) >= HISTORY
    web = client(found)
    web.timeout = int(HURRIED.timeout)
    clock = Clock(knowledge.load(), found, Slack(web), Deliveries(database, time.time, HURRIED), can_look, time.time)
    clock.start()
    stop.wait()
    clock.stop()
    database.close()


if __name__ == "__main__":
    main()
