"""What became of each promise and plan, as reviewed by hand in outcomes.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge import curated
from knowledge.curated import Entry
from knowledge.report import Address


@dataclass(frozen=True, slots=True)
class Outcome:
    """Numbers of the sentences that report on a promise, and of those of later plans that carry it on."""

    reported: tuple[int, ...]
    carried_on: tuple[int, ...]


def load(path: Path, sentences: Mapping[tuple[Address, str], int]) -> dict[int, Outcome]:
    """Read outcomes.yaml; `sentences` are the report's, by address and words. Raises KnowledgeError."""
    found: dict[int, Outcome] = {}
    for key, entries in curated.read(path).pairs():
        address = key.address()
        for entry in entries.items():
            fields = entry.fields("says reported carried_on")
            promise = _number(fields["says"], address, sentences)
            if promise in found:
                entry.fail("this sentence has two entries", "one")
            reported, carried_on = (_numbers(fields[name], sentences) for name in ("reported", "carried_on"))
            found[promise] = Outcome(reported, carried_on)
    return found


def _numbers(entry: Entry, sentences: Mapping[tuple[Address, str], int]) -> tuple[int, ...]:
    if entry.is_text():
        if entry.text() != "none":
            entry.fail(f"'{entry.text()}' is not an outcome", "'none', or sections with their sentences")
        return ()
    return tuple(_number(item, key.address(), sentences) for key, items in entry.pairs() for item in items.items())


def _number(entry: Entry, address: Address, sentences: Mapping[tuple[Address, str], int]) -> int:
    number = sentences.get((address, entry.text()))
    if number is None:
        entry.fail(f"these words are no sentence of {curated.show(address)}", "a whole sentence, exactly as in the report")
    return number
