"""entries moved

Revision: e8c41d9a7b20
Follows: 5d0c9b7e21f4
Made: 2026-11-22 19:45:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "e8c41d9a7b20"
down_revision = "5d0c9b7e21f4"
branch_labels = None
depends_on = None

BEFORE = "closed_reason IN ('', 'recused', 'suspended', 'given_back', 'removed')"
AFTER = "closed_reason IN ('', 'recused', 'suspended', 'given_back', 'removed', 'moved')"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("evaluations") as evaluations:
        evaluations.drop_constraint(op.f("ck_evaluations_closed_reason"), type_="check")
        evaluations.create_check_constraint(op.f("ck_evaluations_closed_reason"), AFTER)
    with op.batch_alter_table("submissions") as submissions:
        submissions.add_column(
            sa.Column("moved", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("submissions") as submissions:
        submissions.drop_column("moved")
    op.execute("UPDATE evaluations SET closed_reason = 'removed' WHERE closed_reason = 'moved'")
    with op.batch_alter_table("evaluations") as evaluations:
        evaluations.drop_constraint(op.f("ck_evaluations_closed_reason"), type_="check")
        evaluations.create_check_constraint(op.f("ck_evaluations_closed_reason"), BEFORE)
