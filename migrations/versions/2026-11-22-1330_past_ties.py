"""past ties

Revision: 5c1e8f27ab90
Follows: c6b1f2d8a0e4
Made: 2026-11-22 13:30:00+00:00
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "5c1e8f27ab90"
down_revision = "c6b1f2d8a0e4"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    ties = op.create_table(
        "past_ties",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("scope_kind", sa.String(length=16), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "scope_kind IN ('organisation', 'entry')", name=op.f("ck_past_ties_scope_kind")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_past_ties_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "scope_kind", "scope_id", name=op.f("pk_past_ties")),
    )
    remember_who_left(ties)


def remember_who_left(ties: sa.Table) -> None:
    """The record tells who left an agency or an entry before there was this table."""
    events = sa.table(
        "audit_events",
        sa.column("act", sa.String),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("subject_id", sa.Uuid),
        sa.column("facts", sa.JSON),
    )
    bind = op.get_bind()
    known = set(bind.scalars(sa.select(sa.column("id", sa.Uuid)).select_from(sa.table("users"))))
    left: dict[tuple[UUID | None, str, UUID | None], object] = {}
    for act, at, subject_id, facts in bind.execute(
        sa.select(events.c.act, events.c.at, events.c.subject_id, events.c.facts)
        .where(events.c.act.in_(("revoke_role", "remove_collaborator")))
        .order_by(events.c.at)
    ):
        told = (json.loads(facts) if isinstance(facts, str) else facts) or {}
        if act == "remove_collaborator":
            left[id_in(told, "user_id"), "entry", subject_id] = at
        elif (told.get("role"), told.get("scope_kind")) == ("entrant", "organisation"):
            left[subject_id, "organisation", id_in(told, "scope_id")] = at
    rows = [
        {"user_id": user_id, "scope_kind": kind, "scope_id": scope_id, "ended_at": at}
        for (user_id, kind, scope_id), at in left.items()
        if user_id in known and scope_id is not None
    ]
    if rows:
        op.bulk_insert(ties, rows)


def id_in(told: dict[str, Any], name: str) -> UUID | None:
    """An id that an act told of; None where it holds none: an old act stops no upgrade."""
    try:
        return UUID(str(told.get(name)))
    except ValueError:
        return None


def downgrade() -> None:
    limit_time()
    op.drop_table("past_ties")
