"""From a post in the inbox to its one answer in Slack, whatever breaks on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from bot import cards, replying, wording
from bot.cards import Message
from bot.plain import plain
from bot.replying import Reply
from bot.settings import Settings
from bot.slack import ANSWER, Came, Refused, Sent, Slack, Unheard
from bot.store import Claim, Inbox, Post, Silences, Threads
from knowledge import KnowledgeBase

log = logging.getLogger(__name__)

LOOK_AFTER = 8.0
"""Seconds after which somebody looks whether an uncertain post stands: by then Slack has done with it."""
MOST_ATTEMPTS = 4
"""Times that a post is taken up; then its asker gets an apology."""


class Answering:
    """Answers posts. All of it may be called by several threads and processes at once."""

    def __init__(
        self, base: KnowledgeBase, settings: Settings, slack: Slack, inbox: Inbox, threads: Threads, silences: Silences
    ) -> None:
        self.base = base
        self.settings = settings
        self.slack = slack
        self.inbox = inbox
        self.threads = threads
        self.silences = silences
        self.also: list[Callable[[Post, str], Message | None]] = []
        """What else may be written to the app; the first that answers, answers."""

    def answer(self, claim: Claim) -> None:
        """Answer a post that was claimed, or tell its asker why not. Raises whatever breaks in the store."""
        post = claim.post
        if claim.may_stand and self._is_settled(claim):
            return
        if not post.text:
            self._tell(post, wording.TOO_LATE)
        elif claim.attempts > MOST_ATTEMPTS:
            self._tell(post, wording.broken(self.refer(post.key, "gave up"), self.settings.contact))
        else:
            self._post(claim)

    def apologise(self, post: Post, reference: str) -> None:
        """Tell the asker that something broke."""
        self._tell(post, wording.broken(reference, self.settings.contact))

    def refer(self, key: str, why: str, broke: bool = False) -> str:
        """Log what happened to a post, never what it said; returns a reference by which the log's line is found."""
        reference = uuid4().hex[:8]
        log.error(why, extra={"reference": reference, "key": key}, exc_info=broke)
        return reference

    def note_silence(self, post: Post, reply: Reply) -> None:
        """Note a reply that was no answer; of people of other organisations nothing is noted."""
        if post.at_home and reply.answer:
            self.silences.note(post, reply.answer)

    def _post(self, claim: Claim) -> None:
        post = claim.post
        reply = self._reply(post)
        if not self.inbox.begin_posting(claim):
            return  # it passed to another claim, which answers it
        sent = self.slack.post(post.channel, post.thread, reply.message, ANSWER, {"question": post.key})
        if sent.came is Came.REFUSED and sent.code in ("invalid_blocks", "msg_blocks_too_long", "msg_too_long"):
            log.error("Slack refuses the blocks of an answer", extra={"code": sent.code, "key": post.key})
            sent = self.slack.post(post.channel, post.thread, _bare(reply.message), ANSWER, {"question": post.key})
        self._note(claim, reply, sent)

    def _reply(self, post: Post) -> Reply:
        text = plain(post.text)
        if message := next(filter(None, (other(post, text) for other in self.also)), None):
            return Reply(message)
        earlier = self.threads.before(post) if post.at_home else None
        return replying.reply(self.base, post.text, earlier, contact=self.settings.contact)

    def _note(self, claim: Claim, reply: Reply, sent: Sent) -> None:
        """Write down what came of an answer. Where the store breaks now, the row still says that an answer may stand."""
        post = claim.post
        if sent.came is Came.REFUSED:
            self._tell(post, wording.broken(self.refer(post.key, f"Slack refuses an answer: {sent.code}"), self.settings.contact))
            return
        try:
            if sent.came is Came.WAIT:
                self.inbox.put_off(claim, sent.wait, posted_nothing=True)
                return
            with self.inbox.together():
                self._note_answer(claim, reply, sent)
        except SQLAlchemyError:
            self.refer(post.key, "what came of an answer could not be written down", broke=True)

    def _note_answer(self, claim: Claim, reply: Reply, sent: Sent) -> None:
        post = claim.post
        if post.at_home and reply.frame:
            self.threads.keep(post, reply.frame)
        if sent.came is Came.POSTED:
            self.inbox.finish(post.key)
            self.note_silence(post, reply)
        else:
            log.warning("nobody knows whether an answer stands", extra={"code": sent.code, "key": post.key})
            self.inbox.put_off(claim, LOOK_AFTER, posted_nothing=False)

    def _is_settled(self, claim: Claim) -> bool:
        """Whether nothing more is to be posted for a post whose answer may stand. In a direct message one can look;
        elsewhere that takes scopes that the app doesn't ask for, so its asker is told instead."""
        post = claim.post
        if not post.direct:
            self._tell(post, wording.ASKED_AGAIN)
            return True
        try:
            stands = self.slack.find(post.channel, post.thread, ANSWER, {"question": post.key})
        except (Refused, Unheard):
            if claim.attempts <= MOST_ATTEMPTS:
                self.inbox.put_off(claim, LOOK_AFTER, posted_nothing=False)
            else:
                self._tell(post, wording.ASKED_AGAIN)
            return True
        if stands:
            self.inbox.finish(post.key)
        return stands

    def _tell(self, post: Post, sentence: str) -> None:
        """Say something to the asker alone, once: where that can't be, there is nobody to say it to."""
        sent = self.slack.whisper(post.channel, "" if post.direct else post.thread, post.person, cards.sentence(sentence))
        if sent.came is not Came.POSTED:
            self.refer(post.key, f"the asker could not be told: {sent.code}")
        self.inbox.finish(post.key)


def _bare(message: Message) -> Message:
    """A message without blocks, for when Slack refuses them: its text says the same."""
    return message._replace(blocks=[])
