"""which entries an extension moved

Revision: 9d27f4b1c6e3
Follows: 5c1e8f27ab90
Made: 2026-11-22 14:10:00+00:00
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "9d27f4b1c6e3"
down_revision = "5c1e8f27ab90"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    moved = op.create_table(
        "extended_entries",
        sa.Column("extension_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_extended_entries_entry_id_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["extension_id"],
            ["extensions.id"],
            name=op.f("fk_extended_entries_extension_id_extensions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("extension_id", "entry_id", name=op.f("pk_extended_entries")),
    )
    op.create_index(op.f("ix_extended_entries_entry_id"), "extended_entries", ["entry_id"])
    remember_what_moved(moved)


def remember_what_moved(moved: sa.Table) -> None:
    """The record tells by its numbers which entries each extension moved before there was this table."""
    extensions = sa.table(
        "extensions",
        sa.column("id", sa.Uuid),
        sa.column("edition_id", sa.Uuid),
        sa.column("entry_id", sa.Uuid),
        sa.column("organisation_id", sa.Uuid),
        sa.column("until", sa.DateTime(timezone=True)),
        sa.column("granted_at", sa.DateTime(timezone=True)),
    )
    entries = sa.table(
        "entries",
        sa.column("id", sa.Uuid),
        sa.column("edition_id", sa.Uuid),
        sa.column("number", sa.Integer),
    )
    events = sa.table(
        "audit_events",
        sa.column("act", sa.String),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("subject_id", sa.Uuid),
        sa.column("edition_id", sa.Uuid),
        sa.column("facts", sa.JSON),
    )
    bind = op.get_bind()
    told: dict[Any, list[int]] = {}
    for at, subject_id, edition_id, facts in bind.execute(
        sa.select(events.c.at, events.c.subject_id, events.c.edition_id, events.c.facts).where(
            events.c.act.in_(("extend_deadline", "shorten_extension"))
        )
    ):
        read = json.loads(facts) if isinstance(facts, str) else facts
        if isinstance(read, dict) and isinstance(read.get("entries"), list):
            told[at, subject_id, edition_id] = read["entries"]
    if not told:
        return
    ids = {
        (row.edition_id, row.number): row.id
        for row in bind.execute(
            sa.select(entries.c.edition_id, entries.c.number, entries.c.id).where(
                entries.c.edition_id.in_(sa.select(extensions.c.edition_id))
            )
        )
    }
    standing: dict[UUID, Any] = {}
    rows = []
    for one in bind.execute(sa.select(extensions).order_by(extensions.c.granted_at)):
        numbers = told.get(
            (one.granted_at, one.entry_id or one.organisation_id, one.edition_id), ()
        )
        for entry_id in {ids.get((one.edition_id, number)) for number in numbers} - {None}:
            rows.append(
                {"extension_id": one.id, "entry_id": entry_id, "before": standing.get(entry_id)}
            )
            standing[entry_id] = one.until
    if rows:
        op.bulk_insert(moved, rows)


def downgrade() -> None:
    limit_time()
    op.drop_table("extended_entries")
