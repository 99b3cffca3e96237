"""Slack on this machine, for tests that know no asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Self, TypeVar

from tests.slack.lab import Lab
from tests.slack.shapes import Payload

T = TypeVar("T")


class LabThread:
    """A `Lab` in a thread of its own; `lab` is for what is not offered here.

    with LabThread() as lab:
        app = start_app(api_url=lab.url + "/api/")
        lab.point_at(app.url)
        assert lab.send("message.im", text="hello")["answers"] == 1
    """

    def __init__(self, **options: Any) -> None:
        self.lab = Lab(**options)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="slack")
        self._thread.start()
        try:
            self._run(self.lab.__aenter__())
        except OSError:
            self._end()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            self._run(self.lab.__aexit__())
        finally:
            self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _look(self, at: Callable[[], T]) -> T:
        """Looks from within the thread, so that nothing moves meanwhile."""

        async def look() -> T:
            return at()

        return self._run(look())

    @property
    def url(self) -> str:
        """Where it listens: the Web API is at `url` + "/api/"."""
        return self.lab.url

    def point_at(self, bot_url: str | None, commands_url: str | None = None, interactivity_url: str | None = None) -> None:
        """Where the bot listens; None for a bot on Socket Mode."""
        self.lab.settings.point_at(bot_url, commands_url, interactivity_url)

    def rests_when(self, at_rest: Callable[[], bool]) -> None:
        """How to tell that the bot has nothing in hand: then no time is lost waiting for more of it."""
        self.lab.at_rest = at_rest

    def wait_bot(self, seconds: float = 20.0) -> bool:
        """Waits until the bot can be reached."""
        return self._run(self.lab.wait_bot(seconds))

    def send(self, kind: str, **options: Any) -> Payload:
        """Sends one thing as Slack would, and tells what the bot did; the options are those of `Manner` and `Details`."""
        return self._run(self.lab.send(kind, **options))

    def load(self, **options: Any) -> Payload:
        """Sends many events and reports what was lost or answered twice; the options are those of `Plan`."""
        return self._run(self.lab.load(**options))

    def socket(self, action: str, grace: float = 2.0) -> Payload:
        """Upsets the bot's sockets: warning, refresh, link_disabled, too_many, close or drop."""
        return self._run(self.lab.hub.act(action, grace))

    def fault(self, *specs: str) -> None:
        """Lets the next calls go wrong, as `Fault` says."""
        self._look(lambda: self.lab.faults.add(*specs))

    def clear_faults(self) -> None:
        """Lets nothing more go wrong."""
        self._look(self.lab.faults.clear)

    def calls(self, method: str = "*") -> list[Payload]:
        """The bot's calls of methods that a glob fits, the oldest first."""
        return self._look(lambda: self.lab.journal.matching(method))

    def messages(self, channel: str) -> list[Payload]:
        """What stands in a channel, the oldest first; `to` names the one person who sees a message."""
        return self._look(lambda: self.lab.workspace.messages.standing(channel))

    def views(self, user: str | None = None) -> list[Payload]:
        """The modals and the Home of a person, or of all, each `open` or not."""
        return self._look(lambda: self.lab.workspace.views.of(user))

    def report(self) -> Payload:
        """Counts, errors, violations, scopes used, statuses left set, sockets and faults."""
        return self._look(self.lab.report)

    def reset(self) -> None:
        """Forgets everything, faults too; connections stay."""
        self._look(self.lab.reset)
