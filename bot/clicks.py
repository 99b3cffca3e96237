"""How clicks, shortcuts and forms are answered: in the place where they were made, and never with silence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bot import cards, codes, home, posts, wording
from bot.answering import Answering
from bot.cards import Message
from bot.slack import Came, respond
from knowledge import KnowledgeBase

log = logging.getLogger(__name__)

Body = dict[str, Any]


class Clicks:
    """Answers to what people press. `home_team` is the id of our own workspace."""

    def __init__(self, answering: Answering, home_team: str) -> None:
        self.answering = answering
        self.home_team = home_team

    @property
    def base(self) -> KnowledgeBase:
        """What answers come from."""
        return self.answering.base

    def guarded(self, body: Body, make: Callable[[], Message | None]) -> None:
        """Answer with what is made; whatever breaks becomes a sentence, since no exception may leave a listener."""
        try:
            message = make()
        except (codes.CodeError, KeyError):
            message = cards.sentence(wording.OLD_BUTTON)
        except Exception:  # noqa: BLE001 - whatever broke, the person is told and the log has the rest
            message = cards.sentence(self.broken(posts.key_of(body)))
        if message:
            self.answer(body, message)

    def broken(self, key: str) -> str:
        """Log what broke, and say so."""
        reference = self.answering.refer(key, "something that was pressed could not be answered", broke=True)
        return wording.broken(reference, self.answering.settings.contact)

    def answer(self, body: Body, message: Message) -> None:
        """Show a message where something was pressed: on Home, in the thread of a direct message, else to the person alone."""
        view = body.get("view") or {}
        if view.get("type") == "home":
            action = (body.get("actions") or [{}])[0]
            self.publish(str(body["user"]["id"]), home.answered(self.base, message, str(action.get("value", ""))))
            return
        post = posts.of_command(body, self.home_team)
        if not post.direct and body.get("actions"):
            message = cards.shareable(message, "")
        how: dict[str, Any] = {"response_type": "in_channel" if post.direct else "ephemeral"}
        if post.thread:
            how["thread_ts"] = post.thread
        self.respond(body, message, **how)

    def respond(self, body: Body, message: Message, **how: Any) -> Came:
        """Answer through the response address; where that fails, say so by a whisper."""
        sent = respond(str(body.get("response_url", "")), message, replace_original=False, **how)
        if sent.came is not Came.POSTED:
            post = posts.of_command(body, self.home_team)
            reference = self.answering.refer(post.key, f"something that was pressed could not be answered: {sent.code}")
            sorry = wording.broken(reference, self.answering.settings.contact)
            sorry = wording.ASKED_AGAIN if sent.came is Came.UNSURE else sorry
            self.answering.slack.whisper(post.channel, post.thread, post.person, cards.sentence(sorry))
        return sent.came

    def publish(self, person: str, view: dict[str, Any]) -> None:
        """Show somebody's Home; where that fails, say so in a direct message."""
        sent = self.answering.slack.call("views.publish", user_id=person, view=view)
        if sent.came is not Came.POSTED:
            self.tell(person, self.answering.refer(f"home:{person}", f"Home could not be shown: {sent.code}"))

    def tell(self, person: str, reference: str) -> None:
        """Say in a direct message that something broke."""
        self.answering.slack.direct(person, cards.sentence(wording.broken(reference, self.answering.settings.contact)))
