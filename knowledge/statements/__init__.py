"""Which statements of a message the report backs: text in, each statement out with what backs it or what differs."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.statements.verdict import Found, Mismatch, Statement

__all__ = ["Found", "Mismatch", "Statement", "find"]


def find(base: KnowledgeBase, text: str) -> Found:
    """Hold the statements of a message in plain text against the report. Any text gives a result: at most 40 statements are
    looked at, of at most 40,000 characters; `cut` tells that there is more."""
    from knowledge.statements import finding  # its patterns cost more than a question

    return finding.find(base, text)
