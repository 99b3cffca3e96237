"""The knowledge base: action x year x topic, with the sentences, phrasings and silences that answers are found by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge import curated, outcomes, report, topics
from knowledge.outcomes import Outcome
from knowledge.question import Reader
from knowledge.report import Address, Kind, Passage, Report, Section, Span
from knowledge.search import Doc, Index
from knowledge.topics import Topics
from knowledge.words import manner, stem, terms, tokens

HERE = Path(__file__).parent
OFTEN = 4
"""A word that is not English counts as known when it stands in so many phrasings; below, it may be a slip."""
NAMES = frozenset({"julie", "pierce"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or bullet of the report, the smallest thing that is quoted."""

    number: int
    address: Address
    span: Span
    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Silence:
    """Something people ask that the report doesn't say: the reason and the nearest sections."""

    asks: str
    reason: str
    near: tuple[Address, ...]
    asked: str
    line: int


class KnowledgeBase:
    """A report with all that is known about it."""

    def __init__(
        self, source: Report, vocabulary: Topics, asked: dict[tuple[Address, str], str], silences: list[Silence], english: str
    ) -> None:
        self.report = source
        self.topics = vocabulary
        self.silences = silences
        self.sections = {section.address: section for action in source.actions for section in action.sections}
        self.titles = {action.number: action.title for action in source.actions}
        self.sentences = tuple(_sentences(source))
        lexicon: Counter[str] = Counter()
        self.docs = [self._doc(sentence, asked.get((sentence.address, sentence.text), ""), lexicon) for sentence in self.sentences]
        quiet = [_phrasings(tokens(silence.asked), lexicon) for silence in silences]
        words = frozenset(english.split())
        sure = Counter(word for sentence in self.sentences for word in tokens(sentence.text))
        for topic in vocabulary.by_id.values():
            sure.update(tokens(" ".join((topic.label, *topic.report, *topic.staff))))
        lexicon = sure + Counter({word: n for word, n in lexicon.items() if word in words or n >= OFTEN})
        common = frozenset(topic.id for topic in vocabulary.by_id.values() if topic.common)
        self.index = Index(self.docs, quiet, common)
        self.reader = Reader(vocabulary, lexicon, words, NAMES)
        self.by_words = {(sentence.address, sentence.text): sentence.number for sentence in self.sentences}
        self.outcomes: dict[int, Outcome] = {}

    def _doc(self, sentence: Sentence, asked: str, lexicon: Counter[str]) -> Doc:
        own = tokens(sentence.text)
        words = tokens(asked)
        phrasings = _phrasings(words, lexicon)
        topics_asked: Counter[str] = Counter()
        line: list[str] = []
        for word in [*words, "\n"]:
            if word == "\n":
                topics_asked.update(self.topics.asked(line).keys())
                line = []
            else:
                line.append(stem(word))
        return Doc(
            frozenset(terms(own)), frozenset(self.topics.reported([stem(word) for word in own])), phrasings, topics_asked
        )


def _phrasings(words: list[str], lexicon: Counter[str]) -> tuple[tuple[str, ...], ...]:
    lexicon.update(word for word in words if word != "\n")
    lines: list[tuple[str, ...]] = []
    line: list[str] = []
    for word in [*words, "\n"]:
        if word != "\n":
            line.append(word)
        elif line:
            lines.append((*terms(line), *manner(line)))
            line = []
    return tuple(lines)


def _sentences(source: Report) -> Iterator[Sentence]:
    number = 0
    for action in source.actions:
        found: list[tuple[Address, Span, Passage]] = [(Address(action.number, Kind.SCOPE, None), action.title.span, action.title)]
        found += [(s.address, span, p) for s in action.sections for p in s.passages for span in p.sentences]
        for address, span, passage in found:
            yield Sentence(number, address, span, source.quote(span), passage)
            number += 1


def load(path: Path = HERE / "defra-2015.txt") -> KnowledgeBase:
    """Load a report and the curated knowledge. Raises ReportError and KnowledgeError."""
    source = report.read(path)
    vocabulary = topics.load(HERE / "topics.yaml")
    asked: dict[tuple[Address, str], str] = {}
    for key, entries in curated.read(HERE / "phrasings.yaml").pairs():
        for entry in entries.items():
            fields = entry.fields("says asked")
            asked[key.address(), fields["says"].text()] = fields["asked"].text()
    silences = []
    for entry in curated.read(HERE / "silences.yaml").items():
        fields = entry.fields("asks reason asked", "near")
        near = tuple(x.address() for x in fields["near"].items()) if "near" in fields else ()
        silences.append(Silence(fields["asks"].text(), fields["reason"].text(), near, fields["asked"].text(), entry.line))
    english = (HERE / "english.txt").read_text(encoding="utf-8")
    base = KnowledgeBase(source, vocabulary, asked, silences, english)
    base.outcomes = outcomes.load(HERE / "outcomes.yaml", base.by_words)
    return base
