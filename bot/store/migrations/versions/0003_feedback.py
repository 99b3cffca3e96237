"""What people thought of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of votes."""
    op.create_table(
        "votes",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(32), primary_key=True),
        sa.Column("answer", sa.String(64), primary_key=True),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(64)),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("expected", sa.Text),
    )
    op.create_index("votes_by_time", "votes", ["at"])
