"""Addresses of what is shown, short enough for a button: they hold after restarts, upgrades and months.

A quote is `5p14.0-120`: Action 5, progress 2014, characters 0 to 120 from the beginning of the section (of a scope, from the
beginning of the action's title). `!5p14` says that something isn't mentioned there. A plan beside its outcome is
`(planned;reported;carried on;looked in)`, each a list of quotes with `+` between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge import Address, Citation, Kind, KnowledgeBase, Promise, Span, cite, is_verbatim

LETTERS = {Kind.SCOPE: "s", Kind.COMMITMENT: "c", Kind.PROGRESS: "p", Kind.PLAN: "n"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}
ADDRESS = re.compile(r"(\d{1,3})([scpn])(\d\d)?")
QUOTE = re.compile(r"(\d{1,3}[scpn](?:\d\d)?)\.(\d{1,6})-(\d{1,6})")


class CodeError(ValueError):
    """A code that names nothing in this report."""


class Missing(NamedTuple):
    """A section in which something was looked for and isn't mentioned."""

    address: Address


Item = Citation | Promise | Missing
"""What an answer shows: a quote, a plan beside its outcome, or that something isn't there."""


def write(base: KnowledgeBase, items: Sequence[Item]) -> str:
    """The code of some items."""
    return "|".join(_item(base, item) for item in items)


def read(base: KnowledgeBase, code: str) -> list[Item]:
    """The items of a code. Raises CodeError."""
    return [_read_item(base, part) for part in code.split("|") if part]


def _item(base: KnowledgeBase, item: Item) -> str:
    if isinstance(item, Citation):
        return _quote(base, item)
    if isinstance(item, Missing):
        return "!" + _address(item.address)
    quotes = (item.promised, item.reported, item.carried_on)
    looked_in = _address(item.looked_in) if item.looked_in else ""
    return "(" + ";".join(["+".join(_quote(base, one) for one in some) for some in quotes] + [looked_in]) + ")"


def _read_item(base: KnowledgeBase, code: str) -> Item:
    if code.startswith("!"):
        return Missing(_read_address(code[1:]))
    if not code.startswith("("):
        return _read_quote(base, code)
    parts = code.strip("()").split(";")
    if len(parts) != 4:
        raise CodeError(code)
    promised, reported, carried_on = (tuple(_read_quote(base, one) for one in part.split("+") if one) for part in parts[:3])
    return Promise(promised, reported, carried_on, _read_address(parts[3]) if parts[3] else None)


def _quote(base: KnowledgeBase, citation: Citation) -> str:
    begin = _begin(base, citation.address)
    return f"{_address(citation.address)}.{citation.span.start - begin}-{citation.span.end - begin}"


def _read_quote(base: KnowledgeBase, code: str) -> Citation:
    found = QUOTE.fullmatch(code)
    if not found:
        raise CodeError(code)
    address = _read_address(found[1])
    if address.action not in base.titles or (address.kind is not Kind.SCOPE and address not in base.sections):
        raise CodeError(code)
    begin = _begin(base, address)
    span = Span(begin + int(found[2]), begin + int(found[3]))
    if not is_verbatim(base.report, Citation(address, "", span, base.report.quote(span), "")):
        raise CodeError(code)
    return cite(base.report, address, span)


def _begin(base: KnowledgeBase, address: Address) -> int:
    if address.kind is Kind.SCOPE:
        return base.titles[address.action].span.start
    return base.sections[address].passages[0].span.start


def _address(address: Address) -> str:
    year = f"{address.year % 100:02}" if address.year else ""
    return f"{address.action}{LETTERS[address.kind]}{year}"


def _read_address(code: str) -> Address:
    found = ADDRESS.fullmatch(code)
    if not found:
        raise CodeError(code)
    return Address(int(found[1]), KINDS[found[2]], 2000 + int(found[3]) if found[3] else None)
