"""The names under results frozen with them; reasons of decisions in two languages.

Results that were frozen before and not yet signed are returned and frozen anew: their hash did not
hold the names. Signed ones keep their signature, and from now on the names that they have today.

Revision: 8f21c6a0b3d7
Follows: 5b7c90d2e1f4
Made: 2026-11-22 11:10:00+00:00
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "8f21c6a0b3d7"
down_revision = "5b7c90d2e1f4"
branch_labels = None
depends_on = None


def _table(name: str, ids: str, texts: str = "", *others: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(
        name,
        *(sa.column(one, sa.Uuid()) for one in ids.split()),
        *(sa.column(one, sa.Text()) for one in texts.split()),
        *others,
    )


RANKINGS: Final = _table(
    "rankings",
    "id edition_id",
    "",
    sa.column("frozen_at", sa.DateTime(timezone=True)),
    sa.column("names", sa.JSON(none_as_null=True)),
)
PROGRAMMES: Final = _table("programmes", "id", "name_ar name_en")
EDITIONS: Final = _table("editions", "id programme_id", "name_ar name_en")
CATEGORIES: Final = _table("categories", "id edition_id", "name_ar name_en")
DECISIONS: Final = _table("decisions", "edition_id entry_id")
ORGANISATIONS: Final = _table("organisations", "id", "name_ar name_en")
USERS: Final = _table("users", "id", "name_ar name_en")
ENTRIES: Final = _table(
    "entries",
    "id category_id organisation_id owner_id",
    "title_ar title_en summary_ar summary_en",
    sa.column("number", sa.Integer()),
)


def limit_time() -> None:
    """Give way to the people at work: a migration waits 4 s for a lock and runs 60 s a statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
        op.execute("SET LOCAL statement_timeout = '60s'")


def upgrade() -> None:
    limit_time()
    op.add_column("rankings", sa.Column("names", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("decisions", sa.Column("reason_en", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.alter_column("reason", new_column_name="reason_ar")
        batch_op.alter_column("reason_en", server_default=None)
    freeze_names()


def freeze_names() -> None:
    """Give results that are frozen the names that they have now."""
    bind = op.get_bind()
    rankings = bind.execute(sa.select(RANKINGS).where(RANKINGS.c.frozen_at.is_not(None))).all()
    for ranking in rankings:
        edition = bind.execute(sa.select(EDITIONS).where(EDITIONS.c.id == ranking.edition_id)).one()
        programme = bind.execute(
            sa.select(PROGRAMMES).where(PROGRAMMES.c.id == edition.programme_id)
        ).one()
        categories = bind.execute(
            sa.select(CATEGORIES).where(CATEGORIES.c.edition_id == edition.id)
        ).all()
        entries = bind.execute(
            sa.select(
                ENTRIES,
                sa.func.coalesce(ORGANISATIONS.c.name_ar, USERS.c.name_ar, "").label("entrant_ar"),
                sa.func.coalesce(ORGANISATIONS.c.name_en, USERS.c.name_en, "").label("entrant_en"),
            )
            .select_from(
                DECISIONS.join(ENTRIES, ENTRIES.c.id == DECISIONS.c.entry_id)
                .outerjoin(ORGANISATIONS, ORGANISATIONS.c.id == ENTRIES.c.organisation_id)
                .outerjoin(USERS, USERS.c.id == ENTRIES.c.owner_id)
            )
            .where(DECISIONS.c.edition_id == edition.id)
        ).all()
        names = {
            "format": "tahkeem-names/1",
            "programme": _name(programme),
            "edition": _name(edition),
            "categories": {str(one.id): _name(one) for one in categories},
            "entries": {
                str(one.id): {
                    "number": one.number,
                    "category": str(one.category_id),
                    **{
                        f"{text}_{language}": getattr(one, f"{text}_{language}")
                        for text in ("title", "summary", "entrant")
                        for language in ("ar", "en")
                    },
                }
                for one in entries
            },
        }
        bind.execute(sa.update(RANKINGS).where(RANKINGS.c.id == ranking.id).values(names=names))


def _name(row: Any) -> dict[str, str]:
    return {"name_ar": row.name_ar, "name_en": row.name_en}


def downgrade() -> None:
    limit_time()
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.alter_column("reason_ar", new_column_name="reason")
        batch_op.drop_column("reason_en")
    with op.batch_alter_table("rankings", schema=None) as batch_op:
        batch_op.drop_column("names")
