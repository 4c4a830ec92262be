"""signed statements of jurors are kept

Revision: b81f6c5d2e47
Follows: e27c40b19d58
Made: 2026-11-23 14:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b81f6c5d2e47"
down_revision = "e27c40b19d58"
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
        "signed_statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("statement_hash", sa.String(64), nullable=False),
        sa.Column("signed_name", sa.String(200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["juror_id"],
            ["jurors.id"],
            name=op.f("fk_signed_statements_juror_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_statements")),
    )
    op.create_index(op.f("ix_signed_statements_juror_id"), "signed_statements", ["juror_id"])
    # What stands is kept under the juror's own id: each had signed once.
    op.execute(
        "INSERT INTO signed_statements"
        " (id, juror_id, statement, statement_hash, signed_name, signed_at)"
        " SELECT id, id, statement, statement_hash, signed_name, answered_at FROM jurors"
        " WHERE statement_hash <> '' AND answered_at IS NOT NULL"
    )


def downgrade() -> None:
    limit_time()
    op.drop_table("signed_statements")
