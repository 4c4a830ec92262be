"""What a grant reaches over: its name, and what contains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Uuid,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.actor import Actor, Role, Scope
from app.editions.models import Edition, Programme
from app.editions.queries import places as places_of_edition
from app.entries.draft_queries import TITLE_AR, TITLE_EN
from app.entries.models import Entry
from app.judging.panels.models import Panel
from app.judging.rounds.models import Round
from app.kit.errors import not_found
from app.office.people_schemas import ScopeName
from app.organisations.models import Organisation

Place = tuple[Scope, UUID | None]


NAMELESS: Final = ScopeName("", "")

_number = "#" + cast(Entry.number, String)
_NO_EDITION: Final = literal(None, Uuid())
# Each selects id, Arabic name, English name, edition.
_NAMED: Final[dict[Scope, Callable[[set[UUID]], Select[UUID, str, str, UUID]]]] = {
    Scope.programme: lambda ids: select(
        Programme.id, Programme.name_ar, Programme.name_en, _NO_EDITION
    ).where(Programme.id.in_(ids)),
    Scope.edition: lambda ids: (
        select(
            Edition.id,
            Programme.name_ar + " — " + Edition.name_ar,
            Programme.name_en + " — " + Edition.name_en,
            Edition.id,
        )
        .join(Programme, Programme.id == Edition.programme_id)
        .where(Edition.id.in_(ids))
    ),
    Scope.organisation: lambda ids: select(
        Organisation.id, Organisation.name_ar, Organisation.name_en, _NO_EDITION
    ).where(Organisation.id.in_(ids)),
    Scope.panel: lambda ids: (
        select(Panel.id, Panel.name_ar, Panel.name_en, Round.edition_id)
        .join(Round, Round.id == Panel.round_id)
        .where(Panel.id.in_(ids))
    ),
    # By number; the title of a draft is its people's own.
    Scope.entry: lambda ids: select(
        Entry.id,
        func.rtrim(_number + " " + TITLE_AR),
        func.rtrim(_number + " " + TITLE_EN),
        Entry.edition_id,
    ).where(Entry.id.in_(ids)),
}


def scope_names(session: Session, places: Iterable[Place]) -> dict[Place, ScopeName]:
    """Names of many scopes, one statement per kind; the instance and what is gone have none."""
    ids: dict[Scope, set[UUID]] = {}
    for kind, scope_id in places:
        if scope_id is not None:
            ids.setdefault(kind, set()).add(scope_id)
    found: dict[Place, ScopeName] = {}
    for kind, wanted in ids.items():
        for scope_id, ar, en, edition_id in session.execute(_NAMED[kind](wanted)):
            found[kind, scope_id] = ScopeName(ar, en, edition_id)
    return found


def containing(session: Session, scope_kind: Scope, scope_id: UUID | None) -> tuple[Place, ...]:
    """A scope and all that contain it, itself first; 404 if it does not exist."""
    instance: Place = (Scope.instance, None)
    if scope_kind is Scope.instance:
        return (instance,)
    name = scope_names(session, [(scope_kind, scope_id)]).get((scope_kind, scope_id))
    if name is None:
        raise not_found()
    if name.edition_id is None:
        return ((scope_kind, scope_id), instance)
    above = places_of_edition(session.get_one(Edition, name.edition_id))
    return above if scope_kind is Scope.edition else ((scope_kind, scope_id), *above)


def within_charge(
    actor: Actor,
    kind: InstrumentedAttribute[str],
    scope_id: InstrumentedAttribute[UUID | None],
    *roles: Role,
) -> ColumnElement[bool]:
    """Which rows with a scope lie inside what the actor holds one of `roles` over.

    The administrator sees all; others editions and programmes, and what belongs to neither never.
    """
    if actor.is_admin or actor.system:
        return true()
    editions = select(Edition.id)
    if actor.holds(roles, (Scope.instance, None)):
        return kind.in_([Scope.edition, Scope.programme])
    programmes = actor.scopes(Scope.programme, *roles)
    mine = or_(
        Edition.id.in_(actor.scopes(Scope.edition, *roles)), Edition.programme_id.in_(programmes)
    )
    inside = (kind == Scope.edition) & scope_id.in_(editions.where(mine))
    return or_(inside, (kind == Scope.programme) & scope_id.in_(programmes), false())
