"""The doors: mentions, direct messages, commands and buttons. Each is acknowledged at once; posts are written down before.

A command is answered in its acknowledgement: no second call that could be lost or made twice. Bolt runs listeners on the thread
that brought the request (`process_before_response`), so none waits behind others; what talks to Slack runs on our own threads.
"""

from __future__ import annotations

import json
import logging
import re
from collections import deque
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot import cards, posts, replying, request, wording
from bot.cards import Message
from bot.clicks import Clicks
from bot.pace import Pace, Paces
from bot.plain import escape, plain
from bot.replying import Reply
from bot.request import TopicWanted
from bot.store import Claim, Post
from bot.work import Work
from knowledge import KnowledgeBase

log = logging.getLogger(__name__)

HEARD = frozenset({"app_home_opened"})
"""Events that are no posts, and that somebody here listens to."""
COMMANDS = {"": "", "action": "action", "topic": "topic"}
"""What follows the prefix in a command's name, and which word it stands for."""
Body = dict[str, Any]


def _show(base: KnowledgeBase, value: str) -> Reply:
    return replying.to(base, request.read(value))


def _ask(base: KnowledgeBase, value: str) -> Reply:
    return replying.reply(base, escape(value))


def _topic(base: KnowledgeBase, value: str) -> Reply:
    return replying.to(base, TopicWanted(value))


PRESSED: dict[str, Callable[[KnowledgeBase, str], Reply]] = {
    "more": replying.rest,
    "show": _show,
    "ask": _ask,
    "search": _ask,
    "topic": _topic,
}
"""What the action_id of something pressed begins with, and how its value becomes a reply."""


class Doors:
    """What happens to each thing that comes in."""

    def __init__(self, clicks: Clicks, work: Work, aside: Work, paces: Paces) -> None:
        answering = clicks.answering
        self.clicks = clicks
        self.answering = answering
        self.settings = answering.settings
        self.inbox = answering.inbox
        self.work = work
        self.aside = aside
        self.paces = paces
        self.home = clicks.home_team
        self._apologised: deque[str] = deque(maxlen=1000)

    def open(self, app: App) -> None:
        """Let a Bolt app bring everything here."""
        app.use(self.sort)
        for kind in ("app_mention", "message"):
            app.event(kind)(self.on_post)
        for name in COMMANDS:
            app.command(self.command(name))(self.on_command)
        app.action(re.compile(r".*", re.S))(self.on_click)

    def command(self, name: str) -> str:
        """A command as people type it."""
        return f"/{self.settings.prefix}-{name}" if name else f"/{self.settings.prefix}"

    # What comes in is sorted first: it is answered, or somebody is told why not, or it is not for us.

    def sort(self, req: BoltRequest, body: Body, context: BoltContext, next_: Callable[[], BoltResponse]) -> BoltResponse:
        """Bolt's middleware: hand on what is new and to be answered; acknowledge the rest."""
        if body.get("type") == "event_callback" and posts.is_leaving(body):
            return next_()
        if body.get("type") == "event_callback":
            return self._sort_event(body, context, next_)
        if "trigger_id" in body and body.get("type") != "view_submission":  # a form may be sent again after a mistake in it
            return self._sort_trigger(body, next_)
        return next_()

    def _sort_event(self, body: Body, context: BoltContext, next_: Callable[[], BoltResponse]) -> BoltResponse:
        post = posts.read(body, self.home)
        if post is None:
            return self._sort_other(body, next_)
        full = self.work.is_full
        try:
            if not self.inbox.take(post._replace(text="") if full else post, free=full):
                return acknowledged()
            refusal = self._refusal(post)
            if refusal is not None:
                self.inbox.finish(post.key)
        except SQLAlchemyError:
            self._apologise(post, "the store is broken")
            return acknowledged()
        if refusal:
            self.aside.submit(self.answering.slack.whisper, post.channel, post.thread, post.person, cards.sentence(refusal))
        if full or refusal is not None:
            return acknowledged()
        context["post"] = post
        return next_()

    def _sort_other(self, body: Body, next_: Callable[[], BoltResponse]) -> BoltResponse:
        """An event that is no post: what nobody listens to is acknowledged and left alone."""
        if (body.get("event") or {}).get("type") not in HEARD:
            return acknowledged()
        try:
            return next_() if self.inbox.see(f"event:{body.get('event_id')}") else acknowledged()
        except SQLAlchemyError:
            self.answering.refer(f"event:{body.get('event_id')}", "the store is broken", broke=True)
            return next_()

    def _sort_trigger(self, body: Body, next_: Callable[[], BoltResponse]) -> BoltResponse:
        try:
            if not self.inbox.see(posts.key_of(body)):
                return acknowledged()
        except SQLAlchemyError:  # an answer comes first: without the store it may be given twice, if Slack repeats a command
            self.answering.refer(posts.key_of(body), "the store is broken", broke=True)
        refusal = self._refusal(posts.of_command(body, self.home))
        if refusal is None and "command" not in body and self.aside.is_full:
            refusal = wording.BUSY
        if refusal is None:
            return next_()
        if "command" in body:
            return acknowledged(cards.sentence(refusal)) if refusal else acknowledged()
        if refusal:
            self.aside.submit(self.clicks.answer, body, cards.sentence(refusal))
        return acknowledged()

    def _refusal(self, post: Post) -> str | None:
        """Why somebody gets no answer; empty where that was said already, None where they get one."""
        if self.settings.teams and post.team not in self.settings.teams:
            return wording.NOT_ALLOWED
        pace = self.paces.of(f"{post.team}:{post.person}")
        return {Pace.ANSWER: None, Pace.SAY_SO: wording.TOO_FAST, Pace.PASS_OVER: ""}[pace]

    # The listeners. None lets an exception out: Bolt would leave the person without an answer.

    def on_post(self, context: BoltContext) -> None:
        """A mention or a direct message."""
        self.work.submit(self.answer, Claim(context["post"], may_stand=False, attempts=1))

    def answer(self, claim: Claim) -> None:
        """Answer a post, or tell its asker that something broke."""
        try:
            if claim.post.key in self._apologised:
                self.inbox.finish(claim.post.key)
            else:
                self.answering.answer(claim)
        except Exception:  # noqa: BLE001 - whatever broke, the asker is told and the log has the rest
            self._apologise(claim.post, "a post could not be answered")

    def on_command(self, ack: Ack, body: Body) -> None:
        """A command, answered in the acknowledgement."""
        post = posts.of_command(body, self.home)
        try:
            name = COMMANDS[str(body["command"]).removeprefix(f"/{self.settings.prefix}").removeprefix("-")]
            reply = replying.reply(
                self.answering.base, post.text, command=name, prefix=self.settings.prefix, contact=self.settings.contact
            )
        except Exception:  # noqa: BLE001 - as above
            reply = self._broken(post.key, "a command could not be answered")
        ack(response_type="ephemeral", **cards.shareable(reply.message, plain(post.text)).content())
        self.aside.submit(self._note, post, reply)

    def on_click(self, ack: Ack, body: Body) -> None:
        """Something of ours was pressed: show what it leads to."""
        ack()
        self.work.submit(self.clicks.guarded, body, lambda: self._pressed(body))

    def _pressed(self, body: Body) -> Message:
        action = body["actions"][0]
        read = PRESSED[str(action["action_id"]).partition(".")[0]]
        chosen = (action.get("selected_option") or {}).get("value")
        return read(self.answering.base, str(chosen or action.get("value") or "")).message

    def _broken(self, key: str, why: str) -> Reply:
        return Reply(cards.sentence(wording.broken(self.answering.refer(key, why, broke=True), self.settings.contact)))

    def _apologise(self, post: Post, why: str) -> None:
        """Tell the asker once that something broke. The store may be what broke, so this process remembers it."""
        reference = self.answering.refer(post.key, why, broke=True)
        if post.key not in self._apologised:
            self._apologised.append(post.key)
            self.aside.submit(self._finish_with_apology, post, reference)

    def _finish_with_apology(self, post: Post, reference: str) -> None:
        try:
            self.answering.apologise(post, reference)
        except SQLAlchemyError:
            log.warning("an apology could not be written down", extra={"key": post.key, "reference": reference})

    def _note(self, post: Post, reply: Reply) -> None:
        try:
            self.answering.note_silence(post, reply)
        except SQLAlchemyError:
            log.warning("a silence could not be noted", extra={"key": post.key})


def acknowledged(message: Message | None = None) -> BoltResponse:
    """Slack's acknowledgement; with a message the answer to a command, for whoever gave it."""
    if message is None:
        return BoltResponse(status=200, body="")
    body = json.dumps({"response_type": "ephemeral", **message.content()})
    return BoltResponse(status=200, body=body, headers={"content-type": "application/json"})
