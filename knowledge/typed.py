"""What somebody typed, in lower case, with slips mended; numbers and names are left alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from knowledge.cues import SMALL_TALK
from knowledge.words import SHORTHAND, WORD, English

LONGEST = 4000
"""Characters of a question that are read; the rest is passed over."""
SHORTEST_MENDED = 3
SHORTEST_MENDED_NAME = 5
"""A shorter word with a capital letter may be an abbreviation or a name, and is left as it is."""
INTRODUCES = frozenset({"is", "was", "who's", "whos", "mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady"})
"""Words after which a capital letter begins somebody's name."""
LETTERS_DIGITS = re.compile(r"(?<=[^\W\d_]{3})(?=\d)|(?<=\d)(?=[^\W\d_]{3})")
TYPED_WORD = re.compile(WORD)
PAIR = re.compile(r"\b(?=([^\W\d_]+) ([^\W\d_]+)\b)[^\W\d_]")
NAME_PAIR = re.compile(r"\b([A-Z][a-z]{2,}) (?!(?:Many|Thanks?|Cheers|Kind|Best|Regards|Please)\b)([A-Z][a-z]{2,})\b")
ABBREVIATED = re.compile(r"(?i)\b(?:nos?|acts?)\.?\s*(?=\d{1,2}(?!\d))")
TENS = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
DIGITS = {word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)}
SPELT = re.compile(
    rf"(?i)\b({'|'.join(TENS)})(?:[ -]({'|'.join(DIGITS)}))?\b(?![ -](?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen))"
)
PHASE_TWO = re.compile(r"\bphase too\b")
SPEND_CONTROLS = re.compile(r"\bcontrols? (?:on|over|of) (?:the )?(?:spend(?:ing)?|money)\b")


class Hand:
    """Reads what people type, in the words of one knowledge base: `lexicon` tells how often each word occurs in it,
    `names` are words of it into which nothing is mended, `strangers` those of people whom the report doesn't know."""

    def __init__(
        self, lexicon: Mapping[str, int], english: English, names: frozenset[str], strangers: Set[str] = frozenset()
    ) -> None:
        self._lexicon = lexicon
        self._english = english
        self._names = names
        self._strangers = strangers

    def read(self, text: str) -> str:
        """A text in lower case, with spelling mended and spelt numbers in figures."""
        text = ABBREVIATED.sub("action ", text)
        text = SPELT.sub(lambda m: str(TENS[m[1].lower()] + DIGITS.get((m[2] or "").lower(), 0)), text)
        return PHASE_TWO.sub("phase 2", SPEND_CONTROLS.sub("spend controls", self._mended(text)))

    def stranger(self, text: str) -> str:
        """A first name and surname in a text as typed that the knowledge base doesn't know, or "": words of such people are
        known in whatever case, others by their capital letters."""
        for first, last in PAIR.findall(text.lower()):
            if first in self._strangers and last in self._strangers:
                return f"{first} {last}".title()
        for match in NAME_PAIR.finditer(text):
            first, last = match[1].lower(), match[2].lower()
            slip = len(first) >= SHORTEST_MENDED_NAME and self._mend(first, 1) != first
            known = first in self._lexicon and first not in self._strangers
            if not known and not slip and not (first in self._english and last in self._english):
                return match[0]
        return ""

    def _mended(self, text: str) -> str:
        """The text in lower case, spelling mended word by word; short words with a capital letter are left as typed."""
        shouting = text.isupper()
        stranger = self.stranger(text).lower().split()

        def mended(match: re.Match[str]) -> str:
            word = match[0].lower()
            initials = len(word) > 1 and match[0].isupper()
            name_like = match[0][0].isupper() and (match.start() > 0 or initials) and not shouting
            if word in SHORTHAND:
                return SHORTHAND[word]
            if word in SMALL_TALK:
                return word
            before = text[: match.start()].lower().split()[-1:]
            if word in stranger or not self._names.isdisjoint(before) or (name_like and before and before[0] in INTRODUCES):
                return word
            if (
                word in self._lexicon
                or "'" in word
                or len(word) < SHORTEST_MENDED
                or (name_like and len(word) < SHORTEST_MENDED_NAME)
            ):
                return word
            return word if word in self._english else self._mend(word, 1 if name_like else 2)

        return TYPED_WORD.sub(mended, LETTERS_DIGITS.sub(" ", text))

    def _mend(self, word: str, most: int) -> str:
        from knowledge.spelling import mend  # rapidfuzz costs more than a question; most have no word to mend

        return mend(word, self._lexicon, self._names, most)
