"""Every sentence that the bot says of its own, in GOV.UK style: plain words, short, no exclamation marks."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import Address, Kind, Reason, Report

SOURCE = "Contains public sector information licensed under the Open Government Licence v3.0."
KINDS = {Kind.SCOPE: "scope", Kind.COMMITMENT: "commitment", Kind.PROGRESS: "progress", Kind.PLAN: "plan"}

NOT_UNDERSTOOD = (
    "I could not tell what to look for. Ask about an action, a topic or a year, for example “rural payments in 2014”."
)
SMALL_TALK = "Ask what the report says, for example “what happened with rural payments in 2014?”."
CHOOSE = "The report has a similar name. Did you mean one of these?"
AS_OF = "Read as of the report’s date: it says nothing about today."
LEANS = "Read together with your earlier questions."
NEAREST = "The nearest parts of the report, which do not answer it:"
SILENT = "The report doesn’t say."
PLANNED, REPORTED, CARRIED_ON = "What was planned or promised", "What was reported on it", "Taken up again in later plans"
BEYOND = "Also reported, not in the plan"
TITLES = "The 16 actions. Add a number to see one, for example: action 8"
TOPICS = "The topics. Add a name to see what the report says, for example: topic rural payments"

WHY_SILENT = {
    Reason.YEAR: "It covers commitments of 2012, progress in 2013 and 2014, and plans for 2014 and 2015.",
    Reason.BODY: "It is about Defra only, not about other organisations.",
    Reason.PERSON: "It names one person only, the digital leader, and says little about people.",
    Reason.NUMBER: "It gives no such figure. It has no costs, budgets or savings, and few counts.",
    Reason.ACTION: "It has actions 1 to 16.",
    Reason.TOPIC: "It has nothing that answers this.",
    Reason.DETAIL: "It speaks of something near it, but doesn’t give that detail.",
}

DESCRIPTION = "Ask about Defra’s actions in response to the Government Digital Strategy. Without a command: a chat."
NO_QUESTION = "write a question after “ask”, or use --batch"
BATCH_ALONE = "--batch reads its questions and threads from stdin; leave out others"
BAD_ADDRESS = "write a year such as 2014, one of commitment, progress and plan, or both"
BAD_LINE = "not a JSON object with a question (text) and, if you like, a thread (list of texts)"
PROMPT = "> "
GOODBYES = frozenset({"bye", "exit", "quit"})
ANEW = frozenset({"new", "reset"})

HELP = (
    """Ask in your own words about Defra’s actions in response to the Government Digital Strategy. You get the report’s own words, with a link to each.

Try:
  what happened with rural payments in 2014?
  action 8 in 2013
  what was planned for waste carriers in 2014, and what came of it?
  how did digital uptake of the Single Payment Scheme change?
  which actions mention GOV.UK Verify?

The report has 16 actions. For each it gives the commitment of December 2012, the progress in 2013 and 2014, and the plans for 2014 and 2015. It has no costs, no other departments and nothing after 16 January 2015.

"""
    + SOURCE
)


def heading(updated: str) -> str:
    """The head of every answer: `updated` is the report's date as printed."""
    return f"From Defra’s report as published on {updated}, not from today."


def citation(address: Address) -> str:
    """Where a quote stands."""
    year = f" {address.year}" if address.year else ""
    return f"Action {address.action}, {KINDS[address.kind]}{year}"


def absent(address: Address, section_is_there: bool) -> str:
    """That something isn't mentioned in a section, or that there is no such section."""
    if section_is_there:
        return f"Not mentioned in {KINDS[address.kind].capitalize()} {address.year} (Action {address.action})."
    return f"Action {address.action} has no {KINDS[address.kind]} for {address.year}."


def silent(reason: Reason | None) -> str:
    """That the report doesn't say, and why."""
    return f"{SILENT} {WHY_SILENT[reason]}" if reason else SILENT


def welcome(updated: str) -> str:
    """What the chat says first."""
    return (
        f"Ask about Defra’s report of {updated} on the Government Digital Strategy. "
        "“help” shows examples, “new” begins a new thread, “bye” ends."
    )


def unreadable(file: str | None, why: str) -> str:
    """That a file can't be read, or where none is named, that the answer can't be written."""
    return f"Cannot read {file}: {why}." if file else f"Cannot write the answer: {why}."


def no_topic(name: str, nearest: Sequence[str]) -> str:
    """That there is no topic of a name, with names near it."""
    return f"There is no topic called “{name}”. " + (
        f"Near it: {', '.join(nearest)}." if nearest else "Run “topic” to list them."
    )


def sound(report: Report) -> str:
    """That a report file was read without faults, and what it holds."""
    sections = [section for action in report.actions for section in action.sections if section.passages]
    passages = sum(len(section.passages) for section in sections)
    cut = "" if report.complete else " The file breaks off at its end."
    return f"{len(report.actions)} actions, {len(sections)} sections, {passages} passages.{cut}"


def recall(found: int, asked: int) -> str:
    """How often a phrasing that was left out finds its own passage."""
    return f"{found} of {asked} phrasings ({found / asked:.0%}) find their own passage when they are left out of the index."
