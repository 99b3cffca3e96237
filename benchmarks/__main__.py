"""`make bench`: prints the table that stands in benchmarks/README.md."""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

import bm25s
import Stemmer

import knowledge
from benchmarks import digests, events, siblings
from knowledge import KnowledgeBase
from tests.evaluation.score import read

STARTS = 25
ASKED = "what happened with rural payments in 2014?"
MANY = 24


def times(run: Callable[[str], object], questions: list[str]) -> list[float]:
    """Seconds for each question, in order of size; each is run once before."""
    found = []
    for question in questions:
        run(question)
        start = perf_counter()
        run(question)
        found.append(perf_counter() - start)
    return sorted(found)


def bm25(base: KnowledgeBase) -> Callable[[str], object]:
    """The baseline: bm25s' tokenize and get_scores over the report's sentences."""
    stemmer = Stemmer.Stemmer("english")
    index = bm25s.BM25()
    tokenized = bm25s.tokenize([s.text for s in base.sentences], stopwords="en", stemmer=stemmer, show_progress=False)
    index.index(tokenized, show_progress=False)

    def scores(question: str) -> object:
        tokens = bm25s.tokenize(question, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False)
        return index.get_scores(tokens[0])

    return scores


def start_up(*command: str) -> float:
    """Median seconds of a whole process."""
    found = []
    for _ in range(STARTS):
        start = perf_counter()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
        found.append(perf_counter() - start)
    return median(found)


def memory(*command: str) -> float:
    """The most memory, in MB, that a process held."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    run = subprocess.run([sys.executable, "-c", code, sys.executable, *command], check=True, capture_output=True, text=True)
    return float(run.stdout)


def row(name: str, value: str, limit: str) -> None:
    """A row of the table."""
    print(f"| {name} | {value} | {limit} |")


def slack() -> None:
    """The app in Slack beside a bare Bolt app that posts a fixed text."""
    plain, ours = events.measure()
    row("bare Bolt app: events a second, as fast as it goes", f"{plain.a_second:.0f}", "the baseline")
    row("the app: events a second, as fast as it goes", f"{ours.a_second:.0f} = {ours.a_second / plain.a_second:.2f} times", "")
    row(
        f"bare Bolt app: acknowledgement at {events.RATE} a second, median and p99",
        f"{plain.ack_median} and {plain.ack_p99} ms",
        "the baseline",
    )
    times_median, times_p99 = ours.ack_median / plain.ack_median, ours.ack_p99 / plain.ack_p99
    mine = f"{ours.ack_median} and {ours.ack_p99} ms = {times_median:.1f} and {times_p99:.1f} times"
    row(f"the app: acknowledgement at {events.RATE} a second, median and p99", mine, "")


def main() -> None:
    """Measure all, print the table."""
    base = knowledge.load()
    questions = [item["question"] for item in read("dev")]
    answers, baseline = times(lambda q: knowledge.ask(base, q), questions), times(bm25(base), questions)
    print(f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}\n")
    print("| what | measured | at most |\n|---|---|---|")
    unit = median(baseline)
    row("bm25s: tokenize + get_scores, median", f"{unit * 1e3:.3f} ms", "the baseline")
    row("an answer, median", f"{median(answers) * 1e3:.2f} ms = {median(answers) / unit:.0f} times", "40 times")
    p99 = answers[int(0.99 * len(answers))]
    row("an answer, p99", f"{p99 * 1e3:.2f} ms = {p99 / unit:.0f} times", "")
    ask, bare = start_up("app.py", "ask", ASKED), start_up("-c", "import rapidfuzz, yaml")
    row("bare interpreter that imports rapidfuzz and yaml", f"{bare * 1e3:.0f} ms", "the baseline")
    row("`ask`, whole process", f"{ask * 1e3:.0f} ms = {ask / bare:.2f} times", "3 times")
    row("`ask`, memory", f"{memory('app.py', 'ask', ASKED):.0f} MB", "80 MB")
    for phrasings in (False, True):
        one, many = siblings.base(1, phrasings), siblings.base(MANY, phrasings)
        some = questions[::5]
        single = median(times(lambda q, kb=one: knowledge.ask(kb, q), some))  # type: ignore[misc]
        growth = median(times(lambda q, kb=many: knowledge.ask(kb, q), some)) / single  # type: ignore[misc]
        with_them = "each with all phrasings" if phrasings else "phrasings for one"
        row(f"time of an answer over {MANY} reports, {with_them}", f"{growth:.1f} times", "12 times")
    slack()
    for of_digests in digests.rows():
        row(*of_digests)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row(f"memory of this run, with {MANY} reports built twice", f"{peak:.0f} MB", "")


if __name__ == "__main__":
    main()
