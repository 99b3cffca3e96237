"""A claim held against one sentence of the report: what the sentence covers of it, and what it has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from knowledge.agreement import RIVALS, Exact, Mismatch, differences
from knowledge.alike import NEUTRAL, STRICT, meaning
from knowledge.base import KnowledgeBase, Sentence
from knowledge.clauses import PARTICIPLE, VERB, Clause, fragments
from knowledge.evidence import Evidence
from knowledge.particulars import BETA, Particulars, particulars
from knowledge.report import Kind
from knowledge.stance import DENIED, FAILED, Hedge, stance
from knowledge.topics import Names
from knowledge.words import stem, terms, tokens

ASKED_ABOUT = 0.5
"""How surely the questions filed under a sentence must name a word that it doesn't hold itself."""
ASIDE = 2
"""Words up to which a part of a sentence only adds dates or numbers to another."""
SHARE_ASKED = 5
"""One word in so many may be held only by the questions that the sentence answers."""
MOST_JOINED = 4
"""Parts of a sentence that are joined to hold a claim, beside those that alone hold a word of it."""
MOST_EXACT = 2
"""Parts with dates or numbers that are joined besides."""
SERVICES = "Services"
"""The group of topics of which one must not be taken for another."""
NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w.'-]*|\b[A-Z]{2,}\w*\b|^[A-Z][\w'-]*(?= [A-Z])")
NAMES = re.compile(r"\b[A-Z][\w.'-]*(?: (?:(?:of|and|by|the|in|for) )?[A-Z][\w.'-]*)+")
BODY = re.compile(
    r"\b(?:(?P<defra>defra|the department|our department|department for environment|the ministry|we)|(?P<co>cabinet office)|(?P<gds>gds|government digital service)|(?P<ccs>crown commercial service))\b",
    re.IGNORECASE,
)
BY_BODY = re.compile(r"\b(?:is|are|was|were|been|being) (?:\w+ ){0,2}\w+ed\b[^,.;]*?\bby (?=the department|defra|the cabinet|cabinet|gds|government digital|crown)", re.IGNORECASE)
TITLED = re.compile(r"\baction \d+ (?:is|says|asks|covers|concerns|calls|requires|commits|deals|means)\b", re.IGNORECASE)
"""Words that tell what an action is about, so that what it says will be done may be told as it likes."""
DEFRA = "defra"
TOGETHER = re.compile(r"(?:the )?(?:defra|cabinet office|gds|government digital service),? and (?:the )?(?:defra|cabinet office|gds|government digital service)\b", re.IGNORECASE)
PRONOUN = re.compile(r"(?:and |but )?(?:it|they|its|their)\b", re.IGNORECASE)
NON = re.compile(r"\bnon[- ](?=[a-z])", re.IGNORECASE)
BEGINNING = 6
VERB_WORDS = 5
FEWEST_WORDS = 3
"""Telling words below which the others must be the report's too."""
LABEL_WORDS, ALIKE_FOR_LABEL = 8, 0.5
"""Fewer words without a verb are a mere label; how alike a sentence must be that has them in several parts."""
LONG_WORD = 5
TITLED = re.compile(r"\baction \d+ (?:is|says|asks|covers|concerns|calls|requires|commits|deals|means)\b", re.IGNORECASE)
"""Words that tell what an action is about, so that what it says will be done may be told as it likes."""
DEFRA = "defra"
TOGETHER = re.compile(r"(?:the )?(?:defra|cabinet office|gds|government digital service),? and (?:the )?(?:defra|cabinet office|gds|government digital service)\b", re.IGNORECASE)
PRONOUN = re.compile(r"(?:and |but )?(?:it|they|its|their)\b", re.IGNORECASE)
NON = re.compile(r"\bnon[- ](?=[a-z])", re.IGNORECASE)
BEGINNING = 6
VERB_WORDS = 5
FEWEST_WORDS = 3
ALIKE_WHEN_SHORT = 0.5
"""How alike a sentence must be to a statement of fewer words, or one without a verb whose words it has in several parts."""


class Claim(NamedTuple):
    """A part of a statement with a verb of its own: the words that must be held, those of them that are names, and the
    topics that each may name."""

    clause: Clause
    words: tuple[str, ...]
    subject: tuple[str, ...]
    names: frozenset[str]
    topics: Mapping[str, frozenset[str]]
    reported: Mapping[str, frozenset[str]]
    exact: Particulars
    first: str
    length: int
    whole: str


class Match(NamedTuple):
    """How a sentence fits a claim: the share of its words that it covers, and the differences."""

    number: int
    covered: float
    differences: tuple[Mismatch, ...]
    alike: float


class _Part(NamedTuple):
    clause: Clause
    meanings: frozenset[str]
    topics: frozenset[str]


class Matcher:
    """Holds claims against the sentences of one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._initials = _initials(base)
        self._names = Names((topic.id, (topic.label, *topic.report, *_said(topic.staff))) for topic in base.topics.by_id.values())

    def claims(self, clauses: Sequence[Clause], text: str, lead_in: str) -> list[Claim]:
        """The claims of a statement."""
        found = [self._claim(clause, clauses[0], text) for clause in clauses]
        found = [claim._replace(length=sum(len(each.words) for each in found)) for claim in found]
        return [claim for claim in found if claim.words or any(claim.exact)]

    def _claim(self, clause: Clause, first: Clause, text: str) -> Claim:
        words = [stem(word) for word in tokens(clause.text)]
        judged = NON.sub("non", BETA.sub("beta", FAILED.sub(" ", DENIED.sub(" ", clause.text))))
        inherited = self._subject(clause.subject) if clause is not first else []
        content = dict.fromkeys(_telling(judged))
        names = {stem(token) for match in NAME.finditer(clause.text) for token in tokens(match[0])}
        short = [(topic, word) for word in words if not self.base.topics.reported([word]) for topic in self._initials.get(word, ())]
        by_topic = _joined(short, self._names.found([*inherited, *words]))
        reported = _joined(short, self.base.topics.reported([*inherited, *words]))
        return Claim(clause, tuple(content), tuple(inherited), frozenset(names), _by_word(by_topic), _by_word(reported), _exact(clause, first), _first_name(clause), 0, text)

    def _subject(self, subject: str) -> list[str]:
        """The words of a subject that name a service."""
        stems = [stem(word) for word in tokens(subject)]
        named = self.base.topics.reported(stems)
        stems = [word for word in stems if word not in NEUTRAL and not word[0].isdigit()]
        return [word for word in stems if any(word in by and self.base.topics.by_id[topic].group == SERVICES for topic, by in named.items())]

    def match(self, claim: Claim, sentence: Sentence, evident: Evidence) -> Match:
        """How a sentence fits a claim."""
        parts = self._parts(sentence)
        held = {word: _places(parts, word, claim) for word in claim.words}
        lacking = [word for word, at in held.items() if not at and not self._told(word, claim, sentence)]
        asked = [word for word in lacking if word not in claim.names and word != claim.first and self._asked(word, sentence, evident)]
        missing = [word for word in lacking if word not in asked[: len(held) // SHARE_ASKED]]
        covered = 1 - len(missing) / (len(held) or 1)
        places = {word: at for word, at in held.items() if at}
        covers = _covers(places, len(parts))
        best = self._least(claim, sentence, parts, covers)
        if any(word in claim.names for word in missing) or self._misnamed(claim, sentence):
            best = (*best, Mismatch.NAME)
        elif missing or self._astray(claim, sentence):
            best = (*best, Mismatch.NOTHING)
        own, said = _meanings(claim.clause.text), _meanings(sentence.text)
        alike = len(own & said) / len(own | said)
        if _too_short(claim, said) or (_is_label(claim) and alike < ALIKE_FOR_LABEL and all(len(cover) > 1 for cover in covers)):
            best = (*best, Mismatch.NOTHING)
        return Match(sentence.number, covered, best, alike)

    def _least(self, claim: Claim, sentence: Sentence, parts: Sequence[_Part], covers: Iterable[tuple[int, ...]]) -> tuple[Mismatch, ...]:
        """The fewest differences that a choice of parts leaves, those with dates and numbers joined as they are needed."""
        exact = [at for at, part in enumerate(parts) if any(particulars(part.clause.text)) and len(_telling(part.clause.text)) <= ASIDE]
        best: tuple[Mismatch, ...] | None = None
        for chosen in covers:
            for more in (more for size in range(MOST_EXACT + 1) for more in combinations([at for at in exact if at not in chosen], size)):
                found = self._differences(claim, sentence, [parts[at] for at in sorted({*chosen, *more})])
                if not found:
                    return found
                best = found if best is None or len(found) < len(best) else best
        return best or ()

    def _parts(self, sentence: Sentence) -> tuple[_Part, ...]:
        return _parts(self.base, sentence)

    def _told(self, word: str, claim: Claim, sentence: Sentence) -> bool:
        """Whether a word is told by a sentence's lead-in, as a service by the sentences before it, or as first letters."""
        lead_in, before = self._context(sentence)
        service = not self._services(_topics(self.base, sentence.text)) and self._services(claim.reported.get(word, ()))
        return meaning(word) in _meanings(lead_in) or (bool(service) and meaning(word) in _meanings(before))

    def _services(self, topics: Iterable[str]) -> set[str]:
        return {topic for topic in topics if self.base.topics.by_id[topic].group == SERVICES}

    def _context(self, sentence: Sentence) -> tuple[str, str]:
        """The lead-in of a sentence, and its paragraph up to it."""
        passage, report = sentence.passage, self.base.report
        lead_in = report.quote(passage.lead_in) if passage.lead_in else ""
        return lead_in, report.text[passage.span.start : max(passage.span.start, sentence.span.start)]

    def _astray(self, claim: Claim, sentence: Sentence) -> bool:
        """Whether a claim names a topic, by several words that the sentence lacks in part, of which that doesn't speak."""
        text = " ".join((*self._context(sentence), sentence.text))
        there, named = _topics(self.base, text), _topics(self.base, claim.clause.text)
        return any(len(by) > 1 and topic not in there and not {meaning(word) for word in by} <= _meanings(text) for topic, by in named.items())

    def _misnamed(self, claim: Claim, sentence: Sentence) -> bool:
        """Whether a claim has a name of several words with capitals for a topic of which the sentence doesn't speak."""
        there = _topics(self.base, " ".join((self._context(sentence)[0], sentence.text)))
        named = [_topics(self.base, match[0]) for match in NAMES.finditer(claim.clause.text)]
        return any(len(by) > 1 and topic not in there for topics in named for topic, by in topics.items())

    def _asked(self, word: str, sentence: Sentence, evident: Evidence) -> bool:
        """Whether a word stands in many questions that a sentence answers, so that it is likely another word of the same."""
        holds = self.base.index.holds(sentence.number, word, evident.query._replace(topics={}))
        topical = any(not self.base.topics.by_id[topic].common for topic in self.base.topics.reported([word]))
        return not topical and meaning(word) not in STRICT and holds >= ASKED_ABOUT

    def _differences(self, claim: Claim, sentence: Sentence, parts: Sequence[_Part]) -> tuple[Mismatch, ...]:
        return tuple(dict.fromkeys((*self._exact(claim, sentence, parts), *_stance(claim, sentence, parts), *self._who(claim, sentence, parts))))

    def _exact(self, claim: Claim, sentence: Sentence, parts: Sequence[_Part]) -> Iterable[Mismatch]:
        own = [particulars(part.clause.text) for part in parts]
        subjects = dict.fromkeys(part.clause.subject for part in parts if part.clause.subject)
        one = len({part.clause.main for part in parts}) == 1
        planned = Hedge.PLANNED in stance(claim.clause.text).allows
        said = Exact(own, [particulars(subject) for subject in subjects], one)
        return differences(claim.exact, said, sentence.address, planned)

    def _who(self, claim: Claim, sentence: Sentence, parts: Sequence[_Part]) -> Iterable[Mismatch]:
        """Another body as the one that acts, or another service beside or instead of the one that is meant."""
        mains = {part.clause.main for part in parts}
        beside = [part for part in _parts(self.base, sentence) if part.clause.main in mains]
        told = all(any(_holds(part, word, claim) for part in beside) or self._told(word, claim, sentence) for word in claim.subject)
        there = self._services(topic for part in parts for topic in part.topics)
        mine = {topic for topics in claim.topics.values() for topic in topics}
        rivals = len(mains) > 1 and bool(mine & there and there - mine)
        said = " ".join([parts[0].clause.subject if beside[0].clause.subject else "", *(part.clause.text for part in beside)])
        if rivals or not told or not _same_bodies(f"{claim.clause.subject} {claim.clause.text}".strip(), said.strip()):
            yield Mismatch.NAME


def _first_name(clause: Clause) -> str:
    """The stem of a clause's first word, where that has a capital and so may be a name."""
    words = tokens(clause.text) if clause.text[:1].isupper() else []
    return stem(words[0]) if words else ""


def _exact(clause: Clause, first: Clause) -> Particulars:
    """The exact things of a clause, with the phase that its subject names."""
    own = particulars(clause.text)
    subject = particulars(clause.subject).labels if clause is not first else ()
    return own._replace(labels=(*(label for label in subject if label[0] in RIVALS), *own.labels))


def _initials(base: KnowledgeBase) -> dict[str, set[str]]:
    """The topics whose names in the report have some first letters, "and" and "of" left out or not."""
    found: dict[str, set[str]] = {}
    for topic in base.topics.by_id.values():
        for name in (topic.label, *topic.report):
            for pattern in (r"[^\W\d_][\w'-]*", r"[^\W\d_]+"):
                letters = "".join(word[0] for word in re.findall(pattern, name.lower()) if word not in ("of", "and", "the"))
                for short in (letters, letters + "s") if len(letters) > 1 else ():
                    found.setdefault(stem(short), set()).add(topic.id)
    return found


def _said(staff: Iterable[str]) -> list[str]:
    """What staff say for a topic in lower case: a name with capitals may be of something else."""
    lower = (name for name in staff if name == name.lower())
    return [name for name in lower if " " in name or meaning(stem(name)) not in STRICT]


def _joined(short: Iterable[tuple[str, str]], named: dict[str, set[str]]) -> dict[str, set[str]]:
    for topic, word in short:
        named.setdefault(topic, set()).add(word)
    return named


def _telling(text: str) -> list[str]:
    """The stems that can be true or false of a text, apart from its numbers and dates."""
    return [term for term in terms(tokens(text)) if not term[0].isdigit() and term not in NEUTRAL]


def _too_short(claim: Claim, said: frozenset[str]) -> bool:
    """Whether a statement has so few telling words that its others count, and those aren't the report's."""
    rest = (word for word in tokens(BODY.sub(" ", claim.clause.text)) if len(word) >= LONG_WORD and word.isalpha())
    return claim.length < FEWEST_WORDS and any(meaning(stem(word)) not in said for word in rest if stem(word) not in NEUTRAL)


def _is_label(claim: Claim) -> bool:
    return claim.length < LABEL_WORDS and VERB.search(claim.whole) is None and not stance(claim.whole).hedges


def _by_word(named: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    words = {word for by in named.values() for word in by}
    return {word: frozenset(topic for topic, by in named.items() if word in by) for word in words}


@lru_cache(maxsize=4096)
def _meanings(text: str) -> frozenset[str]:
    return frozenset(meaning(stem(word)) for word in tokens(NON.sub("non", text)))


@lru_cache(maxsize=1024)
def _parts(base: KnowledgeBase, sentence: Sentence) -> tuple[_Part, ...]:
    """The parts of a sentence with what each holds."""
    found = []
    for clause in fragments(sentence.text):
        text = f"{clause.subject} {clause.text}" if PARTICIPLE.match(clause.text) else clause.text
        found.append(_Part(clause, _meanings(text), frozenset(_topics(base, text))))
    return tuple(found)


@lru_cache(maxsize=4096)
def _topics(base: KnowledgeBase, text: str) -> Mapping[str, set[str]]:
    """The topics that a text names in the report's words, with the stems that name each."""
    return base.topics.reported([stem(word) for word in tokens(text)])


def _places(parts: Sequence[_Part], word: str, claim: Claim) -> list[int]:
    """The parts that have a word, or else those that speak of what it names."""
    own = [at for at, part in enumerate(parts) if meaning(word) in part.meanings]
    return own or [at for at, part in enumerate(parts) if _holds(part, word, claim)]


def _holds(part: _Part, word: str, claim: Claim) -> bool:
    topics = claim.reported if word in claim.names else claim.topics
    return meaning(word) in part.meanings or not topics.get(word, frozenset()).isdisjoint(part.topics)


def _covers(places: Mapping[str, list[int]], parts: int) -> list[tuple[int, ...]]:
    """The smallest choices of parts that hold all words that the sentence holds."""
    needed = {at[0] for at in places.values() if len(at) == 1}
    rest = [frozenset(at) for at in places.values() if needed.isdisjoint(at)]
    for size in range(min(MOST_JOINED, parts) + 1):
        found = [(*sorted({*needed, *more}),) for more in combinations(range(parts), size) if all(not at.isdisjoint(more) for at in rest)]
        found = [choice for choice in dict.fromkeys(found) if choice]
        if found:
            return found
    return [tuple(range(parts))]


def _stance(claim: Claim, sentence: Sentence, parts: Sequence[_Part]) -> Iterable[Mismatch]:
    said, own = stance(claim.clause.text), [stance(part.clause.text) for part in parts]
    denied = frozenset().union(*(part.clause.denied for part in parts))
    failures = frozenset().union(*(each.failures for each in own))
    if len(denied) != len(claim.clause.denied) or said.failures - failures:
        yield Mismatch.NEGATION
    hedges = frozenset().union(*(part.clause.hedges for part in parts))
    address = sentence.address
    titled = address.kind is Kind.SCOPE and TITLED.search(claim.whole) is not None
    dates = [date for part in parts for date in particulars(part.clause.text).dates]
    if address.kind is Kind.PROGRESS and address.year and any(date.year and date.year > address.year for date in dates):
        hedges |= {Hedge.PLANNED}
    allows = said.allows | claim.clause.hedges | (frozenset(Hedge) if titled else frozenset())
    if hedges - allows or (not titled and _only_planned(parts[0].clause, claim.clause)):
        yield Mismatch.PLANNED
    if Hedge.PLANNED in claim.clause.hedges - hedges and address.kind is Kind.PROGRESS:
        yield Mismatch.NOTHING
    if address.kind is Kind.SCOPE and not hedges and Hedge.PLANNED not in allows and not _same_beginning(claim, sentence):
        yield Mismatch.PLANNED


def _only_planned(said: Clause, claim: Clause) -> bool:
    """Whether a plan is told as done, whatever else the claim says will be."""
    planned = Hedge.PLANNED in said.hedges and _plans(said.text)
    return planned and not (_plans(claim.text) or (claim.subject and Hedge.PLANNED in claim.hedges))


def _plans(text: str) -> bool:
    """Whether the first verb of a text, where it has one, speaks of a plan."""
    verb = VERB.search(text)
    if not verb:
        return True
    words = text[verb.start() :].split()[:VERB_WORDS]
    return Hedge.PLANNED in stance(" ".join(words)).allows | stance(text[: verb.start()]).allows


def _same_beginning(claim: Claim, sentence: Sentence) -> bool:
    """Whether a claim begins as an action's title does, with what is to be done."""
    return tokens(claim.whole)[:1] == tokens(sentence.text)[:1]


def _bodies(text: str) -> list[str]:
    """The bodies in a text, in order; who did it comes first where it was done "by" them."""
    found = [(match.start(), str(match.lastgroup)) for match in BODY.finditer(text)]
    by = BY_BODY.search(text)
    doer = next((body for start, body in found if by and start >= by.end()), None)
    return [doer, *(body for _, body in found if body != doer)] if doer else [body for _, body in found]


def _acting(text: str, bodies: list[str]) -> str:
    """The body that a sentence begins with; "it" is the department, whose report it is."""
    if PRONOUN.match(text):
        return DEFRA
    beginning = " ".join(text.split()[:BEGINNING])
    return bodies[0] if bodies and (BODY.search(beginning) or BY_BODY.search(text)) else ""


def _same_bodies(claim: str, said: str) -> bool:
    own, there = _bodies(claim), _bodies(said)
    if TOGETHER.match(claim):
        return set(own) <= set(there)
    both = [body for body in dict.fromkeys(own) if body in there]
    if both != [body for body in dict.fromkeys(there) if body in both] or any(own.count(body) > there.count(body) for body in both if body != DEFRA):
        return False
    acts, acted = _acting(claim, own), _acting(said, there)
    return not (acts and acted) or acts == acted
