"""How a sentence stands to what it speaks of: denied, planned, tried, only begun or considered, or simply so."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Hedge(StrEnum):
    """What keeps a thing from being done: it may be said only with a word of the same kind."""

    PLANNED = "planned"
    TRIED = "tried"
    CONSIDERED = "considered"
    BEGUN = "begun"
    BACKED = "backed"


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


NAMED_PLANS = re.compile(r"\b(?:action|skills|business|training|delivery) plans?\b(?: commitments)?", re.IGNORECASE)
DENIED = _any(
    r"not|never|none|neither|nor|nothing|nobody|cannot|without|no(?! longer than)|\w+n't|(?:do|did|does|is|was|were|has|have|had|wo|ca|could|should|would)nt"
)
FAILED = _any(
    r"fail\w*|miss|misses|missed|unable|refus\w*|lack\w*|stop|stops|stopped|ceas\w*|abandon\w*|cancel\w*|scrap\w*|delay\w*|postpon\w*|halt\w*|reject\w*"
    r"|declin\w*|hardly|barely|rarely|seldom|yet to|instead of|rather than|except\w*|exclud\w*|avoid\w*|dropp?(?:ed|s)?|withdr\w+|unlikely|false|untrue|wrong\w*"
    r"|incorrect\w*|myth|den(?:y|ies|ied)|doubt\w*|prevent\w*|behind|short of|struggl\w*|slipp?(?:ed|s)?|late for|overran|overrun|too late|unsuccessful\w*|little|paused?"
)
_PLANNED = r"will|'ll|shall|would|plans? to|intends?|aims?|aim to|expects?|expected|keen|to be|to follow|seeks?|intention"
_TRIED = r"plans for|tr(?:y|ied|ying|ies)|efforts?|took steps|take steps|engaged in"
_CONSIDERED = r"consider(?:s|ed|ing)?|looking at|whether"
_BEGUN = r"beg[aiu]n|begins|beginning|start|starts|started|starting|embark\w*|commenc\w*"
_BACKED = r"support(?:s|ed)?(?= (?:the|work|efforts?|these|ongoing|cabinet|gds))|welcom\w*|supports?"
SAID_OF_REPORT = {
    Hedge.PLANNED: _any(_PLANNED),
    Hedge.TRIED: _any(_TRIED),
    Hedge.CONSIDERED: _any(_CONSIDERED),
    Hedge.BEGUN: _any(_BEGUN),
    Hedge.BACKED: _any(r"support(?:s|ed)?(?= (?:the|work|efforts?|these|ongoing|cabinet|gds))|welcom\w*"),
}
"""The words by which the report hedges."""
ALLOWING = {
    Hedge.PLANNED: _any(
        _PLANNED
        + r"|planned|planning|plans? (?:is|was|are|were|for 20\d\d)|intended|intending|aimed|aiming|due|going to|set to|(?:is|are|was|were) to|commit\w*|promis\w*|pledg\w*|should|must|may|might|hop(?:e|es|ed|ing)"
        r"|schedul\w*|future|upcoming|goal|objective|target\w*|needs? to|required?|requires|propos\w*|agreed to|want\w* to|undert\w+|ready for"
    ),
    Hedge.TRIED: _any(
        _TRIED
        + r"|plans?|seek\w*|sought|steps?|engag\w*|works?|worked|working|attempt\w*|push\w*|moving|due|aim\w*|progress\w*|way|track"
    ),
    Hedge.CONSIDERED: _any(_CONSIDERED + r"|look\w*|think\w*|explor\w*|weigh\w*|examin\w*|assess\w*|review\w*|decid\w*|if"),
    Hedge.BEGUN: _any(
        _BEGUN
        + r"|launch\w*|kick\w*|initiat\w*|under way|underway|programmes?|projects?|work|set out|first|from|embarked|set about"
    ),
    Hedge.BACKED: _any(
        _BACKED
        + r"|support\w*|help\w*|assist\w*|back\w*|contribut\w*|work\w*|alongside|behind|favour\w*|glad|pleased|approv\w*|in favour"
    ),
}
"""The words of a statement that allow for a hedge."""
INTENDED = _any(r"(?:intend|expect|aim|hop|promis|pledg|schedul)(?:s|es|ed|ing|e)?|keen")
"""Words of a plan that say nothing else."""
FINITE = _any(r"is|are|was|were|has|have|had|went|did|won|took|began|started|ensured|moved|continued")
FLOWS = frozenset({Hedge.PLANNED, Hedge.TRIED, Hedge.CONSIDERED, Hedge.BACKED})
"""Hedges of a verb that hold for what is joined to it."""
PASSES_BY = frozenset({Hedge.TRIED, Hedge.BACKED})
"""Hedges that don't hold for a participle ("agreed in early 2014") beside their verb."""


class Stance(NamedTuple):
    """`denials` is how often it is denied, `failures` the words that say it went wrong, `hedges` the report's hedges in it,
    `allows` those that it allows for."""

    denials: int
    failures: frozenset[str]
    hedges: frozenset[Hedge]
    allows: frozenset[Hedge]


@lru_cache(maxsize=4096)
def stance(text: str) -> Stance:
    """The stance of a text with straight apostrophes."""
    masked = NAMED_PLANS.sub(" ", text)
    return Stance(
        len(DENIED.findall(masked)),
        frozenset(word.lower()[:4] for word in FAILED.findall(masked)),
        frozenset(hedge for hedge, cue in SAID_OF_REPORT.items() if cue.search(masked)),
        frozenset(hedge for hedge, cue in ALLOWING.items() if cue.search(masked)),
    )
