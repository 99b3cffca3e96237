"""Plan beside outcome: what was promised, and what the report says came of it, wherever it says it."""

from __future__ import annotations

from knowledge import cues, evidence, quotes
from knowledge.address import LAST_YEAR
from knowledge.answer import Answer, Promise, answered
from knowledge.base import KnowledgeBase
from knowledge.cues import Asks, Intent
from knowledge.evidence import Evidence
from knowledge.frame import Question
from knowledge.report import Address, Kind
from knowledge.words import stem

NEAR = 0.55
"""A promise may score this share of the best hit and still be what is asked about."""
ALSO, MOST_PROMISES = 0.7, 2
"""Where the best hit tells of several promises, those that score this share of the best of them."""
MOST_ON_A_TOPIC = 6
"""Plans on one topic that are still read in one go."""
FORM = frozenset(
    map(
        stem,
        "undertaken undertook agreed delivered done kept met hit finished completed carried reality intention due luck".split(),
    )
)
"""Words that ask for the plan or its outcome, not what it is about."""
TIMING = frozenset({"implementation_dates", "target"})
"""Topics that ask for a date, not what it is the date of."""
MOST_REPORTED, MOST_CARRIED_ON, MOST_BESIDE = 4, 2, 2


def of_action(base: KnowledgeBase, question: Question) -> Answer | None:
    """An action's plans for 2014 beside their outcomes, with progress that answers none of them."""
    frame = question.frame
    if not FORM.issuperset(frame.terms) or question.unknown or not frame.actions or not _is_asked(question):
        return None
    years = frame.years or frozenset({2014})
    promised = [n for n in base.outcomes if base.sentences[n].address.action in frame.actions]
    promised = [n for n in promised if base.sentences[n].address.year in years]
    promises = [_promise(base, [number]) for number in promised]
    if not promised:
        told = [a for a in base.sections if a.action in frame.actions and a.year in years]
        return answered(question, [citation for address in told for citation in quotes.whole(base, base.sections[address])])
    return _with(question, [*promises, *_beyond(base, question, promised)])


def of_topic(base: KnowledgeBase, question: Question, evident: Evidence) -> Answer | None:
    """The promise that a question is about, beside its outcome."""
    if not evident.hits or not (_is_asked(question) or _is_of_its_date(base, question, evident)):
        return None
    if plans := _of_subject(base, question):
        return _with(question, [_promise(base, [number]) for number in plans])
    numbers = _asked_about(base, question, evident)
    if not numbers:
        return None
    if any(base.outcomes[number].reported for number in numbers):
        whether = question.dated or cues.PLEDGED_THEN.search(question.text) or cues.ON_TIME.search(question.text)
        carried_on = MOST_CARRIED_ON if whether else 0
        return _with(question, [_promise(base, quotes.with_passage(base, number), carried_on) for number in numbers])
    number = numbers[0]
    promise = _promise(base, quotes.with_passage(base, number))
    beside = _looked_in(base, number)
    said = [s.number for s in base.sentences if s.address == beside][:MOST_BESIDE]
    beyond = [Promise((), quotes.quote(base, said), ())] if said else []
    return _with(question, [promise._replace(carried_on=()), *beyond, Promise((), (), promise.carried_on)])


def _looked_in(base: KnowledgeBase, promise: int) -> Address:
    """The section in which the outcome of a promise would stand: the progress of its year, in 2013 for those of 2012."""
    address = base.sentences[promise].address
    return Address(address.action, Kind.PROGRESS, max(address.year or 2013, 2013))


def _beyond(base: KnowledgeBase, question: Question, promised: list[int]) -> list[Promise]:
    """The progress of 2014 that answers none of the promises, where those are plans for 2014; an action each."""
    told = {number for promise in promised for number in base.outcomes[promise].reported}
    planned = sorted({a.action for n in promised if (a := base.sentences[n].address).kind is Kind.PLAN and a.year == 2014})
    progress = (Address(action, Kind.PROGRESS, 2014) for action in planned)
    rest = [[s.number for s in base.sentences if s.address == address and s.number not in told] for address in progress]
    return [Promise((), quotes.quote(base, numbers), ()) for numbers in rest if numbers]


def _is_asked(question: Question) -> bool:
    frame = question.frame
    two_plans = len(frame.years - question.dated) > 1 and frame.kinds == {Kind.PLAN}
    both = Kind.PROGRESS in frame.kinds and not frame.kinds.isdisjoint({Kind.PLAN, Kind.COMMITMENT})
    return not two_plans and (frame.intent is Intent.OUTCOME or both)


def _is_of_its_date(base: KnowledgeBase, question: Question, evident: Evidence) -> bool:
    """Whether it is asked if something was so by a date that a promise gives for it ("was it live in March 2014?")."""
    plainly = question.dated and question.asks is Asks.ANYTHING and cues.WHETHER.search(question.text)
    return bool(plainly and _dated(base, question, evident))


def _promise(base: KnowledgeBase, numbers: list[int], carried_on: int = 0) -> Promise:
    """The promise that begins with the first of some sentences, with what is reported on it, and so many of the later
    plans that take it up again: whether it was kept, they may tell too."""
    became = base.outcomes[numbers[0]]
    later = became.carried_on[: carried_on if became.reported else MOST_CARRIED_ON]
    return Promise(
        quotes.quote(base, numbers),
        quotes.quote(base, became.reported[:MOST_REPORTED]),
        quotes.quote(base, later),
        None if became.reported else _looked_in(base, numbers[0]),
    )


def _of_subject(base: KnowledgeBase, question: Question) -> list[int]:
    """The plans for 2014 in the paragraphs on a topic, where its plans are all that is asked for and they are few."""
    about = evidence.subjects(base, question)
    if len(about) != 1 or Kind.PLAN not in question.frame.kinds or question.frame.years != {2014}:
        return []
    on_it = [sentence.passage for sentence in base.sentences if about <= base.docs[sentence.number].topics]
    plans = (base.sentences[number] for number in base.outcomes)
    numbers = [s.number for s in plans if s.address.year == 2014 and any(s.passage is passage for passage in on_it)]
    return numbers if len(numbers) <= MOST_ON_A_TOPIC else []


def _asked_about(base: KnowledgeBase, question: Question, evident: Evidence) -> list[int]:
    """The best hit if it is a promise, the promises that the best hit tells of if they are asked for, or one near it."""
    if dated := _dated(base, question, evident):
        return [dated[0]]
    top = evident.hits[0]
    if top.doc in base.outcomes:
        return [top.doc]
    if base.sentences[top.doc].address.year == LAST_YEAR:
        return []
    scores = {hit.doc: hit.score for hit in evident.hits}
    told = [number for number, became in base.outcomes.items() if top.doc in became.reported and number in scores]
    if told and not (cues.PROMISED.search(question.text) or cues.ON_TIME.search(question.text)):
        return []
    if told:
        best = max(scores[number] for number in told)
        return sorted((n for n in told if scores[n] >= ALSO * best), key=lambda n: -scores[n])[:MOST_PROMISES]
    near = next((hit for hit in evident.hits if hit.doc in base.outcomes), None)
    return [near.doc] if near and near.score >= NEAR * top.score else []


def _dated(base: KnowledgeBase, question: Question, evident: Evidence) -> list[int]:
    """The promises, best first, that give a date for all that is asked about, where a question is of that date."""
    about = set(base.topics.distinct(question.named_by)) - TIMING
    timed = question.dated or cues.ON_TIME.search(question.text)
    if not about or not timed or question.frame.actions:
        return []
    likely = (hit.doc for hit in evident.hits if hit.score >= NEAR * evident.hits[0].score)
    promises = (base.sentences[doc] for doc in likely if doc in base.outcomes)
    return [
        s.number for s in promises if Asks.DATE in s.holds and question.dated <= s.years and about <= base.docs[s.number].topics
    ]


def _with(question: Question, promises: list[Promise]) -> Answer | None:
    absent = [promise.looked_in for promise in promises if promise.looked_in]
    shown = [c for p in promises for c in (*p.promised, *p.reported, *p.carried_on)]
    found = answered(question, shown, absent)
    return found._replace(promises=tuple(promises)) if found else None
