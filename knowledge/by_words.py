"""The answer to most questions: the two or three sentences that say it."""

from __future__ import annotations

from knowledge import evidence, quotes
from knowledge.answer import Answer, answered
from knowledge.base import KnowledgeBase
from knowledge.evidence import Evidence
from knowledge.frame import Question

SECOND, MOST_BESIDE = 0.66, 3
"""Another sentence is shown when it scores this share of the best; and how many at most."""


def best(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """The best hit, of which there must be one, with its paragraph, and others nearly as good."""
    top, *rest = evident.hits
    near = [hit.doc for hit in rest[:8] if hit.score >= SECOND * top.score]
    if evidence.subjects(base, question):
        near = _each_elsewhere(base, top.doc, near)
    return answered(question, quotes.quote(base, [*quotes.with_passage(base, top.doc), *near[:MOST_BESIDE]]))


def _each_elsewhere(base: KnowledgeBase, top: int, near: list[int]) -> list[int]:
    """The first sentence of each other section, then the rest: what happened with a topic is told in several."""
    of_section = {base.sentences[number].address: number for number in reversed(near)}
    here = base.sentences[top].address
    return sorted(
        near, key=lambda number: of_section[base.sentences[number].address] != number or base.sentences[number].address == here
    )
