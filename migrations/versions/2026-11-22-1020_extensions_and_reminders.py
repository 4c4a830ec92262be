"""extensions and reminders

Revision: 8c3e57d1fa42
Follows: 7be4c05d21a9
Made: 2026-11-22 10:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "8c3e57d1fa42"
down_revision = "7be4c05d21a9"
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
        "extensions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(entry_id IS NULL) <> (organisation_id IS NULL)",
            name=op.f("ck_extensions_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_extensions_edition_id_editions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_extensions_entry_id_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_extensions_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    for column in ("edition_id", "entry_id", "organisation_id"):
        op.create_index(op.f(f"ix_extensions_{column}"), "extensions", [column])
    op.add_column("entries", sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "editions",
        sa.Column("reminder_hours", sa.JSON(), nullable=False, server_default="[168, 48, 6]"),
    )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("editions") as editions:
        editions.drop_column("reminder_hours")
    with op.batch_alter_table("entries") as entries:
        entries.drop_column("extended_at")
    op.drop_table("extensions")
