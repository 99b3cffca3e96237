"""Curated knowledge in YAML: read with the line of each entry, so that a mistake is reported where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import yaml

from knowledge.faults import KnowledgeError
from knowledge.report import Address, Kind

ADDRESS = re.compile(r"Action (\d{1,3})(?:, (?:(scope)|(commitment|progress|plan) (\d{4})))")


class Entry:
    """One node of a YAML file that knows its file and line."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.node = node
        self.file = file
        self.line = node.start_mark.line + 1

    def fail(self, wrong: str, expected: str) -> NoReturn:
        """Raise KnowledgeError for this entry."""
        raise KnowledgeError(self.file, self.line, wrong, expected)

    def fields(self, required: str, optional: str = "") -> dict[str, Entry]:
        """The fields of a mapping; the names are given with spaces between, others are refused."""
        found: dict[str, Entry] = {}
        for key, value in self.pairs():
            if key.text() not in f"{required} {optional}".split():
                key.fail(f"'{key.text()}' is not a field here", f"one of: {required} {optional}".strip())
            found[key.text()] = value
        for name in required.split():
            if name not in found:
                self.fail(f"the field '{name}' is missing", f"it beside: {', '.join(found) or 'nothing'}")
        return found

    def pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Each key and value of a mapping; a key that stands twice is refused."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("this is not a list of 'name: value'", "'name: value' lines")
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Entry(key_node, self.file)
            if key.text() in seen:
                key.fail(f"'{key.text()}' stands twice", "each name once")
            seen.add(key.text())
            yield key, Entry(value_node, self.file)

    def items(self) -> list[Entry]:
        """The entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("this is not a list", "lines that begin with '- '")
        return [Entry(node, self.file) for node in self.node.value]

    def is_text(self) -> bool:
        """Whether this is text, not a list or a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    def text(self) -> str:
        """The text of a scalar, without white space at its ends; text without a letter or digit is refused."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fail("this is not text", "text")
        value: str = self.node.value.strip()
        return value if _says_something(value) else self.fail(f"'{value}' holds no word" if value else "this is empty", "text")

    def choice(self, *choices: str) -> str:
        """A text that is one of a few."""
        value = self.text()
        return value if value in choices else self.fail(f"'{value}' is not known here", " or ".join(choices))

    def words(self) -> list[str]:
        """Words or phrases with commas between; one without a letter or digit is refused."""
        words = [word.strip() for word in self.text().split(",") if word.strip()]
        for word in words:
            if not _says_something(word):
                self.fail(f"'{word}' holds no word", "words or phrases with commas between")
        return words

    def address(self) -> Address:
        """A section's address, written 'Action 5, plan 2014' or 'Action 5, scope'."""
        match = ADDRESS.fullmatch(self.text())
        if not match:
            self.fail(f"'{self.text()}' is not an address", "such as 'Action 5, plan 2014' or 'Action 9, scope'")
        if match[2]:
            return Address(int(match[1]), Kind.SCOPE, None)
        return Address(int(match[1]), Kind(match[3]), int(match[4]))


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def read(path: Path) -> Entry:
    """The top of a YAML file. Raises KnowledgeError where it isn't YAML in UTF-8."""
    raw = path.read_bytes()
    try:
        node = yaml.compose(raw, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(str(path), line, f"this is not YAML ({error.problem})", "YAML") from error
    except yaml.reader.ReaderError as error:
        line = raw[: error.position].count(b"\n") + 1
        raise KnowledgeError(str(path), line, f"this can't stand in YAML ({error.reason})", "text saved as UTF-8") from error
    if node is None:
        raise KnowledgeError(str(path), 1, "the file is empty", "entries")
    return Entry(node, str(path))


def show(address: Address) -> str:
    """An address as it is written in the knowledge files."""
    return f"Action {address.action}, {address.kind}" + (f" {address.year}" if address.year else "")
