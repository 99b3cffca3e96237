"""The parts of a message that only say who asks and what for: read, but not searched for."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge import cues
from knowledge.words import tokens

ASIDE = re.compile(
    r",? *\b(?:it|this)(?:'s| is) for (?:the|my|our|a|an)\b[^.?!]*|"
    r"\([^()]*\b(?:asking|deadline|press office|finance|hr|minister|urgent|slide|brief)\b[^()]*\)"
    r"|,? *\b(?:i|we)? ?need (?:it|this|them|that|one line|a line|something|both)? ?(?:needed )?for (?:a|an|the|my|our)\b[^.?!]*"
    r"|,? *\b(?:both )?needed for (?:a|an|the|my|our)\b[^.?!]*"
    r"|\bfor (?:a|an|the|my|our) (?:\w+ ){0,2}(?:brief|briefing|return|submission|slide|board paper|pq|speech|presentation|note|chart|e-?mail|letter|minister|log|register|tracker)\b"
    r"|\b(?:pulling together|writing|drafting|preparing|doing) (?:a|an|the|my|our) (?:\w+ ){0,2}(?:brief|briefing|note|paper|submission|slide|speech)"
    r"(?: for (?:the |my |our )?(?:perm sec|minister|sofs|board|director|boss|secretary of state|dg|spad|treasury))?(?: on| about| and)?"
    r"|\b(?:private office|press office|press query|hr|finance|comms) (?:here|asking)\b|^press query\b|\b(?:finance|hr|comms|legal|audit|private office|chief economist|minister|press office)s? (?:wants?|needs?)\b(?! to (?:know|see|hear) \w)[^.?!]*"
)
PART = re.compile(r"[^.:?!;]+(?:[.:?!;](?=\S)[^.:?!;]+)*[.:?!;]*\s*")
ASKING = re.compile(
    r"\?\s*$|^\W*(?:what|which|who|when|where|why|how|is|are|was|were|did|do|does|has|have|can|could|will|would|should|any|list|show|give|name|compare)\b"
)
REFERRING = re.compile(r"\b(?:her|him|she|he|if so|which one|that|it|this|they|them|those|these|its|their|there)\b")
NEWCOMER = re.compile(
    r"^for (?:the|my|our|a|an) [\w' ]{3,30}:|^(?:background|quick) \w+ for [\w ]{2,20}:|^\W*(?:i'?m|i am|we'?re|being) (?:new|just|checking|writing|drafting|preparing)\b|\bmy first (?:week|day)\b|^\W*(?:thanks|cheers|ta|thx)\b"
)
CONTEXT = re.compile(
    r"\b(?:briefing|brief|pq|drafting|deadline|asking|asked|ask|register|tracker|liaison|note|lords|urgent|minister|sofs|perm sec|dg|slide|"
    r"paper|submission|committee|new (?:to|here|in)|first week|thanks|writing|here|query|hearing|speech|audit|nao|lawyer|union|need)\b"
)

WISH = (
    r"(?:(?:(?:i|we)(?: am| are|'m|'re)? )?(?:(?:really|just|do|all) )*(?:hope|hoping|wish|wishing|trust) (?:that )?(?:you|your|you're|u|ur|everyone|everybody|all|the team|the (?:day|week|weekend)|this)\b"
    r"(?:(?!\b(?:can|could|would|tell|know|help|say|says|what|how|which|when|who)\b)[^.?!;]){0,40}?"
    r"\b(?:well|good|great|nice|lovely|fine|pleasant|fantastic|wonderful|brilliant|happy|ok|okay|best|safe|restful|relaxing|productive|kindly)\b"
    r"(?: (?:and \w+ )?(?:day|week|weekend|morning|afternoon|evening|one|time|holidays?|break|start|rest|christmas|easter|new year|year|lunch|summer|so far|today|of (?:the|your) (?:day|week|weekend))\b)*"
    r"|(?:happy|merry) (?:christmas|new year|easter|holidays?|birthday|(?:mon|tues|wednes|thurs|fri)day)\b|enjoy (?:the|your) (?:rest of (?:the|your) )?(?:day|week|weekend|evening|break|holidays?|lunch)\b"
    r"|take care|(?:see|speak to|talk to|catch) (?:you|ya|u) (?:soon|later|tomorrow|around|next week)|(?:speak|talk) (?:soon|later)|(?:nice|good|pleased|lovely|great) to (?:meet|see|hear from) (?:you|u)\b"
    r"|have an? \w+ (?:day|week|weekend|morning|afternoon|evening|one|time|break)\b|long time no see|long (?:day|week)(?: today)?(?: isn't it| huh)?\b|how(?: are|'s| is| was| have) (?:it going|things|you (?:doing|keeping|been)|your (?:day|week|weekend|morning)|(?:everyone|everybody|all|the team)(?: doing| keeping)?)\b)"
)
"""Greetings and good wishes that say nothing of the report."""
LEARNING = (
    r"(?:i'?m|i am|we'?re|we are)(?: (?:just|still|quite|very|a bit))* (?:new|starting|joining|covering)\b[^.?!:;]*?\b(?:understand|grasp|follow|catch up on|read up on|reading up on|learn about"
    r"|get my head (?:a)?round|get to grips with|make sense of|get up to speed (?:on|with))"
)
"""What newcomers say of themselves before they name what they want to learn."""
EDGES = re.compile(r"^[^\w#'?(£]+")
BEFORE = re.compile(
    rf"^(?:[^\w#'?]*\b(?:{WISH}|{LEARNING}|hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|dear \w+|there|team|all(?=[,!.])|everyone|folks|please|pls|plz|kindly"
    r"|(?:could|can|would|will) (?:you|u|someone|anyone|somebody)(?: please| pls| kindly)? (?:tell me|tell us|let me know|say|remind me|explain|confirm)"
    r"|(?:i'd|i would) (?:like|love) to know|(?:i was|just) wondering|quick (?:one|question)|sorry to (?:bother|trouble) you(?: again)?|excuse me)\b[\s,:;.!-]*)+"
)
WISHES = re.compile(WISH)
AFTER = re.compile(
    r"(?:[\s,.!-]*\b(?:(?:thanks|thank you|cheers|ta|thx|regards),\s*[a-z]+|please|pls|plz|thanks|thank you|many thanks|thx|ta|cheers|in advance|very much|so much|a lot|much appreciated|kind regards"
    r"|best wishes|regards)\b[\s,.!]*)+$"
)


def without_courtesy(text: str) -> str:
    """A lower-case text without the greetings before it and the thanks behind it, unless it is nothing else."""
    bare = AFTER.sub("", BEFORE.sub("", text)).strip()
    return EDGES.sub("", bare) if re.search(r"\w", bare) else text


def wishes_well(text: str) -> bool:
    """Whether a lower-case text wishes well, and says nothing else but words of courtesy."""
    rest, wishes = WISHES.subn(" ", text)
    return bool(wishes) and cues.SMALL_TALK.issuperset(tokens(AFTER.sub("", BEFORE.sub("", rest)).replace("\n", " ")))


def without_asides(text: str) -> str:
    """A lower-case text without phrases such as "for a briefing" and "(HR asking)", unless it is little else."""
    rest = ASIDE.sub(" ", text)
    return rest if re.search(r"\w\w", rest) else text


def without_setting(text: str, says_something: Callable[[str], bool], has_subject: Callable[[str], bool]) -> str:
    """A text without the sentences that neither name nor ask anything, where others do; the only one that has a subject
    says what the others ask about, whoever is new there."""
    parts = PART.findall(text)
    saying = [part for part in parts if says_something(part)]
    subjects = [part for part in parts if has_subject(part)]
    refers = any(REFERRING.search(part) for part in saying)
    refers_back = any(REFERRING.search(part) for part in parts if part not in saying)
    kept = [
        part
        for part in parts
        if not (NEWCOMER.search(part) and not (refers_back and part in saying) and subjects != [part])
        and (part in saying or ASKING.search(part) or (refers and not CONTEXT.search(part)) or not saying)
    ]
    return "".join(kept) if kept and len(kept) < len(parts) else text
