"""orders of jurors

Revision: 6b1d8e3fa954
Follows: e8c41d9a7b20
Made: 2026-11-22 22:00:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "6b1d8e3fa954"
down_revision = "e8c41d9a7b20"
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
        rounds.drop_constraint(op.f("ck_rounds_mode"), type_="check")
        rounds.create_check_constraint(
            op.f("ck_rounds_mode"), "mode IN ('score', 'pass_fail', 'ranking')"
        )
    op.create_table(
        "juror_orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("head_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_id", sa.Uuid(), nullable=True),
        sa.Column("late_head_id", sa.Uuid(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('none', 'draft', 'submitted')", name=op.f("ck_juror_orders_status")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_juror_orders_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_juror_orders_category_id")
        ),
        sa.ForeignKeyConstraint(["juror_id"], ["jurors.id"], name=op.f("fk_juror_orders_juror_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_juror_orders")),
        sa.UniqueConstraint(
            "round_id", "category_id", "juror_id", name=op.f("uq_juror_orders_round_id")
        ),
    )
    op.create_index(op.f("ix_juror_orders_juror_id"), "juror_orders", ["juror_id"])
    op.create_table(
        "juror_order_revisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("branch", sa.String(8), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "branch IN ('head', 'diverged', 'late', 'refused')",
            name=op.f("ck_juror_order_revisions_branch"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted')", name=op.f("ck_juror_order_revisions_status")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["juror_orders.id"],
            name=op.f("fk_juror_order_revisions_order_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_juror_order_revisions")),
    )
    op.create_index(
        op.f("ix_juror_order_revisions_order_id"), "juror_order_revisions", ["order_id"]
    )


def downgrade() -> None:
    limit_time()
    op.drop_table("juror_order_revisions")
    op.drop_table("juror_orders")
    op.execute("UPDATE rounds SET mode = 'score' WHERE mode = 'ranking'")
    with op.batch_alter_table("rounds") as rounds:
        rounds.drop_constraint(op.f("ck_rounds_mode"), type_="check")
        rounds.create_check_constraint(op.f("ck_rounds_mode"), "mode IN ('score', 'pass_fail')")
