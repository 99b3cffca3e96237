"""One small function for each kind of question, most specific first; says when the report is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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
    if shown := named_action(base, question, found):
        return shown
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
    return _sections(base, question)


def _sections(base: KnowledgeBase, question: Question) -> Answer | None:
    """The sections that a question's actions, years and kinds address."""
    frame = question.frame
    if not frame.years and (cues.ABOUT.search(question.text) or (len(frame.actions) > 1 and not frame.kinds)):
        shown = [citation for number in sorted(frame.actions) for citation in quotes.scope(base, number)]
        return _answered(question, shown)
    addresses = [address for address in _asked_addresses(base, frame) if address in base.sections]
    if not frame.kinds and frame.years == {2014}:
        addresses.sort(key=lambda address: (address.action, address.kind is Kind.PLAN))
    if question.as_of and not frame.years:
        latest = [a for a in addresses if (a.kind, a.year) in ((Kind.PROGRESS, 2014), (Kind.PLAN, 2015))]
        addresses = latest or addresses
    citations = [citation for address in addresses for citation in quotes.whole(base, base.sections[address])]
    if cues.EVERYTHING.search(question.text) and not frame.years:
        citations += [quotes.title(base, number) for number in sorted(frame.actions)]
    return _answered(question, citations)


# ---- by what the words find


def listing(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """Every action that says something, in order; or those that don't."""
    frame = question.frame
    if frame.intent is not Intent.LIST:
        return None
    if cues.IN_TITLE.search(question.text):
        titled = [hit.doc for hit in found.hits if base.sentences[hit.doc].address.kind is Kind.SCOPE and _mentions(base, question, hit.doc)]
        return _answered(question, quotes.quote(base, sorted(titled)))
    mentions = [s.number for s in base.sentences if evidence.fit(base, s, question) >= evidence.OTHER_KIND and _mentions(base, question, s.number)]
    return _answered(question, quotes.quote(base, mentions)) if len(mentions) <= MOST_LISTED else None


MOST_LISTED = 24


def _mentions(base: KnowledgeBase, question: Question, number: int) -> bool:
    """Whether a sentence itself holds what a list is asked about: all the words, or all the telling topics."""
    frame, doc = question.frame, base.docs[number]
    covered = {stem for topic, by in question.named_by.items() if topic in doc.topics for stem in by}
    return bool(frame.terms) and all(term in doc.terms or term in covered for term in frame.terms)


def lacking(base: KnowledgeBase, question: Question) -> Answer | None:
    """Which actions have no section of a kind or year: the lines that explain the gap."""
    frame = question.frame
    if frame.intent is not Intent.LIST or not cues.NEGATED.search(question.text) or frame.terms or not (frame.years or frame.kinds):
        return None
    every = replace(frame, actions=frozenset(base.titles) - frame.without)
    absent = [address for address in _asked_addresses(base, every) if address not in base.sections]
    scopes = dict.fromkeys(Address(address.action, Kind.SCOPE, None) for address in absent)
    lines = [c for scope in scopes for c in (quotes.whole(base, base.sections[scope]) if scope in base.sections else ())]
    return _answered(question, lines, absent)


def compare(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """Both sides of a comparison: the best for each year, or for each action."""
    frame = question.frame
    if len(frame.years) != 2 and not (frame.intent is Intent.COMPARE and len(frame.years) > 1):
        return None
    sides = []
    for year in sorted(frame.years):
        side = [hit for hit in found.hits if base.sentences[hit.doc].address.year == year]
        side = [hit for hit in side if evidence.in_kind(base, question, year, hit)] or side
        if side:
            sides += _with_passage(base, side[0].doc)
            sides += [hit.doc for hit in side[1:3] if hit.score >= SIDE * side[0].score]
    return _answered(question, quotes.quote(base, sides))


def series(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """A figure over the years: every sentence that gives one on the topics asked about."""
    frame = question.frame
    wanted = {topic for topic in frame.topics if not base.topics.by_id[topic].common} & FIGURE_TOPICS
    several = frame.intent is Intent.SERIES or len(frame.years) > 1 or cues.FIGURES.search(question.text)
    if not several or not ("digital_uptake" in frame.topics or "single_payment_scheme" in wanted):
        return None
    numbers = [
        s.number for s in base.sentences
        if "%" in s.text and (not wanted or wanted & base.docs[s.number].topics) and evidence.fit(base, s, question) > 0
    ]
    return _answered(question, quotes.quote(base, numbers))


FIGURE_TOPICS = frozenset({"single_payment_scheme", "waste_carrier_registration", "rural_payments"})


def outcome(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """What was promised beside what was reported on it, wherever it is reported."""
    frame = question.frame
    if (frame.intent is not Intent.OUTCOME and not {Kind.PLAN, Kind.PROGRESS} <= frame.kinds) or not found.hits:
        return None
    promise = _promise(base, found)
    if promise is None:
        return None
    became = base.outcomes[promise]
    numbers = [*_with_passage(base, promise), *became.reported[:4]]
    absent = []
    if not became.reported:
        address = base.sentences[promise].address
        beside = Address(address.action, Kind.PROGRESS, max(address.year or 2013, 2013))
        absent.append(beside)
        numbers += [s.number for s in base.sentences if s.address == beside][:2]
        numbers += became.carried_on[:2]
    return _answered(question, quotes.quote(base, numbers), absent)


def _promise(base: KnowledgeBase, found: Evidence) -> int | None:
    """The promise that a question is about: the best hit, what the best hit reports on, or a promise near it."""
    top = found.hits[0]
    if top.doc in base.outcomes:
        return top.doc
    scores = {hit.doc: hit.score for hit in found.hits}
    answered = [promise for promise, became in base.outcomes.items() if top.doc in (*became.reported, *became.carried_on)]
    if answered:
        return max(answered, key=lambda promise: scores.get(promise, 0.0))
    near = next((hit for hit in found.hits if hit.doc in base.outcomes), None)
    return near.doc if near and near.score >= BESIDE * top.score else None


def named_action(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """Actions named with words that find nothing much there: the sections themselves."""
    frame = question.frame
    if frame.actions and (frame.years or frame.kinds or len(frame.actions) > 1 or not found.hits) and _faint(found):
        return _sections(base, question)
    return None


def _faint(found: Evidence) -> bool:
    return not found.hits or found.hits[0].covered < FAINT


FAINT = 0.45


def best(base: KnowledgeBase, question: Question, found: Evidence) -> Answer | None:
    """The two or three sentences that say it, the first with its paragraph."""
    hits = found.hits
    if not hits:
        return None
    kept = _with_passage(base, hits[0].doc)
    kept += [hit.doc for hit in hits[1:8] if hit.score >= SECOND * hits[0].score][: MOST_QUOTES - 1]
    return _answered(question, quotes.quote(base, kept))


def _with_passage(base: KnowledgeBase, number: int) -> list[int]:
    """A sentence and the others of its paragraph, where that is short."""
    sentence = base.sentences[number]
    together = [s.number for s in base.sentences if s.passage is sentence.passage]
    return [number, *(n for n in together if n != number)] if len(together) <= SHORT_PASSAGE else [number]


SHORT_PASSAGE = 3
SIDE = 0.85


KINDS_OF_ANSWER: tuple[Callable[[KnowledgeBase, Question], Answer | None], ...] = (
    small_talk, misnamed, outside, gap, lacking, by_action, nothing_asked,
)
KINDS_WITH_EVIDENCE: tuple[Callable[[KnowledgeBase, Question, Evidence], Answer | None], ...] = (listing, series, outcome, compare, best)
