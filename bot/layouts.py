"""How the items of an answer are laid out: as quotes, as plans beside their outcomes, or year by year; and how they read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from bot import blocks, wording
from bot.blocks import Block
from bot.codes import Item, Missing
from knowledge import Citation, KnowledgeBase, Promise


class Form(StrEnum):
    """How the items of an answer are laid out; the value is its letter in a button."""

    QUOTES = "q"
    NEAR = "n"
    PROMISES = "p"
    YEARS = "y"


def citations(items: Iterable[Item]) -> list[Citation]:
    """The citations in some items, in order."""
    found: list[Citation] = []
    for item in items:
        if isinstance(item, Citation):
            found.append(item)
        elif isinstance(item, Promise):
            found += [*item.promised, *item.reported, *item.carried_on]
    return found


def lines(quote: str) -> str:
    """A quote as it is shown: the report's lines without the blank ones between them."""
    return "\n".join(line.strip() for line in quote.splitlines() if line.strip())


def _quotes(base: KnowledgeBase, items: Sequence[Item]) -> list[Block]:
    return [blocks.rich(*_shown(base, item)) for item in items]


def _shown(base: KnowledgeBase, item: Item) -> list[Block]:
    if isinstance(item, Missing):
        return [blocks.section(blocks.said(wording.absent(item.address, item.address in base.sections)))]
    return [part for citation in citations([item]) for part in _cited(citation)]


def _cited(citation: Citation) -> list[Block]:
    return [blocks.quote(lines(citation.quote)), blocks.section(blocks.link(wording.citation(citation.address), citation.url))]


def _promises(base: KnowledgeBase, items: Sequence[Item]) -> list[Block]:
    rows = [[_side(base, item, planned=True), _side(base, item, planned=False)] for item in items]
    return [blocks.table([blocks.head(wording.PLANNED, wording.REPORTED), *rows])]


def _side(base: KnowledgeBase, item: Item, planned: bool) -> Block:
    """One cell of a plan beside its outcome."""
    if not isinstance(item, Promise):
        return blocks.rich(*_shown(base, item)) if not planned else blocks.rich(blocks.section(blocks.said(" ")))
    if planned:
        parts = [part for citation in item.promised for part in _cited(citation)]
        return blocks.rich(*(parts or [blocks.section(blocks.said(wording.BEYOND))]))
    parts = [part for citation in item.reported for part in _cited(citation)]
    if item.looked_in:
        parts += _shown(base, Missing(item.looked_in))
    if item.carried_on:
        parts += [blocks.section(blocks.said(wording.CARRIED_ON))]
        parts += [part for citation in item.carried_on for part in _cited(citation)]
    return blocks.rich(*(parts or [blocks.section(blocks.said(" "))]))


def _years(base: KnowledgeBase, items: Sequence[Item]) -> list[Block]:
    rows = [[{"type": "raw_text", "text": _year(item)}, blocks.rich(*_shown(base, item))] for item in items]
    return [blocks.table([blocks.head(wording.YEAR, wording.SAYS), *rows])]


def _year(item: Item) -> str:
    address = item.address if isinstance(item, Citation | Missing) else None
    return f"{address.year} ({wording.KINDS[address.kind]})" if address and address.year else " "


LAYOUTS: dict[Form, Callable[[KnowledgeBase, Sequence[Item]], list[Block]]] = {
    Form.QUOTES: _quotes,
    Form.NEAR: _quotes,
    Form.PROMISES: _promises,
    Form.YEARS: _years,
}


def spoken(base: KnowledgeBase, item: Item) -> str:
    """An item read aloud."""
    if isinstance(item, Missing):
        return wording.absent(item.address, item.address in base.sections)
    if isinstance(item, Citation):
        return _aloud(item)
    parts = [f"{wording.PLANNED}: {_all_aloud(item.promised)}" if item.promised else f"{wording.BEYOND}:"]
    parts += [f"{wording.REPORTED}: {_all_aloud(item.reported)}"] if item.promised and item.reported else []
    parts += [_all_aloud(item.reported)] if item.reported and not item.promised else []
    parts += [wording.absent(item.looked_in, item.looked_in in base.sections)] if item.looked_in else []
    parts += [f"{wording.CARRIED_ON}: {_all_aloud(item.carried_on)}"] if item.carried_on else []
    return " ".join(parts)


def _aloud(citation: Citation) -> str:
    return f"{wording.citation(citation.address)}: “{lines(citation.quote)}”"


def _all_aloud(several: Iterable[Citation]) -> str:
    return " ".join(map(_aloud, several))
