"""comments of criteria

Revision: a91d4c7e25b3
Follows: 3f7a1c92d4e8
Made: 2026-11-22 22:45:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a91d4c7e25b3"
down_revision = "3f7a1c92d4e8"
branch_labels = None
depends_on = None

RULE = "comment IN ('none', 'optional', 'required', 'extremes')"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    with op.batch_alter_table("criteria") as criteria:
        criteria.add_column(
            sa.Column("comment", sa.String(10), nullable=False, server_default="optional")
        )
        criteria.create_check_constraint(op.f("ck_criteria_comment"), RULE)


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("criteria") as criteria:
        criteria.drop_constraint(op.f("ck_criteria_comment"), type_="check")
        criteria.drop_column("comment")
