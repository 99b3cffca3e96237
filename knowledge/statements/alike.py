"""Words that say the same of a fact, and words that may not stand for one another."""

from __future__ import annotations

from knowledge.words import stem

_ALIKE = """
launch live rollout
begin began begun start commence embark kick
increase rise rose risen grow grew grown growth climb jump
decrease fall fell fallen drop decline reduce shrink
exceed beat surpass outperform past top
appoint recruit hire
call name known
move transfer migrate transition shift
exemplar flagship showcase
site website
bill law legislate legislation
uptake takeup
continue keep kept carry remain
select choose chose chosen pick
bar barrier obstacle
simplify simpler simplification
farmer farm grower
help assist aid
finish complete completed completion
commit pledge
win won
allow let enable permit
show demonstrate
digital digitally online
need require requirement
hold held run ran conduct
develop development draw drew drawn
register registration
redesign redevelop rebuild redevelopment overhaul
consider think
welcome glad
review revisit
encourage prompt nudge
twitter tweet
firm company
hard difficult
meet met encounter face
affect apply
award prize accolade
gather collect
join add
former formerly previously
make made
send sent
write wrote written
bring brought
find found
leave left
lose lost
speak spoke spoken
build built
drive drove driven
satisfy satisfied satisfaction
success successful successfully
speed accelerate
change alter
user customer client
rationalise streamline
supply provide offer
expand widen broaden
enhance improve
adopt embrace
gap shortfall
oversee oversaw
internal inhouse
direct straight
"""
_STRICT = """
launch live beta alpha discovery pilot private public complete finish publish increase decrease success successful
successfully fail failure award win lose appoint recruit hire fund cost money save budget supplier contract train test build
agree approve sign close end replace merge transfer move lower upper internal external offline formal voluntary compulsory
mandatory improve worsen add remove reject stop cancel delay abandon exceed miss meet best worst first last better worse
faster slower cheaper central local national separate outsource sell buy purchase pay legal ban scrap approve refuse resign
join leave retire replace chair lead deputy head unique rare frequent optional permanent temporary quickly slowly satisfied
satisfaction dissatisfied popular unpopular easy hard trivial simple complex full partial direct indirect discourage hinder
ignore oppose exclude include reduce cut double halve separate
"""
NEUTRAL = frozenset(
    map(
        stem,
        """
        through across toward towards among along together roughly rate figure percentage percent per cent total level stand
        stood sit january february march april may june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec phase stage tier early late end mid spring summer autumn winter half thousand hundred
        dozen th st nd rd less fewer once due previous prior preceding basis about their there these those which while would
        could should were other still again action let ahead occur point key main overall headline however therefore meanwhile
        moreover apparently reckon heard told read understand according fact note number figure figures year annual annually
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen twenty thirty forty fifty sixty seventy eighty ninety first second third case far side term own able come
        become became enter entered get reach hit exist existing various particular particularly also include including
        involve set remain basically overall time bring brought hold held give given way area aspect matter regard long
        """.split(),
    )
)
"""Stems that add nothing that can be true or false, or that are read as numbers and dates."""


def _groups() -> dict[str, str]:
    groups = [[stem(word) for word in line.split()] for line in _ALIKE.split("\n") if line]
    return {word: group[0] for group in groups for word in group}


_MEANING = _groups()


def meaning(stemmed: str) -> str:
    """The stem that stands for all stems which say the same."""
    return _MEANING.get(stemmed, stemmed)


STRICT = frozenset(meaning(stem(word)) for word in _STRICT.split())
"""Meanings that must stand in the report itself: what people ask about it may name their contraries."""
