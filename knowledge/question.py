"""What somebody typed -> a Question. Exact where exact matters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from knowledge import address, cues, moment, thread
from knowledge.cues import Asks, Intent
from knowledge.frame import Frame, Question
from knowledge.setting import wishes_well, without_asides, without_courtesy, without_setting
from knowledge.topics import Topics
from knowledge.typed import LONGEST, Hand
from knowledge.words import English, manner, plain, stem, terms, tokens

SHORT_THANKS = 9
"""Words up to which a greeting is nothing more, however it goes on."""
COMPARING = frozenset(
    map(stem, ["change", "changed", "changes", "move", "moved", "evolve", "higher", "lower", "bigger", "better", "worse"])
)
"""Words that tell of a comparison, not of what is compared."""
BARE = re.compile(r"^\W+|\W+$")
INTENTS = (
    (Intent.LIST, cues.LIST),
    (Intent.OUTCOME, cues.OUTCOME),
    (Intent.OUTCOME, cues.PLEDGED_THEN),
    (Intent.OUTCOME, cues.SIDES),
    (Intent.SERIES, cues.SERIES),
    (Intent.COMPARE, cues.COMPARE),
)


class Reader:
    """Understands questions in the words of one knowledge base."""

    def __init__(
        self, topics: Topics, lexicon: Mapping[str, int], english: English, names: frozenset[str], strangers: Set[str]
    ) -> None:
        self._topics = topics
        self._hand = Hand(lexicon, english, names, strangers)
        self._known = frozenset(map(stem, lexicon))

    def understand(self, text: str, earlier: Frame | None = None) -> Question:
        """The question in a text, leaning on the thread's last frame where its words do."""
        earlier = earlier and earlier._replace(topics=earlier.topics & self._topics.by_id.keys())
        typed = plain(text[:LONGEST])
        mended = self._hand.read(typed)
        clean = without_courtesy(cues.INSTRUCTIONS.without(without_asides(mended)))
        clean = thread.with_action(clean, earlier)
        named = address.read(clean)
        addressed = bool(named.actions or named.years or named.kinds or cues.LIST.search(clean))
        apart, rest = self._apart(
            without_setting(
                thread.IDIOMS.without(named.rest) if earlier else named.rest, self._says_something, self._has_subject
            ),
            addressed,
        )
        words = tokens(rest)
        intent = _intent(mended, clean, words)
        idle = _idle(clean, intent)
        content = [term for term in dict.fromkeys(terms(words)) if term not in idle]
        named_by = self._named_by(rest)
        known = tuple(term for term in content if term in self._known)
        frame = Frame(named.actions, named.without, named.years, named.kinds, frozenset(named_by), known, (), intent)
        if earlier and intent in (Intent.HELP, Intent.SMALL_TALK):
            frame = earlier._replace(intent=intent)
        before = earlier if earlier and thread.leans(clean, frame, self._topics) else None
        years = moment.years(clean, frame, None)
        frame = thread.joined(clean, frame, before, self._topics) if before else frame._replace(years=years)
        return Question(
            frame,
            clean,
            cues.asks(clean),
            frozenset(manner(words)),
            tuple(term for term in content if term not in self._known and not term[0].isdigit()),
            named.dated,
            self._hand.stranger(typed),
            apart,
            named_by,
            leans=before is not None,
            as_of=cues.TODAY.search(clean) is not None,
        )

    def _says_something(self, part: str) -> bool:
        named = address.read(part)
        figures = any(word[0].isdigit() for word in tokens(named.rest))
        return bool(named.actions or named.years or figures or self._topics.telling(self._named_by(part)))

    def _has_subject(self, part: str) -> bool:
        return bool(address.read(part).actions or self._topics.telling(self._named_by(part)))

    def _named_by(self, text: str) -> dict[str, frozenset[str]]:
        """Topics that a text names, each with the stems that name it; talk alone names none."""
        words = tokens(text)
        content = set(terms(words))
        found = self._topics.asked([stem(word) for word in words])
        return {topic: frozenset(by) for topic, by in found.items() if by & content}

    def _apart(self, text: str, addressed: bool) -> tuple[frozenset[str], str]:
        """Topics that are excluded ("not counting waste carriers"), and the text without them, where it asks for something
        else or sections are addressed."""
        match = cues.EXCLUDED.search(text)
        named = self._topics.asked([stem(word) for word in tokens(match[1])]) if match else {}
        topics = frozenset(self._topics.telling(named))
        rest = text[: match.start()] + " " + text[match.end() :] if match else text
        return (topics, rest) if topics and (addressed or terms(tokens(rest))) else (frozenset(), text)


def _idle(text: str, intent: Intent) -> frozenset[str]:
    """Words that only tell of a comparison, or deny what is asked about."""
    return (COMPARING if intent is Intent.COMPARE else frozenset()) | ({"never"} if cues.NEVER.search(text) else frozenset())


def _intent(typed: str, text: str, words: tuple[str, ...]) -> Intent:
    """The form of answer that is asked for: in a text without its courtesies and asides, or in all that was typed."""
    if cues.HELP.is_all(BARE.sub("", text) or text.strip()):
        return Intent.HELP
    if cues.NOD.is_all(BARE.sub("", text)) or wishes_well(typed):
        return Intent.SMALL_TALK
    if not any(word[0].isdigit() for word in tokens(text)) and _is_small_talk([word for word in words if word != "\n"]):
        return Intent.SMALL_TALK
    found = next((intent for intent, cue in INTENTS if cue.search(text)), Intent.FIND)
    full = found is Intent.FIND and cues.FULL.search(without_courtesy(typed))
    return Intent.LIST if full and (cues.SAID.search(text) or cues.asks(text) is Asks.ANYTHING) else found


def _is_small_talk(words: list[str]) -> bool:
    """Greetings and thanks, and nothing else; or a short message that begins with them and names nothing."""
    if all(word in cues.SMALL_TALK for word in words):
        return not cues.GREETS.isdisjoint(words)
    rest = (word for word in words if word not in cues.SMALL_TALK | cues.GREETS)
    return words[0] in cues.GREETS and len(words) <= SHORT_THANKS and not terms(rest)
