"""What an import of entries reads: the category's sheet, the agencies and people that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User
from app.actor import Actor, Level, Role, Scope
from app.editions.form_queries import field_spec
from app.editions.models import Category, Edition
from app.editions.queries import STAFF, get_category, places, staff_edition
from app.editions.rules import EntrantKind
from app.entries.form_queries import current_forms, frozen_fields
from app.entries.history_models import SavedVersion
from app.entries.import_rules import NOTHING, Limits, Named, call_of, check_may_import
from app.entries.import_schemas import Asked, EntrySheet, ImportForm
from app.entries.models import Entry
from app.entries.queries import may_start
from app.entries.rules import OUTSIDE_LIMITS, EntryState, Holdings
from app.kit.arabic import fold
from app.kit.errors import Refusal
from app.kit.i18n import Pair
from app.organisations.models import Organisation, Service

T = TypeVar("T")
CHUNK = 500


def import_form(
    session: Session,
    actor: Actor,
    category_id: UUID,
    now: datetime,
    *,
    lock: bool = False,
    agencies: bool = False,
) -> ImportForm:
    """A category's sheet as it would be read now; `agencies`: with the names that it may hold.

    404 for a stranger, 403 `not_your_edition`, 409 `import_too_late`.
    """
    category = get_category(session, category_id)
    edition = staff_edition(session, actor, category.edition_id, lock=lock)
    if lock:
        session.refresh(category)
    check_may_import(edition.phase_now)
    fields = current_forms(session, [category.id])[category.id].fields
    frozen = frozenset(frozen_fields(edition, fields, now))
    return ImportForm(
        category_id=category.id,
        name_ar=category.name_ar,
        name_en=category.name_en,
        version=category.version,
        call=call_of(_refused(edition, now)),
        questions=[
            Asked(
                one.id,
                one.label_ar,
                one.label_en,
                one.help_ar,
                one.help_en,
                field_spec(one),
                _choices(one.choices),
                one.id in frozen,
            )
            for one in fields
        ],
        agencies=_names(session) if agencies else (),
    )


def _refused(edition: Edition, now: datetime) -> str:
    try:
        may_start(edition, now)
    except Refusal as refusal:
        return refusal.code
    return ""


def _choices(choices: Sequence[Mapping[str, Any]] | None) -> Named:
    if not choices:
        return NOTHING
    return Named.of(
        [
            (
                one["code"],
                Pair(one["name_ar"], one.get("name_en", "")),
                (one["name_ar"], one.get("name_en", ""), one["code"]),
            )
            for one in choices
        ]
    )


def _names(session: Session) -> list[tuple[str, str]]:
    return [
        (row.name_ar, row.name_en)
        for row in session.execute(
            select(Organisation.name_ar, Organisation.name_en)
            .where(Organisation.status != "refused")
            .order_by(Organisation.folded_name)
        )
    ]


# ---------------------------------------------------------------- whose a row is


@dataclass(frozen=True)
class Agency:
    """An agency as a sheet names it."""

    id: UUID
    name_ar: str
    name_en: str
    status: str


@dataclass(frozen=True)
class World:
    """All that the rows of one file need to know, in as many statements however long it is."""

    agencies: Mapping[str, Sequence[Agency]]
    people: Mapping[str, User]
    # Agency → its members who may sign in, with their level.
    members: Mapping[UUID, Mapping[UUID, tuple[User, Level]]]
    staff: Collection[UUID]
    services: Mapping[UUID, Named]
    limits: Limits

    def agency(self, text: str) -> Sequence[Agency]:
        """The agencies that a cell may mean."""
        return self.agencies.get(fold(text), ())


def load_world(session: Session, sheet: EntrySheet, category: Category, edition: Edition) -> World:
    """What this sheet's rows name, and what stands in the edition already."""
    agencies = _agencies(session, {fold(row.entrant) for row in sheet.rows} - {""})
    ids = {one.id for of in agencies.values() for one in of}
    people = _people(session, {row.face.contact_email for row in sheet.rows} - {""})
    owners = {one.id for one in people.values()}
    return World(
        agencies=agencies,
        people=people,
        members=_members(session, ids),
        staff=_staff(session, edition, owners),
        services=_services(session, ids if any(row.services for row in sheet.rows) else ()),
        limits=_limits(session, category, edition, ids | owners),
    )


def _chunks(wanted: Iterable[T]) -> Iterable[list[T]]:
    every = sorted(wanted, key=str)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def _agencies(session: Session, named: Collection[str]) -> dict[str, list[Agency]]:
    """Agencies by folded name in either language, and by the domain of their mail."""
    found: defaultdict[str, list[Agency]] = defaultdict(list)
    if not named:
        return found
    for row in session.execute(
        select(
            Organisation.id,
            Organisation.name_ar,
            Organisation.name_en,
            Organisation.status,
            Organisation.email_domain,
        ).order_by(Organisation.id)
    ):
        one = Agency(row.id, row.name_ar, row.name_en, row.status)
        for key in {fold(row.name_ar), fold(row.name_en), fold(row.email_domain)} & set(named):
            found[key].append(one)
    # A refused registration is meant only where nothing else bears its name.
    return {key: [one for one in of if one.status != "refused"] or of for key, of in found.items()}


def _people(session: Session, emails: Collection[str]) -> dict[str, User]:
    return {
        user.email: user
        for some in _chunks(emails)
        for user in session.scalars(select(User).where(User.email.in_(some)))
    }


def _members(
    session: Session, ids: Collection[UUID]
) -> defaultdict[UUID, dict[UUID, tuple[User, Level]]]:
    found: defaultdict[UUID, dict[UUID, tuple[User, Level]]] = defaultdict(dict)
    for some in _chunks(ids):
        for user, scope_id, level in session.execute(
            select(User, Grant.scope_id, Grant.level)
            .join(Grant, Grant.user_id == User.id)
            .where(
                Grant.role == Role.entrant.value,
                Grant.scope_kind == Scope.organisation.value,
                Grant.scope_id.in_(some),
                User.disabled_at.is_(None),
            )
            .order_by(User.id)
        ):
            if scope_id is not None:
                found[scope_id][user.id] = (user, Level(level))
    return found


def _staff(session: Session, edition: Edition, owners: Collection[UUID]) -> set[UUID]:
    """Which of these people work on the edition."""
    held = or_(
        *(
            (Grant.scope_kind == kind.value)
            & (Grant.scope_id.is_(None) if scope_id is None else Grant.scope_id == scope_id)
            for kind, scope_id in places(edition)
        )
    )
    return {
        key
        for some in _chunks(owners)
        for key in session.scalars(
            select(Grant.user_id).where(
                Grant.user_id.in_(some), Grant.role.in_([one.value for one in STAFF]), held
            )
        )
    }


def _services(session: Session, ids: Collection[UUID]) -> dict[UUID, Named]:
    named: defaultdict[UUID, list[tuple[str, str, Collection[str]]]] = defaultdict(list)
    for some in _chunks(ids):
        for row in session.scalars(
            select(Service)
            .where(Service.organisation_id.in_(some), Service.removed_at.is_(None))
            .order_by(Service.id)
        ):
            named[row.organisation_id].append(
                (str(row.id), Pair(row.name_ar, row.name_en), (row.name_ar, row.name_en))
            )
    return {key: Named.of(of) for key, of in named.items()}


def _limits(
    session: Session, category: Category, edition: Edition, ids: Collection[UUID]
) -> Limits:
    """What counts of the edition: places taken, and titles that staff may know.

    A draft's title is its people's own; staff know it where an import wrote it, as it was written.
    """
    whose = func.coalesce(Entry.organisation_id, Entry.owner_id)
    counts: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    titles: dict[tuple[UUID, str], int] = {}
    for some in _chunks(ids):
        mine = (
            Entry.edition_id == edition.id,
            or_(Entry.organisation_id.in_(some), Entry.owner_id.in_(some)),
            Entry.state.not_in([state.value for state in OUTSIDE_LIMITS]),
        )
        for row in session.execute(
            select(whose.label("whose"), Entry.category_id, func.count().label("held"))
            .where(*mine)
            .group_by(whose, Entry.category_id)
        ):
            counts[row.whose][row.category_id] = row.held
        submitted = select(whose.label("whose"), Entry.title_ar.label("title"), Entry.number).where(
            *mine, Entry.state != EntryState.draft.value
        )
        imported = (
            select(whose.label("whose"), SavedVersion.value.label("title"), Entry.number)
            .join(SavedVersion, SavedVersion.entry_id == Entry.id)
            .where(
                *mine,
                Entry.import_id.is_not(None),
                SavedVersion.face == "title_ar",
                SavedVersion.began_at == Entry.created_at,
            )
        )
        for query in (submitted, imported):
            for row in session.execute(query):
                titles.setdefault((row.whose, fold(str(row.title))), row.number)
    return Limits(
        kind=EntrantKind(category.entrant_kind),
        edition=edition.max_entries_per_entrant,
        category=category.max_entries_per_entrant,
        held={
            key: Holdings(sum(of.values()), of.get(category.id, 0)) for key, of in counts.items()
        },
        titles=titles,
    )


def users_by_id(session: Session, ids: Collection[UUID]) -> list[User]:
    """These users, in the order of their ids."""
    return [
        user
        for some in _chunks(ids)
        for user in session.scalars(select(User).where(User.id.in_(some)).order_by(User.id))
    ]
