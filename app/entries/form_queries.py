"""Which form an entry answers: the current one until it is first submitted, then its own version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.editions.field_rules import check_answer
from app.editions.form_queries import field_spec, fields_of, sections_of
from app.editions.form_rules import check_not_frozen, is_frozen
from app.editions.models import Category, Edition, Field, FormVersion, Section
from app.editions.rules import FieldKind
from app.editions.visibility_rules import VisibleIf, shown_fields
from app.entries.answer_schemas import MissingItem
from app.entries.models import Answer, Attachment, Entry
from app.entries.rules import PRESENT, incomplete
from app.entries.submission_queries import words_and_files
from app.kit.errors import N_, Refusal, forbidden, not_found
from app.organisations.models import Service

Key = tuple[UUID, int]


@dataclass(frozen=True)
class EntryForm:
    """The sections and fields that an entry answers, in order."""

    sections: Sequence[Section]
    fields: Sequence[Field]


def current_forms(session: Session, categories: Iterable[UUID]) -> dict[UUID, EntryForm]:
    """The forms that are asked now, by category."""
    ids = set(categories)
    sections: dict[UUID, list[Section]] = {key: [] for key in ids}
    fields: dict[UUID, list[Field]] = {key: [] for key in ids}
    if ids:
        for section in session.scalars(
            select(Section).where(Section.category_id.in_(ids)).order_by(Section.position)
        ):
            sections[section.category_id].append(section)
        for field in session.scalars(
            select(Field)
            .where(Field.category_id.in_(ids), Field.retired_at.is_(None))
            .order_by(Field.position, Field.id)
        ):
            fields[field.category_id].append(field)
    return {key: EntryForm(sections[key], fields[key]) for key in ids}


def forms_of(session: Session, entries: Sequence[Entry]) -> dict[UUID, EntryForm]:
    """The form of each entry: in three statements for all that follow the current one, four else."""
    current = current_forms(session, {entry.category_id for entry in entries})
    numbers = {
        row.id: row.form_version
        for row in session.execute(
            select(Category.id, Category.form_version).where(Category.id.in_(current))
        )
    }
    older: set[Key] = {
        (entry.category_id, entry.form_version)
        for entry in entries
        if entry.form_version is not None and entry.form_version != numbers[entry.category_id]
    }
    kept: dict[Key, EntryForm] = {}
    if older:
        for row in session.scalars(
            select(FormVersion).where(
                tuple_(FormVersion.category_id, FormVersion.number).in_(sorted(older, key=str))
            )
        ):
            kept[row.category_id, row.number] = EntryForm(
                sections_of(row.sections, row.category_id), fields_of(row.fields, row.category_id)
            )
    return {
        entry.id: kept.get((entry.category_id, entry.form_version or 0), current[entry.category_id])
        for entry in entries
    }


def entry_form(session: Session, entry: Entry, category: Category) -> EntryForm:
    """The form of one entry of this category."""
    if entry.form_version not in (None, category.form_version):
        row = session.scalars(
            select(FormVersion).where(
                FormVersion.category_id == category.id, FormVersion.number == entry.form_version
            )
        ).one_or_none()
        if row is not None:
            return EntryForm(
                sections_of(row.sections, category.id), fields_of(row.fields, category.id)
            )
    return current_forms(session, [category.id])[category.id]


def shown_of(
    entry: Entry,
    fields: Sequence[Field],
    answers: Mapping[UUID, Any],
    files: Mapping[UUID, int],
) -> frozenset[UUID]:
    """Which of the form's fields are asked of this entry, given what it answers."""
    return shown_fields(
        [(one.id, FieldKind(one.kind), VisibleIf.read(one.visible_if)) for one in fields],
        answers,
        files,
        by_agency=entry.organisation_id is not None,
    )


def problems_of(
    entry: Entry,
    fields: Sequence[Field],
    answers: Sequence[Answer],
    files: Mapping[UUID, int],
) -> dict[UUID, str]:
    """What keeps an entry from being submitted: field → code; hidden fields ask for nothing."""
    values = {answer.field_id: answer.value for answer in answers}
    shown = shown_of(entry, fields, values, files)
    return incomplete(
        {field.id: field_spec(field) for field in fields if field.id in shown}, values, files
    )


def missing_items(
    entry: Entry,
    edition: Edition,
    now: datetime,
    fields: Sequence[Field],
    answers: Sequence[Answer],
    attachments: Sequence[Attachment],
) -> list[MissingItem]:
    """What must be done before the entry can be submitted, in the form's order."""
    files = Counter(one.field_id for one in attachments if one.state in PRESENT)
    problems = problems_of(entry, fields, answers, files)
    # What is fixed by now is asked of nobody: they could no longer answer it.
    fixed = frozen_fields(edition, fields, now)
    return [
        MissingItem(
            field_id=field.id,
            field_code=field.code,
            code=problems[field.id],
            label_ar=field.label_ar,
            label_en=field.label_en,
        )
        for field in fields
        if field.id in problems and field.id not in fixed
    ]


def retired_fields(
    session: Session, form: EntryForm, answers: Sequence[Answer], attachments: Sequence[Attachment]
) -> list[Field]:
    """Questions that were answered and are no longer asked, in the order of their end."""
    asked = {field.id for field in form.fields}
    held = {one.field_id for one in answers if one.value is not None}
    gone = (held | {one.field_id for one in attachments}) - asked
    if not gone:
        return []
    return list(
        session.scalars(
            select(Field)
            .where(Field.id.in_(gone), Field.retired_at.is_not(None))
            .order_by(Field.retired_at, Field.position)
        )
    )


def form_changes(session: Session, entry: Entry) -> list[FormVersion]:
    """The versions that were published since a draft was begun, the last first."""
    if entry.form_version is not None:
        return []
    return list(
        session.scalars(
            select(FormVersion)
            .where(
                FormVersion.category_id == entry.category_id,
                FormVersion.number > 1,
                FormVersion.published_at > entry.created_at,
            )
            .order_by(FormVersion.number.desc())
        )
    )


def frozen_fields(edition: Edition, fields: Sequence[Field], now: datetime) -> list[UUID]:
    """Fields whose answers are fixed at this moment."""
    return [
        field.id
        for field in fields
        if is_frozen(field.freeze_at, field.freeze_phase, edition.phase_now, now)
    ]


def open_field(
    session: Session, entry: Entry, edition: Edition, field_id: UUID, now: datetime
) -> Field:
    """A field of the entry's form whose answer may change now.

    404 for another's; refusals: `field_retired`, `field_frozen` (403).
    """
    form = entry_form(session, entry, session.get_one(Category, entry.category_id))
    field = next((one for one in form.fields if one.id == field_id), None)
    if field is None:
        known = session.get(Field, field_id)
        if known is None or known.category_id != entry.category_id:
            raise not_found()
        raise forbidden("field_retired", N_("لم يعد هذا السؤال مطلوبًا. إجابتك السابقة محفوظة."))
    try:
        check_not_frozen(field.freeze_at, field.freeze_phase, edition.phase_now, now)
    except Refusal as refusal:
        refusal.facts |= {"zone": edition.timezone, "digits": edition.digits}
        raise
    return field


def checked_answer(session: Session, entry: Entry, field: Field, value: object) -> Any:
    """The value as a draft stores it; the refusals of `check_answer`, a service being the agency's own.

    A text over its limit is kept while it may be shortened until the submission: not in a field that freezes before.
    """
    services = own_services(session, entry) if field.kind == FieldKind.service else None
    return check_answer(field_spec(field), value, services=services, in_progress=not freezes(field))


def freezes(field: Field) -> bool:
    """Whether an answer is fixed before the entry is submitted."""
    return field.freeze_at is not None or field.freeze_phase != ""


def own_services(session: Session, entry: Entry) -> frozenset[str]:
    """The ids of the services that this entry may name: its agency's that are offered."""
    return frozenset(
        str(key)
        for key in session.scalars(
            select(Service.id).where(
                Service.organisation_id == entry.organisation_id,
                Service.removed_at.is_(None),
            )
        )
    )


def named_services(
    session: Session, fields: Sequence[Field], answers: Sequence[Answer]
) -> list[Service]:
    """The services that the answers name, removed ones too."""
    picking = {field.id for field in fields if field.kind == FieldKind.service}
    ids = {
        UUID(one)
        for answer in answers
        if answer.field_id in picking and isinstance(answer.value, list)
        for one in answer.value
    }
    if not ids:
        return []
    return list(
        session.scalars(select(Service).where(Service.id.in_(ids)).order_by(Service.folded_name))
    )


def juror_form(session: Session, entry: Entry, category: Category) -> EntryForm:
    """The part of the entry's form that its jurors see."""
    form = entry_form(session, entry, category)
    hidden: set[UUID] = set()
    if entry.form_version not in (None, category.form_version):
        hidden = hidden_from_jurors(session, [category.id])
    answers: Mapping[UUID, Any] = {}
    files: Mapping[UUID, int] = {}
    if asks_by_condition(form):
        # What the conditions ask for may be hidden from jurors itself.
        said, sent = words_and_files(session, entry, {field.id for field in form.fields})
        answers = {one.field_id: one.value for one in said}
        files = Counter(one.field_id for one in sent)
    return juror_part(entry, form, hidden, answers, files)


def hidden_from_jurors(session: Session, categories: Iterable[UUID]) -> set[UUID]:
    """The fields that the forms of now hide from jurors."""
    return set(
        session.scalars(
            select(Field.id).where(
                Field.category_id.in_(set(categories)),
                Field.retired_at.is_(None),
                Field.visible_to_jurors.is_(False),
            )
        )
    )


def asks_by_condition(form: EntryForm) -> bool:
    """Whether what jurors see of the form depends on what the entry answers."""
    return any(
        field.visible_if or field.kind == FieldKind.service
        for field in form.fields
        if field.visible_to_jurors
    )


def juror_part(
    entry: Entry,
    form: EntryForm,
    hidden: Collection[UUID],
    answers: Mapping[UUID, Any],
    files: Mapping[UUID, int],
) -> EntryForm:
    """What jurors see of an entry's form, given what it answers.

    Shown are fields that the entry's own version shows to jurors and that no later version has
    hidden from them; what a condition hides is neither shown nor counted.
    """
    fields = [one for one in form.fields if one.visible_to_jurors and one.id not in hidden]
    if asks_by_condition(form):
        shown = shown_of(entry, form.fields, answers, files)
        fields = [field for field in fields if field.id in shown]
    used = {field.section_id for field in fields}
    return EntryForm([one for one in form.sections if one.id in used], fields)
