"""The sentences that fit a question: what the search finds, weighed by the address that was named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from knowledge import cues
from knowledge.base import KnowledgeBase, Sentence
from knowledge.question import Frame, Question
from knowledge.cues import Asks
from knowledge.report import Kind
from knowledge.search import Found, Hit

EARLIER_TERM = 0.8
"""What a term taken over from earlier in the thread weighs beside one that was just typed."""
A_NAME_ONLY = 66
"""Characters below which a bullet or lead-in says little by itself."""
ONLY_DATED = 0.7
OTHER_KIND, OTHER_MOMENT, OWN_YEAR_ELSEWHERE, PLAN_UNASKED, LACKING, TITLE = 0.7, 0.85, 0.8, 0.9, 0.8, 0.9
QUANTITY = re.compile(r"\d+%|\b\d{1,3}(?:,\d{3})*\b|\b(?:both|two|three|a service manager)\b", re.IGNORECASE)
NO_QUANTITY = re.compile(r"\b20\d\d(?:/\d\d)?\b|\b\d{1,2} (?=[A-Z])|\bPhase \d|\bAction \d+")
DAY = re.compile(r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|early|summer|20\d\d|end of)\b"
)


class Evidence(NamedTuple):
    """Hits that fit the address, best first; `elsewhere` are the best whatever their address."""

    found: Found
    hits: tuple[Hit, ...]
    elsewhere: tuple[Hit, ...]


def gather(base: KnowledgeBase, question: Question) -> Evidence:
    """Search for a question and weigh what is found by the years, kinds and actions it names."""
    frame = question.frame
    weights = {**dict.fromkeys(frame.earlier, EARLIER_TERM), **dict.fromkeys(frame.terms, 1.0)}
    topics = {topic: question.named_by.get(topic) or base.topics.stems([topic]) for topic in frame.topics}
    found = base.index.search(weights, topics, question.manner, len(question.unknown))
    weighed = [hit._replace(score=hit.score * fit(base, base.sentences[hit.doc], question)) for hit in found.hits]
    hits = sorted((hit for hit in weighed if hit.score > 0), key=lambda hit: (-hit.score, hit.doc))
    return Evidence(found, tuple(hits), tuple(found.hits[:8]))


def fit(base: KnowledgeBase, sentence: Sentence, question: Question) -> float:
    """How well a sentence's address fits: 0 for another action or year, less than 1 for another kind or moment."""
    frame = question.frame
    if sentence.address.action in frame.without or (frame.actions and sentence.address.action not in frame.actions):
        return 0.0
    if not holds(question.asks, sentence.text):
        return LACKING * _address_fit(base, sentence, question)
    return _address_fit(base, sentence, question)


def holds(asks: Asks, text: str) -> bool:
    """Whether a sentence holds a thing of the kind that is asked for, as far as its form tells."""
    if asks is Asks.DAY:
        return bool(DAY.search(text))
    if asks is Asks.DATE:
        return bool(DATE.search(text))
    if asks is Asks.NUMBER:
        return bool(QUANTITY.search(NO_QUANTITY.sub("", text)))
    return True


def _address_fit(base: KnowledgeBase, sentence: Sentence, question: Question) -> float:
    frame = question.frame
    slight = sentence.passage is base.titles[sentence.address.action] and question.asks is not Asks.NUMBER
    title = TITLE if slight or len(sentence.text) < A_NAME_ONLY else 1.0
    apart = OTHER_KIND if question.apart and question.apart & base.docs[sentence.number].topics else 1.0
    return title * apart * _year_fit(sentence, question) * _kind_fit(sentence, frame) * _moment_fit(sentence, question)


def _year_fit(sentence: Sentence, question: Question) -> float:
    """A year that is named is kept to; one that stands in a date may be of something told elsewhere."""
    frame = question.frame
    if not frame.years or sentence.address.year in frame.years:
        return 1.0
    if names_year(sentence.text, frame.years):
        return OWN_YEAR_ELSEWHERE
    return ONLY_DATED if frame.years <= question.dated and not frame.actions else 0.0


def names_year(text: str, years: Iterable[int]) -> bool:
    """Whether a text holds one of some years in figures."""
    return any(re.search(rf"\b{year}\b", text) for year in years)


def _kind_fit(sentence: Sentence, frame: Frame) -> float:
    wanted = kinds(frame)
    if wanted:
        return 1.0 if sentence.address.kind in wanted else OTHER_KIND
    return PLAN_UNASKED if frame.years == {2014} and sentence.address.kind is Kind.PLAN else 1.0


def kinds(frame: Frame) -> frozenset[Kind]:
    """The kinds of section asked for: what was promised for a later year is a plan, what was planned in 2012 a commitment."""
    named = frame.kinds
    if Kind.COMMITMENT in named and not frame.years:
        return named | {Kind.PLAN}
    if Kind.COMMITMENT in named and frame.years and 2012 not in frame.years:
        named = named - {Kind.COMMITMENT} | {Kind.PLAN}
    if Kind.PLAN in named and frame.years and not frame.years & {2014, 2015}:
        named = named - {Kind.PLAN} | {Kind.COMMITMENT}
    return named


def _moment_fit(sentence: Sentence, question: Question) -> float:
    """"Latest" prefers what was done last and is planned next, "next" the last plan, "originally" the commitment."""
    if question.frame.years:
        return 1.0
    address = sentence.address
    if cues.ORIGINAL.search(question.text):
        return 1.0 if address.kind is Kind.COMMITMENT else OTHER_KIND
    if cues.NEXT.search(question.text) and (address.kind, address.year) == (Kind.PLAN, 2014):
        return OTHER_MOMENT
    if question.as_of and address.year in (2012, 2013):
        return OTHER_MOMENT
    return 1.0


def in_kind(base: KnowledgeBase, question: Question, year: int, hit: Hit) -> bool:
    """Whether a hit is of the kind that a comparison puts beside one another: progress, unless plans are asked for."""
    kind = base.sentences[hit.doc].address.kind
    wanted = kinds(question.frame._replace(years=frozenset({year})))
    return kind in wanted if wanted else kind is not Kind.PLAN or year == 2015
