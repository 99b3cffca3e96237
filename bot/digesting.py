"""Digests in Slack: the command, the form, and the buttons on digests and on Home."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack, App

from bot import cards, digest_form, digest_grammar, keeping, posts, wording
from bot.cards import Message
from bot.clicks import Body, Clicks
from bot.digest_form import FormError
from bot.digest_parts import GrammarError
from bot.digest_request import Delete, Form, New, Pause, Preview, Resume
from bot.keeping import Keeping, Reader
from bot.slack import Came
from bot.work import Work

ACTS = {"pause": Pause, "stop": Delete, "resume": Resume, "preview": Preview}
"""What the buttons of a digest do, by what follows "digest." in their action_id."""


class Digesting:
    """What people do with digests."""

    def __init__(self, clicks: Clicks, work: Work, keeping: Keeping) -> None:
        self._clicks = clicks
        self._work = work
        self._keeping = keeping

    def open(self, app: App) -> None:
        """Listen."""
        app.command(f"/{self._clicks.answering.settings.prefix}-digest")(self.on_command)
        app.action("digest.new")(self.on_new)
        for act in (*ACTS, "history"):
            app.action(f"digest.{act}")(self.on_act)
        app.view("digest")(self.on_form)
        app.view("digest_made")(self.on_confirmed)

    def on_command(self, ack: Ack, body: Body) -> None:
        """A line of the grammar. It may take Slack some seconds to tell the channel, so the answer comes after the ack."""
        ack()
        self._work.submit(self._clicks.guarded, body, lambda: self._commanded(body))

    def on_new(self, ack: Ack, body: Body) -> None:
        """Somebody wants the form."""
        ack()
        value = str(body["actions"][0].get("value") or "")
        self._work.submit(self._clicks.guarded, body, lambda: self._open_form(body, value))

    def on_act(self, ack: Ack, body: Body) -> None:
        """A button of a digest."""
        ack()
        self._work.submit(self._clicks.guarded, body, lambda: self._acted(body))

    def on_form(self, ack: Ack, body: Body) -> None:
        """The form was filled in: show what it will do, or what is wrong with which field; what was typed stays."""
        try:
            channel, new = digest_form.read(self._keeping.base, body["view"]["state"]["values"])
            kept = json.dumps({"channel": channel, "line": digest_grammar.render(new)})
            ack(response_action="update", view=digest_form.confirmation(self._keeping.described(new), kept))
        except FormError as error:
            ack(response_action="errors", errors=error.errors)
        except Exception:  # noqa: BLE001 - whatever broke, the person is told and the log has the rest
            ack(response_action="errors", errors={"channel": self._clicks.broken(posts.key_of(body))})

    def on_confirmed(self, ack: Ack, body: Body) -> None:
        """What it will do was confirmed: make it."""
        ack()
        self._work.submit(self._confirmed, body)

    def _commanded(self, body: Body) -> Message | None:
        reader = self._reader(body)
        line = str(body.get("text") or "")
        if reader.at_home and line.strip().lower() == "new":
            return self._open_form(body, reader.channel)
        return self._keeping.do(line, reader)

    def _open_form(self, body: Body, channel: str) -> Message | None:
        reader = self._reader(body)
        if not reader.at_home:
            return cards.sentence(wording.NOT_FOR_STRANGERS)
        view = digest_form.form(self._keeping.base, self._keeping.zone_of(reader.person), channel)
        sent = self._clicks.answering.slack.call("views.open", trigger_id=body["trigger_id"], view=view)
        return None if sent.came is Came.POSTED else cards.sentence(wording.NO_FORM)

    def _acted(self, body: Body) -> Message:
        reader = self._reader(body)
        if not reader.at_home:
            return cards.sentence(wording.NOT_FOR_STRANGERS)
        action = body["actions"][0]
        act = str(action["action_id"]).partition(".")[2]
        try:
            number = keeping.number_of(str(action.get("value") or ""))
        except GrammarError:
            return cards.sentence(wording.OLD_BUTTON)
        if act == "history":
            return self._keeping.history(number, reader)
        return self._keeping.act(ACTS[act](number), reader)

    def _confirmed(self, body: Body) -> None:
        person, answering = str(body["user"]["id"]), self._clicks.answering
        try:
            message = self._made(body)
        except Exception:  # noqa: BLE001 - as above
            message = cards.sentence(self._clicks.broken(posts.key_of(body)))
        sent = answering.slack.direct(person, message)
        if sent.came is not Came.POSTED:
            answering.refer(posts.key_of(body), f"a digest's maker could not be told: {sent.code}")

    def _made(self, body: Body) -> Message:
        kept: dict[str, Any] = json.loads(body["view"]["private_metadata"])
        reader = self._reader(body)._replace(channel=str(kept["channel"]))
        if not reader.at_home:
            return cards.sentence(wording.NOT_FOR_STRANGERS)
        wanted = digest_grammar.parse(str(kept["line"]), self._clicks.answering.settings.zone, self._keeping.topic_named)
        return self._keeping.make(wanted, reader) if isinstance(wanted, New) else self._keeping.act(Form(), reader)

    def _reader(self, body: Body) -> Reader:
        post = posts.of_command(body, self._clicks.home_team)
        return Reader(post.team, post.channel, post.person, post.at_home, told_here=post.direct)
