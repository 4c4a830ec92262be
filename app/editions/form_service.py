"""The verbs of forms: written freely before the call, then prepared, published and versioned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.call_rules import check_form_free, check_form_publishable
from app.editions.compare_rules import Change, compare_forms
from app.editions.field_schemas import FormIn, PublishIn, SectionIn, StaffForm
from app.editions.form_queries import Snapshot, field_snapshot, form_in, section_snapshot
from app.editions.form_rules import (
    changed_kinds,
    check_asks,
    check_fields,
    check_fillable,
    check_kinds_kept,
    check_not_in_use,
    check_something_changed,
    frozen_from_the_start,
    in_order,
)
from app.editions.models import Category, Edition, Field, FormDraft, FormVersion, Section
from app.editions.queries import category_of, get_category, staff_edition
from app.editions.rules import FieldKind
from app.editions.service import note_change
from app.house import house_of
from app.kit.errors import not_found
from app.kit.i18n import Pair
from app.kit.ids import uuid7
from app.kit.versions import check_version

Form = tuple[list[Snapshot], list[Snapshot]]


def load_form(session: Session, actor: Actor, category_id: UUID) -> tuple[Edition, Category]:
    """The edition under its lock, and its category with the form; for its organiser.

    The lock comes first: two who change the form, or a phase step, take turns.
    """
    found = get_category(session, category_id)
    edition = staff_edition(session, actor, found.edition_id, lock=True)
    return edition, category_of(session, edition.id, category_id)


def checked(session: Session, wanted: FormIn) -> Form:
    """The form as it is kept, its fields in order; refuses what could not be filled."""
    drafts = [field.draft() for field in wanted.fields]
    sections = [section.id for section in wanted.sections]
    check_fields(drafts, house_of(session).settings.max_upload_bytes, sections)
    fields = [field_snapshot(wanted.fields[at]) for at in in_order(drafts, sections)]
    return [section_snapshot(section) for section in wanted.sections], fields


def current_form(category: Category) -> Form:
    """The form that is asked now, as it is kept."""
    return (
        [section_snapshot(one) for one in sorted(category.sections, key=lambda one: one.position)],
        [field_snapshot(one) for one in sorted(category.fields, key=lambda one: one.position)],
    )


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
    """Make the category's form this one, while the public has not seen it; fields keep their ids.

    `in_use`: fields that hold answers or files, which a lower domain cannot know; the verb of the
    same name in `office` gives them. Version and If-Match are the category's.
    """
    edition, category = load_form(session, actor, category_id)
    form = checked(session, wanted)
    if form == current_form(category):
        return category
    check_version(category.version, condition, lambda: StaffForm.of(category))
    check_form_free(edition.phase_now)
    lost = changed_kinds(
        ((field.id, FieldKind(field.kind)) for field in category.fields),
        ((field.id, field.kind) for field in wanted.fields),
    )
    check_not_in_use(
        lost, in_use, {one.id: Pair(one.label_ar, one.label_en) for one in category.fields}
    )
    before = {field.id: field.code for field in category.fields}
    _store(session, category, form, retire=None)
    audit.record(
        session,
        actor,
        "put_fields",
        now,
        subject=("category", category.id),
        edition_id=edition.id,
        added=[field["code"] for field in form[1] if UUID(field["id"]) not in before],
        removed=[
            code
            for key, code in before.items()
            if str(key) not in {field["id"] for field in form[1]}
        ],
    )
    return category_of(session, edition.id, category_id)


# ---------------------------------------------------------------- the next version


def put_form_draft(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: FormIn,
    condition: str | None,
    now: datetime,
    *,
    current: Callable[[], BaseModel],
) -> None:
    """Keep the next version of a public form; nobody but staff sees it until it is published.

    If-Match is the draft's version, 0 for the first save; `current` shows it to one who is late.
    """
    edition, category = load_form(session, actor, category_id)
    check_form_publishable(edition.phase_now)
    form = checked(session, wanted)
    kinds = {UUID(field["id"]): FieldKind(field["kind"]) for field in current_form(category)[1]}
    check_kinds_kept(kinds, [(field.id, field.kind) for field in wanted.fields])
    _check_new_fillable(edition, kinds, wanted, now)
    _check_ids_free(session, category, form)
    draft = session.get(FormDraft, category_id)
    if draft is not None and (draft.sections, draft.fields) == form:
        return
    check_version(draft.version if draft else 0, condition, current)
    if draft is None:
        draft = FormDraft(category_id=category_id, version=0)
        session.add(draft)
    draft.sections, draft.fields = form
    draft.version += 1
    draft.edited_by, draft.edited_at = actor.user_id, now
    _record(session, actor, "put_form_draft", edition, category, now)


def _check_new_fillable(
    edition: Edition, asked: Collection[UUID], wanted: FormIn, now: datetime
) -> None:
    """Questions that are asked already were fillable once; a new one must be from now on."""
    since = max(now, edition.opens_at or now)
    check_fillable(
        (index, "freeze_at" if one.freeze_at else "freeze_phase")
        for index, one in enumerate(wanted.fields)
        if one.id not in asked
        and frozen_from_the_start(
            one.freeze_at, one.freeze_phase, edition.phase_now, since, required=one.required
        )
    )


def delete_form_draft(session: Session, actor: Actor, category_id: UUID, now: datetime) -> None:
    """Give up the next version; without one nothing happens."""
    edition, category = load_form(session, actor, category_id)
    draft = session.get(FormDraft, category_id)
    if draft is not None:
        session.delete(draft)
        _record(session, actor, "delete_form_draft", edition, category, now)


def publish_form(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: PublishIn,
    condition: str | None,
    now: datetime,
) -> Category:
    """Make the prepared version the form that is asked; what it no longer asks is retired.

    The note is public with its date. Refusals: `call_frozen`, `nothing_changed`, `form_without_fields` (409), those of
    `check_fields` and `check_fillable` where the world has changed since.
    """
    edition, category = load_form(session, actor, category_id)
    check_form_publishable(edition.phase_now)
    draft = session.get(FormDraft, category_id)
    before = current_form(category)
    form: Form = (draft.sections, draft.fields) if draft else before
    check_version(draft.version if draft else 0, condition)
    changes = compare_forms(before, form)
    check_something_changed(changes)
    check_asks(form[1])
    form = checked(session, form_in(*form))
    _check_new_fillable(edition, {UUID(one["id"]) for one in before[1]}, form_in(*form), now)
    _keep_version(session, category, edition.call_opened_at or now, before)
    category.form_version += 1
    session.add(
        FormVersion(
            id=uuid7(),
            category_id=category.id,
            number=category.form_version,
            sections=form[0],
            fields=form[1],
            changes=changes,
            note_ar=wanted.note_ar,
            note_en=wanted.note_en,
            published_at=now,
            published_by=actor.user_id,
        )
    )
    _store(session, category, form, retire=now)
    session.delete(draft)
    note_change(session, actor, edition, wanted.note_ar, wanted.note_en, now, kind="form")
    _record(
        session,
        actor,
        "publish_form",
        edition,
        category,
        now,
        number=category.form_version,
        changes=len(changes),
        reason=wanted.note_ar,
    )
    return category_of(session, edition.id, category_id)


def draft_form(session: Session, category: Category) -> tuple[FormDraft | None, Form, list[Change]]:
    """The prepared version if there is one, the form it makes, and what it changes."""
    draft = session.get(FormDraft, category.id)
    before = current_form(category)
    form = (draft.sections, draft.fields) if draft else before
    return draft, form, compare_forms(before, form)


def _keep_version(session: Session, category: Category, opened_at: datetime, form: Form) -> None:
    """Keep the outgoing version, if nobody has yet: the first one was never published by an act."""
    known = session.scalar(
        select(
            exists().where(
                FormVersion.category_id == category.id,
                FormVersion.number == category.form_version,
            )
        )
    )
    if not known:
        session.add(
            FormVersion(
                id=uuid7(),
                category_id=category.id,
                number=category.form_version,
                sections=form[0],
                fields=form[1],
                changes=[],
                published_at=opened_at,
            )
        )


# ---------------------------------------------------------------- rows


def _store(session: Session, category: Category, form: Form, *, retire: datetime | None) -> None:
    """Make the rows this form. `retire`: since when questions that go are no longer asked.

    Without it they are deleted.
    """
    _check_ids_free(session, category, form)
    wanted = form_in(*form)
    _store_sections(session, category, wanted.sections)
    before = {field.id: field for field in category.fields}
    rows = [
        {"id": field.id, "position": position, **field.values()}
        for position, field in enumerate(wanted.fields)
    ]
    kept = {row["id"] for row in rows}
    gone = set(before) - kept
    if gone and retire is not None:
        session.execute(
            update(Field)
            .where(Field.id.in_(gone))
            .values(retired_at=retire, section_id=None, visible_if=None)
        )
    elif gone:
        try:
            session.execute(delete(Field).where(Field.id.in_(gone)))
        except IntegrityError:  # answered since `in_use` was read
            labels: dict[UUID, str] = {
                key: Pair(before[key].label_ar, before[key].label_en) for key in gone
            }
            check_not_in_use(gone, gone, labels)
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
    _drop_sections(session, category, {section.id for section in wanted.sections})
    category.version += 1
    session.expire(category, ["fields", "sections"])
    for field_id in gone:
        session.expunge(before[field_id])
    session.flush()  # the form is read anew, in its new order


def _store_sections(session: Session, category: Category, sections: list[SectionIn]) -> None:
    known = {section.id for section in category.sections}
    rows = [{**one.model_dump(), "position": at} for at, one in enumerate(sections)]
    staying = [row for row in rows if row["id"] in known]
    if staying:
        session.execute(update(Section), staying)
    new = [{"category_id": category.id, **row} for row in rows if row["id"] not in known]
    if new:
        session.execute(insert(Section), new)


def _drop_sections(session: Session, category: Category, kept: set[UUID]) -> None:
    gone = [section for section in category.sections if section.id not in kept]
    if gone:
        session.execute(delete(Section).where(Section.id.in_([one.id for one in gone])))
        for section in gone:
            session.expunge(section)


def _check_ids_free(session: Session, category: Category, form: Form) -> None:
    """New ids are nobody's: neither another category's nor a retired question's."""
    for model, own, kept in (
        (Section, category.sections, form[0]),
        (Field, category.fields, form[1]),
    ):
        new = {UUID(one["id"]) for one in kept} - {row.id for row in own}
        if new and session.scalar(select(exists().where(model.id.in_(new)))):
            raise not_found()


def _record(
    session: Session,
    actor: Actor,
    act: str,
    edition: Edition,
    category: Category,
    now: datetime,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("category", category.id),
        edition_id=edition.id,
        **facts,
    )
