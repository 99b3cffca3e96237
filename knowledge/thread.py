"""Follow-ups: whether a question leans on the one before, and what it takes over from it."""

from __future__ import annotations

import re

from knowledge import cues, moment
from knowledge.cues import Cue, Intent
from knowledge.frame import Frame
from knowledge.report import Kind
from knowledge.topics import Topics
from knowledge.words import stem, terms, tokens

LEANING = Cue(
    r"^\W*(?:(?:ok(?:ay)?|ah|right|great|thanks|thx|ta|cool|hmm|oh|yes|no|nope|sorry|oops|so|but|well|fine|and)\b[\s,.!-]*)*"
    r"(?:and|what about|how about|has it|have they|was it|wasn't it|wasnt it|so it|list them|name (?:them|some)|for|same|back to|commitments?|progress|plans?|what of|or|then|also|same|ditto|not that|not what|no|sorry|oops|i meant|i mean|meant|so|ok|but"
    r"|now|back to)\b|\b(?:it|its|they|them|their|theirs|that|those|these|she|he|her|his|him|there|the one|ones?|the (?:year|stage|other)"
    r"|the same|the (?:first|second|last) (?:of|one)|before that|after that|any strings|on that)\b|^\W*(?:when|who|why|where|how|which ones?|how many|did they|done)\W*$"
    r"|\b(?:fine|good|got it|right|nice|great|ok|okay|thanks|ta|cheers|makes sense|understood|noted|yep|yes)\W*$"
)
LATER = Cue(r"^\W*still\b|\b(?:months?|years?) (?:later|on|before|earlier)\b")
STANDS_ALONE = Cue(
    r"\b(?:unrelated|different thing|by the way|btw|moving on|next question|new topic|separately|different (?:question|topic|subject)|something else|change of (?:topic|subject)|another question)\b"
)
FULFILLING = frozenset(map(stem, ["met", "meet", "kept", "keep", "deadline", "target", "settled", "deliver"]))
"""Words that ask whether a promise was kept, not which."""
DONE = Cue(
    r"\bwhat (?:did|have|has) (?:they|we|it|defra)(?: \w+)? (?:do|done)\W*$"
    r"|^\W*(?:(?:and|so|but|ok|then)\b\W*)*(?:did|has|have) (?:it|they|that|this|those|these|we|any)\b"
)
NOT_THAT = Cue(r"^\W*(?:no\W+|sorry\W+)*not that\b")
IDIOMS = Cue(
    r"\bin the end,? (?=(?:what|how|where|did)\b)|(?<=happened )in the end\b|\b(?:the |in the )?(?:following|next|previous|preceding|same) year\b"
)
"""What a follow-up asks of what a thread is about, and nothing to look for."""
WITHIN = Cue(r"^\W*(?:(?:and|so|but|ok|then|with)\W+)*(?:(?:are|were|is|was) there )?any\b[^?.]{0,24}\W*$")
"""A follow-up that only asks for a part of what was said ("any strings?")."""
OTHER_ONE = Cue(r"\bthe other (?:one|year)'?s?\b|\bother year\b")
BARE_NUMBER = re.compile(
    r"^(\W*(?:(?:sorry|oops|no|i meant|i mean|meant|and|ok|what about|how about|now|then|same for|also|back to|go back to|for)\b\W*)*)"
    r"(\d{1,2})\b(?![\d%])(?! (?:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
)


PAIRS = (
    ("rural_payments", "waste_carrier_registration"),
    ("cap_delivery_programme", "waste_carrier_registration"),
    ("phase_1", "phase_2"),
    ("lower_tier", "upper_tier"),
)
SLOTS = frozenset({"Services", "Phases and tiers"})
"""Groups of topics of which a follow-up names one instead of another ("and waste carriers?")."""


def with_action(text: str, earlier: Frame | None) -> str:
    """A follow-up that is only a number ("sorry, I meant 11") names an action, where the thread is about one."""
    return BARE_NUMBER.sub(r"\1action \2", text) if earlier and earlier.actions else text


def leans(text: str, frame: Frame, topics: Topics) -> bool:
    """Whether a question needs the one before it to be understood."""
    if STANDS_ALONE.search(text) or frame.intent in (Intent.HELP, Intent.SMALL_TALK):
        return False
    telling = topics.telling(frame.topics)
    return (
        bool(LEANING.search(text) or LATER.search(text))
        or len(frame.terms) < 2
        or (not telling and not frame.actions and len(frame.terms) < 4)
    )


def joined(text: str, frame: Frame, earlier: Frame, topics: Topics) -> Frame:
    """A follow-up's frame: what it names itself, and from the earlier one what it leaves open."""
    if OTHER_ONE.search(text) and (other := _other(earlier, topics)):
        return other
    frame = _without_form(text, frame)
    dropped = _replaced(frame, earlier, topics)
    gone = topics.stems(dropped) | set(frame.terms)
    if cues.TITLE.search(text) or NOT_THAT.search(text):
        earlier = earlier._replace(years=frozenset(), kinds=frozenset())
    only_action = frame.actions and not frame.terms
    kept = [] if only_action else [term for term in (*earlier.terms, *earlier.earlier) if term not in gone]
    taken = frame._replace(years=moment.of_follow_up(text, frame, earlier), kinds=frame.kinds or earlier.kinds)
    years = moment.years(text, taken, earlier)
    return frame._replace(
        actions=frame.actions or earlier.actions,
        years=years,
        kinds=frame.kinds or _kinds(text, years, frame.intent, earlier),
        topics=frame.topics | (earlier.topics - dropped if kept else frozenset()),
        earlier=tuple(dict.fromkeys(kept)),
    )


def _without_form(text: str, frame: Frame) -> Frame:
    """A follow-up without what only tells how it asks: whether a promise was kept; how a figure is to get higher, which
    compares nothing."""
    if frame.intent is Intent.OUTCOME:
        return frame._replace(terms=tuple(term for term in frame.terms if term not in FULFILLING))
    if frame.intent is Intent.COMPARE and len(frame.years) == 1 and moment.FUTURE.search(text):
        return frame._replace(intent=Intent.FIND, kinds=frame.kinds or frozenset({Kind.PLAN}))
    return frame


def _kinds(text: str, years: frozenset[int], intent: Intent, earlier: Frame) -> frozenset[Kind]:
    """The kinds that a follow-up takes over: there is no progress in 2015, what was done is no plan, and what is so now may
    stand anywhere."""
    if moment.NOWADAYS.search(text):
        return frozenset()
    if years == {2015}:
        return earlier.kinds - {Kind.PROGRESS}
    return earlier.kinds - {Kind.PLAN} if DONE.search(text) and intent is not Intent.OUTCOME else earlier.kinds


def _replaced(frame: Frame, earlier: Frame, topics: Topics) -> set[str]:
    """Earlier topics of which the follow-up names another one of the same slot."""
    slots = {topics.by_id[topic].group for topic in topics.telling(frame.topics)} & SLOTS
    return {topic for topic in earlier.topics - frame.topics if topics.by_id[topic].group in slots}


def _other(earlier: Frame, topics: Topics) -> Frame | None:
    """The thread's frame about the other of a pair, where it was about one of them."""
    for one, other in (*PAIRS, *((b, a) for a, b in PAIRS)):
        if one in earlier.topics and other not in earlier.topics:
            named = terms(tokens(topics.by_id[other].report[0]))
            kept = [term for term in earlier.terms if term not in topics.stems([one])]
            return earlier._replace(topics=earlier.topics - {one} | {other}, terms=(*kept, *named), earlier=())
    return None
