"""The published text -> Report; refuses what it can't place, with the file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from knowledge.faults import ReportError
from knowledge.report import Action, Address, Kind, Passage, Piece, Report, Section, Span

PUBLICATIONS = "https://www.gov.uk/government/publications/"
DEFRA_PAGE = (
    PUBLICATIONS
    + "department-for-environment-food-and-rural-affairs-government-digital-strategy-actions"
    + "/defras-actions-in-response-to-the-government-digital-strategy"
)

NUMBERED = r"(?:\d+(?:\.\d+)*\.?\s+)?"
ACTION = re.compile(rf"{NUMBERED}Action\s+(\d{{1,3}}):\s*(.*)")
ACTION_SLIP = re.compile(rf"{NUMBERED}Actions?\b\s*((?:\w+\s*)?:|\d+\s*[.–—-]\s)", re.IGNORECASE)
ANY_HEADING = (
    r"(?:Departmental digital strategy commitments \(December \d{4}\)"
    r"|Progress (?:in|during) \d{4}|Planned activities in \d{4}|Plans for \d{4})"
)
HEADINGS = (
    (Kind.COMMITMENT, re.compile(rf"{NUMBERED}Departmental digital strategy commitments \(December (\d{{4}})\)")),
    (Kind.PROGRESS, re.compile(rf"{NUMBERED}Progress (?:in|during) (\d{{4}})")),
    (Kind.PLAN, re.compile(rf"{NUMBERED}(?:Planned activities in|Plans for) (\d{{4}})")),
)
HEADING_WORDINGS = (
    "Departmental digital strategy commitments (December 2012)",
    "Progress during 2013",
    "Progress in 2014",
    "Planned activities in 2014",
    "Plans for 2015",
)
RUN_TOGETHER = re.compile(rf"{ANY_HEADING}|Action \d+: ")
# A heading that touches the words before or after it.
GLUED = re.compile(rf"(?<=[^\s(\[‘“'\"]){ANY_HEADING}|{ANY_HEADING}(?=[^\W\d_])")
CONTENTS = re.compile(r"^(?:Updated|Published) .*\d{4}Contents")
MARGIN = "\ufeff\u200b" + "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())
DOCUMENT_TYPE = re.compile(r"(?:Corporate report|Policy paper)", re.IGNORECASE)
DATE = re.compile(r"(?:Updated|Published)[ \t]+(\d{1,2} [A-Z][a-z]+ \d{4})")
BANNER = re.compile(r"This was published under the .+ government\.?")
BULLET = re.compile(r"(?:•\s*|[*–-]\s+)(?=\S)")
# A full stop, perhaps a closing quote or bracket, then a space and something that begins a sentence.
SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\b(?:Mr|Ms|Dr))[.!?][)’”'\"]*(?=\s+[A-Z0-9‘“('\"])")
ENDS_A_SENTENCE = re.compile(r"(?<!\bGOV)[.!?][)’”'\"]*$")
CUT_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?(?:\s+|$)")
CUT_ACTION = re.compile(r"Action\s+\d{1,3}:?")


class _Line(NamedTuple):
    """A line that has words: its number, the span of its words, and the span of all that it owns."""

    number: int
    words: str
    span: Span
    whole: Span


def read(path: Path) -> Report:
    """Read and parse a report file; raises ReportError for what is not UTF-8 or not this layout."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ReportError(str(path), line, "the file is not UTF-8", "text saved as UTF-8") from error
    return parse(text, str(path))


def parse(text: str, file: str = "report") -> Report:
    """Parse the text of a page; `file` names it in errors. Raises ReportError."""
    lines = _lines(text)
    if not lines:
        raise ReportError(file, 1, "the file is empty", "the text of the published page")
    cut = _cut_heading(lines[-1])
    body = lines[:-1] if cut else lines
    for line in body:
        _refuse(line, file)
    starts = [index for index, line in enumerate(body) if ACTION.fullmatch(line.words)]
    front = body[: starts[0]] if starts else body
    title, updated = _front(front, file)
    if not starts:
        raise ReportError(file, lines[-1].number, "the file has no action", "a line such as 'Action 1: …'")
    actions = tuple(_action(body[a:b], file) for a, b in pairwise([*starts, len(body)]))
    _refuse_repeated(actions, file)
    pieces = [Piece(line.whole, _role(line)) for line in body[starts[0] :]]
    pieces = [Piece(line.whole, "front") for line in front] + pieces + [Piece(line.whole, "cut") for line in lines[len(body) :]]
    return Report(
        text,
        title,
        updated,
        DEFRA_PAGE if title.startswith("Defra") else "",
        actions,
        tuple(pieces),
        not cut and _ends_whole(actions[-1], lines[-1]),
    )


def _lines(text: str) -> list[_Line]:
    """The lines with words; each also owns the blank lines after it, the first those before it too."""
    spans: list[tuple[int, Span]] = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip(MARGIN)
        if words:
            start = at + line.index(words)
            spans.append((number, Span(start, start + len(words))))
        at += len(line) + 1
    if not spans:
        return []
    edges = [0, *(text.rindex("\n", 0, span.start) + 1 for _, span in spans[1:]), len(text)]
    return [
        _Line(number, text[span.start : span.end], span, Span(start, end))
        for (number, span), (start, end) in zip(spans, pairwise(edges), strict=True)
    ]


def _heading(words: str) -> tuple[Kind, int] | None:
    for kind, pattern in HEADINGS:
        if match := pattern.fullmatch(words):
            return kind, int(match[1])
    return None


def _cut_heading(last: _Line) -> bool:
    """Whether the file breaks off inside a heading, as in a stored excerpt."""
    words = CUT_NUMBER.sub("", last.words)
    cut = any(wording.startswith(words) and wording != words for wording in (*HEADING_WORDINGS, "Action 1"))
    return cut or bool(CUT_ACTION.fullmatch(words))


def _refuse(line: _Line, file: str) -> None:
    """Raise for a line that looks like a heading, or holds several, but can't be read as one."""
    words = line.words
    if len(RUN_TOGETHER.findall(words)) > 1 or GLUED.search(words) or CONTENTS.search(words):
        raise ReportError(file, line.number, "headings run together, as in a print to PDF", "each heading on a line of its own")
    if _heading(words) or ACTION.fullmatch(words):
        return
    if slip := ACTION_SLIP.match(words):
        wrong = "this looks like an action's heading but isn't one" if re.search(r"\d", slip[1]) else "an action without a number"
        raise ReportError(file, line.number, f"{wrong}: '{words[:60]}'", "'Action N: …'")
    for wording in HEADING_WORDINGS:
        if abs(len(words) - len(wording)) < 8 and SequenceMatcher(None, words.lower(), wording.lower()).ratio() > 0.8:
            raise ReportError(file, line.number, f"this looks like a heading but isn't one: '{words}'", f"such as '{wording}'")


def _front(lines: list[_Line], file: str) -> tuple[str, str]:
    """The report's title and date, from the lines before the first action."""
    title = updated = ""
    for line in lines:
        if _heading(line.words):
            raise ReportError(file, line.number, f"a section under no action: '{line.words}'", "'Action N: …' before it")
        if match := DATE.fullmatch(line.words):
            updated = match[1]
        elif not title and not DOCUMENT_TYPE.fullmatch(line.words) and not BANNER.fullmatch(line.words):
            title = line.words
    line_number = lines[-1].number if lines else 1
    if not title:
        raise ReportError(file, line_number, "the report's title is missing", "it before the first action")
    if not updated:
        raise ReportError(file, line_number, "the report's date is missing", "'Updated 16 January 2015' before the first action")
    return title, updated


def _action(lines: list[_Line], file: str) -> Action:
    head = lines[0]
    match = ACTION.fullmatch(head.words)
    assert match is not None  # the caller cuts at these lines
    number, title = int(match[1]), match[2]
    if not title:
        raise ReportError(file, head.number, f"Action {number} has no title", f"'Action {number}: …'")
    span = Span(head.span.end - len(title), head.span.end)
    cuts = [0, *(i for i, line in enumerate(lines) if _heading(line.words)), len(lines)]
    sections = [_section(number, lines[a:b]) for a, b in pairwise(cuts) if b > a]
    seen: dict[Address, Section] = {}
    for section in sections:
        if section.address in seen:
            first = seen[section.address].line
            raise ReportError(
                file, section.line, f"'{section.heading}' stands twice under Action {number}", f"it once (line {first})"
            )
        seen[section.address] = section
    kept = tuple(s for s in sections if s.passages or s.address.kind is not Kind.SCOPE)
    return Action(number, Passage(span, head.number, (span,)), kept)


def _section(action: int, lines: list[_Line]) -> Section:
    head = lines[0]
    kind, year = _heading(head.words) or (Kind.SCOPE, None)
    return Section(Address(action, kind, year), head.words, head.number, tuple(_passages(lines[1:])))


def _passages(lines: list[_Line]) -> Iterator[Passage]:
    lead_in: Span | None = None
    for line in lines:
        bullet = BULLET.match(line.words)
        span = Span(line.span.start + (bullet.end() if bullet else 0), line.span.end)
        if not bullet:
            lead_in = span if line.words.endswith(":") else None
        yield Passage(span, line.number, tuple(_sentences(line, span)), lead_in if bullet else None)


def _sentences(line: _Line, span: Span) -> Iterator[Span]:
    words = line.words[span.start - line.span.start :]
    start = 0
    for match in SENTENCE_END.finditer(words):
        yield Span(span.start + start, span.start + match.end())
        start = match.end() + len(words[match.end() :]) - len(words[match.end() :].lstrip())
    yield Span(span.start + start, span.end)


def _refuse_repeated(actions: tuple[Action, ...], file: str) -> None:
    seen: dict[int, int] = {}
    for action in actions:
        if action.number in seen:
            wrong = f"Action {action.number} stands twice"
            raise ReportError(file, action.title.line, wrong, f"each number once (first on line {seen[action.number]})")
        seen[action.number] = action.title.line


def _role(line: _Line) -> str:
    if ACTION.fullmatch(line.words):
        return "action"
    return "heading" if _heading(line.words) else "passage"


def _ends_whole(last: Action, line: _Line) -> bool:
    """Whether the file ends after a sentence, not on a heading or inside one."""
    return bool(last.sections and last.sections[-1].passages and ENDS_A_SENTENCE.search(line.words))
