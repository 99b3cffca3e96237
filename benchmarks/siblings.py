"""A knowledge base over many reports: siblings of ours, made by renaming the department."""

from __future__ import annotations

from itertools import chain

from knowledge import KnowledgeBase, build, parse
from knowledge.load import REPORT
from knowledge.report import Action, Passage, Section, Span
from knowledge.words import English

APART = 100
"""Action 5 of the third sibling is Action 305."""


def base(reports: int, phrasings: bool) -> KnowledgeBase:
    """A knowledge base over so many reports; the siblings' sentences come with our phrasings or with none."""
    ours = parse.read(REPORT)
    curated = build.read(ours, [])
    texts = [ours.text, *(ours.text.replace("Defra", f"Dept{n}") for n in range(1, reports))]
    actions: list[Action] = []
    start = 0
    for number, text in enumerate(texts):
        actions += [_moved(action, APART * number, start) for action in parse.parse(text).actions]
        start += len(text)
    merged = ours._replace(text="".join(texts), actions=tuple(actions))
    count = sum(len(p.sentences) for a in ours.actions for s in a.sections for p in s.passages) + len(ours.actions)
    copies = range(reports if phrasings else 1)
    asked = dict(chain.from_iterable(((n + copy * count, t) for n, t in curated.asked.items()) for copy in copies))
    english = English(build.HERE / "english.txt")
    return KnowledgeBase(merged, curated.topics, asked, curated.silences, curated.outcomes, english)


def _moved(action: Action, by: int, start: int) -> Action:
    sections = tuple(
        Section(
            section.address._replace(action=section.address.action + by),
            section.heading,
            section.line,
            tuple(_shifted(passage, start) for passage in section.passages),
        )
        for section in action.sections
    )
    return Action(action.number + by, _shifted(action.title, start), sections)


def _shifted(passage: Passage, start: int) -> Passage:
    def span(old: Span) -> Span:
        return Span(old.start + start, old.end + start)

    lead_in = span(passage.lead_in) if passage.lead_in else None
    return Passage(span(passage.span), passage.line, tuple(map(span, passage.sentences)), lead_in)
