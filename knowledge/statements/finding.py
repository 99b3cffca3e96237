"""The statements of a message, each held against the report. In doubt the report doesn't say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from knowledge import evidence, quotes
from knowledge.base import KnowledgeBase
from knowledge.cues import Intent
from knowledge.evidence import Evidence
from knowledge.report import Address
from knowledge.statements.claims import Claim, Claims
from knowledge.statements.matching import Match, match
from knowledge.statements.message import Saying, read
from knowledge.statements.verdict import Found, Mismatch, Statement

MOST_STATEMENTS = 40
"""Statements and questions of a message that are looked at."""
MOST_PASSAGES = 3
MOST_HITS = 10
"""Hits whose sections are read for a statement."""
MOST_BESIDE = 3
WORTH_SHOWING = 0.6
"""Share of a statement that a passage must speak of to be shown beside it."""
BACKED = 3.0
"""How good a passage is that backs a statement; one that differs is less than this good, one that is only near less again."""
CLEAR = 0.75
"""Share of a statement that a sentence must speak of for a difference between the two to be told."""


class _Looked(NamedTuple):
    """A saying looked at: its statement, if it is one, and the sentences to show for it, with how good they are."""

    statement: Statement | None
    shown: tuple[tuple[float, int], ...]


def find(base: KnowledgeBase, text: str) -> Found:
    """Hold the statements of a message in plain text against the report. Any text gives a result."""
    message = read(text, MOST_STATEMENTS)
    looked = list(_looked(base, message.sayings))
    best = sorted((place for one in looked for place in one.shown), key=lambda place: (-place[0], place[1]))
    numbers = dict.fromkeys(number for _, number in best)
    passages = quotes.quote(base, islice(numbers, 2 * MOST_PASSAGES))[:MOST_PASSAGES]
    statements = tuple(one.statement for one in looked if one.statement)
    return Found(statements, passages, message.cut)


def _looked(base: KnowledgeBase, said: Sequence[Saying]) -> Iterator[_Looked]:
    before = ""
    for saying in said:
        question = base.reader.understand(saying.plain)
        if question.frame.intent in (Intent.SMALL_TALK, Intent.HELP):
            continue
        evident = evidence.gather(base, question)
        hits = [hit.doc for hit in (*evident.hits[:MOST_HITS], *evident.elsewhere)]
        shares = [(base.index.covered(evident.query, number), number) for number in hits[:MOST_BESIDE]]
        near = tuple(place for place in shares if place[0] >= WORTH_SHOWING)
        if saying.asked:
            yield _Looked(None, near)
            continue
        claims = _claims(base).read(saying.plain, saying.lead_in, before)
        before = saying.plain
        sections = dict.fromkeys(base.sentences[number].address for number in hits)
        matches = [_of_section(base, claims, address, evident) for address in sections] if claims else []
        yield _judged(base, saying.text, min(matches, key=_worse, default=[]), near)


@lru_cache(maxsize=4)
def _claims(base: KnowledgeBase) -> Claims:
    return Claims(base)


def _of_section(base: KnowledgeBase, claims: Sequence[Claim], address: Address, evident: Evidence) -> list[Match]:
    """The best match for each claim among the sentences of a section."""
    sentences = [sentence for sentence in base.sentences if sentence.address == address]
    return [min((match(base, claim, s, evident.query) for s in sentences), key=_misses) for claim in claims]


def _misses(found: Match) -> tuple[int, float, float]:
    return len(found.differences), -found.covered, -found.alike


def _worse(matches: Sequence[Match]) -> tuple[float, float, int, float]:
    """What is to be least: sections that don't speak of it come last, then those with more differences, or less exact ones."""
    unsaid = sum(Mismatch.NOTHING in one.differences or one.covered < 1 for one in matches)
    differences = [difference for one in matches for difference in one.differences]
    exactness = sum(list(Mismatch).index(difference) for difference in differences)
    return 2.0 * unsaid + len(differences), -sum(one.covered for one in matches), exactness, -sum(one.alike for one in matches)


def _judged(base: KnowledgeBase, text: str, matches: Sequence[Match], near: tuple[tuple[float, int], ...]) -> _Looked:
    """The verdict on a statement from the matches of its claims, of which there are none where nothing was found."""
    differing = [one for one in matches if one.differences]
    if matches and not differing:
        backing = quotes.quote(base, dict.fromkeys(one.number for one in matches))
        return _Looked(Statement(text, backing), tuple((BACKED, one.number) for one in matches))
    worst = min(differing, key=lambda one: one.covered, default=None)
    if worst and worst.covered >= CLEAR and Mismatch.NOTHING not in worst.differences:
        (passage, *_) = quotes.quote(base, [worst.number])
        return _Looked(Statement(text, (), worst.differences[0], passage), ((1.0 + worst.covered, worst.number), *near))
    passages = quotes.quote(base, [number for _, number in near[:1]])
    return _Looked(Statement(text, (), Mismatch.NOTHING, passages[0] if passages else None), near)
