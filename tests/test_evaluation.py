"""The evaluation sets: no score falls below what was reached, and an answer stays right however a question is dressed."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import cycle
from math import ceil
from typing import Any, NamedTuple

import pytest
import yaml

from knowledge import Answer, KnowledgeBase
from knowledge.build import HERE
from tests.evaluation.dressed import DRESSED, mistyped
from tests.evaluation.score import SETS, Item, ask, judge, read, score_of, section_texts

pytestmark = pytest.mark.no_cover  # ten thousand answers, which take half the time unwatched; other tests reach all lines


class Floor(NamedTuple):
    """What a set reached, rounded down; `wrong` is a ceiling."""

    accuracy: float
    wrong: float
    abstained: float


FLOORS = {
    "dev": Floor(0.98, 0.02, 1.00),
    "fresh-a": Floor(0.95, 0.04, 0.96),
    "fresh-aa": Floor(0.93, 0.04, 0.94),
    "fresh-ab": Floor(0.92, 0.03, 1.00),
    "fresh-ac": Floor(0.90, 0.09, 0.86),
    "fresh-b": Floor(0.94, 0.05, 1.00),
    "fresh-c": Floor(0.92, 0.04, 0.97),
    "fresh-d": Floor(0.95, 0.01, 1.00),
    "fresh-e": Floor(0.92, 0.07, 0.92),
    "fresh-f": Floor(0.95, 0.01, 1.00),
    "fresh-g": Floor(0.94, 0.03, 1.00),
    "fresh-h": Floor(0.87, 0.07, 0.90),
    "fresh-i": Floor(0.93, 0.04, 0.97),
    "fresh-j": Floor(0.93, 0.03, 0.97),
    "fresh-k": Floor(0.95, 0.01, 0.94),
    "fresh-l": Floor(0.90, 0.06, 1.00),
    "fresh-m": Floor(0.98, 0.00, 1.00),
    "fresh-n": Floor(0.94, 0.03, 0.98),
    "fresh-o": Floor(0.95, 0.03, 0.98),
    "fresh-p": Floor(0.94, 0.02, 0.98),
    "fresh-q": Floor(0.93, 0.04, 0.98),
    "fresh-r": Floor(0.96, 0.02, 0.98),
    "fresh-s": Floor(0.94, 0.05, 0.96),
    "fresh-t": Floor(0.94, 0.03, 0.98),
    "fresh-u": Floor(0.93, 0.05, 0.96),
    "fresh-v": Floor(0.93, 0.04, 0.94),
    "fresh-w": Floor(0.93, 0.05, 0.94),
    "fresh-x": Floor(0.88, 0.06, 0.93),
    "fresh-y": Floor(0.96, 0.03, 0.94),
    "fresh-z": Floor(0.92, 0.05, 0.94),
}
TYPOS_FORGIVEN = 0.95
NEAR_COPY = 0.8
SHORTEST_COMPARED = 3


class Taken:
    """A set with the answer to each of its items."""

    def __init__(self, base: KnowledgeBase, name: str) -> None:
        self.name = name
        self.texts = section_texts(base)
        self._base = base

    @cached_property
    def answered(self) -> list[tuple[Item, Answer]]:
        """Asked by the first test that wants it: coverage watches fixtures, and takes half the time."""
        return [(item, ask(self._base, item)) for item in read(self.name)]

    def verdict(self, item: Item) -> str:
        """What the answer to any item is judged to be."""
        return judge(item, ask(self._base, item), self.texts).name

    def right(self) -> list[Item]:
        """The items that are answered right."""
        return [item for item, answer in self.answered if judge(item, answer, self.texts).name == "correct"]


@pytest.fixture(scope="module", params=SETS)
def taken(request: pytest.FixtureRequest, base: KnowledgeBase) -> Taken:
    """Each set in turn."""
    return Taken(base, request.param)


def test_no_set_falls_below_what_it_reached(taken: Taken) -> None:
    found = score_of([(item, judge(item, answer, taken.texts)) for item, answer in taken.answered])
    floor = FLOORS[taken.name]
    assert found.accuracy >= floor.accuracy
    assert found.wrong <= floor.wrong
    assert found.abstained_when_it_should >= floor.abstained
    assert found.focus >= (0.85 if taken.name == "dev" else 0.79)
    assert found.length <= 1.5


def test_citations_of_every_answer_are_verbatim_and_in_their_section(taken: Taken) -> None:
    for item, answer in taken.answered:
        for citation in answer.citations:
            section = taken.texts[citation.address.action, str(citation.address.kind), citation.address.year]
            assert " ".join(citation.quote.split()) in section, item["id"]


def test_a_right_answer_stays_right_in_every_dress(taken: Taken) -> None:
    """The development set in all of them, of the others each question in one; `tests.evaluation.dressed` tries all."""
    if taken.name == "dev":
        worn = [(item, form) for form in DRESSED.values() for item in taken.right()]
    else:
        worn = list(zip(taken.right(), cycle(DRESSED.values()), strict=False))
    dressed = [{**item, "question": form(item["question"])} for item, form in worn]
    assert [item["question"] for item in dressed if taken.verdict(item) != "correct"] == []


def test_a_right_answer_survives_a_typo(taken: Taken) -> None:
    chance, right = random.Random(7), taken.right()
    typed = [{**item, "question": mistyped(item["question"], chance)} for item in right]
    changed = [item for item, was in zip(typed, right, strict=True) if item["question"] != was["question"]]
    assert sum(taken.verdict(item) == "correct" for item in changed) >= TYPOS_FORGIVEN * len(changed)


def asked_in(curated: Any) -> Iterator[str]:
    """The questions that stand anywhere in a curated file."""
    if isinstance(curated, dict):
        yield from curated.get("asked", "").splitlines()
        curated = list(curated.values())
    if isinstance(curated, list):
        for part in curated:
            yield from asked_in(part)


def words_of(question: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", question.lower()))


@pytest.mark.parametrize("name", ["phrasings.yaml", "silences.yaml"])
def test_no_curated_question_is_nearly_an_evaluation_question(name: str) -> None:
    with_word: dict[str, set[frozenset[str]]] = defaultdict(set)
    for words in map(words_of, asked_in(yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.CSafeLoader))):
        for word in words:
            with_word[word].add(words)
    for item in (item for each in SETS for item in read(each)):
        asked = words_of(item["question"])
        if len(asked) < SHORTEST_COMPARED or item.get("thread"):
            continue
        # A near copy holds so many of the question's words that one of its rarest is among them.
        rarest = sorted(asked, key=lambda word: len(with_word[word]))[: len(asked) - ceil(NEAR_COPY * len(asked)) + 1]
        near = {words for word in rarest for words in with_word[word] if len(words & asked) >= NEAR_COPY * len(words | asked)}
        assert not near, f"{item['id']}: {item['question']}"
