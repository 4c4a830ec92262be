"""whether agreement is read while a round runs

Revision: 7b3f5c0a91de
Follows: c41e7f20a9d3
Made: 2026-11-22 16:45:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7b3f5c0a91de"
down_revision = "c41e7f20a9d3"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("editions") as batch:
        batch.add_column(
            sa.Column("live_agreement", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("editions") as batch:
        batch.drop_column("live_agreement")
