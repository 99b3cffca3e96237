"""The codes in buttons: each names exactly what it was made from, and anything else names nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import knowledge
from bot import codes
from bot.codes import CodeError, Item, Missing
from knowledge import Address, Citation, Kind, KnowledgeBase, Promise, is_verbatim, quotes

ALPHABET = "0123456789scpn.-!|()+;"
PIECES = ["5p14", ".0-", "120", "!", "|", "(", ")", ";", "+", "1s", "4n15", "-1", "٣"]
MADE_UP = st.text(ALPHABET, max_size=40) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text()


def citations(base: KnowledgeBase) -> Iterator[Citation]:
    """All that can be quoted: each title, section, and sentence as it is shown."""
    for number in base.titles:
        yield from quotes.scope(base, number)
    for section in base.sections.values():
        yield from quotes.whole(base, section)
    for sentence in base.sentences:
        yield from quotes.quote(base, [sentence.number])


def quoted(items: list[Item]) -> Iterator[Citation]:
    """The citations in some items."""
    for item in items:
        if isinstance(item, Citation):
            yield item
        elif isinstance(item, Promise):
            yield from (*item.promised, *item.reported, *item.carried_on)


def test_each_quote_of_the_report_comes_back_from_its_code(base: KnowledgeBase) -> None:
    for citation in citations(base):
        assert codes.read(base, codes.write(base, [citation])) == [citation]


def test_each_plan_beside_its_outcome_comes_back_from_its_code(base: KnowledgeBase) -> None:
    for number in base.titles:
        promises = knowledge.about_outcomes(base, number).promises
        assert codes.read(base, codes.write(base, promises)) == list(promises)


def test_what_is_missing_comes_back_from_its_code(base: KnowledgeBase) -> None:
    missing = [Missing(address) for address in [*base.sections, Address(15, Kind.PROGRESS, 2013), Address(7, Kind.SCOPE, None)]]
    assert codes.read(base, codes.write(base, missing)) == missing


def test_codes_are_short_and_stay_what_they_are(base: KnowledgeBase) -> None:
    [whole] = quotes.whole(base, base.sections[Address(5, Kind.PROGRESS, 2014)])
    assert codes.write(base, [whole, Missing(whole.address)]) == f"5p14.0-{len(whole.quote)}|!5p14"
    assert codes.write(base, [quotes.title(base, 5)]).startswith("5s.0-")
    assert codes.read(base, "") == []


@pytest.mark.parametrize(
    "code",
    [
        "x",
        "5p14",
        "5p14.0",
        "5p14.0-1",
        "5p14.1-72",
        "5p14.0-999999",
        "5p13.5-4",
        "99p14.0-10",
        "99s.0-10",
        "15p13.0-10",
        "5q14.0-10",
        "!",
        "!x",
        "!5p14.0-10",
        "()",
        "(;;)",
        "(;;;;)",
        "(;;;x)",
        "(x;;;)",
        "5p14.0-10|",
    ],
)
def test_what_names_nothing_here_is_refused(base: KnowledgeBase, code: str) -> None:
    with pytest.raises(CodeError):
        codes.read(base, code)


@given(MADE_UP)
@example("(;;;)")
@example("!5s")
def test_any_text_gives_what_the_report_says_or_is_refused(base: KnowledgeBase, code: str) -> None:
    try:
        items = codes.read(base, code)
    except CodeError:
        return
    assert all(is_verbatim(base.report, citation) for citation in quoted(items))
    assert codes.read(base, codes.write(base, items)) == items


@given(st.data())
def test_a_code_whose_figures_were_changed_gives_what_the_report_says_or_is_refused(
    base: KnowledgeBase, data: st.DataObject
) -> None:
    section = data.draw(st.sampled_from(list(base.sections.values())))
    start, end = data.draw(st.integers(0, 900)), data.draw(st.integers(0, 900))
    whole = codes.write(base, quotes.whole(base, section)).partition(".")[0]
    try:
        [item] = codes.read(base, f"{whole}.{start}-{end}")
    except CodeError:
        return
    assert isinstance(item, Citation)
    assert item.address == section.address
    assert item.quote == base.report.text[item.span.start : item.span.end]
