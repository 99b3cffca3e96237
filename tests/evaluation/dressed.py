"""`python -m tests.evaluation.dressed`: which right answers of all sets change when a question is dressed or mistyped (minutes)."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable

import knowledge
from knowledge import KnowledgeBase
from tests.evaluation.score import SETS, Item, ask, judge, read, section_texts


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


def report(base: KnowledgeBase, name: str) -> None:
    """Print how the right answers of a set fare, and which change in what dress."""
    texts, chance = section_texts(base), random.Random(7)

    def right(item: Item, question: str) -> bool:
        return judge(item, ask(base, {**item, "question": question}), texts).name == "correct"

    items = [item for item in read(name) if right(item, item["question"])]
    for form, dress in DRESSED.items():
        changed = [item["id"] for item in items if not right(item, dress(item["question"]))]
        print(f"{name} {form}: {len(items) - len(changed)} of {len(items)} stay right", *changed)
    typed = [(item, mistyped(item["question"], chance)) for item in items]
    slips = [(item, question) for item, question in typed if question != item["question"]]
    print(f"{name} mistyped: {sum(right(*slip) for slip in slips)} of {len(slips)} stay right")


if __name__ == "__main__":
    loaded = knowledge.load()
    for chosen in sys.argv[1:] or SETS:
        report(loaded, chosen)
