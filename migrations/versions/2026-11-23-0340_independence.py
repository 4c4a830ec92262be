"""when jurors read colleagues' scores

Revision: 5b0e7d3c91a6
Follows: a91d4c7e25b3
Made: 2026-11-23 03:40:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5b0e7d3c91a6"
down_revision = "a91d4c7e25b3"
branch_labels = None
depends_on = None

RULE = "independence IN ('after_close', 'after_own')"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(
            sa.Column("independence", sa.String(11), nullable=False, server_default="after_close")
        )
        rounds.create_check_constraint(op.f("ck_rounds_independence"), RULE)
    op.add_column("evaluations", sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    limit_time()
    op.drop_column("evaluations", "locked_at")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_constraint(op.f("ck_rounds_independence"), type_="check")
        rounds.drop_column("independence")
