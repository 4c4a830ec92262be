"""what a juror puts off, and their word that all is complete

Revision: 91b6d0c2f4e7
Follows: 3b7d90e2c4f1
Made: 2026-11-22 19:35:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "91b6d0c2f4e7"
down_revision = "3b7d90e2c4f1"
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
        "evaluations", sa.Column("later", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "completions",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_completions_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["jurors.id"], name=op.f("fk_completions_juror_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "juror_id", name=op.f("pk_completions")),
    )
    op.create_index(op.f("ix_completions_juror_id"), "completions", ["juror_id"])


def downgrade() -> None:
    limit_time()
    op.drop_table("completions")
    op.drop_column("evaluations", "later")
