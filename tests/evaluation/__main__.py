"""`make eval`: the score of each set, also by kind of question. Names of sets as arguments choose some of them."""

from __future__ import annotations

import sys

import knowledge
from tests.evaluation.score import SETS, Score, read, score


def show(name: str, found: Score) -> None:
    """Print a set's score."""
    print(f"{name}: {found.items} items")
    for tag, counts in sorted(found.by_tag.items(), key=lambda pair: -pair[1].total()):
        rest = f"{counts['wrong']} wrong  {counts['missed']} missed"
        print(f"  {tag:20}{counts['correct']:4}/{counts.total():<4} correct  {rest}")
    for field in Score._fields[1:-1]:
        print(f"{field}: {getattr(found, field):.4f}")
    print()


if __name__ == "__main__":
    base = knowledge.load()
    for name in sys.argv[1:] or SETS:
        show(name, score(base, read(name)))
