"""Slack's form of a text: undone on the way in, made on the way out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plain import escape, plain


def decoded(text: str) -> str:
    """What Slack shows for an escaped text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("<@U0LAN0Z89> what happened in 2014?", "what happened in 2014?"),
        ("what, <@U0LAN0Z89|ann>, happened?", "what, , happened?"),
        ("<!here> <!here|here> <!channel> <!everyone|@everyone> action 8", "action 8"),
        ("<!subteam^S1> <!subteam^S1|@digital> action 8", "action 8"),
        ("in <#C0GENERAL1|general> and <#C0SECRET1>", "in #general and #"),
        ("<http://GOV.UK|GOV.UK> Verify", "GOV.UK Verify"),
        ("see <https://www.gov.uk/defra?a=1&amp;b=2>", "see https://www.gov.uk/defra?a=1&b=2"),
        ("<mailto:a@gov.uk|a@gov.uk> <mailto:b@gov.uk> <tel:123|123>", "a@gov.uk mailto:b@gov.uk 123"),
        (":wave: hello :thumbsup::skin-tone-2: :+1:", "hello"),
        ("at 10:30:15, see a:b:c and http://x:80/:y:", "at 10:30:15, see a:b:c and http://x:80/:y:"),
        ("*what* _happened_ in ~2013~ `2014`", "what happened in 2013 2014"),
        ("*_rural payments_* and _*~SPS~*_", "rural payments and SPS"),
        ("```what\nhappened```", "what\nhappened"),
        ("2 * 3 * 4, snake_case_name, a*b*c", "2 * 3 * 4, snake_case_name, a*b*c"),
        ("&gt; quoted\n&gt;as well\nwhat?", "quoted\nas well\nwhat?"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt; &amp;amp;", "&lt; &amp;"),
        ("&lt;!channel&gt; &lt;@U1&gt;", "<!channel> <@U1>"),
        ("  so   many \t spaces ", "so many spaces"),
        ("", ""),
        ("<@U0LAN0Z89>", ""),
    ],
)
def test_slacks_form_is_undone(sent: str, typed: str) -> None:
    assert plain(sent) == typed


@given(st.text())
def test_what_is_escaped_is_shown_as_it_was(text: str) -> None:
    escaped = escape(text)
    assert decoded(escaped) == text
    assert "<" not in escaped
    assert ">" not in escaped


@given(
    st.text("abcdefgC1# @!|&;<\t", max_size=40)
    | st.lists(st.sampled_from(["&lt;", "&amp;", "<!here", "<@U1|", "&", "x"])).map("".join)
)
def test_what_people_type_comes_back_from_slacks_entities(text: str) -> None:
    assert plain(escape(text)) == re.sub(r"[ \t]+", " ", text).strip()


@given(st.text() | st.text("<>!@#|:*_~`&;lgt ab1"))
def test_any_text_can_be_undone(text: str) -> None:
    undone = plain(text)
    assert undone == undone.strip()
    assert len(undone) <= len(text)
