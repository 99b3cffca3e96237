"""What people thought of answers, and what went unanswered, by topic: for whoever looks after what the app knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from bot import wording
from bot.digest_parts import show_date
from bot.plain import readable
from bot.store import Silence, Verdict, Vote
from bot.terminal import WIDTH, wrapped

LABEL = 52
"""Columns of a topic's label."""


class Tally(NamedTuple):
    """Votes and silences since a moment (None: all that is kept). `labels` are those of topics by id."""

    votes: Sequence[Vote]
    silences: Sequence[Silence]
    labels: Mapping[str, str]
    zone: tzinfo
    since: datetime | None = None

    def as_data(self) -> dict[str, Any]:
        """For machines."""
        return {
            "since": self.since.date().isoformat() if self.since else None,
            "votes": [
                {"topic": topic, "label": self.label(topic), "up": counts[Verdict.UP], "down": counts[Verdict.DOWN]}
                for topic, counts in self._voted()
            ],
            "reasons": [
                {
                    "topic": vote.topic,
                    "outcome": vote.outcome,
                    "date": self._day(vote).isoformat(),
                    "asked": vote.asked,
                    "expected": vote.expected,
                }
                for vote in self._reasons()
            ],
            "unanswered": [
                {
                    "topic": topic,
                    "label": self.label(topic),
                    "count": len(found),
                    "why": dict(Counter(map(_why, found))),
                    "questions": [silence.question for silence in found if silence.question],
                }
                for topic, found in self._unanswered()
            ],
        }

    def as_text(self) -> str:
        """For the terminal, in 80 columns."""
        parts = [wrapped(wording.tally(show_date(self.since.date()) if self.since else ""))]
        parts += ["\n".join(self._lines_of_votes())] if self.votes else []
        parts += ["\n".join(self._lines_of_reasons())] if self._reasons() else []
        parts += ["\n".join(self._lines_of_silences())] if self.silences else []
        return "\n\n".join(parts if len(parts) > 1 else [*parts, wording.NO_FEEDBACK])

    def _lines_of_votes(self) -> list[str]:
        columns = [(self.label(topic), counts[Verdict.UP], counts[Verdict.DOWN]) for topic, counts in self._voted()]
        head = _row(wording.VOTES, wording.HELPFUL.lower(), wording.NOT_HELPFUL.lower())
        return [head, *(_row(f"  {label}", str(up), str(down)) for label, up, down in columns)]

    def _lines_of_reasons(self) -> list[str]:
        lines = [wording.REASONS]
        for vote in self._reasons():
            lines += [wrapped(f"{self.label(vote.topic)}, {show_date(self._day(vote))}:", "  ")]
            lines += [_said(vote.asked)] if vote.asked else []
            lines += [wrapped(wording.EXPECTED_INSTEAD, "    "), _said(vote.expected)] if vote.expected else []
        return lines

    def _lines_of_silences(self) -> list[str]:
        lines = [wording.UNANSWERED]
        for topic, found in self._unanswered():
            why = ", ".join(f"{number} {reason}" for reason, number in Counter(map(_why, found)).most_common())
            lines += [wrapped(f"{self.label(topic)}: {why}", "  ")]
            lines += [_said(silence.question) for silence in found if silence.question]
        return lines

    def label(self, topic: str | None) -> str:
        """A topic as people read it; the id of one that there is no more."""
        return self.labels.get(topic, topic) if topic else wording.NO_TOPIC

    def _voted(self) -> list[tuple[str | None, Counter[Verdict]]]:
        """Votes by topic, the worst first."""
        found: dict[str | None, Counter[Verdict]] = defaultdict(Counter)
        for vote in self.votes:
            found[vote.topic][vote.verdict] += 1
        return sorted(found.items(), key=lambda pair: (-pair[1][Verdict.DOWN], -pair[1][Verdict.UP], self.label(pair[0])))

    def _reasons(self) -> list[Vote]:
        return [vote for vote in self.votes if vote.expected or vote.asked]

    def _unanswered(self) -> list[tuple[str | None, list[Silence]]]:
        """Silences by topic, the most frequent first."""
        found: dict[str | None, list[Silence]] = defaultdict(list)
        for silence in self.silences:
            found[silence.topic].append(silence)
        return sorted(found.items(), key=lambda pair: (-len(pair[1]), self.label(pair[0])))

    def _day(self, vote: Vote) -> date:
        return datetime.fromtimestamp(vote.at, self.zone).date()


def _why(silence: Silence) -> str:
    return wording.WHY_UNANSWERED[silence.reason or silence.outcome]


def _row(label: str, *columns: str) -> str:
    return f"{label[:LABEL]:<{LABEL}}" + "".join(f"{column:>{(WIDTH - LABEL) // 2}}" for column in columns)


def _said(text: str | None) -> str:
    return wrapped(f"“{readable(text or '')}”", "    ")
