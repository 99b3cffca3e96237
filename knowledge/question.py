"""What somebody typed -> a Question: the frame it asks for, and what else its words tell. Exact where exact matters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from knowledge import address, cues
from knowledge.address import LAST_YEAR
from knowledge.cues import Asks, Intent
from knowledge.report import Kind
from knowledge.topics import Topics
from knowledge.words import SHORTHAND, WORD, English, manner, plain, stem, terms, tokens

SHORTEST_MENDED = 3
SHORTEST_MENDED_NAME = 5
"""A shorter word with a capital letter may be an abbreviation or a name, and is left as it is."""
SHORT_THANKS = 9
COMPARING = frozenset(map(stem, "change changed changes move moved evolve higher lower bigger better worse".split()))
LONGEST = 4000
"""Characters of a question that are read; the rest is passed over."""


class Frame(NamedTuple):
    """What a question asks for; an empty set means "any". This is all that a thread remembers of it.

    `terms` are stems known here, in the question's order; `earlier` those that a follow-up took over.
    """

    actions: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    topics: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    intent: Intent = Intent.FIND


class Question(NamedTuple):
    """A question understood: its frame, and what is needed to answer it now but isn't remembered.

    `manner` are marks of how it is asked, `unknown` words that nothing here knows, `dated`
    years that stand in a date ("March 2014"), `stranger` a person's name that
    isn't in the report, `apart` topics that are not to be counted; `named_by` tells by which stems each topic was named,
    `as_of` that it speaks of today.
    """

    frame: Frame
    text: str
    asks: Asks
    manner: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    dated: frozenset[int] = frozenset()
    stranger: str = ""
    apart: frozenset[str] = frozenset()
    named_by: Mapping[str, frozenset[str]] = MappingProxyType({})
    leans: bool = False
    as_of: bool = False


LETTERS_DIGITS = re.compile(r"(?<=[^\W\d_]{3})(?=\d)|(?<=\d)(?=[^\W\d_]{3})")
TYPED_WORD = re.compile(WORD)
NAME_PAIR = re.compile(r"\b([A-Z][a-z]{2,}) ([A-Z][a-z]{2,})\b")
ABBREVIATED = re.compile(r"(?i)\b(?:nos?|acts?)\.?\s*(?=\d)")
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
DIGITS = {word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
SPELT = re.compile(rf"(?i)\b({'|'.join(TENS)})(?:[ -]({'|'.join(DIGITS)}))?\b(?! (?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen))")
SPEND_CONTROLS = re.compile(r"\bcontrols? (?:on|over|of) (?:the )?(?:spend(?:ing)?|money)\b")
BOTH_PLANS = re.compile(r"\b(?:one plan to the (?:other|next)|between (?:the )?(?:two )?plans|(?:the two|both) plans)\b")
ASIDE = re.compile(
    r",? *\b(?:it|this)(?:'s| is) for (?:the|my|our|a|an)\b[^.?!]*|"
    r"\([^()]*\b(?:asking|deadline|press office|finance|hr|minister|urgent|slide|brief)\b[^()]*\)"
    r"|,? *\b(?:i|we)? ?need (?:it|this|them|that|one line|a line|something|both)? ?(?:needed )?for (?:a|an|the|my|our)\b[^.?!]*"
    r"|,? *\b(?:both )?needed for (?:a|an|the|my|our)\b[^.?!]*"
    r"|\bfor (?:a|an|the|my|our) (?:\w+ ){0,2}(?:brief|briefing|return|submission|slide|board paper|pq|speech|presentation|note|chart|e-?mail|letter|minister)\b"
    r"|\b(?:pulling together|writing|drafting|preparing|doing) (?:a|an|the|my|our) (?:\w+ ){0,2}(?:brief|briefing|note|paper|submission|slide|speech)"
    r"(?: for (?:the |my |our )?(?:perm sec|minister|sofs|board|director|boss|secretary of state|dg|spad|treasury))?(?: on| about| and)?"
    r"|\b(?:private office|press office|press query|hr|finance|comms) (?:here|asking)\b|^press query\b|\b(?:finance|hr|chief economist|minister|press office)s? wants?\b[^.?!]*"
)
PART = re.compile(r"[^.:?!;]+(?:[.:?!;](?=\S)[^.:?!;]+)*[.:?!;]*\s*")
ASKING = re.compile(r"\?\s*$|^\W*(?:what|which|who|when|where|why|how|is|are|was|were|did|do|does|has|have|can|could|will|would|should|any|list|show|give|name|compare)\b")
REFERRING = re.compile(r"\b(?:her|him|she|he|if so|which one|that|it|this|they|them|those|these|its|their|there)\b")
NEWCOMER = re.compile(r"^for (?:the|my|our|a|an) [\w' ]{3,30}:|^(?:background|quick) \w+ for [\w ]{2,20}:|^\W*(?:i'?m|i am|we'?re|being) (?:new|just|checking|writing|drafting|preparing)\b|\bmy first (?:week|day)\b|^\W*(?:thanks|cheers|ta|thx)\b")
CONTEXT = re.compile(
    r"\b(?:briefing|brief|pq|drafting|deadline|asking|asked|ask|register|tracker|liaison|note|lords|urgent|minister|sofs|perm sec|dg|slide|"
    r"paper|submission|committee|new (?:to|here|in)|first week|thanks|writing|here|query|hearing|speech|audit|nao|lawyer|union|need)\b"
)
LEANING = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|ah|right|great|thanks|thx|ta|cool|hmm|oh|yes|no|nope|sorry|oops|so|but|well|fine|and)\b[\s,.!-]*)*"
    r"(?:and|what about|how about|has it|have they|was it|wasn't it|wasnt it|so it|list them|name (?:them|some)|for|same|back to|commitments?|progress|plans?|what of|or|then|also|same|ditto|not that|not what|no|sorry|oops|i meant|i mean|meant|so|ok|but"
    r"|now|back to)\b|\b(?:it|its|they|them|their|theirs|that|those|these|she|he|her|his|him|there|the one|ones?|the (?:year|stage|other)"
    r"|the same|the (?:first|second|last) (?:of|one)|before that|after that|any strings|on that)\b|^\W*(?:when|who|why|where|how|which ones?|how many|did they|done)\W*$"
    r"|\b(?:fine|good|got it|right|nice|great|ok|okay|thanks|ta|cheers|makes sense|understood|noted|yep|yes)\W*$"
)
STANDS_ALONE = re.compile(r"\b(?:unrelated|different thing|by the way|btw|moving on|next question|new topic|separately|different (?:question|topic|subject)|something else|change of (?:topic|subject)|another question)\b")
YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:year|one|twelve months|12 months) (?:before|earlier|prior|previous)\b|\b(?:previous|prior|preceding) year\b|\bbefore that\b|\byear beforehand\b|\bup from what\b"
)
YEAR_AFTER = re.compile(r"\b(?:the )?(?:year|twelve months|12 months|stage|one) (?:after|later|on|following|afterwards?)\b|\b(?:following|next) year\b|\bafter that\b")
OTHER_ONE = re.compile(r"\bthe other (?:one|year)'?s?\b|\bother year\b")
OTHER_YEAR = re.compile(r"\bother (?:year|one)'s\b|\bother year\b")
BOTH_YEARS = re.compile(r"\bboth (?:years|sets|plans)\b|\beach of the (?:two )?years\b")
LAST_OF_REPORT = re.compile(r"\b(?:last|final) year (?:of|in|covered by) the report\b")


class Reader:
    """Understands questions in the words of one knowledge base."""

    def __init__(self, topics: Topics, lexicon: Mapping[str, int], english: English, names: frozenset[str]) -> None:
        self._topics = topics
        self._lexicon = lexicon
        self._english = english
        self._names = names
        self._known_stems = frozenset(map(stem, lexicon))

    def understand(self, text: str, earlier: Frame | None = None) -> Question:
        """The question in a text, leaning on the thread's last frame where its words do."""
        typed = plain(text[:LONGEST])
        typed = ABBREVIATED.sub("action ", typed)
        typed = SPELT.sub(lambda m: str(TENS[m[1].lower()] + DIGITS.get((m[2] or "").lower(), 0)), typed)
        clean = SPEND_CONTROLS.sub("spend controls", self._mended(typed))
        clean = cues.INSTRUCTIONS.without(ASIDE.sub(" ", clean))
        if earlier and earlier.actions:
            clean = BARE_NUMBER.sub(r"\1action \2", clean)
        named = address.read(clean)
        apart, rest = self._apart(self._without_context(named.rest))
        words = tokens(rest)
        intent = _intent(clean, words)
        content = [t for t in dict.fromkeys(terms(words)) if not (intent is Intent.COMPARE and t in COMPARING)]
        named_by = self._named_by(rest)
        frame = Frame(
            named.actions,
            named.without,
            named.years,
            named.kinds,
            frozenset(named_by),
            tuple(term for term in content if term in self._known_stems),
            intent=intent,
        )
        leans = earlier is not None and self._leans(clean, frame)
        if earlier is not None and leans:
            frame = self._joined(clean, frame, earlier)
        frame = frame._replace(years=_relative(clean, frame, earlier if leans else None))
        unknown = tuple(term for term in content if term not in self._known_stems and not term[0].isdigit())
        return Question(
            frame, clean, cues.asks(clean), frozenset(manner(words)), unknown, named.dated, self._stranger(typed), apart,
            named_by, leans, bool(cues.TODAY.search(clean)),
        )

    def _leans(self, text: str, frame: Frame) -> bool:
        if STANDS_ALONE.search(text) or frame.intent in (Intent.HELP, Intent.SMALL_TALK):
            return False
        telling = any(not self._topics.by_id[topic].common for topic in frame.topics)
        return bool(LEANING.search(text)) or len(frame.terms) < 2 or (not telling and not frame.actions and len(frame.terms) < 4)

    def _without_context(self, text: str) -> str:
        """A question without the parts that only say who asks or what for."""
        parts = PART.findall(text)
        saying = [part for part in parts if self._says_something(part)]
        refers = any(REFERRING.search(part) for part in saying)
        kept = [
            part
            for part in parts
            if not NEWCOMER.search(part)
            and (part in saying or ASKING.search(part) or (refers and not CONTEXT.search(part)) or not saying)
        ]
        return "".join(kept) if kept and len(kept) < len(parts) else text

    def _says_something(self, part: str) -> bool:
        named = address.read(part)
        return bool(named.actions or named.years or any(not self._topics.by_id[topic].common for topic in self._named_by(part)))

    def _named_by(self, text: str) -> dict[str, frozenset[str]]:
        """Topics that a text names, each with the stems that name it; talk alone names none."""
        words = tokens(text)
        telling = set(terms(words))
        found = self._topics.asked([stem(word) for word in words])
        return {topic: frozenset(by) for topic, by in found.items() if by & telling}

    def _apart(self, text: str) -> tuple[frozenset[str], str]:
        """Topics that are excluded ("not counting waste carriers"), and the text without them."""
        match = cues.EXCLUDED.search(text)
        topics = self._topics.asked([stem(word) for word in tokens(match[1])]) if match else {}
        telling = frozenset(topic for topic in topics if not self._topics.by_id[topic].common)
        return (telling, text[: match.start()] + " " + text[match.end() :]) if match and telling else (frozenset(), text)

    def _stranger(self, text: str) -> str:
        """A first name and surname that the knowledge base doesn't know."""
        for match in NAME_PAIR.finditer(text):
            first, last = match[1].lower(), match[2].lower()
            if first not in self._lexicon and not (first in self._english and last in self._english):
                return match[0]
        return ""

    def _mended(self, text: str) -> str:
        """The text in lower case, spelling mended word by word; short words with a capital letter are left as typed."""
        shouting = text.isupper()

        def mended(match: re.Match[str]) -> str:
            word, name_like = match[0].lower(), match[0][0].isupper() and match.start() > 0 and not shouting
            if word in SHORTHAND:
                return SHORTHAND[word]
            if word in self._lexicon or len(word) < SHORTEST_MENDED or (name_like and len(word) < SHORTEST_MENDED_NAME):
                return word
            return word if word in self._english else self._mend(word, 1 if name_like else 2)

        return TYPED_WORD.sub(mended, LETTERS_DIGITS.sub(" ", text))

    def _mend(self, word: str, most: int) -> str:
        from knowledge.spelling import mend  # rapidfuzz costs more than a question; most have no word to mend

        return mend(word, self._lexicon, self._names, most)

    def _joined(self, text: str, frame: Frame, earlier: Frame) -> Frame:
        """A follow-up's frame: what it names itself, and from the earlier one what it leaves open."""
        if OTHER_ONE.search(text) and (pair := self._other(earlier)):
            return earlier._replace(topics=pair[0], terms=pair[1], earlier=())
        swapped = {self._topics.by_id[topic].group for topic in frame.topics if not self._topics.by_id[topic].common}
        dropped = {t for t in earlier.topics - frame.topics if self._topics.by_id[t].group in swapped & SLOTS}
        gone = self._topics.stems(dropped) - set(frame.terms)
        kept = () if frame.actions and not frame.terms else tuple(
            term for term in (*earlier.terms, *earlier.earlier) if term not in frame.terms and term not in gone
        )
        kinds = frame.kinds or earlier.kinds
        return frame._replace(
            actions=frame.actions or earlier.actions,
            years=_years_joined(text, frame, earlier),
            kinds=kinds if frame.kinds or frame.years != {2015} else kinds - {Kind.PROGRESS},
            topics=frame.topics | (earlier.topics - dropped if kept else frozenset()),
            earlier=tuple(dict.fromkeys(kept)),
        )


    def _other(self, earlier: Frame) -> tuple[frozenset[str], tuple[str, ...]] | None:
        """The other of a pair, where the thread was about one of them: its topic and its stems."""
        for one, other in (*PAIRS, *((b, a) for a, b in PAIRS)):
            if one in earlier.topics and other not in earlier.topics:
                label = self._topics.by_id[other].report[0]
                kept = tuple(t for t in earlier.terms if t not in self._topics.stems([one]))
                return earlier.topics - {one} | {other}, (*kept, *terms(tokens(label)))
        return None


PAIRS = (
    ("rural_payments", "waste_carrier_registration"),
    ("cap_delivery_programme", "waste_carrier_registration"),
    ("phase_1", "phase_2"),
    ("lower_tier", "upper_tier"),
)
BARE_NUMBER = re.compile(
    r"^(\W*(?:(?:sorry|oops|no|i meant|i mean|meant|and|ok|what about|how about|now|then|same for|also|back to|go back to|for)\b\W*)*)"
    r"(\d{1,2})\b(?![\d%])(?! (?:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
)


def _years_joined(text: str, frame: Frame, earlier: Frame) -> frozenset[int]:
    """A follow-up's years: its own, those that its words imply, or the earlier ones; a comparison takes both."""
    if frame.kinds == {Kind.COMMITMENT} and not frame.years:
        return frozenset()
    if frame.years:
        return frame.years | earlier.years if frame.intent is Intent.COMPARE else frame.years
    if cues.NEXT.search(text):
        return frozenset({2015})
    if cues.ORIGINAL.search(text):
        return frozenset({2012})
    return earlier.years


SLOTS = frozenset({"Services", "Phases and tiers"})
"""Groups of topics of which a follow-up names one instead of another ("and waste carriers?")."""


def _intent(text: str, words: list[str]) -> Intent:
    bare = text.strip(" \n.!?,")
    if cues.HELP.is_all(bare):
        return Intent.HELP
    letters = [word for word in words if word.isalpha() or "'" in word]
    if letters and len(letters) <= SHORT_THANKS and letters[0] in cues.GREETS and not terms(w for w in words if w not in cues.SMALL_TALK | cues.GREETS):
        return Intent.SMALL_TALK
    if letters and all(word in cues.SMALL_TALK for word in letters) and cues.GREETS.intersection(letters):
        return Intent.SMALL_TALK
    for intent, cue in ((Intent.LIST, cues.LIST), (Intent.OUTCOME, cues.OUTCOME), (Intent.SERIES, cues.SERIES), (Intent.COMPARE, cues.COMPARE)):
        if cue.search(text):
            return intent
    return Intent.FIND


def _relative(text: str, frame: Frame, earlier: Frame | None) -> frozenset[int]:
    """Years said in relation: to the report's date, or to the year that the thread was about."""
    before = earlier.years if earlier else frozenset()
    both = before if frame.intent is Intent.COMPARE else frozenset()
    if before and YEAR_BEFORE.search(text):
        return both | {min(before) - 1}
    if before and YEAR_AFTER.search(text):
        return both | {max(before) + 1}
    if not earlier and not frame.years and YEAR_AFTER.search(text):
        return frozenset({LAST_YEAR})
    if not earlier and frame.years and YEAR_AFTER.search(text):
        return frame.years | {max(frame.years) + 1}
    if not earlier and frame.years and YEAR_BEFORE.search(text):
        return frame.years | {min(frame.years) - 1}
    if before and frame.years == before and OTHER_YEAR.search(text):
        return frozenset({2013, 2014} if before == {2013} else {2015 if Kind.PLAN in frame.kinds else 2013}) - before
    if LAST_OF_REPORT.search(text):
        return frozenset({2015 if frame.kinds == {Kind.PLAN} else 2014})
    if frame.years and (earlier is None or frame.years != earlier.years):
        return frame.years
    if BOTH_PLANS.search(text):
        return frozenset({2014, 2015})
    if BOTH_YEARS.search(text):
        return frozenset({2014, 2015} if Kind.PLAN in frame.kinds else {2013, 2014})
    if re.search(r"\blast year\b", text):
        return frozenset({2014})
    if re.search(r"\b(?:this|next|coming) year\b", text):
        return frozenset({2015})
    return frame.years
