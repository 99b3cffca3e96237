"""Years that are said in relation: to the report's date, to another year, or to the year that a thread is about."""

from __future__ import annotations

from knowledge import cues
from knowledge.address import FIRST_YEAR, LAST_YEAR
from knowledge.cues import Cue, Intent
from knowledge.frame import Frame
from knowledge.report import Kind

YEAR_BEFORE = Cue(
    r"\b(?:the )?(?:year|one|twelve months|12 months) (?:before|earlier|prior|previous)\b|\b(?:previous|prior|preceding) year\b|\bbefore that\b|\byear beforehand\b"
)
YEAR_AFTER = Cue(
    r"\b(?:the )?(?:year|twelve months|12 months|stage|one) (?:after|later|on|following|afterwards?)\b|\b(?:following|next) year\b|\bafter that\b"
)
OTHER_YEAR = Cue(r"\bother (?:year|one)'s\b|\bother year\b")
BOTH_PLANS = Cue(r"\b(?:one plan to the (?:other|next)|between (?:the )?(?:two )?plans|(?:the two|both) plans)\b")
BOTH_YEARS = Cue(r"\bboth (?:years|sets|plans)\b|\beach of the (?:two )?years\b")
LAST_OF_REPORT = Cue(r"\b(?:last|final) year (?:of|in|covered by) the report\b")
LAST = Cue(r"\blast year\b")
NEXT = Cue(r"\b(?:this|next|coming) year\b")
FUTURE = Cue(
    r"\b(?:will|won't|shall|in store|the idea|(?:are|is|am) (?:\w+ ){0,2}(?:going|expected|due|meant|supposed|hoping|planning|intending) to"
    r"|(?:do|does) (?:\w+ )?(?:want|plan|intend|mean|hope|aim) to)\b|\w'll\b"
)
STILL = Cue(
    r"^\W*(?:(?:and|so|but)\W+)*still\b|\bstill (?:so|true|right|the (?:case|same|plan|position)|going(?: on)?|there|in place|happening)\W*$"
)
NOWADAYS = Cue(r"\b(?:now|today|currently|nowadays|these days|at present|at the moment)\W*$")


def years(text: str, frame: Frame, earlier: Frame | None) -> frozenset[int]:
    """The years that a question means: `frame` holds those that it names or takes over from the thread's `earlier`."""
    meant = _beside(text, frame, earlier.years if earlier else None)
    if meant is not None:
        return meant
    if LAST_OF_REPORT.search(text):
        return frozenset({2015 if frame.kinds == {Kind.PLAN} else 2014})
    if frame.years and (earlier is None or frame.years != earlier.years):
        return frame.years
    return _of_the_report(text, frame) or frame.years


def _beside(text: str, frame: Frame, thread: frozenset[int] | None) -> frozenset[int] | None:
    """The year before or after: the thread's year, or the one that the question itself names, which then counts too."""
    before, after = YEAR_BEFORE.search(text), YEAR_AFTER.search(text)
    known = frame.years if thread is None else thread
    if thread is None and not known and after:
        return frozenset({LAST_YEAR})
    if known and (before or after):
        if after and after[0] == "after that" and max(known) >= LAST_YEAR:
            return known  # of that year's plan, not of another year
        both = known if thread is None or frame.intent is Intent.COMPARE else frozenset()
        return both | {min(known) - 1 if before else max(known) + 1}
    if thread and frame.years == thread and OTHER_YEAR.search(text):
        last = 2015 if Kind.PLAN in frame.kinds else 2013
        return frozenset({2013, 2014} if thread == {2013} else {last}) - thread
    return None


def _of_the_report(text: str, frame: Frame) -> frozenset[int]:
    """Years said by their place in the report, which speaks in January 2015."""
    planned = Kind.PLAN in frame.kinds
    if BOTH_PLANS.search(text) or (BOTH_YEARS.search(text) and planned):
        return frozenset({2014, 2015})
    if BOTH_YEARS.search(text):
        return frozenset({2013, 2014})
    if frame.intent is Intent.COMPARE and frame.kinds >= {Kind.COMMITMENT, Kind.PLAN} and cues.FIRST_AND_LAST.search(text):
        return frozenset({FIRST_YEAR, LAST_YEAR})
    if LAST.search(text):
        return frozenset({2014})
    return frozenset({2015} if NEXT.search(text) else ())


def of_follow_up(text: str, frame: Frame, earlier: Frame) -> frozenset[int]:
    """A follow-up's years: its own, those that its words imply, or the earlier ones; a comparison takes both."""
    if frame.kinds == {Kind.COMMITMENT} and not frame.years:
        return frozenset()
    if frame.years:
        return frame.years | earlier.years if frame.intent is Intent.COMPARE else frame.years
    if cues.NEXT.search(text) or _onwards(text, earlier):
        return frozenset({LAST_YEAR - 1 if max(earlier.years, default=LAST_YEAR) < LAST_YEAR - 1 else LAST_YEAR})
    if STILL.search(text) and earlier.years and max(earlier.years) < LAST_YEAR:
        return frozenset(range(max(earlier.years) + 1, LAST_YEAR + 1))
    if NOWADAYS.search(text) and not frame.kinds:
        return frozenset()
    return frozenset({2012}) if cues.ORIGINAL.search(text) else earlier.years


def _onwards(text: str, earlier: Frame) -> bool:
    """Whether what will be is asked about what was in the report's last year of progress."""
    return earlier.years == {LAST_YEAR - 1} and Kind.PLAN not in earlier.kinds and FUTURE.search(text) is not None
