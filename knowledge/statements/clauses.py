"""The parts of a sentence that can be true or false by themselves, with what each takes over from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from knowledge.statements.stance import FINITE, FLOWS, PASSES_BY, Hedge, stance
from knowledge.words import STRAIGHT

BREAK = re.compile(
    r"\s*(?:[;:()]|,(?!\d{3}\b)| - |\.(?=\s))\s*|\s+(?=(?:and|but|while|whereas|though|although|with|including|which|who|plus|then|before(?! that| then))\b)",
    re.IGNORECASE,
)
JOINT = re.compile(r"^(?:and|but|while|whereas|though|although|plus|then)\s+", re.IGNORECASE)
OWN_SUBJECT = re.compile(
    r"^(?:the|a|an|its|their|our|this|these|it|they|we|all|both|over|one|defra(?:'s)?|phase|[A-Z][\w']+|service managers?)\b"
)
VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do|went|won|took|began|made|rose|grew|fell|put|went|became|got|met|ran|led|beat|hit|stood|came|left|kept|held|gave|saw|sat|drew|built|sold|bought|said|says|plans|aims|intends|supports|includes|covers|\w{2,}ed)\b|'ll\b|n't\b",
    re.IGNORECASE,
)
PARTICIPLE = re.compile(r"\w{2,}ed\b", re.IGNORECASE)
SUBJECT = 6
"""Words in which a clause names its subject."""


class Clause(NamedTuple):
    """A part of a sentence. `subject` are the words of the sentence's subject where the part has none of its own, `main`
    counts the subjects so far; denials and hedges include those that it takes over: `denied` are places in the sentence."""

    text: str
    subject: str
    main: int
    denied: frozenset[int]
    hedges: frozenset[Hedge]


def fragments(text: str) -> list[Clause]:
    """The smallest parts of a sentence, in order."""
    found: list[Clause] = []
    subject, main, place, verbs = "", 0, 0, False
    denied: frozenset[int] = frozenset()
    hedges: frozenset[Hedge] = frozenset()
    for part in _parts(text.translate(STRAIGHT)):
        bare, verb = JOINT.sub("", part), VERB.search(part) is not None
        own = not found or (verbs and verb and OWN_SUBJECT.match(bare) is not None)
        verbs = verb or (verbs and not own)
        if own:
            subject, main = " ".join(bare.split()[:SUBJECT]), main + 1
        if own or FINITE.search(part):
            denied, hedges = frozenset(), frozenset()
        said = stance(part)
        denied |= frozenset(range(place, place + said.denials))
        place += said.denials
        aside = not own and PARTICIPLE.match(part) is not None
        about = "" if own else " ".join(found[-1].text.split()[-SUBJECT:]) if aside else subject
        found.append(Clause(part, about, main, denied, said.hedges | (hedges - PASSES_BY if aside else hedges)))
        hedges |= said.hedges & FLOWS
    return [_with_verb(part, found) for part in found]


def _with_verb(part: Clause, parts: Iterable[Clause]) -> Clause:
    """A part that stands before the verb of its subject, with what that denies and hedges."""
    same = [other for other in parts if other.main == part.main]
    before = list(takewhile(lambda other: not VERB.search(other.text), same))
    if part not in before or len(before) == len(same):
        return part
    verb = same[len(before)]
    return part._replace(denied=part.denied | verb.denied, hedges=part.hedges | (verb.hedges & FLOWS))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in BREAK.split(text) if part.strip(" .'\"")]


def finite(text: str) -> list[Clause]:
    """The parts of a sentence that each have a verb; what has none belongs to the part before."""
    groups: list[list[Clause]] = []
    for part in fragments(text):
        if groups and not (VERB.search(part.text) and any(VERB.search(other.text) for other in groups[-1])):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [joined(group) for group in groups]


def joined(group: Iterable[Clause]) -> Clause:
    """Parts of a sentence as one, which begins with the first."""
    parts = list(group)
    return parts[0]._replace(
        text=", ".join(part.text for part in parts),
        denied=frozenset().union(*(part.denied for part in parts)),
        hedges=frozenset().union(*(part.hedges for part in parts)),
    )
