"""Answers as a terminal shows them, and the bot's own sentences."""

from __future__ import annotations

import re

import pytest

import knowledge
from bot import terminal, wording
from knowledge import Address, Answer, Citation, Kind, KnowledgeBase, Outcome, Promise, Question, Reason, Report
from knowledge.cues import Asks
from knowledge.frame import Frame

HEAD = "From Defra’s report as published on 16 January 2015, not from today."
ANSI = re.compile(r"\x1b\[\d+m")
QUESTIONS = [
    "what happened with rural payments in 2014?",
    "action 8 in 2013",
    "action 5: did they do what they planned in 2014?",
    "actions 1 and 12: did they do what they planned in 2014?",
    "what came of the plan for a service manager?",
    "SPS uptake over the years",
    "single payment scheme uptake in 2013, 2014 and 2015",
    "which actions mention GOV.UK Verify?",
    "what is action 2 about?",
    "action 15 in 2013",
    "everything about action 5",
    "who is the digital leader now?",
    "who is Julie Pearce?",
    "who is Bronwyn Hill?",
    "how much did it all cost?",
    "action 99",
    "2011",
    "zeppelins",
    "help",
    "thanks",
    "",
    "compare waste carriers in 2013 and 2014",
]
QUESTION = Question(Frame(), "", Asks.ANYTHING)


def citation(number: int, kind: Kind = Kind.PLAN, year: int | None = 2014) -> Citation:
    """A made-up citation that can be told from others."""
    return Citation(
        Address(number, kind, year), f"Title {number}", knowledge.report.Span(0, 1), f"Words {number}.", f"link{number}"
    )


def lines_of_its_own(text: str) -> list[str]:
    """The lines of a text without links."""
    return [line for line in text.splitlines() if not line.strip().startswith("https://")]


@pytest.mark.parametrize("text", QUESTIONS)
def test_no_line_is_wider_than_80_columns_but_links(base: KnowledgeBase, text: str) -> None:
    shown = terminal.show(base, knowledge.ask(base, text))
    assert [line for line in lines_of_its_own(shown) if len(line) > terminal.WIDTH] == []
    assert shown.strip() == shown


def test_titles_and_topics_fit_into_80_columns_too(base: KnowledgeBase) -> None:
    for shown in (terminal.titles(base), terminal.topics(base)):
        assert max(map(len, shown.splitlines())) <= terminal.WIDTH


@pytest.mark.parametrize("text", QUESTIONS)
def test_colour_changes_nothing_but_colour(base: KnowledgeBase, text: str) -> None:
    found = knowledge.ask(base, text)
    plain = terminal.show(base, found)
    assert "\x1b" not in plain
    assert ANSI.sub("", terminal.show(base, found, colour=True)) == plain


def test_there_is_colour_where_it_is_asked_for(base: KnowledgeBase) -> None:
    found = knowledge.ask(base, "action 8 in 2013")
    shown = terminal.show(base, found, colour=True)
    assert shown.startswith(f"{terminal.BOLD}{HEAD}{terminal.PLAIN}")
    assert f"{terminal.DIM}Action 8, progress 2013{terminal.PLAIN}" in shown


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_answer_that_quotes_says_at_its_head_of_what_date_it_is(base: KnowledgeBase, text: str) -> None:
    found = knowledge.ask(base, text)
    shown = terminal.show(base, found)
    spoken = found.outcome in (Outcome.ANSWERED, Outcome.NOT_IN_REPORT, Outcome.CHOOSE)
    assert shown.startswith(HEAD) == spoken
    assert spoken or "https://" not in shown


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_quote_stands_in_quotation_marks_with_its_place_and_link_under_it(base: KnowledgeBase, text: str) -> None:
    found = knowledge.ask(base, text)
    shown = terminal.show(base, found)
    flat = " ".join(shown.split())
    for citation in found.citations or found.near:
        quote = " ".join(citation.quote.split())
        assert f"“{quote}” {wording.citation(citation.address)} {citation.url}" in flat
    assert shown.count("https://") == sum(len(part) for part in parts(found))


def parts(found: Answer) -> list[tuple[Citation, ...]]:
    """The groups of citations that are shown."""
    if found.promises:
        return [part for p in found.promises for part in (p.promised, p.reported, p.carried_on)]
    return [found.citations, found.near]


def test_an_answer_looks_like_this(base: KnowledgeBase) -> None:
    shown = terminal.show(base, knowledge.ask(base, "progress of action 1 in 2013"))
    url = base.report.url + "#action-1-departmental-and-transactional-agency-boards-will-include-an-active-digital-leader"
    assert shown.splitlines() == [
        HEAD,
        "",
        "  “Defra continues to provide board-level digital leadership.”",
        "  Action 1, progress 2013",
        f"  {url}:~:text=Defra%20continues%20to%20provide%20board%2Dlevel,digital%20leadership.",
    ]


def test_bullets_keep_lines_of_their_own(base: KnowledgeBase) -> None:
    shown = terminal.show(base, knowledge.ask(base, "progress of action 2 in 2014"))
    assert "\n  “Defra’s exemplar services are:\n  • Rural payments, Common Agricultural Policy (for farmer payments)\n" in shown
    assert "\n  • Waste carrier registration\n  Rural payments moved into" in shown


def test_a_name_nearly_right_is_asked_back(base: KnowledgeBase) -> None:
    shown = terminal.show(base, knowledge.ask(base, "who is Julie Pearce?"))
    assert shown.splitlines()[2:] == [wording.CHOOSE, "", "  Julie Pierce", "  Julie Pearce"]


def test_silence_has_its_reason_and_says_that_the_nearest_do_not_answer(base: KnowledgeBase) -> None:
    near = (citation(3, Kind.SCOPE, None),)
    shown = terminal.show(base, Answer(Outcome.NOT_IN_REPORT, QUESTION, near=near, reason=Reason.ACTION))
    assert shown.split("\n\n") == [
        HEAD,
        "The report does not say. It has actions 1 to 16.",
        wording.NEAREST,
        "  “Words 3.”\n  Action 3\n  link3",
    ]
    assert wording.NEAREST not in terminal.show(base, Answer(Outcome.NOT_IN_REPORT, QUESTION, reason=Reason.ACTION))


@pytest.mark.parametrize("reason", [*Reason, None])
def test_each_reason_has_a_sentence(reason: Reason | None) -> None:
    assert wording.silent(reason).startswith(wording.SILENT)


def test_plans_stand_beside_what_was_reported_on_them(base: KnowledgeBase) -> None:
    promises = (
        Promise((citation(1),), (citation(2, Kind.PROGRESS),), ()),
        Promise((citation(3),), (), (citation(4, Kind.PLAN, 2015),), Address(3, Kind.PROGRESS, 2014)),
        Promise((), (citation(5, Kind.PROGRESS),), ()),
        Promise((), (), (citation(6, Kind.PLAN, 2015),)),
    )
    shown = terminal.show(base, Answer(Outcome.ANSWERED, QUESTION, (citation(1),), promises=promises))
    heads = [part.splitlines()[0].strip() for part in shown.split("\n\n")]
    assert heads == [
        HEAD,
        wording.PLANNED,
        "“Words 1.”",
        wording.REPORTED,
        "“Words 2.”",
        wording.PLANNED,
        "“Words 3.”",
        "Not mentioned in Progress 2014 (Action 3).",
        wording.CARRIED_ON,
        "“Words 4.”",
        wording.BEYOND,
        "“Words 5.”",
        wording.CARRIED_ON,
        "“Words 6.”",
    ]


def test_a_plan_without_report_and_without_a_place_looked_in_is_only_quoted(base: KnowledgeBase) -> None:
    shown = terminal.show(base, Answer(Outcome.ANSWERED, QUESTION, (citation(1),), promises=(Promise((citation(1),), (), ()),)))
    assert shown.split("\n\n")[1:] == [wording.PLANNED, "  “Words 1.”\n  Action 1, plan 2014\n  link1"]


def test_not_mentioned_names_where_the_plan_above_it_was_looked_for(base: KnowledgeBase) -> None:
    promises = [Promise((citation(n),), (), (), Address(n, Kind.PROGRESS, 2014)) for n in (1, 12)]
    shown = terminal.show(base, Answer(Outcome.ANSWERED, QUESTION, (citation(1),), promises=tuple(promises)))
    assert shown.count("(Action 1)") == shown.count("(Action 12)") == 1


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (Address(14, Kind.PROGRESS, 2013), "Not mentioned in Progress 2013 (Action 14)."),
        (Address(15, Kind.PROGRESS, 2013), "Action 15 has no progress for 2013."),
        (Address(15, Kind.COMMITMENT, 2012), "Action 15 has no commitment for 2012."),
        (Address(3, Kind.PLAN, 2016), "Action 3 has no plan for 2016."),
    ],
)
def test_what_is_absent_is_said_under_the_quotes(base: KnowledgeBase, address: Address, sentence: str) -> None:
    shown = terminal.show(base, Answer(Outcome.ANSWERED, QUESTION, (citation(1),), (address,)))
    assert shown.endswith(f"link1\n\n{sentence}")


def test_notes_tell_what_a_question_was_read_with(base: KnowledgeBase) -> None:
    question = QUESTION._replace(leans=True, as_of=True)
    shown = terminal.show(base, Answer(Outcome.ANSWERED, question, (citation(1),)))
    assert " ".join(shown.split("\n\n")[1].split()) == f"{wording.LEANS} {wording.AS_OF}"
    assert wording.AS_OF in terminal.show(base, knowledge.ask(base, "who is the digital leader now?"))


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.HELP, wording.HELP),
        (Outcome.SMALL_TALK, wording.SMALL_TALK),
        (Outcome.NOT_UNDERSTOOD, wording.NOT_UNDERSTOOD),
    ],
)
def test_what_quotes_nothing_is_only_said(base: KnowledgeBase, outcome: Outcome, said: str) -> None:
    assert terminal.show(base, Answer(outcome, QUESTION)).split() == said.split()


def test_the_examples_of_the_help_are_answered(base: KnowledgeBase) -> None:
    examples = [line.strip() for line in wording.HELP.splitlines() if line.startswith("  ")]
    assert len(examples) >= 3
    assert {knowledge.ask(base, example).outcome for example in examples} == {Outcome.ANSWERED}


def test_all_titles_are_listed_with_their_numbers_under_the_date(base: KnowledgeBase) -> None:
    shown = terminal.titles(base)
    assert shown.startswith(HEAD)
    assert "\n  1  Departmental and transactional agency boards" in shown
    assert len(re.findall(r"^ {1,2}\d{1,2}  \S", shown, re.MULTILINE)) == 16
    flat = " ".join(shown.split())
    assert all(base.report.quote(title.span) in flat for title in base.titles.values())


def test_all_topics_are_listed_by_group(base: KnowledgeBase) -> None:
    lines = terminal.topics(base).splitlines()
    for topic in base.topics.by_id.values():
        assert lines.index(topic.group) < lines.index(f"  {topic.label}")


@pytest.mark.parametrize(
    ("text", "indent", "wrapped"),
    [
        ("short", "", "short"),
        ("two\nlines", "  ", "  two\n  lines"),
        ("  try:\n  this", "", "  try:\n  this"),
        ("word " * 20, "", ("word " * 16).strip() + "\n" + ("word " * 4).strip()),
        ("x" * 100, "", "x" * 100),
        ("", "", ""),
    ],
)
def test_a_text_is_wrapped_and_keeps_its_own_lines(text: str, indent: str, wrapped: str) -> None:
    assert terminal.wrapped(text, indent) == wrapped


def test_a_report_that_was_read_is_summed_up(report: Report) -> None:
    assert wording.sound(report) == "16 actions, 79 sections, 91 passages."
    assert wording.sound(report._replace(complete=False)).endswith(" The file breaks off at its end.")


def test_the_bots_other_sentences() -> None:
    assert wording.unreadable("a.txt", "Is a directory") == "Cannot read a.txt: Is a directory. Check its name and permissions."
    assert wording.no_topic("x", []) == "There is no topic called “x”. Run “topic” alone to list all topics."
    assert (
        wording.no_topic("x", ["Y", "Z"])
        == "There is no topic called “x”. The nearest: Y, Z. Run “topic” alone to list all topics."
    )
    assert wording.recall(1, 4).startswith("1 of 4 phrasings (25%)")
    assert "16 January 2015" in wording.welcome("16 January 2015")
