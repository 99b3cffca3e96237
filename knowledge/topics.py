"""Topics and the words staff use for them: which topics a text touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.words import stem, tokens


class Topic(NamedTuple):
    """A topic: `report` are wordings found in the report, `staff` what people say; `common` says little."""

    id: str
    label: str
    group: str
    report: tuple[str, ...]
    staff: tuple[str, ...]
    common: bool


class Topics:
    """All topics, and a reader of texts for them."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.by_id = {topic.id: topic for topic in topics}
        self._any = Names((topic.id, (topic.label, *topic.report, *topic.staff)) for topic in self.by_id.values())
        self._report = Names((topic.id, topic.report) for topic in self.by_id.values())

    def asked(self, stems: Sequence[str]) -> dict[str, set[str]]:
        """Topics that a question's stems name, in the report's words or in staff's, with the stems that name each."""
        return self._any.found(stems)

    def reported(self, stems: Sequence[str]) -> dict[str, set[str]]:
        """Topics that a passage of the report names, in its own words."""
        return self._report.found(stems)

    def telling(self, topics: Iterable[str]) -> list[str]:
        """Those of some topics that tell where to look, because they are not nearly everywhere."""
        return [topic for topic in topics if not self.by_id[topic].common]

    def distinct(self, named: Mapping[str, frozenset[str]]) -> list[str]:
        """Telling topics that are named by stems of their own, not by part of a longer name that was used."""
        telling = {topic: named[topic] for topic in self.telling(named)}
        return [topic for topic, by in telling.items() if not any(by < other for other in telling.values())]

    def stems(self, topics: Iterable[str]) -> set[str]:
        """All stems that stand in the names of some topics."""
        names = (name for topic in topics for name in (*self.by_id[topic].report, *self.by_id[topic].staff))
        return {stem(word) for name in names for word in tokens(name)}

    def spells_out(self, words: frozenset[str], topic: str, by: frozenset[str]) -> bool:
        """Whether some stems stand in a name of a topic beside others by which it was named."""
        found = self.by_id[topic]
        names = ({stem(word) for word in tokens(name)} for name in (*found.report, *found.staff))
        return words.isdisjoint(by) and any(words < name and not by.isdisjoint(name) for name in names)

    def named(self, name: str) -> Topic | None:
        """The topic that a name is the id, the label or a wording of; the report's wordings come before staff's."""
        wanted = _folded(name)
        ways = (lambda t: (t.id.replace("_", " "), t.label), lambda t: t.report, lambda t: t.staff)
        found = (topic for way in ways for topic in self.by_id.values() if wanted in map(_folded, way(topic)))
        return next(found, None)

    def near(self, name: str) -> list[str]:
        """Labels of topics whose names are spelt much like a name."""
        from knowledge.spelling import nearest  # rapidfuzz costs more than a question

        by_name = {_folded(n): t.label for t in self.by_id.values() for n in (t.label, *t.report, *t.staff)}
        return list(dict.fromkeys(by_name[found] for found in nearest(_folded(name), list(by_name))))


def _folded(name: str) -> str:
    return " ".join(tokens(name))


class Names:
    """Names of topics, found in a text's stems: single words, and longer ones by their first word."""

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._words: dict[str, dict[str, None]] = {}
        self._longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for topic, names in named:
            for name in names:
                first, *rest = map(stem, tokens(name))
                if rest:
                    self._longer.setdefault(first, []).append(((first, *rest), topic))
                else:
                    self._words.setdefault(first, {})[topic] = None

    def found(self, stems: Sequence[str]) -> dict[str, set[str]]:
        """The topics that are named, each with the stems that name it."""
        found: dict[str, set[str]] = {}
        for at, word in enumerate(stems):
            for topic in self._words.get(word, ()):
                found.setdefault(topic, set()).add(word)
            for name, topic in self._longer.get(word, ()):
                if tuple(stems[at : at + len(name)]) == name:
                    found.setdefault(topic, set()).update(name)
        return found
