"""Statements of a message, held against the report: what is backed, what differs, and that nothing changed is ever backed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import Address, Kind, KnowledgeBase
from knowledge.statements import Found, Mismatch, Statement, find, finding, message
from knowledge.statements.dates import MONTHS
from knowledge.statements.parts import covers

HERE = Path(__file__).parent
Table = dict[str, list[Any]]
DEVELOPED: Table = yaml.safe_load((HERE / "statements.yaml").read_text(encoding="utf-8"))
ACCEPTED: Table = yaml.safe_load((HERE / "statements-accepted.yaml").read_text(encoding="utf-8"))
FEWEST_RIGHT = 28


def section(address: Address) -> str:
    """An address as the tables write it."""
    return " ".join(str(part) for part in address if part is not None)


def only(found: Found) -> Statement:
    """The one statement of a message."""
    (statement,) = found.statements
    return statement


def is_backed(base: KnowledgeBase, text: str) -> bool:
    """Whether a text states something, and the report says all of it."""
    statements = find(base, text).statements
    return bool(statements) and all(statement.backed for statement in statements)


# The tables


def test_of_the_statements_for_acceptance_nearly_all_are_judged_right_and_nothing_changed_is_backed(base: KnowledgeBase) -> None:
    assert {kind: len(rows) for kind, rows in ACCEPTED.items()} == {"backed": 10, "changed": 10, "absent": 10}
    changed = [is_backed(base, row["says"]) for row in ACCEPTED["changed"]]
    absent = [is_backed(base, text) for text in ACCEPTED["absent"]]
    assert not any(changed)
    assert (
        sum(is_backed(base, row["says"]) for row in ACCEPTED["backed"]) + changed.count(False) + absent.count(False)
        >= FEWEST_RIGHT
    )


@pytest.mark.parametrize("row", [row for row in DEVELOPED["backed"] if "missed" not in row], ids=lambda row: str(row["says"]))
def test_a_fact_in_other_words_is_backed_by_its_section(base: KnowledgeBase, row: dict[str, str]) -> None:
    statement = only(find(base, row["says"]))
    assert row["in"] in {section(citation.address) for citation in statement.backing}
    assert statement.mismatch is None


@pytest.mark.parametrize("row", [row for row in DEVELOPED["backed"] if "missed" in row], ids=lambda row: str(row["says"]))
def test_what_the_table_marks_as_missed_is_missed(base: KnowledgeBase, row: dict[str, str]) -> None:
    assert not is_backed(base, row["says"])


@pytest.mark.parametrize("row", DEVELOPED["changed"], ids=lambda row: str(row["says"]))
def test_a_fact_with_one_thing_changed_is_not_backed(base: KnowledgeBase, row: dict[str, str]) -> None:
    for statement in find(base, row["says"]).statements:
        assert not statement.backed
        assert row["differs"] == "any" or statement.mismatch in (row["differs"], Mismatch.NOTHING)


@pytest.mark.no_cover  # it takes half the time unwatched
def test_what_differs_is_mostly_told(base: KnowledgeBase) -> None:
    rows = [row for row in DEVELOPED["changed"] if row["differs"] != "any"]
    told = [only(find(base, row["says"])).mismatch == row["differs"] for row in rows]
    assert sum(told) >= len(told) * 9 // 10


@pytest.mark.parametrize("text", DEVELOPED["absent"])
def test_what_the_report_says_nothing_about_is_not_backed(base: KnowledgeBase, text: str) -> None:
    assert not any(statement.backed for statement in find(base, text).statements)


# The whole report


def test_every_sentence_of_the_report_is_backed_by_its_own_section(base: KnowledgeBase) -> None:
    for sentence in base.sentences:
        same = {other.address for other in base.sentences if other.text == sentence.text}
        statement = only(find(base, sentence.text))
        assert {citation.address for citation in statement.backing} & same, sentence.text


TRUE_ALL_THE_SAME = {
    "Defra has been working closely in 2014 with GDS to support a common approach to assisted digital support.",
    "Phase 2 of the development will, subject to funding, extend the system developed in Phase 1 to cover existing Waste carrier"
    " carriers and is expected to go live to users in March 2014.",
}
"""Changed sentences that are true, because another sentence of the report says so."""
MOST_CHANGED = 200
"""Of more than these only every fifth is looked at, to save time."""
NAMES = (
    "Rural payments|Waste carrier|Waste Carriers|Single Payment Scheme|SPS|Cabinet Office|GDS|Government Digital Service|GOV.UK|Defra"
    "|Julie|Pierce|CAP|Government Gateway|Twitter|Digital Services Store|G-Cloud|Cattle Tracing System|Fishing Rod Licences"
    "|Flood Warnings|Rod Catch Returns|Fish Quota Register|Digital Skills Action Plan|Digital Inclusion Sub-Group|European Union|EU"
    "|Crown Commercial Service|News and External Communications|Smarter Guidance Review|Rural Communities Policy Unit"
    "|Digital Inclusion Strategy|Digital by Default|Civil Service|Rural Land Register|Common Agricultural Policy|Lower Tier|Upper Tier"
).split("|")
STRANGERS = ("Natural England", "Digital Skills Action Plan", "Cabinet Office", "Waste carrier")
CONTRARIES = (
    "private public|public private|Lower Upper|Upper Lower|first second|second first|increase decrease|before after|All Some|more less"
    "|most all|over under|early late|end start|exceeded missed|continued stopped|continue stop|greater less|internal external"
).split("|")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|will|can|would)\b")
DONE = re.compile(
    r"\b(?:continues|supports|welcome[sd]|moved|went|took|reported|reviewed|made|began|continued|worked|developed)\b"
)


def put(text: str, match: re.Match[str], words: str) -> str:
    """A text with other words in place of a match."""
    return text[: match.start()] + words + text[match.end() :]


def other_numbers(text: str) -> Iterator[str]:
    """A text with one of its numbers or years made larger or smaller."""
    for match, by in product(re.finditer(r"\d+(?:,\d{3})*", text), (1, -1, 10)):
        number = int(match[0].replace(",", "")) + by
        yield put(text, match, f"{number:,}" if "," in match[0] else str(number))


def other_months(text: str) -> Iterator[str]:
    """A text with one of its months moved."""
    names = [month.title() for month in MONTHS]
    for match, by in product(re.finditer("|".join(names), text), (1, 5, -1)):
        yield put(text, match, names[(names.index(match[0]) + by) % len(names)])


def other_names(text: str) -> Iterator[str]:
    """A text with one of its names replaced by one that isn't in it; a lead-in is of no name."""
    for name, stranger in product(NAMES if not text.endswith(":") else (), STRANGERS):
        if stranger.lower()[:5] not in text.lower():
            yield from (put(text, match, stranger) for match in re.finditer(rf"\b{re.escape(name)}\b", text))


def other_bodies(text: str) -> Iterator[str]:
    """A text in which GDS or the Cabinet Office does what Defra does."""
    for match, body in product(re.finditer(r"\bDefra\b(?!’)", text), ("GDS", "Cabinet Office")):
        if match.start() == 0:
            yield put(text, match, body)


def denied(text: str) -> Iterator[str]:
    """A text with a "not" or "never" put in."""
    for match, no in product(AUXILIARY.finditer(text), ("not", "never")):
        yield put(text, match, f"{match[0]} {no}")
    for match in DONE.finditer(text):
        yield put(text, match, f"did not {match[0]}")


def contrary(text: str) -> Iterator[str]:
    """A text with one of its words replaced by its contrary."""
    for pair in CONTRARIES:
        word, other = pair.split()
        if other not in text:
            yield from (put(text, match, other) for match in re.finditer(rf"\b{word}\b", text))


def told_as_done(text: str) -> Iterator[str]:
    """A text with what will be told as what has been."""
    for match in re.finditer(r"\bwill(?: continue to)? (?!aim|have)(\w+)", text):
        yield put(text, match, f"has {match[1].removesuffix('e')}ed")
        return


@pytest.mark.no_cover  # thousands of sentences, which take half the time unwatched
@pytest.mark.parametrize(
    "change",
    [other_numbers, other_months, other_names, other_bodies, denied, contrary, told_as_done],
    ids=lambda change: change.__name__,
)
def test_no_sentence_of_the_report_is_backed_once_it_is_changed(base: KnowledgeBase, change: Any) -> None:
    texts = {sentence.text for sentence in base.sentences}
    changed = sorted({each for text in texts for each in change(text)} - texts - TRUE_ALL_THE_SAME)
    assert len(changed) > 10
    assert [text for text in changed[:: 1 if len(changed) < MOST_CHANGED else 5] if is_backed(base, text)] == []


# Any text


WORDS = st.sampled_from(
    "Defra GDS SPS Rural payments waste carrier went moved will not never private public beta July 2014 2013 54% 68% to from by in the"
    " of (up and , . : ; ) Phase 1 2 Action 5 GOV.UK target 90% board \n • > ``` ? over less May march 10/04/2013 '13 two both".split()
)
MESSAGES = st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join))


@given(text=MESSAGES)
@example(text="In the year 99/99/99, 2013-14-15 and fy1314.")
@example(text="10/13/2014 " * 20)
def test_any_text_gives_a_result_whose_citations_are_verbatim(base: KnowledgeBase, text: str) -> None:
    found = find(base, text)
    cited = [
        *found.passages,
        *(citation for one in found.statements for citation in (*one.backing, *([one.near] if one.near else []))),
    ]
    assert all(citation.quote == base.report.quote(citation.span) for citation in cited)
    assert all(bool(one.backing) == (one.mismatch is None) for one in found.statements)
    assert len(found.statements) <= finding.MOST_STATEMENTS
    assert len(found.passages) <= finding.MOST_PASSAGES


@pytest.mark.parametrize(
    "piece", ["Rural payments moved, and SPS ", "a", "<", ":", "- x\n", "1,", "A b ", "```", "(", "31 March ", ". ", "www."]
)
def test_a_message_of_the_greatest_length_is_read_in_pieces(base: KnowledgeBase, piece: str) -> None:
    found = find(base, (piece * 40_000)[:40_000])
    assert len(found.statements) <= finding.MOST_STATEMENTS


def test_the_whole_report_as_a_message_is_cut_and_what_is_looked_at_is_backed(base: KnowledgeBase) -> None:
    found = find(base, base.report.text)
    assert found.cut
    assert sum(statement.backed for statement in found.statements) > len(found.statements) * 3 // 4
    assert len(found.passages) == finding.MOST_PASSAGES


def test_where_many_parts_would_be_needed_all_are_taken() -> None:
    pairs = {f"{one}{two}": [one, two] for one in range(7) for two in range(one)}
    assert covers(pairs, 7) == [tuple(range(7))]
    assert covers({"a": [0], "b": [1, 2], "c": []}, 3) == [(0, 1), (0, 2)]


# What is said besides


def test_a_message_of_several_statements_has_each_judged_in_order(base: KnowledgeBase) -> None:
    found = find(
        base,
        "Hi all, SPS uptake was 68% in 2014. When did Rural payments go into private beta? I think it was July. "
        "Phase 1 of waste carriers launched in 2014. Thanks, Bob",
    )
    assert [statement.text for statement in found.statements] == [
        "Hi all, SPS uptake was 68% in 2014.",
        "Phase 1 of waste carriers launched in 2014.",
    ]
    assert [statement.backed for statement in found.statements] == [True, False]
    assert found.statements[1].mismatch is Mismatch.YEAR
    assert found.statements[1].near is not None
    assert "at the end of 2013" in found.statements[1].near.quote
    assert not found.cut


def test_the_best_passages_are_those_that_back_a_statement_before_those_that_are_near(base: KnowledgeBase) -> None:
    found = find(base, "Phase 1 of waste carriers launched in 2014. SPS uptake was 68% in 2014.")
    assert "68%" in found.passages[0].quote
    assert any("at the end of 2013" in passage.quote for passage in found.passages[1:])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello!",
        "Thanks, that was very helpful.",
        "Brilliant, wonderful, excellent weekend",
        "help",
        "See you at 10.",
        "https://www.gov.uk/defra",
        "```SPS rose to 68%```",
    ],
)
def test_a_message_without_statements_has_none(base: KnowledgeBase, text: str) -> None:
    assert find(base, text).statements == ()


def test_nothing_like_it_has_no_passages(base: KnowledgeBase) -> None:
    found = find(base, "The bus timetable changed on Monday.")
    assert only(found) == Statement("The bus timetable changed on Monday.", (), Mismatch.NOTHING, None)
    assert found.passages == ()


def test_a_question_is_no_statement_but_has_its_passages(base: KnowledgeBase) -> None:
    found = find(base, "Which award did the News and External Communications team win?")
    assert found.statements == ()
    assert "Best Use of Twitter" in found.passages[0].quote


def test_of_what_runs_over_several_sentences_of_a_section_all_are_cited(base: KnowledgeBase) -> None:
    text = "SPS uptake rose to 68% in 2014, and Defra exceeded its target of 90% digital uptake for Waste Carriers."
    statement = only(find(base, text))
    assert {citation.address for citation in statement.backing} == {Address(8, Kind.PROGRESS, 2014)}
    assert "68%" in statement.backing[0].quote
    assert "90%" in statement.backing[-1].quote


def test_a_sentence_that_refers_to_the_one_before_is_not_backed_for_another_service(base: KnowledgeBase) -> None:
    first = "Rural payments went into private beta in July 2014."
    second = "It exceeded its target of 90% digital uptake and achieved 95% in 2014."
    assert is_backed(base, second)
    assert [statement.backed for statement in find(base, f"{first} {second}").statements] == [True, False]
    assert is_backed(base, f"The Waste Carriers service went well in 2014? {second}")


@pytest.mark.parametrize(
    ("lead_in", "item", "backed"),
    [
        ("In 2014:", "SPS uptake was 68%", True),
        ("In 2013:", "SPS uptake was 68%", False),
        ("What did not happen:", "SPS uptake was 68% in 2014", False),
        ("Rural payments news", "SPS uptake was 68% in 2014", True),
        ("Phase 1:", "The Waste carrier registration was publicly launched at the end of 2013", True),
        ("Phase 2:", "The Waste carrier registration was publicly launched at the end of 2013", False),
        ("We went through a few of the figures last time and they stand here again", "SPS uptake was 68% in 2014", True),
    ],
)
def test_an_item_of_a_list_is_said_under_its_heading(base: KnowledgeBase, lead_in: str, item: str, backed: bool) -> None:
    assert find(base, f"{lead_in}\n\n• {item}\n").statements[-1].backed is backed


# How a message is read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hi team, SPS uptake was 68%!", "SPS uptake was 68%!"),
        ("FYI: the uptake of SPS was 68%, right?", "the uptake of SPS was 68%"),
        ("Is it true that SPS uptake was 68%?", "SPS uptake was 68%?"),
        ("Did you know that SPS uptake was 68%?", "SPS uptake was 68%?"),
        ("Was SPS uptake 68% in 2014?", "Was SPS uptake 68% in 2014?"),
        ("> “SPS uptake was 68%”", "SPS uptake was 68%"),
        (":tada: SPS uptake was 68%", "SPS uptake was 68%"),
        ("*SPS uptake was 68%*", "SPS uptake was 68%"),
        ("1. SPS uptake was 68%", "SPS uptake was 68%"),
        ("SPS uptake (e.g. online) was 68%", "SPS uptake (e.g. online) was 68%"),
        ("SPS uptake, as the mail client\nwraps it, was 68%", "SPS uptake, as the mail client wraps it, was 68%"),
        ("SPS uptake was 68% https://www.gov.uk/x?y=54%", "SPS uptake was 68%"),
    ],
)
def test_what_a_saying_states_is_taken_out_of_its_dress(text: str, plain: str) -> None:
    (saying,) = message.read(text, 9).sayings
    assert (saying.plain, saying.asked) == (plain, False)


@pytest.mark.parametrize(
    "text",
    [
        "When did SPS uptake reach 68%?",
        "what happened with SPS uptake in 2014",
        "Was it 54% or 68% for SPS uptake?",
        "If SPS uptake were 90% we would be done.",
        "SPS uptake was 68%, or 54%?",
        "SPS uptake at 68%?",
        "Can you check the SPS uptake figure?",
    ],
)
def test_an_open_question_or_a_supposition_states_nothing(text: str) -> None:
    (saying,) = message.read(text, 9).sayings
    assert saying.asked


@pytest.mark.parametrize("text", ["Please send me the SPS figures.", "SPS uptake", "Kind regards", "•", "Thanks to you all"])
def test_bids_names_and_closings_are_passed_over(text: str) -> None:
    assert message.read(text, 9) == message.Message((), cut=False)


def test_a_message_is_cut_at_so_many_sayings_and_an_endless_one_is_passed_over() -> None:
    text = "SPS uptake was 68%. " * 3
    assert [len(message.read(text, most).sayings) for most in (2, 3)] == [2, 3]
    assert [message.read(text, most).cut for most in (2, 3)] == [True, False]
    assert message.read("SPS uptake was very " + "very " * 200 + "high.", 9) == message.Message((), cut=True)
