"""Reading entries that may be one: what is compared, the pairs of an edition, those of an entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition, Field
from app.editions.queries import staff_edition
from app.editions.rules import FieldKind
from app.entries.desk_schemas import DuplicateOut, OtherEntry
from app.entries.duplicate_rules import IN_THE_RACE, Candidate
from app.entries.duplicate_schemas import DuplicatePairOut
from app.entries.models import Entry
from app.entries.queries import READERS, staff_sees
from app.entries.rules import SCREENING
from app.entries.schemas import PersonRef
from app.entries.screening_models import DuplicatePair, DuplicateScan
from app.entries.submission_models import Submission
from app.kit.paging import PageParams, paginate
from app.organisations.models import Organisation


def editions_to_scan(session: Session, _actor: Actor) -> list[UUID]:
    """Editions being screened in which something was submitted since the last look."""
    newer = exists().where(
        Entry.edition_id == Edition.id, Entry.submitted_at > DuplicateScan.scanned_at
    )
    # What was submitted before a look began and committed after it is told by the number alone.
    in_race = (
        select(func.count())
        .where(Entry.edition_id == Edition.id, Entry.state.in_(IN_THE_RACE))
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(Edition.id)
            .outerjoin(DuplicateScan, DuplicateScan.edition_id == Edition.id)
            .where(
                Edition.phase.in_([phase.value for phase in SCREENING]),
                or_(newer, in_race != func.coalesce(DuplicateScan.entries, 0)),
            )
        )
    )


def candidates_of(session: Session, _actor: Actor, edition_id: UUID) -> list[Candidate]:
    """What is compared of an edition's entries in the race: what was submitted of them."""
    picking = {
        str(key)
        for key in session.scalars(
            select(Field.id)
            .join(Category, Category.id == Field.category_id)
            .where(Category.edition_id == edition_id, Field.kind == FieldKind.service.value)
        )
    }
    rows = session.execute(
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.organisation_id,
            Entry.owner_id,
            Submission.files,
            # What was answered is read only where the form asks for a service.
            (Submission.content if picking else literal("")).label("content"),
        )
        .outerjoin(Submission, Submission.id == Entry.submission_id)
        .where(Entry.edition_id == edition_id, Entry.state.in_(IN_THE_RACE))
        .order_by(Entry.number)
    )
    return [
        Candidate(
            id=row.id,
            number=row.number,
            owner=str(row.organisation_id or row.owner_id),
            titles=(row.title_ar, row.title_en),
            services=_services(row.content, picking),
            files=frozenset(line["sha256"] for line in row.files or ()),
        )
        for row in rows
    ]


def _services(content: str | None, picking: set[str]) -> frozenset[str]:
    answers: dict[str, Any] = json.loads(content)["answers"] if content else {}
    chosen = (answers.get(field) for field in picking)
    return frozenset(one for value in chosen if isinstance(value, list) for one in value)


_FIRST, _SECOND = aliased(Entry), aliased(Entry)


def visible_pairs(actor: Actor, edition_id: UUID, *columns: Any) -> Select[*tuple[Any, ...]]:
    """These columns of the pairs whose both entries are in the race and may be seen by this reader.

    Found from the pairs, of which there are few, to their entries by key.
    """
    return (
        select(*columns)
        .select_from(DuplicatePair)
        .join(_FIRST, _FIRST.id == DuplicatePair.first_id)
        .join(_SECOND, _SECOND.id == DuplicatePair.second_id)
        .where(
            DuplicatePair.edition_id == edition_id,
            _FIRST.state.in_(IN_THE_RACE),
            _SECOND.state.in_(IN_THE_RACE),
            staff_sees(actor, _FIRST),
            staff_sees(actor, _SECOND),
        )
    )


def has_duplicates(actor: Actor, edition_id: UUID) -> ColumnElement[bool]:
    """The condition that an entry may be another one that this reader sees.

    The pairs are read once: asked anew for each entry they took seconds at 20 000.
    """
    open_ = DuplicatePair.dismissed_at.is_(None)
    return Entry.id.in_(
        union(
            visible_pairs(actor, edition_id, DuplicatePair.first_id).where(open_),
            visible_pairs(actor, edition_id, DuplicatePair.second_id).where(open_),
        )
    )


def list_duplicates(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    dismissed: bool | None,
) -> tuple[list[DuplicatePairOut], int, datetime | None]:
    """The pairs of an edition whose both entries are in the race and may be seen."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    query = visible_pairs(actor, edition.id, DuplicatePair, _FIRST.number.label("first_number"))
    if dismissed is not None:
        looked = DuplicatePair.dismissed_at.is_not(None)
        query = query.where(looked if dismissed else ~looked)
    rows, total = paginate(
        session,
        query,
        params,
        sorts={"likeness": DuplicatePair.likeness, "number": _FIRST.number},
        default_sort="-likeness",
        tiebreak=DuplicatePair.id,
        search=(_FIRST.folded, _SECOND.folded),
    )
    pairs = [row.DuplicatePair for row in rows]
    others = other_entries(session, {key for one in pairs for key in (one.first_id, one.second_id)})
    people = _people(session, pairs)
    return (
        [
            DuplicatePairOut(
                id=one.id,
                first=others[one.first_id],
                second=others[one.second_id],
                signs=list(one.signs),
                likeness=one.likeness,
                found_at=one.found_at,
                **_dismissal(one, people),
            )
            for one in pairs
        ],
        total,
        session.scalar(
            select(DuplicateScan.scanned_at).where(DuplicateScan.edition_id == edition.id)
        ),
    )


def duplicates_of(session: Session, actor: Actor, entry: Entry) -> list[DuplicateOut]:
    """The other entries that may be this one."""
    pairs = session.scalars(
        select(DuplicatePair)
        .where(or_(DuplicatePair.first_id == entry.id, DuplicatePair.second_id == entry.id))
        .order_by(DuplicatePair.likeness.desc(), DuplicatePair.id)
    ).all()
    if not pairs:
        return []
    keys = {one.second_id if one.first_id == entry.id else one.first_id for one in pairs}
    seen = set(
        session.scalars(
            select(Entry.id).where(
                and_(Entry.id.in_(keys), Entry.state.in_(IN_THE_RACE), staff_sees(actor))
            )
        )
    )
    others = other_entries(session, seen)
    people = _people(session, pairs)
    return [
        DuplicateOut(
            id=one.id,
            other=others[other],
            signs=list(one.signs),
            likeness=one.likeness,
            **_dismissal(one, people),
        )
        for one in pairs
        for other in (one.second_id if one.first_id == entry.id else one.first_id,)
        if other in others
    ]


def other_entries(session: Session, ids: set[UUID]) -> dict[UUID, OtherEntry]:
    """The faces of these entries."""
    rows = session.execute(
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.state,
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        )
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(Entry.id.in_(ids))
    )
    return {row.id: OtherEntry.model_validate(row, from_attributes=True) for row in rows}


def _people(session: Session, pairs: Sequence[DuplicatePair]) -> dict[UUID, User]:
    ids = {one.dismissed_by for one in pairs if one.dismissed_by}
    if not ids:
        return {}
    return {one.id: one for one in session.scalars(select(User).where(User.id.in_(ids)))}


def _dismissal(pair: DuplicatePair, people: dict[UUID, User]) -> dict[str, Any]:
    by = people.get(pair.dismissed_by) if pair.dismissed_by else None
    return {
        "dismissed_by": None if by is None else PersonRef.model_validate(by),
        "dismissed_at": pair.dismissed_at,
        "dismissed_why": pair.dismissed_why,
    }


def pairs_by_entries(session: Session, edition_id: UUID) -> dict[tuple[UUID, UUID], DuplicatePair]:
    """The pairs that are known of an edition."""
    rows = session.scalars(select(DuplicatePair).where(DuplicatePair.edition_id == edition_id))
    return {(one.first_id, one.second_id): one for one in rows}
