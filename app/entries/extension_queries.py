"""Reading who was given more time, or less again, and which of it may still be shortened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import places, staff_edition
from app.entries.extension_models import Extension
from app.entries.extension_rules import may_shorten
from app.entries.models import Entry
from app.entries.reminder_schemas import ExtensionOut
from app.entries.rules import TAKEN_BY_THE_CALL
from app.entries.schemas import PersonRef
from app.entries.wall_queries import agency_not_barred, barred_categories, not_barred
from app.kit.paging import PageParams, paginate
from app.organisations.models import Organisation

_OWNER = aliased(User)


def list_extensions(
    session: Session, actor: Actor, edition_id: UUID, params: PageParams, now: datetime
) -> tuple[list[ExtensionOut], int]:
    """Who was given more time in this edition, by whom and why; the last first."""
    edition = staff_edition(
        session, actor, edition_id, Role.organiser, Role.screener, Role.auditor, Role.approver
    )
    rows, total = paginate(
        session,
        _named().where(Extension.edition_id == edition.id, _unwalled(actor)),
        params,
        sorts={"granted": Extension.granted_at, "until": Extension.until},
        default_sort="-granted",
        tiebreak=Extension.id,
        search=(
            func.coalesce(Organisation.folded_name, ""),
            func.coalesce(_OWNER.folded_name, ""),
            func.coalesce(cast(Entry.number, String), ""),
        ),
    )
    standing = _standing(session, actor, edition, [row[0].id for row in rows], now)
    return [_row(row, standing) for row in rows], total


def extension_of(
    session: Session, actor: Actor, edition: Edition, row: Extension, now: datetime
) -> ExtensionOut:
    """One of them, as the list shows it."""
    found = session.execute(_named().where(Extension.id == row.id)).one()
    return _row(found, _standing(session, actor, edition, [row.id], now))


def extended_alone(session: Session, edition: Edition) -> tuple[int, datetime | None]:
    """How many entries have more time than the call gives, and the last of their moments: for everybody to read."""
    row = session.execute(
        select(func.count(), func.max(Entry.extended_until)).where(
            Entry.edition_id == edition.id, Entry.extended_until > edition.closes_at
        )
    ).one()
    return row[0], row[1]


def _unwalled(actor: Actor) -> ColumnElement[bool]:
    """Without what was given to an entry, or to all of an agency's, that a conflict walls this actor off from."""
    return and_(
        or_(Extension.entry_id.is_(None), not_barred(actor)),
        agency_not_barred(actor, Extension.organisation_id, Extension.edition_id),
    )


def _named() -> Any:
    return (
        select(Extension, Entry.number, Organisation, User, _OWNER)
        .outerjoin(Entry, Entry.id == Extension.entry_id)
        .outerjoin(
            Organisation,
            Organisation.id == func.coalesce(Extension.organisation_id, Entry.organisation_id),
        )
        .outerjoin(User, User.id == Extension.granted_by)
        .outerjoin(_OWNER, _OWNER.id == Entry.owner_id)
    )


def _standing(
    session: Session, actor: Actor, edition: Edition, ids: Sequence[UUID], now: datetime
) -> dict[UUID, datetime]:
    """Extension → until when its entry or agency has time now, of those that this reader may shorten.

    Only the last word on an entry stands, and nobody shortens where they have a stake.
    """
    if not actor.holds(Role.organiser, *places(edition)):
        return {}
    barred = barred_categories(session, actor, edition.id)
    taken = Entry.state.in_([state.value for state in TAKEN_BY_THE_CALL])
    last = and_(
        taken, Entry.extended_at == Extension.granted_at, Entry.extended_until == Extension.until
    )
    rows = session.execute(
        select(Extension.id, func.max(case((taken, Entry.extended_until))))
        .join(
            Entry,
            and_(
                Entry.edition_id == Extension.edition_id,
                or_(
                    Entry.id == Extension.entry_id,
                    Entry.organisation_id == Extension.organisation_id,
                ),
            ),
        )
        .where(Extension.id.in_(ids), not_barred(actor))
        .group_by(Extension.id)
        .having(
            func.max(case((last, 1), else_=0)) == 1,
            func.max(case((Entry.category_id.in_(barred), 1), else_=0)) == 0,
        )
    )
    return {
        row[0]: row[1]
        for row in rows
        if may_shorten(edition.phase_now, edition.closes_at, row[1], now)
    }


def _row(row: Any, standing: dict[UUID, datetime]) -> ExtensionOut:
    extension, number, organisation, by, owner = row
    entrant = organisation or owner
    return ExtensionOut(
        id=extension.id,
        entry_id=extension.entry_id,
        number=number,
        organisation_id=extension.organisation_id,
        entrant_ar=entrant.name_ar if entrant else "",
        entrant_en=entrant.name_en if entrant else "",
        until=extension.until,
        before=extension.before,
        entries=extension.entries,
        reason=extension.reason,
        granted_at=extension.granted_at,
        granted_by=by and PersonRef.model_validate(by),
        shortened_from=standing.get(extension.id),
    )
