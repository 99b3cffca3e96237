"""Slips of the finger mended word by word, and names compared. Numbers are never mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONG = 7
"""Letters from which a word may have two slips."""


def mend(word: str, known: Mapping[str, int], names: frozenset[str], most: int = 2) -> str:
    """The known word that was meant by one that is nobody's, at most so many slips away; the word itself where none is
    near enough. `known` tells how often each word occurs; nothing is mended into one of the `names`."""
    allowed = min(most, 1 if len(word) < LONG else 2)
    near = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    likely = [(distance, -known[found], found) for found, distance, _ in near if _may_be(word, found) and found not in names]
    return min(likely)[2] if likely else word


def _may_be(word: str, found: str) -> bool:
    """People seldom slip on the first letter, save by swapping it with the second."""
    if len(found) < 3 or not found.isalpha():
        return False
    return word[0] == found[0] or (len(word) > 3 and word[:2] == found[1::-1])


def nearest(name: str, names: Sequence[str], most: int = 3) -> list[str]:
    """The names spelt most like one, best first."""
    return [found for found, _, _ in process.extract(name, names, scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=most)]


def slips_between(one: str, other: str) -> int:
    """How many slips of the finger lie between two words."""
    return OSA.distance(one, other)
