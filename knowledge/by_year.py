"""Answers that set years beside one another: both sides of a comparison, and figures over the years."""

from __future__ import annotations

from knowledge import cues, evidence, figures, quotes
from knowledge.answer import Answer, answered
from knowledge.base import KnowledgeBase
from knowledge.cues import Asks, Intent
from knowledge.evidence import Evidence, Fits
from knowledge.frame import Question
from knowledge.report import Address, Kind

SIDE, MOST_ON_A_SIDE = 0.85, 3
"""A sentence joins the best of its year when it scores this share of it."""
UPTAKE, SCHEMES = "digital_uptake", frozenset({"single_payment_scheme", "waste_carrier_registration"})
"""The measure that the report gives over several years, and the topics for which it does."""


def sides(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """The best for each of the years that are compared."""
    frame = question.frame
    if len(frame.years) != 2 and not (frame.intent is Intent.COMPARE and len(frame.years) > 1):
        return None
    shown: list[int] = []
    for year in sorted(frame.years):
        of_year = [hit for hit in evident.hits if base.sentences[hit.doc].address.year == year]
        side = [hit for hit in of_year if evidence.in_kind(base, question, year, hit)] or of_year
        if side:
            shown += quotes.with_passage(base, side[0].doc)
            shown += [hit.doc for hit in side[1:MOST_ON_A_SIDE] if hit.score >= SIDE * side[0].score]
    return answered(question, quotes.quote(base, shown))


def sides_of_topic(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """Both sides need no more evidence where each year has a sentence that speaks of all that is named, or in a comparison
    of any of it."""
    about = set(base.topics.distinct(question.named_by))
    plainly = question.asks is Asks.ANYTHING and not question.unknown and about
    if not plainly or question.frame.intent is Intent.OUTCOME:
        return None
    enough = 1 if question.frame.intent is Intent.COMPARE else len(about)
    speaking = [hit.doc for hit in evident.hits if len(about & base.docs[hit.doc].topics) >= enough]
    years = {base.sentences[number].address.year for number in speaking}
    return sides(base, question, evident) if question.frame.years <= years else None


def topics(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """The best for each of two topics that are compared; where no year is named, the last that tells of both."""
    named = base.topics.distinct(question.named_by)
    if question.frame.intent is not Intent.COMPARE or len(named) != 2:
        return None
    shown: list[int] = []
    for topic in named:
        side = [hit for hit in evident.hits if topic in base.docs[hit.doc].topics]
        side = side or [hit for hit in evident.hits if base.index.asked_about(topic, hit.doc)]
        near = [hit.doc for hit in side if hit.score >= SIDE * side[0].score]
        latest = max(near, key=lambda doc: _told_last(base.sentences[doc].address), default=None)
        shown += [] if latest is None else quotes.with_passage(base, latest)
    return answered(question, quotes.quote(base, shown)) if len(set(shown)) == len(shown) else None


def _told_last(address: Address) -> tuple[int, bool]:
    """What is told in a year comes after what was planned for it."""
    return address.year or 0, address.kind is not Kind.PLAN


def series(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """Uptake over the years: each figure with its quote; years that were asked for and have none are absent."""
    frame = question.frame
    schemes = frame.topics & SCHEMES
    several = frame.intent is Intent.SERIES or len(frame.years) > 1 or cues.FIGURES.search(question.text)
    others = {t for t in frame.topics - SCHEMES if base.topics.by_id[t].group == "Services"}
    if not several or others or not (UPTAKE in frame.topics or "single_payment_scheme" in schemes):
        return None
    fits = Fits(base, question)
    points = [
        figure
        for figure in figures.percentages(base)
        if (not schemes or schemes & base.docs[figure.sentence].topics) and fits.of(base.sentences[figure.sentence]) > 0
    ]
    missing = frame.years - {figure.year for figure in points}
    action = base.sentences[points[0].sentence].address.action if points else 0
    absent = [Address(action, Kind.PROGRESS, year) for year in sorted(missing)]
    return answered(question, quotes.quote(base, dict.fromkeys(figure.sentence for figure in points)), absent)
