"""The tables, defined once for SQLite and PostgreSQL. Moments are seconds since 1970, in UTC."""

from __future__ import annotations

from sqlalchemy import Column, Double, Index, Integer, MetaData, String, Table, Text

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
    Index("votes_by_time", "at"),
)
"""What people thought of answers."""
