"""A quote with its address and its link: the report's own words, checked, and where they stand on GOV.UK."""

from __future__ import annotations

from typing import NamedTuple
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote as percent_encode

from knowledge.report import Address, Report, Span, anchor

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


def _link(report: Report, action: int, title: str, span: Span) -> str:
    """The page, the action's heading, and a text fragment that finds this quote and no earlier one."""
    heading = anchor(f"Action {action}: {title}")
    return f"{report.url}#{heading}:~:text={_fragment(report.text, span)}"


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
    for count in range(len(before) + 1):
        prefix = before[len(before) - count :]
        if _is_first(text, [*prefix, *start], at, skip=len(prefix)):
            return prefix
    return before


def _is_first(text: str, words: Sequence[str], at: int, skip: int = 0) -> bool:
    """Whether the first place where these words follow one another is the one whose word `skip` begins at `at`."""
    match = _following(tuple(words), skip).search(text)
    return match is not None and match.start("quote") == at


@lru_cache(maxsize=2048)
def _following(words: tuple[str, ...], skip: int) -> re.Pattern[str]:
    gap = r"[\s•]+"
    head = "".join(re.escape(word) + gap for word in words[:skip])
    tail = gap.join(re.escape(word) for word in words[skip:])
    return re.compile(rf"(?<!\w){head}(?P<quote>{tail})(?!\w)", re.IGNORECASE)


def _encode(words: Sequence[str]) -> str:
    return percent_encode(" ".join(words), safe="").replace("-", "%2D")
