"""Faults in the files that people edit, each with its file and line, what is wrong and what was expected."""

from __future__ import annotations


class Fault(ValueError):
    """A file can't be used as it is."""

    def __init__(self, file: str, line: int, wrong: str, expected: str) -> None:
        super().__init__(f"{file}:{line}: {wrong}; expected {expected}")


class ReportError(Fault):
    """A file that can't be read as this report."""


class KnowledgeError(Fault):
    """A mistake in a knowledge file."""
