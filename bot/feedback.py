"""Feedback: the thumbs under an answer, and where questions are kept what somebody asked and expected instead."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App

from bot import blocks, cards, posts, wording
from bot.clicks import Body, Clicks
from bot.plain import readable
from bot.slack import Came, respond
from bot.store import Ballot, Noted, Post, Verdict, Votes
from bot.work import Work
from knowledge import Outcome

EXPECTED = "expected"
"""The name of the form, of its block and of its field."""
MOST_EXPECTED = 1000
"""Characters of what somebody expected."""
VALUE = re.compile(rf"(?P<verdict>{'|'.join(Verdict)}):(?P<outcome>{'|'.join(Outcome)}):(?P<topic>\w*)(?:\n(?P<asked>.*))?", re.S)
THANKS = {Noted.NEW: wording.VOTED, Noted.SAME: wording.VOTED_ALREADY, Noted.CHANGED: wording.VOTE_CHANGED}


class Feedback:
    """What people do with the thumbs."""

    def __init__(self, clicks: Clicks, work: Work, votes: Votes) -> None:
        self._clicks = clicks
        self._answering = clicks.answering
        self._work = work
        self._votes = votes

    def open(self, app: App) -> None:
        """Listen."""
        app.action(cards.FEEDBACK)(self.on_thumb)
        app.view(EXPECTED)(self.on_expected)

    def on_thumb(self, ack: Ack, body: Body) -> None:
        """A thumb was pressed. Slack opens a form within 3 seconds of it, so this goes to work at once."""
        ack()
        self._work.submit(self.vote, body)

    def vote(self, body: Body) -> None:
        """Note a vote and say so; whatever breaks, whoever voted is told."""
        post = posts.of_command(body, self._clicks.home_team)
        try:
            sentence = self._vote(body, post)
        except Exception:  # noqa: BLE001 - whatever broke, the person is told and the log has the rest
            sentence = self._clicks.broken(post.key)
        self._tell(body, post, sentence)

    def on_expected(self, ack: Ack, body: Body) -> None:
        """What somebody expected: it is kept before the form closes, so that nothing typed is lost where that fails."""
        post = posts.of_command(body, self._clicks.home_team)
        try:
            wrong = self._expect(body, post)
        except Exception:  # noqa: BLE001 - as above
            wrong = self._clicks.broken(post.key)
        if wrong:
            ack(response_action="errors", errors={EXPECTED: wrong})
        else:
            ack()

    def _vote(self, body: Body, post: Post) -> str:
        """Note a vote; returns what to say to it."""
        if not post.at_home:
            return wording.VOTE_OF_STRANGER
        found = VALUE.fullmatch(str(body["actions"][0].get("value") or ""))
        message, channel = (str(body["container"].get(name) or "") for name in ("message_ts", "channel_id"))
        if not found or not message or not self._is_topic(found["topic"]):
            return wording.OLD_BUTTON
        verdict, ballot = Verdict(found["verdict"]), Ballot(post.team, post.person, f"{channel}:{message}")
        noted = self._votes.cast(ballot, verdict, found["outcome"], found["topic"] or None, found["asked"])
        keeps = verdict is Verdict.DOWN and self._answering.settings.keep_questions
        if keeps:
            self._ask(body, post, ballot)
        kept = [wording.QUESTION_KEPT] * bool(keeps and found["asked"])
        return " ".join([THANKS[noted], *kept, wording.WHAT_BECOMES_OF_VOTES])

    def _is_topic(self, topic: str) -> bool:
        return not topic or topic in self._clicks.base.topics.by_id

    def _ask(self, body: Body, post: Post, ballot: Ballot) -> None:
        sent = self._answering.slack.call("views.open", trigger_id=body["trigger_id"], view=form(ballot.answer))
        if sent.came is not Came.POSTED:  # the vote counts all the same
            self._answering.refer(post.key, f"the form for what was expected could not be opened: {sent.code}")

    def _expect(self, body: Body, post: Post) -> str | None:
        """Keep what was typed into the form, if anything was; returns what is wrong, or None."""
        view = body["view"]
        text = readable(str(view["state"]["values"][EXPECTED][EXPECTED].get("value") or ""))[:MOST_EXPECTED]
        if not text:
            return None
        ballot = Ballot(post.team, post.person, str(view["private_metadata"]))
        return None if post.at_home and self._votes.expect(ballot, text) else wording.NO_VOTE

    def _tell(self, body: Body, post: Post, sentence: str) -> None:
        """Say something to whoever voted, beside the answer; where its address no longer works, by a whisper."""
        how = {"thread_ts": post.thread} if post.thread else {}
        url, message = str(body.get("response_url", "")), cards.sentence(sentence)
        sent = respond(url, message, response_type="ephemeral", replace_original=False, **how)
        if sent.came is not Came.POSTED:
            self._answering.refer(post.key, f"a vote could not be acknowledged: {sent.code}")
        if sent.came is Came.REFUSED:
            self._answering.slack.whisper(post.channel, post.thread, post.person, message)


def form(answer: str) -> dict[str, Any]:
    """The form that asks what somebody expected of an answer, given its key."""
    field = {"type": "plain_text_input", "action_id": EXPECTED, "multiline": True, "max_length": MOST_EXPECTED}
    return {
        "type": "modal",
        "callback_id": EXPECTED,
        "private_metadata": answer,
        "title": blocks.label(wording.EXPECTED),
        "submit": blocks.label(wording.SEND),
        "close": blocks.label(wording.SKIP),
        "blocks": [
            {
                "type": "input",
                "block_id": EXPECTED,
                "optional": True,
                "label": blocks.label(wording.EXPECTED_LABEL),
                "hint": blocks.label(wording.EXPECTED_HINT),
                "element": field,
            }
        ],
    }
