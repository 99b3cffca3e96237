"""What a digest posts: one piece of the report a turn, in order, the same for everybody. Pure: no Slack, no clock, no store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import knowledge
from bot import cards, wording
from bot.blocks import Button
from bot.cards import Message
from bot.codes import Item
from bot.digest_request import Content, Series
from bot.layouts import Form
from knowledge import Address, Citation, Kind, KnowledgeBase, cite

AT_ONCE = 3
"""Passages of a topic in one turn: a minute's reading."""
MOST_STEPS = 2
"""Buttons that show an action; two more pause and stop the digest."""
IN_TIME = (Kind.SCOPE, Kind.COMMITMENT, Kind.PLAN, Kind.PROGRESS)
"""The kinds of section in order of time: a year's plan was made before its progress."""


class _Piece(NamedTuple):
    """What one turn shows: its items, and the actions that they are from."""

    form: Form
    items: tuple[Item, ...]
    actions: tuple[int, ...]


def turns(base: KnowledgeBase, content: Content) -> int:
    """How many turns there are until a content begins again; 0 where the report has nothing to post."""
    return len(_pieces(base, content))


def edition(
    base: KnowledgeBase, content: Content, turn: int, digest: str = "", when: Sequence[str] = (), notes: Sequence[str] = ()
) -> Message:
    """What a digest posts in a turn, counted from 0; after the last it begins again. `digest` is its id ("d3"), for the
    buttons that pause and stop it; `notes` say what is out of the ordinary (late, some skipped), and `when` comes the next.
    Raises IndexError where there is nothing to post."""
    pieces = _pieces(base, content)
    if not pieces:
        raise IndexError(content)
    number = turn % len(pieces)
    piece = pieces[number]
    place = wording.digest_part(wording.digest_content(content.series, content.topic), number + 1, len(pieces))
    row = [*_steps(base, content.series, piece.actions), *_keeping(digest)]
    heading, page = wording.digest_heading(base.report.updated), cards.cut(piece.form, piece.items)
    return cards.verify(base, cards.laid_out(base, heading, [place, *notes], page, when, row))


@lru_cache(maxsize=256)
def _pieces(base: KnowledgeBase, content: Content) -> tuple[_Piece, ...]:
    """All turns of a content; a clock with many digests asks for the same few again and again."""
    return tuple(CONTENTS[content.series](base, content.topic))


def _actions(base: KnowledgeBase, _: str) -> list[_Piece]:
    """One action a turn: its title, its latest progress and its latest plan."""
    found = []
    for number, title in base.titles.items():
        sections = [max(_of(base, number, kind), key=lambda a: a.year or 0, default=None) for kind in (Kind.PROGRESS, Kind.PLAN)]
        told = [c for a in sections if a for c in knowledge.about_action(base, number, a.year, a.kind).citations]
        shown = [cite(base.report, Address(number, Kind.SCOPE, None), title.span), *told]
        found.append(_Piece(Form.QUOTES, tuple(dict.fromkeys(shown)), (number,)))
    return found


def _of(base: KnowledgeBase, action: int, kind: Kind) -> list[Address]:
    return [address for address in base.sections if address.action == action and address.kind is kind]


def _outcomes(base: KnowledgeBase, _: str) -> list[_Piece]:
    """One action a turn: its plans beside what was reported on them. Actions that had no plans are left out."""
    found = [(number, knowledge.about_outcomes(base, number).promises) for number in base.titles]
    return [_Piece(Form.PROMISES, promises, (number,)) for number, promises in found if promises]


def _topic(base: KnowledgeBase, name: str) -> list[_Piece]:
    """A topic's passages in order of time, a few a turn."""
    topic = base.topics.named(name)
    told = sorted(knowledge.about_topic(base, topic).citations, key=_moment) if topic else []
    few = [told[start : start + AT_ONCE] for start in range(0, len(told), AT_ONCE)]
    return [_Piece(Form.QUOTES, tuple(some), tuple(dict.fromkeys(c.address.action for c in some))) for some in few]


def _moment(citation: Citation) -> tuple[int, int]:
    return citation.address.year or 0, IN_TIME.index(citation.address.kind)


CONTENTS: dict[Series, Callable[[KnowledgeBase, str], list[_Piece]]] = {
    Series.ACTIONS: _actions,
    Series.OUTCOMES: _outcomes,
    Series.TOPIC: _topic,
}


def _steps(base: KnowledgeBase, series: Series, actions: Sequence[int]) -> list[Button]:
    """What to look at next."""
    whole = [Button(wording.whole(n), f"show.action{n}", f"action {n}") for n in actions[:MOST_STEPS]]
    beside = [
        Button(wording.BESIDE, "show.outcomes", f"outcomes {n}")
        for n in actions
        if series is Series.ACTIONS and cards.has_plans(base, n)
    ]
    return [*whole, *beside]


def _keeping(digest: str) -> list[Button]:
    if not digest:
        return []
    return [Button(wording.PAUSE_THIS, "digest.pause", digest), Button(wording.STOP_THIS, "digest.stop", digest)]
