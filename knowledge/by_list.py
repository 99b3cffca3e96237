"""Lists across actions: every sentence that speaks of something, in the report's order."""

from __future__ import annotations

from collections.abc import Callable

from knowledge import cues, evidence, quotes
from knowledge.answer import Answer, answered
from knowledge.base import KnowledgeBase
from knowledge.cues import Asks, Intent
from knowledge.evidence import Evidence, Fits
from knowledge.frame import Question

MOST_LISTED = 30
"""A list of more sentences than this says nothing."""

FITTING = 0.7
"""What a sentence must keep of its score, to be listed."""
WHAT_A_LIST_LACKS = frozenset({Asks.MONEY, Asks.SUPPLIER, Asks.CONTACT, Asks.PLACE, Asks.ROLE})
"""What the report seldom gives: a list of where its topic is named is no answer."""


def of_topics(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """A list about topics that the report names, or in words that stand together in it, needs no more evidence."""
    if question.asks in WHAT_A_LIST_LACKS or not (base.topics.distinct(question.named_by) or _stands(base, question)):
        return None
    return mentions(base, question, evident)


def _stands(base: KnowledgeBase, question: Question) -> bool:
    """Whether all words of a question stand in one sentence."""
    terms = frozenset(question.frame.terms)
    plainly = (question.asks is Asks.ANYTHING or cues.SAID.search(question.text)) and terms and not question.unknown
    return bool(plainly) and any(terms <= doc.terms for doc in base.docs)


def of_topic(base: KnowledgeBase, question: Question) -> Answer | None:
    """Every sentence on the topics of a frame."""
    topics, fits = question.frame.topics, Fits(base, question)
    numbers = [s.number for s in base.sentences if topics & base.docs[s.number].topics and fits.of(s) > 0]
    return answered(question, quotes.quote(base, numbers))


def mentions(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """Every sentence that holds all of what is asked about, or where none does, any of it."""
    if question.frame.intent is not Intent.LIST:
        return None
    fits, kinds = Fits(base, question), evidence.kinds(question.frame)
    fitting = [s.number for s in base.sentences if fits.of(s) >= FITTING and (not kinds or s.address.kind in kinds)]
    if cues.BY_CABINET_OFFICE.search(question.text):
        led = [n for n, title in base.titles.items() if base.report.quote(title.span).startswith("Cabinet Office")]
        return answered(question, [quotes.title(base, n) for n in led if n not in question.frame.without])
    if cues.LACKING.search(question.text):
        return _lacking(base, question)
    if cues.IN_TITLE.search(question.text):
        fitting = [number for number in fitting if base.sentences[number].passage in base.titles.values()]
    figures = {term for term in question.frame.terms if term[0].isdigit()}
    fitting = [number for number in fitting if figures <= base.docs[number].terms]
    holding = _holding(base, question)
    every = [number for number in fitting if all(holding(number))]
    numbers = every if len(every) > 1 and " or " not in question.text else [number for number in fitting if any(holding(number))]
    return answered(question, quotes.quote(base, numbers)) if len(numbers) <= MOST_LISTED else None


def _lacking(base: KnowledgeBase, question: Question) -> Answer | None:
    """The titles of the actions that nowhere speak of what is asked about."""
    holding = _holding(base, question)
    speaking = {s.address.action for s in base.sentences if any(holding(s.number))}
    rest = base.titles.keys() - speaking - question.frame.without
    return answered(question, [quotes.title(base, number) for number in sorted(rest)]) if speaking else None


def _holding(base: KnowledgeBase, question: Question) -> Callable[[int], list[bool]]:
    """Tells of each thing that is asked about whether a sentence itself holds it: the telling topics, else the words; a
    word that alone names the only topic is looked for too."""
    telling, terms, docs = _named(base, question), question.frame.terms, base.docs
    if telling:
        words = question.named_by[telling[0]]
        alone = words if len(telling) == len(words) == 1 else frozenset()
        return lambda number: [topic in docs[number].topics or not alone.isdisjoint(docs[number].terms) for topic in telling]
    return lambda number: [term in docs[number].terms for term in terms] or [False]


def _named(base: KnowledgeBase, question: Question) -> list[str]:
    """The topics that are listed, without those whose words only spell out the name of another ("rods and licences")."""
    content = frozenset(question.frame.terms)
    by = {topic: words & content for topic, words in question.named_by.items()}
    named = base.topics.distinct(by)
    spelt = {one for one in named for other in named if base.topics.spells_out(by[one], other, by[other])}
    return [topic for topic in named if topic not in spelt]
