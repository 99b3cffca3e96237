"""A claim held against one sentence of the report: what that covers of it, and what it has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from knowledge import quotes
from knowledge.base import KnowledgeBase, Sentence
from knowledge.search import Query
from knowledge.statements.agreement import Exact, differences
from knowledge.statements.alike import NEUTRAL, STRICT, meaning
from knowledge.statements.claims import SERVICES, Claim, telling
from knowledge.statements.particulars import particulars
from knowledge.statements.parts import Part, covers, leading_to, meanings, parts_of, places, topics_in
from knowledge.statements.stance import Hedge, stance
from knowledge.statements.standing import BODY, overstated, same_bodies, same_denials, understated
from knowledge.statements.verdict import Mismatch
from knowledge.words import stem, tokens

ASKED_ABOUT = 0.5
"""How surely the questions filed under a sentence must name a word that it doesn't hold itself."""
SHARE_LIKELY = 4
"""One word in so many may be held only by what is asked about the sentence, or by what stands around it."""
ASIDE = 2
"""Telling words up to which a part of a sentence only adds dates or numbers to another."""
MOST_ASIDES = 2
FEWEST_WORDS, LONG_WORD = 3, 5
"""Telling words below which all others of so many letters must be the report's, too."""
ALIKE_FOR_LABEL = 0.5
"""How alike a sentence must be to a mere label whose words it has in several parts."""
NAMES = re.compile(r"\b[A-Z][\w.'-]*(?: (?:(?:of|and|by|the|in|for) )?[A-Z][\w.'-]*)+")


class Match(NamedTuple):
    """How a sentence fits a claim: the share of its words that is covered, the differences, and how alike they are."""

    number: int
    covered: float
    differences: tuple[Mismatch, ...]
    alike: float


def match(base: KnowledgeBase, claim: Claim, sentence: Sentence, query: Query) -> Match:
    """How a sentence fits a claim; `query` is what was searched for its statement."""
    return _Held(base, claim, sentence, query).match()


class _Held:
    """One claim beside one sentence."""

    def __init__(self, base: KnowledgeBase, claim: Claim, sentence: Sentence, query: Query) -> None:
        self.base, self.claim, self.sentence, self.query = base, claim, sentence, query
        self.parts = parts_of(base, sentence)
        self.above, self.before = leading_to(base, sentence)
        self.held = {word: places(self.parts, word, claim) for word in claim.words}
        self.missing = self._missing()

    def match(self) -> Match:
        own, said = meanings(self.claim.clause.text), meanings(self.sentence.text)
        alike = len(own & said) / len(own | said)
        choices = covers(self.held, len(self.parts))
        found = [*self._least(choices)]
        if not self.claim.names.isdisjoint(self.missing) or self._misnamed():
            beside = [word for word, at in self.held.items() if at and word not in self.claim.names]
            found.append(Mismatch.NAME if len(beside) >= FEWEST_WORDS else Mismatch.NOTHING)
        apart = alike < ALIKE_FOR_LABEL and all(len(choice) > 1 for choice in choices)
        label = self.claim.is_label and (apart or not all(self.held.values()))
        own_words = sum(meaning(word) in said | meanings(self.above) for word in self.held)
        if (
            label
            or own_words * 2 <= len(self.held)
            or self._too_short(said)
            or self._astray()
            or not self.claim.names.issuperset(self.missing)
        ):
            found.append(Mismatch.NOTHING)
        covered = 1 - len(set(self.missing) - self.claim.names) / (len(self.held) or 1)
        return Match(self.sentence.number, covered, tuple(dict.fromkeys(found)), alike)

    def _missing(self) -> list[str]:
        """The words that aren't held, save a few that are likely other words for the same."""
        lacking = [word for word, at in self.held.items() if not at and not self._told(word)]
        named = {*self.claim.names, self.claim.first}
        likely = [word for word in lacking if word not in named and self._likely(word)][: len(self.held) // SHARE_LIKELY]
        return [word for word in lacking if word not in likely]

    def _told(self, word: str) -> bool:
        """Whether a word stands above a sentence in its list, or names its service in what comes before it."""
        refers = word not in self.claim.names and quotes.NEEDS_WHAT_COMES_BEFORE.match(self.sentence.text)
        if meaning(word) in meanings(f"{self.above} {self.before}" if refers else self.above):
            return True
        service = self._services(self.claim.reported.get(word, ())) and not self._services(
            topics_in(self.base, self.sentence.text)
        )
        return bool(service) and meaning(word) in meanings(self.before)

    def _likely(self, word: str) -> bool:
        """Whether a word is likely another one for the same: it stands in many questions that the sentence answers, elsewhere
        in its section, or in its action's title. Never so for a word with a contrary, nor for what names a topic."""
        if meaning(word) in STRICT or self.base.topics.telling(self.base.topics.reported([word])):
            return False
        address = self.sentence.address
        title = self.base.report.quote(self.base.titles[address.action].span)
        around = (title, *(each.text for each in self.base.sentences if each.address == address))
        asked = self.base.index.holds(self.sentence.number, word, self.query._replace(topics={}))
        return asked >= ASKED_ABOUT or any(meaning(word) in meanings(text) for text in around)

    def _services(self, topics: Iterable[str]) -> set[str]:
        return {topic for topic in topics if self.base.topics.by_id[topic].group == SERVICES}

    def _misnamed(self) -> bool:
        """Whether a claim has a name of several words with capitals for a topic of which the sentence doesn't speak."""
        there = topics_in(self.base, f"{self.above} {self.sentence.text}")
        named = [topics_in(self.base, name[0]) for name in NAMES.finditer(self.claim.clause.text)]
        return any(len(by) > 1 and topic not in there for topics in named for topic, by in topics.items())

    def _astray(self) -> bool:
        """Whether a claim names a topic by several words, some of which the sentence lacks, and doesn't speak of it."""
        text = f"{self.above} {self.before} {self.sentence.text}"
        there, named = topics_in(self.base, text), topics_in(self.base, self.claim.clause.text)
        astray = (by for topic, by in named.items() if len(by) > 1 and topic not in there)
        return any(not {meaning(word) for word in by & set(self.claim.words)} <= meanings(self.sentence.text) for by in astray)

    def _too_short(self, said: frozenset[str]) -> bool:
        """Whether a statement has so few telling words that its others count, and those aren't the report's."""
        rest = (word for word in tokens(BODY.sub(" ", self.claim.clause.text)) if len(word) >= LONG_WORD and word.isalpha())
        return self.claim.length < FEWEST_WORDS and any(meaning(s) not in said for s in map(stem, rest) if s not in NEUTRAL)

    def _least(self, choices: Iterable[tuple[int, ...]]) -> tuple[Mismatch, ...]:
        """The fewest differences that a choice of parts leaves, asides with dates and numbers joined where they help."""
        asides = [at for at, part in enumerate(self.parts) if _is_aside(part)]
        tried = (
            tuple(dict.fromkeys(self._differences([self.parts[at] for at in sorted({*chosen, *more})])))
            for chosen in choices
            for size in range(MOST_ASIDES + 1)
            for more in combinations(asides, size)
        )
        least: tuple[Mismatch, ...] | None = None
        for found in tried:
            if least is None or len(found) < len(least):
                least = found
            if not least:
                break
        return least or ()

    def _differences(self, parts: Sequence[Part]) -> Iterator[Mismatch]:
        """What some parts of the sentence have otherwise, the most exact things first."""
        claim, address = self.claim, self.sentence.address
        clauses = [part.clause for part in parts]
        subjects = [particulars(subject) for subject in dict.fromkeys(clause.subject for clause in clauses) if subject]
        mainly = [particulars(part.clause.text) for part in self._mainly(parts)]
        one = len({clause.main for clause in clauses}) == 1
        exact = Exact([particulars(clause.text) for clause in clauses], mainly, subjects, one)
        yield from differences(claim.exact, exact, address, Hedge.PLANNED in stance(claim.clause.text).allows)
        if not same_denials(claim, clauses):
            yield Mismatch.NEGATION
        if overstated(claim, self.sentence, clauses):
            yield Mismatch.PLANNED
        if understated(claim, address, clauses):
            yield Mismatch.NOTHING
        if not self._same_services(parts) or not same_bodies(
            f"{claim.clause.subject} {claim.clause.text}".strip(), self._main(parts)
        ):
            yield Mismatch.NAME

    def _mainly(self, parts: Sequence[Part]) -> list[Part]:
        """Those of some parts that hold more than a word of the claim that the others don't, or all where none does."""
        holders = {word: [part for part in parts if part.holds(word, self.claim)] for word in self.held}
        return [part for part in parts if sum(by == [part] for by in holders.values()) > 1] or list(parts)

    def _same_services(self, parts: Sequence[Part]) -> bool:
        """Whether the parts speak of the services that a claim names, or that it refers to, and of no others beside them."""
        claim, beside = self.claim, self._beside(parts)
        there = self._services(topic for part in parts for topic in part.topics)
        mine = self._services(topic for topics in claim.topics.values() for topic in topics)
        if not all(any(part.holds(word, claim) for part in beside) or self._told(word) for word in claim.subject):
            return False
        if claim.about and there and not mine:
            return not claim.about.isdisjoint(there)
        apart = len({part.clause.main for part in parts}) > 1
        return not (apart and mine & there and there - mine)

    def _beside(self, parts: Sequence[Part]) -> list[Part]:
        """All parts of the sentence that have the same subjects as some parts."""
        mains = {part.clause.main for part in parts}
        return [part for part in self.parts if part.clause.main in mains]

    def _main(self, parts: Sequence[Part]) -> str:
        """The words of the sentence that have the same subjects as some parts."""
        beside = self._beside(parts)
        return " ".join([beside[0].clause.subject, *(part.clause.text for part in beside)]).strip()


def _is_aside(part: Part) -> bool:
    """Whether a part has dates or numbers and little else."""
    return any(particulars(part.clause.text)) and len(telling(part.clause.text)) <= ASIDE
