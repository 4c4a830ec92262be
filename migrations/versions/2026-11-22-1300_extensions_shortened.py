"""An extension may be shortened again.

Revision: c4a91e7d52b8
Follows: 7a3d90c4e815
Made: 2026-11-22 13:00:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c4a91e7d52b8"
down_revision = "7a3d90c4e815"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.add_column("extensions", sa.Column("before", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    limit_time()
    op.drop_column("extensions", "before")
