"""late evaluations

Revision: 8f0e2c6b91d7
Follows: b60a148f086d
Made: 2026-11-22 18:35:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "8f0e2c6b91d7"
down_revision = "b60a148f086d"
branch_labels = None
depends_on = None

BRANCHES = "branch IN ('head', 'diverged', 'late')"
ALL_BRANCHES = "branch IN ('head', 'diverged', 'late', 'refused')"
STATES = "late_state IN ('draft', 'waiting', 'admitted', 'refused')"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.create_table(
        "late_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(length=6), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("word IN ('admit', 'refuse')", name=op.f("ck_late_decisions_word")),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined', 'withdrawn')",
            name=op.f("ck_late_decisions_state"),
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (answered_at IS NULL)", name=op.f("ck_late_decisions_answered")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_late_decisions_evaluation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_decisions")),
    )
    op.create_index(op.f("ix_late_decisions_evaluation_id"), "late_decisions", ["evaluation_id"])
    op.create_index(
        "uq_late_decisions_proposed",
        "late_decisions",
        ["evaluation_id"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )
    with op.batch_alter_table("evaluations") as evaluations:
        evaluations.add_column(sa.Column("late_state", sa.String(length=8), nullable=True))
        evaluations.add_column(sa.Column("late_decision_id", sa.Uuid(), nullable=True))
        evaluations.create_check_constraint(op.f("ck_evaluations_late_state"), STATES)
    op.execute(
        "UPDATE evaluations SET late_state = (SELECT CASE revisions.status "
        "WHEN 'submitted' THEN 'waiting' ELSE 'draft' END FROM revisions "
        "WHERE revisions.id = evaluations.late_head_id) WHERE late_head_id IS NOT NULL"
    )
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_constraint(op.f("ck_revisions_branch"), type_="check")
        revisions.create_check_constraint(op.f("ck_revisions_branch"), ALL_BRANCHES)


def downgrade() -> None:
    limit_time()
    op.execute("UPDATE revisions SET branch = 'diverged' WHERE branch = 'refused'")
    with op.batch_alter_table("revisions") as revisions:
        revisions.drop_constraint(op.f("ck_revisions_branch"), type_="check")
        revisions.create_check_constraint(op.f("ck_revisions_branch"), BRANCHES)
    with op.batch_alter_table("evaluations") as evaluations:
        evaluations.drop_constraint(op.f("ck_evaluations_late_state"), type_="check")
        evaluations.drop_column("late_decision_id")
        evaluations.drop_column("late_state")
    op.drop_table("late_decisions")
