"""what a programme calls its categories together

Revision: 9d1f60a7c2b4
Follows: 5d0c1f7a92be
Made: 2026-11-22 09:10:00+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "9d1f60a7c2b4"
down_revision = "5d0c1f7a92be"
branch_labels = None
depends_on = None


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


# The plurals of nouns that are in use; a noun of one's own is repeated until somebody writes its plural.
KNOWN = {"ar": {"فئة": "الفئات", "فرع": "الفروع", "مسار": "المسارات", "مجال": "المجالات"},
         "en": {"category": "categories", "branch": "branches", "track": "tracks", "field": "fields"}}  # fmt: skip


def upgrade() -> None:
    """Add the plural in both languages, from the singular where it is known."""
    limit_time()
    with op.batch_alter_table("programmes") as table:
        for name in ("category_plural_ar", "category_plural_en"):
            table.add_column(sa.Column(name, sa.String(60), nullable=False, server_default=""))
    for language, nouns in KNOWN.items():
        noun = sa.column(f"category_noun_{language}", sa.String)
        plural = sa.column(f"category_plural_{language}", sa.String)
        known = sa.case(nouns, value=noun, else_=noun)
        op.execute(sa.update(sa.table("programmes", noun, plural)).values({plural.name: known}))
    with op.batch_alter_table("programmes") as table:
        for name in ("category_plural_ar", "category_plural_en"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Forget the plurals."""
    limit_time()
    with op.batch_alter_table("programmes") as table:
        table.drop_column("category_plural_ar")
        table.drop_column("category_plural_en")
