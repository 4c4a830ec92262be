"""Rules on who must be among the jurors of each entry.

Revision: 71d40a6e93bc
Follows: 5c0d1be7a9f2
Made: 2026-11-22 12:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "71d40a6e93bc"
down_revision = "5c0d1be7a9f2"
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
        "panels", sa.Column("composition", sa.JSON(), nullable=False, server_default="{}")
    )
    with op.batch_alter_table("panels", schema=None) as batch_op:
        batch_op.alter_column("composition", server_default=None)


def downgrade() -> None:
    limit_time()
    op.drop_column("panels", "composition")
