"""A check finds what is wrong in the report and the curated files, and how often phrasings that are left out are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import KnowledgeError, ReportError, parse
from knowledge.build import HERE, build
from knowledge.check import check, recall

LEFT_OUT = "must agency boards include an active digital leader?"


def test_the_report_and_the_real_files_are_sound() -> None:
    found = check(HERE / "defra-2015.txt")
    assert found.faults == []
    assert found.report == parse.read(HERE / "defra-2015.txt")


def test_faults_of_several_files_are_found_in_one_run(folder: Path) -> None:
    for name in ("topics.yaml", "phrasings.yaml", "silences.yaml", "outcomes.yaml"):
        (folder / name).write_text((HERE / name).read_text(encoding="utf-8"), encoding="utf-8")
    assert check(folder / "defra-2015.txt", folder).faults == []
    expected = []
    for name, find, old, new, message in (
        ("topics.yaml", str.index, "    label: ", "    lable: ", "'lable' is not a field here"),
        (
            "phrasings.yaml",
            str.index,
            'active digital leader"',
            'active leader"',
            "these words are no sentence of Action 1, scope",
        ),
        ("silences.yaml", str.index, "  reason: detail", "  reason: details", "'details' is not known here"),
        ("silences.yaml", str.rindex, ", plan 2014", ", plan 2016", "the report has no section 'Action "),
        (
            "outcomes.yaml",
            str.index,
            'digital leadership."',
            'digital leaders."',
            "these words are no sentence of Action 1, progress 2013",
        ),
    ):
        content = (folder / name).read_text(encoding="utf-8")
        at = find(content, old)
        (folder / name).write_text(content[:at] + new + content[at + len(old) :], encoding="utf-8")
        line = content.count("\n", 0, at) + 1
        expected.append(f"{folder / name}:{line}: {message}")
    found = [str(fault) for fault in check(folder / "defra-2015.txt", folder).faults]
    assert [fault[: len(start)] for fault, start in zip(found, expected, strict=True)] == expected


def test_the_curated_files_are_checked_by_any_path_to_our_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "silences.yaml").write_text("none")
    monkeypatch.chdir(folder)
    assert len(check(Path("defra-2015.txt"), folder).faults) == 1


def test_a_report_that_cannot_be_read_is_the_only_fault(folder: Path) -> None:
    report = folder / "defra-2015.txt"
    report.write_text("")
    (folder / "silences.yaml").write_text("none")
    found = check(report, folder)
    assert found.report is None
    assert [str(fault) for fault in found.faults] == [f"{report}:1: the file is empty; expected the text of the published page"]
    assert isinstance(found.faults[0], ReportError)


def test_the_curated_files_are_not_held_against_a_sibling(folder: Path, text: str) -> None:
    sibling = folder / "sibling.txt"
    sibling.write_text(text.replace("Defra", "Desnz"), encoding="utf-8")
    found = check(sibling, folder)
    assert found.faults == []
    assert found.report is not None
    assert found.report.title == "Desnz's actions in response to the Government Digital Strategy"


def test_a_broken_curated_file_is_named_whatever_report_is_checked(folder: Path, text: str) -> None:
    sibling = folder / "sibling.txt"
    sibling.write_text(text.replace("Defra", "Desnz"), encoding="utf-8")
    (folder / "silences.yaml").write_text("none")
    (fault,) = check(sibling, folder).faults
    assert str(fault).startswith(f"{folder / 'silences.yaml'}:1: ")
    with pytest.raises(KnowledgeError):
        build(sibling, folder)


@pytest.mark.parametrize(("left_out", "found"), [(LEFT_OUT, 1), ("how do we pay farmers their money?", 0), ("?", 0)])
def test_every_tenth_phrasing_is_left_out_and_asked(folder: Path, text: str, left_out: str, found: int) -> None:
    file = folder / "phrasings.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(LEFT_OUT, left_out), encoding="utf-8")
    assert recall(parse.parse(text), folder) == (found, 1)


def test_phrasings_are_counted_over_all_sentences(folder: Path, text: str) -> None:
    lines = "\n".join(f"      {LEFT_OUT}" for _ in range(9))
    file = folder / "phrasings.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("      who led", f"{lines}\n      who led"), encoding="utf-8")
    assert recall(parse.parse(text), folder) == (1, 2)
