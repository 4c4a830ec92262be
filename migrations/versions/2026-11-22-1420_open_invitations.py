"""invitations that may no longer be made are taken back

Revision: 2b8e6d0f94a7
Follows: 9d27f4b1c6e3
Made: 2026-11-22 14:20:00+00:00
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2b8e6d0f94a7"
down_revision = "9d27f4b1c6e3"
branch_labels = None
depends_on = None

GRANTS = sa.table(
    "grants",
    sa.column("user_id", sa.Uuid),
    sa.column("role", sa.String),
    sa.column("scope_kind", sa.String),
    sa.column("scope_id", sa.Uuid),
)
ENTRIES = sa.table(
    "entries",
    sa.column("id", sa.Uuid),
    sa.column("owner_id", sa.Uuid),
    sa.column("organisation_id", sa.Uuid),
)


def invitations(name: str, *columns: sa.Column[Any]) -> sa.TableClause:
    return sa.table(
        name,
        *columns,
        sa.column("invited_by", sa.Uuid),
        sa.column("accepted_at", sa.DateTime(timezone=True)),
        sa.column("revoked_at", sa.DateTime(timezone=True)),
    )


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    """Approvers and auditors are named by the administrator, an entry's people by its own."""
    limit_time()
    now = datetime.now(UTC)
    staff = invitations("invitations", sa.column("role", sa.String))
    administers = sa.exists().where(
        GRANTS.c.user_id == staff.c.invited_by,
        GRANTS.c.role == "admin",
        GRANTS.c.scope_kind == "instance",
    )
    op.execute(
        staff.update()
        .where(staff.c.role.in_(("approver", "auditor")), is_open(staff), ~administers)
        .values(revoked_at=now)
    )
    guests = invitations("entry_invitations", sa.column("entry_id", sa.Uuid))
    own = sa.exists().where(
        ENTRIES.c.id == guests.c.entry_id,
        sa.or_(
            ENTRIES.c.owner_id == guests.c.invited_by,
            sa.exists()
            .where(
                GRANTS.c.user_id == guests.c.invited_by,
                GRANTS.c.role == "entrant",
                GRANTS.c.scope_kind == "organisation",
                GRANTS.c.scope_id == ENTRIES.c.organisation_id,
            )
            .correlate(ENTRIES, guests),
        ),
    )
    op.execute(guests.update().where(is_open(guests), ~own).values(revoked_at=now))


def is_open(table: sa.TableClause) -> sa.ColumnElement[bool]:
    """Sent by a person, and neither accepted nor taken back."""
    return sa.and_(
        table.c.invited_by.is_not(None),
        table.c.accepted_at.is_(None),
        table.c.revoked_at.is_(None),
    )


def downgrade() -> None:
    """What was taken back stays so: whoever may invites again."""
