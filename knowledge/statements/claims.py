"""What a statement claims, part by part: the words that the report must hold, and what they may name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from knowledge.base import KnowledgeBase
from knowledge.statements.alike import NEUTRAL, STRICT, meaning
from knowledge.statements.clauses import VERB, Clause, finite, joined
from knowledge.statements.labels import BETA, RIVALS
from knowledge.statements.particulars import Particulars, particulars
from knowledge.statements.stance import DENIED, FAILED, INTENDED, stance
from knowledge.topics import Names
from knowledge.words import stem, terms, tokens

SERVICES = "Services"
"""The group of topics of which one must not be taken for another."""
NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w.'-]*|\b[A-Z]{2,}\w*\b|^[A-Z][\w'-]*(?= [A-Z])")
NON = re.compile(r"\bnon[- ](?=[a-z])", re.IGNORECASE)
MOVE_INTO = re.compile(
    r"\b(?:mov(?:e|es|ed|ing)|transition(?:s|ed)?) (?=(?:in)?to (?:private|public|closed|open|alpha|beta)\b)", re.IGNORECASE
)
TAKE_UP = re.compile(r"\btake[- ]up\b", re.IGNORECASE)
REFERS = re.compile(
    r"(?:and |but |so )?(?:it|its|they|their|this|these|that|the service|the project|the system)\b", re.IGNORECASE
)
LABEL_WORDS = 8
"""Fewer words without a verb are a mere label."""
LEFT_OUT = frozenset({"of", "and", "the"})


class Claim(NamedTuple):
    """A part of a statement with a verb of its own. `words` are the stems that must be held, `names` those that are names,
    `subject` those of the service that its subject names; `topics` are what each may name, `reported` in the report's words;
    `about` are the services of what was said before, where it refers to that; `length` counts the statement's words."""

    clause: Clause
    words: tuple[str, ...]
    names: frozenset[str]
    subject: tuple[str, ...]
    topics: Mapping[str, frozenset[str]]
    reported: Mapping[str, frozenset[str]]
    exact: Particulars
    about: frozenset[str]
    length: int
    statement: str

    @property
    def first(self) -> str:
        """The stem of its first word where that has a capital, so that it may be a name."""
        begins = tokens(self.clause.text)[:1] if self.clause.text[:1].isupper() else []
        return stem(begins[0]) if begins else ""

    @property
    def is_label(self) -> bool:
        """Whether the statement is short and says nothing of what it names."""
        return (
            self.length < LABEL_WORDS
            and not self.exact.figures
            and not VERB.search(self.statement)
            and not stance(self.statement).hedges
        )


class Claims:
    """Reads the claims of statements in the words of one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        topics = base.topics.by_id.values()
        self._topics = base.topics
        self._initials = _initials((topic.id, (topic.label, *topic.report)) for topic in topics)
        self._names = Names((topic.id, (topic.label, *topic.report, *_said(topic.staff))) for topic in topics)

    def read(self, statement: str, lead_in: str, before: str) -> list[Claim]:
        """The claims of a statement that stands under a lead-in and comes after another statement."""
        clauses = _with_words(finite(statement))
        about = self._services(before) if REFERS.match(statement) else frozenset()
        found = [self._claim(clause, clause is not clauses[0], statement)._replace(about=about) for clause in clauses]
        length = sum(len(claim.words) for claim in found)
        return [_under(lead_in, claim)._replace(length=length) for claim in found if claim.words or any(claim.exact)]

    def _claim(self, clause: Clause, inherits: bool, statement: str) -> Claim:
        judged = BETA.sub("beta", INTENDED.sub(" ", FAILED.sub(" ", DENIED.sub(" ", clause.text))))
        names = frozenset(stem(token) for match in NAME.finditer(clause.text) for token in tokens(match[0]))
        subject = self._subject(clause.subject) if inherits else ()
        stems = [*subject, *map(stem, tokens(clause.text))]
        short = [(topic, word) for word in stems if not self._topics.reported([word]) for topic in self._initials.get(word, ())]
        topics, reported = (_by_word(short, named) for named in (self._names.found(stems), self._topics.reported(stems)))
        exact = particulars(clause.text)
        if inherits:
            rivals = (label for label in particulars(clause.subject).labels if label[0] in RIVALS)
            exact = exact._replace(labels=(*rivals, *exact.labels))
        words = tuple(dict.fromkeys(telling(judged)))
        return Claim(clause, words, names, subject, topics, reported, exact, frozenset(), 0, statement)

    def _subject(self, subject: str) -> tuple[str, ...]:
        """The words of a subject that name a service."""
        stems = [stem(word) for word in tokens(subject)]
        named = self._topics.reported(stems)
        by = {word for topic in named if self._topics.by_id[topic].group == SERVICES for word in named[topic]}
        return tuple(word for word in stems if word in by)

    def _services(self, text: str) -> frozenset[str]:
        named = self._topics.reported([stem(word) for word in tokens(text)])
        return frozenset(topic for topic in named if self._topics.by_id[topic].group == SERVICES)


def single_words(text: str) -> tuple[str, ...]:
    """The words of a text, with those in one that say one thing ("non-digital", "take-up"); to move into beta is to go there."""
    return tokens(MOVE_INTO.sub("go ", TAKE_UP.sub("uptake", NON.sub("non", text))))


def telling(text: str) -> list[str]:
    """The stems that can be true or false of a text, apart from its numbers and dates."""
    words = terms(single_words(text))
    return [term for term in words if not term[0].isdigit() and term not in NEUTRAL]


def _with_words(clauses: Iterable[Clause]) -> list[Clause]:
    """Clauses of which each says something; one of mere numbers and dates belongs to the one before."""
    found: list[Clause] = []
    for clause in clauses:
        found[-1:] = [joined([*found[-1:], clause])] if found and not telling(clause.text) else [*found[-1:], clause]
    return found


def _under(lead_in: str, claim: Claim) -> Claim:
    """A claim with the dates, phases and denials of the line above its list."""
    above, own = particulars(lead_in), claim.exact
    exact = own._replace(dates=(*above.dates, *own.dates), labels=(*above.labels, *own.labels))
    denied = frozenset(-1 - place for place in range(stance(lead_in).denials + len(stance(lead_in).failures)))
    return claim._replace(exact=exact, clause=claim.clause._replace(denied=claim.clause.denied | denied))


def _initials(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """The topics whose names in the report have some first letters; "medium-sized" counts as one word and as two."""
    found: dict[str, set[str]] = {}
    for topic, names in named:
        for name in names:
            for pattern in (r"[^\W\d_][\w'-]*", r"[^\W\d_]+"):
                letters = "".join(word[0] for word in re.findall(pattern, name.lower()) if word not in LEFT_OUT)
                for short in (letters, letters + "s"):
                    found.setdefault(stem(short), set()).add(topic)
    return {short: topics for short, topics in found.items() if len(short) > 1}


def _said(staff: Iterable[str]) -> list[str]:
    """What staff say for a topic in lower case: a name with capitals may be of something else."""
    lower = (name for name in staff if name == name.lower())
    return [name for name in lower if " " in name or meaning(stem(name)) not in STRICT]


def _by_word(short: Iterable[tuple[str, str]], named: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """For each word the topics that it names, alone or with others, or stands for as an abbreviation."""
    pairs = {*short, *((topic, word) for topic, by in named.items() for word in by)}
    return {word: frozenset(topic for topic, by in pairs if by == word) for _, word in pairs}
