"""Digests as people make and keep them: what a line of the grammar does, whoever writes it and wherever. Knows the store and
Slack, but no listener: commands, mentions, messages, buttons and the form all end here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot import cards, digest_grammar, editions, recurrence, wording
from bot.blocks import Button
from bot.cards import Message
from bot.digest_parts import GrammarError, Wrong, read_zone, show_date
from bot.digest_request import Delete, Form, Help, List, New, Pause, Preview, Request, Resume
from bot.settings import Settings
from bot.slack import NOTICE, Came, Refused, Slack, Unheard, heard
from bot.store import Post, State, Subscription, Subscriptions
from knowledge import KnowledgeBase

LINE = re.compile(r"digests?\b\s*(?P<line>.*)", re.I | re.S)
SHOWN = 3
"""Next dates, and past deliveries, that are shown of a digest."""
TWICE = 15 * 60
"""Seconds within which the same digest of the same person is one that was asked for twice, such as after a crash."""


class Reader(NamedTuple):
    """Who writes a line, and where. `told_here` says that the channel sees the answer anyway."""

    team: str
    channel: str
    person: str
    at_home: bool
    told_here: bool


class Keeping:
    """Makes, shows, pauses, resumes and deletes digests. `exactly_once` tells which guarantee the app's scopes allow."""

    def __init__(self, base: KnowledgeBase, settings: Settings, slack: Slack, store: Subscriptions, exactly_once: bool) -> None:
        self.base = base
        self.store = store
        self._settings = settings
        self._slack = slack
        self._exactly_once = exactly_once

    def of_post(self, post: Post, text: str) -> Message | None:
        """The answer to a mention or direct message that is about digests; None where it isn't."""
        found = LINE.fullmatch(text.strip())
        if not found or not self._is_line(found["line"]):
            return None
        return self.do(found["line"], Reader(post.team, post.channel, post.person, post.at_home, told_here=True))

    def _is_line(self, line: str) -> bool:
        """Whether a text after "digest" is meant as a line of the grammar, not as a question about digests."""
        return not line or line.split()[0].lower() in ("every", "list", "new", "help", "preview", "resume", "delete", "pause")

    def do(self, line: str, reader: Reader) -> Message:
        """Do what a line says. Never raises for what somebody wrote."""
        if not reader.at_home:
            return cards.sentence(wording.NOT_FOR_STRANGERS)
        try:
            wanted = digest_grammar.parse(line, self.zone_of(reader.person), self.topic_named)
        except GrammarError as error:
            return cards.sentence(wording.wrong_line(error.code, error.detail, self.base.topics.near))
        return self.act(wanted, reader)

    def act(self, wanted: Request, reader: Reader) -> Message:
        """Do what is wanted."""
        if isinstance(wanted, New):
            return self.make(wanted, reader)
        if isinstance(wanted, List):
            return self._list(self.store.in_channel(reader.team, reader.channel))
        if isinstance(wanted, Form):
            return cards.sentence(wording.OPEN_FORM, [Button(wording.MAKE_DIGEST, "digest.new", reader.channel)])
        if isinstance(wanted, Help):
            return cards.sentence(wording.digest_help(self._command))
        return self._keep(wanted, reader)

    def make(self, new: New, reader: Reader) -> Message:
        """Make a digest and tell its channel, or say why it can't be made."""
        if not editions.turns(self.base, new.content):
            return cards.sentence(wording.NOTHING_TO_POST)
        schedule = recurrence.starting(new.days, new.at, new.zone, new.holidays, datetime.now(UTC))
        made = self._made_just_now(new, reader) or self.store.add(
            reader.team, reader.channel, reader.person, schedule, new.content, new.repeat
        )
        if made is None:
            return cards.sentence(wording.TOO_MANY_DIGESTS)
        refused = self._tell(reader, made, wording.DIGEST_MADE)
        if refused:
            self.store.delete(reader.team, made.id)
            return cards.sentence(wording.not_in_channel(refused))
        return cards.sentence("\n".join([wording.made(made.name), *self.described(new)]), self._buttons(made))

    def described(self, new: New) -> list[str]:
        """What a digest will do: what it posts, its next dates in local time, and which guarantee holds."""
        schedule = recurrence.starting(new.days, new.at, new.zone, new.holidays, datetime.now(UTC))
        dates = [wording.when(moment) for moment in recurrence.next_dates(schedule, datetime.now(UTC), SHOWN)]
        turns = editions.turns(self.base, new.content)
        return [
            wording.will_post(digest_grammar.render_content(new.content), turns, new.repeat),
            wording.next_dates(dates),
            wording.EXACTLY_ONCE if self._exactly_once else wording.AT_MOST_ONCE,
        ]

    def of_person(self, team: str, person: str) -> list[tuple[str, list[Button]]]:
        """A person's own digests, for Home: a line for each, with what can be done with it."""
        return [(self._line(digest), self._buttons(digest)) for digest in self.store.made_by(team, person)]

    def history(self, number: int, reader: Reader) -> Message:
        """What became of a digest's deliveries."""
        digest = self._found(number, reader)
        if digest is None:
            return cards.sentence(wording.no_digest(f"d{number}"))
        zone = ZoneInfo(digest.schedule.zone)
        lines = [
            wording.delivered(datetime.fromtimestamp(one.due, zone), one.fate.value, one.late, one.why)
            for one in self.store.history(reader.team, number)
        ]
        return cards.sentence("\n".join([self._line(digest), *(lines or [wording.NOTHING_YET])]), self._buttons(digest))

    def zone_of(self, person: str) -> str:
        """A person's own zone as Slack knows it, where the app may ask; else the default."""
        try:
            found = heard(lambda: self._slack.web.users_info(user=person))
            return read_zone(str((found.get("user") or {}).get("tz") or ""))
        except (Refused, Unheard, GrammarError):
            return self._settings.zone

    def topic_named(self, name: str) -> str | None:
        """The canonical name of a topic."""
        topic = self.base.topics.named(name)
        return topic.label if topic else None

    @property
    def _command(self) -> str:
        return f"/{self._settings.prefix}-digest"

    def _keep(self, wanted: Preview | Resume | Delete | Pause, reader: Reader) -> Message:
        digest = self._found(wanted.id, reader)
        if digest is None:
            return cards.sentence(wording.no_digest(f"d{wanted.id}"))
        if isinstance(wanted, Preview):
            return editions.edition(self.base, digest.content, digest.turn, when=[wording.PREVIEWED])
        if isinstance(wanted, Pause) and wanted.until and wanted.until <= datetime.now(ZoneInfo(digest.schedule.zone)).date():
            return cards.sentence(wording.PAST_DATE)
        changed, what = self._changed(wanted, reader)
        if changed is None:
            return cards.sentence(f"{wording.UNCHANGED} {self._line(digest)}")
        if self._is_gone(digest.maker):
            self.store.hand_over(reader.team, digest.id, reader.person)
        self._tell(reader, changed, what)
        left = [] if isinstance(wanted, Delete) else self._buttons(changed)
        return cards.sentence(wording.changed(changed.name, what), left)

    def _changed(self, wanted: Resume | Delete | Pause, reader: Reader) -> tuple[Subscription | None, str]:
        if isinstance(wanted, Resume):
            return self.store.resume(reader.team, wanted.id), wording.RESUMED
        if isinstance(wanted, Delete):
            return self.store.delete(reader.team, wanted.id), wording.DELETED
        until = wording.paused_until(show_date(wanted.until)) if wanted.until else wording.PAUSED
        return self.store.pause(reader.team, wanted.id, wanted.until), until

    def _found(self, number: int, reader: Reader) -> Subscription | None:
        """A digest that a person may see: of the channel where they are, or their own."""
        digest = self.store.get(reader.team, number)
        return digest if digest and (digest.channel == reader.channel or digest.maker == reader.person) else None

    def _made_just_now(self, new: New, reader: Reader) -> Subscription | None:
        since = (datetime.now(UTC) - timedelta(seconds=TWICE)).timestamp()
        return next(
            (
                one
                for one in self.store.in_channel(reader.team, reader.channel)
                if one.made > since and one.maker == reader.person and one.state is State.ACTIVE and _as_new(one) == new
            ),
            None,
        )

    def _tell(self, reader: Reader, digest: Subscription, what: str) -> str:
        """Tell a digest's channel of a change, once, unless it sees the answer anyway. Returns Slack's word for why it can't."""
        if reader.told_here and digest.channel == reader.channel:
            return ""
        message = cards.by_somebody(reader.person, wording.did(what, digest.name, self._says(digest)))
        sent = self._slack.post(digest.channel, "", message, NOTICE, {"digest": digest.name})
        return sent.code if sent.came is Came.REFUSED else ""

    def _is_gone(self, person: str) -> bool:
        try:
            found = heard(lambda: self._slack.web.users_info(user=person))
        except Refused as refused:
            return str(refused) in ("user_not_found", "users_not_found")
        except Unheard:
            return False
        return bool((found.get("user") or {}).get("deleted"))

    def _list(self, digests: Sequence[Subscription]) -> Message:
        if not digests:
            return cards.sentence(wording.NO_DIGESTS, [Button(wording.MAKE_DIGEST, "digest.new", "")])
        return cards.listed(wording.DIGESTS_HERE, [(self._line(digest), self._buttons(digest)) for digest in digests])

    def _line(self, digest: Subscription) -> str:
        """A digest in one line: its number, what it does, and what comes next."""
        state = wording.paused_because(digest.why) if digest.state is State.PAUSED else wording.ENDED
        if digest.state is State.ACTIVE and digest.next_due:
            state = wording.next_digest(datetime.fromtimestamp(digest.next_due, ZoneInfo(digest.schedule.zone)))
        return f"{digest.name}: {self._says(digest)}. {state}"

    def _says(self, digest: Subscription) -> str:
        return digest_grammar.render(_as_new(digest))

    def _buttons(self, digest: Subscription) -> list[Button]:
        turn = (wording.RESUME, "resume") if digest.state is State.PAUSED else (wording.PAUSE, "pause")
        acts = [(wording.PREVIEW, "preview"), turn, (wording.HISTORY_SHOWN, "history"), (wording.STOP, "stop")]
        if digest.state is State.ENDED:
            acts.remove(turn)
        return [Button(f"{label} {digest.name}", f"digest.{act}", digest.name) for label, act in acts]


def number_of(name: str) -> int:
    """The number in a digest's name ("d3"). Raises GrammarError."""
    if not re.fullmatch(r"d\d{1,9}", name):
        raise GrammarError(Wrong.ID, name)
    return int(name[1:])


def _as_new(digest: Subscription) -> New:
    schedule = digest.schedule
    return New(schedule.days, schedule.at, schedule.zone, digest.content, schedule.holidays, digest.repeat)
