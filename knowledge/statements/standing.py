"""Whether a claim stands to what it tells as the report does: who acts, what is denied, and what is only planned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.base import Sentence
from knowledge.report import Address, Kind
from knowledge.statements.claims import Claim
from knowledge.statements.clauses import VERB, Clause
from knowledge.statements.particulars import particulars
from knowledge.statements.stance import Hedge, stance
from knowledge.words import tokens

_OTHERS = (
    r"(?P<co>cabinet office(?! (?:spend )?controls))|(?P<gds>gds|government digital service)|(?P<ccs>crown commercial service)"
)
BODY = re.compile(
    rf"\b(?:(?P<defra>defra|(?:the|our) department|department for environment|the ministry|we)|{_OTHERS})\b", re.IGNORECASE
)
_ANY = r"(?:the )?(?:defra|department|cabinet office|gds|government digital service|crown commercial service)\b"
DONE_BY = re.compile(rf"\b(?:is|are|was|were|been|being) (?:\w+ly )?\w+ed\b[^,.;]*?\bby (?={_ANY})", re.IGNORECASE)
TOGETHER = re.compile(rf"{_ANY},? and {_ANY}", re.IGNORECASE)
PRONOUN = re.compile(r"(?:and |but )?(?:it|they|its|their)\b", re.IGNORECASE)
DEFRA = "defra"
BEGINNING = 6
"""Words in which a sentence names who acts."""
ABOUT_AN_ACTION = re.compile(r"\baction \d+ (?:is|says|asks|covers|concerns|calls|requires|commits|deals|means)\b", re.IGNORECASE)
"""Words that tell what an action is about: what its title says will be done may then be told in any way."""
VERB_WORDS = 5
"""Words from a verb on that tell whether it speaks of a plan."""


def same_denials(claim: Claim, parts: Sequence[Clause]) -> bool:
    """Whether a claim denies as often as some parts of a sentence do, and no failure is its own."""
    denied = frozenset[int]().union(*(part.denied for part in parts))
    failures = frozenset[str]().union(*(stance(part.text).failures for part in parts))
    return len(denied) == len(claim.clause.denied) and stance(claim.clause.text).failures <= failures


def overstated(claim: Claim, sentence: Sentence, parts: Sequence[Clause]) -> bool:
    """Whether a claim tells as done what a sentence says is planned, tried, begun or thought about."""
    address = sentence.address
    if address.kind is Kind.SCOPE and ABOUT_AN_ACTION.search(claim.statement):
        return False
    hedges = hedged(address, parts)
    allows = stance(claim.clause.text).allows | claim.clause.hedges
    allows |= {Hedge.TRIED} if Hedge.PLANNED in allows else frozenset()
    if address.kind is Kind.SCOPE and not hedges and Hedge.PLANNED not in allows:
        return tokens(claim.statement)[:1] != tokens(sentence.text)[:1]
    return not hedges <= allows or _only_planned(parts[0], claim.clause)


def hedged(address: Address, parts: Sequence[Clause]) -> frozenset[Hedge]:
    """The hedges of some parts of a sentence; what lies ahead of a progress section's year is planned."""
    hedges = frozenset[Hedge]().union(*(part.hedges for part in parts))
    years = [date.year for part in parts for date in particulars(part.text).dates if date.year]
    ahead = address.kind is Kind.PROGRESS and address.year is not None and any(year > address.year for year in years)
    return hedges | {Hedge.PLANNED} if ahead else hedges


def understated(claim: Claim, address: Address, parts: Sequence[Clause]) -> bool:
    """Whether a claim tells as planned what a progress section says is done."""
    return address.kind is Kind.PROGRESS and Hedge.PLANNED in claim.clause.hedges - hedged(address, parts)


def _only_planned(said: Clause, claim: Clause) -> bool:
    """Whether the main verb is of a plan in the report and of a fact in a claim, whatever else the claim says will be."""
    planned = Hedge.PLANNED in stance(said.text).hedges and _plans(said.text)
    return planned and not (_plans(claim.text) or (claim.subject != "" and Hedge.PLANNED in claim.hedges))


def _plans(text: str) -> bool:
    """Whether the first verb of a text, where it has one, speaks of a plan."""
    verb = VERB.search(text)
    if not verb:
        return True
    words = " ".join(text[verb.start() :].split()[:VERB_WORDS])
    return Hedge.PLANNED in stance(words).allows | stance(text[: verb.start()]).allows


def same_bodies(claim: str, said: str) -> bool:
    """Whether the bodies that a claim names stand in the report's order, so that none does what another did."""
    own, there = _bodies(claim), _bodies(said)
    if TOGETHER.match(claim):
        return set(own) <= set(there)
    both = [body for body in dict.fromkeys(own) if body in there]
    ordered = both == [body for body in dict.fromkeys(there) if body in both]
    repeated = any(own.count(body) > there.count(body) for body in both if body != DEFRA)
    acts, acted = _acting(claim, own), _acting(said, there)
    return ordered and not repeated and (not (acts and acted) or acts == acted)


def _bodies(text: str) -> list[str]:
    """The bodies in a text, in order; who did it comes first where it was done "by" them."""
    found = [(match.start(), str(match.lastgroup)) for match in BODY.finditer(text)]
    by = DONE_BY.search(text)
    doer = next((body for start, body in found if by and start >= by.end()), None)
    return [doer, *(body for _, body in found if body != doer)] if doer else [body for _, body in found]


def _acting(text: str, bodies: Sequence[str]) -> str:
    """The body that a sentence begins with; "it" is the department, whose report it is."""
    if PRONOUN.match(text):
        return DEFRA
    beginning = " ".join(text.split()[:BEGINNING])
    return bodies[0] if BODY.search(beginning) or (bodies and DONE_BY.search(text)) else ""
