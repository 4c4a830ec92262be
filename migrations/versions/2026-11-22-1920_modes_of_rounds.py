"""modes of rounds

Revision: 3c1b7e5d9f20
Follows: 857e29a6c17a
Made: 2026-11-22 19:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3c1b7e5d9f20"
down_revision = "857e29a6c17a"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("rounds") as rounds:
        rounds.add_column(sa.Column("mode", sa.String(9), nullable=False, server_default="score"))
        rounds.add_column(
            sa.Column("consensus", sa.String(8), nullable=False, server_default="majority")
        )
        rounds.add_column(sa.Column("passes", sa.Integer(), nullable=False, server_default="0"))
        rounds.create_check_constraint(op.f("ck_rounds_mode"), "mode IN ('score', 'pass_fail')")
        rounds.create_check_constraint(
            op.f("ck_rounds_consensus"), "consensus IN ('majority', 'all', 'at_least')"
        )
    op.create_table(
        "pass_decisions",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_pass_decisions_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_pass_decisions_round_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "entry_id", name=op.f("pk_pass_decisions")),
    )


def downgrade() -> None:
    limit_time()
    op.drop_table("pass_decisions")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_constraint(op.f("ck_rounds_mode"), type_="check")
        rounds.drop_constraint(op.f("ck_rounds_consensus"), type_="check")
        rounds.drop_column("passes")
        rounds.drop_column("consensus")
        rounds.drop_column("mode")
