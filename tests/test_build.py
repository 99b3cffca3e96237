"""The curated files are read against the report; each kind of mistake in them is found where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Address, Kind, KnowledgeError, Report, build, parse
from knowledge.base import Silence

FIRST_PLAN = "Action 1, plan 2014:\n"
BOARDS = (
    "Defra will consider whether it is necessary to have digital skills represented at board level across its delivery bodies."
)
ENTRY = f"""{FIRST_PLAN}  - says: "{BOARDS}"
    reported: none
    carried_on:
      Action 1, plan 2015:
"""
NEXT = """        - "Where digital is integral to service delivery in Defra’s agencies and non-departmental public bodies, the department will consider whether to have digital skills represented at board level."
"""


def faults(report: Report, folder: Path) -> list[str]:
    """What is wrong in the curated files of a folder."""
    found: list[KnowledgeError] = []
    build.read(report, found, folder)
    return [str(fault) for fault in found]


def change(file: Path, old: str, new: str) -> str:
    """Replace the first of some words in a file; returns its content."""
    content = file.read_text(encoding="utf-8")
    assert old in content
    changed = content.replace(old, new, 1)
    file.write_text(changed, encoding="utf-8")
    return changed


def test_the_real_files_have_no_faults(report: Report) -> None:
    assert faults(report, build.HERE) == []


def test_the_curated_files_are_read_as_they_stand(report: Report, folder: Path) -> None:
    found = build.read(report, [], folder)
    payments, waste, verify = found.topics.by_id.values()
    assert payments == ("payments", "Rural payments", "Services", ("Rural payments", "SPS"), ("farm money", "subsidies"), True)
    assert (waste.id, waste.group, waste.common) == ("waste", "Services", False)
    assert (verify.id, verify.group, verify.common) == ("verify", "Technology", False)
    assert found.asked == {
        0: "must agency boards include an active digital leader?\na leader on which boards?",
        3: "who led on board level in 2013?",
    }
    near = (Address(1, Kind.COMMITMENT, 2012), Address(1, Kind.PROGRESS, 2013))
    assert found.silences == [
        (Silence("person", near), "who was it before?"),
        (Silence("number", ()), "what did it cost?"),
    ]
    assert len(found.outcomes) > 40


@pytest.mark.parametrize(
    ("name", "old", "new", "marker", "message"),
    [
        ("topics.yaml", "    staff: rubbish vans", "    stuff: rubbish vans", "    stuff", "'stuff' is not a field here; expected one of: label report staff common"),
        ("topics.yaml", "    label: Waste carriers\n", "", "    report: Waste", "the field 'label' is missing; expected it beside: report, staff"),
        ("topics.yaml", "label: Waste carriers", "label: ''", "    label: ''", "this is empty; expected text"),
        ("topics.yaml", "label: Waste carriers", "label: …", "    label: …", "'…' holds no word; expected text"),
        ("topics.yaml", "staff: rubbish vans", "staff: rubbish vans, &", "    staff: rubbish", "'&' holds no word; expected words or phrases"),
        ("topics.yaml", "label: Waste carriers", "label: [a, b]", "    label: [a", "this is not text; expected text"),
        ("topics.yaml", "common: yes", "common: often", "    common: often", "'often' is not known here; expected yes or no"),
        ("topics.yaml", "  waste:", "  payments:", "  payments:\n    label: Waste", "'payments' stands twice; expected each name once"),
        ("topics.yaml", "  verify:", "  waste:", "  waste:\n    label: GOV", "the topic 'waste' stands twice; expected each topic once"),
        ("topics.yaml", "    staff: login\n", "    staff: login\n    staff: sign-in\n", "    staff: sign-in", "'staff' stands twice; expected each name once"),
        ("topics.yaml", "Technology:", "Services:", "Services:\n  verify", "'Services' stands twice; expected each name once"),
        ("topics.yaml", "Services:", "- Services:", "Technology:", "this is not YAML (did not find expected '-' indicator); expected YAML"),
        ("phrasings.yaml", "Action 1, scope:", "Action 1, plan:", "Action 1, plan:", "'Action 1, plan' is not an address; expected such as"),
        ("phrasings.yaml", "digital leadership.", "digital leaders.", "  - says: \"Defra", "these words are no sentence of Action 1, progress 2013; expected a whole"),
        ("phrasings.yaml", "progress 2013:", "progress 2014:", "  - says: \"Defra", "these words are no sentence of Action 1, progress 2014; expected a whole"),
        ("phrasings.yaml", "    asked: |\n      who led on board level in 2013?", "    asked:", "    asked:\n", "this is empty; expected text"),
        ("phrasings.yaml", "  - says: \"Defra", "    says: \"Defra", "    says: \"Defra", "this is not a list; expected lines that begin with '- '"),
        ("phrasings.yaml", "Action 1, progress 2013:\n", "Action 1, scope:\n", "Action 1, scope:\n  - says: \"Defra", "'Action 1, scope' stands twice"),
        (
            "phrasings.yaml", "\nAction 1, progress 2013:\n  - says: \"Defra continues to provide board-level digital leadership.\"",
            "  - says: \"Departmental and transactional agency boards will include an active digital leader\"",
            "  - says: \"Departmental and transactional agency boards will include an active digital leader\"\n    asked: |\n      who led", "this sentence has two entries; expected one",
        ),
        ("silences.yaml", "reason: person", "reason: persons", "  reason: persons", "'persons' is not known here; expected detail or person or number"),
        ("silences.yaml", "    - Action 1, progress 2013", "    - Action 15, progress 2013", "    - Action 15", "the report has no section 'Action 15, progress 2013'"),
        ("silences.yaml", "    - Action 1, progress 2013", "    - Action 1", "    - Action 1\n", "'Action 1' is not an address"),
        ("silences.yaml", "  near:\n    - Action 1, commitment 2012\n    - Action 1, progress 2013", "  near: everywhere", "  near", "this is not a list"),
        ("silences.yaml", "  asked: |\n    what did it cost?\n", "", "- asks: \"the costs", "the field 'asked' is missing; expected it beside: asks, reason"),
        ("silences.yaml", "- asks: \"who led before 2014\"\n  reason: person", "- just words\n- asks: \"who led\"\n  reason: person", "- just words", "this is not a list of 'name: value'"),
        ("outcomes.yaml", f"{ENTRY}        - \"Where", f"{ENTRY}        - \"There", "        - \"There", "these words are no sentence of Action 1, plan 2015"),
        ("outcomes.yaml", ENTRY, ENTRY.replace("plan 2015", "plans 2015"), "      Action 1, plans 2015", "'Action 1, plans 2015' is not an address"),
        ("outcomes.yaml", ENTRY, ENTRY.replace("reported: none", "reported: nothing"), "    reported: nothing", "'nothing' is not known here; expected none"),
        ("outcomes.yaml", ENTRY, ENTRY.replace("reported: none", "reported:"), "    reported:\n    carried_on:\n      Action 1, plan 2015", "this is empty; expected text"),
        ("outcomes.yaml", ENTRY, ENTRY.replace("reported: none", "reported: {}"), "    reported: {}", "this names no sentence; expected 'none', or sections"),
        ("outcomes.yaml", ENTRY, ENTRY.replace("reported: none", "reported: [none]"), "    reported: [none]", "this is not a list of 'name: value'"),
        ("outcomes.yaml", ENTRY, f"{FIRST_PLAN}  - {{says: \"{BOARDS}\", reported: none, carried_on: none}}\n{ENTRY.removeprefix(FIRST_PLAN)}", f"  - says: \"{BOARDS}", "this sentence has two entries; expected one"),
        ("outcomes.yaml", "Action 1, plan 2014:\n  - says", "Action 1, plan 2014:\n  - {says: \"Defra.\", reported: none, carried_on: none}\n  - says", "  - {says: \"Defra.", "these words are no sentence of Action 1, plan 2014"),
    ],
)  # fmt: skip
def test_a_mistake_is_the_only_one_and_told_with_its_line(
    report: Report, folder: Path, name: str, old: str, new: str, marker: str, message: str
) -> None:
    content = change(folder / name, old, new)
    found = faults(report, folder)
    line = content.count("\n", 0, content.index(marker)) + 1
    assert [fault[: len(f"{folder / name}:{line}: {message}")] for fault in found] == [f"{folder / name}:{line}: {message}"]


def test_a_planned_sentence_without_an_entry_is_told(report: Report, folder: Path) -> None:
    file = folder / "outcomes.yaml"
    content = change(file, ENTRY + NEXT, "")
    line = content.count("\n", 0, content.index("Action 1, commitment 2012")) + 1
    missing = f"{file}:{line}: no entry for Action 1, plan 2014: '{BOARDS[:60]}…'; expected one for each planned sentence"
    assert faults(report, folder) == [missing]


@pytest.mark.parametrize("content", ["a: ]", "", "- a", "a: b\n? [c]\n: d"])
@pytest.mark.parametrize("name", ["topics.yaml", "phrasings.yaml", "silences.yaml", "outcomes.yaml"])
def test_a_file_that_is_no_such_file_is_one_fault(report: Report, folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content)
    found = faults(report, folder)
    assert len(found) == 1
    assert found[0].startswith(f"{folder / name}:1: ")


def test_outcomes_without_any_entry_are_told_sentence_by_sentence(report: Report, folder: Path) -> None:
    (folder / "outcomes.yaml").write_text("{}")
    found = faults(report, folder)
    assert len(found) == 23
    assert all(f"{folder / 'outcomes.yaml'}:1: no entry for Action " in fault for fault in found)


def test_mistakes_in_several_entries_and_files_are_all_found_in_one_run(report: Report, folder: Path) -> None:
    change(folder / "topics.yaml", "common: yes", "common: often")
    change(folder / "topics.yaml", "common: no", "common: seldom")
    change(folder / "phrasings.yaml", "digital leadership.", "digital leaders.")
    change(folder / "silences.yaml", "reason: number", "reason: none")
    change(folder / "outcomes.yaml", ENTRY, ENTRY.replace("none", "nothing"))
    assert [fault.removeprefix(f"{folder}/").split(":")[0] for fault in faults(report, folder)] == [
        "topics.yaml", "topics.yaml", "phrasings.yaml", "silences.yaml", "outcomes.yaml",
    ]  # fmt: skip


def test_what_is_at_fault_is_left_out_and_the_rest_is_read(report: Report, folder: Path) -> None:
    change(folder / "topics.yaml", "common: yes", "common: often")
    change(folder / "silences.yaml", "reason: person", "reason: none")
    found = build.read(report, [], folder)
    assert list(found.topics.by_id) == ["waste", "verify"]
    assert [asked for _, asked in found.silences] == ["what did it cost?"]


def test_the_knowledge_base_of_our_report_is_not_built_from_files_at_fault(folder: Path) -> None:
    assert len(build.build(folder / "defra-2015.txt", folder).outcomes) > 40
    content = change(folder / "phrasings.yaml", "digital leadership.", "digital leaders.")
    change(folder / "silences.yaml", "reason: person", "reason: none")
    line = content.count("\n", 0, content.index("digital leaders.")) + 1
    with pytest.raises(KnowledgeError, match=rf"phrasings\.yaml:{line}: these words are no sentence of Action 1, progress 2013"):
        build.build(folder / "defra-2015.txt", folder)


def test_our_report_is_known_by_any_path_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(folder / "phrasings.yaml", "digital leadership.", "digital leaders.")
    monkeypatch.chdir(folder)
    with pytest.raises(KnowledgeError):
        build.build(Path("defra-2015.txt"), folder)


def test_of_a_sibling_what_stands_in_it_too_is_known(folder: Path, text: str) -> None:
    sibling = folder / "sibling.txt"
    sibling.write_text(text.replace("Defra continues", "Desnz continues"), encoding="utf-8")
    assert list(build.read(parse.read(sibling), [], folder).asked) == [0]
    assert len(build.build(sibling, folder).outcomes) == len(build.build(folder / "defra-2015.txt", folder).outcomes) - 1
