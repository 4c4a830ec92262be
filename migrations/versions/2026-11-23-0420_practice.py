"""practice before judging

Revision: e27c40b19d58
Follows: c4e7b2a90d16
Made: 2026-11-23 04:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "e27c40b19d58"
down_revision = "c4e7b2a90d16"
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
        "practices",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("title_ar", sa.String(300), nullable=False),
        sa.Column("title_en", sa.String(300), nullable=False),
        sa.Column("body_ar", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("demand", sa.String(8), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("total", sa.Text(), nullable=False),
        sa.Column("put_by", sa.Uuid(), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("demand IN ('offered', 'required')", name=op.f("ck_practices_demand")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_practices_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_practices_category_id")
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_practices")),
    )
    op.create_table(
        "practice_works",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("juror_id", sa.Uuid(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("total", sa.Text(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (total IS NULL)", name=op.f("ck_practice_works_submitted")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["practices.round_id"],
            name=op.f("fk_practice_works_round_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["juror_id"],
            ["jurors.id"],
            name=op.f("fk_practice_works_juror_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "juror_id", name=op.f("pk_practice_works")),
    )
    op.create_index(op.f("ix_practice_works_juror_id"), "practice_works", ["juror_id"])


def downgrade() -> None:
    limit_time()
    op.drop_table("practice_works")
    op.drop_table("practices")
