"""The parts of the report's sentences, with what each holds; and which of them hold a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from knowledge.base import KnowledgeBase, Sentence
from knowledge.quotes import SHORT_BULLET
from knowledge.statements.alike import STRICT, meaning
from knowledge.statements.claims import Claim, single_words
from knowledge.statements.clauses import PARTICIPLE, Clause, fragments
from knowledge.words import stem, tokens

MOST_JOINED = 4
"""Parts of a sentence that are joined to hold a claim, beside those that alone hold a word of it."""


class Part(NamedTuple):
    """A part of a sentence: the meanings of its words, and the topics that it names, each with the stems that name it."""

    clause: Clause
    meanings: frozenset[str]
    topics: Mapping[str, set[str]]

    def holds(self, word: str, claim: Claim) -> bool:
        """Whether it has a word of a claim, or names what that names in other words; a name counts only in the report's."""
        if meaning(word) in self.meanings or meaning(word) in STRICT:
            return meaning(word) in self.meanings
        named = claim.reported if word in claim.names else claim.topics
        return any(topic in self.topics and not self._says_less(topic, word, claim) for topic in named.get(word, ()))

    def _says_less(self, topic: str, word: str, claim: Claim) -> bool:
        """Whether a word of the report only adds to a name that is here without it: an "active" digital leader."""
        if topic not in claim.reported.get(word, ()):
            return False
        return any(topic in claim.reported.get(other, ()) for other in self.topics[topic])


@lru_cache(maxsize=1024)
def parts_of(base: KnowledgeBase, sentence: Sentence) -> tuple[Part, ...]:
    """The parts of a sentence; a participle holds the words before it, too."""
    found = []
    for clause in fragments(sentence.text):
        text = f"{clause.subject} {clause.text}" if PARTICIPLE.match(clause.text) else clause.text
        found.append(Part(clause, meanings(text), topics_in(base, text)))
    return tuple(found)


@lru_cache(maxsize=4096)
def meanings(text: str) -> frozenset[str]:
    """The meanings of a text's words."""
    return frozenset(meaning(stem(word)) for word in single_words(text))


@lru_cache(maxsize=4096)
def topics_in(base: KnowledgeBase, text: str) -> Mapping[str, set[str]]:
    """The topics that a text names in the report's words, with the stems that name each."""
    return base.topics.reported([stem(word) for word in tokens(text)])


def leading_to(base: KnowledgeBase, sentence: Sentence) -> tuple[str, str]:
    """What stands above a sentence in its list (of a list of mere names, all of it), and before it in its paragraph."""
    passage, report = sentence.passage, base.report
    before = report.text[passage.span.start : max(passage.span.start, sentence.span.start)]
    if passage.lead_in is None:
        return "", before
    listed = [each.span for each in base.sections[sentence.address].passages if each.lead_in == passage.lead_in]
    names = [report.quote(span) for span in listed if len(report.quote(span).split()) < SHORT_BULLET]
    return "\n".join([report.quote(passage.lead_in), *(names if len(names) == len(listed) else [])]), before


def places(parts: Sequence[Part], word: str, claim: Claim) -> list[int]:
    """The parts that have a word of a claim, or else those that speak of what it names."""
    own = [at for at, part in enumerate(parts) if meaning(word) in part.meanings]
    return own or [at for at, part in enumerate(parts) if part.holds(word, claim)]


def covers(held: Mapping[str, Sequence[int]], parts: int) -> list[tuple[int, ...]]:
    """The smallest choices of parts that hold all words that a sentence holds; all parts where many would be needed."""
    needed = {at[0] for at in held.values() if len(at) == 1}
    rest = [frozenset(at) for at in held.values() if at and needed.isdisjoint(at)]
    for size in range(min(MOST_JOINED, parts) + 1):
        more = (set(chosen) for chosen in combinations(range(parts), size))
        found = {(*sorted(needed | chosen),) for chosen in more if all(not at.isdisjoint(chosen) for at in rest)} - {()}
        if found:
            return sorted(found)
    return [tuple(range(parts))]
