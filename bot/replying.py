"""The one corridor: whatever door a request came through, this makes the reply. Pure: no Slack, no clock, no store."""

from __future__ import annotations

from typing import NamedTuple

import knowledge
from bot import cards, request, wording
from bot.cards import Message
from bot.plain import plain
from bot.request import ActionWanted, ForgetMe, OutcomesWanted, Question, Request, TopicWanted
from knowledge import Answer, Frame, KnowledgeBase, Outcome

LONGEST = 1000
"""Characters of a question. A paragraph fits; a pasted document doesn't."""


class Reply(NamedTuple):
    """What is posted, and the answer that it shows; None where it is only a sentence of ours."""

    message: Message
    answer: Answer | None = None

    @property
    def frame(self) -> Frame | None:
        """What the thread leans on from now on."""
        return self.answer.question.frame if self.answer else None


def reply(
    base: KnowledgeBase, text: str, earlier: Frame | None = None, command: str = "", prefix: str = "", contact: str = ""
) -> Reply:
    """The reply to what somebody typed, in Slack's form. `earlier` is what it may lean on; `command` the name of the command
    by which it came ("action", "topic"), `prefix` that of all commands; `contact` is whom help names. Every quote in it has
    passed the gate."""
    asked = plain(text)
    if len(asked) > LONGEST:
        return Reply(cards.sentence(wording.too_long(LONGEST)))
    if not asked and not command:
        found = _shown(base, knowledge.ask(base, "help"))
    else:
        found = to(base, request.read(asked, command), earlier, f"/{prefix}-{command}" if command else "")
    helps = found.answer is not None and found.answer.outcome is Outcome.HELP
    return found._replace(message=cards.with_contact(found.message, contact)) if helps and contact else found


def to(base: KnowledgeBase, wanted: Request, earlier: Frame | None = None, command: str = "") -> Reply:
    """The reply to a request."""
    if isinstance(wanted, ActionWanted):
        if wanted.number is None:
            return _gated(base, cards.titles(base))
        return _shown(base, knowledge.about_action(base, wanted.number, wanted.year, wanted.kind))
    if isinstance(wanted, ForgetMe):
        return Reply(cards.sentence(wording.FORGET_ME_DIRECTLY))
    if isinstance(wanted, OutcomesWanted):
        return _shown(base, knowledge.about_outcomes(base, wanted.number))
    if isinstance(wanted, TopicWanted):
        return _topic(base, wanted, earlier, command)
    answer = knowledge.ask(base, wanted.text, earlier)
    if wanted.usage and not answer.question.frame.actions:
        return Reply(cards.sentence(wording.usage_of_action(command)))
    return _shown(base, answer, wanted.text)


def _topic(base: KnowledgeBase, wanted: TopicWanted, earlier: Frame | None, command: str) -> Reply:
    if not wanted.name:
        return _gated(base, cards.topics(base))
    topic = base.topics.named(wanted.name)
    if topic:
        return _shown(base, knowledge.about_topic(base, topic, wanted.year))
    if command:
        return Reply(cards.sentence(wording.usage_of_topic(command, wanted.name, base.topics.near(wanted.name))))
    year = f" {wanted.year}" if wanted.year else ""
    return to(base, Question(f"topic {wanted.name}{year}"), earlier)


def rest(base: KnowledgeBase, code: str) -> Reply:
    """The next page of an answer. Raises codes.CodeError."""
    return _gated(base, cards.of_code(base, code))


def _shown(base: KnowledgeBase, answer: Answer, asked: str = "") -> Reply:
    return Reply(cards.verify(base, cards.of_answer(base, answer, asked)), answer)


def _gated(base: KnowledgeBase, message: Message) -> Reply:
    return Reply(cards.verify(base, message))
