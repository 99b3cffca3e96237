"""The words that tell what kind of answer somebody wants: a list, a comparison, a person, a date, a sum of money."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property


class Intent(StrEnum):
    """What form of answer is asked for."""

    FIND = "find"
    LIST = "list"
    COMPARE = "compare"
    OUTCOME = "outcome"
    SERIES = "series"
    SMALL_TALK = "small_talk"
    HELP = "help"


class Asks(StrEnum):
    """What the answer's sentence has to hold."""

    ANYTHING = "anything"
    PERSON = "person"
    ROLE = "role"
    EXPANSION = "expansion"
    ITEMS = "items"
    FINDINGS = "findings"
    DATE = "date"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"
    PLACE = "place"
    SUPPLIER = "supplier"
    CONTACT = "contact"
    REASON = "reason"


class Cue:
    """A pattern over lower-case text, compiled when it is first looked for: a question needs few of them."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern.replace("\n", ""))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the cue stands in a text."""
        return self._compiled.search(text)

    def is_all(self, text: str) -> bool:
        """Whether a text is this cue and nothing else."""
        return self._compiled.fullmatch(text) is not None

    def without(self, text: str) -> str:
        """A text with the cue blanked out."""
        return self._compiled.sub(" ", text)


HELP = Cue(r"""(?:/?help(?: me)?(?: please| pls)?|\?+|commands?|menu|instructions|(?:so )?what (?:can|do) (?:you|u|this bot|it) (?:do|know|answer)
|what can i ask(?: you| here)?(?: about)?|how (?:do|does|can) (?:i|this|it|you|we|one) (?:use|work|ask)(?: (?:you|this|it|thing|bot|the bot))*
|who are (?:you|u)|what are (?:you|u)|(?:are|r) (?:you|u) (?:a |an )?(?:real |actual |live )?(?:person|human(?: being)?|bot|robot|machine|ai|computer|program|chatbot|chatgpt|llm)(?: or .{1,40})?(?: lol)?|what is this(?: bot| thing)?|what(?:'s| is) this(?: bot)?(?: for)?|how does this(?: bot| thing)? work)""")
SMALL_TALK = frozenset(
    """hi hello hey hiya howdy morning afternoon evening night goodnight greetings thanks thank thx ta cheers bye goodbye ciao later great
    brilliant helpful nice cool lovely perfect awesome legend star welcome sorry good bot well done needed wonderful excellent amazing
    fab fantastic super gold useful appreciated appreciate much lol haha wow love bless champion mate pal friend day weekend week are
    you how hope everyone team all there now today that's i'm is it was that really so very for your help just what i sorted
    perfect much obliged muchly doing going things spot on star a an you're me my in of many advance kind ever yesterday tomorrow dear colleagues
    colleague folks everybody week month again and""".split()
)
GREETS = frozenset(
    "hi hello hey hiya howdy morning afternoon evening goodnight greetings thanks thank thx ta cheers bye goodbye ciao sorry welcome"
    " brilliant great lovely perfect awesome legend helpful cool nice excellent amazing fab fantastic wonderful lol haha wow spot on star".split()
)

NOD = Cue(
    r"(?:(?:ok(?:ay)?|right|ah|oh|fine|great|yes|yep|thanks)\b[\s,.!]*)*(?:got it|(?:that )?makes sense|noted|understood|will do|fair enough|i see|good to know)"
    r"(?:[\s,.!]*\b(?:ta|thanks|thank you|thx|cheers))*"
)
RUDE = Cue(
    r"\W*(?:(?:you|u|this(?: bot| thing)?|the bot) (?:are |is |r )?|you're |what (?:a|an|utter) )(?:\w+ ){0,3}"
    r"(?:useless|stupid|dumb|idiots?|rubbish|crap|junk|garbage|trash|hopeless|pathetic|waste of (?:time|space|money))(?: at this| lol| mate| bot)?\W*"
)
"""A curse and nothing else: its words are not to be looked for."""

LIST = Cue(r"""\b(?:namecheck\w*|everywhere (?:it|that)|anywhere else|action by action|more than one action|more than one place|which of the (?:16|sixteen|actions)|full set|(?:which|what|list|all|any|how many|other|every|show me|name|count)\b(?: \w+){0,3}? actions?\b(?! ?(?:plan|\d))
|everything (?!to\b)(?:\w+ )?(?:that|about|on|in|the|it|we|which|there)|everything the report|(?:all|every|any|full list of)(?: the| of the)? (?:bits?|mentions?|places?|spots?
|instances?|sections?|references?|passages?|times|occurrences?)|list (?:all |every |each |the )?(?:the )?(?:actions?|mentions?|places|sections?|references|bits|spots|times|sentences|lines|passages|quotes|everything)|(?:which|what) (?:sections?|titles?|headings?)
|which (?:parts?|bits?|places|chapters|entries|paragraphs?|passages?)(?: of (?:the|this) report)? (?:mention|refer|talk|speak|name|touch|discuss|deal)\w*
|where (?:else |all )?(?:does|do|did|is|are)\b.{0,80}?\b(?:come up|mention(?:ed)?|bring up|appear|turn up|crop up|show up|pop up|referred|cited|work together)
|^\W*actions? (?:that|which|where|mention\w*|about|on|dealing|touching|talking|covering|concerning|involving|in which)\b|\bactions? (?:that|which) (?:\w+ ){0,2}?(?:mention|talk|speak|refer|touch|deal|name|cover|say|concern|involve|fall|are for)\w*
|every(?:thing|body)? (?:\w+ ){0,3}(?:to do with|related to|concerning)|every (?:\w+ ){0,3}?(?:plan|sentence|line|word|quote)\b(?! for)|all (?:the )?(?:\w+ ){1,2}(?:in|across) the report
|turn up under|all (?:of )?(?:the )?(?:plans|progress|commitments)|every (?:plan|commitment)|which (?:of )?(?:our |the |its |their )?(?:20\d\d )?(?:plans|commitments|promises|pledges)\b(?! (?:for|to))|where all|wherever|both places|in more than one)""")
FULL = Cue(
    r"\bevery (?:single )?(?:mention|instance|place|time)\b|\b(?:full|complete|whole) (?:list|set)\b(?! of)|\blist (?:them|those|these)\b"
    r"|\b(?:every (?:single )?one|all of (?:it|them|those)|them all|the lot)\W*(?:please|pls)?\W*(?:$|[.?!])|(?:[,:;-]|\W\?)\s*list(?: please| pls)?\W*$"
)
"""All is wanted of what is asked for, in whatever words."""
SAID = Cue(r"\b(?:where|actions?|say|says|said|mention\w*)\b")
"""It is asked where something is said, not for a list of things, which the report may not hold."""
ACTIONS = Cue(r"\bactions?\b|\bstrategy\b")
NEGATED = Cue(r"""\b(?:neither|nor|(?:ha(?:s|ve)|had|with|is|are|there's|got|say(?:s)?|report(?:s|ed)?) (?:no|nothing|not any|not got)\b|(?:do(?:es)?|did) ?(?:n't|nt| not)
|don't|doesn't|didn't|without|lack(?:s|ing)?|missing|hasn't|haven't|aren't|isn't|never|silent|empty)\b""")
LACKING = Cue(
    r"\bactions?\b.{0,20}?\b(?:(?:do(?:es)?|did) ?(?:n't|nt| not)|don't|doesn't|didn't|never|without|with no|have no|make no)\b (?:\w+ ){0,2}?(?:mention\w*|refer\w*|speak\w*|talk\w*|say|name|touch|cover|include|contain)"
)
BY_CABINET_OFFICE = Cue(r"""\bcabinet office(?:'s)?\b(?: \w+){0,3} (?:to (?:do|deliver|carry|lead|act)|in the lead|acting|itself|rather than|job|responsibility|not departments)
|\b(?:fall|falls|down|up|for) to (?:the )?cabinet office|\bfor (?:the )?cabinet office (?:to|rather)|\bcabinet office in the lead|\bit's (?:the )?cabinet office\b|\b(?:start|begin|open)\w* with\W+(?:the )?cabinet office\b""")
IN_TITLE = Cue(
    r"\b(?:titles?|headed|heading|headline|for (?:the )?cabinet office (?:to|rather)|led by|lead(?:s)? on|on (?:the )?cabinet office to)\b"
)
OTHERS = Cue(r"\b(?:others?|else|too|as well|alongside|same time)\b")
LEADER = Cue(r"\b(?:digital leader|cio|chief information officer)\b")
SHE = Cue(r"\b(?:she|her|hers|he|him|his)\b")
ADDED = Cue(
    r"\b(?:added|add-ons?|additions?|later additions?|bolted on|tacked on|new actions?|joined|newer|latecomers?|(?:not|\w+n't|never) (?:\w+ )?(?:in|part of|among) the (?:original|first|2012))\b"
)
COMPARE = Cue(r"""\b(?:compar(?:e[ds]?|ing|ison)|versus|vs?\.?|differences?|differs?|different(?= (?:from|to|in|between|than|for|now|then)\b|\W*$)|(?:how|what|what's|anything) (?:\w+ ){0,2}different|chang(?:e[ds]?|ing)|side by side|contrast|against
|beside|between|move on|moved on|evolve[ds]?|same as|same in|bigger|higher|lower|better(?= (?:than|or)\b|\W*$)|worse(?= (?:than|or)\b|\W*$)|the same|which is (?:further|ahead))\b""")
SERIES = Cue(r"""\b(?:all (?:of )?the \w+ (?:uptake |take-?up )?(?:figures|numbers|percentages|stats)|over the years|over time|trend|time series|series|year[- ](?:on|by)[- ]year|each year|every year|whole run|through the years|yrs
|all the (?:\w+ ){0,4}(?:figures|numbers|percentages|stats)|figures for each|history|run of|trajectory|timeline|all years)\b""")
OUTCOME = Cue(r"""\b(?:planned (?:vs?\.?|versus|against|and) (?:actual|done|delivered|achieved|what)|promis\w+ (?:vs?\.?|versus|against|and) (?:deliver\w*|actual|reality|done)
|plans? (?:vs?\.?|versus|against|beside|next to|and (?:then )?(?:the )?(?:outcome|progress|result|what))
|(?:did|does|do|have|has|was|were|is) (?:that|it|this|they|we|defra|any of (?:it|that|this))(?: actually| ever| really| all| in the end)* (?:happen|come true|get done|do (?:what|it|that|so|as)|deliver|manage|succeed|successful
|work|go to plan|pan out|done|delivered|achieved|kept|met|carried|honou?red|fulfilled|stick|materiali[sz]e|follow|live up|keep)
|(?:was|were|is|are|has|have) (?:that|the|its|our|this)\b[^?.]{0,40}\b(?:met|kept|honou?red|hit|achieved|delivered|fulfilled|missed|won)
|on time|on schedule|to schedule|behind schedule|slip(?:s|ped|page)?|delay(?:s|ed)?|late\b(?!r|st)|overdue|early or late
|(?:what )?(?:came|become|became|come) of|carried (?:through|out)|follow(?:ed)?[ -]?through|how far (?:that|it|this|they|we) got|did (?:they|it|we|that|defra)\W*$|did (?:they|we|defra|it)(?: ever| actually| really)? get (?:what|it|that|there|them|anywhere)\b|when (?:we|they|it|defra) said|any sign of|turn(?:ed|s)? out|pan(?:ned)? out|as (?:had been |was |were |they |we |defra )?(?:planned|promised|hoped|expected|intended)
|managed (?:it|that|to)|pull(?:ed)? (?:it|that) off|get anywhere|materiali[sz]ed?|keep (?:its|their|our|the|that) (?:word|promise)|kept (?:its|their|our|the) (?:word|promise)
|(?<!must )(?<!have to )(?<!has to )(?<!need to )(?<!needs to )(?:meet|met|hit|beat|miss(?:ed)?|make|made|keep|kept) (?:its|their|the|our|that|this|it)\b(?: \w+){0,3} ?(?:target|deadline|promise|date|goal|commitment)?
|(?:like|as) (?:it|they|we) (?:was|were|is|are) (?:supposed|meant|due) to|like (?:they|it|we) said|as the plan had it|ever \w+(?:ed|en)
|ever (?:happen|get|won|done|delivered)|really (?:happen|adopted|delivered)|actually (?:happen|get|got|go|went|gone|done|do|deliver|launch|adopt|start|bring|brought|made|make|finish|change)\w*|deliver(?:ed)? (?:what|on)
|(?:planned|intended|promised|meant|hoped|expected)\b[^?]{0,100}?[, ](?:and|but) (?:then )?(?:what|where|how far)\b|(?:and|so) what then
|(?:is|was|were|it|got|get|has|been) (?:\w+ )?(?:settled|finished|sorted)|so it slipped|supposed to be (?:earlier|later)|in the end
|do what (?:we|they|it|defra)|done what|(?:meant|supposed|due|expected|promised) (?:to be|for|by|in)\b.{0,80}\b(?:did|was|happen|has|still|were)\b)""")
PLEDGED_THEN = Cue(r"""\b(?:(?:was|were|is) (?:down|due|to (?!a\b|the\b)\w+|set to|pencilled|scheduled|slated|billed|lined up)|(?:was|were|had been)(?: \w+)? (?:meant|supposed|planned|promised|pledged|expected|intended|agreed|undertaken)
|(?:plan|aim|idea|target|intention|promise|pledge|commitment|goal|hope) (?:was|had been|said)|was the (?:plan|aim|target|intention|promise|goal|deadline)|should have|(?:say|said) (?:we|they|it|defra)(?:'d| would)|(?:was|were|been) told|was going to|were going to|(?:we|they|it|defra|you) (?:planned|promised|pledged|intended|undertook|committed|agreed|aimed|hoped|vowed)
|(?:planned|promised|pledged|intended|undertaken|agreed) (?:for|to|in|under|at|by|on)|promised|(?:plans?|promises?|pledges?|targets?|aims?|intentions?|commitments?|goals?) (?:for|in|on|of)|(?:meant|supposed) for)\b[^?]{0,160}?(?:[,;:.?!-]+\s*(?:(?:and|so|but|then|well)\b[\s,]*)*|\s(?:and|but)\s+(?:then )?)(?:(?:ever|actually|all|really|any of it|was it|were they) )*
(?:(?:what|how much of (?:it|that)|which of (?:it|that|them|those)) (?:(?:did|have|has|had|actually|really|came|happened)\b[^.?!;]{0,40}|(?:was|were|got|is) (?:actually |really |then )?(?:done|delivered|achieved|reported|kept|met|made|the (?:outcome|result|reality|upshot))\b[^.?!;]{0,30})
|is (?:it|that|this) (?:done|finished|live|on track|complete|in place|still|up and)\b[^.?!;]{0,30}
|(?:did|was|were|wasn't|weren't|didn't|has|have|had|hasn't|haven't)(?: not)? (?:it|that|they|we|this|those|these|any|anything|anyone|anybody|all|either|both|defra|the (?:team|department|plan|promise|target|date|deadline))\b(?! (?:change|differ|say|mention|name|give))[^.?!;]{0,50}
|delivered|done|achieved|happened|met|kept|hit|finished|completed?|launched|made it|managed(?: it)?|any (?:luck|joy|good|sign|news|success)|(?:is there|was there|do we have|any) (?:any )?(?:evidence|sign|word|mention|proof|trace)\b[^?]{0,80}|what (?:is|was|has been) (?:said|reported|written) (?:about|of|on) (?:it|that|this)\b.{0,30}|success(?:ful)?|on track|still (?:on track|the plan|true|happening)\b.{0,30}
|how (?:did|has|'d) (?:that|it|this|they|we|things)\b[^.?!;]{0,30}|where (?:did|has|have|does) (?:that|it|this|we|they|things)\b[^.?!;]{0,30}|what happened|what became of (?:it|that|them)|(?:the )?(?:outcome|result|reality|actual))\W*$""")
WHETHER = Cue(r"^\W*(?:(?:so|and|but|well)\b\W*)*(?:was|were|did|has|have|had|wasn't|weren't|didn't)\b")
SIDES = Cue(r"""\b(?:plans?|promises?|promised|intentions?|said|pledges?|pledged|commitments?)\b[^.?!;]{0,40}? (?:and|versus|vs?\.?|against|with|or) (?:the )?(?:20\d\d )?(?:reality|actuals?|did|done|outturn|result|outcome)\b

|\b(?:meant|planned|promised|said|agreed|intended|pledged|supposed)\b[^.?!;]{0,50}? (?:versus|vs?\.?|against|and) what (?:\w+ ){0,2}(?:did|done|delivered|achieved|happened|reported)\b|\b(?:plans?|promises?|pledges?|commitments?|targets?)\b[^.?!;]{0,70}? (?:versus|vs?\.?|against|beside|alongside|next to) what (?:\w+ ){0,3}(?:did|done|delivered|achieved|happened|reported)\b
|\b(?:target|planned|promised|original|quoted|intended) (?:date|month|deadline|launch)\b[^?!;]{0,60}\b(?:real|actual|true|latest|final) (?:one|date|month|launch)\b
|\b(?:plans?|promises?|pledges?|targets?|commitments?)\W+(?:kept|met|hit|honou?red|delivered|achieved)\W*$|\b(?:like|as|the way) (?:the plan|it was|was|had been|were) (?:said|promised|planned|intended|meant|supposed|pledged|had it)\b|\bwhen (?:it|they|we|that|this) (?:was|were) (?:supposed|meant|due|expected|promised)\b""")
"""A plan that is stated or asked for, and after it a short question of what came of it; and both named in one breath."""
FIRST_AND_LAST = Cue(
    r"\b(?:first|original\w*|initial\w*|earliest|2012)\b[^?]{0,60}\b(?:latest|last|newest|most recent|final|2015)\b(?! (?:one )?year)|\b(?:latest|last|newest|most recent|2015)\b[^?]{0,60}\b(?:first|original\w*|initial\w*|earliest|2012)\b"
)
NEVER = Cue(r"\b(?:we|they|you|defra|department|ministry)(?:'ve|'d| have| had| has)? never\b")
"""A premise that is denied: it is asked about what was done."""
FIGURES = Cue(r"\b(?:(?:every|each|all)(?: (?:the )?[\w-]+){0,2} percentages?|figures|numbers|stats|statistics|percentages)\b")
PROMISED = Cue(
    r"\b(?:plan\w*|promis\w*|pledg\w*|commit\w*|suppos\w*|meant|due|targets?|hop(?:ed|ing)|expect\w*|intend\w*|intention|said|vow\w*|undert\w+|schedul\w*|earlier|(?:was|were) (?:to|down|set|slated|billed))\b"
)
ON_TIME = Cue(
    r"\b(?:on time|on schedule|late|slip(?:s|ped|page)?|delay(?:s|ed)?|overdue|deadline|behind schedule|bang on|planned date|by then|in time|when (?:it|they|we|that|this) (?:was|were) (?:supposed|meant|due|expected|promised))\b"
)
ORIGINAL = Cue(
    r"\b(?:originally|at the outset|at the start|back at the start|in the beginning|first (?:said|promised)|original(?: plan| commitment)?|the (?:very )?first one|to begin with)\b"
)

ABOUT = Cue(
    r"\b(?:want|ask|require|expect)(?:s|ing)? (?:us |departments |defra |people )?to do\b|(?<!what )(?<!how )\babout\b|\bmean(?:s|ing)?\b|\b(?:titles?|heading|headline|called|definition|define|scope)\b|\b(?:the|that) action itself\b|\bwhat (?:is|are|was|were) (?:action|it|they|those|that|these)\b|\baction \w+ (?:is |was )?(?:there|designed|trying|meant|supposed|intended) (?:to|for)\b|\b(?:purpose|point|gist|goal|aim) of\b|\bwhat'?s (?:action|it|that)\b"
)
TITLE = Cue(
    r"\b(?:titles?|heading|headline) of\b|\b(?:full|exact|whole|official) (?:title|heading)\b|\b(?:the|that) action itself\b|\baction's (?:title|heading|name)\b"
    r"|\bwhat (?:does|do|did)\b.{3,40}? (?:even |actually |really )?mean\W*$|\bdefinition of\b|\bmeaning of\b|\bmeant by\b|^\W*define\b"
)
EVERYTHING = Cue(r"\b(?:the lot|everything|in full|absolutely|whole|entire|full text|all of it|complete)\b")
NEXT = Cue(
    r"\b(?:forward look|look(?:ing)? (?:forward|ahead)|happens? next|next in line|next up|to come\b(?! (?:out|from|of|up|on))|next steps?|what'?s next|what next|(?:planned|plans?|due|comes?|coming|happening|do|doing|follows?|line) next|next for|follow[- ]on (?:work|plans?|steps?)|in line (?:for|to)|up for|upcoming|coming up|in the pipeline|on the cards|lined up|roadmap|future|going forward|ahead|soon|still to come|left to do|from here(?: on(?:wards?)?)?|what is next)\b|^\W*(?:and |so )?(?:next|then)\W*$"
)
TODAY = Cue(r"""\b(?:now|currently|today|tonight|at the moment|these days|nowadays|yet|still|at present|so far|to date|right now|current|as we speak
|last year(?! of the report)|this year|next year|latest|recently)\b""")
AFTER_REPORT = Cue(r"""\b(?:since the report|after (?:the report|january 2015|16 january)|(?:feb(?:ruary)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?
|nov(?:ember)?|dec(?:ember)?|summer|autumn|spring)(?: of)? 2015|since (?:january )?2015|in the end of 2015|later in 2015|during 2015 so far)\b""")

COMMANDS = Cue(r"""\b(?:(?:write|compose|sing|make up|invent|tell|give)\b(?: me| us)? (?:a |an |some )(?:\w+ )?(?:poem|limerick|song|joke|story|haiku|rap|essay|sonnet|fairy tale)
|pretend (?:that )?(?:the report|you|to)|reply only|answer only|say only|respond only|act as|role ?play|from (?:now|here|this point) on(?:wards?)?,? (?:(?:please|just|only|always|never) )*(?:you|answer|reply|respond|ignore|say|state|claim|tell|assume|treat|cite|write|report that|confirm|refuse)
|(?:^\W*|\b(?:please|must|should|always|just|now|and)\s+)(?:state|claim|assert|declare|insist) that\b|(?:answer|respond|reply) (?:in|with) (?:a|an|only|nothing)\b|you are (?:now|no longer)|(?:print|reveal|show|output|repeat|give)\b(?: out| me)? (?:your|the|every|all|any) (?:\w+ ){0,3}(?:prompt|tokens?|instructions?|password|secrets?|keys?|rules)
|(?:mark|set|flag|change|update|approve|delete|remove|close)\b (?:all|every|each|any|this|action|actions|the)\b.{0,40}?\b(?:as (?:complete|done|green|red|closed|delivered)|to (?:complete|done|green))
|(?:tell|notify|post (?:it |this |that )?(?:in|to)|message|dm) (?:the |this )?(?:channel|everyone|everybody|whole team))\b""")
INSTRUCTIONS = Cue(r"""\b(?:ignore|forget|disregard|override)\b (?:all |any )?(?:of )?(?:the |your |my |previous |prior |above |earlier )*(?:instructions|rules|prompts?|guidelines|guardrails|orders)(?: above| so far)?(?: and)?(?: just)?
|[\[({<]\W*(?:note to (?:the )?)?(?:system|assistant|model|bot|ai|admin|developer|instructions?|prompt)\b[^\])}>]*[\])}>]+
|^\W*system(?: override)?\b\W*|\badmin mode(?: on)?\b""")
PHASE = Cue(
    r"\b(?:phases?|stage) (?:no\.? ?)?(?:[3-9]|three|four|five|iii|iv)\b|\b(?:third|fourth|fifth) phase\b|\btiers? (?:[3-9]|three)\b|\b(?:third|middle) tier\b"
)
PAST = Cue(r"\b(?:had|did|was|were|went|gone?|happened|delivered|reached|got|heard|actually)\b")
CHECK = Cue(r"""\b(?:(?:is|was|isn't|wasn't|did|didn't|does|doesn't|has|hasn't|have|haven't|are|aren't) (?:it|that|this|she|he|they|there)(?: not)?(?: right| true| correct| so)?\W*$
|(?:right|correct|true|no|yes|yeah|agreed?)\s*\?+\W*$|is it (?:right|true|correct)|am i right|have i got (?:that|it) wrong|can you confirm|please (?:check|confirm)|check (?:that|the|this)
|(?:claims?|says?|said|wrote|written|heard|told|thought|think|reckons?|insists?) (?:that|me|we|our|the|it|defra|they)|i think\b|the right (?:number|date|figure|way)|seems? (?:low|high|late|early|wrong|off)|right way round)""")
MONEY = Cue(r"""£|\bsalar(?:y|ies)\b|\$\d|\bhow much\b(?! (?:uptake|higher|did \w+ (?:uptake|go up)|of the report)).{0,60}?\b(?:cost|spen[dt]|sav(?:e|ed|ing|ings)|pa(?:y|id)|money|cash|funding|budget|grant|worth|charge
|forked|invest(?:ed|ment)?|set aside|bill|price|expenditure|quid)|\bhow much (?:is|was|are|were) (?:it|that|this|we paying|the (?:grant|budget|contract|bill))
|\b(?:costs?|budgets?|(?<!whole )(?<!the )bill|price(?: tag)?|spend|spending|savings?|fees?|expenditure|outlay|invoice)\b(?! (?:controls?|approval|and efficiency))(?: figures?)? (?:of|for|on|from|so far|in total|to date|per|is|was|are|were|by|to)\b
|\bwhat(?: (?:did|does|do|will|would|has|have|is|s)|'s)\b.{0,60}?\b(?:cost|costing|set us back)\b|\bwhat(?:'s| is| was| are| were)? (?:the|our|that|its)(?: \w+){0,3} (?:costs?|budget|bill|price|savings?|spend|salary)\b
|\b(?:going to|will it|would it) cost\b|\bsavings? (?:figure|made|total)|\bany savings\b|\bvalue of the\b|\b(?:pounds|quid)\b|\bmillion (?:pounds|quid)\b|\bcost per\b|\bmoney (?:was|were|did|have|has|got) (?:\w+ )?(?:spent|saved)
|\bspent (?:on|so far)|\b(?:total|annual|overall|development|running) (?:costs?|budget|spend)\b|\bbudget\b(?=\s*(?:\?|$|,|for|20))|\bcosts?\s*\??$""")
EXCLUDED = Cue(r"""\b(?:other than|except(?: for)?|besides|apart from|(?<!stand )(?<!stood )(?<!step )(?<!stepped )(?<!stay )(?<!stayed )(?<!keep )(?<!kept )aside from|excluding|exclude|not counting|not including|ignoring|leaving out|leave out
|isn't(?! (?:it|that|this)\b)|is not|aren't|not about|leaving)\s+((?:the |just |two |both |only )*[^,.;:?!]{3,60}?)(?=\s*(?:[,.;:?!]|$|\b(?:aside|where|which|what|is|are|does|was|were|did|do|has|have|had|got|will|can|should)\b|\bto one side\b))""")
NUMBER = Cue(r"""\bhow many\b|\bnumbers? of\b|\b(?:what|which)(?:'s| is| was)?(?: the)? (?:%|per ?cent\w*|proportion|share|fraction|rate|figure|number)|\bpercentages?\b|\bin (?:per ?cent|%)|%(?! ?\w*\d)|\b(?:satisfaction|uptake|take-?up|completion) rate\b|\b(?:what|annual|yearly) volume\b|\bvolume of transactions\b|\bthreshold\b|\bcut-?off\b
|\bhow much (?:of|uptake|higher|more|did)|\b(?:head ?count|count of|total number|tally)\b|\bhow often\b|\bwhat fraction\b|\bproportion\b""")
SHARE = Cue(r"%|\b(?:shares?|percentages?|per ?cent\w*|proportions?|fractions?|rates?|uptake|take-?up)\b")
DATE = Cue(r"""(?:^|[,.;:?!(-]\s*|\b(?:and|so|exactly|know|about|remind me|tell me|confirm|just|ok|but|since|from|by|until|till|is|say|says|said)\s+)when(?:'s|s)?(?= (?!it |you |people |they |we |i |folk ))
|\bwhen (?:is|was|did|does|do|will|are|were|should|would|can|has|have|had)\b|\bwhat (?:date|month|year)\b|\bwhich (?:date|month|year)\b|\bmonth in\b|\bby when\b|\bdate (?:of|for|our|when|that|did|is|was)\b
|\b(?:start|end|launch|release|closing|go-live) date\b|\bdeadline (?:for|we|of)\b|\bhow soon\b|\bwhen\W*$|\bexact date\b""")
DAY = Cue(r"\b(?:what|which) day\b|\bon what day\b|\bexact(?:ly)? (?:what |which )?day\b|\bday (?:of the month|in)\b")
PERSON = Cue(
    r"(?:^|[.,;:?!(-]\s*|\b(?:and|so|know|about|tell me|of|to|by|from|with|or|ok|is it|remind me|need|show|but)\s+)who(?:m|se|'s|s|'d|'ll)?\b|\bnames? of the (?:person|people|individual|official|man|woman|lead|leader|manager|head|boss|director|officer)|\b(?:his|her|their) names?\b"
)
ROLE_WORDS = (
    r"(?:lead|leads|leader|leaders|manager|managers|head|director|directors|minister|ministers|secretary|officer|owner|owners|chair|deputy|sro|official|officials|members?"
    r"|winner|author|person|people|man|woman|sm|sms)"
)
ROLE = Cue(rf"""\bnames?\b(?! (?:of )?(?:the|our|that|this) (?:group|unit|team|review|programme|award|scheme|strategy|framework|committee|plan|system))(?: \w+){{0,5}}? {ROLE_WORDS}\b|{ROLE_WORDS}(?:'s)? names?\b|\bnamed? {ROLE_WORDS}|\bwho(?:'s| is| was| are| were|s)(?: \w+){{0,3}} {ROLE_WORDS}\b(?!ing)
|\b(?:which|what) (?:\w+ )?(?:ministers?|directors?|officials?|secretary|chair|deputy)\b|\bneed (?:their|his|her) names?\b|\bneed the names?$|\bhave (?:their|his|her) names?\b|\bwho got the\b|\b(?:who|whom) (?:has been |was |were |is )?(?:appointed|hired|recruited|promoted)""")
PLACE = Cue(r"""\bwhere(?:'s|s)?\b.{0,80}?\b(?:located|based|situated|find one|visit|held|take place|took place)\b|\b(?:what|postal|street|the|an) address(?:es)? (?:of|for|is|are)\b|\baddresses\b|\blocations?\b|\b(?:which|what) (?:town|city|region|county|building|village)s?\b|\bpostcodes?\b
|\bwhere (?:are|is) the\b.{0,40}?\b(?:(?:support )?centres?|server)\b""")
SUPPLIER = Cue(r"""\b(?:which|what|name|names|who)\b.{0,50}?\b(?:suppliers?|vendors?|contractors?|compan(?:y|ies)|firms?|consultanc(?:y|ies)|software house|smes|businesses)\b.{0,60}?
\b(?:built?|buil[dt]ing|won|win|made|mak(?:e|ing)|develop\w*|supplied|suppl(?:y|ies)|design\w*|host\w*|bought|buy|using|used|use|hired|signed|got|is|was|are|were|did|do|does|run|runs|behind)\b
|\bwho(?:'s|s| is| was)? (?:built|building|made|developed|designed|coded|hosts?|hosting|supplied|supplies|won the contract|got the contract)\b""")
CONTACT = Cue(
    r"\b(?:(?:phone|telephone|mobile|contact) (?:number|details)|number to (?:call|ring)|e-?mails?(?: address)?|link to|urls?|web address|copy of|download|password|wifi|attach(?:ment)?)\b"
)
ITEMS = Cue(r"""\b(?:which|what(?! about)|name|names of|list|list of|list the|list all|lists? of the)\b (?:of (?:our|the|its) |all |are |were |the |our )*(?:[\w'-]+ ){0,3}?(?:bodies|agencies|albs|quangos|websites?|sites|services|systems
|regulations|rules|transactions|contracts|smes|firms|companies|departments|gaps|people|organisations|products|courses|groups|criteria|recommendations|indicators|incentives|tools|platforms|partners|providers|posts|projects|staff)\b
|\bby name\b|\bname (?:them|some|the ones)\b|\blist (?:them|of names)\b|\btheir names\b|\bthe list\b|\bnames\W*$""")
FINDINGS = Cue(r"""\b(?:findings?|conclusions?|recommendations?|(?:results?|outcome) of the (?:\w+ ){0,3}(?:research|review|exercise|assessment|study)
|what (?:did|does|do|has|have)\b.{0,60}\b(?:find|found|show|conclude|reveal|turn up|uncover|recommend|discover|identify|look like)|did .{0,50}\bpass|pass(?:ed)? (?:its|their|the))\b""")
WHY_NOT = Cue(
    r"\b(?:why|how come|what's the reason|reason)\b.{0,60}\b(?:no|not|nothing|missing|empty|blank|absent|isn't|aren't|doesn't|don't|hasn't|haven't|without|(?:start|begin|began)s?(?:ed)? (?:so late|late|later|only|in|with|at|from))\b"
)
EXPANSION = Cue(r"\b(?:stands? for|short for|acronym|abbreviat\w+|spelt out|in full words)\b")
REASON = Cue(r"\bwhy\b|\bhow come\b|\breasons?\b|\bwhat explains\b|\bwhat caused\b")

_ASKS = (
    (Asks.CONTACT, CONTACT),
    (Asks.MONEY, MONEY),
    (Asks.SUPPLIER, SUPPLIER),
    (Asks.PLACE, PLACE),
    (Asks.ROLE, ROLE),
    (Asks.DAY, DAY),
    (Asks.NUMBER, NUMBER),
    (Asks.DATE, DATE),
    (Asks.PERSON, PERSON),
    (Asks.EXPANSION, EXPANSION),
    (Asks.REASON, REASON),
    (Asks.FINDINGS, FINDINGS),
    (Asks.ITEMS, ITEMS),
)


def asks(text: str) -> Asks:
    """What a lower-case question asks for, the most telling cue first."""
    return next((what for what, cue in _ASKS if cue.search(text)), Asks.ANYTHING)
