"""What was built is kept on a shelf until a file changes; without a shelf, it is built each time."""

from __future__ import annotations

import gc
import importlib
import pickle
from functools import partial
from pathlib import Path

import pytest

from knowledge import KnowledgeBase, ReportError, export, load
from knowledge.build import build

SHORT = """Desnz's actions
Updated 16 January 2015
Action 4: Cabinet Office will support improved digital capability across departments
Progress in 2014
Desnz began the work by Cabinet Office.
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the shelf beside the code."""
    found = tmp_path / "shelf"
    monkeypatch.setattr(importlib.import_module("knowledge.load"), "SHELF", found)
    return found


@pytest.fixture
def few(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few curated lines in place of thousands, which take seconds to build."""
    monkeypatch.setattr(importlib.import_module("knowledge.build"), "build", partial(build, folder=folder))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A short report."""
    file = tmp_path / "short.txt"
    file.write_text(SHORT, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The knowledge base of another report."""
    file = tmp_path_factory.mktemp("other") / "other.txt"
    file.write_text(SHORT.replace("Action 4", "Action 8"), encoding="utf-8")
    return build(file)


def kept(shelf: Path) -> Path:
    """The one thing on the shelf."""
    (found,) = shelf.iterdir()
    return found


def actions(base: KnowledgeBase) -> list[int]:
    """The numbers of a report's actions."""
    return [action.number for action in base.report.actions]


def prove_equal(one: KnowledgeBase, another: KnowledgeBase) -> None:
    """Assert that two knowledge bases hold the same."""
    assert one is not another
    assert one.report == another.report
    assert one.sentences == another.sentences
    assert one.docs == another.docs
    assert one.silences == another.silences
    assert one.outcomes == another.outcomes
    assert export.whole(one) == export.whole(another)


@pytest.mark.no_cover  # it takes half the time unwatched
def test_what_is_kept_equals_what_is_built(shelf: Path) -> None:
    built = load()
    assert kept(shelf).name.startswith("base-")
    prove_equal(load(), built)


@pytest.mark.usefixtures("few")
def test_what_lies_on_the_shelf_is_taken_from_there(shelf: Path, file: Path, other: KnowledgeBase) -> None:
    assert actions(load(file)) == [4]
    kept(shelf).write_bytes(pickle.dumps(other))
    assert actions(load(file)) == [8]


@pytest.mark.usefixtures("few")
def test_a_changed_file_is_built_anew_and_only_the_newest_are_kept(shelf: Path, file: Path) -> None:
    kept_before: list[set[Path]] = []
    for number in range(11, 16):
        file.write_text(SHORT.replace("Action 4", f"Action {number}"), encoding="utf-8")
        assert actions(load(file)) == [number]
        kept_before.append(set(shelf.iterdir()))
    assert [len(kept) for kept in kept_before] == [1, 2, 3, 3, 3]
    assert kept_before[-1].isdisjoint(kept_before[0])


def test_a_changed_knowledge_file_is_built_anew(
    shelf: Path, file: Path, other: KnowledgeBase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("knowledge.load"), "HERE", folder)
    load(file)
    kept(shelf).write_bytes(pickle.dumps(other))
    assert actions(load(file)) == [8]
    with (folder / "topics.yaml").open("a") as topics:
        topics.write("# A remark.\n")
    assert actions(load(file)) == [4]


@pytest.mark.usefixtures("few")
def test_a_broken_shelf_is_done_without_and_mended(shelf: Path, file: Path) -> None:
    built = load(file)
    whole = kept(shelf).read_bytes()
    for broken in (
        whole[: len(whole) // 2],
        b"\x80\xff" + whole[2:],
        b"cno_such_module\nno_such_class\n.",
        pickle.dumps({"another": "thing"}),
    ):
        kept(shelf).write_bytes(broken)
        assert actions(load(file)) == [4]
        assert gc.isenabled()
    prove_equal(load(file), built)


@pytest.mark.usefixtures("few")
def test_a_shelf_that_cannot_be_read_is_done_without(shelf: Path, file: Path) -> None:
    load(file)
    name = kept(shelf)
    name.unlink()
    name.mkdir()
    assert actions(load(file)) == [4]
    assert name.is_dir()


@pytest.mark.usefixtures("few")
def test_a_folder_that_cannot_be_written_is_done_without(shelf: Path, file: Path) -> None:
    shelf.write_text("a file where a folder should be")
    assert actions(load(file)) == [4]
    assert shelf.read_text() == "a file where a folder should be"


def test_a_file_that_cannot_be_read_as_a_report_is_refused_and_nothing_kept(shelf: Path, file: Path) -> None:
    file.write_text("")
    with pytest.raises(ReportError, match=r"short\.txt:1: the file is empty"):
        load(file)
    assert not shelf.exists()
