"""The evaluation sets: no score falls below what was reached, and an answer stays right however a question is dressed."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from math import ceil
from typing import Any, NamedTuple

import pytest
import yaml

from knowledge import KnowledgeBase
from knowledge.build import HERE
from tests.evaluation.score import SETS, Item, ask, judge, score, section_texts
from tests.evaluation.score import read as items_of

pytestmark = pytest.mark.no_cover  # twenty thousand answers, which take half the time unwatched; other tests reach all lines


class Floor(NamedTuple):
    """What a set reached, rounded down; `wrong` is a ceiling."""

    accuracy: float
    wrong: float
    abstained: float


FLOORS = {
    "dev": Floor(0.98, 0.02, 1.00),
    "fresh-a": Floor(0.95, 0.04, 0.98),
    "fresh-b": Floor(0.92, 0.07, 0.96),
    "fresh-c": Floor(0.93, 0.05, 0.98),
    "fresh-d": Floor(0.95, 0.02, 0.95),
    "fresh-e": Floor(0.85, 0.12, 0.80),
    "fresh-f": Floor(0.96, 0.02, 0.97),
    "fresh-g": Floor(0.96, 0.03, 0.95),
    "fresh-h": Floor(0.85, 0.10, 0.82),
    "fresh-i": Floor(0.93, 0.04, 0.95),
    "fresh-j": Floor(0.94, 0.04, 0.97),
    "fresh-k": Floor(0.96, 0.03, 0.97),
    "fresh-l": Floor(0.90, 0.07, 0.95),
    "fresh-m": Floor(0.97, 0.02, 0.98),
    "fresh-n": Floor(0.92, 0.05, 0.94),
    "fresh-o": Floor(0.95, 0.03, 0.98),
    "fresh-p": Floor(0.95, 0.04, 0.94),
    "fresh-q": Floor(0.94, 0.04, 0.98),
    "fresh-r": Floor(0.91, 0.07, 0.92),
    "fresh-s": Floor(0.94, 0.05, 0.96),
    "fresh-t": Floor(0.94, 0.05, 0.96),
    "fresh-u": Floor(0.94, 0.05, 0.94),
}
TYPOS_FORGIVEN = 0.95
NEAR_COPY = 0.8
SHORTEST_COMPARED = 3


def in_slack(question: str) -> str:
    """A question as Slack sends it: escaped, and with what looks like an address made a link."""
    escaped = question.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"(?i)\bgov\.uk\b", lambda found: f"<http://{found[0]}|{found[0]}>", escaped)


DRESSED: dict[str, Callable[[str], str]] = {
    "polite": lambda question: f"Hello, could you please tell me {question} Thank you very much",
    "greeted": lambda question: f"Hi there! {question} Many thanks in advance.",
    "please": lambda question: f"please {question} thanks",
    "upper": str.upper,
    "emoji": lambda question: f":wave: {question} 🙏",
    "in Slack": in_slack,
}


def mistyped(question: str, chance: random.Random) -> str:
    """A question with one long word mistyped: two letters swapped, one dropped or one doubled."""
    words = list(re.finditer(r"[A-Za-z]{7,}", question))
    if not words:
        return question
    found = chance.choice(words)
    word, at = found[0], chance.randrange(1, len(found[0]) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    dropped, doubled = word[:at] + word[at + 1 :], word[: at + 1] + word[at:]
    return question[: found.start()] + chance.choice((swapped, dropped, doubled)) + question[found.end() :]


Judge = Callable[[Item], str]


@pytest.fixture(scope="module")
def verdict(base: KnowledgeBase) -> Judge:
    """Judges the answer to an item."""
    texts = section_texts(base)
    return lambda item: judge(item, ask(base, item), texts).name


@pytest.fixture(scope="module")
def right(verdict: Judge) -> Callable[[str], list[Item]]:
    """Gives the items of a set that are answered right."""
    return cache(lambda name: [item for item in items_of(name) if verdict(item) == "correct"])


@pytest.mark.parametrize("name", SETS)
def test_no_set_falls_below_what_it_reached(base: KnowledgeBase, name: str) -> None:
    found, floor = score(base, items_of(name)), FLOORS[name]
    assert found.accuracy >= floor.accuracy
    assert found.wrong <= floor.wrong
    assert found.abstained_when_it_should >= floor.abstained
    assert found.focus >= 0.79
    assert found.length <= 1.5


def test_the_development_set_keeps_its_bar(base: KnowledgeBase) -> None:
    assert score(base, items_of("dev")).focus >= 0.85


@pytest.mark.parametrize("form", DRESSED)
def test_a_right_answer_stays_right_in_every_dress(verdict: Judge, right: Callable[[str], list[Item]], form: str) -> None:
    dressed = [{**item, "question": DRESSED[form](item["question"])} for item in right("dev")]
    assert [item["question"] for item in dressed if verdict(item) != "correct"] == []


@pytest.mark.parametrize("name", [name for name in SETS if name != "dev"])
def test_a_right_answer_stays_right_in_one_dress_or_another(
    verdict: Judge, right: Callable[[str], list[Item]], name: str
) -> None:
    forms = zip(right(name), cycle(DRESSED.values()), strict=False)
    dressed = [{**item, "question": form(item["question"])} for item, form in forms]
    assert [item["question"] for item in dressed if verdict(item) != "correct"] == []


@pytest.mark.parametrize("name", SETS)
def test_a_right_answer_survives_a_typo(verdict: Judge, right: Callable[[str], list[Item]], name: str) -> None:
    chance = random.Random(7)
    typed = [{**item, "question": mistyped(item["question"], chance)} for item in right(name)]
    changed = [item for item, was in zip(typed, right(name), strict=True) if item["question"] != was["question"]]
    assert sum(verdict(item) == "correct" for item in changed) >= TYPOS_FORGIVEN * len(changed)


@pytest.mark.parametrize("name", SETS)
def test_citations_of_every_answer_are_verbatim_and_in_their_section(base: KnowledgeBase, name: str) -> None:
    texts = section_texts(base)
    for item in items_of(name):
        for citation in ask(base, item).citations:
            section = texts[citation.address.action, str(citation.address.kind), citation.address.year]
            assert " ".join(citation.quote.split()) in section, item["id"]


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
    for item in (item for each in SETS for item in items_of(each)):
        asked = words_of(item["question"])
        if len(asked) < SHORTEST_COMPARED or item.get("thread"):
            continue
        # A near copy holds so many of the question's words that one of its rarest is among them.
        rarest = sorted(asked, key=lambda word: len(with_word[word]))[: len(asked) - ceil(NEAR_COPY * len(asked)) + 1]
        near = {words for word in rarest for words in with_word[word] if len(words & asked) >= NEAR_COPY * len(words | asked)}
        assert not near, f"{item['id']}: {item['question']}"
