"""Reading programmes, editions and what belongs to them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, false, or_, select, true
from sqlalchemy.orm import Session

from app.actor import Actor, Role, Scope
from app.editions.models import Category, Edition
from app.editions.rules import Phase
from app.kit.errors import N_, forbidden, not_found

STAFF = (
    Role.organiser,
    Role.screener,
    Role.chair,
    Role.juror,
    Role.auditor,
    Role.approver,
)


def places(edition: Edition) -> tuple[tuple[Scope, UUID | None], ...]:
    """Where a grant over this edition can stand: on it, its programme, the instance."""
    return (
        (Scope.edition, edition.id),
        (Scope.programme, edition.programme_id),
        (Scope.instance, None),
    )


def visible_to(actor: Actor) -> Select[tuple[Edition]]:
    """Editions this actor may see: those open to the public, and those they work on."""
    base = select(Edition)
    if actor.system or actor.is_admin or actor.holds(STAFF, (Scope.instance, None)):
        return base.where(true())
    mine = or_(
        Edition.id.in_(actor.scopes(Scope.edition, *STAFF)) if actor.rights else false(),
        Edition.programme_id.in_(actor.scopes(Scope.programme, *STAFF))
        if actor.rights
        else false(),
    )
    return base.where(or_(Edition.phase.not_in([Phase.draft]), mine))


def get_edition(session: Session, actor: Actor, edition_id: UUID) -> Edition:
    """The edition, or 404 if the actor may not see it."""
    edition = session.scalars(visible_to(actor).where(Edition.id == edition_id)).one_or_none()
    if edition is None:
        raise not_found()
    return edition


def staff_edition(
    session: Session, actor: Actor, edition_id: UUID, *roles: Role, lock: bool = False
) -> Edition:
    """The edition, for one who holds one of `roles` (default organiser) over it.

    404 if it may not be seen, 403 `not_your_edition` otherwise. `lock` takes the row's lock.
    """
    wanted = visible_to(actor).where(Edition.id == edition_id)
    if lock:
        wanted = wanted.with_for_update(of=Edition)
    edition = session.scalars(wanted).one_or_none()
    if edition is None:
        raise not_found()
    if not actor.holds(roles or (Role.organiser,), *places(edition)):
        raise forbidden("not_your_edition", N_("ليس لك هذا الدور في هذه الدورة."))
    return edition


def get_category(session: Session, category_id: UUID) -> Category:
    """The category, or 404."""
    category = session.get(Category, category_id)
    if category is None:
        raise not_found()
    return category
