"""What people may write to see an action or a topic, and what stays a question."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import request
from bot.request import ActionWanted, OutcomesWanted, Question, Request, TopicWanted
from knowledge import Kind


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("action 8", ActionWanted(8)),
        ("Action 8.", ActionWanted(8)),
        ("actions", ActionWanted()),
        ("action", ActionWanted()),
        ("  action \n 8  2014 ", ActionWanted(8, 2014)),
        ("action 8 in 2014?", ActionWanted(8, 2014)),
        ("action #8 2014 plan", ActionWanted(8, 2014, Kind.PLAN)),
        ("action no. 8 plans", ActionWanted(8, None, Kind.PLAN)),
        ("action number 8 commitment", ActionWanted(8, None, Kind.COMMITMENT)),
        ("ACTION 8 PROGRESS 2013", ActionWanted(8, 2013, Kind.PROGRESS)),
        ("action 8 plan for 2015", ActionWanted(8, 2015, Kind.PLAN)),
        ("action 99", ActionWanted(99)),
        ("topic", TopicWanted()),
        ("topics", TopicWanted()),
        ("topic rural payments", TopicWanted("rural payments")),
        ("topic rural payments 2014", TopicWanted("rural payments", 2014)),
        ("Topic  GOV.UK Verify in 2013?", TopicWanted("GOV.UK Verify", 2013)),
        ("topic 2014", TopicWanted("2014")),
        ("topic xyzzy <!channel>", TopicWanted("xyzzy <!channel>")),
        ("outcomes 5", OutcomesWanted(5)),
        ("Outcomes 16.", OutcomesWanted(16)),
    ],
)
def test_a_text_of_the_grammar_is_read(text: str, wanted: Request) -> None:
    assert request.read(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "what happened with rural payments in 2014?",
        "actions in 2014",
        "action plan",
        "action plan for rural payments",
        "action 8 2013 plan 2014",
        "action 8 scope",
        "action 1234567890",
        "action 8, please",
        "action eight",
        "the topic of the day",
        "topical issues in 2014",
        "outcomes",
        "outcomes of action 5",
        "action ٨",
        "action 8 progreſs",
        "and in 2013?",
    ],
)
def test_anything_else_stays_the_question_that_was_asked(text: str) -> None:
    assert request.read(text) == Question(text)


@pytest.mark.parametrize(
    ("command", "text", "wanted"),
    [
        ("action", "8 2014 plan", ActionWanted(8, 2014, Kind.PLAN)),
        ("action", "", ActionWanted()),
        ("action", "rhubarb", Question("action rhubarb", "action")),
        ("action", "8 2014 plan, please", Question("action 8 2014 plan, please", "action")),
        ("topic", "", TopicWanted()),
        ("topic", "rural payments 2014", TopicWanted("rural payments", 2014)),
        ("topic", "action 8", TopicWanted("action 8")),
    ],
)
def test_a_command_says_the_first_word(command: str, text: str, wanted: Request) -> None:
    assert request.read(text, command) == wanted


@given(
    st.text() | st.lists(st.sampled_from("action topics outcomes in 8 2014 # no. plan s for ſ ٨".split())).map(" ".join),
    st.sampled_from(["", "action", "topic"]),
)
@example("8 progreſs", "action")
@example("9" * 5000, "action")
def test_any_text_wants_something(text: str, command: str) -> None:
    wanted = request.read(text, command)
    assert isinstance(wanted, ActionWanted | TopicWanted | OutcomesWanted | Question)
    if isinstance(wanted, Question):
        assert wanted.usage == command
