"""minute of results

Revision: 1d7be2a94c60
Follows: 5f0c83b6e7d1
Made: 2026-11-22 10:30:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1d7be2a94c60"
down_revision = "5f0c83b6e7d1"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.add_column("editions", sa.Column("results_from", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE editions SET results_from = (SELECT publications.visible_from FROM publications"
        " WHERE publications.edition_id = editions.id)"
    )


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("editions") as editions:
        editions.drop_column("results_from")
