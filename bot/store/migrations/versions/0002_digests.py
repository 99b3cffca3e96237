"""Digests, their deliveries, and the channels' lanes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of digests."""
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("maker", sa.String(32), nullable=False),
        sa.Column("series", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(128), nullable=False),
        sa.Column("schedule", sa.Text, nullable=False),
        sa.Column("repeat", sa.Boolean, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("next_due", sa.Double),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("paused_until", sa.String(10)),
        sa.Column("why", sa.String(64)),
        sa.Column("made", sa.Double, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("subscriptions_by_due", "subscriptions", ["next_due"])
    op.create_index("subscriptions_by_channel", "subscriptions", ["team", "channel"])
    op.create_index("subscriptions_by_maker", "subscriptions", ["team", "maker"])
    _deliveries()
    op.create_table(
        "lanes",
        sa.Column("lane", sa.String(80), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("free", sa.Double, nullable=False),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("subscription", sa.Integer, nullable=False),
        sa.Column("due", sa.Double, nullable=False),
        sa.Column("lane", sa.String(80), nullable=False),
        sa.Column("turn", sa.Integer),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("lease", sa.Double, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_try", sa.Double),
        sa.Column("ts", sa.String(32)),
        sa.Column("late", sa.Double),
        sa.Column("why", sa.String(64)),
        sa.Column("tell", sa.String(16)),
        sa.Column("tell_at", sa.Double),
        sa.UniqueConstraint("subscription", "due", name="deliveries_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("deliveries_by_state", "deliveries", ["state", "lease"])
    op.create_index("deliveries_by_lane", "deliveries", ["lane", "state"])
    op.create_index("deliveries_to_tell", "deliveries", ["tell_at"])
    op.create_index("deliveries_by_due", "deliveries", ["due"])
