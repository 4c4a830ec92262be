"""imported entries

Revision: 5c0d1be7a9f2
Follows: 8f21c6a0b3d7
Made: 2026-11-22 11:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5c0d1be7a9f2"
down_revision = "8f21c6a0b3d7"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.add_column("entries", sa.Column("import_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_entries_import_id"), "entries", ["import_id"], unique=False)


def downgrade() -> None:
    limit_time()
    op.drop_index(op.f("ix_entries_import_id"), table_name="entries")
    op.drop_column("entries", "import_id")
