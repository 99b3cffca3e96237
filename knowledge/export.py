"""The knowledge base and answers as plain data, in the shapes that INTERFACES names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from knowledge.answer import Answer, Outcome
from knowledge.base import KnowledgeBase
from knowledge.citation import Citation
from knowledge.report import Action, Address, Passage, Section


def whole(base: KnowledgeBase) -> dict[str, Any]:
    """The whole action/year/topic knowledge base: {"report", "actions", "topics"}."""
    report = base.report
    return {
        "report": {"title": report.title, "updated": report.updated, "url": report.url, "complete": report.complete},
        "actions": [_action(base, action) for action in report.actions],
        "topics": [
            {"id": topic.id, "label": topic.label, "group": topic.group, "aliases": [*topic.report, *topic.staff]}
            for topic in base.topics.by_id.values()
        ],
    }


def _action(base: KnowledgeBase, action: Action) -> dict[str, Any]:
    return {
        "number": action.number,
        "title": base.report.quote(action.title.span),
        "sections": [_section(base, section) for section in action.sections],
    }


def _section(base: KnowledgeBase, section: Section) -> dict[str, Any]:
    kind, year = str(section.address.kind), section.address.year
    passages = [_passage(base, passage) for passage in section.passages]
    return {"kind": kind, "year": year, "heading": section.heading, "line": section.line, "passages": passages}


def _passage(base: KnowledgeBase, passage: Passage) -> dict[str, Any]:
    topics = {topic for s in base.sentences if s.passage is passage for topic in base.docs[s.number].topics}
    found = {"text": base.report.quote(passage.span), "topics": sorted(topics), "line": passage.line}
    return {**found, "lead_in": base.report.quote(passage.lead_in)} if passage.lead_in else found


def answer(found: Answer, text: str) -> dict[str, Any]:
    """An answer; `text` is what the terminal shows."""
    shown: dict[str, Any] = {
        "answered": found.outcome is Outcome.ANSWERED,
        "outcome": str(found.outcome),
        "citations": _citations(found.citations),
        "absent": [_address(address) for address in found.absent],
        "near": _citations(found.near),
        "text": text,
    }
    if found.reason:
        shown["reason"] = str(found.reason)
    if found.readings:
        shown["readings"] = list(found.readings)
    return shown


def _citations(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    return [{**_address(c.address), "title": c.title, "quote": c.quote, "url": c.url} for c in citations]


def _address(address: Address) -> dict[str, Any]:
    return {"action": address.action, "kind": str(address.kind), "year": address.year}
