"""Topics: which of them a text names, in the report's words or in those of staff."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeBase
from knowledge.topics import Topic, Topics
from knowledge.words import stem, tokens


@pytest.fixture
def topics() -> Topics:
    """A few topics."""
    return Topics(
        [
            Topic("defra", "Defra", "Bodies", ("Defra", "the department"), ("ministry",), True),
            Topic("rural_payments", "Rural payments", "Services", ("Rural payments",), ("farm money", "CAP cash"), False),
            Topic("payments", "Payments", "Services", ("payments",), ("ministry money",), False),
            Topic("cap", "Farm money", "Services", ("CAP",), ("rural payments",), False),
        ]
    )


def stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("the Rural Payment", {"rural_payments": {"rural", "payment"}, "payments": {"payment"}, "cap": {"rural", "payment"}}),
        ("payments, rural", {"payments": {"payment"}}),
        ("farm money", {"rural_payments": {"farm", "money"}, "cap": {"farm", "money"}}),
        ("farm", {}),
        ("", {}),
    ],
)
def test_a_question_names_topics_by_whole_wordings(topics: Topics, text: str, named: dict[str, set[str]]) -> None:
    assert topics.asked(stems(text)) == named


def test_a_passage_names_topics_in_the_reports_words_only(topics: Topics) -> None:
    assert topics.reported(stems("Rural payments and farm money")).keys() == {"rural_payments", "payments"}


def test_topics_that_are_nearly_everywhere_tell_little(topics: Topics) -> None:
    assert topics.telling(["defra", "cap"]) == ["cap"]


def test_all_stems_of_some_topics(topics: Topics) -> None:
    assert topics.stems(["cap"]) == {"cap", "rural", "payment"}
    assert topics.stems([]) == set()


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("rural payments", "rural_payments"),
        ("RURAL  Payments", "rural_payments"),
        ("farm money", "cap"),
        ("CAP cash", "rural_payments"),
        ("ministry", "defra"),
        ("the department", "defra"),
    ],
)
def test_a_topic_is_found_by_id_label_or_wording_the_reports_first(topics: Topics, name: str, topic: str) -> None:
    found = topics.named(name)
    assert found is not None
    assert found.id == topic


def test_an_unknown_name_is_no_topic_but_has_neighbours(topics: Topics) -> None:
    assert topics.named("rural paymets") is None
    assert topics.near("rural paymets")[0] in ("Rural payments", "Farm money")
    assert topics.near("xyzzy") == []


def test_every_topic_of_the_knowledge_base_is_found_by_its_own_id_and_label(base: KnowledgeBase) -> None:
    for topic in base.topics.by_id.values():
        assert base.topics.named(topic.id.replace("_", " ")) is topic
        assert base.topics.named(topic.label) is topic


def test_every_topic_has_a_label_a_group_and_a_wording_of_the_report(base: KnowledgeBase) -> None:
    assert base.topics.by_id
    for topic in base.topics.by_id.values():
        assert topic.label
        assert topic.group
        assert topic.report


def test_every_wording_said_to_be_of_the_report_stands_in_it(base: KnowledgeBase, text: str) -> None:
    flat = " ".join(stems(text))
    missing = [
        (topic.id, name)
        for topic in base.topics.by_id.values()
        for name in topic.report
        if f" {' '.join(stems(name))} " not in f" {flat} "
    ]
    assert missing == []


def test_words_spell_out_a_name_beside_others_by_which_it_was_named(topics: Topics) -> None:
    farm, money = frozenset(stems("farm")), frozenset(stems("money"))
    assert topics.spells_out(money, "rural_payments", farm)
    assert not topics.spells_out(money, "rural_payments", money)
    assert not topics.spells_out(money, "rural_payments", frozenset(stems("CAP")))
