"""Answers to questions that name an action: its sections, and the gaps in them."""

from __future__ import annotations

import re

from knowledge import cues, evidence, quotes
from knowledge.answer import Answer, answered
from knowledge.base import KnowledgeBase
from knowledge.cues import Asks, Intent
from knowledge.evidence import Evidence
from knowledge.frame import Frame, Question
from knowledge.report import Address, Kind

STRANGE = 1.0
"""How much likelier than elsewhere a word must be in silences to count as a subject that the report lacks."""
ORDER = ((Kind.COMMITMENT, 2012), (Kind.PROGRESS, 2013), (Kind.PLAN, 2014), (Kind.PROGRESS, 2014), (Kind.PLAN, 2015))
"""The sections of an action in order of time."""
LATEST = ORDER[-2:]
ADDED = re.compile(r"^Action \d+ was added")
FAINT = 0.45
"""A question covered by less than this is taken to be about the action itself."""


def gap(base: KnowledgeBase, question: Question) -> Answer | None:
    """Sections of an action whose reporting began later: the line that explains it."""
    frame = question.frame
    wanted = [address for address in _addresses(frame) if address not in base.sections]
    there = any(address in base.sections for address in _addresses(frame))
    if not frame.actions or not wanted or (there and not cues.WHY_NOT.search(question.text)):
        return None
    scopes = [Address(number, Kind.SCOPE, None) for number in sorted(frame.actions)]
    if not all(scope in base.sections for scope in scopes):
        return None
    return answered(question, [c for scope in scopes for c in quotes.whole(base, base.sections[scope])], wanted)


def lacking(base: KnowledgeBase, question: Question) -> Answer | None:
    """Which actions have no section of a kind or year: the lines that explain the gaps."""
    frame = question.frame
    negated = frame.intent is Intent.LIST and cues.NEGATED.search(question.text)
    if not negated or frame.terms or not (frame.years or frame.kinds):
        return None
    years = frame.years or frozenset({2012} if frame.kinds == {Kind.COMMITMENT} else ())
    every = frame._replace(actions=frozenset(base.titles) - frame.without, years=years)
    absent = [address for address in _addresses(every) if address not in base.sections]
    scopes = dict.fromkeys(Address(address.action, Kind.SCOPE, None) for address in absent)
    lines = [base.sections[scope] for scope in scopes if scope in base.sections]
    return answered(question, [citation for line in lines for citation in quotes.whole(base, line)], absent)


def every(base: KnowledgeBase, question: Question) -> Answer | None:
    """Which actions there are: their titles. A kind and year and nothing else: those sections of every action."""
    frame = question.frame
    narrowed = frame.actions or frame.terms or frame.earlier or question.unknown or question.apart
    named = frame.years and frame.kinds and frame.intent is Intent.FIND and question.asks is Asks.ANYTHING
    if narrowed or not (named or frame.intent is Intent.LIST):
        return None
    numbers = [number for number in base.titles if number not in frame.without]
    if frame.years and frame.kinds:
        addresses = _addresses(frame._replace(actions=frozenset(numbers)))
        return answered(question, [c for a in addresses if a in base.sections for c in quotes.whole(base, base.sections[a])])
    if frame.years or frame.kinds or not cues.ACTIONS.search(question.text):
        return None
    return answered(question, [quotes.title(base, number) for number in numbers])


def added(base: KnowledgeBase, question: Question) -> Answer | None:
    """Which actions were added later: the lines that say so."""
    frame = question.frame
    if not (cues.ADDED.search(question.text) and (frame.actions or cues.ACTIONS.search(question.text))):
        return None
    only = frozenset() if cues.OTHERS.search(question.text) else frame.actions
    lines = [
        section
        for address, section in base.sections.items()
        if ADDED.search(base.report.quote(section.passages[0].span)) and (not only or address.action in only)
    ]
    return answered(question, [citation for line in lines for citation in quotes.whole(base, line)])


def sections(base: KnowledgeBase, question: Question) -> Answer | None:
    """Actions named and nothing else: their sections, in order of time."""
    frame = question.frame
    if not frame.actions or frame.terms or question.unknown or frame.intent is Intent.LIST:
        return None
    return _shown(base, question)


def sections_after_all(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """Actions named with words that find nothing much there: the sections themselves."""
    frame = question.frame
    telling = base.topics.telling(question.named_by)
    strange = max((base.index.phrasings.odds.get(term, 0.0) for term in frame.terms), default=0.0)
    narrow = bool(frame.years or frame.kinds or len(frame.actions) > 1)
    idle = not telling and not question.unknown and strange < STRANGE
    return _shown(base, question) if frame.actions and ((narrow and evident.covered < FAINT) or idle) else None


def _shown(base: KnowledgeBase, question: Question) -> Answer | None:
    frame = question.frame
    several = len(frame.actions) > 1 and not frame.kinds
    if not frame.years and (cues.ABOUT.search(question.text) or several):
        return answered(question, [c for number in sorted(frame.actions) for c in quotes.scope(base, number)])
    addresses = [address for address in _addresses(frame) if address in base.sections]
    if not frame.kinds and frame.years == {2014}:
        addresses.sort(key=lambda address: (address.action, address.kind is Kind.PLAN))
    if cues.NEXT.search(question.text) and not frame.years:
        addresses = [a for a in addresses if (a.kind, a.year) == LATEST[-1]] or addresses
    elif question.as_of and not frame.years:
        addresses = [a for a in addresses if (a.kind, a.year) in LATEST] or addresses
    citations = [citation for address in addresses for citation in quotes.whole(base, base.sections[address])]
    if cues.EVERYTHING.search(question.text) and not frame.years:
        citations += [citation for number in sorted(frame.actions) for citation in quotes.scope(base, number)]
    return answered(question, citations)


def nowhere(frame: Frame) -> bool:
    """Whether actions are named with a kind that no action has in the year that is named."""
    return bool(frame.actions) and not frame.terms and not _addresses(frame)


def _addresses(frame: Frame) -> list[Address]:
    """The sections that actions, years and kinds address, in the order of the report."""
    kinds = evidence.kinds(frame)
    wanted = [(k, y) for k, y in ORDER if (not frame.years or y in frame.years) and (not kinds or k in kinds)]
    return [Address(number, kind, year) for number in sorted(frame.actions) for kind, year in wanted]
