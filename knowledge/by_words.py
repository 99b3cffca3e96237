"""The answer to most questions: the two or three sentences that say it."""

from __future__ import annotations

from knowledge import quotes
from knowledge.answer import Answer, answered
from knowledge.base import KnowledgeBase
from knowledge.evidence import Evidence
from knowledge.frame import Question

SECOND, MOST_BESIDE = 0.66, 3
"""Another sentence is shown when it scores this share of the best; and how many at most."""


def best(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """The best hit, of which there must be one, with its paragraph, and others nearly as good."""
    top, *rest = evident.hits
    beside = [hit.doc for hit in rest[:8] if hit.score >= SECOND * top.score][:MOST_BESIDE]
    return answered(question, quotes.quote(base, [*quotes.with_passage(base, top.doc), *beside]))
