"""The verbs of categories and of their forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.award_rules import check_award_levels, levels_from
from app.editions.call_rules import (
    CATEGORY_CALL,
    CATEGORY_RULEBOOK,
    category_entered,
    check_category_change,
    check_category_deletable,
)
from app.editions.form_schemas import CategoryIn, CategoryOrderIn, StaffCategory
from app.editions.models import Category, Edition, Rubric
from app.editions.queries import category_of, edition_categories, staff_edition
from app.editions.service import NOTE, note_change
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal, invalid
from app.kit.versions import Put, apply, check_version, same


def put_category(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    category_id: UUID,
    wanted: CategoryIn,
    condition: str | None,
    now: datetime,
) -> Put[Category]:
    """Create a category at the end of the edition's list, or change one."""
    edition = staff_edition(session, actor, edition_id, lock=True)
    values: dict[str, Any] = wanted.model_dump(exclude=NOTE)
    values["levels"] = [level.stored() for level in wanted.levels]
    values["entrant_kind"] = wanted.entrant_kind.value
    values["folded"] = fold(f"{wanted.code} {wanted.name_ar} {wanted.name_en}")[:680]
    known = session.scalar(select(exists().where(Category.id == category_id)))
    if not known:
        _check_category(session, edition, category_id, wanted)
        public = check_category_change(
            edition.phase_now, CATEGORY_CALL | CATEGORY_RULEBOOK, wanted.change_ar
        )
        last = session.scalar(
            select(func.max(Category.position)).where(Category.edition_id == edition.id)
        )
        category = Category(
            id=category_id,
            edition_id=edition.id,
            position=0 if last is None else last + 1,
            fields=[],
            sections=[],
            **values,
        )
        session.add(category)
        session.flush()  # the answer reads the defaults
        changed = sorted(values)
    else:
        category = category_of(session, edition.id, category_id)
        if same(category, values):
            return Put(category, created=False)
        check_version(category.version, condition, lambda: StaffCategory.of(category))
        _check_category(session, edition, category_id, wanted)
        changed = [name for name in values if getattr(category, name) != values[name]]
        public = check_category_change(edition.phase_now, changed, wanted.change_ar)
        apply(category, values)
        category.version += 1
    if public:
        note_change(session, actor, edition, wanted.change_ar, wanted.change_en, now)
    audit.record(
        session,
        actor,
        "put_category",
        now,
        subject=("category", category.id),
        edition_id=edition.id,
        changed=[name for name in changed if name != "folded"],
    )
    return Put(category, created=not known)


def _check_category(
    session: Session, edition: Edition, category_id: UUID, wanted: CategoryIn
) -> None:
    check_award_levels(wanted.levels_by, levels_from(level.stored() for level in wanted.levels))
    if wanted.rubric_id is not None and not session.scalar(
        select(exists().where(Rubric.id == wanted.rubric_id, Rubric.edition_id == edition.id))
    ):
        raise invalid(
            "rubric_unknown", N_("نموذج التقييم هذا ليس من نماذج هذه الدورة."), "rubric_id"
        )
    if session.scalar(
        select(
            exists().where(
                Category.edition_id == edition.id,
                Category.code == wanted.code,
                Category.id != category_id,
            )
        )
    ):
        raise invalid(
            "code_taken", N_("هذا الرمز مستعمل في الدورة نفسها."), "code", value=wanted.code
        )


def delete_category(
    session: Session, actor: Actor, edition_id: UUID, category_id: UUID, now: datetime
) -> None:
    """Delete a category that the public has not seen, with its form.

    Refusals (409): `category_public`; `category_entered` where drafts were imported into it.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    category = category_of(session, edition.id, category_id)
    check_category_deletable(edition.phase_now)
    try:
        session.execute(delete(Category).where(Category.id == category.id))
    except IntegrityError:  # a higher domain's rows hold it
        raise category_entered() from None
    audit.record(
        session,
        actor,
        "delete_category",
        now,
        subject=("category", category.id),
        edition_id=edition.id,
        code=category.code,
    )


def order_categories(
    session: Session, actor: Actor, edition_id: UUID, wanted: CategoryOrderIn, now: datetime
) -> list[Category]:
    """Show the edition's categories in this order; it must name each of them once."""
    edition = staff_edition(session, actor, edition_id, lock=True)
    categories = {
        category.id: category
        for category in session.scalars(select(Category).where(Category.edition_id == edition.id))
    }
    if len(wanted.ids) != len(categories) or set(wanted.ids) != set(categories):
        raise Refusal(
            "order_incomplete",
            N_("تغيّرت قائمة الفئات. حدّثها ثم أعد الترتيب."),
            ids=[str(key) for key in categories],
        )
    before = sorted(categories, key=lambda key: categories[key].position)
    if before != wanted.ids:
        for position, key in enumerate(wanted.ids):
            categories[key].position = position
        audit.record(
            session,
            actor,
            "order_categories",
            now,
            subject=("edition", edition.id),
            edition_id=edition.id,
            order=[str(key) for key in wanted.ids],
        )
    session.flush()  # the list below is read anew, with its fields
    return edition_categories(session, edition.id)
