"""The inbox, what threads lean on, and what went unanswered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "inbox",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("place", sa.Text, comment="where and whom to answer, as JSON; empty once it is answered"),
        sa.Column("question", sa.Text, comment="empty once it is answered, and after 15 minutes"),
        sa.Column("arrived", sa.Double, nullable=False),
        sa.Column("lease", sa.Double, nullable=False, comment="until when its owner alone works on it"),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
    )
    op.create_index("inbox_by_state", "inbox", ["state", "lease"])
    op.create_index("inbox_by_arrival", "inbox", ["arrived"])
    op.create_table(
        "threads",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("thread", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("frame", sa.Text, nullable=False, comment="what the last question asked for, as JSON; never its text"),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_index("threads_by_time", "threads", ["at"])
    op.create_table(
        "silences",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("topic", sa.String(64)),
        sa.Column("question", sa.Text, comment="only where the operator keeps questions"),
    )
    op.create_index("silences_by_time", "silences", ["at"])
