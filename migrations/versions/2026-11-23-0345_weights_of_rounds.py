"""weights of rounds

Revision: c4e7b2a90d16
Follows: 5b0e7d3c91a6
Made: 2026-11-23 03:45:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c4e7b2a90d16"
down_revision = "5b0e7d3c91a6"
branch_labels = None
depends_on = None

RULE = "weight BETWEEN 0 AND 100 AND (weight = 0 OR mode <> 'pass_fail')"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("weight", sa.Integer(), nullable=False, server_default="0"))
        rounds.create_check_constraint(op.f("ck_rounds_weight"), RULE)
    with op.batch_alter_table("ranking_rows") as rows:
        rows.add_column(sa.Column("rounds", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("ranking_rows") as rows:
        rows.drop_column("rounds")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_constraint(op.f("ck_rounds_weight"), type_="check")
        rounds.drop_column("weight")
