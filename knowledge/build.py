"""Reads the curated files and builds the knowledge base; every fault in them is found, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn, TypeVar

from knowledge import curated, parse
from knowledge.base import KnowledgeBase, Outcome, Silence, sentences
from knowledge.curated import Entry
from knowledge.faults import KnowledgeError
from knowledge.report import Address, Kind, Report
from knowledge.topics import Topic, Topics
from knowledge.words import English

HERE = Path(__file__).parent
REASONS = ("detail", "person", "number", "topic", "body", "year")
REVIEWED = (Kind.PLAN, 2014)
"""The sections whose every sentence has an entry in outcomes.yaml."""
T = TypeVar("T")


class Curated(NamedTuple):
    """The curated files, as KnowledgeBase takes them."""

    topics: Topics
    asked: dict[int, str]
    silences: list[tuple[Silence, str]]
    outcomes: dict[int, Outcome]


class Places:
    """The sentences of a report, found by address and words. In another report than ours most are not to be found."""

    def __init__(self, report: Report) -> None:
        self.numbers = {(s.address, s.text): s.number for s in sentences(report)}
        self.addresses = {address for address, _ in self.numbers}
        self.plans = {number for (address, _), number in self.numbers.items() if (address.kind, address.year) == REVIEWED}

    def number(self, entry: Entry, address: Address) -> int:
        """The number of a sentence. Raises KnowledgeError where the words aren't a sentence of that section."""
        number = self.numbers.get((address, entry.text()))
        if number is None:
            entry.fail(f"these words are no sentence of {curated.show(address)}", "a whole sentence as it stands in the report")
        return number


def build(path: Path, folder: Path = HERE) -> KnowledgeBase:
    """Build the knowledge base of a report. Raises ReportError, or the first KnowledgeError; of another report than
    ours, phrasings and outcomes count only where their words stand in it too."""
    report = parse.read(path)
    faults: list[KnowledgeError] = []
    found = read(report, faults, folder)
    wrong = faults if is_ours(path, folder) else faults_of(folder)
    if wrong:
        raise wrong[0]
    return KnowledgeBase(report, found.topics, found.asked, found.silences, found.outcomes, English(folder / "english.txt"))


def is_ours(path: Path, folder: Path = HERE) -> bool:
    """Whether a report file is the one that the curated files in a folder are about."""
    return path.resolve() == (folder / "defra-2015.txt").resolve()


def faults_of(folder: Path = HERE) -> list[KnowledgeError]:
    """What is wrong in the curated files of a folder, read against the report that they are about."""
    faults: list[KnowledgeError] = []
    read(parse.read(folder / "defra-2015.txt"), faults, folder)
    return faults


def read(report: Report, faults: list[KnowledgeError], folder: Path = HERE) -> Curated:
    """Read the curated files; what is wrong in them is added to `faults` and left out."""
    places = Places(report)
    topics = Topics(_each(folder / "topics.yaml", _topics, faults))
    asked = dict(_each(folder / "phrasings.yaml", lambda top: _phrasings(top, places), faults))
    silences = _each(folder / "silences.yaml", lambda top: _silences(top, places), faults)
    outcomes = dict(_each(folder / "outcomes.yaml", lambda top: _outcomes(top, places), faults))
    return Curated(topics, asked, silences, outcomes)


def _each(path: Path, read: Callable[[Entry], Iterable[Callable[[], T]]], faults: list[KnowledgeError]) -> list[T]:
    """What is read from each entry of a file, without those that are at fault."""
    found: list[T] = []
    try:
        for entry in read(curated.read(path)):
            try:
                found.append(entry())
            except KnowledgeError as fault:
                faults.append(fault)
    except KnowledgeError as fault:
        faults.append(fault)
    return found


def _topics(top: Entry) -> Iterator[Callable[[], Topic]]:
    seen: set[str] = set()
    for group, entries in top.pairs():
        for key, entry in entries.pairs():
            yield lambda group=group, key=key, entry=entry: _topic(group.text(), key, entry, seen)  # type: ignore[misc]


def _topic(group: str, key: Entry, entry: Entry, seen: set[str]) -> Topic:
    fields = entry.fields("label report staff", "common")
    common = fields["common"].choice("yes", "no") if "common" in fields else "no"
    if key.text() in seen:
        key.fail(f"the topic '{key.text()}' stands twice", "each topic once")
    seen.add(key.text())
    report, staff = (tuple(fields[name].words()) for name in ("report", "staff"))
    return Topic(key.text(), fields["label"].text(), group, report, staff, common == "yes")


def _phrasings(top: Entry, places: Places) -> Iterator[Callable[[], tuple[int, str]]]:
    seen: set[int] = set()
    for key, entries in top.pairs():
        for entry in entries.items():
            yield lambda key=key, entry=entry: _phrasing(key.address(), entry, places, seen)  # type: ignore[misc]


def _phrasing(address: Address, entry: Entry, places: Places, seen: set[int]) -> tuple[int, str]:
    fields = entry.fields("says asked")
    return _once(entry, places.number(fields["says"], address), seen), fields["asked"].text()


def _once(entry: Entry, number: int, seen: set[int]) -> int:
    """The number of a sentence that an entry is about, put among those that have one. Refuses a second entry."""
    if number in seen:
        entry.fail("this sentence has two entries", "one")
    seen.add(number)
    return number


def _silences(top: Entry, places: Places) -> Iterator[Callable[[], tuple[Silence, str]]]:
    for entry in top.items():
        yield lambda entry=entry: _silence(entry, places)  # type: ignore[misc]


def _silence(entry: Entry, places: Places) -> tuple[Silence, str]:
    fields = entry.fields("asks reason asked", "near")
    near = []
    for item in fields["near"].items() if "near" in fields else ():
        address = item.address()
        if address not in places.addresses:
            item.fail(f"the report has no section '{curated.show(address)}'", "one that it has")
        near.append(address)
    silence = Silence(fields["reason"].choice(*REASONS), tuple(near))
    fields["asks"].text()
    return silence, fields["asked"].text()


def _outcomes(top: Entry, places: Places) -> Iterator[Callable[[], tuple[int, Outcome]]]:
    seen: set[int] = set()
    for key, entries in top.pairs():
        for entry in entries.items():
            yield lambda key=key, entry=entry: _outcome(key.address(), entry, places, seen)  # type: ignore[misc]
    for place, number in places.numbers.items():
        if number in places.plans - seen:
            yield lambda place=place: _unreviewed(top, *place)  # type: ignore[misc]


def _outcome(address: Address, entry: Entry, places: Places, seen: set[int]) -> tuple[int, Outcome]:
    fields = entry.fields("says reported carried_on")
    promise = _once(entry, places.number(fields["says"], address), seen)
    reported, carried_on = (_told(fields[name], places) for name in ("reported", "carried_on"))
    return promise, Outcome(reported, carried_on)


def _told(entry: Entry, places: Places) -> tuple[int, ...]:
    if entry.is_text():
        entry.choice("none")
        return ()
    told = tuple(places.number(item, key.address()) for key, items in entry.pairs() for item in items.items())
    return told or entry.fail("this names no sentence", "'none', or sections with their sentences")


def _unreviewed(top: Entry, address: Address, text: str) -> NoReturn:
    top.fail(f"no entry for {curated.show(address)}: '{text[:60]}…'", "one for each planned sentence")
