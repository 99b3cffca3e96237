"""The sentences that fit a question: what the search finds, weighed by the address that was named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from knowledge import cues, marks
from knowledge.base import KnowledgeBase, Sentence
from knowledge.cues import Asks
from knowledge.frame import Frame, Question
from knowledge.report import Address, Kind
from knowledge.search import Hit, Query
from knowledge.thread import SLOTS, WITHIN

EARLIER_TERM, HALF = 0.8, 10.0
"""What a term taken over from earlier in the thread weighs beside one that was just typed, where a follow-up tells nothing of
its own, and the surprise of its own words at which that is halved: the more it tells, the less it leans."""
A_NAME_ONLY = 66
"""Characters below which a bullet says little by itself."""
OTHER_KIND, BARELY, OTHER_MOMENT, ONLY_DATED, OWN_YEAR_ELSEWHERE = 0.8, 0.45, 0.87, 0.7, 0.8
PLAN_UNASKED, LACKING, SLIGHT, NAME_ONLY, BESIDE_SUBJECT = 0.8, 0.78, 0.91, 0.86, 0.85
"""What a sentence keeps of its score when it is of another kind, moment or year than asked for, lacks the thing asked
for, or is a title or a mere name."""
OUTSIDE_THREAD = 0.6
ELSEWHERE = 8
FAR = 0.1
"""A sentence that scores less than this share of the best is not looked at."""
BACKING = 0.25
"""The share of the score of the best other sentence of its action that a sentence has on top."""
MANNERS = frozenset({"Stance, plans, constraints, outcomes"})
OFFICES = frozenset({"digital_leader", "cio"})
"""Topics of which the report tells who it is."""


class Evidence(NamedTuple):
    """What was searched for and found: `hits` fit the address, best first, and `covered` is what the first holds of
    the question; `elsewhere` are the best whatever their address; `silence` is the nearest, -1 for none."""

    query: Query
    hits: tuple[Hit, ...]
    covered: float
    elsewhere: tuple[Hit, ...]
    silence: int
    silent: float
    mute: float


def gather(base: KnowledgeBase, question: Question) -> Evidence:
    """Search for a question and weigh what is found by the years, kinds and actions it names."""
    query = _query(base, question)
    found, likeness = base.index.search(query)
    fits = Fits(base, question)
    hits = tuple(sorted(_backed(base, _weighed(base, fits, found)), key=lambda hit: (-hit.score, hit.doc)))
    covered = base.index.covered(query, hits[0].doc) if hits else 0.0
    return Evidence(query, hits, covered, tuple(found[:ELSEWHERE]), likeness.silence, likeness.silent, likeness.mute)


def _weighed(base: KnowledgeBase, fits: Fits, found: list[Hit]) -> list[Hit]:
    """Hits that fit, with what they keep of their score; as they come best first, what can't come near the best is left."""
    weighed: list[Hit] = []
    best = 0.0
    for hit in found:
        if hit.score < FAR * best:
            break
        if score := hit.score * fits.of(base.sentences[hit.doc]):
            weighed.append(Hit(hit.doc, score, hit.alike))
            best = max(best, score)
    return weighed


def _backed(base: KnowledgeBase, hits: list[Hit]) -> Iterator[Hit]:
    """Hits with a share of the score of the best other one of their action: where it speaks of the same more than once, it
    is meant more likely."""
    scores: dict[int, list[float]] = {}
    for hit in hits:
        scores.setdefault(base.sentences[hit.doc].address.action, []).append(hit.score)
    best = {action: sorted(of_it, reverse=True) for action, of_it in scores.items()}
    for hit in hits:
        first, *rest = best[base.sentences[hit.doc].address.action]
        other = first if hit.score < first else rest[0] if rest else 0.0
        yield Hit(hit.doc, hit.score + BACKING * other, hit.alike)


def _query(base: KnowledgeBase, question: Question) -> Query:
    frame = question.frame
    leaning = _leaning(base, question)
    terms = {**dict.fromkeys(frame.earlier, EARLIER_TERM * leaning), **dict.fromkeys(frame.terms, 1.0)}
    topics = {topic: question.named_by.get(topic) or base.topics.stems([topic]) for topic in sorted(frame.topics)}
    faded = dict.fromkeys(frame.topics - question.named_by.keys(), leaning) if frame.earlier else {}
    return Query(terms, topics, question.manner, len(question.unknown), faded)


def _leaning(base: KnowledgeBase, question: Question) -> float:
    """How much, 0 to 1, a follow-up needs what it takes over: the less, the more its own words tell; all of it where they
    only put one service or phase in the place of another."""
    phrasings, terms = base.index.phrasings, question.frame.terms
    slots = {t for topic, by in question.named_by.items() if base.topics.by_id[topic].group in SLOTS for t in by}
    if slots.issuperset(terms) and not question.unknown:
        return 1.0
    own = sum(map(phrasings.surprise_of, terms)) + len(question.unknown) * phrasings.new
    return 1 / (1 + (own / HALF) ** 2)


class Fits:
    """How well sentences fit what a question names: 0 for another action or year, less than 1 for another kind."""

    def __init__(self, base: KnowledgeBase, question: Question) -> None:
        self.base = base
        self.question = question
        self.frame = question.frame
        self.kinds = kinds(question.frame)
        self.original = not self.frame.years and cues.ORIGINAL.search(question.text) is not None
        self.title = cues.TITLE.search(question.text) is not None
        self.next = not self.frame.years and cues.NEXT.search(question.text) is not None
        self.subjects = subjects(base, question) if question.frame.years else frozenset()
        self.nobody = _nobody(base, question)
        self.thread = _thread(base, question)
        self.latest = not self.frame.years and question.as_of

    def of(self, sentence: Sentence) -> float:
        """What a sentence keeps of its score."""
        address, frame = sentence.address, self.frame
        if address.action in frame.without or (frame.actions and address.action not in frame.actions):
            return 0.0
        return self._by_year(sentence) * self._by_kind(address) * self._by_moment(address) * self._by_form(sentence)

    def _by_year(self, sentence: Sentence) -> float:
        """A year that is named is kept to; one that stands in a date may be of something told elsewhere."""
        years = self.frame.years
        if not years or sentence.address.year in years:
            return 1.0
        if years & sentence.years:
            return OWN_YEAR_ELSEWHERE
        return ONLY_DATED if years <= self.question.dated and not self.frame.actions else 0.0

    def _by_kind(self, address: Address) -> float:
        if self.kinds and address.kind not in self.kinds:
            return BARELY if self.question.leans and not self.frame.terms else OTHER_KIND
        if self.kinds:
            return 1.0
        return PLAN_UNASKED if self.frame.years == {2014} and address.kind is Kind.PLAN else 1.0

    def _by_moment(self, address: Address) -> float:
        """ "Originally" prefers the commitment, "next" the last plan, "now" what was done last and is planned next, "the
        title of" an action its scope."""
        if self.title:
            return 1.0 if address.kind is Kind.SCOPE else OTHER_KIND
        if self.original:
            return 1.0 if address.kind is Kind.COMMITMENT else OTHER_KIND
        if (self.next and (address.kind, address.year) != (Kind.PLAN, 2015)) or (self.latest and address.year in (2012, 2013)):
            return OTHER_MOMENT
        return 1.0

    def _in_thread(self, sentence: Sentence) -> bool:
        return any(self.base.index.asked_about(topic, sentence.number) for topic in self.thread)

    def _by_form(self, sentence: Sentence) -> float:
        asks = self.question.asks
        title = sentence.passage is self.base.titles[sentence.address.action] and asks is not Asks.NUMBER
        fit = SLIGHT if title else 1.0
        if sentence.passage.lead_in and len(sentence.text) < A_NAME_ONLY:
            fit *= NAME_ONLY
        if asks in marks.FORMAL and asks not in sentence.holds:
            fit *= LACKING
        if Asks.PERSON not in sentence.holds:
            fit *= self.nobody
        if self.subjects and self.subjects.isdisjoint(self.base.docs[sentence.number].begins):
            fit *= BESIDE_SUBJECT
        if self.thread and not self._in_thread(sentence):
            fit *= OUTSIDE_THREAD
        apart = self.question.apart
        return fit * OTHER_KIND if apart and apart & self.base.docs[sentence.number].topics else fit


def _thread(base: KnowledgeBase, question: Question) -> list[str]:
    """The topics that a follow-up which names none of its own stays with."""
    own = [t for t in base.topics.telling(question.named_by) if base.topics.by_id[t].group not in MANNERS]
    asked = question.leans and (not own or WITHIN.search(question.text)) and not question.frame.actions
    return [t for t in base.topics.telling(question.frame.topics) if t not in question.named_by] if asked else []


def _nobody(base: KnowledgeBase, question: Question) -> float:
    """What a sentence without a person keeps: less where somebody is spoken of, least where it is asked who holds an office."""
    if question.names_somebody or cues.SHE.search(question.text):
        return LACKING
    held = question.asks in (Asks.PERSON, Asks.ROLE) and not OFFICES.isdisjoint(base.topics.distinct(question.named_by))
    return OTHER_KIND if held else 1.0


def subjects(base: KnowledgeBase, question: Question) -> frozenset[str]:
    """The topics of a question that asks about nothing else: what happened with them, their own sentences tell."""
    named = base.topics.distinct(question.named_by)
    by = {term for topic in named for term in question.named_by[topic]}
    bare = question.asks is Asks.ANYTHING and not question.unknown
    return frozenset(named) if bare and by.issuperset(question.frame.terms) else frozenset()


def kinds(frame: Frame) -> frozenset[Kind]:
    """The kinds of section asked for: what was promised for a later year is a plan, what was planned in 2012 a commitment."""
    named = frame.kinds
    if Kind.COMMITMENT in named and not frame.years:
        return named | {Kind.PLAN}
    if Kind.COMMITMENT in named and 2012 not in frame.years:
        named = named - {Kind.COMMITMENT} | {Kind.PLAN}
    if Kind.PLAN in named and frame.years and not frame.years & {2014, 2015}:
        named = named - {Kind.PLAN} | {Kind.COMMITMENT}
    return named


def in_kind(base: KnowledgeBase, question: Question, year: int, hit: Hit) -> bool:
    """Whether a hit is of the kind that a comparison puts beside one another: progress, unless plans are asked for."""
    kind = base.sentences[hit.doc].address.kind
    wanted = kinds(question.frame._replace(years=frozenset({year})))
    return kind in wanted if wanted else kind is not Kind.PLAN or year == 2015
