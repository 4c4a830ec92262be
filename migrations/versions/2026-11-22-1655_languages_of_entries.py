"""languages of entries

Revision: d52f8a31bae4
Follows: 7d31c0a5be42
Made: 2026-11-22 16:55:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "d52f8a31bae4"
down_revision = "7d31c0a5be42"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("entries") as entries:
        entries.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("entries") as entries:
        entries.drop_column("languages")
