"""The knowledge base: action x year x topic, with the sentences, phrasings and silences that answers are found by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge import marks
from knowledge.cues import Asks
from knowledge.question import Reader
from knowledge.report import Address, Kind, Passage, Report, Span
from knowledge.search import Doc, Index
from knowledge.topics import Topics
from knowledge.words import English, manner, stem, terms, tokens

OFTEN = 4
"""A word that is not English counts as known when it stands in so many phrasings; below, it may be a slip."""
NAME, SMALL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b"), re.compile(r"\b[a-z]+\b")
BEGINNING = 4
"""Words in which a sentence names its subject."""
NAMES = frozenset({"julie", "pierce"})
"""People in the report: no word is mended into a name."""


class Sentence(NamedTuple):
    """A sentence or bullet of the report, or an action's title: the smallest thing that is quoted. `years` are those that
    it names, `holds` the formal things that it holds."""

    number: int
    address: Address
    span: Span
    text: str
    passage: Passage
    years: frozenset[int]
    holds: frozenset[Asks]


class Silence(NamedTuple):
    """Something people ask that the report doesn't say: why not, and the nearest sections."""

    reason: str
    near: tuple[Address, ...]


class Outcome(NamedTuple):
    """Numbers of the sentences that report on a promise, and of those of later plans that carry it on."""

    reported: tuple[int, ...]
    carried_on: tuple[int, ...]


class KnowledgeBase:
    """A report with all that is known about it.

    `asked` holds, by sentence, the questions that it answers, one a line; `unanswered` the same for each silence.
    """

    def __init__(
        self,
        report: Report,
        topics: Topics,
        asked: Mapping[int, str],
        silences: Sequence[tuple[Silence, str]],
        outcomes: Mapping[int, Outcome],
        english: English,
    ) -> None:
        self.report = report
        self.topics = topics
        self.silences = tuple(silence for silence, _ in silences)
        self.outcomes = dict(outcomes)
        self.sections = {section.address: section for action in report.actions for section in action.sections}
        self.titles = {action.number: action.title for action in report.actions}
        self.sentences = tuple(sentences(report))
        told = {number: _lines(tokens(text)) for number, text in asked.items()}
        untold = [_lines(tokens(text)) for _, text in silences]
        docs = [_doc(topics, sentence, told.get(sentence.number, [])) for sentence in self.sentences]
        common = frozenset(topic.id for topic in topics.by_id.values() if topic.common)
        self.docs = tuple(doc._replace(phrasings=(), asked_topics={}) for doc in docs)
        self.index = Index(docs, [_phrasings(lines) for lines in untold], common)
        lexicon = _lexicon(self, [*told.values(), *untold], english)
        strangers = _only_capitalised(text for silence, text in silences if silence.reason == "person") - _acquainted(self).keys()
        self.reader = Reader(topics, lexicon, english, NAMES, strangers)


def sentences(report: Report) -> Iterator[Sentence]:
    """All sentences of a report in its order; an action's title comes first, as its scope."""
    number = 0
    for action in report.actions:
        title = Address(action.number, Kind.SCOPE, None), action.title.span, action.title
        rest = [(s.address, span, passage) for s in action.sections for passage in s.passages for span in passage.sentences]
        for address, span, passage in [title, *rest]:
            text = report.quote(span)
            yield Sentence(number, address, span, text, passage, marks.years(text), marks.held(text))
            number += 1


def _doc(topics: Topics, sentence: Sentence, lines: list[list[str]]) -> Doc:
    own = tokens(sentence.text)
    asked = Counter(topic for line in lines for topic in topics.asked([stem(word) for word in line]))
    stems = [stem(word) for word in own]
    begins = frozenset(topics.reported(stems[:BEGINNING]))
    return Doc(frozenset(terms(own)), frozenset(topics.reported(stems)), _phrasings(lines), asked, begins)


def _lines(words: Iterable[str]) -> list[list[str]]:
    """The words of each line."""
    lines: list[list[str]] = [[]]
    for word in words:
        if word == "\n":
            lines.append([])
        else:
            lines[-1].append(word)
    return [line for line in lines if line]


def _phrasings(lines: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((*terms(line), *manner(line)) for line in lines)


def _lexicon(base: KnowledgeBase, asked: list[list[list[str]]], english: English) -> dict[str, int]:
    """The words that are known here, with how often they occur; rare words that are not English may be slips."""
    likely = Counter(word for lines in asked for line in lines for word in line)
    return dict(_acquainted(base) + Counter({word: n for word, n in likely.items() if word in english or n >= OFTEN}))


def _acquainted(base: KnowledgeBase) -> Counter[str]:
    """The words of the report and of the topics, with how often they occur."""
    sure = Counter(word for sentence in base.sentences for word in tokens(sentence.text))
    for topic in base.topics.by_id.values():
        sure.update(tokens(" ".join((topic.label, *topic.report, *topic.staff))))
    return sure


def _only_capitalised(texts: Iterable[str]) -> set[str]:
    """Words that some texts never write small, within a line: names, where they ask for people."""
    names: set[str] = set()
    small: set[str] = set()
    for text in texts:
        names.update(found.lower() for found in NAME.findall(text))
        small.update(SMALL.findall(text))
    return names - small
