"""The report as a knowledge base: text in, answers out. This is the whole face of the package."""

from knowledge.answer import Answer, Outcome, Promise, Reason
from knowledge.answering import about_action, about_topic, answer, ask, remembered
from knowledge.base import KnowledgeBase
from knowledge.citation import Citation
from knowledge.faults import Fault, KnowledgeError, ReportError
from knowledge.frame import Frame, Question
from knowledge.load import load
from knowledge.report import Address, Kind, Report
from knowledge.statements import Found, Mismatch, Statement, find

__all__ = [
    "Address",
    "Answer",
    "Citation",
    "Fault",
    "Found",
    "Frame",
    "Kind",
    "KnowledgeBase",
    "KnowledgeError",
    "Mismatch",
    "Outcome",
    "Promise",
    "Question",
    "Reason",
    "Report",
    "ReportError",
    "Statement",
    "about_action",
    "about_topic",
    "answer",
    "ask",
    "find",
    "load",
    "remembered",
]
