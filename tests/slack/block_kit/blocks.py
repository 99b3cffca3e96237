"""Blocks, one by one and together, as a message, a modal or a Home takes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.slack.block_kit.elements import ACCESSORIES, ACTIONS, INPUTS, check_element, check_image
from tests.slack.block_kit.findings import Findings
from tests.slack.block_kit.text import check_text
from tests.slack.shapes import Payload

ANYWHERE = frozenset("actions context divider header image input rich_text section video alert card carousel container".split())
IN_MESSAGES = frozenset(
    "markdown table data_table data_visualization file context_actions plan task_card call auth_provider share_shortcut".split()
)
ALLOWED = {"message": ANYWHERE | IN_MESSAGES, "modal": ANYWHERE, "home": ANYWHERE}
MOST = {"message": 50, "modal": 100, "home": 100}
CELLS = ("raw_text", "raw_number", "rich_text")
RICH = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")


class Blocks(Findings):
    """The check of one payload; some limits hold for all its blocks together."""

    def __init__(self) -> None:
        super().__init__()
        self.markdown_chars = self.table_chars = self.tables = 0

    def check(self, blocks: object, path: str, surface: str) -> None:
        """The blocks of a message, a modal or a home."""
        ids: dict[str, int] = {}
        for i, block in enumerate(self.count(blocks, path, MOST[surface], "too_many_blocks")):
            self._block(block, i, f"{path}/{i}", surface, ids)
        if self.markdown_chars > 12000:
            self.err("markdown_too_long", path, "all markdown blocks of a payload together", 12000, self.markdown_chars)
        if self.tables > 1:
            self.err("only_one_table_allowed", path, "one table per message", 1, self.tables)
        if self.table_chars > 10000:
            self.err("tables_too_long", path, "characters over all table cells of a message", 10000, self.table_chars)

    def _block(self, block: Any, i: int, path: str, surface: str, ids: dict[str, int]) -> None:
        if not isinstance(block, dict) or "type" not in block:
            self.err("bad_block", path, "block without a type")
            return
        kind, name = block["type"], block.get("block_id")
        if kind not in ALLOWED[surface]:
            known = any(kind in kinds for kinds in ALLOWED.values())
            self.err("block_not_allowed" if known else "unknown_block_type", path + "/type", f"{kind!r} on a {surface}")
        self.ident(name, path + "/block_id")
        if name in ids:
            self.err("duplicate_block_id", path + "/block_id", f"block_id {name!r} is also that of block {ids[name]}")
        if name:
            ids[name] = i
        if rule := RULES.get(kind):
            rule(self, block, path)


def _section(found: Blocks, b: Payload, path: str) -> None:
    if "text" not in b and "fields" not in b:
        found.err("section_empty", path, "text or fields is required")
    if "text" in b:
        check_text(found, b["text"], path + "/text", 3000, code="section_text_too_long")
    if "fields" in b:
        for i, field in enumerate(found.count(b["fields"], path + "/fields", 10, "too_many_fields", 1)):
            check_text(found, field, f"{path}/fields/{i}", 2000, code="field_text_too_long")
    if "accessory" in b:
        check_element(found, b["accessory"], path + "/accessory", ACCESSORIES, set())


def _header(found: Blocks, b: Payload, path: str) -> None:
    check_text(found, b.get("text"), path + "/text", 150, plain=True, code="header_too_long")


def _context(found: Blocks, b: Payload, path: str) -> None:
    for i, e in enumerate(found.count(b.get("elements"), path + "/elements", 10, "too_many_context_elements", 1)):
        if isinstance(e, dict) and e.get("type") == "image":
            check_image(found, e, f"{path}/elements/{i}")
        else:
            check_text(found, e, f"{path}/elements/{i}", 3000)


def _actions(found: Blocks, b: Payload, path: str) -> None:
    seen: set[str] = set()
    for i, e in enumerate(found.count(b.get("elements"), path + "/elements", 25, "too_many_action_elements", 1)):
        check_element(found, e, f"{path}/elements/{i}", ACTIONS, seen)


def _context_actions(found: Blocks, b: Payload, path: str) -> None:
    seen: set[str] = set()
    for i, e in enumerate(found.count(b.get("elements"), path + "/elements", 5, "too_many_context_actions", 1)):
        check_element(found, e, f"{path}/elements/{i}", frozenset({"feedback_buttons", "icon_button"}), seen)


def _image(found: Blocks, b: Payload, path: str) -> None:
    check_image(found, b, path)
    if "title" in b:
        check_text(found, b["title"], path + "/title", 2000, plain=True, code="title_too_long")


def _input(found: Blocks, b: Payload, path: str) -> None:
    check_text(found, b.get("label"), path + "/label", 2000, plain=True, code="label_too_long")
    if "hint" in b:
        check_text(found, b["hint"], path + "/hint", 2000, plain=True, code="hint_too_long")
    check_element(found, b.get("element"), path + "/element", INPUTS, set())


def _markdown(found: Blocks, b: Payload, path: str) -> None:
    found.length(b.get("text"), path + "/text", 12000, "markdown_too_long", least=1)
    found.markdown_chars += len(b["text"]) if isinstance(b.get("text"), str) else 0


def _table(found: Blocks, b: Payload, path: str, most_rows: int = 100) -> None:
    found.tables += 1
    rows = found.count(b.get("rows"), path + "/rows", most_rows, "too_many_rows", 1)
    for i, row in enumerate(rows):
        cells = found.count(row, f"{path}/rows/{i}", 20, "too_many_columns", 1)
        found.table_chars += sum(_cell_chars(cell) for cell in cells)
        if not all(isinstance(cell, dict) and cell.get("type") in CELLS for cell in cells):
            found.err("bad_cell", f"{path}/rows/{i}", "cells are raw_text, raw_number or rich_text objects")
    if len({len(row) for row in rows if isinstance(row, list)}) > 1:
        found.warn("uneven_rows", path + "/rows", "rows have different numbers of cells")
    if "column_settings" in b:
        found.count(b["column_settings"], path + "/column_settings", 20, "too_many_columns")


def _cell_chars(cell: Any) -> int:
    if not isinstance(cell, dict):
        return 0
    own = len(str(cell.get("text", ""))) if not isinstance(cell.get("text"), dict) else 0
    return own + sum(_cell_chars(part) for part in cell.get("elements") or [])


def _data_table(found: Blocks, b: Payload, path: str) -> None:
    _table(found, b, path, 101)


def _rich_text(found: Blocks, b: Payload, path: str) -> None:
    for i, e in enumerate(found.count(b.get("elements"), path + "/elements", 10_000, "too_many_items")):
        if not isinstance(e, dict) or e.get("type") not in RICH:
            found.err("bad_rich_text", f"{path}/elements/{i}", "unknown rich_text element")


def _video(found: Blocks, b: Payload, path: str) -> None:
    check_text(found, b.get("title"), path + "/title", 199, plain=True, code="title_too_long")
    for name in ("alt_text", "thumbnail_url", "video_url"):
        found.length(b.get(name), f"{path}/{name}", 3000, "url_too_long", least=1)
    if "author_name" in b:
        found.length(b["author_name"], path + "/author_name", 49, "author_name_too_long")


def _task_card(found: Blocks, b: Payload, path: str) -> None:
    if b.get("status") not in (None, "pending", "in_progress", "complete", "error"):
        found.err("bad_status", path + "/status", f"unknown task status {b['status']!r}")
    if not b.get("task_id") or not b.get("title"):
        found.err("missing_field", path, "task_id and title are required")


def _plan(found: Blocks, b: Payload, path: str) -> None:
    for i, task in enumerate(b.get("tasks") or []):
        _task_card(found, task, f"{path}/tasks/{i}")


def _card(found: Blocks, b: Payload, path: str) -> None:
    for name, limit in (("title", 150), ("subtitle", 150), ("body", 200)):
        if name in b:
            check_text(found, b[name], f"{path}/{name}", limit, code=f"card_{name}_too_long")
    if "actions" in b:
        found.count(b["actions"], path + "/actions", 3, "too_many_action_elements")


def _carousel(found: Blocks, b: Payload, path: str) -> None:
    for i, card in enumerate(found.count(b.get("elements"), path + "/elements", 10, "too_many_cards", 1)):
        _card(found, card, f"{path}/elements/{i}")


RULES: dict[str, Callable[[Blocks, Payload, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "table": _table,
    "data_table": _data_table,
    "rich_text": _rich_text,
    "video": _video,
    "task_card": _task_card,
    "plan": _plan,
    "card": _card,
    "carousel": _carousel,
}
