"""Exact things read exactly: the action numbers, years and kinds of section that somebody named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from knowledge.report import Kind

FIRST_YEAR, LAST_YEAR = 2012, 2015
REPORT_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
).split()
NUMBERS = {"zero": 0, **{word: number for number, word in enumerate(_UNITS, 1)}}
PLACES = {**{word: number for number, word in enumerate(_ORDINALS, 1)}, "last": 16, "final": 16}


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_NUMBER = rf"(?:(?!(?:19|20)\d\d\b)\d{{1,9}}(?!\d|%|,\d{{3}}|/\d{{3}})|(?:{_any(NUMBERS)})\b)"
_ACTION = r"(?:actions?|acts?\.?|action points?)"
_NAMED = rf"(?:\b{_ACTION}\s*(?:nos?\.?\s*|numbers?\s*|#\s*)?|\ba(?=\d)|\b(?:nos?\.\s*|nos?\s*(?=\d)|numbers?\s+)|(?<!\w)#\s*)"
_JOINT = rf"\s*(?:,\s*and|,|and|&|\+|/|or|versus|vs?\.?)\s*(?:{_ACTION}\s*|a(?=\d)|#\s*)?"
_RANGE = rf"\s*(?:to|-|through|until)\s*(?:{_ACTION}\s*|a(?=\d)|#\s*)?"
ACTIONS = re.compile(rf"{_NAMED}({_NUMBER})((?:(?:{_JOINT}|{_RANGE}){_NUMBER})*)")
BARE_LIST = re.compile(r"^\W*(\d{1,2})((?:\s*(?:,|and|&)\s*\d{1,2})+)\b(?=.*\bactions\b)")
SECTION = re.compile(
    r"(?P<named>20\d\d|plans?|planned|progress(?:ed)?|commit(?:ted|ments?)|promise[ds]?|pledge[ds]?)"
    r"|(?:and|activit(?:y|ies)|did|do|done|for|give|happen(?:ed)?|in|is|it|me|need|of|on|please|pls|show|thanks|the|to|was|we|were|what|what's)"
)
"""A word of a question that names nothing but a section; one of them has to be its year or its kind."""
WORD = re.compile(r"[\w']+")
NUMBER_SIGN = re.compile(r"^\W*(?:no|number)\b\.?")
OTHERWISE = re.compile(
    r"^\W*\w+ (?:plans|commitments|promises|pledges)\W*$|\b20\d\d\s*(?:[-/,&]|and|to|or|until|till|through)?\s*1[2-6]\b"
)
"""A number that counts, or is the end of some years ("two plans", "progress 2013-15")."""
ORDINAL_ACTION = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)|({_any(PLACES)}))\s+action\b(?!\s+plan)")
_EXCLUDING = (
    r"\b(?:other than|except(?: for)?|besides|apart from|(?<!stand )(?<!stood )(?<!step )(?<!stepped )(?<!stay )(?<!stayed )(?<!keep )(?<!kept )aside from"
    r"|excluding|exclude|not counting|not including|ignoring"
    r"|leaving out|leave out|bar|but not|not|without|beyond|outside(?: of)?|rather than|instead of|as well as)\s+(?:just\s+|only\s+|in\s+|under\s+|the\s+)*"
)
WITHOUT = re.compile(_EXCLUDING + "$")
WITHOUT_BLANK = re.compile(_EXCLUDING + r"(?= ,)")
ALSO = re.compile(r"\bas well as\b")

OTHER_ACTION = re.compile(rf"(\b{_ACTION} {_EXCLUDING})(?=\d)")
ALL_ACTIONS = re.compile(
    rf"\b(of|all) (?:the |our |its )?(?:{PLACES['last']}|{_UNITS[PLACES['last'] - 1]})\b(?: actions\b)?(?! \w+s\b)"
)
FINANCIAL_YEAR = re.compile(r"\b(20\d\d)\s*/\s*(?:20)?(\d\d)\b")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|summer|spring|autumn|winter|early|late|mid)"
)
DATED_YEAR = re.compile(rf"\b{MONTH}[ -](?:of )?((?:19|20)\d\d)\b")
STRATEGY_DATE = re.compile(r"\bdec(?:ember)?\.? 2012\b")
YEAR_RANGE = re.compile(
    r"\b(20\d\d)\s*(?:-|(?:right |all the way )?(?:up |through |up until )?(?:to|until|till|through))\s*(20\d\d|\d\d)\b|\bbetween\s+(20\d\d)\s+and\s+(20\d\d)\b"
)
DIFFERENCE = re.compile(r"\bdiffer\w*\b")
"""Between two years that differ there are no others."""
SINCE = re.compile(r"\b(?:since|from)\s+(20\d\d)(?:\s+(?:on(?:wards?)?|forward))?\b(?!\s*(?:to|-|until))")
EXCEPT_YEAR = re.compile(_EXCLUDING.replace("|as well as", "").replace("|beyond|outside(?: of)?", "") + r"(20\d\d)\b(?! plan)")
BEFORE = re.compile(r"(?<!year )(?<!one )\b(?:before|prior to|earlier than) (20\d\d)\b")
AFTER = re.compile(r"(?<!year )(?<!years )(?<!one )(?<!look )(?<!looking )\b(?:after|beyond|past) (?:the end of )?(20\d\d)\b")
YEAR = re.compile(r"(?<![\d,.£])((?:19|20)\d\d)(?![\d,]\d|%|\d)")
SHORT_YEAR = re.compile(r"(?<!\w)'(1[0-9])\b(?!')")
SPOKEN_YEAR = re.compile(
    r"\b(?:twenty|two thousand(?: and)?)[\s-]+(ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b"
)
PLAN_WORDS = re.compile(
    r"\b(?:forward look|plans?|planned|planning|planned activit(?:y|ies)|intend(?:s|ed)?|intentions?|going to|next steps?|what'?s next|what is next"
    r"|what next|upcoming|coming up|in the pipeline|on the cards|lined up|roadmap|(?:meant|supposed|due|expected|aiming|hoping|set|about) to"
    r"|to-?do(?: list)?|looking ahead|ahead|scheduled|aims?|future|forthcoming|what comes (?:next|after)|still to (?:do|come)|left to do"
    r"|for next year|going forward|in store|we'll|they'll|will (?:we|they|defra|the|be|happen|it)|defra will|what will|said (?:they|we|it|defra) would|(?:we|they|it|defra)'?d do|would do)\b"
)
PROGRESS_WORDS = re.compile(
    r"\b(?:progress(?:ed)?|achieve(?:d|ments?)?|done|happened|delivered|delivery|accomplish(?:ed|ments?)|outcomes?|results?"
    r"|actuals?|actually (?:do|did|does|happen\w*|achieve\w*|get|got|deliver\w*)|come of it|managed|got done|get done|follow(?:ed)?[ -]through)\b"
)
COMMITMENT_WORDS = re.compile(
    r"\b(?:commit(?:s|ted|ments?)?|promise[ds]?|pledge[ds]?|sign(?:ed)? up (?:to|for)|original(?:ly)?|at the outset|vow(?:ed)?"
    r"|undert(?:ook|ake|aking)s?|first strategy|departmental digital strategy)\b"
)
MANAGED_TO = re.compile(r"\b(did|do|have|has|had|could) (we|they|it|you|defra) (?:\w+ )?manage(?:d)?\b")
"""Who managed something did it; that is no management."""
PROMISED_TO = re.compile(r"\bsign(?:s|ed)? up (?:to|for)(?! (?:the )?(?:service|register|online|site|website|gateway))\b")
NAMES_WITH_KIND_WORDS = re.compile(
    r"\b(?:(?:digital )?(?:skills )?action plans?(?! for 20)|skills? plans?(?! for 20)|business plans?|delivery (?:bod(?:y|ies)|programmes?|programs?|system|organisations?|partners?)"
    r"|service delivery|cap[ -]d(?:elivery)?|programmes? delivery|delivery of)\b"
)
NOT_THIS_KIND = re.compile(
    r"\b(?:not|no|rather than|instead of|apart from|except(?: for)?|excluding|other than|without|ignoring|skip|forget|never mind|leave out"
    r"|(?:don't|dont|do not) (?:want|need|care about|give me|show me|tell me)) (?:about )?"
    r"(?:what (?:they|we|defra|it) (?:did|planned|said)|(?:the |just |any )?(?:plans?|progress|commitments?|promises|intentions))\b"
)

THEN_NEXT = re.compile(r"\b2014\b(?:\W+\w+){2,}?\W+2015\b")
"""Two years with something said of each."""


class Named(NamedTuple):
    """The addresses read from a question, and the rest of its words with those blanked out."""

    actions: frozenset[int]
    without: frozenset[int]
    years: frozenset[int]
    dated: frozenset[int]
    kinds: frozenset[Kind]
    rest: str


@lru_cache(maxsize=64)
def read(text: str) -> Named:
    """Read actions, years and kinds from a lower-case question (spelling mended)."""
    actions, without, rest = _actions(text)
    dated = frozenset(map(int, DATED_YEAR.findall(STRATEGY_DATE.sub(" ", rest))))
    years, rest = _years(rest)
    return Named(actions, without, years, dated, _kinds(text), MANAGED_TO.sub(r"\1 \2", PROMISED_TO.sub(" ", rest)))


def _number(word: str) -> int:
    """The number that a word tells, 0 for none."""
    return NUMBERS.get(word) or (int(word) if word.isdecimal() else 0)


def _actions(text: str) -> tuple[frozenset[int], frozenset[int], str]:
    """Numbers named and numbers excluded ("other than action 12"), and the text without them."""
    named: set[int] = set()
    without: set[int] = set()

    def blank(match: re.Match[str]) -> str:
        before = text[: match.start()]
        excluded = WITHOUT.search(before) and not ALSO.search(before[-14:])
        (without if excluded else named).update(_listed(match))
        return " , "

    text = ALL_ACTIONS.sub(r"\1 the actions", text)
    text = BARE_LIST.sub(r"actions \1\2", _with_action(OTHER_ACTION.sub(r"\1action ", text)))
    rest = WITHOUT_BLANK.sub("", ACTIONS.sub(blank, text))
    for match in ORDINAL_ACTION.finditer(rest):
        named.add(int(match[1]) if match[1] else PLACES[match[2]])
    return frozenset(named), frozenset(without), ORDINAL_ACTION.sub(" , ", rest)


def _with_action(text: str) -> str:
    """A text that is only a number and a section ("eleven, 2013 progress") names an action."""
    named = NUMBER_SIGN.sub("", text)
    words = WORD.findall(named)
    numbers = [word for word in words if 0 < _number(word) <= PLACES["last"]]
    if len(numbers) != 1 or numbers[0] not in (words[0], words[-1]) or OTHERWISE.search(text):
        return text
    section = [SECTION.fullmatch(word) for word in words if word != numbers[0]]
    if not all(section) or not any(match and match["named"] for match in section):
        return text
    return re.sub(rf"\b{numbers[0]}\b", f"action {numbers[0]}", named, count=1)


def _listed(match: re.Match[str]) -> Iterator[int]:
    last = _number(match[1])
    yield last
    for step in re.finditer(rf"({_JOINT}|{_RANGE})({_NUMBER})", match[2]):
        number = _number(step[2])
        if re.fullmatch(_RANGE, step[1]) and number > last:
            yield from range(last + 1, number)
        yield number
        last = number


def _years(text: str) -> tuple[frozenset[int], str]:
    """Years named, and the text without them."""
    found: set[int] = set()
    excluded: set[int] = set()
    text = FINANCIAL_YEAR.sub(lambda m: f" fy{m[1][2:]}{m[2]} ", text)
    text = SPOKEN_YEAR.sub(lambda m: f" {2000 + NUMBERS[m[1]]} ", text)
    text = SHORT_YEAR.sub(r" 20\1 ", text)

    def span(match: re.Match[str]) -> str:
        first, last = (match[1], match[2]) if match[1] else (match[3], match[4])
        end = int(last) if len(last) == 4 else 2000 + int(last)
        ordered = int(first) <= end < int(first) + 20 and not DIFFERENCE.search(text[: match.start()])
        found.update(range(int(first), end + 1) if ordered else {int(first), end})
        return " , "

    def since(match: re.Match[str]) -> str:
        found.update({int(match[1]), *range(int(match[1]), LAST_YEAR + 1)})
        return " , "

    def before(match: re.Match[str]) -> str:
        earlier = range(FIRST_YEAR, int(match[1]))
        found.update(earlier)
        return " , " if earlier else match[0]

    def after(match: re.Match[str]) -> str:
        later = range(int(match[1]) + 1, LAST_YEAR + 1)
        found.update(later)
        return " , " if later else match[0]

    def except_for(match: re.Match[str]) -> str:
        excluded.add(int(match[1]))
        return " , "

    text = EXCEPT_YEAR.sub(except_for, text)
    text = AFTER.sub(after, BEFORE.sub(before, text))
    text = YEAR_RANGE.sub(span, STRATEGY_DATE.sub(" 2012 ", text))
    text = SINCE.sub(since, text)
    found.update(int(year) for year in YEAR.findall(text))
    if excluded and not found:
        found.update(REPORT_YEARS)
    return frozenset(found - excluded), YEAR.sub(" , ", text)


def _kinds(text: str) -> frozenset[Kind]:
    masked = NOT_THIS_KIND.sub(" ", NAMES_WITH_KIND_WORDS.sub(" ", text))
    if _planned_last(masked):
        return frozenset()
    cues = ((Kind.PLAN, PLAN_WORDS), (Kind.PROGRESS, PROGRESS_WORDS), (Kind.COMMITMENT, COMMITMENT_WORDS))
    return frozenset(kind for kind, words in cues if words.search(masked))


def _planned_last(text: str) -> bool:
    """Whether something is asked of 2014, and only of 2015 what is planned: then each year's own kind of section is meant."""
    years = THEN_NEXT.search(text)
    plans = [match.start() for match in PLAN_WORDS.finditer(text)]
    if not years or not plans or COMMITMENT_WORDS.search(text):
        return False
    first = years.start() + len("2014 ")  # "the 2014 plan" is no thing that was done
    return all(plan > first for plan in plans)
