"""bids

Revision: 7b2d90c4e1aa
Follows: 2b8e6d0f94a7
Made: 2026-11-22 14:40:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7b2d90c4e1aa"
down_revision = "2b8e6d0f94a7"
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
        rounds.add_column(sa.Column("bids_until", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "bids",
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("bid", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bid IN ('want', 'can', 'rather_not')", name=op.f("ck_bids_bid")),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["jurors.id"], name=op.f("fk_bids_juror_id_jurors"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_bids_entry_id_entries"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("juror_id", "entry_id", name=op.f("pk_bids")),
    )
    op.create_index(op.f("ix_bids_entry_id"), "bids", ["entry_id"])


def downgrade() -> None:
    limit_time()
    op.drop_table("bids")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_column("bids_until")
