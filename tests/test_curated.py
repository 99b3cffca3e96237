"""YAML is read with the line of each entry, so that a mistake is reported where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import Address, Kind, KnowledgeError, curated
from knowledge.curated import Entry

SCOPE = Address(9, Kind.SCOPE, None)
PLAN = Address(16, Kind.PLAN, 2014)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to write YAML to."""
    return tmp_path / "some.yaml"


@pytest.mark.parametrize(("address", "shown"), [(SCOPE, "Action 9, scope"), (PLAN, "Action 16, plan 2014")])
def test_an_address_is_read_as_it_is_shown(file: Path, address: Address, shown: str) -> None:
    file.write_text(f"'{shown}'")
    assert curated.show(address) == shown
    assert curated.read(file).address() == address


def test_words_stand_between_commas(file: Path) -> None:
    file.write_text("one,  two words ,, three ,\n  four")
    assert curated.read(file).words() == ["one", "two words", "three", "four"]


def test_fields_are_found_by_name_the_optional_ones_too(file: Path) -> None:
    file.write_text("must: 1\nmay: ' 2 '")
    fields = curated.read(file).fields("must", "may might")
    assert {name: field.text() for name, field in fields.items()} == {"must": "1", "may": "2"}
    assert [field.line for field in fields.values()] == [1, 2]


@pytest.mark.parametrize(("content", "is_text"), [("words", True), ("- words", False), ("name: words", False)])
def test_text_is_told_from_lists_and_mappings(file: Path, content: str, is_text: bool) -> None:
    file.write_text(content)
    assert curated.read(file).is_text() is is_text


def test_a_byte_order_mark_is_no_part_of_a_name(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfname: words")
    assert curated.read(file).fields("name")["name"].text() == "words"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the file is empty; expected entries"),
        (b"# only a remark\n", 1, "the file is empty; expected entries"),
        (b"a: b\nc: [d\n", 3, "this is not YAML (did not find expected ',' or ']'); expected YAML"),
        (b"a:\n\t- b\n", 2, "this is not YAML (found character that cannot start any token)"),
        (b"a: b\n---\nc: d\n", 2, "this is not YAML (but found another document)"),
        (b"a: b\nc: *d\n", 2, "this is not YAML (found undefined alias)"),
        (
            "é: b\nc: d\ne: \x00".encode(),
            3,
            "this can't stand in YAML (control characters are not allowed); expected text saved as UTF-8",
        ),
        ("é: b\nc: d’\n".encode("cp1252"), 1, "this can't stand in YAML (invalid trailing UTF-8 octet)"),
        ("e: b\nc: d’\n".encode("cp1252"), 2, "this can't stand in YAML (invalid leading UTF-8 octet)"),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(file: Path, content: bytes, line: int, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(KnowledgeError) as caught:
        curated.read(file)
    assert str(caught.value).startswith(f"{file}:{line}: {message}")


Read = Callable[[Entry], object]


@pytest.mark.parametrize(
    ("content", "read", "line", "message"),
    [
        ("\n- a\n- b", Entry.text, 2, "this is not text; expected text"),
        ("'  '", Entry.text, 1, "this is empty; expected text"),
        ("\n…", Entry.text, 2, "'…' holds no word; expected text"),
        ("\none, two, &, 3", Entry.words, 2, "'&' holds no word; expected words or phrases with commas between"),
        ("\n\na", Entry.items, 3, "this is not a list; expected lines that begin with '- '"),
        ("a: b", Entry.items, 1, "this is not a list"),
        ("- a", lambda top: list(top.pairs()), 1, "this is not a list of 'name: value'; expected 'name: value' lines"),
        ("a: b\nc: d\na: e", lambda top: list(top.pairs()), 3, "'a' stands twice; expected each name once"),
        ("? [a]\n: b", lambda top: list(top.pairs()), 1, "this is not text"),
        ("a: b\nz: c", lambda top: top.fields("a b", "c"), 2, "'z' is not a field here; expected one of: a b c"),
        ("a: b\nz: c", lambda top: top.fields("a b"), 2, "'z' is not a field here; expected one of: a b"),
        ("\na: b", lambda top: top.fields("a b"), 2, "the field 'b' is missing; expected it beside: a"),
        ("{}", lambda top: top.fields("a b"), 1, "the field 'a' is missing; expected it beside: nothing"),
        ("yellow", lambda top: top.choice("red", "blue"), 1, "'yellow' is not known here; expected red or blue"),
        ("Action 5", Entry.address, 1, "'Action 5' is not an address; expected such as 'Action 5, plan 2014' or 'Action 9, scope'"),
        ("Action 5, scope 2014", Entry.address, 1, "'Action 5, scope 2014' is not an address"),
        ("Action 5, plan", Entry.address, 1, "'Action 5, plan' is not an address"),
        ("Action 5, plans 2014", Entry.address, 1, "'Action 5, plans 2014' is not an address"),
        (f"Action {'5' * 5000}, scope", Entry.address, 1, "'Action 555"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_line(file: Path, content: str, read: Read, line: int, message: str) -> None:
    file.write_text(content)
    top = curated.read(file)
    with pytest.raises(KnowledgeError) as caught:
        read(top)
    assert str(caught.value).startswith(f"{file}:{line}: {message}")
