"""Reading where an entry stands in the screening queue, and which stand beside it: no row of the queue is loaded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
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
    """Where an entry stands in the queue. One that has just left it stands where it would by number."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    current = entry_for_staff(session, actor, entry_id)
    order = order_of(params, SORTS, default_sort=DEFAULT_SORT, tiebreak=Entry.id)
    rows = (
        select(Entry.id, Entry.number, func.row_number().over(order_by=order).label("place"))
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
    )
    placed = searched(queue(actor, edition, filters, now, rows), params, SEARCH).subquery()
    total, position, after = session.execute(
        select(
            func.count(),
            func.min(case((placed.c.id == entry_id, placed.c.place))),
            func.min(case((placed.c.number > current.number, placed.c.place))),
        ).select_from(placed)
    ).one()
    if position is not None:
        before, following = position - 1, position + 1
    else:  # past the last number the first comes again
        before, following = (after - 1, after) if after else (total, 1)
    rows_beside = select(placed.c.place, placed.c.id).where(placed.c.place.in_((before, following)))
    beside = {row.place: row.id for row in session.execute(rows_beside)}
    return DeskPlace(
        position=position,
        total=total,
        previous_id=beside.get(before),
        next_id=beside.get(following),
    )
