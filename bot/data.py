"""Answers and the knowledge base as data, for machines: JSON, JSON lines and YAML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

import yaml
from tqdm import tqdm

import knowledge
from bot import terminal, wording
from knowledge import Answer, KnowledgeBase, export


def answer(base: KnowledgeBase, found: Answer) -> str:
    """An answer as one line of JSON."""
    return _line(export.answer(found, terminal.show(base, found)))


def whole(base: KnowledgeBase, out: TextIO, as_json: bool) -> None:
    """Write the whole knowledge base as JSON or YAML."""
    found = export.whole(base)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2), file=out)
    else:
        yaml.dump(found, out, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)


def batch(lines: Iterable[str], out: TextIO) -> bool:
    """Answer JSON lines in order. A bad line gets an error in its place and the run goes on; tells whether all were good."""
    base = knowledge.load()
    good = True
    for number, line in enumerate(tqdm(lines, unit=" questions", disable=None), 1):
        if line.strip():
            found = _answered(base, number, line)
            good = good and "error" not in found
            print(_line(found), file=out, flush=True)
    return good


def _answered(base: KnowledgeBase, number: int, line: str) -> dict[str, Any]:
    try:
        line.encode()  # refuses what wasn't UTF-8
        item = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        item = None
    fields: dict[str, Any] = item if isinstance(item, dict) else {}
    name, question, thread = fields.get("id"), fields.get("question"), fields.get("thread")
    thread = [] if thread is None else thread
    if not isinstance(question, str) or not isinstance(thread, list) or not all(isinstance(text, str) for text in thread):
        return {"id": name, "line": number, "error": wording.BAD_LINE}
    found = knowledge.ask(base, question, knowledge.remembered(base, thread))
    return {"id": name, **export.answer(found, terminal.show(base, found))}


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _line(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False)
