"""Topics and the words staff use for them: which topics a text touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge import curated
from knowledge.curated import Entry
from knowledge.words import stem, tokens


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: `report` are wordings found in the report, `staff` what people say; `common` says little."""

    id: str
    label: str
    group: str
    report: tuple[str, ...]
    staff: tuple[str, ...]
    common: bool
    line: int


class Topics:
    """All topics, and a reader of texts for them."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.by_id = {topic.id: topic for topic in topics}
        self._any: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._report: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for topic in self.by_id.values():
            self._file(self._report, topic.report, topic.id)
            self._file(self._any, (topic.label, *topic.report, *topic.staff), topic.id)

    @staticmethod
    def _file(index: dict[str, list[tuple[tuple[str, ...], str]]], names: Iterable[str], topic: str) -> None:
        for name in names:
            stems = tuple(stem(word) for word in tokens(name))
            if stems:
                index.setdefault(stems[0], []).append((stems, topic))

    def asked(self, stems: Sequence[str]) -> dict[str, set[str]]:
        """Topics that a question's stems name, in the report's words or in staff's, with the stems that name each."""
        return _found(self._any, stems)

    def reported(self, stems: Sequence[str]) -> dict[str, set[str]]:
        """Topics that a passage of the report names, in its own words."""
        return _found(self._report, stems)

    def stems(self, topics: Iterable[str]) -> set[str]:
        """All stems that stand in the names of some topics."""
        names = (name for topic in topics for name in (*self.by_id[topic].report, *self.by_id[topic].staff))
        return {stem(word) for name in names for word in tokens(name)}

    def named(self, text: str) -> Topic | None:
        """The topic whose id, label or one of whose names is exactly this text."""
        wanted = " ".join(tokens(text))
        for topic in self.by_id.values():
            if wanted in {" ".join(tokens(name)) for name in (topic.id.replace("_", " "), topic.label, *topic.report)}:
                return topic
        return next((t for t in self.by_id.values() if wanted in {" ".join(tokens(n)) for n in t.staff}), None)


def _found(index: dict[str, list[tuple[tuple[str, ...], str]]], stems: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for at, first in enumerate(stems):
        for name, topic in index.get(first, ()):
            if len(name) == 1 or tuple(stems[at : at + len(name)]) == name:
                found.setdefault(topic, set()).update(name)
    return found


def load(path: Path) -> Topics:
    """Read topics.yaml: groups of topics. Raises KnowledgeError."""
    return Topics(
        _topic(group.text(), key, entry) for group, entries in curated.read(path).pairs() for key, entry in entries.pairs()
    )


def _topic(group: str, key: Entry, entry: Entry) -> Topic:
    fields = entry.fields("label report staff", "common")
    common = fields["common"].text() if "common" in fields else "no"
    if common not in ("yes", "no"):
        fields["common"].fail(f"'{common}' is neither yes nor no", "yes or no")
    report, staff = (tuple(fields[name].words()) for name in ("report", "staff"))
    return Topic(key.text(), fields["label"].text(), group, report, staff, common == "yes", key.line)
