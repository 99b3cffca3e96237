"""Words: from what somebody typed to stems, with slips of the finger mended. Numbers are never mended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import Stemmer

SLACK_LINK = re.compile(r"<(?:[@#!][^<>|]*|[a-z]+:[^<>|]*)\|([^<>]*)>")
SLACK_BARE = re.compile(r"<[@!#][^<>]*>|<(?:mailto:|https?://)([^<>|]*)>")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
"""The three signs that Slack escapes; the ampersand last, so that nothing is undone twice."""
EMOJI = re.compile(r"(?<!\w):[A-Za-z0-9_+'-]+:(?!\w)|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]")
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " ", "_": " "})
GOVUK = re.compile(r"\bgov(?:\.|\s+dot\s+|\s)?uk\b")
DIGIT = re.compile(r"\d")
FINANCIAL_YEAR = re.compile(r"\b20(\d\d)\s*/\s*(?:20)?(\d\d)\b")
THOUSANDS = re.compile(r"(\d),(\d{3})\b")
ROUND_THOUSANDS = re.compile(r"\b(\d+)k\b")
PERCENT = re.compile(r"(\d)\s*(?:per\s?cent|percent|pc\b|%)")
WORD = r"[^\W\d_]+(?:'[^\W\d_]+)?"
TOKEN = re.compile(rf"\d+(?:\.\d+)?%?|{WORD}|\n")

# Words that say how somebody talks, not what about: they carry no weight in a search.
TALK = frozenset(
    """
    a an the of to in on at for by with from and or but nor is are was were be been being am do does did doing have has had having
    it its it's this that these those there here i me my mine we us our ours you your yours u ur he him his she her hers they them
    their theirs as if then than so such can could would should will shall may might must about into over under upon onto out off
    what which who whom whose when where why how any some all no not yes yeah please pls plz thanks thank thx ta cheers hi hello hey
    hiya dear just get got gets getting tell show give gimme know want wants wanted need needs needed like also very too only really
    s t re ve ll d m dont didnt doesnt isnt wasnt werent cant couldnt wont hasnt havent hadnt don didn doesn isn wasn weren couldn
    won hasn haven hadn can't don't didn't doesn't isn't wasn't weren't couldn't won't hasn't haven't i'm i've i'd i'll we've we're
    we'd they've they're they'd you've you're what's who's where's when's how's that's there's let's whats whos wheres whens hows thats
    theres im ive id ill lets
    action actions plan plans planned planning progress progressed report reports reported reporting say says said saying mention
    mentions mentioned mentioning defra defras department departments departmental dept depts ministry year years happen happens
    happened happening thing things something anything everything nothing someone somebody anyone anybody everyone one ones today
    now currently current yet still latest recent recently nowadays ever already actually exactly even though while whether during
    within since until till before after again back well good able make makes made making see look looking find found out per via
    etc vs v versus compare compared comparison difference different differ between both each every other others another else more
    most much many lot lots bit bits kind sort sorts go goes going went gone come comes came take takes took taken put puts
    question questions quick quickly answer answers morning afternoon evening sorry ok okay right cool great nice colleague
    use used using way ways up down around quite perhaps maybe bloody hell omg lol btw fyi asap
    commitment commitments commit committed promise promised promises pledge pledged intend intended intention intentions next step
    steps achieve achieved outcome outcomes result results summary summarise summarize brief briefing line lines slide lunchtime lunch meeting page document section
    sections part place places everywhere anywhere somewhere full list listed lists entry entries wording words quote quotes
    talk talks aside dealing touching sentence sentences story latest update updates status position situation state stand stood regarding concerning
    activity activities lined supposed meant mean means same absolutely under two sort look looks looked handled namecheck
    originally original outset start beginning read like absolutely unrelated separately topic
    pull dig grab hold lot heading headings wrong channel many copy copied note notes recall vaguely
    whole entire far scope title titles stuff thingy regards regarding
    kindly send text dense ask asks asked asking quoted roughly rough check checking moment ago whatever
    somebody seem seems seemed apparently allegedly
    asap esp incl aiming aim aims deal deals dealt sofs pq minister perm sec
    bot useless stupid dumb idiot
    passage passages handover bring brings brought neither play tonight e g eg ie
    think thought believe suppose wonder wondering check confirm correct true according explain describe remind
    """.split()
)

_stemmer = Stemmer.Stemmer("english")
_stemmer.maxCacheSize = 0


UNSTEMMED = frozenset({"julie"})
"""Words that would share the stem of another: Julie that of July."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word (Snowball English)."""
    stemmed: str = _stemmer.stemWord(word)
    return word if word in UNSTEMMED else stemmed


def plain(text: str) -> str:
    """What somebody typed, without Slack's own form: links, mentions, entities and emoji codes undone."""
    text = SLACK_LINK.sub(r"\1", text)
    text = SLACK_BARE.sub(lambda match: match[1] or " ", text)
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return EMOJI.sub(" ", text).translate(STRAIGHT)


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words and numbers, and line ends; "54 per cent" and "54%" are one token, so are GOV.UK and 100,000."""
    text = GOVUK.sub("govuk", text.translate(STRAIGHT).lower()).replace("know-how", "knowhow")
    if DIGIT.search(text):
        text = FINANCIAL_YEAR.sub(r"fy\1\2", text)
        text = ROUND_THOUSANDS.sub(r"\g<1>000", THOUSANDS.sub(r"\1\2", text))
        text = PERCENT.sub(r"\1% ", text)
    return tuple(word[:-2] if word.endswith("'s") else word for word in TOKEN.findall(text))


def terms(words: Iterable[str]) -> list[str]:
    """The stems of the words that say what a question is about; years are addresses, not terms."""
    return [stem(word) for word in words if word not in TALK and word != "\n" and not _is_year(word)]


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()


MANNER = {
    "who": "who", "whose": "who", "whom": "who", "who's": "who", "whos": "who", "when": "when", "when's": "when", "where": "where",
    "where's": "where", "why": "why", "which": "which", "many": "many", "much": "much", "name": "name", "names": "name", "named": "name",
    "list": "list", "before": "before", "else": "else", "other": "other", "others": "other", "after": "after", "since": "since",
    "did": "did", "was": "did", "were": "did", "had": "did", "is": "is", "are": "is", "does": "is", "do": "is", "has": "is",
    "have": "is", "will": "will", "should": "should", "can": "can", "how": "how", "what": "what", "what's": "what", "whats": "what",
    "still": "still", "yet": "still", "already": "still", "of": "of", "in": "in", "or": "or", "about": "about", "there": "there",
    "there's": "there", "theres": "there", "our": "us", "us": "us", "we": "us", "we're": "us", "we've": "us", "we'll": "us",
    "be": "be", "been": "be", "being": "be", "one": "one", "ones": "one", "get": "get", "got": "get", "gets": "get", "getting": "get",
    "go": "go", "goes": "go", "going": "go", "went": "go", "gone": "go", "done": "done", "achieve": "done", "achieved": "done",
    "achievement": "done", "happen": "done", "happens": "done", "happened": "done", "progress": "done", "delivered": "done",
    "mean": "mean", "means": "mean", "meaning": "mean", "definition": "mean", "define": "mean", "reporting": "reporting",
    "not": "not", "no": "not", "nothing": "not", "never": "not", "exactly": "exactly", "actual": "exactly", "results": "results",
    "result": "results", "found": "results", "find": "results", "most": "most", "more": "more", "less": "less", "so": "so",
}  # fmt: skip


def manner(words: Iterable[str]) -> set[str]:
    """Marks of how something is asked ("?who", "?many"): they tell near-misses from questions that are answered."""
    return {"?" + MANNER[word] for word in words if word in MANNER}


SHORTHAND = {
    "wich": "which", "wen": "when", "wat": "what", "wot": "what", "wots": "what's", "wats": "what's", "nxt": "next", "yr": "year",
    "yrs": "years", "info": "information", "mgmt": "management", "govt": "government", "hav": "have", "ther": "there", "thier": "their", "abt": "about",
    "prog": "progress", "dose": "does", "exempler": "exemplar", "exemplers": "exemplars", "servise": "service", "manger": "manager", "planed": "planned", "planing": "planning", "hows": "how's", "whos": "who's",
}  # fmt: skip
"""Chat spellings, some of which are also rare English words."""


class English:
    """A list of English words, read when it is first needed: most questions hold none that is new here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self.words is None:
            self.words = frozenset(self.path.read_text(encoding="utf-8").split())
        return word in self.words

    def __reduce__(self) -> tuple[type[English], tuple[Path]]:
        return English, (self.path,)
