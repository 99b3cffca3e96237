"""The passages a question is about, best first, with the evidence for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

OWN_TERM, ASKED_TERM, OWN_TOPIC, ASKED_TOPIC = 1.0, 1.0, 0.6, 0.6
TERM_SATURATION, TOPIC_SATURATION = 1.2, 2.4
COMMON_TOPIC = 0.25
BY_TOPIC = 0.8
SLIGHT = 1.0
"""A word that stands in one phrasing of a sentence only covers the question's word by half."""
PHRASING = 1.2
"""How much the nearest single phrasing counts beside the sum of words and topics."""


class Doc(NamedTuple):
    """What is indexed for a sentence of the report: its own words and topics, and the questions filed under it."""

    terms: frozenset[str]
    topics: frozenset[str]
    phrasings: tuple[tuple[str, ...], ...]
    asked_topics: Mapping[str, int]


class Hit(NamedTuple):
    """A sentence found. Shares are of the question's weight: `covered` by the sentence and its phrasings, `alike`
    with its nearest phrasing."""

    doc: int
    score: float
    covered: float
    alike: float


class Found(NamedTuple):
    """What a search found: hits by score, the question's whole weight, the nearest silence and how alike it is."""

    hits: list[Hit]
    total: float
    silence: int
    silent: float
    mute: float


class Index:
    """Finds sentences by BM25-like weights over their own words, topics and phrasings."""

    def __init__(self, docs: Sequence[Doc], silences: Sequence[Sequence[tuple[str, ...]]], common: frozenset[str]) -> None:
        asked = [Counter(term for phrasing in doc.phrasings for term in set(phrasing) if term[0] != "?") for doc in docs]
        spread = Counter(term for doc, counts in zip(docs, asked, strict=True) for term in doc.terms | counts.keys())
        topic_spread = Counter(
            topic for doc in docs for topic in doc.topics | {t for t, n in doc.asked_topics.items() if n > 1}
        )
        self.size = len(docs)
        self.weight = {term: _rarity(len(docs), n) for term, n in spread.items()}
        self.unseen = _rarity(len(docs), 0)
        self.postings: dict[str, dict[int, float]] = {}
        self.strength: dict[str, dict[int, float]] = {}
        for number, (doc, counts) in enumerate(zip(docs, asked, strict=True)):
            for term in doc.terms | counts.keys():
                n = counts.get(term, 0)
                value = OWN_TERM * (term in doc.terms) + ASKED_TERM * n / (n + TERM_SATURATION)
                self.postings.setdefault(term, {})[number] = self.weight[term] * value
                self.strength.setdefault(term, {})[number] = 1.0 if term in doc.terms else n / (n + SLIGHT)
            for topic in doc.topics | doc.asked_topics.keys():
                n = doc.asked_topics.get(topic, 0)
                value = OWN_TOPIC * (topic in doc.topics) + ASKED_TOPIC * n / (n + TOPIC_SATURATION)
                rarity = _rarity(len(docs), topic_spread[topic]) * (COMMON_TOPIC if topic in common else 1)
                self.postings.setdefault("#" + topic, {})[number] = rarity * value
        filed = [(number, phrasing) for number, doc in enumerate(docs) for phrasing in doc.phrasings]
        filed += [(-1 - number, phrasing) for number, silence in enumerate(silences) for phrasing in silence]
        self._file(filed)

    def _file(self, filed: list[tuple[int, tuple[str, ...]]]) -> None:
        """File the phrasings; a silence's number is below zero."""
        spread = Counter(term for _, phrasing in filed for term in set(phrasing))
        total = len(filed)
        self.surprise = {term: log((total + 1) / (n + 0.5)) for term, n in spread.items()}
        self.new_surprise = log((total + 1) / 0.5)
        self.odds = _odds(filed)
        self.phrasings: dict[str, list[int]] = {}
        self.phrasing_doc: list[int] = []
        self.phrasing_weight: list[float] = []
        for doc, phrasing in filed:
            for term in set(phrasing):
                self.phrasings.setdefault(term, []).append(len(self.phrasing_doc))
            self.phrasing_doc.append(doc)
            self.phrasing_weight.append(sum(self.surprise[term] for term in set(phrasing)))

    def search(self, terms: Mapping[str, float], topics: Mapping[str, Iterable[str]], manner: Iterable[str], unknown: int = 0) -> Found:
        """Sentences by score, and the nearest silence; `terms` have weights, `unknown` counts the words not known."""
        total = sum(self.weight.get(term, self.unseen) * w for term, w in terms.items()) or 1.0
        scores: dict[int, float] = {}
        for term, w in terms.items():
            for doc, value in self.postings.get(term, {}).items():
                scores[doc] = scores.get(doc, 0.0) + w * value
        for topic in topics:
            for doc, value in self.postings.get("#" + topic, {}).items():
                scores[doc] = scores.get(doc, 0.0) + value
        mass = sum(w * self.surprise.get(term, self.new_surprise) for term, w in terms.items()) + unknown * self.new_surprise
        alike = self._alike({**terms, **dict.fromkeys(manner, 1.0)}, unknown)
        silence = max((doc for doc in alike if doc < 0), key=lambda doc: alike[doc], default=None)
        for doc, share in alike.items():
            if doc >= 0:
                scores[doc] = scores.get(doc, 0.0) + PHRASING * total * share
        named = {term: [topic for topic, stems in topics.items() if term in stems] for term in terms}
        hits = [
            Hit(doc, score, self._covered(terms, named, doc, mass), alike.get(doc, 0.0)) for doc, score in scores.items()
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.doc))
        votes = sorted(((share, doc) for doc, share in alike.items()), reverse=True)[:10]
        mute = sum(share**2 for share, doc in votes if doc < 0) / (sum(share**2 for share, _ in votes) or 1)
        return Found(hits, total, *((-1, 0.0) if silence is None else (-1 - silence, alike[silence])), mute)

    def _alike(self, terms: Mapping[str, float], unknown: int) -> dict[int, float]:
        """For each sentence (and, below zero, silence) how alike its nearest phrasing is."""
        common: dict[int, float] = {}
        mass = unknown * self.new_surprise
        for term, w in terms.items():
            surprise = w * self.surprise.get(term, self.new_surprise)
            mass += surprise
            for phrasing in self.phrasings.get(term, ()):
                common[phrasing] = common.get(phrasing, 0.0) + surprise
        best: dict[int, float] = {}
        for phrasing, shared in common.items():
            share = shared / (mass + self.phrasing_weight[phrasing] - shared)
            doc = self.phrasing_doc[phrasing]
            if share > best.get(doc, 0.0):
                best[doc] = share
        return best

    def _covered(self, terms: Mapping[str, float], named: Mapping[str, list[str]], doc: int, mass: float) -> float:
        """The share of a question's mass that a sentence holds: in words, in its phrasings, or as a topic named."""
        held = sum(w * self._surprise(term) * self.holds(doc, term, named[term]) for term, w in terms.items())
        return held / mass if mass else 0.0

    def _surprise(self, term: str) -> float:
        return self.surprise.get(term, self.new_surprise)

    def holds(self, doc: int, term: str, topics: Iterable[str]) -> float:
        """How surely, 0 to 1, a sentence speaks of a term, itself or as one of the topics that the term names."""
        strength = self.strength.get(term, {}).get(doc, 0.0)
        if strength < BY_TOPIC and any(doc in self.postings.get("#" + topic, ()) for topic in topics):
            return BY_TOPIC
        return strength

    def largest_gap(self, doc: int, terms: Mapping[str, list[str]]) -> float:
        """The share, 0 to 1, of a wholly new word's surprise that the most surprising missing term has."""
        gaps = (self._surprise(term) * (1 - self.holds(doc, term, topics)) for term, topics in terms.items())
        return max(gaps, default=0.0) / self.new_surprise


def _odds(filed: list[tuple[int, tuple[str, ...]]]) -> dict[str, float]:
    """For each term, how much likelier (log) it stands in a silence than in a phrasing that is answered."""
    mute = Counter(term for doc, phrasing in filed if doc < 0 for term in set(phrasing))
    heard = Counter(term for doc, phrasing in filed if doc >= 0 for term in set(phrasing))
    silences = sum(doc < 0 for doc, _ in filed) or 1
    answered = len(filed) - silences or 1
    return {
        term: log((mute[term] + 0.5) / silences) - log((heard[term] + 0.5) / answered) for term in mute.keys() | heard.keys()
    }


def _rarity(docs: int, holding: int) -> float:
    return log(1 + (docs - holding + 0.5) / (holding + 0.5))
