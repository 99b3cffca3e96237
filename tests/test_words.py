"""Words: Slack's own form undone, text cut into tokens, talk told from content."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.words import English, manner, plain, stem, terms, tokens


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("which mention <http://GOV.UK|GOV.UK>?", "which mention GOV.UK?"),
        ("see <https://www.gov.uk/defra|the page>", "see the page"),
        ("see <https://www.gov.uk/defra>", "see www.gov.uk/defra"),
        ("ask <mailto:a@defra.gov.uk|a@defra.gov.uk>", "ask a@defra.gov.uk"),
        ("ask <mailto:a@defra.gov.uk>", "ask a@defra.gov.uk"),
        ("ring <tel:0123|0123>", "ring 0123"),
        ("<@U123> action 8", "  action 8"),
        ("<@U123|bob> action 8", "bob action 8"),
        ("in <#C1|general>", "in general"),
        ("in <#C1>", "in  "),
        ("<!here> hello", "  hello"),
        ("<!subteam^S1|@digital> hello", "@digital hello"),
        ("R&amp;D &lt;b&gt;", "R&D <b>"),
        ("&amp;lt;", "&lt;"),
        ("thanks :pray: :+1: :smile:", "thanks      "),
        ("thanks 🙏 ✅", "thanks    "),
        ("at 10:30:15", "at 10:30:15"),
        ("a:b:c", "a:b:c"),
        ("Defra’s “digital” – leader", 'Defra\'s "digital" - leader'),
        ("non\xa0breaking", "non breaking"),
        ("less < more > less", "less < more > less"),
    ],
)
def test_slacks_own_form_is_undone(typed: str, said: str) -> None:
    assert plain(typed) == said


def test_nothing_is_undone_twice() -> None:
    assert plain("&amp;amp;") == "&amp;"
    assert plain("&amp;lt;@U123&amp;gt;") == "&lt;@U123&gt;"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Digital uptake", ["digital", "uptake"]),
        ("54 per cent", ["54%"]),
        ("54 percent", ["54%"]),
        ("54pc", ["54%"]),
        ("54 %", ["54%"]),
        ("95%", ["95%"]),
        ("3.5%", ["3.5%"]),
        ("over 100,000 transactions", ["over", "100000", "transactions"]),
        ("over 100k transactions", ["over", "100000", "transactions"]),
        ("GOV.UK gov uk Gov dot UK gov.uk", ["govuk"] * 4),
        ("the 2013/14 plan", ["the", "fy", "1314", "plan"]),
        ("2013/2014", ["fy", "1314"]),
        ("Defra’s plan", ["defra", "plan"]),
        ("farmers' views", ["farmers", "views"]),
        ("didn't", ["didn't"]),
        ("digital-by-default", ["digital", "by", "default"]),
        ("one\ntwo", ["one", "\n", "two"]),
        ("naïve façade", ["naïve", "façade"]),
        ("_italic_", ["italic"]),
        ("", []),
        ("?!", []),
    ],
)
def test_a_text_is_cut_into_words_and_numbers(text: str, found: list[str]) -> None:
    assert tokens(text) == tuple(found)


@pytest.mark.parametrize("one", ["54 per cent", "54 percent", "54%"])
def test_the_same_share_is_one_token_however_it_is_written(one: str) -> None:
    assert tokens(one) == tokens("54%")


def test_words_of_one_family_share_a_stem() -> None:
    assert stem("payments") == "payment"
    assert stem("registrations") == stem("registration")
    assert stem("carriers") == stem("carrier")


def test_talk_and_years_are_no_terms() -> None:
    assert terms(tokens("please could you tell me what Defra said about waste carriers in 2014")) == [
        stem("waste"),
        stem("carriers"),
    ]


def test_other_numbers_are_terms() -> None:
    assert terms(["2014", "1999", "2112", "54%", "100000"]) == ["2112", "54%", "100000"]


def test_manner_tells_how_it_is_asked() -> None:
    assert manner(tokens("Who is it, and when did they?")) == {"?who", "?is", "?when", "?did"}
    assert manner(tokens("rural payments")) == set()


def test_english_is_read_when_it_is_first_needed(tmp_path: Path) -> None:
    file = tmp_path / "english.txt"
    english = English(file)
    file.write_text("bread\nbutter\n", encoding="utf-8")
    assert "butter" in english
    file.unlink()
    assert "bread" in english
    assert "jam" not in english


def test_english_can_be_put_away_without_its_words(tmp_path: Path) -> None:
    file = tmp_path / "english.txt"
    file.write_text("bread\n", encoding="utf-8")
    english = English(file)
    assert "bread" in english
    again = pickle.loads(pickle.dumps(english))
    assert again.words is None
    assert "bread" in again


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_tokens_are_lower_case_words_or_numbers_or_line_ends(text: str) -> None:
    for token in tokens(text):
        assert token == "\n" or not any(sign.isspace() for sign in token)
        assert token == token.lower()


@given(st.text(alphabet="<>|&;#@!:abhtp./_ ", max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_of_slacks_signs_in_any_order_can_be_read(text: str) -> None:
    assert isinstance(plain(text), str)
