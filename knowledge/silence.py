"""When the report is silent, and why: what it doesn't cover, and near-misses that only share its words."""

from __future__ import annotations

import re
from math import exp

from knowledge import cues
from knowledge.address import REPORT_YEARS
from knowledge.answer import Reason
from knowledge.base import KnowledgeBase
from knowledge.cues import AFTER_REPORT, Asks, Cue
from knowledge.evidence import Evidence, subjects
from knowledge.frame import Question
from knowledge.report import Address, Kind

BODIES = re.compile(
    r"\b(?:hmrc|dwp|mod|beis|bis|dvla|dvsa|moj|decc|dfid|dcms|dclg|dfe|dft|fco|home office|treasury|hm treasury|ministry of (?:justice|defence)|department (?:for|of) (?:transport|education|health|work|international|energy|communities|culture|business)|foreign office|scottish government|welsh government|scotland|wales|nhs|council|environment agency|natural england|forestry commission|marine management organisation|mmo|animal health|apha|ahvla|met office|ofwat)\b"
)
FIRST_NAME = re.compile(r"\bjulie ([a-z']+)")
SOMEBODY_ELSE = Cue(
    r"\bwho(?:m|'s|s)?\b.{0,40}\b(?:(?:before|after|instead of) (?:her|him)|up against|runners?-?up)\b|\bwhom? did\b.{0,60}\bbeat\b"
)
"""Those before, after or beside the people and winners whom the report names: it tells of none."""
SLIPS = 2

WEIGHTS = {
    "odds": -0.344,
    "covered": 2.723,
    "alike": 6.000,
    "silent": -6.166,
    "mute": -5.188,
    "gap": -0.875,
    "astray": 0.097,
    "check": 2.151,
    "unknown": -0.873,
    "length": -0.041,
    "margin": -1.869,
    "worth": 0.689,
    "years": 1.275,
    "items": -2.091,
    "share": 1.841,
    "quantity": 0.122,
    "date": 1.083,
    "no quantity": -4.184,
    "no date": -1.980,
    "no day": -4.919,
    "role": -3.589,
    "person": -1.232,
    "no names": -1.660,
    "no findings": -4.193,
    "supplier": -5.769,
    "place": -6.958,
    "reason": -1.170,
    "contact": -4.446,
    "money": -5.385,
}
BIAS = 3.571
DOUBT = 0.75
MOST_WORTH = 4.0
"""Beyond so many times what a question's words are worth, a score tells no more."""
SAME = 0.6
"""How alike a question is to a silence that asks the same."""
MOST_NEAR = 2


WHY = {Asks.MONEY: Reason.NUMBER, Asks.NUMBER: Reason.NUMBER, Asks.ROLE: Reason.PERSON, Asks.PERSON: Reason.PERSON}
"""Why the report is silent, where what is asked for tells."""


def misnamed(question: Question) -> tuple[str, ...]:
    """The name in the report and the one that was typed, where the first names agree and the surnames are a slip or two
    apart: either may have been meant."""
    for match in FIRST_NAME.finditer(question.text):
        surname = match[1].removesuffix("'s")
        if surname not in ("pierce", "pierces"):
            from knowledge.spelling import slips_between  # rapidfuzz costs more than a question

            return ("Julie Pierce", f"Julie {surname.title()}") if slips_between(surname, "pierce") <= SLIPS else ()
    return ()


def outside(base: KnowledgeBase, question: Question) -> Reason | None:
    """Why a question can't be about the report at all, or None where it can."""
    frame = question.frame
    if any(number not in base.titles for number in frame.actions):
        return Reason.ACTION
    if cues.COMMANDS.search(question.text):
        return Reason.TOPIC
    if cues.PHASE.search(question.text):
        return Reason.DETAIL
    if SOMEBODY_ELSE.search(question.text) or (question.stranger and not cues.LEADER.search(question.text)):
        return Reason.PERSON
    off = frame.years - {sentence.address.year for sentence in base.sentences}
    if off and not any(off & sentence.years for sentence in base.sentences):
        return Reason.YEAR
    later = AFTER_REPORT.search(question.text) and cues.PAST.search(question.text)
    if later or (Kind.PROGRESS in frame.kinds and frame.years == {2015}):
        return Reason.YEAR
    if BODIES.search(question.text):
        return Reason.BODY
    return None


def reason(base: KnowledgeBase, question: Question, found: Evidence) -> Reason | None:
    """Why the best hit is no answer, or None where it is one."""
    if question.frame.years and question.frame.years.isdisjoint(REPORT_YEARS) and not _of_that_year(base, question, found):
        return Reason.YEAR
    if not found.hits:
        return Reason.TOPIC
    if question.names_somebody and Asks.PERSON in base.sentences[found.hits[0].doc].holds:
        return None
    about = subjects(base, question)
    if (about and about <= base.docs[found.hits[0].doc].topics) or answered(base, question, found) > DOUBT:
        return None
    if question.asks in WHY:
        return WHY[question.asks]
    if found.silent >= SAME:
        return Reason(base.silences[found.silence].reason)
    return Reason.TOPIC if found.covered < 0.4 else Reason.DETAIL


def _of_that_year(base: KnowledgeBase, question: Question, found: Evidence) -> bool:
    """Whether the best hit, which only names the year, speaks of what is asked about that year."""
    about = set(base.topics.telling(question.frame.topics) if question.leans else base.topics.distinct(question.named_by))
    return bool(found.hits) and found.covered >= 0.6 and about <= base.docs[found.hits[0].doc].topics


def answered(base: KnowledgeBase, question: Question, found: Evidence) -> float:
    """The likelihood, 0 to 1, that the best hit answers; logistic, weights fitted by tests/evaluation/fit.py."""
    marks = features(base, question, found)
    return 1 / (1 + exp(-BIAS - sum(WEIGHTS[name] * value for name, value in marks.items())))


def features(base: KnowledgeBase, question: Question, found: Evidence) -> dict[str, float]:
    """What tells an answer from a near-miss, by name."""
    frame, top = question.frame, found.hits[0]
    alike = max(hit.alike for hit in found.hits[:5])
    odds = base.index.phrasings.odds
    leaning = sum(odds.get(term, 0.0) for term in (*frame.terms, *question.manner))
    asks = question.asks
    held = [base.index.holds(top.doc, term, found.query) for term in frame.terms]
    holds = base.sentences[top.doc].holds
    return {
        "odds": leaning + sum(found.query.terms[term] * odds.get(term, 0.0) for term in frame.earlier),
        "covered": found.covered,
        "alike": alike,
        "silent": found.silent,
        "mute": found.mute,
        "gap": base.index.largest_gap(found.query, top.doc, frame.terms),
        "astray": 1 - sum(held) / len(held) if question.leans and held else 0.0,
        "check": float(bool(cues.CHECK.search(question.text))),
        "unknown": float(min(3, len(question.unknown))),
        "length": float(len(frame.terms) + len(question.unknown)),
        "margin": _next_best(base, found) / top.score,
        "worth": min(MOST_WORTH, top.score / base.index.worth(found.query)),
        "years": float(bool(frame.years)),
        "items": float(asks is Asks.ITEMS),
        "share": float(bool(cues.SHARE.search(question.text)) and "%" in base.sentences[top.doc].text),
        "quantity": float(asks is Asks.NUMBER and asks in holds),
        "date": float(asks in (Asks.DATE, Asks.DAY) and asks in holds),
        "no quantity": float(asks is Asks.NUMBER and asks not in holds),
        "no date": float(asks is Asks.DATE and asks not in holds),
        "no day": float(asks is Asks.DAY and asks not in holds),
        "role": float(asks is Asks.ROLE and Asks.PERSON not in holds),
        "person": float(asks is Asks.PERSON and Asks.PERSON not in holds),
        "no names": float(asks is Asks.ITEMS and asks not in holds),
        "no findings": float(asks is Asks.FINDINGS and asks not in holds),
        "supplier": float(asks is Asks.SUPPLIER),
        "place": float(asks is Asks.PLACE),
        "reason": float(asks is Asks.REASON),
        "contact": float(asks is Asks.CONTACT),
        "money": float(asks is Asks.MONEY),
    }


def _next_best(base: KnowledgeBase, found: Evidence) -> float:
    """The score of the best hit of another section than the first one's."""
    here = base.sentences[found.hits[0].doc].address
    return next((hit.score for hit in found.hits if base.sentences[hit.doc].address != here), 0.0)


def nearest(base: KnowledgeBase, found: Evidence) -> list[int]:
    """Numbers of the sentences to look at instead: of the sections that the nearest silence names, else the best hits."""
    hits = [hit.doc for hit in found.elsewhere]
    if found.silent < SAME:
        return hits[:MOST_NEAR]
    of_section = (_first(base, address, hits) for address in base.silences[found.silence].near)
    return list(of_section)[:MOST_NEAR] or hits[:MOST_NEAR]


def _first(base: KnowledgeBase, address: Address, hits: list[int]) -> int:
    """The best hit of a section, else its first sentence."""
    in_section = (number for number in hits if base.sentences[number].address == address)
    first = next(sentence.number for sentence in base.sentences if sentence.address == address)
    return next(in_section, first)
