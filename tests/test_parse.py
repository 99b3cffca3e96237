"""The published text becomes actions, sections, passages and sentences; nothing is lost, and what can't be placed is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Address, Kind, Report, ReportError, parse
from knowledge.build import HERE
from knowledge.report import Passage, anchor

LEAD_IN = "Defra’s exemplar services are:"
MILESTONES = "Defra’s 2 exemplar services progressed in 2014. Important milestones were:"
ANCHORS = (
    "action-1-departmental-and-transactional-agency-boards-will-include-an-active-digital-leader",
    "action-2-services-handling-over-100000-transactions-each-year-will-be-redesigned-operated-and-improved-by-a-suitably-skilled-experienced-and-empowered-service-manager",
    "action-3-all-departments-will-ensure-that-they-have-appropriate-digital-capability-in-house-including-specialist-skills",
    "action-4-cabinet-office-will-support-improved-digital-capability-across-departments",
    "action-5-for-transactional-departments-3-exemplar-services-will-be-selected",
    "action-6-from-april-2014-all-new-or-redesigned-transactional-services-will-meet-the-digital-by-default-service-standard",
    "action-7-corporate-publishing-activities-of-all-24-central-government-departments-will-move-onto-govuk-by-march-2013-with-agency-and-arms-length-bodies-online-publishing-to-follow-by-july-2014",
    "action-8-departments-will-raise-awareness-of-their-digital-services-so-that-more-people-know-about-them-and-use-them",
    "action-9-we-will-take-a-cross-government-approach-to-assisted-digital",
    "action-10-cabinet-office-will-offer-leaner-and-more-lightweight-tendering-processes-as-close-to-the-best-practice-in-industry-as-our-regulatory-requirements-allow",
    "action-11-cabinet-office-will-lead-in-the-definition-and-delivery-of-a-new-suite-of-common-technology-platforms-which-will-underpin-the-new-generation-of-digital-by-default-services",
    "action-12-cabinet-office-will-continue-to-work-with-departments-to-remove-legislative-barriers-which-unnecessarily-prevent-the-development-of-straightforward-and-convenient-digital-services",
    "action-13-departments-will-supply-a-consistent-set-of-management-information-as-defined-by-the-cabinet-office-for-their-transactional-services",
    "action-14-policy-teams-will-use-digital-tools-and-techniques-to-engage-with-and-consult-the-public",
    "action-15-collaborate-with-partners-across-public-private-and-voluntary-sectors-to-help-people-go-online",
    "action-16-help-third-party-organisations-create-new-services-and-better-information-access-for-their-own-users-by-opening-up-government-data-and-transactions",
)
"""The ids that kramdown gives the headings of the actions on GOV.UK, in the order of the report."""

FRONT = "Defra's actions\nUpdated 16 January 2015\n"
Section = tuple[Address, list[tuple[str | None, list[str]]]]
Told = list[tuple[int, str, list[Section]]]


def passages(report: Report) -> Iterator[tuple[Address, Passage]]:
    """All passages in the report's order, titles apart."""
    return ((s.address, p) for action in report.actions for s in action.sections for p in s.passages)


def told(report: Report) -> Told:
    """What a report says, without its layout: titles, addresses, lead-ins and sentences."""
    return [
        (
            action.number,
            report.quote(action.title.span),
            [
                (
                    section.address,
                    [
                        (report.quote(p.lead_in) if p.lead_in else None, [report.quote(s) for s in p.sentences])
                        for p in section.passages
                    ],
                )
                for section in action.sections
            ],
        )
        for action in report.actions
    ]


def lines_with_words(text: str) -> list[tuple[int, str]]:
    """The numbers and words of the lines that aren't blank."""
    stripped = ((number, line.strip(parse.MARGIN)) for number, line in enumerate(text.split("\n"), 1))
    return [(number, words) for number, words in stripped if words]


def prove_nothing_lost(report: Report) -> None:
    """Assert that the pieces are the file, that each line with words is in one of them, and what each holds."""
    assert "".join(report.quote(piece.span) for piece in report.pieces) == report.text
    held = [lines_with_words(report.quote(piece.span)) for piece in report.pieces]
    assert [len(lines) for lines in held] == [1] * len(held)
    assert [lines[0][1] for lines in held] == [words for _, words in lines_with_words(report.text)]

    roles = [piece.role for piece in report.pieces]
    words = [(role, lines[0][1]) for role, lines in zip(roles, held, strict=True)]
    assert set(roles) <= {"front", "action", "heading", "passage", "cut"}
    assert "cut" not in roles[:-1]
    assert [line for role, line in words if role == "heading"] == [
        section.heading for action in report.actions for section in action.sections if section.address.kind is not Kind.SCOPE
    ]
    titles = [report.quote(action.title.span) for action in report.actions]
    bodies = [report.quote(passage.span) for _, passage in passages(report)]
    for role, quotes in (("action", titles), ("passage", bodies)):
        lines = [line for known, line in words if known == role]
        assert len(lines) == len(quotes)
        assert all(line.endswith(quote) for line, quote in zip(lines, quotes, strict=True))


def prove_spans_in_place(report: Report) -> None:
    """Assert that passages stand in their section in order, that sentences are all of their passage, and line numbers."""
    starts = dict(enumerate(_line_starts(report.text), 1))
    sections = [section for action in report.actions for section in action.sections]
    ends = [*(starts[section.line] for section in sections), len(report.text)][1:]
    for section, end in zip(sections, ends, strict=True):
        assert report.text[starts[section.line] :].lstrip(parse.MARGIN).startswith(section.heading)
        spans = [passage.span for passage in section.passages]
        assert all(starts[section.line] < span.start < span.end <= end for span in spans)
        assert all(earlier.end < later.start for earlier, later in pairwise(spans))
        for passage in section.passages:
            assert report.text.count("\n", 0, passage.span.start) + 1 == passage.line
            assert passage.sentences[0].start == passage.span.start
            assert passage.sentences[-1].end == passage.span.end
            between = [report.text[a.end : b.start] for a, b in pairwise(passage.sentences)]
            assert all(gap.isspace() for gap in between)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def prove_read_or_refused(read: Callable[[], Report]) -> None:
    """Assert that a text is read and nothing of it lost, or refused with its file and line."""
    try:
        found = read()
    except ReportError as error:
        refusal = str(error)
    else:
        prove_nothing_lost(found)
        prove_spans_in_place(found)
        return
    assert re.match(r"[^:]*file[^:]*:\d+: .+; expected .+", refusal, re.DOTALL)


def line_of(text: str, words: str) -> int:
    """The number of the first line that holds some words."""
    return text.count("\n", 0, text.index(words)) + 1


def test_the_report_has_16_actions_79_sections_91_passages_and_147_sentences(report: Report) -> None:
    found = list(passages(report))
    assert [action.number for action in report.actions] == list(range(1, 17))
    assert len({address for address, _ in found}) == 79
    assert len(found) == 91
    assert sum(len(passage.sentences) for _, passage in found) == 147
    assert all(len(action.title.sentences) == 1 for action in report.actions)
    assert report.complete


def test_the_report_has_its_title_date_and_page(report: Report) -> None:
    assert report.title == "Defra's actions in response to the Government Digital Strategy"
    assert report.updated == "16 January 2015"
    assert report.url.startswith("https://www.gov.uk/government/publications/department-for-environment-food-and-rural-affairs")


def test_nothing_of_the_report_is_lost(report: Report) -> None:
    prove_nothing_lost(report)
    assert [piece.role for piece in report.pieces].count("front") == 4
    assert "cut" not in {piece.role for piece in report.pieces}


def test_every_span_of_the_report_is_verbatim_and_inside_its_section(report: Report) -> None:
    prove_spans_in_place(report)


def test_actions_15_and_16_begin_with_2014(report: Report) -> None:
    kinds = [(Kind.SCOPE, None), (Kind.PROGRESS, 2014), (Kind.PLAN, 2015)]
    for action in report.actions[14:]:
        assert [section.address for section in action.sections] == [Address(action.number, *kind) for kind in kinds]


def test_a_scope_is_present_only_where_an_action_has_opening_lines(report: Report) -> None:
    scopes = [s for action in report.actions for s in action.sections if s.address.kind is Kind.SCOPE]
    assert [scope.address.action for scope in scopes] == [2, 5, 9, 15, 16]
    assert all(scope.passages and scope.heading.startswith("Action ") for scope in scopes)


def test_bullets_point_to_their_lead_in(report: Report) -> None:
    bullets = [(address.action, passage) for address, passage in passages(report) if passage.lead_in]
    assert [(action, report.quote(p.lead_in)) for action, p in bullets if p.lead_in] == [
        (2, LEAD_IN),
        (2, LEAD_IN),
        (5, MILESTONES),
        (5, MILESTONES),
    ]
    assert report.quote(bullets[0][1].span) == "Rural payments, Common Agricultural Policy (for farmer payments)"
    assert len(bullets) == report.text.count("•")


def test_a_bullet_after_a_paragraph_has_no_lead_in() -> None:
    found = parse.parse(f"{FRONT}Action 1: T\nProgress in 2014\nThese:\n- one\nThat is all.\n- two\nPlans for 2015\n- three.\n")
    assert [(found.quote(p.span), found.quote(p.lead_in) if p.lead_in else None) for _, p in passages(found)] == [
        ("These:", None),
        ("one", "These:"),
        ("That is all.", None),
        ("two", None),
        ("three.", None),
    ]


def test_equal_bodies_of_action_4_are_all_kept(report: Report) -> None:
    planned = "Defra will continue to support the work by Cabinet Office to raise digital capability across departments."
    found = [(address, p.span) for address, p in passages(report) if report.quote(p.span) == planned]
    assert [address for address, _ in found] == [Address(4, Kind.PLAN, 2014), Address(4, Kind.PLAN, 2015)]
    assert found[0][1] != found[1][1]
    assert [len(section.passages) for section in report.actions[3].sections] == [1] * 5


def test_anchors_of_the_actions_are_those_of_govuk(report: Report) -> None:
    assert tuple(anchor(f"Action {a.number}: {report.quote(a.title.span)}") for a in report.actions) == ANCHORS


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("1.1 Progress during 2014", "progress-during-2014"),
        ("Departmental digital strategy commitments (December 2012)", "departmental-digital-strategy-commitments-december-2012"),
        ("Arm’s length – bodies’ re-design", "arms-length--bodies-re-design"),
        ("2014", ""),
    ],
)
def test_an_anchor_drops_what_kramdown_drops(heading: str, expected: str) -> None:
    assert anchor(heading) == expected


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("He said ‘Yes.’  Then he left.", ["He said ‘Yes.’", "Then he left."]),
        ("It fits (as agreed.) “Good” it is.", ["It fits (as agreed.)", "“Good” it is."]),
        ("See e.g. GOV.UK, i.e. GDS. Next", ["See e.g. GOV.UK, i.e. GDS.", "Next"]),
        ("Mr. Smith and Dr. Jones met Ms. Low. All left.", ["Mr. Smith and Dr. Jones met Ms. Low.", "All left."]),
        ("No. 10 agreed in 2015. 2 more came.", ["No. 10 agreed in 2015.", "2 more came."]),
        ("It costs 1.5 million. it goes on.", ["It costs 1.5 million. it goes on."]),
        ("• A bullet. And more.", ["A bullet.", "And more."]),
    ],
)
def test_a_line_is_cut_into_sentences(line: str, sentences: list[str]) -> None:
    found = parse.parse(f"{FRONT}Action 1: T\nProgress in 2014\n{line}\n")
    assert [found.quote(s) for _, p in passages(found) for s in p.sentences] == sentences


HEADING_LINES = {
    kind: re.compile(rf"^(?:{pattern.pattern})$", re.MULTILINE) for kind, pattern in (*parse.HEADINGS, ("action", parse.ACTION))
}


def numbered(text: str) -> str:
    """Number the headings as on the page of Action 16: '1. Action', '1.1 Section'."""
    action = section = 0
    lines = []
    for line in text.split("\n"):
        if HEADING_LINES["action"].match(line):
            action, section = action + 1, 0
            lines.append(f"{action}. {line}")
        elif any(pattern.match(line) for pattern in HEADING_LINES.values()):
            section += 1
            lines.append(f"{action}.{section} {line}")
        else:
            lines.append(line)
    return "\n".join(lines)


def replacing(old: str, new: str) -> Callable[[str], str]:
    """Replace a pattern, which must occur."""

    def change(text: str) -> str:
        changed, count = re.subn(old, new, text, flags=re.MULTILINE)
        assert count
        return changed

    return change


LAYOUTS: dict[str, Callable[[str], str]] = {
    "no blank lines": replacing(r"\n+", "\n"),
    "two blank lines": replacing(r"\n\n", "\n\n\n"),
    "blank lines with blanks in them": replacing(r"\n\n", "\n \t\xa0\n"),
    "blanks at the ends of lines": replacing(r"$", "  "),
    "progress in": replacing(r"^Progress during", "Progress in"),
    "progress during": replacing(r"^Progress in", "Progress during"),
    "plans for": replacing(r"^Planned activities in", "Plans for"),
    "planned activities in": replacing(r"^Plans for", "Planned activities in"),
    "numbered headings": numbered,
    "numbered and tight": lambda text: numbered(text).replace("\n\n", "\n"),
    "bullets of hyphens": replacing(r"^  • ", "- "),
    "bullets of stars": replacing(r"^  • ", "* "),
    "bullets that aren't indented": replacing(r"^  • ", "• "),
    "bullets without a blank": replacing(r"^  • ", "•"),
    "no banner": replacing(r"^This was published under.*\n\n", ""),
    "no document type": replacing(r"^Corporate report\n\n", ""),
    "a policy paper": replacing(r"^Corporate report$", "Policy paper"),
    "neither banner nor document type": replacing(r"^This was published under.*\n\n|^Corporate report\n\n", ""),
    "published, not updated": replacing(r"^Updated", "Published"),
    "the title twice": replacing(r"^(Updated .*)\n", r"\1\n\nDefra's actions in response to the Government Digital Strategy\n"),
    "lines of windows": replacing(r"\n", "\r\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "blank lines around": lambda text: f"\n\n{text}\n\n\n",
    "hard blanks in the headings of actions": replacing(r"^Action (\d+): ", "Action\xa0\\1:\xa0"),
}


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_another_layout_says_the_same(report: Report, change: Callable[[str], str]) -> None:
    text = change(report.text)
    assert text != report.text
    found = parse.parse(text)
    assert told(found) == told(report)
    assert (found.title, found.updated, found.complete) == (report.title, report.updated, True)
    prove_nothing_lost(found)
    prove_spans_in_place(found)


def test_straight_apostrophes_say_the_same_but_for_them(report: Report) -> None:
    straight = str.maketrans("’‘", "''")
    found = parse.parse(report.text.translate(straight))
    assert repr(told(found)).translate(straight).replace('"', "'") == repr(told(report)).translate(straight).replace('"', "'")
    prove_nothing_lost(found)
    prove_spans_in_place(found)


def test_a_numbered_section_keeps_its_heading_as_it_stands(text: str) -> None:
    sections = parse.parse(numbered(text)).actions[15].sections
    assert [section.heading[:24] for section in sections] == [
        "16. Action 16: Help thir",
        "16.1 Progress during 201",
        "16.2 Planned activities ",
    ]


def test_every_beginning_is_read_and_is_complete_only_after_a_sentence(report: Report, text: str) -> None:
    ends = {s.end for _, p in passages(report) for s in p.sentences if text[s.end - 1] == "."}
    start, one_by_one = text.index("Planned activities in 2014"), text.index("Action 2: ") + 300
    for end in (*range(start, one_by_one), *range(one_by_one, len(text), 61), len(text)):
        found = parse.parse(text[:end])
        assert found.complete == (len(text[:end].rstrip()) in ends), text[:end][-40:]
        assert "".join(found.quote(piece.span) for piece in found.pieces) == text[:end]


@pytest.mark.parametrize(
    "end",
    [
        *("A", "Actio", "Action", "Action 1", "Action 16", "Action 16:", "Action 16: ", "P", "Progress", "Progress in 20"),
        *(
            "Planned activities in 201",
            "Departmental digital strategy commitments (December 2012",
            "1.",
            "1.1",
            "1.1 Progress dur",
        ),
        *("16.2 Planned activities in 201", "16. Action 16:"),
    ],
)
def test_a_file_that_breaks_off_in_a_heading_is_read_without_it(text: str, end: str) -> None:
    found = parse.parse(text[: text.index("Action 16: ")] + end)
    assert [action.number for action in found.actions] == list(range(1, 16))
    assert found.pieces[-1].role == "cut"
    assert not found.complete
    prove_nothing_lost(found)


@pytest.mark.parametrize(
    "end", ["Action 16: Help thi", "Progress during 2014", "Progress during 2014\n\nDefra began", "These were:", "of GOV."]
)
def test_a_file_that_breaks_off_elsewhere_is_read_and_not_complete(text: str, end: str) -> None:
    found = parse.parse(text[: text.index("Progress during 2014\n\nDefra’s Rural Communities")] + end)
    assert not found.complete
    prove_nothing_lost(found)
    prove_spans_in_place(found)


def test_a_file_of_one_action_is_complete() -> None:
    assert parse.parse(f"{FRONT}Action 7: T\nIt ends (here.)").complete


Change = Callable[[str], str]
BROKEN: dict[str, tuple[Change, str, str]] = {
    "empty": (lambda text: "", "", "the file is empty; expected the text of the published page"),
    "only blanks": (lambda text: " \n\t\r\n\xa0\u2003\n\ufeff", "", "the file is empty"),
    "an action twice": (replacing(r"^Action 6:", "Action 5:"), "Action 5: From April", "Action 5 stands twice; expected each number once (first on line 106)"),
    "a section under no action": (
        replacing(r"^Action 1: .*\n\n", ""),
        "Departmental digital strategy",
        "a section under no action: 'Departmental digital strategy commitments (December 2012)'; expected 'Action N: …' before it",
    ),
    "a section twice": (
        replacing(r"^Progress during 2013\n\nDefra conducted", r"Planned activities in 2014\n\nDefra conducted"),
        "Planned activities in 2014\n\nThe Digital",
        "'Planned activities in 2014' stands twice under Action 3; expected it once (line 68)",
    ),
    "no action": (lambda text: text[: text.index("Action 1:")], "This was published", "the file has no action"),
    "an action without a title": (replacing(r"^Action 3: .*", "Action 3:"), "Action 3:", "Action 3 has no title; expected 'Action 3: …'"),
    "an action without a number": (
        replacing(r"^Action 3: ", "Action: "),
        "Action: ",
        "an action without a number: 'Action: All departments will ensure",
    ),
    "an action with a word for a number": (replacing(r"^Action 3: ", "Action three: "), "Action three", "an action without a number: 'Action three: All"),
    "an action in small letters": (
        replacing(r"^Action 3: ", "action 3: "),
        "action 3",
        "this looks like an action's heading but isn't one: 'action 3: All",
    ),
    "an action with a dash": (replacing(r"^Action 3: ", "Action 3 – "), "Action 3", "this looks like an action's heading but isn't one"),
    "an action with a long number": (
        replacing(r"^Action 3: ", f"Action {'3' * 5000}: "),
        "Action 333",
        "this looks like an action's heading but isn't one: 'Action 333",
    ),
    "no title": (replacing(r"^Defra's actions in response.*\n\n", ""), "This was published", "the report's title is missing"),
    "no title and nothing before the first action": (lambda text: text[text.index("Action 1:") :], "Action 1:", "the report's title is missing"),
    "no date": (replacing(r"^Updated.*\n\n", ""), "This was published", "the report's date is missing; expected 'Updated 16 January 2015'"),
    "a misspelt heading": (
        replacing(r"^Progress during 2014\n\nDefra made", r"Progess during 2014\n\nDefra made"),
        "Progess",
        "this looks like a heading but isn't one: 'Progess during 2014'; expected such as 'Progress ",
    ),
    "a heading with a full stop": (
        replacing(r"^Plans for 2015$", "Plans for 2015."),
        "Plans for 2015.",
        "this looks like a heading but isn't one: 'Plans for 2015.'; expected such as 'Plans for 2015'",
    ),
    "all in one line": (replacing(r"\n", ""), "", "headings run together, as in a print to PDF; expected each heading on a line of its own"),
    "a date that runs into the contents": (
        replacing(r"^Updated 16 January 2015\n", "Updated 16 January 2015Contents\n"),
        "Updated",
        "headings run together",
    ),
    "two headings in one line": (
        replacing(r"^(Progress in 2014)\n\nDefra’s digital", r"\1 Planned activities in 2015\n\nDefra’s digital"),
        "Progress in 2014 Planned",
        "headings run together",
    ),
    "a heading that runs into its body": (
        replacing(r"^(Progress in 2014)\n\n(Defra’s digital)", r"\1\2"),
        "Progress in 2014Defra",
        "headings run together",
    ),
    "a heading that runs on from a body": (
        replacing(r"(board-level digital leadership\.)\n\n", r"\1"),
        "leadership.Planned",
        "headings run together",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "marker", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_its_line(text: str, tmp_path: Path, change: Change, marker: str, message: str) -> None:
    broken = change(text)
    file = tmp_path / "report.txt"
    file.write_text(broken, encoding="utf-8", newline="")
    with pytest.raises(ReportError) as caught:
        parse.read(file)
    assert str(caught.value).startswith(f"{file}:{line_of(broken, marker)}: {message}")
    assert "; expected " in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(text.encode("cp1252"))
    with pytest.raises(ReportError) as caught:
        parse.read(file)
    line = line_of(text, "Defra’s digital leader")
    assert str(caught.value) == f"{file}:{line}: the file is not UTF-8; expected text saved as UTF-8"


def test_a_file_is_read_as_its_bytes_say(text: str, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert parse.read(file).text == "\ufeff" + text.replace("\n", "\r\n")


def test_an_error_names_a_report_without_a_file(text: str) -> None:
    with pytest.raises(ReportError, match=r"^report:1: the file is empty"):
        parse.parse("")


WORDS = st.text("abcdefghijklmnopqrstuvwxyzé’-", min_size=1, max_size=9).map(lambda word: f"x{word}")
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
SENTENCES = st.builds(lambda words, mark: words.capitalize() + mark, PHRASES, st.sampled_from([".", "!", "?", ".)", ".’"]))
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(lambda sentences: ("", sentences))
BULLETS = st.tuples(st.sampled_from(["• ", "  • ", "- ", "* ", "– ", "\t•\xa0"]), PHRASES.map(lambda words: [words]))
LEAD_INS = PHRASES.map(lambda words: ("", [f"{words}:"]))
BODIES = st.lists(st.one_of(PARAGRAPHS, BULLETS, LEAD_INS), max_size=4)
HEADINGS = st.sampled_from(
    [
        ("Departmental digital strategy commitments (December 2012)", Kind.COMMITMENT, 2012),
        *((f"Progress {word} {year}", Kind.PROGRESS, year) for word in ("in", "during") for year in (2013, 2014)),
        *((f"{words} {year}", Kind.PLAN, year) for words in ("Planned activities in", "Plans for") for year in (2014, 2015)),
    ]
)
SECTIONS = st.lists(st.tuples(HEADINGS, BODIES), max_size=4, unique_by=lambda section: section[0][1:])
ACTIONS = st.lists(
    st.tuples(st.integers(0, 999), PHRASES, BODIES, SECTIONS), min_size=1, max_size=4, unique_by=lambda action: action[0]
)
Body = list[tuple[str, list[str]]]
Drawn = list[tuple[int, str, Body, list[tuple[tuple[str, Kind, int], Body]]]]


def written(actions: Drawn) -> Iterator[str]:
    """The lines of a report that says what was drawn."""
    yield from FRONT.splitlines()
    for number, title, scope, sections in actions:
        yield f"Action {number}: {title}"
        for heading, body in [("", scope), *((heading[0], body) for heading, body in sections)]:
            yield from [heading] if heading else []
            yield from (mark + " ".join(sentences) for mark, sentences in body)


def drawn_body(body: Body) -> list[tuple[str | None, list[str]]]:
    """A body's passages, each with its lead-in."""
    lead_in: str | None = None
    found: list[tuple[str | None, list[str]]] = []
    for mark, sentences in body:
        if not mark:
            lead_in = " ".join(sentences) if sentences[-1].endswith(":") else None
        found.append((lead_in if mark else None, sentences))
    return found


def drawn(actions: Drawn) -> Told:
    """What a report says that was drawn."""
    return [
        (
            number,
            title,
            [
                *([(Address(number, Kind.SCOPE, None), drawn_body(scope))] if scope else []),
                *((Address(number, kind, year), drawn_body(body)) for (_, kind, year), body in sections),
            ],
        )
        for number, title, scope, sections in actions
    ]


@settings(max_examples=60)
@given(ACTIONS, st.sampled_from(["\n", "\n\n", "\r\n", " \n\n\n"]), st.booleans())
def test_any_sibling_is_read_and_nothing_of_it_is_lost(actions: Drawn, between: str, is_numbered: bool) -> None:
    text = between.join(written(actions))
    found = parse.parse(numbered(text) if is_numbered else text)
    assert told(found) == drawn(actions)
    prove_nothing_lost(found)
    prove_spans_in_place(found)


SEED = (HERE / "defra-2015.txt").read_text(encoding="utf-8")
LINES = st.one_of(
    st.sampled_from([line for line in SEED.splitlines() if line]),
    st.sampled_from(
        ["Action 1", "Action 1:", "Action 99: x", "1.", "1.1 Plans for 2015", "•", "- x:", "Progess in 2014", "\ufeff", "\r"]
    ),
    st.text(max_size=40),
)


@given(st.one_of(st.text(), st.lists(LINES).map("\n".join), st.lists(LINES).map(lambda lines: FRONT + "\n".join(lines))))
def test_any_text_is_read_without_loss_or_refused(text: str) -> None:
    prove_read_or_refused(lambda: parse.parse(text, "file"))


@given(st.integers(0, len(SEED)), st.integers(0, 60), st.text(max_size=5))
def test_a_report_with_a_place_changed_is_read_without_loss_or_refused(at: int, length: int, instead: str) -> None:
    prove_read_or_refused(lambda: parse.parse(SEED[:at] + instead + SEED[at + length :], "file"))


@given(st.binary())
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "file.txt"
    file.write_bytes(FRONT.encode() + b"Action 1: x\n" + raw)
    prove_read_or_refused(lambda: parse.read(file))
