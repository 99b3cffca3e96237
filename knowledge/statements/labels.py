"""The words in a text that tell one of a kind from another: phases, actions, "all" or "some", before or after."""

from __future__ import annotations

import re
from collections.abc import Iterator

PHASES = {"1": "1", "2": "2", "i": "1", "ii": "2", "one": "1", "two": "2", "first": "1", "second": "2", "initial": "1"}
PHASE = re.compile(
    r"\b(?:phase|stage)\s+(\w+)\b|\b(first|second|third|fourth|initial|final|last) (?:phase|stage)\b", re.IGNORECASE
)
ACTION = re.compile(r"\bactions?\s+(?:no\.?\s*)?(\d+)((?:\s*(?:,|and|&|to|-)\s*\d+)*)", re.IGNORECASE)
BETA = re.compile(r"\b(private|closed|public|publicly|open)[ -]beta\b", re.IGNORECASE)
BETAS = {"closed": "private", "open": "public", "publicly": "public"}
FINANCIAL_YEAR = re.compile(r"\b20(\d\d)\s*[/-]\s*(?:20)?(\d\d)\b(?!-)|\bfy\s*(\d\d)[/-]?(\d\d)\b", re.IGNORECASE)
WAY = re.compile(r"\b(?:(off|out of|from)|to|onto|into) (?:the )?([a-z][\w.]*\w)", re.IGNORECASE)

_PATTERNS = (
    ("tier", "lower", r"lower[ -]tier"),
    ("tier", "upper", r"(?:upper|higher|top)[ -]tier"),
    ("quantity", "every", r"(?:all|every|everything|everyone|each|entire|entirely|whole|wholly|completely)\b(?! year)"),
    ("quantity", "most", r"(?:most|majority|mostly|mainly|largely)\b"),
    ("quantity", "some", r"(?:some|several|partly|partially|few|a number)\b"),
    ("quantity", "half", r"(?:half|halved|quarter|double[ds]?|twice|tripled?|dozens?|hundreds|thousands|millions?|billions?)\b"),
    ("quantity", "only", r"(?:only|solely|just|exclusively|alone)\b"),
    ("quantity", "fully", r"fully\b"),
    ("degree", "more", r"(?:more|greater|wider|bigger|larger|broader)\b(?! than\b)"),
    ("degree", "less", r"(?:less|fewer|smaller|narrower|lesser)\b(?! than\b)"),
    ("direction", "down", r"(?:down (?:from|to|by|on)|lower than)\b"),
    ("direction", "up", r"(?:up (?:from|by|on)|higher than)\b"),
    ("order", "before", r"(?:before|prior to|ahead of|in advance of|earlier than)\b"),
    ("order", "after", r"(?:after|afterwards|later than|following)\b"),
    ("ordinal", "first", r"(?:first|1st)\b(?! of all)"),
    ("ordinal", "second", r"(?:second|2nd)\b"),
    ("ordinal", "third", r"(?:third|3rd)\b"),
    ("ordinal", "later", r"(?:fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|finally|latest)\b"),
    ("turn", "begin", r"(?:beg[aiu]ns?|beginning|start(?:s|ed|ing)?|open(?:s|ed|ing)?|commenc\w*|launch\w*)\b"),
    ("turn", "end", r"(?<!by )(?<!the )(?:end(?! of)|ends|ended|ending|clos(?:es?|ed|ing)|finish\w*|shut\w*)\b|\bto an end\b"),
    ("together", "apart", r"(?:separately|apart|independent(?:ly)?|alone)\b"),
    ("together", "joint", r"(?:together|jointly|joint|closely|shared|common)\b"),
    ("relative", "then", r"(?:last|next|this|previous|coming|same|earlier this|later this) (?:year|month|week|quarter)\b"),
    ("relative", "season", r"(?:last|next|this|previous|coming|same) (?:spring|summer|autumn|winter)\b"),
    ("relative", "ago", r"(?:years?|months?|weeks?|days?) (?:ago|later|earlier|late|ahead|early)\b"),
    ("relative", "day", r"(?:yesterday|today|tomorrow|tonight)\b"),
)
LABELS = tuple((kind, value, re.compile(rf"\b{pattern}", re.IGNORECASE)) for kind, value, pattern in _PATTERNS)
RIVALS = ("phase", "tier", "beta")
"""Kinds of which a sentence may speak of two, one of which a claim must not take for the other."""
OPPOSITES = {"turn": "begin", "together": "joint"}
"""Kinds that are opposites. Of each, a claim may have this one where a sentence has neither, but not where that has the other."""

Placed = tuple[int, str, str]
"""A label with the place where it stands."""


def taken(text: str) -> tuple[list[Placed], str]:
    """The ways that something leads, then the phases, actions, betas and financial years of a text; and the text with all
    but the ways blanked out."""
    found: list[Placed] = [(m.start(), "way", f"{'from' if m[1] else 'to'} {m[2].lower()}") for m in WAY.finditer(text)]

    def note(match: re.Match[str], kind: str, *values: str) -> str:
        found.extend((match.start(), kind, value) for value in values)
        return " " * len(match[0])

    text = FINANCIAL_YEAR.sub(lambda m: note(m, "financial year", f"{m[1] or m[3]}/{m[2] or m[4]}"), text)
    text = ACTION.sub(lambda m: note(m, "action", m[1], *re.findall(r"\d+", m[2])), text)
    text = BETA.sub(lambda m: note(m, "beta", BETAS.get(m[1].lower(), m[1].lower())), text)
    text = PHASE.sub(lambda m: note(m, "phase", PHASES.get((m[1] or m[2]).lower(), (m[1] or m[2]).lower())), text)
    return found, text


def worded(text: str) -> Iterator[Placed]:
    """The labels that are plain words."""
    for kind, value, pattern in LABELS:
        yield from ((match.start(), kind, value) for match in pattern.finditer(text))
