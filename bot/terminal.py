"""Answers as the terminal shows them: 80 columns, quotes set apart, the citation with its link under each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from bot import wording
from knowledge import Address, Answer, Citation, KnowledgeBase, Outcome

WIDTH = 80
BOLD, DIM, PLAIN = "\033[1m", "\033[2m", "\033[0m"


def show(base: KnowledgeBase, answer: Answer, colour: bool = False) -> str:
    """The text of an answer; `colour` only for a terminal."""
    style = Style(colour)
    if answer.outcome is Outcome.HELP:
        return wrapped(wording.HELP)
    if answer.outcome is Outcome.SMALL_TALK:
        return wrapped(wording.SMALL_TALK)
    if answer.outcome is Outcome.NOT_UNDERSTOOD:
        return wrapped(wording.NOT_UNDERSTOOD)
    parts = [style.bold(wrapped(wording.heading(base.report.updated))), *_notes(answer)]
    parts += _body(base, answer, style)
    return "\n\n".join(parts)


def titles(base: KnowledgeBase) -> str:
    """The titles of all actions."""
    lines = [f"{number:>3}  {base.report.quote(title.span)}" for number, title in base.titles.items()]
    wraps = [textwrap.fill(line, WIDTH, subsequent_indent=" " * 5) for line in lines]
    return "\n".join([wrapped(wording.heading(base.report.updated)), "", *wraps, "", wrapped(wording.TITLES)])


def topics(base: KnowledgeBase) -> str:
    """The labels of all topics, by group."""
    groups: dict[str, list[str]] = {}
    for topic in base.topics.by_id.values():
        groups.setdefault(topic.group, []).append(topic.label)
    parts = [f"{group}\n" + "\n".join(f"  {label}" for label in labels) for group, labels in groups.items()]
    return "\n\n".join([*parts, wrapped(wording.TOPICS)])


class Style:
    """Bold and dim, or neither."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def bold(self, text: str) -> str:
        return f"{BOLD}{text}{PLAIN}" if self.colour else text

    def dim(self, text: str) -> str:
        return f"{DIM}{text}{PLAIN}" if self.colour else text


def wrapped(text: str, indent: str = "") -> str:
    """A text in 80 columns, its own lines kept."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent + " " * (len(line) - len(line.lstrip())),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )


def _notes(answer: Answer) -> Iterator[str]:
    notes = [wording.LEANS] * answer.question.leans + [wording.AS_OF] * answer.question.as_of
    if notes:
        yield wrapped(" ".join(notes))


def _body(base: KnowledgeBase, answer: Answer, style: Style) -> Iterator[str]:
    if answer.outcome is Outcome.CHOOSE:
        yield wrapped(wording.CHOOSE)
        yield "\n".join(f"  {reading}" for reading in answer.readings)
    elif answer.outcome is Outcome.NOT_IN_REPORT:
        yield wrapped(wording.silent(answer.reason))
        if answer.near:
            yield wrapped(wording.NEAREST)
        yield from _quotes(answer.near, style)
    elif answer.promises:
        yield from _promises(base, answer, style)
    else:
        yield from _quotes(answer.citations, style)
        yield from _absent(base, answer.absent)


def _absent(base: KnowledgeBase, addresses: Iterable[Address]) -> Iterator[str]:
    for address in addresses:
        yield wrapped(wording.absent(address, address in base.sections))


def _promises(base: KnowledgeBase, answer: Answer, style: Style) -> Iterator[str]:
    for promise in answer.promises:
        if promise.promised:
            yield style.bold(wording.PLANNED)
            yield from _quotes(promise.promised, style)
            if promise.reported:
                yield style.bold(wording.REPORTED)
            elif promise.looked_in:
                yield from _absent(base, [promise.looked_in])
        elif promise.reported:
            yield style.bold(wording.BEYOND)
        yield from _quotes(promise.reported, style)
        if promise.carried_on:
            yield style.bold(wording.CARRIED_ON)
            yield from _quotes(promise.carried_on, style)


def _quotes(citations: Iterable[Citation], style: Style) -> Iterator[str]:
    for citation in citations:
        lines = [line.strip() for line in citation.quote.splitlines() if line.strip()]
        words = wrapped("“" + "\n".join(lines) + "”", "  ")
        yield f"{words}\n  {style.dim(f'{wording.citation(citation.address)}')}\n  {style.dim(citation.url)}"
