"""Reading conflicts: the walls of a person, the lists, and who is barred from what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from app.accounts.models import Grant, PastTie
from app.actor import Actor, Role, Scope
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.entries.draft_queries import FOLDED
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import CoOwnerState
from app.entries.member_models import EntryMember
from app.entries.models import Entry
from app.entries.wall_queries import agency_not_barred, not_barred
from app.judging.conflicts.models import Conflict, StaffRecusal
from app.judging.conflicts.rules import ConflictState
from app.judging.conflicts.schemas import ConflictRow
from app.judging.panels.models import Juror
from app.kit.errors import not_found
from app.kit.paging import InWords, PageParams, paginate
from app.organisations.models import Organisation

BARRING = ("recused", "suspended")
READERS = (Role.organiser, Role.auditor)


def _was_of(organisation_id: Any) -> ColumnElement[bool]:
    return and_(PastTie.scope_kind == Scope.organisation.value, PastTie.scope_id == organisation_id)


def _during_the_edition() -> ColumnElement[bool]:
    return PastTie.ended_at >= func.coalesce(Edition.opens_at, Edition.created_at)


def _stepped_back_from(organisation_id: Any) -> ColumnElement[bool]:
    return and_(
        StaffRecusal.organisation_id == organisation_id, StaffRecusal.edition_id == Entry.edition_id
    )


def _enters_for(organisation_id: Any) -> ColumnElement[bool]:
    return and_(
        Grant.role == Role.entrant.value,
        Grant.scope_kind == Scope.organisation.value,
        Grant.scope_id == organisation_id,
    )


# An entry is its co-owners' too, from when they are asked until they decline.
_co_owned = CoOwner.state != CoOwnerState.declined
_settled = CoOwner.state == CoOwnerState.agreed

# Entry, organisation, and whether it is more than a naming that waits for its answer.
_WALLS: CompoundSelect[Any] = union_all(
    select(Conflict.entry_id, Conflict.organisation_id, true())
    .join(Juror, Juror.id == Conflict.juror_id)
    .where(Juror.user_id == bindparam("user"), Conflict.state.in_(BARRING)),
    # Whoever works on an entry or owns it is no judge of it, whatever their role.
    select(EntryMember.entry_id, null(), true()).where(
        EntryMember.user_id == bindparam("user"), EntryMember.outside
    ),
    select(Entry.id, null(), true()).where(Entry.owner_id == bindparam("user")),
    # Nor does leaving undo it: who worked on an entry, or was of its agency during the edition.
    select(PastTie.scope_id, null(), true()).where(
        PastTie.user_id == bindparam("user"), PastTie.scope_kind == Scope.entry.value
    ),
    select(Entry.id, null(), true())
    .join(PastTie, _was_of(Entry.organisation_id))
    .join(Edition, Edition.id == Entry.edition_id)
    .where(PastTie.user_id == bindparam("user"), _during_the_edition()),
    select(CoOwner.entry_id, null(), _settled)
    .join(PastTie, _was_of(CoOwner.organisation_id))
    .join(Entry, Entry.id == CoOwner.entry_id)
    .join(Edition, Edition.id == Entry.edition_id)
    .where(PastTie.user_id == bindparam("user"), _during_the_edition(), _co_owned),
    select(CoOwner.entry_id, null(), _settled)
    .join(Grant, _enters_for(CoOwner.organisation_id))
    .where(Grant.user_id == bindparam("user"), _co_owned),
    select(CoOwner.entry_id, null(), _settled)
    .join(Conflict, Conflict.organisation_id == CoOwner.organisation_id)
    .join(Juror, Juror.id == Conflict.juror_id)
    .where(Juror.user_id == bindparam("user"), Conflict.state.in_(BARRING), _co_owned),
    # Staff who stepped back, within the edition alone.
    select(StaffRecusal.entry_id, null(), true()).where(
        StaffRecusal.user_id == bindparam("user"), StaffRecusal.state.in_(BARRING)
    ),
    select(Entry.id, null(), true())
    .join(StaffRecusal, _stepped_back_from(Entry.organisation_id))
    .where(StaffRecusal.user_id == bindparam("user"), StaffRecusal.state.in_(BARRING)),
    select(CoOwner.entry_id, null(), _settled)
    .join(Entry, Entry.id == CoOwner.entry_id)
    .join(StaffRecusal, _stepped_back_from(CoOwner.organisation_id))
    .where(StaffRecusal.user_id == bindparam("user"), StaffRecusal.state.in_(BARRING), _co_owned),
)


class PersonWalls(NamedTuple):
    """What a person is barred from; `asked`: the entries of which a naming alone does so."""

    entries: frozenset[UUID] = frozenset()
    organisations: frozenset[UUID] = frozenset()
    asked: frozenset[UUID] = frozenset()


def load_walls(session: Session, user_id: UUID) -> PersonWalls:
    """Ids of the entries and of the organisations from which a conflict bars this person.

    Their own entries, those that they work or worked on as a collaborator, those that their agency,
    or one that a conflict is about, owns with others and those of an agency that they left during
    the edition are among them; the organisations that they enter for are among their rights already
    (`office.queries`).
    """
    # Run by the connection: every request asks, and the session would add nothing to it.
    rows = session.connection().execute(_WALLS, {"user": user_id}).all()
    if not rows:
        return PersonWalls()
    entries = frozenset(entry for entry, _, _ in rows if entry is not None)
    return PersonWalls(
        entries,
        frozenset(organisation for _, organisation, _ in rows if organisation is not None),
        entries.difference(entry for entry, _, settled in rows if settled),
    )


def with_objects() -> Select[Conflict, Juror, Entry, Organisation]:
    return (
        select(Conflict, Juror, Entry, Organisation)
        .join(Juror, Juror.id == Conflict.juror_id)
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .outerjoin(Organisation, Organisation.id == Conflict.organisation_id)
    )


def not_walled(actor: Actor) -> ColumnElement[bool]:
    """Without the conflicts about what the actor is walled off from themselves."""
    return and_(
        or_(Conflict.entry_id.is_(None), not_barred(actor)),
        agency_not_barred(actor, Conflict.organisation_id, Conflict.edition_id),
    )


def list_conflicts(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    params: PageParams,
    state: ConflictState | None = None,
    juror_id: UUID | None = None,
    overdue_at: datetime | None = None,
) -> tuple[list[ConflictRow], int]:
    """The conflicts of an edition; `overdue_at`: those that nobody had decided in time by then."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    wanted = with_objects().where(Conflict.edition_id == edition.id, not_walled(actor))
    if state is not None:
        wanted = wanted.where(Conflict.state == state)
    if juror_id is not None:
        wanted = wanted.where(Conflict.juror_id == juror_id)
    if overdue_at is not None:
        wanted = wanted.where(
            Conflict.state == ConflictState.suspended, Conflict.decide_by < overdue_at
        )
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "state": (Conflict.state, Conflict.declared_at),
            "declared_at": Conflict.declared_at,
            "decide_by": Conflict.decide_by,
            "juror": InWords(Juror.folded_name, Juror.name_en),
            "entry": Entry.number,
        },
        default_sort="-declared_at",
        tiebreak=Conflict.id,
        search=[Juror.folded_name, FOLDED, Organisation.folded_name],
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows], total


def conflict_row(session: Session, conflict_id: UUID) -> ConflictRow:
    """One conflict with its juror and its object, as of now; or 404."""
    row = session.execute(with_objects().where(Conflict.id == conflict_id)).one_or_none()
    if row is None:
        raise not_found()
    return row[0], row[1], row[2], row[3]


def staff_conflict(session: Session, actor: Actor, conflict_id: UUID) -> tuple[Conflict, Edition]:
    """A conflict, locked, for an organiser of its edition whom no wall keeps from its object."""
    conflict = session.scalars(
        select(Conflict)
        .outerjoin(Entry, Entry.id == Conflict.entry_id)
        .where(Conflict.id == conflict_id, not_walled(actor))
    ).one_or_none()
    if conflict is None:
        raise not_found()
    edition = staff_edition(session, actor, conflict.edition_id)
    session.refresh(conflict, with_for_update=True)
    return conflict, edition


def standing(
    session: Session, juror_id: UUID, entry_id: UUID | None, organisation_id: UUID | None
) -> Conflict | None:
    """A conflict that bars this juror from exactly this object."""
    return session.scalars(
        select(Conflict)
        .where(
            Conflict.juror_id == juror_id,
            Conflict.entry_id == entry_id,
            Conflict.organisation_id == organisation_id,
            Conflict.state.in_(BARRING),
        )
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Walls:
    """Who is barred from what in an edition: pairs of (juror, entry) and (juror, organisation)."""

    entries: frozenset[tuple[UUID, UUID]]
    organisations: frozenset[tuple[UUID, UUID]]

    def bar(self, juror_id: UUID, entry_id: UUID, organisation_id: UUID | None) -> bool:
        """Whether a conflict keeps this juror from this entry of this organisation."""
        return (juror_id, entry_id) in self.entries or (
            organisation_id is not None and (juror_id, organisation_id) in self.organisations
        )


def walls_of(session: Session, edition_id: UUID, juror_ids: Iterable[UUID] | None = None) -> Walls:
    """The walls of an edition, or of some of its jurors."""
    wanted = select(Conflict.juror_id, Conflict.entry_id, Conflict.organisation_id).where(
        Conflict.edition_id == edition_id, Conflict.state.in_(BARRING)
    )
    if juror_ids is not None:
        wanted = wanted.where(Conflict.juror_id.in_(list(juror_ids)))
    rows = session.execute(wanted).all()
    entries, organisations = _stakes(session, edition_id, juror_ids)
    shared = _shared(session, edition_id, juror_ids)
    return Walls(
        entries | shared | {(juror, entry) for juror, entry, _ in rows if entry is not None},
        organisations | {(juror, owner) for juror, _, owner in rows if owner is not None},
    )


def _shared(
    session: Session, edition_id: UUID, juror_ids: Iterable[UUID] | None
) -> frozenset[tuple[UUID, UUID]]:
    """(juror, entry) where an agency that bars the juror owns the entry with others."""
    about = (
        select(Conflict.juror_id, CoOwner.entry_id)
        .join(CoOwner, CoOwner.organisation_id == Conflict.organisation_id)
        .where(Conflict.state.in_(BARRING))
    )
    employs = select(Juror.id.label("juror_id"), CoOwner.entry_id).join(
        CoOwner, CoOwner.organisation_id == Juror.employer_id
    )
    found = set[tuple[UUID, UUID]]()
    for pairs, juror_id in ((about, Conflict.juror_id), (employs, Juror.id)):
        wanted = pairs.join(Entry, Entry.id == CoOwner.entry_id).where(
            Entry.edition_id == edition_id, _co_owned
        )
        if juror_ids is not None:
            wanted = wanted.where(juror_id.in_(list(juror_ids)))
        found |= {(row[0], row[1]) for row in session.execute(wanted)}
    return frozenset(found)


Pairs = frozenset[tuple[UUID, UUID]]


def _stakes(
    session: Session, edition_id: UUID, juror_ids: Iterable[UUID] | None
) -> tuple[Pairs, Pairs]:
    """The jurors who enter this edition themselves: (juror, entry) and (juror, organisation)."""
    jurors = select(Juror.id).where(Juror.edition_id == edition_id)
    if juror_ids is not None:
        jurors = jurors.where(Juror.id.in_(list(juror_ids)))
    works = (
        jurors.add_columns(EntryMember.entry_id)
        .join(EntryMember, (EntryMember.user_id == Juror.user_id) & EntryMember.outside)
        .join(Entry, Entry.id == EntryMember.entry_id)
        .where(Entry.edition_id == edition_id)
    )
    owns = jurors.add_columns(Entry.id).join(
        Entry, (Entry.owner_id == Juror.user_id) & (Entry.edition_id == edition_id)
    )
    past = jurors.add_columns(Entry.id).join(PastTie, PastTie.user_id == Juror.user_id)
    worked = past.join(
        Entry,
        (PastTie.scope_kind == Scope.entry.value)
        & (PastTie.scope_id == Entry.id)
        & (Entry.edition_id == edition_id),
    )
    was_of_its_agency = (
        past.join(Entry, _was_of(Entry.organisation_id) & (Entry.edition_id == edition_id))
        .join(Edition, Edition.id == Entry.edition_id)
        .where(_during_the_edition())
    )
    was_of_a_co_owner = (
        jurors.add_columns(CoOwner.entry_id)
        .join(PastTie, PastTie.user_id == Juror.user_id)
        .join(CoOwner, _was_of(CoOwner.organisation_id))
        .join(Entry, (Entry.id == CoOwner.entry_id) & (Entry.edition_id == edition_id))
        .join(Edition, Edition.id == Entry.edition_id)
        .where(_during_the_edition(), _co_owned)
    )
    co_owns = (
        jurors.add_columns(CoOwner.entry_id)
        .join(Grant, Grant.user_id == Juror.user_id)
        .join(CoOwner, _enters_for(CoOwner.organisation_id))
        .join(Entry, Entry.id == CoOwner.entry_id)
        .where(Entry.edition_id == edition_id, _co_owned)
    )
    enters_for = jurors.add_columns(Grant.scope_id).join(
        Grant,
        (Grant.user_id == Juror.user_id)
        & (Grant.role == Role.entrant.value)
        & (Grant.scope_kind == Scope.organisation.value),
    )
    return (
        frozenset(
            (row[0], row[1])
            for row in session.execute(
                union_all(works, owns, co_owns, worked, was_of_its_agency, was_of_a_co_owner)
            )
        ),
        frozenset((row[0], row[1]) for row in session.execute(enters_for)),
    )


def entries_of(conflict: Conflict) -> ColumnElement[bool]:
    """A condition on entries: those that the conflict is about."""
    if conflict.entry_id is not None:
        return Entry.id == conflict.entry_id
    return of_agency(conflict.organisation_id)


def of_agency(organisation_id: Any) -> ColumnElement[bool]:
    """A condition on entries: that the agency owns them, alone or with others."""
    return or_(
        Entry.organisation_id == organisation_id,
        Entry.id.in_(
            select(CoOwner.entry_id).where(CoOwner.organisation_id == organisation_id, _co_owned)
        ),
    )
