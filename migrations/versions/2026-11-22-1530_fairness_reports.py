"""fairness reports

Revision: e4c19a70d5b3
Follows: d02771314b5e
Made: 2026-11-22 15:30:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "e4c19a70d5b3"
down_revision = "d02771314b5e"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.create_table(
        "fairness_reports",
        sa.Column("ranking_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ranking_id"],
            ["rankings.id"],
            name=op.f("fk_fairness_reports_ranking_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ranking_id", name=op.f("pk_fairness_reports")),
    )


def downgrade() -> None:
    limit_time()
    op.drop_table("fairness_reports")
