"""From a question to its answer: the first kind of answer that fits, most specific first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from knowledge import by_address, by_list, by_promise, by_words, by_year, cues, evidence, marks, quotes, silence
from knowledge.address import REPORT_YEARS
from knowledge.answer import Answer, Outcome, Reason
from knowledge.base import KnowledgeBase
from knowledge.cues import Asks, Intent
from knowledge.evidence import Evidence
from knowledge.frame import Frame, Question
from knowledge.report import Kind, Span
from knowledge.topics import Topic

COMMITTED = 2012
"""The year of all commitments."""


def ask(base: KnowledgeBase, text: str, earlier: Frame | None = None) -> Answer:
    """Answer a text that somebody typed; `earlier` is the frame of the thread's last question."""
    question = base.reader.understand(text, earlier)
    found = answer(base, question)
    if earlier is None or not question.leans or not _turned(base, question, found):
        return found
    freed = answer(base, base.reader.understand(text, earlier._replace(years=frozenset(), kinds=frozenset())))
    return freed if freed.outcome is Outcome.ANSWERED and not _turned(base, freed.question, freed) else found


def _turned(base: KnowledgeBase, question: Question, found: Answer) -> bool:
    """Whether the first quote for a follow-up doesn't speak of a topic that it names itself, or lacks the date or the like
    that it asks for."""
    first = [s for s in base.sentences if found.citations and _within(s.span, found.citations[0].span)]
    if question.asks in marks.FORMAL and not question.frame.actions:
        return not any(question.asks in sentence.holds for sentence in first)
    telling = base.topics.telling(question.named_by) if question.asks is Asks.ANYTHING else []
    return bool(telling) and not any(topic in base.docs[s.number].topics for s in first for topic in telling)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def about_topic(base: KnowledgeBase, topic: Topic, year: int | None = None) -> Answer:
    """What the report says on a topic, in order, in one year or in all."""
    frame = Frame(years=frozenset({year} if year else ()), topics=frozenset({topic.id}))
    question = Question(frame, topic.label, Asks.ANYTHING, named_by={topic.id: frozenset()})
    found = outside(base, question) or by_list.of_topic(base, question)
    return found or _silent(base, question, Reason.TOPIC, evidence.gather(base, question))


def about_action(base: KnowledgeBase, number: int, year: int | None = None, kind: Kind | None = None) -> Answer:
    """An action, in a year or in all, of a kind or of all: exactly the sections that are addressed, in order of time."""
    if kind is Kind.COMMITMENT and year is None:
        year = COMMITTED
    frame = Frame(frozenset({number}), years=frozenset({year} if year else ()), kinds=frozenset({kind} if kind else ()))
    question = Question(frame, f"action {number}", Asks.ANYTHING)
    if kind and year and (kind, year) not in by_address.ORDER:
        return _silent(base, question, Reason.YEAR, evidence.gather(base, question))
    return answer(base, question)


def about_outcomes(base: KnowledgeBase, number: int) -> Answer:
    """An action's plans for 2014 beside what is reported on them; its sections of that year where it has no such plans."""
    frame = Frame(frozenset({number}), intent=Intent.OUTCOME)
    question = Question(frame, f"outcomes {number}", Asks.ANYTHING)
    return answer(base, question)


def remembered(base: KnowledgeBase, thread: Iterable[str]) -> Frame | None:
    """What the questions of a thread, oldest first, leave in mind: the frame of the last."""
    frame: Frame | None = None
    for text in thread:
        frame = ask(base, text, frame).question.frame
    return frame


def answer(base: KnowledgeBase, question: Question) -> Answer:
    """Answer a question that was understood. Never raises: what can't be answered is an outcome."""
    for kind in BY_THE_QUESTION_ALONE:
        if found := kind(base, question):
            return found
    evident = evidence.gather(base, question)
    for kind_with_evidence in BY_EVIDENCE:
        if found := kind_with_evidence(base, question, evident):
            return found
    return by_words.best(base, question, evident) or _silent(base, question, Reason.TOPIC, evident)


def small_talk(base: KnowledgeBase, question: Question) -> Answer | None:
    """Greetings, thanks and calls for help."""
    outcomes = {Intent.HELP: Outcome.HELP, Intent.SMALL_TALK: Outcome.SMALL_TALK}
    outcome = outcomes.get(question.frame.intent)
    return Answer(outcome, question) if outcome else None


def misnamed(base: KnowledgeBase, question: Question) -> Answer | None:
    """A name one letter off: ask back."""
    readings = silence.misnamed(question)
    return Answer(Outcome.CHOOSE, question, readings=readings) if readings else None


def outside(base: KnowledgeBase, question: Question) -> Answer | None:
    """Actions, years, bodies and people that the report doesn't cover."""
    reason = silence.outside(base, question)
    return _silent(base, question, reason, evidence.gather(base, question)) if reason else None


def nowhere(base: KnowledgeBase, question: Question) -> Answer | None:
    """A kind of section that no action has in the year that is named."""
    absent = by_address.nowhere(question.frame)
    return _silent(base, question, Reason.YEAR, evidence.gather(base, question)) if absent else None


def nothing_asked(base: KnowledgeBase, question: Question) -> Answer | None:
    """A text without anything to look for."""
    frame = question.frame
    if cues.RUDE.is_all(question.text):
        return Answer(Outcome.NOT_UNDERSTOOD, question)
    if frame.actions or frame.terms or frame.earlier or question.unknown or frame.intent is Intent.LIST:
        return None
    if frame.years and frame.years.isdisjoint(REPORT_YEARS):
        return _silent(base, question, Reason.YEAR, evidence.gather(base, question))
    if question.asks in silence.WHY:
        return _silent(base, question, silence.WHY[question.asks], evidence.gather(base, question))
    return Answer(Outcome.NOT_UNDERSTOOD, question)


def near_miss(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """What the best hit doesn't answer, however many words it shares."""
    reason = silence.reason(base, question, evident)
    return _silent(base, question, reason, evident) if reason else None


def _silent(base: KnowledgeBase, question: Question, reason: Reason, evident: Evidence) -> Answer:
    near = quotes.quote(base, silence.nearest(base, evident))
    return Answer(Outcome.NOT_IN_REPORT, question, near=near, reason=reason)


BY_THE_QUESTION_ALONE: tuple[Callable[[KnowledgeBase, Question], Answer | None], ...] = (
    small_talk,
    misnamed,
    outside,
    by_address.gap,
    by_address.added,
    by_address.lacking,
    by_address.every,
    by_promise.of_action,
    nowhere,
    by_address.sections,
    nothing_asked,
)
BY_EVIDENCE: tuple[Callable[[KnowledgeBase, Question, Evidence], Answer | None], ...] = (
    by_address.sections_after_all,
    by_year.series,
    by_list.of_topics,
    by_year.sides_of_topic,
    near_miss,
    by_list.mentions,
    by_promise.of_topic,
    by_year.sides,
    by_year.topics,
)
