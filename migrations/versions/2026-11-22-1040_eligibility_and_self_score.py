"""eligibility and self score

Revision: 5f0c83b6e7d1
Follows: 8c3e57d1fa42
Made: 2026-11-22 10:40:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5f0c83b6e7d1"
down_revision = "8c3e57d1fa42"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def _below(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{parent}.id"],
        name=op.f(f"fk_{table}_{column}_{parent}"),
        ondelete="CASCADE",
    )


def upgrade() -> None:
    limit_time()
    op.create_table(
        "eligibility_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("blocks", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("label_ar", sa.String(length=300), nullable=False),
        sa.Column("label_en", sa.String(length=300), nullable=False),
        sa.Column("fail_ar", sa.Text(), nullable=False),
        sa.Column("fail_en", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('question', 'months', 'previous_winner', 'attachments', 'co_owners')",
            name=op.f("ck_eligibility_rules_kind"),
        ),
        _below("eligibility_rules", "edition_id", "editions"),
        _below("eligibility_rules", "category_id", "categories"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_rules")),
    )
    for column in ("edition_id", "category_id"):
        op.create_index(op.f(f"ix_eligibility_rules_{column}"), "eligibility_rules", [column])
    op.create_table(
        "eligibility_answers",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _below("eligibility_answers", "entry_id", "entries"),
        _below("eligibility_answers", "rule_id", "eligibility_rules"),
        sa.PrimaryKeyConstraint("entry_id", "rule_id", name=op.f("pk_eligibility_answers")),
    )
    op.create_table(
        "co_owners",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("name_ar", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("manager_name", sa.String(length=200), nullable=False),
        sa.Column("manager_title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'declined')", name=op.f("ck_co_owners_state")
        ),
        _below("co_owners", "entry_id", "entries"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_owners")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_co_owners_token_hash")),
    )
    op.create_index(op.f("ix_co_owners_entry_id"), "co_owners", ["entry_id"])
    op.create_table(
        "self_marks",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("points", sa.Numeric(precision=12, scale=3), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _below("self_marks", "entry_id", "entries"),
        sa.PrimaryKeyConstraint("entry_id", "criterion_id", name=op.f("pk_self_marks")),
    )
    op.add_column("submissions", sa.Column("eligibility", sa.JSON(), nullable=True))
    op.add_column("submissions", sa.Column("failing", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_submissions_failing"), "submissions", ["failing"])
    op.add_column(
        "rubrics", sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("rubrics") as rubrics:
        rubrics.drop_column("public")
    op.drop_index(op.f("ix_submissions_failing"), "submissions")
    with op.batch_alter_table("submissions") as submissions:
        submissions.drop_column("failing")
        submissions.drop_column("eligibility")
    for table in ("self_marks", "co_owners", "eligibility_answers", "eligibility_rules"):
        op.drop_table(table)
