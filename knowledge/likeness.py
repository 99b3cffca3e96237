"""How alike a question is to questions that were filed: those that a sentence answers, and those that none does."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from math import log
from typing import NamedTuple

Phrasing = tuple[str, ...]
"""The terms of a filed question, and the marks of how it is asked ("?who")."""

WORTH_A_LOOK = 0.3
"""Phrasings that share less than this of what the nearest shares are passed over."""
VOTERS = 10
MARK_WORTH = 1.7
"""How much more a mark of manner tells than a word that is as rare."""


class Likeness(NamedTuple):
    """How alike, 0 to 1: `docs` by sentence, for its nearest phrasing; `silent` for the nearest silence, whose number
    is `silence` (-1: none); `mute` is the silences' part among the nearest of all."""

    docs: dict[int, float]
    silence: int
    silent: float
    mute: float


class Phrasings:
    """Filed questions, found by the terms that they share with another one, the rarer the more telling."""

    def __init__(self, answered: Sequence[Sequence[Phrasing]], unanswered: Sequence[Sequence[Phrasing]]) -> None:
        filed = [(number, frozenset(p)) for number, phrasings in enumerate(answered) for p in phrasings]
        filed += [(-1 - number, frozenset(p)) for number, phrasings in enumerate(unanswered) for p in phrasings]
        spread = Counter(term for _, phrasing in filed for term in phrasing)
        self.surprise = {
            term: log((len(filed) + 1) / (n + 0.5)) * (MARK_WORTH if term[0] == "?" else 1) for term, n in spread.items()
        }
        self.new = log((len(filed) + 1) / 0.5)
        self.odds = _odds(filed)
        self._marks = {term: 1 << place for place, term in enumerate(sorted(t for t in spread if t[0] == "?"))}
        # Reports that are much alike have most of their phrasings in common: each is looked at once.
        together: dict[frozenset[str], list[int]] = {}
        for doc, phrasing in filed:
            together.setdefault(phrasing, []).append(doc)
        self._docs = array("i", (docs[0] for docs in together.values()))
        self._several = {place: tuple(docs) for place, docs in enumerate(together.values()) if len(docs) > 1}
        self._weights = array("d", (sum(self.surprise[term] for term in phrasing) for phrasing in together))
        self._manners = array("Q", (sum(self._marks[t] for t in phrasing & self._marks.keys()) for phrasing in together))
        self._file(together)

    def _file(self, phrasings: Iterable[frozenset[str]]) -> None:
        """File the phrasings under their terms, flat: thousands of small lists take longer to load than a question."""
        filed: dict[str, list[int]] = {}
        for place, phrasing in enumerate(phrasings):
            for term in phrasing - self._marks.keys():
                filed.setdefault(term, []).append(place)
        self._filed = array("I", chain.from_iterable(filed.values()))
        ends = list(accumulate(map(len, filed.values())))
        self._places = dict(zip(filed, pairwise([0, *ends]), strict=True))

    def surprise_of(self, term: str) -> float:
        """How telling a term is; one that was never filed tells most."""
        return self.surprise.get(term, self.new)

    def likeness(self, terms: Mapping[str, float], manner: Iterable[str], unknown: int) -> Likeness:
        """How alike a question is to what is filed; its terms have weights, `unknown` counts words that nothing knows."""
        shared = self._shared({term: weight * self.surprise_of(term) for term, weight in terms.items()})
        marks = {self._marks[mark]: self.surprise[mark] for mark in manner if mark in self._marks}
        mass = sum(w * self.surprise_of(term) for term, w in terms.items()) + unknown * self.new + sum(marks.values())
        least = WORTH_A_LOOK * max(shared.values(), default=0.0)
        alike = _Manners(marks)
        asked = sum(marks)
        manners, weights, docs, several = self._manners, self._weights, self._docs, self._several
        best: dict[int, float] = {}
        for phrasing, held in shared.items():
            if held >= least:
                held += alike[manners[phrasing] & asked]
                share = held / (mass + weights[phrasing] - held)
                for doc in several[phrasing] if phrasing in several else (docs[phrasing],):
                    if share > best.get(doc, 0.0):
                        best[doc] = share
        return _summed_up(best)

    def _shared(self, surprises: Mapping[str, float]) -> dict[int, float]:
        """What each phrasing worth a look shares with a question. The most telling terms are looked up first: once the rest
        can't make a phrasing worth a look, those that stand under the rest alone, most of all, are passed over unseen."""
        shared: dict[int, float] = {}
        rest = sum(surprises.values())
        for term, surprise in sorted(surprises.items(), key=lambda each: -each[1]):
            start, end = self._places.get(term, (0, 0))
            filed: Iterable[int] = self._filed[start:end]
            if rest < WORTH_A_LOOK * max(shared.values(), default=0.0):
                filed = shared.keys() & filed
            for phrasing in filed:
                shared[phrasing] = shared.get(phrasing, 0.0) + surprise
            rest -= surprise
        return shared


class _Manners(dict[int, float]):
    """How telling some marks of manner are together; there are few sets of them, and each is asked for thousands of times."""

    def __init__(self, marks: Mapping[int, float]) -> None:
        self._marks = marks

    def __missing__(self, shared: int) -> float:
        self[shared] = sum(surprise for mark, surprise in self._marks.items() if mark & shared)
        return self[shared]


def _summed_up(best: dict[int, float]) -> Likeness:
    docs = {doc: share for doc, share in best.items() if doc >= 0}
    silences = {-1 - doc: share for doc, share in best.items() if doc < 0}
    silence = max(silences, key=lambda number: silences[number], default=-1)
    voters = sorted(((share, doc) for doc, share in best.items()), reverse=True)[:VOTERS]
    mute = sum(share**2 for share, doc in voters if doc < 0) / (sum(share**2 for share, _ in voters) or 1.0)
    return Likeness(docs, silence, silences.get(silence, 0.0), mute)


def _odds(filed: list[tuple[int, frozenset[str]]]) -> dict[str, float]:
    """For each term, how much likelier (log) it stands in a silence than in a phrasing that is answered."""
    mute = Counter(term for doc, phrasing in filed if doc < 0 for term in phrasing)
    heard = Counter(term for doc, phrasing in filed if doc >= 0 for term in phrasing)
    silences = sum(doc < 0 for doc, _ in filed) or 1
    answered = len(filed) - silences or 1
    terms = mute.keys() | heard.keys()
    return {term: log((mute[term] + 0.5) / silences) - log((heard[term] + 0.5) / answered) for term in terms}
