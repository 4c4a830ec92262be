"""a word on late work that newer late work has overtaken

Revision: e2f9a6c07d51
Follows: d5e8b21f46a9
Made: 2026-11-24 04:00:00+00:00
"""

from __future__ import annotations

from alembic import op

revision = "e2f9a6c07d51"
down_revision = "d5e8b21f46a9"
branch_labels = None
depends_on = None

STATES = "state IN ('proposed', 'confirmed', 'declined', 'withdrawn'{more})"


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def _allow(more: str) -> None:
    with op.batch_alter_table("late_decisions") as words:
        words.drop_constraint(op.f("ck_late_decisions_state"), type_="check")
        words.create_check_constraint(op.f("ck_late_decisions_state"), STATES.format(more=more))


def upgrade() -> None:
    limit_time()
    _allow(", 'overtaken'")
    # Those that newer work left standing, when it came.
    op.execute(
        "UPDATE late_decisions SET state = 'overtaken', answered_at = proposed_at "
        "WHERE state = 'proposed' AND NOT EXISTS (SELECT 1 FROM evaluations "
        "WHERE evaluations.late_decision_id = late_decisions.id)"
    )


def downgrade() -> None:
    limit_time()
    op.execute("UPDATE late_decisions SET state = 'withdrawn' WHERE state = 'overtaken'")
    _allow("")
