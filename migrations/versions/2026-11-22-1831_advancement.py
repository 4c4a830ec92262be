"""advancement

Revision: b60a148f086d
Follows: d52f8a31bae4
Made: 2026-11-22 18:31:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b60a148f086d"
down_revision = "d52f8a31bae4"
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
        "advancements",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("ranking_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by", sa.Uuid(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(applied_at IS NULL) = (entries = 0)", name=op.f("ck_advancements_applied")
        ),
        sa.ForeignKeyConstraint(
            ["ranking_id"], ["rankings.id"], name=op.f("fk_advancements_ranking_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_advancements_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_advancements")),
    )
    with op.batch_alter_table("advancements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_advancements_ranking_id"), ["ranking_id"], unique=False
        )

    op.create_table(
        "advanced_entries",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_advanced_entries_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["advancements.round_id"],
            name=op.f("fk_advanced_entries_round_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "entry_id", name=op.f("pk_advanced_entries")),
    )
    with op.batch_alter_table("advanced_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_advanced_entries_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "advancement_hands",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_advancement_hands_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["advancements.round_id"],
            name=op.f("fk_advancement_hands_round_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "entry_id", name=op.f("pk_advancement_hands")),
    )
    op.create_table(
        "advancement_rules",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.String(length=20), nullable=False),
        sa.Column("ties", sa.String(length=4), nullable=False),
        sa.Column("cut", sa.Integer(), nullable=False),
        sa.Column("tied", sa.Integer(), nullable=True),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("spread", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_advancement_rules_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["advancements.round_id"],
            name=op.f("fk_advancement_rules_round_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "category_id", name=op.f("pk_advancement_rules")),
    )


def downgrade() -> None:
    limit_time()
    op.drop_table("advancement_rules")
    op.drop_table("advancement_hands")
    with op.batch_alter_table("advanced_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advanced_entries_entry_id"))

    op.drop_table("advanced_entries")
    with op.batch_alter_table("advancements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advancements_ranking_id"))

    op.drop_table("advancements")
