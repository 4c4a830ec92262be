"""whether a withdrawn juror was told why

Revision: c4d7a90e13b6
Follows: b81f6c5d2e47
Made: 2026-11-23 14:55:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c4d7a90e13b6"
down_revision = "b81f6c5d2e47"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.add_column(
        "jurors",
        sa.Column("reason_told", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    # Who was written to knows the reason; of all others it was written for the staff.
    op.execute(
        "UPDATE jurors SET reason_told = true WHERE state = 'withdrawn' AND EXISTS ("
        "SELECT 1 FROM outbox WHERE outbox.template = 'jury_withdrawn'"
        " AND outbox.edition_id = jurors.edition_id AND outbox.created_at >= jurors.left_at"
        " AND (outbox.user_id = jurors.user_id OR outbox.to_email = jurors.email))"
    )


def downgrade() -> None:
    limit_time()
    op.drop_column("jurors", "reason_told")
