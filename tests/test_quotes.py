"""Quotes: contiguous, verbatim, within their section, and readable by themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest

from knowledge import Address, Citation, Kind, KnowledgeBase, quotes
from knowledge.base import Sentence


def saying(base: KnowledgeBase, words: str, address: Address | None = None) -> Sentence:
    """The first sentence that holds some words."""
    return next(s for s in base.sentences if words in s.text and address in (None, s.address))


def run(base: KnowledgeBase, address: Address) -> list[int]:
    """The numbers of a section's sentences."""
    return [s.number for s in base.sentences if s.address == address and s.passage not in base.titles.values()]


def of_section(base: KnowledgeBase, citation: Citation) -> bool:
    """Whether a citation lies within its section, or its action's title and opening lines."""
    own = [s.span for s in base.sentences if s.address == citation.address]
    return own[0].start <= citation.span.start < citation.span.end <= own[-1].end


def test_every_sentence_is_quoted_verbatim_within_its_section(base: KnowledgeBase) -> None:
    for sentence in base.sentences:
        (citation,) = quotes.quote(base, [sentence.number])
        assert citation.address == sentence.address
        assert citation.quote == base.report.text[citation.span.start : citation.span.end]
        assert sentence.text in citation.quote
        assert of_section(base, citation)


def test_every_section_is_quoted_whole(base: KnowledgeBase) -> None:
    for address, section in base.sections.items():
        (citation,) = quotes.whole(base, section)
        assert citation.address == address
        assert citation.quote.startswith(base.report.quote(section.passages[0].span))
        assert citation.quote.endswith(base.report.quote(section.passages[-1].span))


@pytest.mark.parametrize(
    "words", ["Waste carrier registration", "Rural payments, Common Agricultural Policy", "Defra’s exemplar services are:"]
)
def test_a_short_bullet_or_a_lead_in_comes_with_its_list(base: KnowledgeBase, words: str) -> None:
    sentence = next(s for s in base.sentences if s.text.startswith(words))
    (citation,) = quotes.quote(base, [sentence.number])
    assert citation.quote == (
        "Defra’s exemplar services are:\n\n"
        "  • Rural payments, Common Agricultural Policy (for farmer payments)\n  • Waste carrier registration"
    )


def test_two_bullets_of_a_list_are_one_quote(base: KnowledgeBase) -> None:
    bullets = [s.number for s in base.sentences if s.address == (2, Kind.PROGRESS, 2014) and s.passage.lead_in]
    assert len(bullets) == 2
    assert len(quotes.quote(base, bullets)) == 1


def test_a_long_bullet_can_stand_alone(base: KnowledgeBase) -> None:
    sentence = saying(base, "private beta in July 2014")
    (citation,) = quotes.quote(base, [sentence.number])
    assert citation.quote == sentence.text


def test_a_lead_in_in_the_middle_of_a_paragraph_begins_the_quote_of_its_list(base: KnowledgeBase) -> None:
    (citation,) = quotes.quote(base, [saying(base, "Important milestones were:").number])
    assert citation.quote.startswith("Important milestones were:\n\n  • Rural payments")
    assert citation.quote.endswith("satisfaction rate).")


def test_a_lead_in_without_a_list_is_quoted_alone(base: KnowledgeBase) -> None:
    sentence = saying(base, "Important milestones were:")
    alone = sentence._replace(address=Address(1, Kind.PROGRESS, 2013))
    assert quotes._readable(base, alone) == (alone.address, sentence.span)


@pytest.mark.parametrize(
    "words",
    [
        "Both these developments have been",
        "This means that people",
        "In particular, the CAP delivery",
        "The exceptions are where",
        "In some cases it encountered",
        "These will enhance",
        "Following this, departments",
    ],
)
def test_a_sentence_that_points_back_comes_with_the_one_before(base: KnowledgeBase, words: str) -> None:
    sentence = next(s for s in base.sentences if s.text.startswith(words))
    (citation,) = quotes.quote(base, [sentence.number])
    assert citation.quote.startswith(base.sentences[sentence.number - 1].text)
    assert citation.quote.endswith(sentence.text)


def test_neighbours_in_a_paragraph_become_one_quote(base: KnowledgeBase) -> None:
    one, two, three = run(base, Address(8, Kind.PROGRESS, 2014))
    for order in ([one, two, three], [two, one], [one, two], [two, one, three], [one, one, two]):
        (citation,) = quotes.quote(base, order)
        assert citation.quote.startswith(base.sentences[one].text)
        assert citation.quote.endswith(base.sentences[max(order)].text)


def test_neighbours_in_a_paragraph_become_one_quote_in_any_order(base: KnowledgeBase) -> None:
    one, two, three = run(base, Address(8, Kind.PROGRESS, 2014))
    assert [len(quotes.quote(base, order)) for order in ([three, one, two], [one, three, two])] == [1, 1]


def test_nothing_is_quoted_twice(base: KnowledgeBase) -> None:
    for sentence in base.sentences:
        spans = sorted(c.span for c in quotes.quote(base, quotes.with_passage(base, sentence.number)))
        assert all(one.end <= two.start for one, two in pairwise(spans))


def test_sentences_apart_stay_apart_and_in_the_given_order(base: KnowledgeBase) -> None:
    one, _, three = run(base, Address(8, Kind.PROGRESS, 2014))
    numbers = [three, saying(base, "Julie Pierce").number, one]
    assert [c.quote for c in quotes.quote(base, numbers)] == [base.sentences[n].text for n in numbers]


def test_two_paragraphs_are_two_quotes(base: KnowledgeBase) -> None:
    paragraphs = run(base, Address(5, Kind.PROGRESS, 2013))
    assert len(quotes.quote(base, paragraphs)) == len(paragraphs) == 4


def test_nothing_gives_no_quotes(base: KnowledgeBase) -> None:
    assert quotes.quote(base, []) == ()


def test_the_scope_of_an_action_is_its_title_and_its_opening_lines(base: KnowledgeBase) -> None:
    title, opening = quotes.scope(base, 15)
    assert title.quote == "Collaborate with partners across public, private and voluntary sectors to help people go online"
    assert opening.quote.startswith("Action 15 was added to the Digital Strategy in December 2013")
    assert {title.address, opening.address} == {(15, Kind.SCOPE, None)}
    assert [c.quote for c in quotes.scope(base, 4)] == [
        "Cabinet Office will support improved digital capability across departments"
    ]


def test_a_short_paragraph_is_shown_whole_and_a_long_one_is_not(base: KnowledgeBase) -> None:
    one, two, three = run(base, Address(8, Kind.PROGRESS, 2014))
    assert sorted(quotes.with_passage(base, two)) == [one, two, three]
    assert quotes.with_passage(base, two)[0] == two
    longer = run(base, Address(14, Kind.COMMITMENT, 2012))
    assert len(longer) == 4
    assert quotes.with_passage(base, longer[1]) == [longer[1]]
