"""From sentences to quotes: what is shown together so that it can be read, always contiguous and within one section."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.base import KnowledgeBase, Sentence
from knowledge.citation import Citation, cite
from knowledge.report import Address, Kind, Section, Span

NEEDS_WHAT_COMES_BEFORE = re.compile(r"(?:This|These|Both these|In particular|Following this|In some cases|The exceptions)\b")
SHORT_PASSAGE = 3
"""Sentences up to which a paragraph is shown whole."""
SHORT_BULLET = 10
"""Words below which a bullet can't be read without its list."""


def quote(base: KnowledgeBase, numbers: Iterable[int]) -> tuple[Citation, ...]:
    """Citations of some sentences in the given order; sentences that follow one another become one quote."""
    spans: list[tuple[Address, Span]] = []
    for number in numbers:
        address, span = _readable(base, base.sentences[number])
        _add(base.report.text, spans, address, span)
    return tuple(cite(base.report, address, span) for address, span in spans)


def whole(base: KnowledgeBase, section: Section) -> tuple[Citation, ...]:
    """A section's words as one quote."""
    span = Span(section.passages[0].span.start, section.passages[-1].span.end)
    return (cite(base.report, section.address, span),)


def title(base: KnowledgeBase, action: int) -> Citation:
    """An action's title."""
    found = base.titles[action]
    return cite(base.report, Address(action, Kind.SCOPE, None), found.span)


def scope(base: KnowledgeBase, action: int) -> tuple[Citation, ...]:
    """An action's title and its opening lines."""
    section = base.sections.get(Address(action, Kind.SCOPE, None))
    return (title(base, action), *(whole(base, section) if section else ()))


def _readable(base: KnowledgeBase, sentence: Sentence) -> tuple[Address, Span]:
    """The span to show for a sentence: with its list, its lead-in or the sentence before, where it can't stand alone."""
    passage = sentence.passage
    if (passage.lead_in and len(sentence.text.split()) < SHORT_BULLET) or sentence.text.endswith(":"):
        return sentence.address, _list(base.sections[sentence.address], sentence)
    before = base.sentences[sentence.number - 1]
    if NEEDS_WHAT_COMES_BEFORE.match(sentence.text) and before.address == sentence.address:
        return sentence.address, Span(before.span.start, sentence.span.end)
    return sentence.address, sentence.span


def _list(section: Section, sentence: Sentence) -> Span:
    lead_in = sentence.passage.lead_in or sentence.passage.span
    bullets = [passage.span for passage in section.passages if passage.lead_in == lead_in]
    return Span(
        sentence.span.start if not sentence.passage.lead_in else lead_in.start, bullets[-1].end if bullets else sentence.span.end
    )


def _add(text: str, spans: list[tuple[Address, Span]], address: Address, span: Span) -> None:
    """Add a span, joined with those of the same section that it overlaps or follows within a line."""
    joined = [index for index, (other, known) in enumerate(spans) if other == address and _touch(text, known, span)]
    together = [span, *(spans[index][1] for index in joined)]
    for index in reversed(joined[1:]):
        del spans[index]
    at = joined[0] if joined else len(spans)
    spans[at : at + 1] = [(address, Span(min(s.start for s in together), max(s.end for s in together)))]


def _touch(text: str, one: Span, two: Span) -> bool:
    first, second = sorted((one, two))
    return second.start <= first.end or not text[first.end : second.start].strip(" ")


def with_passage(base: KnowledgeBase, number: int) -> list[int]:
    """A sentence and, where its paragraph is short, the others of it."""
    passage = base.sentences[number].passage
    together = [s.number for s in base.sentences if s.passage is passage]
    return [number, *(n for n in together if n != number)] if len(together) <= SHORT_PASSAGE else [number]
