"""files in quarantine

Files kept until now were never looked into: they go into quarantine, and the first round of the
`uploads` chore queues a check of each.

Revision: 7be4c05d21a9
Follows: 4f6a1c90be37
Made: 2026-11-22 09:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7be4c05d21a9"
down_revision = "4f6a1c90be37"
branch_labels = None
depends_on = None

NEW_STATES = "state IN ('arriving', 'quarantined', 'clean', 'rejected', 'removed')"
OLD_STATES = "state IN ('arriving', 'kept', 'removed')"
# Name, type, what the rows that are there get (None: nothing).
COLUMNS = (
    ("length", sa.BigInteger(), None),
    ("expires_at", sa.DateTime(timezone=True), None),
    ("check_id", sa.Uuid(), None),
    ("checked_at", sa.DateTime(timezone=True), None),
    ("reason", sa.String(40), ""),
    ("facts", sa.JSON(), "{}"),
    ("correct_until", sa.DateTime(timezone=True), None),
    ("clean_sha256", sa.String(64), ""),
    ("clean_size", sa.BigInteger(), "0"),
    ("pages", sa.Integer(), None),
    ("seconds", sa.Integer(), None),
    ("previews", sa.JSON(), "[]"),
)


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def is_sqlite() -> bool:
    """Whether whole numbers have one size."""
    return op.get_context().dialect.name == "sqlite"


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
    if not is_sqlite():
        op.alter_column("fields", "max_bytes", type_=sa.BigInteger())
    with op.batch_alter_table("attachments") as files:
        files.drop_constraint(op.f("ck_attachments_state"), type_="check")
        files.alter_column("state", existing_type=sa.String(10), type_=sa.String(12))
        for name, kind, filled in COLUMNS:
            files.add_column(sa.Column(name, kind, nullable=filled is None, server_default=filled))
    op.execute("UPDATE attachments SET state = 'quarantined' WHERE state = 'kept'")
    with op.batch_alter_table("attachments") as files:
        for name, kind, filled in COLUMNS:
            if filled is not None:
                files.alter_column(name, existing_type=kind, server_default=None)
        files.create_check_constraint("state", NEW_STATES)
        files.create_index("ix_attachments_state", ["state"])


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("attachments") as files:
        files.drop_constraint(op.f("ck_attachments_state"), type_="check")
        files.drop_index("ix_attachments_state")
    op.execute(
        "UPDATE attachments SET state = 'kept' WHERE state IN ('quarantined', 'clean', 'rejected')"
    )
    with op.batch_alter_table("attachments") as files:
        for name, _, _ in COLUMNS:
            files.drop_column(name)
        files.alter_column("state", existing_type=sa.String(12), type_=sa.String(10))
        files.create_check_constraint("state", OLD_STATES)
    if not is_sqlite():
        op.alter_column("fields", "max_bytes", type_=sa.Integer())
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_column("not_before")
