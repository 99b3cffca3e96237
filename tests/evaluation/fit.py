"""Fits the weights by which knowledge/silence.py tells an answer from a near-miss: `python -m tests.evaluation.fit`.

A logistic regression over questions that are known to be answered (phrasings left out of the index, answerable items)
and not to be (silences left out of it, unanswerable items). Prints what to put into knowledge/silence.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import NamedTuple

from knowledge import KnowledgeBase, build, evidence, load, parse, silence
from knowledge.cues import Intent
from knowledge.frame import Question
from knowledge.load import REPORT
from knowledge.words import English
from tests.evaluation.score import read

SETS = ("dev", *(f"fresh-{letter}" for letter in "abcdefghijklmnopqstvwxyz"))
"""The sets that the project was tuned on; the others are kept to measure by."""
LEFT_OUT = 7
PHRASING, SILENCE, ITEM = 0.6, 0.35, 3.0
"""What each kind of example weighs: items are what people ask, phrasings and silences were written by the hundred."""
RIDGE = 0.1
STEPS = 12


class Example(NamedTuple):
    """The features of a question, whether it is answered, and what it weighs."""

    features: list[float]
    answered: bool
    weight: float


def examples() -> tuple[list[str], list[Example]]:
    """The names of the features, and all examples."""
    names: list[str] = []
    found: list[Example] = []
    for base, question, answered, weight in _questions():
        evident = evidence.gather(base, question)
        if evident.hits:
            features = silence.features(base, question, evident)
            names = list(features)
            found.append(Example([*features.values(), 1.0], answered, weight))
    return names, found


def _questions() -> Iterator[tuple[KnowledgeBase, Question, bool, float]]:
    report = parse.read(REPORT)
    curated = build.read(report, [])
    told = {number: text.splitlines() for number, text in curated.asked.items()}
    untold = [(entry, text.splitlines()) for entry, text in curated.silences]
    asked = {number: "\n".join(_kept(lines)) for number, lines in told.items()}
    silences = [(entry, "\n".join(_kept(lines, shift))) for shift, (entry, lines) in enumerate(untold)]
    english = English(build.HERE / "english.txt")
    base = KnowledgeBase(report, curated.topics, asked, silences, curated.outcomes, english)
    for lines in told.values():
        yield from ((base, base.reader.understand(line), True, PHRASING) for line in lines[::LEFT_OUT])
    for shift, (_, lines) in enumerate(untold):
        left_out = [line for place, line in enumerate(lines) if (place + shift) % LEFT_OUT == 0]
        yield from ((base, base.reader.understand(line), False, SILENCE) for line in left_out)
    yield from _items(load())


def _kept(lines: list[str], shift: int = 0) -> list[str]:
    return [line for place, line in enumerate(lines) if (place + shift) % LEFT_OUT]


def _items(base: KnowledgeBase) -> Iterator[tuple[KnowledgeBase, Question, bool, float]]:
    """The items of the sets that come as far as the question whether the best hit answers."""
    for name in SETS:
        for item in read(name):
            frame = None
            for earlier in item.get("thread", []):
                frame = base.reader.understand(earlier, frame).frame
            question = base.reader.understand(item["question"], frame)
            by_action = question.frame.actions and not question.frame.terms
            settled = silence.outside(base, question) or by_action or question.frame.intent is Intent.LIST
            if not settled and "chit-chat" not in item["tags"]:
                yield base, question, item["answerable"], ITEM


def fit(found: list[Example]) -> list[float]:
    """The weights, the last one the bias, by Newton's method."""
    size = len(found[0].features)
    weights = [0.0] * size
    for _ in range(STEPS):
        slope = [RIDGE * w for w in weights]
        bend = [[RIDGE if row == column else 0.0 for column in range(size)] for row in range(size)]
        for features, answered, weight in found:
            likely = 1 / (1 + exp(-sum(w * x for w, x in zip(weights, features, strict=True))))
            for row, x in enumerate(features):
                if x:
                    slope[row] += weight * (likely - answered) * x
                    share = weight * likely * (1 - likely) * x
                    bend[row] = [b + share * y for b, y in zip(bend[row], features, strict=True)]
        weights = [w - step for w, step in zip(weights, _solved(bend, slope), strict=True)]
    return weights


def _solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a linear system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for place, row in enumerate(rows):
        pivot = row[place]
        rows[place] = [value / pivot for value in row]
        for other, values in enumerate(rows):
            if other != place:
                factor = values[place]
                rows[other] = [value - factor * head for value, head in zip(values, rows[place], strict=True)]
    return [row[-1] for row in rows]


if __name__ == "__main__":
    names, found = examples()
    *weights, bias = fit(found)
    print("WEIGHTS = {")
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.3f},')
    print(f"}}\nBIAS = {bias:.3f}")
