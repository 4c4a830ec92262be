"""The verbs of categories and of their forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.call_rules import (
    CATEGORY_CALL,
    CATEGORY_RULEBOOK,
    check_award_levels,
    check_category_change,
    check_category_deletable,
    check_form_change,
)
from app.editions.form_rules import changed_kinds, check_fields, check_not_in_use
from app.editions.form_schemas import CategoryIn, CategoryOrderIn, FormIn, StaffCategory, StaffForm
from app.editions.models import Category, Edition, Field, Rubric
from app.editions.queries import category_of, edition_categories, get_category, staff_edition
from app.editions.rules import FieldKind, Phase
from app.editions.service import NOTE, note_change
from app.house import house_of
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.i18n import Pair
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
    values["entrant_kind"] = wanted.entrant_kind.value
    values["folded"] = fold(f"{wanted.code} {wanted.name_ar} {wanted.name_en}")[:680]
    known = session.scalar(select(exists().where(Category.id == category_id)))
    if not known:
        _check_category(session, edition, category_id, wanted)
        public = check_category_change(
            Phase(edition.phase), CATEGORY_CALL | CATEGORY_RULEBOOK, wanted.change_ar
        )
        last = session.scalar(
            select(func.max(Category.position)).where(Category.edition_id == edition.id)
        )
        category = Category(
            id=category_id,
            edition_id=edition.id,
            position=0 if last is None else last + 1,
            fields=[],
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
        public = check_category_change(Phase(edition.phase), changed, wanted.change_ar)
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
    check_award_levels([(level.from_rank, level.to_rank) for level in wanted.levels])
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
    """Delete a category that the public has not seen, with its form."""
    edition = staff_edition(session, actor, edition_id, lock=True)
    category = category_of(session, edition.id, category_id)
    check_category_deletable(Phase(edition.phase))
    session.execute(delete(Category).where(Category.id == category.id))
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


def put_fields(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: FormIn,
    condition: str | None,
    now: datetime,
    *,
    in_use: Iterable[UUID],
) -> Category:
    """Make the category's form this ordered list; fields keep their ids.

    `in_use`: fields that hold answers or files, which a lower domain cannot know; the verb of the
    same name in `office` gives them. Version and If-Match are the category's.
    """
    edition = staff_edition(
        session, actor, get_category(session, category_id).edition_id, lock=True
    )
    category = category_of(session, edition.id, category_id)
    check_fields(
        [field.draft() for field in wanted.fields], house_of(session).settings.max_upload_bytes
    )
    before = {field.id: field for field in category.fields}
    rows = [
        {"id": field.id, "position": position, **field.values()}
        for position, field in enumerate(wanted.fields)
    ]
    if [row["id"] for row in rows] == [
        field.id for field in sorted(category.fields, key=lambda field: field.position)
    ] and all(same(before[row["id"]], row) for row in rows):
        return category
    check_version(category.version, condition, lambda: StaffForm.of(category))
    if check_form_change(Phase(edition.phase), wanted.change_ar):
        note_change(session, actor, edition, wanted.change_ar, wanted.change_en, now)
    lost = changed_kinds(
        ((field.id, FieldKind(field.kind)) for field in category.fields),
        ((field.id, field.kind) for field in wanted.fields),
    )
    check_not_in_use(
        lost, in_use, {one.id: Pair(one.label_ar, one.label_en) for one in category.fields}
    )
    _store_fields(session, category, before, rows)
    category.version += 1
    audit.record(
        session,
        actor,
        "put_fields",
        now,
        subject=("category", category.id),
        edition_id=edition.id,
        added=[row["code"] for row in rows if row["id"] not in before],
        removed=[
            field.code for field in before.values() if field.id not in {row["id"] for row in rows}
        ],
    )
    session.flush()  # the form is read anew, in its new order
    return category_of(session, edition.id, category_id)


def _store_fields(
    session: Session, category: Category, before: dict[UUID, Field], rows: list[dict[str, Any]]
) -> None:
    kept = {row["id"] for row in rows}
    _check_ids_free(session, kept - set(before))
    gone = set(before) - kept
    if gone:
        try:
            session.execute(delete(Field).where(Field.id.in_(gone)))
        except IntegrityError:  # answered since `in_use` was read
            check_not_in_use(
                gone, gone, {key: Pair(before[key].label_ar, before[key].label_en) for key in gone}
            )
            raise
    staying = [row for row in rows if row["id"] in before]
    if staying:
        # Codes are unique in a category: two that swap must not meet halfway.
        session.execute(
            update(Field),
            [{"id": row["id"], "code": f"~{row['id'].hex}"} for row in staying],
        )
        session.execute(update(Field), staying)
    new = [{"category_id": category.id, **row} for row in rows if row["id"] not in before]
    if new:
        session.execute(insert(Field), new)
    session.expire(category, ["fields"])
    for field_id in gone:
        session.expunge(before[field_id])


def _check_ids_free(session: Session, ids: set[UUID]) -> None:
    if ids and session.scalar(select(exists().where(Field.id.in_(ids)))):
        raise not_found()
