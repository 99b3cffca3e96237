"""Citations: the report's own words, within the section they name, and a link that finds them on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from knowledge import Address, Citation, Kind, KnowledgeBase, Report
from knowledge.citation import cite
from knowledge.report import Span

HEADING = re.compile(r"(?:Departmental digital strategy|Progress|Planned activities|Plans)\b.*?(\d{4})\)?")
KINDS = {"Depa": Kind.COMMITMENT, "Prog": Kind.PROGRESS, "Plan": Kind.PLAN}


class Page:
    """The page as a browser sees it: blocks of text with one space between words, and where each sign stands in the file.

    Written from the text alone, without the parser, as a browser and a reader would take it."""

    def __init__(self, text: str) -> None:
        self.blocks: list[tuple[str, list[int]]] = []
        self.sections: list[tuple[int, Address]] = []
        action = 0
        for line in re.finditer(r"[^\n]+", text):
            if match := re.match(r"Action (\d+): ", line[0]):
                action = int(match[1])
                self.sections.append((line.start() + match.end(), Address(action, Kind.SCOPE, None)))
            elif match := HEADING.fullmatch(line[0]):
                self.sections.append((line.end(), Address(action, KINDS[line[0][:4]], int(match[1]))))
            words = list(re.finditer(r"[^\s•]+", line[0]))
            places = [line.start() + word.start() + n for word in words for n in range(len(word[0]) + 1)]
            self.blocks.append((" ".join(word[0] for word in words).lower(), places))

    def address(self, at: int) -> Address:
        """The section that an offset of the file stands in."""
        return [address for start, address in self.sections if start <= at][-1]

    def finds(self, term: str, block: int, at: int) -> Iterator[tuple[int, int, int]]:
        """Whole words that are a term, ignoring case, each within one block, from a place on."""
        wanted = re.compile(rf"(?<!\w){re.escape(term.lower())}(?![\w’'])")
        for number in range(block, len(self.blocks)):
            for match in wanted.finditer(self.blocks[number][0], at if number == block else 0):
                yield number, match.start(), match.end()

    def resolve(self, directive: str) -> tuple[int, int] | None:
        """What `[prefix-,]start[,end]` highlights first, as offsets of the file."""
        terms = directive.split(",")
        prefix = unquote(terms.pop(0)[:-1]) if terms[0].endswith("-") else ""
        start, *rest = map(unquote, terms)
        for block, begin, over in self._starts(prefix, start):
            if not rest:
                return self._span(block, begin, block, over)
            for last, _, end in self.finds(rest[0], block, over):
                return self._span(block, begin, last, end)
        return None

    def _starts(self, prefix: str, start: str) -> Iterator[tuple[int, int, int]]:
        if not prefix:
            yield from self.finds(start, 0, 0)
        for block, _, over in self.finds(prefix, 0, 0) if prefix else ():
            text = self.blocks[block][0]
            after = (block, over + 1) if over < len(text) else (block + 1, 0)
            yield from (found for found in self.finds(start, *after) if found[:2] == after)

    def _span(self, block: int, begin: int, last: int, end: int) -> tuple[int, int]:
        return self.blocks[block][1][begin], self.blocks[last][1][end - 1] + 1


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """The report as a page."""
    return Page(text)


def directive(citation: Citation) -> str:
    """The text directive of a citation's link."""
    return citation.url.split(":~:text=")[1]


def test_the_link_of_every_sentence_and_title_finds_exactly_it(base: KnowledgeBase, page: Page) -> None:
    citations = [cite(base.report, sentence.address, sentence.span) for sentence in base.sentences]
    assert [c for c in citations if page.resolve(directive(c)) != c.span] == []


def test_the_link_of_every_run_of_sentences_finds_exactly_it(base: KnowledgeBase, page: Page) -> None:
    for address in base.sections:
        spans = [s.span for s in base.sentences if s.address == address and s.passage not in base.titles.values()]
        runs = [Span(one.start, two.end) for n, one in enumerate(spans) for two in spans[n:]]
        citations = [cite(base.report, address, run) for run in runs]
        assert [c for c in citations if page.resolve(directive(c)) != c.span] == []


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        (
            "Defra will continue to support the work by Cabinet Office to raise digital capability across departments.",
            [Address(4, Kind.PLAN, 2014), Address(4, Kind.PLAN, 2015)],
        ),
        (
            "Defra will continue to develop its use of digital tools to support customer insight, policy development and"
            " service delivery.",
            [Address(14, Kind.PLAN, 2014), Address(14, Kind.PLAN, 2015)],
        ),
        (
            "In light of the experiences from these exemplar developments, it will review its other high-volume transactions.",
            [Address(2, Kind.COMMITMENT, 2012), Address(5, Kind.COMMITMENT, 2012)],
        ),
    ],
)
def test_equal_sentences_are_linked_each_to_its_own_place(
    base: KnowledgeBase, page: Page, words: str, addresses: list[Address]
) -> None:
    same = [cite(base.report, s.address, s.span) for s in base.sentences if s.text == words]
    assert [c.address for c in same] == addresses
    assert [page.resolve(directive(c)) for c in same] == [c.span for c in same]
    assert len({c.url.split("#")[1] for c in same}) == len(same)


def test_all_equal_sentences_of_the_report_have_links_of_their_own(base: KnowledgeBase) -> None:
    links: dict[str, list[str]] = {}
    for sentence in base.sentences:
        links.setdefault(sentence.text, []).append(directive(cite(base.report, sentence.address, sentence.span)))
    assert sum(len(found) > 1 for found in links.values()) >= 2
    assert all(len(set(found)) == len(found) for found in links.values())


def test_signs_with_a_meaning_of_their_own_are_percent_encoded(base: KnowledgeBase) -> None:
    for sentence in base.sentences:
        citation = cite(base.report, sentence.address, sentence.span)
        prefix, *terms = directive(citation).split(",") if "-," in directive(citation) else ("", *directive(citation).split(","))
        assert len(terms) <= 2
        for term in (prefix.removesuffix("-"), *terms):
            assert not set(term) & set("-,& \n#")
    linked = " ".join(directive(cite(base.report, s.address, s.span)) for s in base.sentences)
    assert "%2D" in linked
    assert "%2C" in linked


def test_an_ampersand_in_a_quote_is_percent_encoded(report: Report) -> None:
    changed = report._replace(text=report.text.replace("Brokers and Dealers", "Brokers & Dealers"))
    start = changed.text.index("Registration of Waste Carriers, Brokers & Dealers")
    citation = cite(
        changed, Address(2, Kind.PROGRESS, 2013), Span(start, start + len("Registration of Waste Carriers, Brokers & Dealers"))
    )
    assert directive(citation) == "Registration%20of%20Waste%20Carriers%2C%20Brokers,%26%20Dealers"


def test_a_link_goes_to_the_heading_of_its_action(base: KnowledgeBase) -> None:
    found = cite(base.report, base.sentences[0].address, base.sentences[0].span)
    assert found.url.startswith(
        base.report.url + "#action-1-departmental-and-transactional-agency-boards-will-include-an-active-digital-leader:~:text="
    )
    second = next(s for s in base.sentences if s.address.action == 2)
    assert "#action-2-services-handling-over-100000-transactions-each-year-" in cite(base.report, second.address, second.span).url


def test_equal_words_in_one_line_are_told_apart_by_more_of_them_or_by_what_stands_before(report: Report) -> None:
    text = "Action 1: One\n\nProgress in 2014\n\nA b c d e f. A b c d e g. x\n\nA b c d e f.\n\nZ:\n\n  • A b c d e g."
    changed = report._replace(text=text)
    page = Page(text)
    for wanted in re.finditer(r"A b c d e [fg]\.", text):
        found = cite(changed, Address(1, Kind.PROGRESS, 2014), Span(*wanted.span()))
        assert page.resolve(directive(found)) == wanted.span()


def test_a_quote_that_nothing_tells_apart_has_all_words_before_it_as_its_prefix(report: Report) -> None:
    changed = report._replace(text="x y z z\n\nsame words\n\nx y z z\n\nsame words\n\nend")
    at = changed.text.rindex("same")
    assert directive(cite(changed, Address(1, Kind.PROGRESS, 2014), Span(at, at + 10))) == "x%20y%20z%20z-,same%20words"


def test_part_of_a_word_is_no_match(report: Report) -> None:
    changed = report._replace(text="unsame words, same wordsmith, same words\u2019, same words\n")
    found = cite(changed, Address(1, Kind.PROGRESS, 2014), Span(43, 53))
    assert found.quote == "same words"
    assert directive(found) == "same%20words"


def test_a_quote_at_the_very_start_needs_no_words_before_it(report: Report) -> None:
    changed = report._replace(text="same words same words\n")
    assert directive(cite(changed, Address(1, Kind.PROGRESS, 2014), Span(0, 10))) == "same%20words"


def test_a_citation_holds_the_words_the_title_and_the_address(base: KnowledgeBase) -> None:
    sentence = next(s for s in base.sentences if "Julie Pierce" in s.text)
    found = cite(base.report, sentence.address, sentence.span)
    assert found.quote == sentence.text
    assert found.title == "Departmental and transactional agency boards will include an active digital leader"
    assert found.address == (1, Kind.PROGRESS, 2014)


REPORT_WORDS = (
    "waste carriers rural payments digital uptake service manager exemplar Cabinet Office GDS GOV.UK Verify identity skills board "
    "leader standard inclusion social media guidance legacy API transactions procurement framework websites target phase beta launch "
    "farmers customers support review regulations research data sharing business telephone training policy who when how many why "
    "did it they what the of for and with not list all mention happened"
).split()
SOME_WORDS = st.lists(st.one_of(st.sampled_from(REPORT_WORDS), st.text(max_size=8)), max_size=8).map(" ".join)
ADDRESS = st.sampled_from(
    ["", "action 2", "action 5", "in 2013", "in 2014", "planned", "progress", "2015", "since 2012", "compare"]
)


@given(SOME_WORDS, ADDRESS, ADDRESS)
@settings(max_examples=100, deadline=None)
def test_every_citation_is_verbatim_and_within_its_section(
    base: KnowledgeBase, page: Page, words: str, one: str, two: str
) -> None:
    found = knowledge.ask(base, f"{words} {one} {two}")
    for citation in (*found.citations, *found.near):
        assert citation.quote
        assert citation.quote == base.report.text[citation.span.start : citation.span.end]
        assert page.address(citation.span.start) == page.address(citation.span.end - 1) == citation.address
        assert page.resolve(directive(citation)) == citation.span


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)


@given(
    st.integers(1, 16),
    st.sampled_from([2013, 2014, 2015]),
    st.lists(st.one_of(st.sampled_from(REPORT_WORDS), LETTERS), max_size=7),
)
@settings(max_examples=100, deadline=None)
def test_an_action_and_a_year_that_are_named_are_kept_to(base: KnowledgeBase, action: int, year: int, words: list[str]) -> None:
    found = knowledge.ask(base, f"action {action} {' '.join(words)} in {year}")
    for citation in found.citations:
        own = (citation.address.action, citation.address.year) == (action, year)
        explains = citation.address == (action, Kind.SCOPE, None) and bool(found.absent)
        assert own or explains or str(year) in citation.quote


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("did action 1 do what it planned in 2013?", 2013),
        ("what did action 8 commit to in 2012, and what came of it?", 2012),
        ("what did action 8 plan for 2015, and what came of it?", 2015),
    ],
)
def test_a_promise_of_a_named_year_is_kept_to(base: KnowledgeBase, text: str, year: int) -> None:
    assert knowledge.ask(base, text).citations[0].address.year == year
