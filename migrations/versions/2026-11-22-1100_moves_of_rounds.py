"""Moves of judging rounds, told apart from moves of the entrants' deadline.

Revision: 5b7c90d2e1f4
Follows: 3edda7f4475d
Made: 2026-11-22 11:00:00+00:00
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "5b7c90d2e1f4"
down_revision = "3edda7f4475d"
branch_labels = None
depends_on = None

# How a move of a round was written before: in the kind of the entrants' deadline.
ARABIC: Final = "موعد إغلاق "
ENGLISH: Final = "Closing of "

CHANGES: Final = sa.table(
    "call_changes",
    *(sa.column(name, sa.Uuid()) for name in ("id", "edition_id")),
    *(
        sa.column(name, sa.Text())
        for name in ("kind", "about_ar", "about_en", "what_ar", "what_en", "before", "after")
    ),
)
ROUNDS: Final = sa.table(
    "rounds",
    sa.column("edition_id", sa.Uuid()),
    *(sa.column(name, sa.Text()) for name in ("name_ar", "name_en")),
)


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    for name in ("about_ar", "about_en"):
        op.add_column(
            "call_changes",
            sa.Column(name, sa.String(length=200), nullable=False, server_default=""),
        )
    with op.batch_alter_table("call_changes", schema=None) as batch_op:
        for name in ("about_ar", "about_en"):
            batch_op.alter_column(name, server_default=None)
    tell_apart()


def tell_apart() -> None:
    """Rewrite the old moves of rounds: they name a round of their edition before the reason.

    Both languages then hold the reason as it was given, once. Where the closing did not move, it
    was the opening, whose moments were not kept.
    """
    bind = op.get_bind()
    rounds = bind.execute(sa.select(ROUNDS)).all()
    rows = bind.execute(
        sa.select(CHANGES).where(
            CHANGES.c.kind == "deadline", CHANGES.c.what_ar.startswith(ARABIC, autoescape=True)
        )
    ).all()
    for row in rows:
        for one in rounds:
            named = f"{ARABIC}{one.name_ar}: "
            english = f"{ENGLISH}{one.name_en or one.name_ar}: "
            if (
                one.edition_id == row.edition_id
                and row.what_ar.startswith(named)
                and row.what_en == english + row.what_ar.removeprefix(named)
            ):
                still = row.before == row.after
                bind.execute(
                    sa.update(CHANGES)
                    .where(CHANGES.c.id == row.id)
                    .values(
                        kind="round_opening" if still else "round_closing",
                        about_ar=one.name_ar,
                        about_en=one.name_en,
                        what_ar=row.what_ar.removeprefix(named),
                        what_en="",
                        before="" if still else row.before,
                        after="" if still else row.after,
                    )
                )
                break


def downgrade() -> None:
    limit_time()
    for kind, earlier in (("round_opening", "text"), ("round_closing", "deadline")):
        op.execute(
            sa.update(CHANGES)
            .where(CHANGES.c.kind == kind)
            .values(
                kind=earlier,
                what_ar=sa.literal(ARABIC) + CHANGES.c.about_ar + ": " + CHANGES.c.what_ar,
            )
        )
    with op.batch_alter_table("call_changes", schema=None) as batch_op:
        batch_op.drop_column("about_en")
        batch_op.drop_column("about_ar")
