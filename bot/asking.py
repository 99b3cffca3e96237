""" "Ask the report", a form that opens anywhere in Slack; the answer comes by direct message."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.exc import SQLAlchemyError

from bot import cards, posts, replying, wording
from bot.clicks import Body, Clicks
from bot.plain import escape
from bot.slack import Came
from bot.store import Inbox
from bot.work import Work

QUESTION = "question"


class Asking:
    """What people do with the form."""

    def __init__(self, clicks: Clicks, work: Work, inbox: Inbox) -> None:
        self._clicks = clicks
        self._work = work
        self._inbox = inbox

    def open(self, app: App) -> None:
        """Listen."""
        app.shortcut("ask_report")(self.on_shortcut)
        app.view("ask_report")(self.on_sent)

    def on_shortcut(self, ack: Ack, body: Body) -> None:
        """Somebody wants to ask: open the form while the trigger holds, which is 3 seconds."""
        ack()
        self._work.submit(self._open, body)

    def on_sent(self, ack: Ack, body: Body) -> None:
        """The form was sent: answer by direct message, or say what is missing and keep what was typed."""
        values = body["view"]["state"]["values"]
        question = str((values.get(QUESTION, {}).get(QUESTION) or {}).get("value") or "").strip()
        wrong = wording.NO_QUESTION_TYPED if not question else None
        if len(question) > replying.LONGEST:
            wrong = wording.too_long(replying.LONGEST)
        if wrong:
            ack(response_action="errors", errors={QUESTION: wrong})
            return
        ack()
        if self._first(f"view:{body['view']['id']}:{body['view'].get('hash')}"):
            self._work.submit(self._answer, body, question)

    def _first(self, key: str) -> bool:
        with suppress(SQLAlchemyError):  # an answer comes first
            return self._inbox.see(key)
        return True

    def _open(self, body: Body) -> None:
        key, answering = posts.key_of(body), self._clicks.answering
        try:
            sent = answering.slack.call("views.open", trigger_id=body["trigger_id"], view=form())
        except Exception:  # noqa: BLE001 - whatever broke, the person is told and the log has the rest
            reference = answering.refer(key, "the form could not be made", broke=True)
        else:
            if sent.came is Came.POSTED:
                return
            reference = answering.refer(key, f"the form could not be opened: {sent.code}")
        self._clicks.tell(str(body["user"]["id"]), reference)

    def _answer(self, body: Body, question: str) -> None:
        person, answering = str(body["user"]["id"]), self._clicks.answering
        post = posts.of_command(body, self._clicks.home_team)._replace(text=question)
        try:
            reply = replying.reply(self._clicks.base, escape(question), contact=answering.settings.contact)
            message = reply.message
            answering.note_silence(post, reply)
        except SQLAlchemyError:
            answering.refer(post.key, "a silence could not be noted", broke=True)
        except Exception:  # noqa: BLE001 - as above
            message = cards.sentence(self._clicks.broken(post.key))
        sent = answering.slack.direct(person, message)
        if sent.came is Came.UNSURE:
            answering.slack.direct(person, cards.sentence(wording.ASKED_AGAIN))
        elif sent.came is not Came.POSTED:
            self._clicks.tell(person, answering.refer(post.key, f"an answer could not be posted: {sent.code}"))


def form() -> dict[str, Any]:
    """The form."""
    plain = {"type": "plain_text", "emoji": False}
    field = {"type": "plain_text_input", "action_id": QUESTION, "multiline": True, "max_length": replying.LONGEST}
    return {
        "type": "modal",
        "callback_id": "ask_report",
        "title": {**plain, "text": wording.SEARCH},
        "submit": {**plain, "text": wording.ASK},
        "close": {**plain, "text": wording.CLOSE},
        "blocks": [
            {
                "type": "input",
                "block_id": QUESTION,
                "label": {**plain, "text": wording.QUESTION},
                "hint": {**plain, "text": wording.FORM_SENT},
                "element": {**field, "placeholder": {**plain, "text": wording.EXAMPLES[0]}},
            }
        ],
    }
