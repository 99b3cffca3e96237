"""The digest clock with a time that the tests move, and a Slack that does as it is told: on time, once, whatever breaks."""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import recurrence
from bot.cards import Message
from bot.clock import Clock
from bot.digest_request import Content, Series
from bot.recurrence import Days, Division, Every, Schedule
from bot.settings import Settings
from bot.slack import DIGEST, NOTICE, Came, Sent, Slack, client
from bot.store import Database, Deliveries, Fate, State, Subscription, Subscriptions, open_database
from bot.store.tables import deliveries
from knowledge import KnowledgeBase
from tests.slack import BOT_TOKEN, LabThread

TEAM, MAKER = "T1", "U1"
DAILY = Schedule(Days(Every.DAY), time(9), "Europe/London", None, date(2026, 11, 1))
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp()
HOUR, DAY = 3600.0, 24 * 3600.0
POSTED, UNSURE, DIES = Sent(Came.POSTED, ts="1.1"), Sent(Came.UNSURE), Sent(Came.POSTED, "died")


class Killed(BaseException):
    """The process dies here."""


class Post(NamedTuple):
    """What stands in Slack."""

    where: str
    event: str
    key: str
    text: str


@dataclass
class FakeSlack(Slack):
    """Posts stand here. `answers` say what comes of the next posts; a callable among them is run before it posts, and dies or
    stalls. Those that are not sure stand all the same where `stands`."""

    answers: list[Sent | Callable[[], None]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    looked: list[tuple[str, float]] = field(default_factory=list)
    found: Sent | None = None
    stands: bool = True

    def post(self, channel: str, thread: str, message: Message, event: str, payload: dict[str, str]) -> Sent:
        """Post, as it was told."""
        assert not thread
        sent = self.answers.pop(0) if self.answers else POSTED
        if callable(sent):
            sent()
            sent = POSTED
        if sent.came is Came.POSTED or (sent.came is Came.UNSURE and self.stands):
            self.posts.append(Post(channel, event, payload["delivery"], message.text))
        if sent is DIES:
            raise Killed
        return sent

    def look(self, channel: str, since: float, event: str, payload: dict[str, str]) -> Sent | None:
        """Whether a post stands."""
        self.looked.append((channel, since))
        stands = any((p.where, p.event, p.key) == (channel, event, payload["delivery"]) for p in self.posts)
        return self.found or (Sent(Came.POSTED, ts="1.1") if stands else None)

    def digests(self) -> list[str]:
        """The keys of all digests that stand."""
        return [post.key for post in self.posts if post.event == DIGEST]

    def told(self) -> list[str]:
        """What makers were told."""
        return [post.text for post in self.posts if post.event == NOTICE]


class InPlace(Executor):
    """Runs everything at once, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run it."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass
class Town:
    """A clock with all that is around it."""

    base: KnowledgeBase
    database: Database
    at: float = NINE
    slack: FakeSlack = field(default_factory=FakeSlack)
    settings: Settings = field(default_factory=Settings)

    def now(self) -> float:
        """The time."""
        return self.at

    @property
    def kept(self) -> Subscriptions:
        """The digests."""
        return Subscriptions(self.database, self.now)

    def made(self, channel: str = "C1", schedule: Schedule = DAILY, topic: str = "", repeat: bool = False) -> Subscription:
        """A digest, of actions or of a topic, that was made an hour ago."""
        content = Content(Series.TOPIC, topic) if topic else Content(Series.ACTIONS)
        made = Subscriptions(self.database, lambda: self.at - HOUR).add(TEAM, channel, MAKER, schedule, content, repeat)
        assert made
        return made

    def clock(self, can_look: bool = True) -> Clock:
        """A process that has just started."""
        return Clock(self.base, self.settings, self.slack, Deliveries(self.database, self.now), can_look, self.now, InPlace())

    def tick(self, can_look: bool = True, after: float = 0.0) -> None:
        """Let a new process look once, after some seconds."""
        self.at += after
        self.clock(can_look).tick()

    def fates(self, digest: Subscription) -> list[tuple[Fate, str]]:
        """A digest's history, the latest first."""
        return [(line.fate, line.why) for line in self.kept.history(TEAM, digest.id, 99)]

    def is_busy(self) -> bool:
        """Whether anything is still to be settled."""
        waiting = select(deliveries.c.id).where(deliveries.c.state.in_(("pending", "sending")))
        with self.database.reading() as connection:
            return connection.execute(waiting).first() is not None

    def stands(self, digest: Subscription) -> tuple[State, str]:
        """How a digest stands."""
        found = self.kept.get(TEAM, digest.id)
        assert found
        return found.state, found.why


@pytest.fixture
def town(base: KnowledgeBase, tmp_path: Path) -> Iterator[Town]:
    """Nine o'clock, with an empty database."""
    database = open_database(f"sqlite:///{tmp_path}/clock.db")
    database.migrate()
    yield Town(base, database, slack=FakeSlack())
    database.close()


def die() -> None:
    """The process dies."""
    raise Killed


ANSWERS: list[Sent | Callable[[], None]] = [POSTED, POSTED, Sent(Came.WAIT, wait=30.0), UNSURE, DIES, die]


def test_what_is_due_is_posted_with_its_key(town: Town) -> None:
    digest = town.made()
    town.tick()
    (post,) = town.slack.posts
    assert (post.where, post.event, post.key) == ("C1", "digest_delivery", f"{digest.name}:{NINE:.0f}")
    assert "Actions: part 1 of 16." in post.text
    assert post.text.endswith("The next part comes on Wednesday 25 November 2026 at 09:00 UK time.")
    assert "late" not in post.text
    town.tick(after=10.0)
    assert len(town.slack.posts) == 1


def test_the_next_turn_comes_the_next_day(town: Town) -> None:
    town.made()
    for _ in range(3):
        town.tick()
        town.at += DAY
    assert [post.text.splitlines()[1] for post in town.slack.posts] == [f"Actions: part {n} of 16." for n in (1, 2, 3)]


@pytest.mark.no_cover  # it takes half the time unwatched
@pytest.mark.parametrize(
    ("change", "seed"), [(datetime(2026, 10, 25, 1, tzinfo=UTC), 0), (datetime(2027, 3, 28, 1, tzinfo=UTC), 1)]
)
def test_none_is_missed_and_none_posted_twice_in_the_fortnights_around_a_clock_change(
    town: Town, change: datetime, seed: int
) -> None:
    chance = random.Random(seed)
    start, end = change.timestamp() - 14 * DAY, change.timestamp() + 14 * DAY
    town.at = start + HOUR
    days = (Days(Every.DAY), Days(Every.WEEKDAY), Days(Every.NAMED, (0, 6)), Days(Every.FORTNIGHT, (6,)), Days(Every.MONTH))
    schedules = [
        Schedule(rule, at, "Europe/London", chance.choice([None, Division.ENGLAND]), datetime.fromtimestamp(start, UTC).date())
        for rule in days
        for at in (time(1, 30), time(2, 15), time(9))
    ]
    made = [town.made(f"C{n % 4}", schedule, repeat=True) for n, schedule in enumerate(schedules)]
    clock = town.clock()
    while town.at < end:
        town.slack.answers = chance.choices(ANSWERS, k=4)
        town.slack.stands = chance.random() < 0.5
        try:
            clock.tick()
        except Killed:
            clock = town.clock()
        if town.is_busy():
            town.at += chance.choice([1.2, 11.0, 61.0])
        else:  # nothing happens until the next is due; perhaps nobody looks then
            due = [digest.next_due or end for channel in range(4) for digest in town.kept.in_channel(TEAM, f"C{channel}")]
            town.at = max(town.at, min(due)) + chance.choice([0.0, 45.0, 3 * HOUR])
    town.slack.answers = []
    town.tick()
    while town.is_busy():
        town.tick(after=61.0)
    assert Counter(town.slack.digests()) == Counter(_expected(made, start, town.at))
    assert town.slack.looked


def _expected(made: list[Subscription], start: float, end: float) -> list[str]:
    """The keys of all that is due from one moment to another."""
    keys = []
    for digest in made:
        for moment in recurrence.due(digest.schedule, datetime.fromtimestamp(start, UTC)):
            if moment.timestamp() > end:
                break
            keys.append(f"{digest.name}:{moment.timestamp():.0f}")
    return keys


def test_a_restart_between_the_post_and_its_note_posts_nothing_again(town: Town) -> None:
    digest = town.made()
    town.slack.answers = [DIES]
    with pytest.raises(Killed):
        town.tick()
    town.tick(after=61.0)
    assert len(town.slack.digests()) == 1
    assert town.slack.looked == [("C1", NINE - 300.0)]
    assert town.fates(digest) == [(Fate.POSTED, "")]
    town.tick(after=DAY)
    assert "Actions: part 2 of 16." in town.slack.posts[-1].text


def test_an_uncertain_post_that_stands_is_not_posted_again_and_one_that_does_not_is(town: Town) -> None:
    town.made()
    town.slack.answers, town.slack.stands = [UNSURE, UNSURE], False
    town.tick()
    town.slack.stands = True
    for _ in range(3):
        town.tick(after=10.0)
    assert len(town.slack.digests()) == 1


@pytest.mark.parametrize("answer", [DIES, die, UNSURE])
def test_without_the_history_scopes_it_is_not_posted_again_and_its_maker_is_told_once(
    town: Town, answer: Sent | Callable[[], None]
) -> None:
    digest = town.made()
    town.slack.answers = [answer]
    try:
        town.tick(can_look=False)
    except Killed:
        town.at += 60.0
    for _ in range(4):
        town.tick(can_look=False, after=10.0)
    assert len(town.slack.digests()) <= 1
    assert town.fates(digest) == [(Fate.IN_DOUBT, "missing_scope")]
    (told,) = town.slack.told()
    assert told.startswith("Your digest d1 in <#C1> was due on Tuesday 24 November 2026 at 09:00 UK time.")
    assert town.slack.posts[-1].where == MAKER
    town.tick(can_look=False, after=DAY)
    assert "Actions: part 1 of 16." in town.slack.posts[-1].text


def test_where_the_channel_can_no_longer_be_looked_at_it_is_in_doubt(town: Town) -> None:
    digest = town.made()
    town.slack.answers, town.slack.found = [UNSURE], Sent(Came.REFUSED, "channel_not_found")
    town.tick()
    town.tick(after=10.0)
    assert town.fates(digest) == [(Fate.IN_DOUBT, "channel_not_found")]


def test_where_nobody_can_look_just_now_it_waits(town: Town) -> None:
    digest = town.made()
    town.slack.answers, town.slack.found = [UNSURE], Sent(Came.UNSURE)
    town.tick()
    for _ in range(3):
        town.tick(after=10.0)
    assert town.fates(digest) == [(Fate.SENDING, "")]
    town.slack.found = None
    town.tick(after=10.0)
    assert town.fates(digest) == [(Fate.POSTED, "")]


def test_slack_saying_wait_puts_a_channel_off_and_no_other(town: Town) -> None:
    town.made("C1")
    town.made("C2")
    town.slack.answers = [Sent(Came.WAIT, "ratelimited", wait=30.0)]
    town.tick()
    town.tick(after=29.0)
    assert [post.where for post in town.slack.posts] == ["C2"]
    town.tick(after=1.0)
    assert [post.where for post in town.slack.posts] == ["C2", "C1"]


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "not_in_channel", "account_inactive", "token_revoked"])
def test_refused_for_good_it_is_paused_and_its_maker_told_once(town: Town, code: str) -> None:
    digest = town.made()
    town.slack.answers = [Sent(Came.REFUSED, code)]
    for _ in range(4):
        town.tick(after=10.0)
    town.tick(after=DAY)
    assert town.stands(digest) == (State.PAUSED, code)
    assert town.slack.digests() == []
    (told,) = town.slack.told()
    assert "Once that is put right, write “/defra-digest resume d1”." in told
    town.kept.resume(TEAM, digest.id)
    town.tick(after=DAY)
    assert len(town.slack.digests()) == 1


def test_a_maker_hears_it_later_where_slack_takes_nothing_just_now(town: Town) -> None:
    town.made()
    town.slack.answers = [Sent(Came.REFUSED, "is_archived"), Sent(Came.WAIT, wait=5.0), Sent(Came.REFUSED, "token_revoked")]
    for seconds in (0.0, 1.0, 5.0, 3599.0):
        town.tick(after=seconds)
    assert town.slack.told() == []
    town.tick(after=1.0)
    town.tick(after=7200.0)
    assert len(town.slack.told()) == 1


def test_a_maker_who_cannot_be_told_is_logged(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.made()
    town.slack.answers = [Sent(Came.REFUSED, "is_archived"), Sent(Came.REFUSED, "user_not_found")]
    for _ in range(3):
        town.tick(after=1.0)
    assert "a digest's maker could not be told" in caplog.messages


def test_after_a_full_turn_it_ends_says_so_and_tells_its_maker(town: Town) -> None:
    digest = town.made(topic="Telephone triage process")
    town.tick()
    town.tick(after=DAY)
    assert town.slack.posts[0].text.endswith("This was the last part. The digest has ended.")
    assert len(town.slack.digests()) == 1
    assert town.stands(digest) == (State.ENDED, "")
    (told,) = town.slack.told()
    assert "has ended: it has posted all its parts (Topic Telephone triage process)" in told


def test_a_topic_that_the_report_no_longer_has_pauses_it(town: Town) -> None:
    digest = town.made(topic="Peat")
    town.tick()
    town.tick(after=1.0)
    assert town.stands(digest) == (State.PAUSED, "nothing")
    assert "the report has nothing to post for it" in town.slack.told()[0]


def test_late_it_says_so_and_later_than_six_hours_it_is_skipped_and_named_in_the_next(town: Town) -> None:
    digest = town.made()
    town.tick(after=DAY + 6 * HOUR)
    (post,) = town.slack.posts
    assert "This part is late: it was due on Wednesday 25 November 2026 at 09:00 UK time." in post.text
    assert "I skipped Tuesday 24 November 2026 at 09:00 UK time" in post.text
    assert town.fates(digest) == [(Fate.POSTED, ""), (Fate.SKIPPED, "late")]


def test_what_waited_too_long_for_its_channel_is_skipped(town: Town) -> None:
    digest = town.made()
    town.slack.answers = [Sent(Came.WAIT, wait=7 * HOUR)]
    town.tick()
    town.tick(after=7 * HOUR)
    assert town.fates(digest) == [(Fate.SKIPPED, "late")]


def test_one_that_was_paused_while_nobody_knew_whether_it_stands_is_not_posted(town: Town) -> None:
    digest = town.made()
    town.slack.answers, town.slack.stands = [UNSURE], False
    town.tick()
    town.kept.pause(TEAM, digest.id)
    town.tick(after=10.0)
    assert town.fates(digest) == [(Fate.SKIPPED, "paused")]
    assert town.slack.digests() == []


def test_one_that_was_paused_at_the_last_moment_is_not_posted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    digest, clock = town.made(), town.clock()
    monkeypatch.setattr(Deliveries, "begin", lambda self, due: False)
    clock.tick()
    assert town.slack.posts == []
    assert town.fates(digest) == [(Fate.PENDING, "")]


def test_a_stall_longer_than_the_lease_between_the_look_and_the_post_still_doubles(town: Town) -> None:
    """What docs/decisions/0006 does not promise, counted."""
    digest = town.made()

    def stall() -> None:
        town.tick(after=61.0)  # another process takes it over, doesn't find it, and posts it

    town.slack.answers = [stall]
    town.tick()
    assert len(town.slack.digests()) == 2
    assert town.fates(digest) == [(Fate.POSTED, "")]
    town.tick(after=DAY)
    assert "Actions: part 2 of 16." in town.slack.posts[-1].text


def test_with_digests_off_nothing_is_posted(town: Town) -> None:
    digest = town.made()
    town.settings = Settings(digests=False)
    town.tick()
    assert town.slack.posts == []
    assert town.fates(digest) == []


def test_what_breaks_is_logged_and_taken_up_again(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.made()
    with monkeypatch.context() as broken:
        broken.setattr(Deliveries, "posted", _break)
        town.tick()
    assert "a digest could not be looked after" in caplog.messages
    town.tick(after=61.0)
    assert len(town.slack.digests()) == 1


def _break(*_: object) -> None:
    raise OperationalError("", {}, Exception("gone"))


def test_what_is_old_is_forgotten_once_an_hour(town: Town) -> None:
    digest, clock = town.made(), town.clock()
    clock.tick()
    town.at += 401 * DAY
    town.kept.pause(TEAM, digest.id)
    clock.tick()
    assert town.fates(digest) == []


def running(town: Town, slack: Slack | None = None) -> Clock:
    """A clock with threads of its own."""
    return Clock(town.base, town.settings, slack or town.slack, Deliveries(town.database, town.now), True, town.now)


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened; a minute at the most."""
    pause = threading.Event()
    for _ in range(600):
        if happened():
            return
        pause.wait(0.1)
    raise AssertionError


def test_one_slow_channel_holds_up_nobody_else_and_is_finished_on_stop(town: Town) -> None:
    go_on, begun = threading.Event(), threading.Event()

    class Slow(FakeSlack):
        def post(self, channel: str, thread: str, message: Message, event: str, payload: dict[str, str]) -> Sent:
            if channel == "C0":
                begun.set()
                go_on.wait()
            return super().post(channel, thread, message, event, payload)

    for n in range(60):
        town.made(f"C{n}")
    slow = Slow()
    clock = running(town, slow)
    clock.start()
    wait_for(lambda: begun.is_set() and len(slow.posts) == 59)
    threading.Timer(0.2, go_on.set).start()
    clock.stop()
    assert Counter(post.where for post in slow.posts) == {f"C{n}": 1 for n in range(60)}


def test_what_was_claimed_and_not_begun_is_given_back_on_stop(town: Town) -> None:
    go_on, begun = threading.Event(), threading.Semaphore(0)

    class Slow(FakeSlack):
        def post(self, channel: str, thread: str, message: Message, event: str, payload: dict[str, str]) -> Sent:
            begun.release()
            go_on.wait()
            return super().post(channel, thread, message, event, payload)

    made = [town.made(f"C{n}") for n in range(30)]
    slow = Slow()
    clock = running(town, slow)
    clock.start()
    for _ in range(16):
        begun.acquire()
    threading.Timer(0.2, go_on.set).start()
    clock.stop()
    assert len(slow.posts) == 16
    town.tick()
    assert sorted(town.slack.digests() + slow.digests()) == sorted(f"{digest.name}:{NINE:.0f}" for digest in made)


def test_a_broken_store_is_logged_and_looked_at_again(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.made()
    clock, sound = running(town), Deliveries.plan
    faults = iter([True])
    monkeypatch.setattr(Deliveries, "plan", lambda self: _break() if next(faults, False) else sound(self))
    with caplog.at_level(logging.ERROR):
        clock.start()
        wait_for(town.slack.digests)
        clock.stop()
    assert "the digests could not be looked after" in caplog.messages


@pytest.fixture
def lab() -> Iterator[LabThread]:
    """A Slack in which the app may look into histories, two messages at a time."""
    with LabThread(scopes=("chat:write", "channels:history", "groups:history"), history_cap=2) as found:
        yield found


def test_a_digest_is_found_by_its_metadata_however_much_was_posted_since(lab: LabThread) -> None:
    slack = Slack(client(Settings(bot_token=BOT_TOKEN, api_url=f"{lab.url}/api/")))
    sent = [slack.post("C0GENERAL1", "", Message("digest", []), DIGEST, {"delivery": f"d{n}:1"}) for n in range(5)]
    since = float(sent[0].ts) - 1.0
    assert slack.look("C0GENERAL1", since, DIGEST, {"delivery": "d0:1"}) == sent[0]
    assert slack.look("C0GENERAL1", since, DIGEST, {"delivery": "d9:1"}) is None
    assert slack.look("C0GENERAL1", float(sent[2].ts), DIGEST, {"delivery": "d0:1"}) is None
    assert slack.look("C0GENERAL1", since, "answer", {"delivery": "d0:1"}) is None


def test_why_nobody_can_look_is_told(lab: LabThread) -> None:
    slack = Slack(client(Settings(bot_token=BOT_TOKEN, api_url=f"{lab.url}/api/")))
    assert slack.look("C0NOBOT003", 1.0, DIGEST, {}) == Sent(Came.REFUSED, "not_in_channel")
    dm = lab.lab.workspace.channels.dm("U0ALICE001")["id"]
    assert slack.look(dm, 1.0, DIGEST, {}) == Sent(Came.REFUSED, "missing_scope")
    lab.fault("conversations.history:429,retry_after=60")
    assert slack.look("C0GENERAL1", 1.0, DIGEST, {}) == Sent(Came.WAIT, "ratelimited", 60.0)
