"""The report as a knowledge base: text in, answers out. This is the whole face of the package."""

from knowledge.answer import Answer, Outcome, Promise, Reason
from knowledge.answering import about_action, about_outcomes, about_topic, answer, ask, remembered
from knowledge.base import KnowledgeBase
from knowledge.citation import Citation, cite, is_verbatim
from knowledge.cues import Intent
from knowledge.faults import Fault, KnowledgeError, ReportError
from knowledge.frame import Frame, Question
from knowledge.load import load
from knowledge.report import Address, Kind, Report, Span
from knowledge.topics import Topic

__all__ = [
    "Address",
    "Answer",
    "Citation",
    "Fault",
    "Frame",
    "Intent",
    "Kind",
    "KnowledgeBase",
    "KnowledgeError",
    "Outcome",
    "Promise",
    "Question",
    "Reason",
    "Report",
    "ReportError",
    "Span",
    "Topic",
    "about_action",
    "about_outcomes",
    "about_topic",
    "answer",
    "ask",
    "cite",
    "is_verbatim",
    "load",
    "remembered",
]
