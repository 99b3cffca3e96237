"""The tables, defined once for SQLite and PostgreSQL. Moments are seconds since 1970, in UTC."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()
BEGINS_WITH_TEAM = {"begins_with": "team"}
"""Marks a column whose values begin with a workspace's id and a colon, in tables without one for it: its rows go with it."""

inbox = Table(
    "inbox",
    metadata,
    Column("key", String(255), primary_key=True, info=BEGINS_WITH_TEAM),
    Column("state", String(16), nullable=False),
    Column("place", Text, comment="where and whom to answer, as JSON; empty once it is answered"),
    Column("question", Text, comment="empty once it is answered, and after 15 minutes"),
    Column("arrived", Double, nullable=False),
    Column("lease", Double, nullable=False, comment="until when its owner alone works on it"),
    Column("owner", String(64), nullable=False),
    Column("attempts", Integer, nullable=False),
    Index("inbox_by_state", "state", "lease"),
    Index("inbox_by_arrival", "arrived"),
)
"""Posts to be answered, by (team, channel, ts), and the keys of all that was seen."""

threads = Table(
    "threads",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread", String(32), primary_key=True),
    Column("person", String(32), nullable=False),
    Column("frame", Text, nullable=False, comment="what the last question asked for, as JSON; never its text"),
    Column("at", Double, nullable=False),
    Index("threads_by_time", "at"),
)
"""What each thread leans on: the frame of its last question."""

silences = Table(
    "silences",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("at", Double, nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("reason", String(32)),
    Column("topic", String(64)),
    Column("question", Text, comment="only where the operator keeps questions"),
    Index("silences_by_time", "at"),
)
"""Questions that went unanswered."""

votes = Table(
    "votes",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("answer", String(64), primary_key=True, comment="channel and time of the message voted on"),
    Column("verdict", String(8), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("topic", String(64)),
    Column("at", Double, nullable=False),
    Column("expected", Text, comment="only where the operator keeps questions"),
    Column("asked", Text, comment="only of votes against an answer, where the operator keeps questions"),
    Index("votes_by_time", "at"),
)
"""What people thought of answers."""

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("maker", String(32), nullable=False, comment="who is told what becomes of it"),
    Column("series", String(16), nullable=False),
    Column("topic", String(128), nullable=False),
    Column("schedule", Text, nullable=False, comment="days, local time, zone, holidays and anchor, as JSON"),
    Column("repeat", Boolean, nullable=False),
    Column("turn", Integer, nullable=False, comment="the next one, from 0; moves on only when it was posted"),
    Column("next_due", Double, comment="when it is to be planned next; empty where it isn't"),
    Column("state", String(16), nullable=False),
    Column("paused_until", String(10), comment="a date in its zone"),
    Column("why", String(64), comment="why it was paused, where no person did it"),
    Column("made", Double, nullable=False),
    Index("subscriptions_by_due", "next_due"),
    Index("subscriptions_by_channel", "team", "channel"),
    Index("subscriptions_by_maker", "team", "maker"),
    sqlite_autoincrement=True,  # a digest's number is never given to another
)
"""Digests: what is posted where and when."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subscription", Integer, nullable=False),
    Column("due", Double, nullable=False),
    Column("lane", String(80), nullable=False, info=BEGINS_WITH_TEAM, comment="team and channel, as in lanes"),
    Column("turn", Integer, comment="fixed when it is first taken up"),
    Column("state", String(16), nullable=False),
    Column("lease", Double, nullable=False, comment="until when its owner alone works on it"),
    Column("owner", String(64), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("first_try", Double, comment="when it may first have been posted"),
    Column("ts", String(32), comment="where it stands"),
    Column("late", Double, comment="seconds after it was due"),
    Column("why", String(64), comment="why it was not posted"),
    Column("tell", String(16), comment="what its digest's maker hears of it"),
    Column("tell_at", Double, comment="from when on its maker is to be told; empty once that was tried"),
    UniqueConstraint("subscription", "due", name="deliveries_once"),
    Index("deliveries_by_state", "state", "lease"),
    Index("deliveries_by_lane", "lane", "state"),
    Index("deliveries_to_tell", "tell_at"),
    Index("deliveries_by_due", "due"),
    sqlite_autoincrement=True,
)
"""Each posting of a digest, once: the key is the digest and the moment when it was due."""

lanes = Table(
    "lanes",
    metadata,
    Column("lane", String(80), primary_key=True, info=BEGINS_WITH_TEAM),
    Column("owner", String(64), nullable=False),
    Column("free", Double, nullable=False, comment="when the next post may begin"),
)
"""Channels with digests: one post at a time in each, and none while Slack says to wait."""
