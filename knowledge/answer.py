"""One small function for each kind of question, most specific first; says when the report is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge import cues, evidence, quotes, silence
from knowledge.base import KnowledgeBase
from knowledge.citation import Citation
from knowledge.cues import Intent
from knowledge.evidence import Evidence
from knowledge.question import Frame, Question
from knowledge.report import Address, Kind
from knowledge.search import Hit

SECOND, MOST_QUOTES = 0.6, 4
BESIDE = 0.55


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_IN_REPORT = "not_in_report"
    CHOOSE = "choose"
    NOT_UNDERSTOOD = "not_understood"
    SMALL_TALK = "small_talk"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Answer:
    """Codes and values, no prose and no markup; quotes stand best first."""

    outcome: Outcome
    question: Question
    citations: tuple[Citation, ...] = ()
    absent: tuple[Address, ...] = ()
    near: tuple[Citation, ...] = ()
    readings: tuple[str, ...] = ()
    reason: silence.Reason | None = None


def answer(base: KnowledgeBase, question: Question) -> Answer:
    """The answer to a question: the first kind of answer that fits."""
    for kind_of_answer in KINDS_OF_ANSWER:
        if found := kind_of_answer(base, question):
            return found
    found = evidence.gather(base, question)
    if reason := silence.reason(base, question, found):
        return _silent(base, question, reason, found)
    for with_evidence in KINDS_WITH_EVIDENCE:
        if shown := with_evidence(base, question, found):
            return shown
    return _silent(base, question, silence.Reason.TOPIC, found)


def _answered(question: Question, citations: Iterable[Citation], absent: Iterable[Address] = ()) -> Answer | None:
    shown = tuple(dict.fromkeys(citations))
    return Answer(Outcome.ANSWERED, question, shown, tuple(absent)) if shown else None


def _silent(base: KnowledgeBase, question: Question, reason: silence.Reason, found: Evidence | None = None) -> Answer:
    near = quotes.quote(base, silence.nearest(base, found)) if found else ()
    return Answer(Outcome.NOT_IN_REPORT, question, near=near, reason=reason)


# ---- without looking into the report


def small_talk(base: KnowledgeBase, question: Question) -> Answer | None:
    """Greetings, thanks and calls for help."""
    intents = {Intent.HELP: Outcome.HELP, Intent.SMALL_TALK: Outcome.SMALL_TALK}
    outcome = intents.get(question.frame.intent)
    return Answer(outcome, question) if outcome else None


def nothing_asked(base: KnowledgeBase, question: Question) -> Answer | None:
    """A text without anything to look for."""
    frame = question.frame
    if frame.actions or frame.years or frame.terms or frame.earlier or question.unknown or frame.intent is Intent.LIST:
        return None
    return Answer(Outcome.NOT_UNDERSTOOD, question)


def misnamed(base: KnowledgeBase, question: Question) -> Answer | None:
    """A name one letter off: ask back."""
    readings = silence.misnamed(question)
    return Answer(Outcome.CHOOSE, question, readings=readings) if readings else None


def outside(base: KnowledgeBase, question: Question) -> Answer | None:
    """Actions, years and bodies that the report doesn't cover."""
    reason = silence.outside(base, question)
    return _silent(base, question, reason, evidence.gather(base, question)) if reason else None


# ---- by action


def gap(base: KnowledgeBase, question: Question) -> Answer | None:
    """A year of an action whose reporting began later: the line that explains it."""
    frame = question.frame
    if not frame.actions:
        return None
    missing = [address for address in _asked_addresses(base, frame) if address not in base.sections]
    if not missing or any(a in base.sections for a in _asked_addresses(base, frame)):
        return None
    lines = [quotes.whole(base, base.sections[scope])[0] for n in sorted(frame.actions) if (scope := Address(n, Kind.SCOPE, None)) in base.sections]
    if len(lines) < len(frame.actions):
        return None
    return _answered(question, lines, missing)


def _asked_addresses(base: KnowledgeBase, frame: Frame) -> list[Address]:
    """The sections that named actions, years and kinds address, in the order of the report."""
    kinds = evidence.kinds(frame)
    pairs = [(Kind.COMMITMENT, 2012), (Kind.PROGRESS, 2013), (Kind.PLAN, 2014), (Kind.PROGRESS, 2014), (Kind.PLAN, 2015)]
    wanted = [(k, y) for k, y in pairs if (not frame.years or y in frame.years) and (not kinds or k in kinds)]
    return [Address(number, kind, year) for number in sorted(frame.actions) for kind, year in wanted]


def by_action(base: KnowledgeBase, question: Question) -> Answer | None:
    """Actions named and nothing else: their sections, in order of time."""
    frame = question.frame
    if not frame.actions or frame.terms or question.unknown or frame.intent is Intent.LIST:
        return None
    if cues.ABOUT.search(question.text) or (len(frame.actions) > 1 and not frame.years and not frame.kinds):
        shown = [quotes.scope(base, number) for number in sorted(frame.actions)]
        return _answered(question, [citation for part in shown for citation in part])
    addresses = [a for a in _asked_addresses(base, frame) if a in base.sections]
    if not frame.kinds and frame.years == {2014}:
        addresses.sort(key=lambda a: (a.action, a.kind is Kind.PLAN))
    if question.as_of and not frame.years:
        latest = [a for a in addresses if (a.kind, a.year) in ((Kind.PROGRESS, 2014), (Kind.PLAN, 2015))]
        addresses = latest or addresses
    citations = [citation for a in addresses for citation in quotes.whole(base, base.sections[a])]
    if cues.EVERYTHING.search(question.text) and not frame.years:
        citations += [quotes.title(base, number) for number in sorted(frame.actions)]
    return _answered(question, citations)


# ---- by what the words find


def listing(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    return None


def outcome(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """What was planned beside what was reported on it, wherever it is reported."""
    frame = question.frame
    if frame.intent is not Intent.OUTCOME and not {Kind.PLAN, Kind.PROGRESS} <= frame.kinds:
        return None
    promises = [hit for hit in found.hits if hit.doc in base.outcomes and base.sentences[hit.doc].address.kind is not Kind.PROGRESS]
    top = found.hits[0] if found.hits else None
    if not promises or not top or promises[0].score < BESIDE * top.score:
        return None
    promise = promises[0].doc
    became = base.outcomes[promise]
    numbers = [promise, *became.reported]
    absent = []
    if not became.reported:
        address = base.sentences[promise].address
        beside = Address(address.action, Kind.PROGRESS, max(address.year or 2013, 2013))
        absent.append(beside)
        numbers += [s.number for s in base.sentences if s.address == beside]
    return _answered(question, quotes.quote(base, numbers), absent)


def best(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """The two or three sentences that say it."""
    hits = found.hits
    if not hits:
        return None
    kept = [hit.doc for hit in hits[:8] if hit.score >= SECOND * hits[0].score][:MOST_QUOTES]
    return _answered(question, quotes.quote(base, kept))


KINDS_OF_ANSWER: tuple[Callable[[KnowledgeBase, Question], Answer | None], ...] = (
    small_talk, misnamed, outside, gap, by_action, nothing_asked,
)
KINDS_WITH_EVIDENCE: tuple[Callable[[KnowledgeBase, Question, Evidence], Answer | None], ...] = (listing, outcome, best)
