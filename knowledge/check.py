"""Checks the report and the knowledge files, and how well phrasings that were left out still find their passage."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from knowledge import build, evidence, parse
from knowledge.base import KnowledgeBase
from knowledge.build import HERE
from knowledge.faults import Fault
from knowledge.report import Report
from knowledge.words import English

EVERY = 10


class Recall(NamedTuple):
    """Of all phrasings, how many find their own passage when they are left out of the index."""

    found: int
    asked: int


class Checked(NamedTuple):
    """What a check found: the report, if it could be read, and the faults of all files."""

    report: Report | None
    faults: list[Fault]


def check(path: Path, folder: Path = HERE) -> Checked:
    """Read a report, and the curated files in `folder` against the report that they are about; collects what is wrong."""
    try:
        report = parse.read(path)
    except Fault as fault:
        return Checked(None, [fault])
    return Checked(report, list(build.faults_of(folder)))


def recall(report: Report, folder: Path = HERE) -> Recall:
    """Leave every tenth phrasing out of the index, and ask it."""
    curated = build.read(report, [], folder)
    lines = [(number, line) for number, text in curated.asked.items() for line in text.splitlines()]
    kept: dict[int, list[str]] = {number: [] for number in curated.asked}
    for place, (number, line) in enumerate(lines):
        if place % EVERY:
            kept[number].append(line)
    asked = {number: "\n".join(text) for number, text in kept.items()}
    base = KnowledgeBase(report, curated.topics, asked, curated.silences, curated.outcomes, English(folder / "english.txt"))
    left_out = lines[::EVERY]
    return Recall(sum(_finds(base, number, line) for number, line in left_out), len(left_out))


def _finds(base: KnowledgeBase, number: int, phrasing: str) -> bool:
    hits = evidence.gather(base, base.reader.understand(phrasing)).hits
    return bool(hits) and base.sentences[hits[0].doc].passage is base.sentences[number].passage
