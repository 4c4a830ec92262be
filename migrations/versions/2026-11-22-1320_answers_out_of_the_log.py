"""answers out of the log

What an entrant says to the questions of eligibility stood in the acts of saving it, drafts included.
`audit_events` is a plain table whose rows no hash covers, so the answers are taken out of it rather than
hidden by each of its readers; how many questions were answered stays, as it is written now.

Revision: c6b1f2d8a0e4
Follows: c3f1a9e7d402
Made: 2026-11-22 13:20:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c6b1f2d8a0e4"
down_revision = "c3f1a9e7d402"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    connection = op.get_bind()
    events = sa.table(
        "audit_events", sa.column("id"), sa.column("act"), sa.column("facts", sa.JSON)
    )
    rows = connection.execute(
        sa.select(events.c.id, events.c.facts).where(events.c.act == "save_eligibility")
    ).all()
    told = [
        {
            "key": key,
            "kept": {name: fact for name, fact in facts.items() if name != "answers"}
            | {"questions": len(facts["answers"])},
        }
        for key, facts in rows
        if "answers" in facts
    ]
    if told:
        connection.execute(
            events.update()
            .where(events.c.id == sa.bindparam("key"))
            .values(facts=sa.bindparam("kept", type_=sa.JSON)),
            told,
        )


def downgrade() -> None:
    """What was taken out does not come back."""
