"""screening desk

Revision: 3edda7f4475d
Follows: 1d7be2a94c60
Made: 2026-11-22 10:50:00+00:00
"""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "3edda7f4475d"
down_revision = "1d7be2a94c60"
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
        "checklist_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text_ar", sa.String(length=300), nullable=False),
        sa.Column("text_en", sa.String(length=300), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_checklist_items_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_items")),
    )
    op.create_index(
        op.f("ix_checklist_items_edition_id"), "checklist_items", ["edition_id"], unique=False
    )

    op.create_table(
        "duplicate_scans",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_duplicate_scans_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_duplicate_scans")),
    )
    op.create_table(
        "screening_settings",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("two_persons", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_screening_settings_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_screening_settings")),
    )
    op.create_table(
        "checklist_ticks",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("ticked_by", sa.Uuid(), nullable=True),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_checklist_ticks_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["checklist_items.id"],
            name=op.f("fk_checklist_ticks_item_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "item_id", name=op.f("pk_checklist_ticks")),
    )
    op.create_table(
        "duplicate_pairs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_by", sa.Uuid(), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
            name=op.f("fk_duplicate_pairs_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["entries.id"],
            name=op.f("fk_duplicate_pairs_first_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["entries.id"],
            name=op.f("fk_duplicate_pairs_second_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pairs")),
    )
    op.create_index(
        op.f("ix_duplicate_pairs_edition_id"), "duplicate_pairs", ["edition_id"], unique=False
    )
    op.create_index(
        op.f("ix_duplicate_pairs_second_id"), "duplicate_pairs", ["second_id"], unique=False
    )
    op.create_index(
        "uq_duplicate_pairs_pair", "duplicate_pairs", ["first_id", "second_id"], unique=True
    )

    op.create_table(
        "screening_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("parts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('eligible', 'ineligible', 'returned')",
            name=op.f("ck_screening_decisions_decision"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'made', 'confirmed', 'declined', 'withdrawn', 'overtaken')",
            name=op.f("ck_screening_decisions_state"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_screening_decisions_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_decisions")),
    )
    op.create_index(
        op.f("ix_screening_decisions_entry_id_screening_decisions_proposed_at"),
        "screening_decisions",
        ["entry_id", "proposed_at"],
        unique=False,
    )
    op.create_index(
        "uq_screening_decisions_proposed",
        "screening_decisions",
        ["entry_id"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )

    op.create_table(
        "screening_messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_screening_messages_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_messages")),
    )
    op.create_index(
        op.f("ix_screening_messages_entry_id_screening_messages_sent_at"),
        "screening_messages",
        ["entry_id", "sent_at"],
        unique=False,
    )

    op.create_table(
        "screening_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_screening_notes_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_notes")),
    )
    op.create_index(
        op.f("ix_screening_notes_entry_id_screening_notes_written_at"),
        "screening_notes",
        ["entry_id", "written_at"],
        unique=False,
    )

    op.add_column("entries", sa.Column("return_parts", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("entries", sa.Column("screener_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_entries_screener_id"), "entries", ["screener_id"])
    keep_returns()


def keep_returns() -> None:
    """Entries that wait for their people: the return is a decision, so that its answer is noted."""
    entries = sa.table(
        "entries",
        *(sa.column(name, sa.Uuid()) for name in ("id", "decided_by", "submission_id")),
        sa.column("state", sa.String()),
        sa.column("state_reason", sa.Text()),
        sa.column("decided_at", sa.DateTime(timezone=True)),
        sa.column("return_until", sa.DateTime(timezone=True)),
    )
    decisions = sa.table(
        "screening_decisions",
        *(
            sa.column(name, sa.Uuid())
            for name in ("id", "entry_id", "proposed_by", "submission_id")
        ),
        *(sa.column(name, sa.Text()) for name in ("decision", "reason", "state", "answer")),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("until", "proposed_at")),
    )
    rows = op.get_bind().execute(
        sa.select(entries).where(entries.c.state == "returned", entries.c.decided_at.is_not(None))
    )
    made = [
        {
            "id": uuid4(),
            "entry_id": row.id,
            "decision": "returned",
            "reason": row.state_reason,
            "until": row.return_until,
            "state": "made",
            "answer": "",
            "proposed_by": row.decided_by,
            "proposed_at": row.decided_at,
            "submission_id": row.submission_id,
        }
        for row in rows
    ]
    if made:
        op.bulk_insert(decisions, made)


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entries_screener_id"))
        batch_op.drop_column("screener_id")
        batch_op.drop_column("return_parts")

    op.drop_table("screening_notes")
    op.drop_table("screening_messages")
    op.drop_table("screening_decisions")
    op.drop_table("duplicate_pairs")
    op.drop_table("checklist_ticks")
    op.drop_table("screening_settings")
    op.drop_table("duplicate_scans")
    op.drop_table("checklist_items")
