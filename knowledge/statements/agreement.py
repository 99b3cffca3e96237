"""Whether the exact things of a claim stand in the report's words, or are given by their address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.report import Address, Kind
from knowledge.statements.dates import Date
from knowledge.statements.labels import OPPOSITES, RIVALS
from knowledge.statements.particulars import PREVIOUS_YEAR, Count, Figure, Particulars
from knowledge.statements.verdict import Mismatch

STRATEGY_MONTH = 12
"""The commitments are of December 2012, as their headings say."""
OF_LABEL = {"phase": Mismatch.NUMBER, "action": Mismatch.NUMBER, "relative": Mismatch.YEAR, "financial year": Mismatch.YEAR}


class Exact(NamedTuple):
    """The exact things in some parts of a sentence; `mainly` has those of the parts that hold most of a claim, `subject`
    those of its subject, and `one` tells that it is a single one."""

    own: Sequence[Particulars]
    mainly: Sequence[Particulars]
    subject: Sequence[Particulars]
    one: bool

    @property
    def all(self) -> list[Particulars]:
        """Those of the subject first."""
        return [*self.subject, *self.own]


def differences(claim: Particulars, said: Exact, address: Address, planned: bool) -> Iterator[Mismatch]:
    """What a claim has otherwise than a sentence at an address; `planned` tells that the claim speaks of a plan."""
    figures = [figure for part in said.own for figure in part.figures]
    if not all(any(_same_figure(own, figure, address, planned) for figure in figures) for own in claim.figures):
        yield Mismatch.NUMBER
    counts = [count for part in said.own for count in part.counts]
    if not all(any(_same_count(own, count) for count in counts) for own in claim.counts):
        yield Mismatch.NUMBER
    dates, mainly = ([date for part in parts for date in part.dates] for parts in (said.own, said.mainly))
    yield from _dates(claim.dates, dates, mainly, address)
    yield from _labels(claim, said, address)


def _same_figure(own: Figure, figure: Figure, address: Address, planned: bool) -> bool:
    year = figure.year or (None if figure.role == "before" else address.year)
    meant = (address.year or 0) - 1 if own.year == PREVIOUS_YEAR else own.year
    dated = meant is not None and meant == year
    roles = {(own.role, own.role), *([("reached", "before")] if dated else []), *([("reached", "target")] if planned else [])}
    return (
        own.percent == figure.percent
        and (own.role, figure.role) in roles
        and own.bound in ("", figure.bound)
        and "less" not in {figure.bound} - {own.bound}
        and (own.year is None or dated)
    )


def _same_count(own: Count, count: Count) -> bool:
    same = own.number == count.number and own.bound in ("", count.bound) and "less" not in {count.bound} - {own.bound}
    return same and (not own.of or not own.of.isdisjoint(count.of))


def _dates(claim: Sequence[Date], said: Sequence[Date], mainly: Sequence[Date], address: Address) -> Iterator[Mismatch]:
    met: list[list[Date]] = []
    for own in claim:
        met.append([date for date in said if _same_date(own, date, address)])
        if not met[-1] and not _given(own, said, {date.year for date in claim}, address):
            yield Mismatch.DATE if _of_that_year(own, said, address) else Mismatch.YEAR
    others = [date for date in mainly if not any(date in dates for dates in met) and _rivals(date, claim)]
    order = [said.index(dates[0]) for own, dates in zip(claim, met, strict=True) if own.month and dates]
    if (any(met) and others) or order != sorted(order):
        yield Mismatch.DATE


def _of_that_year(own: Date, said: Sequence[Date], address: Address) -> bool:
    """Whether the sentence gives another month, day or part of the same year, or no such month."""
    months = [date for date in said if own.month in (None, date.month)] if own.month else said
    return not months or (bool(own.month or own.part) and any(own.year in (None, date.year or address.year) for date in months))


def _rivals(date: Date, claim: Sequence[Date]) -> bool:
    """Whether a date is as exact as one of a claim's, so that the claim may have taken another for it."""
    return bool(date.month or date.year) and any((date.month is None) == (other.month is None) for other in claim)


def _same_date(own: Date, date: Date, address: Address) -> bool:
    year = date.year if date.year is not None else address.year
    return (
        own.year in (None, year)
        and own.month in (None, date.month)
        and own.day in (None, date.day)
        and own.part in ("", date.part)
        and (own.edge == date.edge or own.edge == "" or (own.edge == "by" and date.edge != "from"))
        and not (own.month is None and own.year is None and own.part != date.part)
        and (own.month is not None or own.part != "" or date.year is not None)
    )


def _given(own: Date, said: Sequence[Date], years: set[int | None], address: Address) -> bool:
    """Whether the address gives a year, which no other year in the sentence contests."""
    if own.year is None or own.year != address.year or own.part or own.edge == "from" or own.day:
        return False
    if own.month is not None:
        return address.kind is Kind.COMMITMENT and own.month == STRATEGY_MONTH
    return {date.year for date in said if date.year} <= years


def _labels(claim: Particulars, said: Exact, address: Address) -> Iterator[Mismatch]:
    for kind in dict.fromkeys(kind for kind, _ in claim.labels):
        own = [value for k, value in claim.labels if k == kind]
        parts = said.mainly if kind in OPPOSITES else said.all
        values = list(dict.fromkeys(value for part in parts for k, value in part.labels if k == kind))
        if not _same_label(kind, own, values, said.one, address):
            yield OF_LABEL.get(kind, Mismatch.CONTRARY)


def _same_label(kind: str, own: list[str], values: list[str], one: bool, address: Address) -> bool:
    if kind == "action":
        return set(own) <= {*values, str(address.action)}
    if kind == "way":
        return not any(_turned(way) in values and way not in values for way in own)
    if kind in OPPOSITES:
        return set(own) - {OPPOSITES[kind]} <= set(values) and (not values or not set(own).isdisjoint(values))
    return set(own) <= set(values) and not (kind in RIVALS and _contested(own, values, one))


def _turned(way: str) -> str:
    """The other way: to something, or from it."""
    where, _, what = way.partition(" ")
    return f"{'to' if where == 'from' else 'from'} {what}"


def _contested(own: list[str], values: list[str], one: bool) -> bool:
    """Whether a sentence speaks of others of a kind, so that the claim may be of those; its one subject comes first."""
    if len(own) > 1:
        return list(dict.fromkeys(own)) != [value for value in values if value in own or len(set(own)) < len(own)]
    return values != own and not (one and values[0] == own[0])
