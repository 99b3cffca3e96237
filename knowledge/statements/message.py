"""What a message says: its statements, apart from its questions, greetings, code and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from knowledge.statements.claims import single_words
from knowledge.statements.clauses import VERB
from knowledge.statements.particulars import particulars
from knowledge.words import EMOJI, STRAIGHT, terms

LONGEST_MESSAGE = 40_000
LONGEST_SAYING = 600
"""Characters of one saying that are still read as a sentence."""
FEWEST_TERMS = 3
"""Telling words that make a statement without a verb."""
HEADING_WORDS = 8

CODE = re.compile(r"```.*?(?:```|$)", re.DOTALL)
LINK = re.compile(r"<?\b(?:https?://|www\.|mailto:)[^\s<>]+>?|[\w.+-]{1,64}@[\w-]+\.[\w.]+")
MARK = re.compile(r"^[\s>]*(?:[•◦▪*+–—-]|\d{1,2}[.)]|\(?[a-z]\))\s+|^[\s>]+")
BULLET = re.compile(r"^[\s>]*(?:[•◦▪*+–—-]|\d{1,2}[.)]|\(?[a-z]\))\s+")
STOP = re.compile(r"([.!?;]+[\"')\]*_]*)\s+")
ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|approx|no|nos|mr|mrs|ms|dr|st|vs|dept|govt|fig|sec|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])\.$",
    re.IGNORECASE,
)
TAG = re.compile(
    r",?\s*\b(?:right|correct|true|yes|no|is it|isn't it|is that right|is that true|did(?:n't)? (?:it|they|we)|was(?:n't)? it|ha(?:s|ve)n't (?:it|they|we))\s*\?+$",
    re.IGNORECASE,
)
IS_IT_TRUE = re.compile(r"^(?:is|was) it (?:true|right|correct|the case) that\s+", re.IGNORECASE)
YES_OR_NO = re.compile(
    r"^(?:so |and |but )?(?:did|was|were|is|are|has|have|had|does|do|will)\s+(?!you\b|we all\b|anyone|anybody|any\b|there\b)",
    re.IGNORECASE,
)
EITHER = re.compile(r"\bor\b", re.IGNORECASE)
ASKS = re.compile(
    r"^(?:so |and |but |ok |hi |hey )?(?:(?:what|which|who|whom|whose|when|where|why|how)(?:'s|\s+(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|about|happen\w*|many|much|year|come))|(?:can|could|would|will|do|did|have|are) (?:you|i|we|anyone|somebody|someone)|any(?:one|body)"
    r"|isn't|wasn't|weren't|didn't|doesn't|don't|hasn't|haven't|won't)\b",
    re.IGNORECASE,
)
SUPPOSES = re.compile(r"^(?:if|whether|unless|suppose|imagine|assuming)\b", re.IGNORECASE)
GREETS = re.compile(
    r"^(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon)|morning|thanks(?! to)|thank you|cheers|ok|okay)\b(?:\s+[@\w']+){0,3}\s*[,!:-]+\s*",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"^(?:(?:so|and|but|also|btw|fyi|for info|reminder|apparently)[,:]?\s+|(?:well|note|yes|no|right|actually|interesting)[,:]\s+)*(?:(?:i (?:think|believe|heard|gather|see|understand|read|hear|know)"
    r"|(?:please )?note|just to (?:flag|note|say)|the report (?:says|notes|states|shows)|did you know|as you know,|according to (?:the report|defra),|it says(?: here)?|remember) (?:that )?)?",
    re.IGNORECASE,
)
BIDS = re.compile(
    r"^(?:please|pls|kindly|see|send|check|let (?:me|us)|tell|give|remind|confirm|read|click|ask|ping|look|thanks(?! to)|thank you|cheers|hi|hello|hey|dear|(?:best|kind) (?:wishes|regards)|regards)\b",
    re.IGNORECASE,
)


class Saying(NamedTuple):
    """One sentence or list item of a message, as it stands there; `plain` is what it states, `lead_in` the line above its
    list. What is `asked` is no statement."""

    text: str
    plain: str
    lead_in: str
    asked: bool


class Message(NamedTuple):
    """The first statements and questions of a message, and whether it says more than is read."""

    sayings: tuple[Saying, ...]
    cut: bool


def read(text: str, most: int) -> Message:
    """At most so many statements and questions of a message in plain text, in its order."""
    said = list(islice(_sayings(text), most + 1))
    cut = len(text) > LONGEST_MESSAGE or len(said) > most or any(len(saying.text) > LONGEST_SAYING for saying in said)
    return Message(tuple(saying for saying in said[:most] if len(saying.text) <= LONGEST_SAYING), cut)


def _sayings(text: str) -> Iterator[Saying]:
    lead_in = ""
    for line, listed in _lines(LINK.sub(" ", CODE.sub("\n\n", text[:LONGEST_MESSAGE]).translate(STRAIGHT))):
        if not listed:
            lead_in = ""
        for part in _sentences(line):
            if said := _saying(part, lead_in if listed else ""):
                yield said
        if not listed and _heads(line):
            lead_in = line


def _heads(line: str) -> bool:
    """Whether a line stands over a list."""
    return line.endswith(":") or (len(line.split()) <= HEADING_WORDS and not VERB.search(line))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs and list items without their marks, and whether they are list items; wrapped lines are joined."""
    held, listed = "", False
    for line in text.splitlines():
        bare = MARK.sub("", line).strip()
        wraps = bare[:1].islower() and held and held[-1] not in ".?!:;" and not BULLET.match(line)
        if wraps:
            held += " " + bare
            continue
        if held:
            yield held, listed
        held, listed = bare, BULLET.match(line) is not None
    if held:
        yield held, listed


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for stop in STOP.finditer(line):
        if not ABBREVIATED.search(line[start : stop.end(1)]):
            yield line[start : stop.end(1)]
            start = stop.end()
    yield line[start:]


def _saying(part: str, lead_in: str) -> Saying | None:
    text = EMOJI.sub(" ", part).strip(" \"'*_~|")
    said = SAYS.sub("", GREETS.sub("", text))
    if not said or BIDS.match(said):
        return None
    plain = IS_IT_TRUE.sub("", TAG.sub("", said))
    if ASKS.match(plain) or SUPPOSES.match(plain) or _is_open(plain, text):
        return Saying(text, text, "", asked=True)
    words = len(terms(single_words(plain)))
    if words >= FEWEST_TERMS or (VERB.search(plain) and (words > 1 or (words and particulars(plain).counts))):
        return Saying(text, plain, lead_in, asked=False)
    return None


def _is_open(plain: str, text: str) -> bool:
    """Whether a question can't be answered by yes, or names alternatives; one that a statement is made of can."""
    if not plain.endswith("?"):
        return False
    return EITHER.search(plain) is not None or not (YES_OR_NO.match(plain) or plain != text)
