"""Which statements of a message the report backs. In doubt it doesn't: a changed number, date, name or "not" is never backed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from knowledge import evidence, quotes
from knowledge.agreement import Mismatch
from knowledge.base import KnowledgeBase
from knowledge.citation import Citation
from knowledge.clauses import finite
from knowledge.cues import Intent
from knowledge.matching import Match, Matcher
from knowledge.message import LONGEST_MESSAGE, Saying, sayings
from knowledge.report import Address

MOST_STATEMENTS = 40
MOST_PASSAGES = 3
HITS = 10
"""Hits whose sections are read for a statement."""
WORTH_SHOWING = 0.6
"""Share of a statement that a passage must speak of to be shown beside it."""
CLEAR = 0.75
"""Share of a statement that a sentence must speak of for a difference between the two to be told."""


class Statement(NamedTuple):
    """A statement as it stands in the message: the citations that back it, all of one section; or none, then what the
    report has otherwise and where. `nothing` may come with or without a nearest passage."""

    text: str
    backing: tuple[Citation, ...] = ()
    mismatch: Mismatch | None = None
    near: Citation | None = None

    @property
    def backed(self) -> bool:
        """Whether the report says it."""
        return bool(self.backing)


class Found(NamedTuple):
    """What a message says that the report says too: its statements in order, and the best passages for all of it. `cut`
    tells that the message says more than was looked at."""

    statements: tuple[Statement, ...]
    passages: tuple[Citation, ...]
    cut: bool


class _Judged(NamedTuple):
    statement: Statement
    passages: tuple[tuple[float, int], ...]


def find(base: KnowledgeBase, text: str) -> Found:
    """Hold the statements of a message in plain text against the report; any text gives a result."""
    said = list(_first(sayings(text)))
    looked_at = said[:MOST_STATEMENTS]
    matcher = _matcher(base)
    judged = [_judged(base, matcher, saying) for saying in looked_at]
    statements = tuple(one.statement for one, saying in zip(judged, looked_at, strict=True) if one.statement.text and not saying.asked)
    best = sorted((place for one in judged for place in one.passages), key=lambda place: (-place[0], place[1]))
    numbers = list(dict.fromkeys(number for _, number in best))[: 2 * MOST_PASSAGES]
    return Found(statements, quotes.quote(base, numbers)[:MOST_PASSAGES], len(said) > MOST_STATEMENTS or len(text) > LONGEST_MESSAGE)


@lru_cache(maxsize=4)
def _matcher(base: KnowledgeBase) -> Matcher:
    return Matcher(base)


def _first(found: Iterable[Saying]) -> Iterable[Saying]:
    for number, saying in enumerate(found):
        if number > MOST_STATEMENTS:
            return
        yield saying


def _judged(base: KnowledgeBase, matcher: Matcher, saying: Saying) -> _Judged:
    question = base.reader.understand(saying.plain)
    if question.frame.intent in (Intent.SMALL_TALK, Intent.HELP):
        return _Judged(Statement(""), ())
    evident = evidence.gather(base, question)
    hits = list(dict.fromkeys(hit.doc for hit in (*evident.hits[:HITS], *evident.elsewhere)))
    covered = tuple((share, number) for number in hits[:3] if (share := base.index.covered(evident.query, number)) >= WORTH_SHOWING)
    if saying.asked:
        return _Judged(Statement(saying.text), covered)
    claims = matcher.claims(finite(saying.plain), saying.plain, saying.lead_in)
    sections = dict.fromkeys(base.sentences[number].address for number in hits)
    found = [[_best(base, matcher, claim, address, evident) for claim in claims] for address in sections]
    if not claims or not found:
        return _Judged(Statement(saying.text, mismatch=Mismatch.NOTHING), covered)
    matches = min(found, key=_worse)
    differing = [match for match in matches if match.differences]
    numbers = [match.number for match in matches]
    if not differing:
        return _Judged(Statement(saying.text, quotes.quote(base, numbers)), tuple((2.0, number) for number in numbers))
    worst = min(differing, key=lambda match: match.covered)
    clear = worst.covered >= CLEAR and Mismatch.NOTHING not in worst.differences
    near = worst.number if clear else next((number for _, number in covered), None)
    return _Judged(
        Statement(saying.text, (), worst.differences[0] if clear else Mismatch.NOTHING, quotes.quote(base, [near])[0] if near is not None else None),
        tuple((1 + worst.covered, worst.number) for _ in range(clear)) + covered,
    )


def _best(base, matcher, claim, address, evident) -> Match:
    return min((matcher.match(claim, s, evident) for s in base.sentences if s.address == address), key=lambda m: (len(m.differences), -m.covered, -m.alike))


def _worse(matches: list[Match]) -> tuple[float, float, float]:
    return sum(Mismatch.NOTHING in m.differences or m.covered < 1 for m in matches) * 2.0 + sum(len(m.differences) for m in matches), -sum(m.covered for m in matches), -sum(m.alike for m in matches)
