"""when jurors are reminded before their round closes

Revision: 4be07d915ac2
Follows: 7b2d90c4e1aa
Made: 2026-11-22 14:50:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4be07d915ac2"
down_revision = "7b2d90c4e1aa"
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
        "rounds",
        sa.Column("reminder_hours", sa.JSON(), nullable=False, server_default="[168, 48, 24]"),
    )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("reminder_hours")
