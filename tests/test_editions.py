"""What digests post: each edition is verbatim and cited, and a full turn shows each action or passage once."""

from __future__ import annotations

from collections import Counter
from copy import copy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

import knowledge
from bot import blocks, cards, editions, layouts, wording
from bot.cards import Message
from bot.digest_request import Content, Series
from knowledge import Address, Citation, Kind, KnowledgeBase, is_verbatim
from tests.slack import lint_message

ACTIONS, OUTCOMES = Content(Series.ACTIONS), Content(Series.OUTCOMES)
PAYMENTS = Content(Series.TOPIC, "Rural payments")
NEXT = wording.next_digest(datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Europe/London")))
LATE = wording.late_digest(datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Paris")))


def all_contents(base: KnowledgeBase) -> list[Content]:
    """Every content there can be."""
    return [ACTIONS, OUTCOMES, *(Content(Series.TOPIC, topic.label) for topic in base.topics.by_id.values())]


def turn_by_turn(base: KnowledgeBase, content: Content) -> list[Message]:
    """A full turn."""
    return [editions.edition(base, content, turn, "d3", [NEXT]) for turn in range(editions.turns(base, content))]


def actions_of(buttons: list[dict[str, Any]]) -> dict[str, str]:
    """What the buttons of a message do, with their values."""
    return {button["action_id"]: button["value"] for row in buttons if row["type"] == "actions" for button in row["elements"]}


@pytest.mark.parametrize("content", [ACTIONS, OUTCOMES, PAYMENTS], ids=lambda content: content.series.value)
def test_a_digest_looks_like_this(base: KnowledgeBase, content: Content, snapshot: SnapshotAssertion) -> None:
    message = editions.edition(base, content, 1, "d3", [NEXT], [LATE])
    assert message.content() == snapshot.use_extension(JSONSnapshotExtension)


def test_every_edition_is_verbatim_and_cited(base: KnowledgeBase) -> None:
    for content in all_contents(base):
        for message in turn_by_turn(base, content):
            assert message.citations
            assert all(is_verbatim(base.report, citation) for citation in message.citations)
            shown = blocks.quotes(message.blocks)
            assert sorted(shown) == sorted(layouts.lines(citation.quote) for citation in message.citations)
            assert all(citation.url in str(message.blocks) for citation in message.citations)


def test_no_edition_breaks_a_limit_of_slack(base: KnowledgeBase) -> None:
    found = [lint_message(message.content()) for content in all_contents(base) for message in turn_by_turn(base, content)]
    assert found == [[]] * len(found)


def test_a_full_turn_of_actions_shows_each_action_once(base: KnowledgeBase) -> None:
    shown = [message.citations[0].address for message in turn_by_turn(base, ACTIONS)]
    assert shown == [Address(number, Kind.SCOPE, None) for number in base.titles]


def test_an_action_comes_with_its_latest_progress_and_its_latest_plan(base: KnowledgeBase) -> None:
    for message in turn_by_turn(base, ACTIONS):
        assert [(c.address.kind, c.address.year) for c in message.citations[1:]] == [(Kind.PROGRESS, 2014), (Kind.PLAN, 2015)]


def test_a_full_turn_of_outcomes_shows_each_action_that_has_plans_once(base: KnowledgeBase) -> None:
    shown = [{citation.address.action for citation in message.citations[:1]} for message in turn_by_turn(base, OUTCOMES)]
    assert shown == [{number} for number in base.titles if cards.has_plans(base, number)]


def test_outcomes_say_what_is_not_mentioned(base: KnowledgeBase) -> None:
    assert "Not mentioned in Progress 2014 (Action 1)." in turn_by_turn(base, OUTCOMES)[0].text


def test_a_full_turn_of_a_topic_shows_each_of_its_passages_once(base: KnowledgeBase) -> None:
    for topic in base.topics.by_id.values():
        shown = [c for message in turn_by_turn(base, Content(Series.TOPIC, topic.label)) for c in message.citations]
        assert Counter(shown) == Counter(knowledge.about_topic(base, topic).citations)


def test_a_topic_goes_through_its_passages_in_order_of_time(base: KnowledgeBase) -> None:
    shown = [c.address for message in turn_by_turn(base, PAYMENTS) for c in message.citations]
    years = [address.year or 0 for address in shown]
    assert years == sorted(years)
    of_2014 = [address.kind for address in shown if address.year == 2014]
    assert of_2014 == sorted(of_2014, key=[Kind.PLAN, Kind.PROGRESS].index)


@pytest.mark.parametrize("content", [ACTIONS, OUTCOMES, PAYMENTS], ids=lambda content: content.series.value)
def test_after_a_full_turn_a_digest_begins_again(base: KnowledgeBase, content: Content) -> None:
    assert editions.edition(base, content, editions.turns(base, content)) == editions.edition(base, content, 0)


def test_a_digest_says_what_it_is_where_it_is_from_and_when_the_next_one_comes(base: KnowledgeBase) -> None:
    message = editions.edition(base, ACTIONS, 4, "d3", [NEXT], [LATE])
    first, second, third, *_ = message.text.splitlines()
    assert first == "Digest from Defra’s report as published on 16 January 2015, not from today."
    assert second == "Actions: part 5 of 16."
    assert third == "This part is late: it was due on Tuesday 24 November 2026 at 09:00 (Europe/Paris)."
    assert message.text.endswith("The next part comes on Thursday 26 November 2026 at 09:00 UK time.")
    assert base.report.url in str(message.blocks[-2])


def test_its_buttons_show_more_pause_it_and_stop_it(base: KnowledgeBase) -> None:
    keeping = {"digest.pause": "d3", "digest.stop": "d3"}
    of_action = {"show.action5": "action 5"}
    assert actions_of(editions.edition(base, ACTIONS, 4, "d3").blocks) == {**of_action, "show.outcomes": "outcomes 5", **keeping}
    assert actions_of(editions.edition(base, OUTCOMES, 4, "d3").blocks) == {**of_action, **keeping}
    assert actions_of(editions.edition(base, ACTIONS, 14, "d3").blocks) == {"show.action15": "action 15", **keeping}


def test_a_preview_can_be_neither_paused_nor_stopped(base: KnowledgeBase) -> None:
    assert actions_of(editions.edition(base, OUTCOMES, 4).blocks) == {"show.action5": "action 5"}


def test_a_topic_of_which_the_report_says_nothing_has_no_turn_and_no_edition(base: KnowledgeBase) -> None:
    for name in ("Planned activities (what comes next)", "no such topic"):
        assert editions.turns(base, Content(Series.TOPIC, name)) == 0
        with pytest.raises(IndexError):
            editions.edition(base, Content(Series.TOPIC, name), 0)


def test_an_action_without_plans_or_progress_is_shown_by_its_title(base: KnowledgeBase) -> None:
    other = copy(base)
    other.sections = {address: section for address, section in base.sections.items() if address.action != 3}
    shown: tuple[Citation, ...] = editions.edition(other, ACTIONS, 2).citations
    assert [citation.address for citation in shown] == [Address(3, Kind.SCOPE, None)]


def test_what_was_skipped_is_said_for_one_and_for_many() -> None:
    moments = [datetime(2026, 11, day, 9, tzinfo=ZoneInfo("Europe/London")) for day in (24, 25, 26)]
    assert wording.skipped_digests(moments[:1]).startswith("I skipped Tuesday 24 November 2026 at 09:00 UK time,")
    assert wording.skipped_digests(moments).startswith("I skipped 3 dates, from Tuesday 24 November 2026")


def test_reasons_for_a_pause_are_sentences_also_where_slack_has_a_new_word() -> None:
    assert wording.why_paused("is_archived") == "the channel is archived"
    assert wording.why_paused("new_word") == "Slack refuses its posts (new_word)"
