"""resignations

Revision: 3f7a1c92d4e8
Follows: 6b1d8e3fa954
Made: 2026-11-22 22:35:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3f7a1c92d4e8"
down_revision = "6b1d8e3fa954"
branch_labels = None
depends_on = None

BEFORE = "state IN ('invited', 'accepted', 'declined', 'withdrawn')"
AFTER = "state IN ('invited', 'accepted', 'declined', 'withdrawn', 'resigned')"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("jurors") as jurors:
        jurors.drop_constraint(op.f("ck_jurors_state"), type_="check")
        jurors.create_check_constraint(op.f("ck_jurors_state"), AFTER)
        jurors.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    limit_time()
    op.execute("UPDATE jurors SET state = 'withdrawn' WHERE state = 'resigned'")
    with op.batch_alter_table("jurors") as jurors:
        jurors.drop_column("left_at")
        jurors.drop_constraint(op.f("ck_jurors_state"), type_="check")
        jurors.create_check_constraint(op.f("ck_jurors_state"), BEFORE)
