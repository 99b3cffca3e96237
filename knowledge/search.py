"""The sentences a question is about, best first, with the evidence for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log
from types import MappingProxyType
from typing import NamedTuple

from knowledge.likeness import Likeness, Phrasing, Phrasings
from knowledge.postings import Postings

OWN_TERM, ASKED_TERM, OWN_TOPIC, ASKED_TOPIC = 0.05, 1.0, 0.18, 0.21
"""What a word or a topic weighs in a sentence itself, and in the questions filed under it. Fitted, as the weights below and
in evidence.py are: docs/decisions/0008."""
TERM_SATURATION, TOPIC_SATURATION = 2.5, 2.4
COMMON_TOPIC = 0.25
BY_TOPIC = 0.8
"""How surely a sentence speaks of a word that only names one of its topics."""
PHRASING = 1.5
"""How much the nearest single phrasing counts beside the sum of words and topics."""
LEANING, MARK = 0.17, 0.6
"""How much it counts that a word is commoner in a sentence's phrasings than in all, and what a mark of manner weighs
beside a word."""


class Doc(NamedTuple):
    """What is indexed for a sentence of the report: its own words and topics, the questions filed under it with the topics
    that they name, and the topics with which it begins."""

    terms: frozenset[str]
    topics: frozenset[str]
    phrasings: tuple[Phrasing, ...]
    asked_topics: Mapping[str, int]
    begins: frozenset[str]


class Query(NamedTuple):
    """What is searched for: terms with their weights, topics with the terms that name them, marks of how it is asked,
    how many words of it nothing here knows, and what topics weigh that weigh less than others."""

    terms: Mapping[str, float]
    topics: Mapping[str, Iterable[str]]
    manner: Iterable[str]
    unknown: int
    faded: Mapping[str, float] = MappingProxyType({})


class Hit(NamedTuple):
    """A sentence found, and how alike the question is to the nearest of its phrasings."""

    doc: int
    score: float
    alike: float


class Found(NamedTuple):
    """What a search found: hits by score, and how alike the question is to what is filed."""

    hits: list[Hit]
    likeness: Likeness


class Index:
    """Finds sentences by BM25-like weights over their own words, topics and phrasings."""

    def __init__(self, docs: Sequence[Doc], silences: Sequence[Sequence[Phrasing]], common: frozenset[str]) -> None:
        self.phrasings = Phrasings([doc.phrasings for doc in docs], silences)
        asked = [Counter(term for phrasing in doc.phrasings for term in phrasing if term[0] != "?") for doc in docs]
        spread = Counter(term for doc, counts in zip(docs, asked, strict=True) for term in doc.terms | counts.keys())
        self._rarity = {term: _rarity(len(docs), n) for term, n in spread.items()}
        self._unseen = _rarity(len(docs), 0)
        self._own = [doc.terms for doc in docs]
        terms: dict[str, list[tuple[int, float]]] = {}
        for number, (doc, counts) in enumerate(zip(docs, asked, strict=True)):
            for term in doc.terms | counts.keys():
                n = counts[term]
                value = OWN_TERM * (term in doc.terms) + ASKED_TERM * n / (n + TERM_SATURATION)
                terms.setdefault(term, []).append((number, self._rarity[term] * value))
        self._terms = Postings(terms)
        self._topics = Postings(_topics(docs, common))
        self._leaning = Postings(_leaning(docs))

    def search(self, query: Query) -> Found:
        """Sentences that have anything in common with a query, best first."""
        scores: dict[int, float] = {}
        for term, weight in query.terms.items():
            for doc, value in self._terms.of(term):
                scores[doc] = scores.get(doc, 0.0) + weight * value
        for topic in query.topics:
            for doc, value in self._topics.of(topic):
                scores[doc] = scores.get(doc, 0.0) + query.faded.get(topic, 1.0) * value
        likeness = self.phrasings.likeness(query.terms, query.manner, query.unknown)
        worth = self.worth(query)
        for doc, share in likeness.docs.items():
            scores[doc] = scores.get(doc, 0.0) + PHRASING * worth * share
        for doc, leaning in self._leanings(query, scores).items():
            scores[doc] += LEANING * max(0.0, leaning)
        hits = [Hit(doc, score, likeness.docs.get(doc, 0.0)) for doc, score in scores.items()]
        return Found(sorted(hits, key=lambda hit: (-hit.score, hit.doc)), likeness)

    def worth(self, query: Query) -> float:
        """What a query's words are worth, the rarer the more; more than 0."""
        return sum(self._rarity.get(term, self._unseen) * weight for term, weight in query.terms.items()) or 1.0

    def _leanings(self, query: Query, docs: Iterable[int]) -> dict[int, float]:
        """How much likelier than elsewhere a query's words and manner are among the phrasings of some sentences; the few
        words of a follow-up, beside those taken over, would tell too much."""
        leanings = dict.fromkeys(docs, 0.0)
        if any(weight < 1 for weight in query.terms.values()):
            return leanings
        for term, weight in chain(query.terms.items(), ((mark, MARK) for mark in query.manner)):
            for doc, value in self._leaning.of(term):
                if doc in leanings and (value > 0 or term[0] == "?"):
                    leanings[doc] += weight * value
        return leanings

    def covered(self, query: Query, doc: int) -> float:
        """The share, 0 to 1, of what a query tells that a sentence holds: in words, in its phrasings, or as a topic."""
        surprise = self.phrasings.surprise_of
        mass = sum(w * surprise(term) for term, w in query.terms.items()) + query.unknown * self.phrasings.new
        held = sum(w * surprise(term) * self.holds(doc, term, query) for term, w in query.terms.items())
        return held / mass if mass else 0.0

    def holds(self, doc: int, term: str, query: Query) -> float:
        """How surely, 0 to 1, a sentence speaks of a term, itself or as one of the topics that the term names."""
        if term in self._own[doc]:
            return 1.0
        strength = self._terms.weight(term, doc) / self._rarity.get(term, self._unseen)
        named = (topic for topic, terms in query.topics.items() if term in terms)
        return BY_TOPIC if any(self._topics.weight(topic, doc) for topic in named) else strength

    def asked_about(self, topic: str, doc: int) -> bool:
        """Whether a sentence names a topic, or questions filed under it do."""
        return self._topics.weight(topic, doc) > 0

    def largest_gap(self, query: Query, doc: int, terms: Iterable[str]) -> float:
        """The share, 0 to 1, of a new word's surprise that the most surprising of some terms has that a sentence lacks."""
        gaps = (self.phrasings.surprise_of(term) * (1 - self.holds(doc, term, query)) for term in terms)
        return max(gaps, default=0.0) / self.phrasings.new


def _leaning(docs: Sequence[Doc]) -> dict[str, list[tuple[int, float]]]:
    """For each term and mark of manner, the sentences with how much likelier (log) it is in their phrasings than in all."""
    counts = [Counter(term for phrasing in doc.phrasings for term in set(phrasing)) for doc in docs]
    every = sum(counts, Counter())
    size = sum(len(doc.phrasings) for doc in docs)
    found: dict[str, list[tuple[int, float]]] = {}
    for number, (doc, own) in enumerate(zip(docs, counts, strict=True)):
        for term, n in own.items():
            there = log(n + 0.5) - log(len(doc.phrasings) + 1)
            found.setdefault(term, []).append((number, there - log(every[term] + 0.5) + log(size + 1)))
    return found


def _topics(docs: Sequence[Doc], common: frozenset[str]) -> dict[str, list[tuple[int, float]]]:
    """For each topic the sentences that name it or are asked about it, with what it weighs there."""
    spread = Counter(t for doc in docs for t in doc.topics | {t for t, n in doc.asked_topics.items() if n > 1})
    found: dict[str, list[tuple[int, float]]] = {}
    for number, doc in enumerate(docs):
        for topic in doc.topics | doc.asked_topics.keys():
            n = doc.asked_topics.get(topic, 0)
            value = OWN_TOPIC * (topic in doc.topics) + ASKED_TOPIC * n / (n + TOPIC_SATURATION)
            rarity = _rarity(len(docs), spread[topic]) * (COMMON_TOPIC if topic in common else 1.0)
            found.setdefault(topic, []).append((number, rarity * value))
    return found


def _rarity(docs: int, holding: int) -> float:
    return log(1 + (docs - holding + 0.5) / (holding + 0.5))
