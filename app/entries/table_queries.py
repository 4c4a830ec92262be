"""The organiser's table of an edition's entries: narrowed, searched, sorted; and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.entries.desk_queries import flagged, screened_by
from app.entries.draft_queries import FOLDED, TITLE_EN
from app.entries.list_queries import staff_row, staff_rows
from app.entries.models import Attachment, Entry
from app.entries.queries import READERS, staff_sees
from app.entries.rules import PRESENT, AttachmentState, EntryState
from app.entries.schemas import PersonRef
from app.entries.screening_rules import Flag
from app.entries.staff_schemas import Entrant, Entrants, EntryTableRow
from app.kit.paging import InWords, PageParams, paginate, streamed
from app.organisations.models import Organisation


class Files(StrEnum):
    """What is asked of an entry's files."""

    some = "some"
    none = "none"
    rejected = "rejected"


@dataclass(frozen=True)
class EntryFilters:
    """What the table is narrowed to. `screener`: a person's id, `me` or `none`; days of the edition."""

    category_id: UUID | None = None
    state: EntryState | None = None
    organisation_id: UUID | None = None
    screener: str | None = None
    submitted_from: date | None = None
    submitted_to: date | None = None
    files: Files | None = None
    flag: Flag | None = None


_SCREENER: Final = aliased(User)
_SUBMITTED: Final = Entry.state != EntryState.draft.value
# The counts and conditions leave drafts out: what those hold is their people's own.
_PRESENT: Final = and_(
    Attachment.entry_id == Entry.id,
    Attachment.state.in_(PRESENT),
    Attachment.dropped_at.is_(None),
    _SUBMITTED,
)
_REJECTED: Final = and_(
    Attachment.entry_id == Entry.id,
    Attachment.state == AttachmentState.rejected.value,
    Attachment.dropped_at.is_(None),
    _SUBMITTED,
)


_ORDERED: Final[dict[str, Any]] = {
    "sorts": {
        "number": Entry.number,
        "title": InWords(FOLDED, TITLE_EN),
        "category": (Category.position, Entry.number),
        "organisation": InWords(
            func.coalesce(Organisation.folded_name, User.folded_name),
            func.coalesce(Organisation.name_en, User.name_en),
        ),
        "state": (Entry.state, Entry.number),
        "submitted": Entry.submitted_at,
        # Nobody stands last: the join leaves the column empty, which its type does not say.
        "screener": (func.nullif(_SCREENER.folded_name, ""), Entry.number),
        "until": Entry.return_until,
    },
    "default_sort": "number",
    "tiebreak": Entry.id,
    "search": (
        FOLDED,
        func.coalesce(Organisation.folded_name, ""),
        func.coalesce(User.folded_name, ""),
        cast(Entry.number, String),
    ),
}


def _counted(condition: ColumnElement[bool]) -> Any:
    return select(func.count()).where(condition).correlate(Entry).scalar_subquery()


def list_entries(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    filters: EntryFilters,
    now: datetime,
) -> tuple[list[EntryTableRow], int, Edition]:
    """The entries of an edition for staff, without those that a conflict bars the reader from."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    query = _table(actor, edition, filters, now)
    rows, total = paginate(session, query, params, **_ORDERED)
    return [_row(row) for row in rows], total, edition


def export_entries(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    filters: EntryFilters,
    now: datetime,
) -> tuple[Iterator[EntryTableRow], Edition]:
    """The same list whole, row by row as it is read."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    query = _table(actor, edition, filters, now)
    return map(_row, streamed(session, query, params, **_ORDERED)), edition


def _table(
    actor: Actor, edition: Edition, filters: EntryFilters, now: datetime
) -> Select[*tuple[Any, ...]]:
    return (
        staff_rows()
        .add_columns(
            Entry.screener_id,
            _SCREENER.name_ar.label("screener_ar"),
            _SCREENER.name_en.label("screener_en"),
            Entry.return_until,
            _counted(_PRESENT).label("files"),
            _counted(_REJECTED).label("rejected_files"),
        )
        .outerjoin(_SCREENER, _SCREENER.id == Entry.screener_id)
        .where(
            Entry.edition_id == edition.id,
            staff_sees(actor),
            *_conditions(actor, edition, filters, now),
        )
    )


def _row(row: Any) -> EntryTableRow:
    screener = None
    if row.screener_ar is not None:
        screener = PersonRef(id=row.screener_id, name_ar=row.screener_ar, name_en=row.screener_en)
    return EntryTableRow(
        **dict(staff_row(row)),
        screener=screener,
        return_until=row.return_until,
        files=row.files,
        rejected_files=row.rejected_files,
    )


def _conditions(
    actor: Actor, edition: Edition, filters: EntryFilters, now: datetime
) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if filters.category_id is not None:
        asked.append(Entry.category_id == filters.category_id)
    if filters.state is not None:
        asked.append(Entry.state == filters.state.value)
    if filters.organisation_id is not None:
        asked.append(Entry.organisation_id == filters.organisation_id)
    if filters.screener is not None:
        asked.append(screened_by(actor, filters.screener))
    if filters.submitted_from is not None:
        asked.append(Entry.submitted_at >= _midnight(filters.submitted_from, edition))
    if filters.submitted_to is not None:
        after = filters.submitted_to + timedelta(days=1)
        asked.append(Entry.submitted_at < _midnight(after, edition))
    if filters.files is not None:
        asked.append(
            {
                Files.some: exists().where(_PRESENT),
                Files.none: and_(_SUBMITTED, ~exists().where(_PRESENT)),
                Files.rejected: exists().where(_REJECTED),
            }[filters.files]
        )
    if filters.flag is not None:
        asked.append(flagged(actor, edition, filters.flag, now))
    return asked


def _midnight(day: date, edition: Edition) -> datetime:
    """When a day begins where the edition is held."""
    return datetime.combine(day, time(), ZoneInfo(edition.timezone))


def list_entrants(session: Session, actor: Actor, edition_id: UUID) -> Entrants:
    """The agencies whose entries this reader sees in an edition."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.name_ar,
            Organisation.name_en,
            func.count().label("entries"),
        )
        .join(Entry, Entry.organisation_id == Organisation.id)
        .where(Entry.edition_id == edition.id, staff_sees(actor))
        .group_by(Organisation.id)
        .order_by(Organisation.folded_name, Organisation.id)
    )
    return Entrants(
        items=[
            Entrant(id=row.id, name_ar=row.name_ar, name_en=row.name_en, entries=row.entries)
            for row in rows
        ]
    )
