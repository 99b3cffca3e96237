"""Verdicts on answers, as the evaluation defines them.

correct  answerable: answered, the gold quotes are shown (all of them, or any one, as `need` says) by citations of their
         own section, and the first citation is of a gold or also_ok section. Unanswerable: not answered.
wrong    answered, but not correct: the costly kind
missed   not answered, but answerable
"""

from __future__ import annotations

import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import knowledge
from knowledge import Answer, KnowledgeBase, Outcome

HERE = Path(__file__).parent
SETS = tuple(sorted(path.stem for path in HERE.glob("*.jsonl")))
Item = dict[str, Any]


class Verdict(NamedTuple):
    """`focus`: the share of cited sections that are gold or also_ok; `length`: quoted characters over those of the gold
    sections. Both of correct answers only."""

    name: str
    focus: float | None = None
    length: float | None = None


class Score(NamedTuple):
    """The scores of a set; `by_tag` counts verdicts by kind of question."""

    items: int
    accuracy: float
    wrong: float
    missed: float
    abstained_when_it_should: float
    focus: float
    length: float
    by_tag: dict[str, Counter[str]]


def read(name: str) -> list[Item]:
    """The items of a set."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def ask(base: KnowledgeBase, item: Item) -> Answer:
    """The answer to an item, its thread read first."""
    return knowledge.ask(base, item["question"], knowledge.remembered(base, item.get("thread", [])))


def flat(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


def section_texts(base: KnowledgeBase) -> dict[tuple[int, str, int | None], str]:
    """The text of each section; that of a scope is the action's title and the lines before its first section."""
    texts: dict[tuple[int, str, int | None], str] = {}
    for action in base.report.actions:
        texts[action.number, "scope", None] = base.report.quote(action.title.span)
        for section in action.sections:
            key = (section.address.action, str(section.address.kind), section.address.year)
            lines = base.report.text[section.passages[0].span.start : section.passages[-1].span.end]
            texts[key] = flat(texts.get(key, "") + " " + lines)
    return texts


def judge(item: Item, answer: Answer, texts: dict[tuple[int, str, int | None], str]) -> Verdict:
    """The verdict on one answer."""
    answered = answer.outcome is Outcome.ANSWERED
    if not item["answerable"]:
        return Verdict("wrong" if answered else "correct")
    if not answered:
        return Verdict("missed")
    cited = [(c.address.action, str(c.address.kind), c.address.year) for c in answer.citations]
    shown: dict[tuple[int, str, int | None], str] = defaultdict(str)
    for key, citation in zip(cited, answer.citations, strict=True):
        shown[key] += " " + flat(citation.quote)
    either = [[gold, *gold.get("or", [])] for gold in item["gold"]]
    hits = [any(flat(gold["quote"]) in shown[_key(gold)] for gold in golds) for golds in either]
    good = {_key(gold) for golds in either for gold in golds} | {_key(ok) for ok in item.get("also_ok", [])}
    if not (all(hits) if item["need"] == "all" else any(hits)) or cited[0] not in good:
        return Verdict("wrong")
    sections = list(dict.fromkeys(cited))
    whole = sum(len(texts[key]) for key in {_key(gold) for gold in item["gold"]})
    length = sum(len(flat(citation.quote)) for citation in answer.citations) / whole
    return Verdict("correct", sum(key in good for key in sections) / len(sections), length)


def _key(where: dict[str, Any]) -> tuple[int, str, int | None]:
    return where["action"], where["kind"], where.get("year")


def score(base: KnowledgeBase, items: Iterable[Item]) -> Score:
    """The score of a set of items."""
    texts = section_texts(base)
    return score_of([(item, judge(item, ask(base, item), texts)) for item in items])


def score_of(verdicts: Sequence[tuple[Item, Verdict]]) -> Score:
    """The score of items that were judged."""
    counts = Counter(verdict.name for _, verdict in verdicts)
    quiet = [verdict.name == "correct" for item, verdict in verdicts if not item["answerable"]]
    by_tag: dict[str, Counter[str]] = defaultdict(Counter)
    for item, verdict in verdicts:
        for tag in item["tags"]:
            by_tag[tag][verdict.name] += 1
    return Score(
        len(verdicts),
        counts["correct"] / len(verdicts),
        counts["wrong"] / len(verdicts),
        counts["missed"] / len(verdicts),
        sum(quiet) / max(1, len(quiet)),
        statistics.mean(v.focus for _, v in verdicts if v.focus is not None),
        statistics.median(v.length for _, v in verdicts if v.length is not None),
        by_tag,
    )
