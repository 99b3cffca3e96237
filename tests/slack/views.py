"""Modals and Homes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.slack.clock import Clock
from tests.slack.identity import APP, BOT_ID, TEAM
from tests.slack.ids import Ids, with_block_ids
from tests.slack.shapes import Payload, public

CHANGEABLE = "title close submit private_metadata callback_id external_id clear_on_close notify_on_close".split()


class Views(dict[str, Payload]):
    """Views by id, and the id of each person's Home."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        super().__init__()
        self._clock, self._ids = clock, ids
        self.homes: dict[str, str] = {}

    def add(self, given: Payload, user: str, parent: Payload | None = None) -> Payload:
        """Opens a view for a person, on top of another one or alone."""
        vid = self._ids.new("V")
        self[vid] = {
            "id": vid,
            "team_id": TEAM,
            "type": given["type"],
            "blocks": with_block_ids(given.get("blocks")),
            **{name: given.get(name) or "" for name in ("private_metadata", "callback_id", "external_id")},
            **{name: given.get(name) for name in ("title", "close", "submit")},
            **{name: bool(given.get(name)) for name in ("clear_on_close", "notify_on_close")},
            "state": {"values": {}},
            "hash": self._clock.ts(),
            "previous_view_id": parent["id"] if parent else None,
            "root_view_id": parent["root_view_id"] if parent else vid,
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "bot_id": BOT_ID,
            "_user": user,
            "_open": True,
        }
        return self[vid]

    def change(self, view: Payload, given: Payload) -> Payload:
        """Gives a view other contents."""
        view.update({name: given[name] for name in CHANGEABLE if name in given})
        view.update(blocks=with_block_ids(given.get("blocks")), hash=self._clock.ts())
        return view

    def home(self, user: str) -> Payload | None:
        """A person's Home, once it is published."""
        return self.get(self.homes.get(user, ""))

    def open_views(self) -> Iterator[Payload]:
        """The open ones, the newest first."""
        return (view for view in reversed(self.values()) if view["_open"])

    def stack(self, view: Payload) -> list[Payload]:
        """The open views of a modal, it and those on it or under it."""
        return [v for v in self.open_views() if v["root_view_id"] == view["root_view_id"]]

    def of(self, user: str | None) -> list[Payload]:
        """The views of a person, or of all."""
        return [public(v) | {"open": v["_open"], "user": v["_user"]} for v in self.values() if user in (None, v["_user"])]
