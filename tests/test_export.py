"""The knowledge base and answers as plain data, in the shapes that people and hosts rely on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import Address, Answer, Kind, KnowledgeBase, Outcome, Reason, export, parse
from knowledge.build import HERE, build
from tests.conftest import PHRASINGS, SILENCES

KINDS = ["scope", "commitment", "progress", "plan"]


def sibling(text: str) -> str:
    """The report as another department might have published it."""
    named = text.replace("Department for Environment Food and Rural Affairs (Defra)", "Department for Transport (DfT)")
    return named.replace("Defra", "DfT").replace("Corporate report\n\n", "").replace("  • ", "- ").replace("\n\n", "\n")


def cut_off(text: str) -> str:
    """The report, broken off in the middle of a heading."""
    return text[: text.index("Planned activities in 2015\n\nDefra has included")] + "Planned activ"


Exported = tuple[str, dict[str, Any]]
REPORT, SIBLING, CUT_OFF = "the report", "a sibling", "one cut off"


@pytest.fixture(scope="module")
def exports(text: str, base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exported]:
    """The texts of three files, and their knowledge bases as plain data."""
    few = tmp_path_factory.mktemp("few")  # of thousands of curated lines, which take seconds to build
    for file in HERE.glob("*.*"):
        if file.suffix != ".py":
            shutil.copy(file, few)
    (few / "phrasings.yaml").write_text(PHRASINGS, encoding="utf-8")
    (few / "silences.yaml").write_text(SILENCES, encoding="utf-8")
    found = {REPORT: (text, export.whole(base))}
    for name, changed in ((SIBLING, sibling(text)), (CUT_OFF, cut_off(text))):
        file = tmp_path_factory.mktemp("exported") / "report.txt"
        file.write_text(changed, encoding="utf-8")
        found[name] = changed, export.whole(build(file, few))
    return found


@pytest.fixture(params=[REPORT, SIBLING, CUT_OFF])
def exported(request: pytest.FixtureRequest, exports: dict[str, Exported]) -> Exported:
    """The text of a file, and its knowledge base as plain data."""
    return exports[request.param]


def passages(found: dict[str, Any]) -> list[dict[str, Any]]:
    """All passages of an export."""
    return [passage for action in found["actions"] for section in action["sections"] for passage in section["passages"]]


def test_an_export_has_the_shape_that_is_promised(exported: Exported) -> None:
    _, found = exported
    assert list(found) == ["report", "actions", "topics"]
    assert {key: type(value) for key, value in found["report"].items()} == {
        "title": str,
        "updated": str,
        "url": str,
        "complete": bool,
    }
    for action in found["actions"]:
        assert {key: type(value) for key, value in action.items()} == {"number": int, "title": str, "sections": list}
        for section in action["sections"]:
            assert list(section) == ["kind", "year", "heading", "line", "passages"]
            assert section["kind"] in KINDS
            assert (section["year"] is None) == (section["kind"] == "scope")
            assert isinstance(section["heading"], str)
            assert isinstance(section["line"], int)
    for passage in passages(found):
        shape = {key: type(value) for key, value in passage.items()}
        assert shape == {"text": str, "topics": list, "line": int, **({"lead_in": str} if "lead_in" in passage else {})}
    for topic in found["topics"]:
        assert {key: type(value) for key, value in topic.items()} == {"id": str, "label": str, "group": str, "aliases": list}


def test_an_export_is_plain_data(exported: Exported) -> None:
    _, found = exported
    assert json.loads(json.dumps(found)) == found


def test_every_passage_is_verbatim_on_its_line(exported: Exported) -> None:
    text, found = exported
    lines = text.split("\n")
    for passage in passages(found):
        assert lines[passage["line"] - 1].endswith(passage["text"])
        assert passage.get("lead_in", "") in text
    for action in found["actions"]:
        assert f"\nAction {action['number']}: {action['title']}\n" in text
        for section in action["sections"]:
            assert lines[section["line"] - 1] == section["heading"]


def test_no_line_of_the_body_is_missing_but_a_heading_cut_off(exported: Exported) -> None:
    text, found = exported
    body = [line for line in text[text.index("\nAction 1: ") :].split("\n") if line]
    headings = [s["heading"] for action in found["actions"] for s in action["sections"] if s["kind"] != "scope"]
    held = [p["text"] for p in passages(found)] + headings + [f"Action {a['number']}: {a['title']}" for a in found["actions"]]
    assert len(held) == len(body) - body.count("Planned activ")


def test_topics_of_passages_are_known_topics_in_order(exported: Exported) -> None:
    _, found = exported
    known = {topic["id"] for topic in found["topics"]}
    assert len(known) == len(found["topics"])
    for passage in passages(found):
        assert set(passage["topics"]) <= known
        assert passage["topics"] == sorted(set(passage["topics"]))


def test_topics_have_their_words(base: KnowledgeBase) -> None:
    topics = {topic["id"]: topic for topic in export.whole(base)["topics"]}
    assert topics["gds"]["label"] == "Government Digital Service"
    assert topics["gds"]["group"] == "Bodies and people"
    assert "GDS" in topics["gds"]["aliases"]
    assert "central digital team" in topics["gds"]["aliases"]


def test_the_report_is_exported_whole(base: KnowledgeBase) -> None:
    found = export.whole(base)
    assert found["report"]["title"] == "Defra's actions in response to the Government Digital Strategy"
    assert found["report"]["updated"] == "16 January 2015"
    assert found["report"]["url"].endswith("/defras-actions-in-response-to-the-government-digital-strategy")
    assert found["report"]["complete"] is True
    assert [action["number"] for action in found["actions"]] == list(range(1, 17))
    assert sum(len(action["sections"]) for action in found["actions"]) == 79
    assert len(passages(found)) == 91
    assert [p["lead_in"] for p in passages(found) if p["text"].startswith("Waste carrier reg")] == [
        "Defra’s exemplar services are:"
    ]
    assert any(p["topics"] for p in passages(found))


def test_sections_stand_in_the_order_of_the_report(base: KnowledgeBase) -> None:
    sections = export.whole(base)["actions"][4]["sections"]
    assert [(section["kind"], section["year"]) for section in sections] == [
        ("scope", None), ("commitment", 2012), ("progress", 2013), ("plan", 2014), ("progress", 2014), ("plan", 2015),
    ]  # fmt: skip


def test_a_sibling_is_exported_as_our_report_is(exports: dict[str, Exported]) -> None:
    (_, found), (_, ours) = exports[SIBLING], exports[REPORT]
    assert found["report"]["title"] == "DfT's actions in response to the Government Digital Strategy"
    assert found["report"]["complete"] is True
    assert found["topics"] == ours["topics"]
    assert [p["text"] for p in passages(found)] == [sibling(p["text"]) for p in passages(ours)]
    assert [[s["kind"], s["year"]] for a in found["actions"] for s in a["sections"]] == [
        [s["kind"], s["year"]] for a in ours["actions"] for s in a["sections"]
    ]


def test_one_cut_off_is_exported_up_to_there_and_says_so(exports: dict[str, Exported]) -> None:
    (_, found), (_, ours) = exports[CUT_OFF], exports[REPORT]
    assert found["report"]["complete"] is False
    assert found["actions"][:9] == ours["actions"][:9]
    assert found["actions"][9]["sections"] == ours["actions"][9]["sections"][:-1]
    assert len(found["actions"]) == 10


def test_an_empty_section_is_exported_without_passages(folder: Path) -> None:
    file = folder / "cut.txt"
    file.write_text("DfT's actions\nUpdated 16 January 2015\nAction 3: Skills\nProgress in 2014", encoding="utf-8")
    (action,) = export.whole(build(file, folder))["actions"]
    assert action == {
        "number": 3,
        "title": "Skills",
        "sections": [{"kind": "progress", "year": 2014, "heading": "Progress in 2014", "line": 4, "passages": []}],
    }


def test_an_answer_has_the_shape_that_is_promised(base: KnowledgeBase) -> None:
    found = knowledge.ask(base, "action 7 progress 2014")
    assert export.answer(found, "What the terminal shows.") == {
        "answered": True,
        "outcome": "answered",
        "citations": [
            {
                "action": 7,
                "kind": "progress",
                "year": 2014,
                "title": base.report.quote(base.report.actions[6].title.span),
                "quote": "All agency and ALB websites moved to GOV.UK by the end of the year.",
                "url": found.citations[0].url,
            }
        ],
        "absent": [],
        "near": [],
        "text": "What the terminal shows.",
    }


@pytest.mark.parametrize(
    ("outcome", "reason", "readings"),
    [
        (Outcome.NOT_IN_REPORT, Reason.YEAR, ()),
        (Outcome.CHOOSE, None, ("action 5", "year 2015")),
        (Outcome.NOT_UNDERSTOOD, None, ()),
        (Outcome.SMALL_TALK, None, ()),
        (Outcome.HELP, None, ()),
    ],
)
def test_what_is_no_answer_says_so(
    base: KnowledgeBase, outcome: Outcome, reason: Reason | None, readings: tuple[str, ...]
) -> None:
    answered = knowledge.ask(base, "action 7 progress 2014")
    absent = (Address(15, Kind.PROGRESS, 2013), Address(9, Kind.SCOPE, None))
    found = Answer(outcome, answered.question, (), absent, answered.citations, readings, reason)
    shown = export.answer(found, "")
    assert shown["answered"] is False
    assert shown["outcome"] == outcome.value
    assert shown["citations"] == []
    assert shown["absent"] == [{"action": 15, "kind": "progress", "year": 2013}, {"action": 9, "kind": "scope", "year": None}]
    assert shown["near"] == export.answer(answered, "")["citations"]
    assert shown.get("reason") == (reason.value if reason else None)
    assert shown.get("readings", []) == list(readings)
    assert json.loads(json.dumps(shown)) == shown


def test_the_report_that_is_exported_is_the_one_beside_the_code(base: KnowledgeBase) -> None:
    assert base.report == parse.read(HERE / "defra-2015.txt")
