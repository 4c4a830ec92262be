"""returns to an earlier phase

Revision: d92d2ef864ce
Follows: 3c842c0f4497
Made: 2026-11-22 09:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "d92d2ef864ce"
down_revision = "3c842c0f4497"
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
        "reopenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("from_phase", sa.String(length=12), nullable=False),
        sa.Column("to_phase", sa.String(length=12), nullable=False),
        sa.Column("reason_ar", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=False),
        sa.Column("rulebook", sa.JSON(), nullable=True),
        sa.Column("rulebook_hash", sa.String(length=64), nullable=False),
        sa.Column("rulebook_frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'proposed') = (answered_at IS NULL)", name=op.f("ck_reopenings_answered")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined', 'cancelled', 'lapsed')",
            name=op.f("ck_reopenings_state"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_reopenings_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopenings")),
    )
    with op.batch_alter_table("reopenings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reopenings_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(
            "uq_reopenings_waiting",
            ["edition_id"],
            unique=True,
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("reopenings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reopenings_waiting",
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )
        batch_op.drop_index(batch_op.f("ix_reopenings_edition_id"))

    op.drop_table("reopenings")
