"""levels by score or percentile

Revision: 3b7d90e2c4f1
Follows: 3c1b7e5d9f20
Made: 2026-11-22 19:30:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3b7d90e2c4f1"
down_revision = "3c1b7e5d9f20"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("categories") as categories:
        categories.add_column(
            sa.Column("levels_by", sa.String(10), nullable=False, server_default="rank")
        )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("categories") as categories:
        categories.drop_column("levels_by")
