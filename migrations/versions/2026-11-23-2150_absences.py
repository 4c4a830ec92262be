"""the absences of a member between their coming and their leaving

Revision: d5e8b21f46a9
Follows: c4d7a90e13b6
Made: 2026-11-23 21:50:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "d5e8b21f46a9"
down_revision = "c4d7a90e13b6"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.add_column(
        "meeting_attendance",
        sa.Column("away", sa.JSON(), server_default="[]", nullable=False),
    )


def downgrade() -> None:
    limit_time()
    op.drop_column("meeting_attendance", "away")
