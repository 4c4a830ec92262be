"""Reading where an entry stands in the screening queue, and which stand beside it: no row of the queue is loaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category
from app.editions.queries import staff_edition
from app.entries.desk_queries import DEFAULT_SORT, SEARCH, SORTS, Filters, queue
from app.entries.desk_schemas import DeskPlace
from app.entries.models import Entry
from app.entries.queries import READERS, entry_for_staff
from app.kit.paging import PageParams, order_of, searched
from app.organisations.models import Organisation


def show_screening_place(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    entry_id: UUID,
    params: PageParams,
    filters: Filters,
    now: datetime,
) -> DeskPlace:
    """Where an entry stands in the queue; beside one that has just left it, those it would stand between."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    entry_for_staff(session, actor, entry_id)
    # Of one state all are alike: a decision that changes it leaves the entry where it was.
    sorts = SORTS if filters.state is None else {**SORTS, "state": Entry.number}
    order = order_of(
        params,
        sorts,
        default_sort=DEFAULT_SORT,
        tiebreak=Entry.id,
        language=session.info.get("language", "ar"),
    )

    def of_entries(*columns: Any) -> Select[*tuple[Any, ...]]:
        return (
            select(*columns)
            .join(Category, Category.id == Entry.category_id)
            .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
            .outerjoin(User, User.id == Entry.owner_id)
        )

    waiting = searched(queue(actor, edition, filters, now, of_entries(Entry.id)), params, SEARCH)
    placed = (
        of_entries(
            Entry.id,
            Entry.id.in_(waiting).label("waits"),
            func.row_number().over(order_by=order).label("place"),
        )
        .where(or_(Entry.id == entry_id, Entry.id.in_(waiting)))
        .subquery()
    )
    own = placed.c.id == entry_id
    total, place, waits = session.execute(
        select(
            func.count(case((placed.c.waits, 1))),
            func.min(case((own, placed.c.place))),
            func.count(case((own & placed.c.waits, 1))),
        )
    ).one()
    # Past the last of those that wait, the first comes again to who has just decided it.
    following = 1 if not waits and place > total else place + 1
    rows_beside = select(placed.c.place, placed.c.id).where(
        placed.c.place.in_((place - 1, following)), placed.c.id != entry_id
    )
    beside = {row.place: row.id for row in session.execute(rows_beside)}
    return DeskPlace(
        position=place if waits else None,
        total=total,
        previous_id=beside.get(place - 1),
        next_id=beside.get(following),
    )
