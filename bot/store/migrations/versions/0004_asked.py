"""What was asked, of votes against an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add its column."""
    asked = sa.Column("asked", sa.Text, comment="only of votes against an answer, where the operator keeps questions")
    op.add_column("votes", asked)
