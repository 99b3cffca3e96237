"""How a stand-in is set up."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tests.slack.faults import Fault
from tests.slack.identity import ALICE, APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

ROUTES = ("events", "commands", "interactivity")


@dataclass
class Settings:
    """What a test may choose.

    port            0 takes any free port
    bot_url         where everything goes over HTTP; without it, over Socket Mode
    scopes          granted scopes: a call that needs another gets missing_scope (None: not checked, only reported)
    strict          refuse payloads that break a limit of Block Kit, as Slack does; else only report them
    self_events     send the bot its own posts, as Slack does to an app subscribed to messages
    rate_limits     "documented" or "nonmarketplace" keeps Slack's rate limits
    history_cap     most messages in one page of a history
    allow_unknown   answer ok to methods that the stand-in doesn't know
    """

    port: int = 0
    host: str = "127.0.0.1"
    bot_url: str | None = None
    commands_url: str | None = None
    interactivity_url: str | None = None
    signing_secret: str = SIGNING_SECRET
    bot_tokens: Sequence[str] = (BOT_TOKEN,)
    app_tokens: Sequence[str] = (APP_TOKEN,)
    user_tokens: Mapping[str, str] = field(default_factory=lambda: {"xoxp-lab-alice": ALICE})
    any_token: bool = False
    scopes: Collection[str] | None = None
    strict: bool = True
    self_events: bool = False
    rate_limits: str | None = None
    history_cap: int | None = None
    allow_unknown: bool = False
    socket_enabled: bool = True
    faults: Sequence[str | Fault] = ()

    def __post_init__(self) -> None:
        require_loopback(self.url)
        self.urls: dict[str, str | None] = {}
        self.point_at(self.bot_url, self.commands_url, self.interactivity_url)
        self.scopes = frozenset(self.scopes) if self.scopes else None
        if self.rate_limits == "nonmarketplace":
            self.history_cap = self.history_cap or 15

    @property
    def url(self) -> str:
        """Where the stand-in listens, once its port is known."""
        return f"http://{self.host}:{self.port}"

    def point_at(self, bot_url: str | None, commands_url: str | None = None, interactivity_url: str | None = None) -> None:
        """Where the bot listens; None for a bot on Socket Mode."""
        chosen = (bot_url, commands_url or bot_url, interactivity_url or bot_url)
        self.urls = {route: url and require_loopback(url) for route, url in zip(ROUTES, chosen, strict=True)}


def require_loopback(url: str) -> str:
    """The address, if it is on this machine."""
    host = urllib.parse.urlsplit(url).hostname or ""
    if host not in ("localhost", "::1") and not re.fullmatch(r"127(\.\d{1,3}){3}", host):
        raise ValueError(f"refusing {url}: the stand-in only talks to this machine")
    return url
