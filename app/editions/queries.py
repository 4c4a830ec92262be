"""Reading programmes, editions and what belongs to them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import Session, lazyload, selectinload, undefer

from app.actor import Actor, Role, Scope
from app.editions.models import (
    CallChange,
    Category,
    Criterion,
    Edition,
    FormVersion,
    Programme,
    Rubric,
)
from app.editions.rules import Phase
from app.kit.errors import N_, forbidden, not_found
from app.kit.i18n import Pair
from app.kit.paging import PageParams, paginate

STAFF = (
    Role.organiser,
    Role.screener,
    Role.chair,
    Role.juror,
    Role.auditor,
    Role.approver,
)
# Who reads how an edition is set up.
READERS = (Role.organiser, Role.screener, Role.chair, Role.auditor, Role.approver, Role.admin)


def category_label(programme: Programme) -> Pair:
    """What a programme calls one of its categories, as the head of a column."""
    noun = programme.category_noun_en
    return Pair(programme.category_noun_ar, noun[:1].upper() + noun[1:])


def places(edition: Edition) -> tuple[tuple[Scope, UUID | None], ...]:
    """Where a grant over this edition can stand: on it, its programme, the instance."""
    return (
        (Scope.edition, edition.id),
        (Scope.programme, edition.programme_id),
        (Scope.instance, None),
    )


def announced() -> ColumnElement[bool]:
    """Editions that the public may see: no draft, and none that was cancelled as a draft."""
    return (Edition.phase != Phase.draft) & (
        (Edition.phase != Phase.cancelled) | Edition.call_opened_at.is_not(None)
    )


def visible_to(actor: Actor) -> Select[Edition]:
    """Editions this actor may see: those open to the public, and those they work on."""
    base = select(Edition)
    if actor.system or actor.is_admin or actor.holds(STAFF, (Scope.instance, None)):
        return base.where(true())
    return base.where(
        or_(
            announced(),
            Edition.id.in_(actor.scopes(Scope.edition, *STAFF)),
            Edition.programme_id.in_(actor.scopes(Scope.programme, *STAFF)),
        )
    )


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
        # What was read before the lock may be old by now.
        wanted = wanted.with_for_update(of=Edition, key_share=True).execution_options(
            populate_existing=True
        )
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


# ---------------------------------------------------------------- programmes


def programmes_visible_to(actor: Actor) -> Select[Programme]:
    """Programmes with an edition that the public may see, and those the actor works for."""
    base = select(Programme)
    if actor.system or actor.is_admin or actor.holds(STAFF, (Scope.instance, None)):
        return base.where(true())
    return base.where(
        or_(
            exists().where(Edition.programme_id == Programme.id, announced()),
            Programme.id.in_(actor.scopes(Scope.programme, *STAFF)),
            Programme.id.in_(
                select(Edition.programme_id).where(
                    Edition.id.in_(actor.scopes(Scope.edition, *STAFF))
                )
            ),
        )
    )


def show_programme(session: Session, actor: Actor, programme_id: UUID) -> Programme:
    """The programme, or 404 if the actor may not see it."""
    programme = session.scalars(
        programmes_visible_to(actor).where(Programme.id == programme_id)
    ).one_or_none()
    if programme is None:
        raise not_found()
    return programme


def list_programmes(
    session: Session, actor: Actor, params: PageParams
) -> tuple[list[Programme], int]:
    """Programmes that the actor may see."""
    return paginate(
        session,
        programmes_visible_to(actor),
        params,
        sorts={
            "name_ar": Programme.name_ar,
            "name_en": Programme.name_en,
            "slug": Programme.slug,
            "created_at": Programme.created_at,
        },
        default_sort="created_at",
        tiebreak=Programme.id,
        search=(Programme.folded,),
    )


def staff_programme(
    session: Session, actor: Actor, programme_id: UUID, *roles: Role, lock: bool = False
) -> Programme:
    """The programme, for its organisers (or `roles`) and the administrator; 404 or 403."""
    wanted = programmes_visible_to(actor).where(Programme.id == programme_id)
    if lock:
        wanted = wanted.with_for_update(of=Programme, key_share=True).execution_options(
            populate_existing=True
        )
    programme = session.scalars(wanted).one_or_none()
    if programme is None:
        raise not_found()
    over = ((Scope.programme, programme.id), (Scope.instance, None))
    if not actor.is_admin and not actor.holds(roles or (Role.organiser,), *over):
        raise forbidden("not_your_programme", N_("ليس لك هذا الدور في هذا البرنامج."))
    return programme


def show_programme_logo(session: Session, actor: Actor, programme_id: UUID) -> tuple[bytes, str]:
    """The logo's bytes and media type; 404 without one."""
    programme = session.scalars(
        programmes_visible_to(actor)
        .where(Programme.id == programme_id)
        .options(undefer(Programme.logo))
    ).one_or_none()
    if programme is None or programme.logo is None:
        raise not_found()
    return programme.logo, programme.logo_type


# ---------------------------------------------------------------- editions


def list_editions(
    session: Session, actor: Actor, params: PageParams, programme_id: UUID | None = None
) -> tuple[list[tuple[Edition, list[str]]], int]:
    """Editions that the actor may see, each with the actor's roles over it."""
    wanted = visible_to(actor).join(Edition.programme)
    if programme_id is not None:
        wanted = wanted.where(Edition.programme_id == programme_id)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "name_ar": Edition.name_ar,
            "name_en": Edition.name_en,
            "phase": Edition.phase,
            "opens_at": Edition.opens_at,
            "closes_at": Edition.closes_at,
            "created_at": Edition.created_at,
        },
        default_sort="-created_at",
        tiebreak=Edition.id,
        search=(Edition.folded, Programme.folded),
    )
    return [(edition, roles_over(actor, edition)) for edition in rows], total


def roles_over(actor: Actor, edition: Edition) -> list[str]:
    """The actor's roles over an edition, by name."""
    over = places(edition)
    return sorted({r.role.value for r in actor.rights if (r.scope_kind, r.scope_id) in over})


def show_edition(session: Session, actor: Actor, edition_id: UUID) -> Edition:
    """The edition as its staff see it."""
    return staff_edition(session, actor, edition_id, *READERS)


def list_call_changes(session: Session, actor: Actor, edition_id: UUID) -> list[CallChange]:
    """Changes of the public call, oldest first; for all who may see the edition."""
    edition = get_edition(session, actor, edition_id)
    return call_changes(session, edition.id)


def call_changes(session: Session, edition_id: UUID) -> list[CallChange]:
    """Changes of the public call, oldest first."""
    return list(
        session.scalars(
            select(CallChange)
            .where(CallChange.edition_id == edition_id)
            .order_by(CallChange.changed_at, CallChange.id)
        )
    )


# ---------------------------------------------------------------- categories and forms


def list_categories(
    session: Session, actor: Actor, edition_id: UUID, params: PageParams
) -> tuple[list[Category], int]:
    """The edition's categories with their fields, for staff."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return paginate(
        session,
        select(Category)
        .where(Category.edition_id == edition.id)
        .options(selectinload(Category.fields)),
        params,
        sorts={
            "position": Category.position,
            "code": Category.code,
            "name_ar": Category.name_ar,
            "name_en": Category.name_en,
        },
        default_sort="position",
        tiebreak=Category.id,
        search=(Category.folded,),
    )


def edition_categories(session: Session, edition_id: UUID) -> list[Category]:
    """The edition's categories in their order, with their fields."""
    return list(
        session.scalars(
            select(Category)
            .where(Category.edition_id == edition_id)
            .order_by(Category.position, Category.id)
            .options(selectinload(Category.fields))
        )
    )


def show_category(session: Session, actor: Actor, edition_id: UUID, category_id: UUID) -> Category:
    """A category as staff see it, with its fields."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return category_of(session, edition.id, category_id)


def category_of(session: Session, edition_id: UUID, category_id: UUID) -> Category:
    """The edition's category with its fields, or 404."""
    category = session.scalars(
        select(Category)
        .where(Category.id == category_id, Category.edition_id == edition_id)
        .options(selectinload(Category.fields), selectinload(Category.sections))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if category is None:
        raise not_found()
    return category


def show_fields(session: Session, actor: Actor, category_id: UUID) -> Category:
    """A category with its form, for staff and for all who may see its edition once it is open."""
    category = get_category(session, category_id)
    get_edition(session, actor, category.edition_id)
    return category


def list_form_versions(session: Session, actor: Actor, category_id: UUID) -> list[FormVersion]:
    """The published versions of a form, the last first; for all who may see its edition."""
    category = show_fields(session, actor, category_id)
    return list(
        session.scalars(
            select(FormVersion)
            .where(FormVersion.category_id == category.id)
            .order_by(FormVersion.number.desc())
        )
    )


# ---------------------------------------------------------------- rubrics


def list_rubrics(
    session: Session, actor: Actor, edition_id: UUID, params: PageParams
) -> tuple[list[tuple[Rubric, int, list[UUID]]], int]:
    """The edition's rubrics, each with its number of criteria and the categories that use it."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    rows, total = paginate(
        session,
        select(Rubric).where(Rubric.edition_id == edition.id).options(lazyload(Rubric.criteria)),
        params,
        sorts={"name_ar": Rubric.name_ar, "name_en": Rubric.name_en},
        default_sort="name_ar",
        tiebreak=Rubric.id,
        search=(Rubric.folded,),
    )
    used: dict[Any, list[UUID]] = defaultdict(list)
    for category in session.scalars(
        select(Category).where(Category.edition_id == edition.id).order_by(Category.position)
    ):
        used[category.rubric_id].append(category.id)
    counted = session.execute(
        select(Criterion.rubric_id, func.count())
        .where(Criterion.rubric_id.in_([rubric.id for rubric in rows]))
        .group_by(Criterion.rubric_id)
    )
    sizes = {rubric_id: count for rubric_id, count in counted}  # noqa: C416 -- rows are no pairs to mypy
    return [(rubric, sizes.get(rubric.id, 0), used[rubric.id]) for rubric in rows], total


def show_rubric(session: Session, actor: Actor, edition_id: UUID, rubric_id: UUID) -> Rubric:
    """A rubric with its tree, for staff."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return rubric_of(session, edition.id, rubric_id)


def rubric_of(session: Session, edition_id: UUID, rubric_id: UUID) -> Rubric:
    """The edition's rubric with its tree, or 404."""
    rubric = session.scalars(
        select(Rubric)
        .where(Rubric.id == rubric_id, Rubric.edition_id == edition_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if rubric is None:
        raise not_found()
    return rubric


def edition_rubrics(session: Session, edition_id: UUID) -> list[Rubric]:
    """The edition's rubrics with their trees."""
    return list(
        session.scalars(select(Rubric).where(Rubric.edition_id == edition_id).order_by(Rubric.id))
    )
