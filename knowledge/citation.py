"""A quote with its address and its link: the report's own words, checked, and where they stand on GOV.UK."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote as percent_encode

from knowledge.report import Address, Kind, Report, Span, anchor

WORDS = re.compile(r"[^\s•]+")
ENOUGH = 5
"""Words at each end of a quote that a text fragment gives, unless it takes more to tell the quote from others."""


class Citation(NamedTuple):
    """A contiguous piece of the report within one section. `span` are offsets into the file."""

    address: Address
    title: str
    span: Span
    quote: str
    url: str


def cite(report: Report, address: Address, span: Span) -> Citation:
    """The citation of a span of the report that stands in the section at `address`."""
    title = next(report.quote(action.title.span) for action in report.actions if action.number == address.action)
    return Citation(address, title, span, report.quote(span), _link(report, address.action, title, span))


def is_verbatim(report: Report, citation: Citation) -> bool:
    """Whether a citation is what the report says at its span: whole sentences or bullets within the section it names."""
    spans = _sentences(report, citation.address)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    whole = citation.span.start in starts and citation.span.end in ends and citation.span.start < citation.span.end
    return whole and citation.quote == report.quote(citation.span)


def _sentences(report: Report, address: Address) -> list[Span]:
    """The sentences that stand at an address, and its passages whole; with a scope the action's title."""
    passages = [p for a in report.actions for s in a.sections if s.address == address for p in s.passages]
    if address.kind is Kind.SCOPE:
        passages += [action.title for action in report.actions if action.number == address.action]
    return [span for passage in passages for span in (passage.span, *passage.sentences)]


def _link(report: Report, action: int, title: str, span: Span) -> str:
    """The page, the action's heading, and a text fragment that finds this quote and no earlier one."""
    heading = anchor(f"Action {action}: {title}")
    return f"{report.url}#{heading}:~:text={_fragment(report.text, span)}"


@lru_cache(maxsize=4096)
def _fragment(text: str, span: Span) -> str:
    """`[prefix-,]start[,end]`, whose first match on the page is the span. A term can't cross from one line to the next."""
    lines = [line.split() for line in text[span.start : span.end].splitlines() if line.strip()]
    first, last = lines[0], [word for word in lines[-1] if word != "•"]
    start = _start(text, first, span.start)
    prefix = [] if _is_first(text, start, span.start) else _prefix(text, start, span.start)
    end = last[-ENOUGH:] if len(lines) > 1 or len(start) + ENOUGH <= len(first) else first[len(start) :]
    parts = [_encode(prefix) + "-"] if prefix else []
    return ",".join([*parts, _encode(start), *([_encode(end)] if end else [])])


def _start(text: str, words: list[str], at: int) -> list[str]:
    """The first words of a quote, as few as tell it from what stands further up; all where none do."""
    counts = range(min(ENOUGH, len(words)), len(words) + 1)
    return next((words[:count] for count in counts if _is_first(text, words[:count], at)), words)


def _prefix(text: str, start: Sequence[str], at: int) -> list[str]:
    """The fewest words before a quote, within the line before it, that tell it from an equal one further up."""
    before = next((line for line in reversed(text[:at].splitlines()) if line.strip(" •\t")), "").split()
    for count in range(1, len(before) + 1):
        prefix = before[len(before) - count :]
        if _is_first(text, [*prefix, *start], at, after=" ".join(prefix)):
            return prefix
    return before


def _is_first(text: str, words: Sequence[str], at: int, after: str = "") -> bool:
    """Whether these words first follow one another where the ones behind `after` begin at an offset of the file."""
    flat, places = _page(text)
    wanted = " ".join(words).lower()
    found = flat.find(wanted)
    while found >= 0 and not _is_whole(flat, found, found + len(wanted)):
        found = flat.find(wanted, found + 1)
    return found + (len(after) + 1 if after else 0) == places.get(at, -1)


def _is_whole(flat: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends between words, as browsers want it."""
    return not (flat[start - 1].isalnum() or flat[end].isalnum() or flat[end] in "’'")


@lru_cache(maxsize=32)
def _page(text: str) -> tuple[str, dict[int, int]]:
    """A page's words in lower case with one space between, and where each word of the file stands in it."""
    parts, places = [" "], {}
    length = 1
    for match in WORDS.finditer(text):
        places[match.start()] = length
        parts.append(match[0].lower() + " ")
        length += len(match[0]) + 1
    return "".join(parts), places


def _encode(words: Sequence[str]) -> str:
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
