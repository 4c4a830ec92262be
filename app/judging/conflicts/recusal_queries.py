"""Reading who of an edition's staff stepped back from what."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import places, staff_edition
from app.entries.draft_queries import FOLDED
from app.entries.models import Entry
from app.entries.wall_queries import agency_not_barred, not_barred
from app.judging.conflicts.models import StaffRecusal
from app.judging.conflicts.queries import READERS
from app.judging.conflicts.recusal_schemas import RecusalRow
from app.judging.conflicts.rules import ConflictState
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Organisation

# Who works on an edition without being on its jury.
OFFICERS = (Role.organiser, Role.screener, Role.auditor, Role.approver)


def _rows() -> Select[StaffRecusal, User, Entry, Organisation]:
    return (
        select(StaffRecusal, User, Entry, Organisation)
        .join(User, User.id == StaffRecusal.user_id)
        .outerjoin(Entry, Entry.id == StaffRecusal.entry_id)
        .outerjoin(Organisation, Organisation.id == StaffRecusal.organisation_id)
    )


def recusal_not_walled(actor: Actor) -> ColumnElement[bool]:
    """Without the recusals from what the actor is walled off from themselves."""
    return and_(
        or_(StaffRecusal.entry_id.is_(None), not_barred(actor)),
        agency_not_barred(actor, StaffRecusal.organisation_id, StaffRecusal.edition_id),
    )


def _read_by(actor: Actor, edition: Edition) -> ColumnElement[bool]:
    """One's own; for organisers and auditors others' too, but for what a wall keeps from them."""
    own = StaffRecusal.user_id == actor.user_id
    if not actor.holds(READERS, *places(edition)):
        return own
    return or_(own, recusal_not_walled(actor))


def list_recusals(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    state: ConflictState | None = None,
) -> tuple[list[RecusalRow], int]:
    """Who stepped back, or is said to have to; for who is neither organiser nor auditor their own."""
    edition = staff_edition(session, actor, edition_id, *OFFICERS)
    wanted = _rows().where(StaffRecusal.edition_id == edition.id, _read_by(actor, edition))
    if state is not None:
        wanted = wanted.where(StaffRecusal.state == state)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "name": InWords(User.folded_name, User.name_en),
            "state": (StaffRecusal.state, StaffRecusal.declared_at),
            "declared_at": StaffRecusal.declared_at,
            "decide_by": StaffRecusal.decide_by,
        },
        default_sort="-declared_at",
        tiebreak=StaffRecusal.id,
        search=[User.folded_name, FOLDED, Organisation.folded_name],
    )
    return [_row(actor, *row) for row in rows], total


def recusal_row(session: Session, actor: Actor, recusal_id: UUID) -> RecusalRow:
    """One recusal with whose it is and its object, as of now."""
    return _row(actor, *session.execute(_rows().where(StaffRecusal.id == recusal_id)).one())


def _row(
    actor: Actor,
    recusal: StaffRecusal,
    user: User,
    entry: Entry | None,
    organisation: Organisation | None,
) -> RecusalRow:
    return RecusalRow(recusal, user, entry, organisation, own=user.id == actor.user_id)


def staff_recusal(session: Session, actor: Actor, recusal_id: UUID) -> tuple[StaffRecusal, Edition]:
    """A recusal, locked, for an organiser of its edition who may read it; or 404."""
    recusal = session.get(StaffRecusal, recusal_id)
    if recusal is None:
        raise not_found()
    edition = staff_edition(session, actor, recusal.edition_id)
    seen = _rows().where(StaffRecusal.id == recusal_id, _read_by(actor, edition))
    if session.execute(seen).one_or_none() is None:
        raise not_found()
    session.refresh(recusal, with_for_update=True)
    return recusal, edition
