"""Reading what a new entry may begin from, and how it stands beside it afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actor import Actor, Level, Role, Scope
from app.editions.field_rules import check_answer
from app.editions.form_queries import field_spec
from app.editions.models import Category, Edition, Field
from app.editions.queries import visible_to as visible_editions
from app.editions.rules import FieldKind
from app.entries.attachment_rules import option
from app.entries.carry_rules import (
    Asked,
    Carried,
    counterparts,
    fitting,
    is_empty,
    status_of,
    still_asked,
)
from app.entries.carry_schemas import Beside, Comparison, EarlierEntries, EarlierEntry
from app.entries.form_queries import current_forms, forms_of, freezes
from app.entries.models import Answer, Attachment, Entry
from app.entries.queries import entrant_entry, mine
from app.entries.rules import AttachmentState, EntryState
from app.entries.schemas import CategoryRef, EditionRef
from app.entries.submission_models import Submission
from app.entries.submission_queries import standing, submitted_answers
from app.kit.errors import not_found

# Files that may go on: neither on their way, nor taken off, nor found bad or not yet looked into.
GOOD: Final = AttachmentState.clean.value
MOST_SOURCES = 50


def asked(field: Field) -> Asked:
    """A question as carrying compares it."""
    wording = (
        field.label_ar,
        field.label_en,
        field.help_ar,
        field.help_en,
        field.required,
        field.word_limit,
        field.minimum,
        field.maximum,
        tuple(str(choice["code"]) for choice in field.choices),
        tuple(field.file_types),
    )
    return Asked(field.id, field.code, field.kind, wording)


def open_fields(session: Session, category_id: UUID) -> list[Field]:
    """The questions that a category asks now."""
    return list(current_forms(session, [category_id])[category_id].fields)


def answered(session: Session, entry: Entry) -> list[tuple[Field, Any]]:
    """The questions that an entry answered, in order, those of an older form first.

    Of what was submitted, these and its files: what was written since counts for nobody. Of an
    entry that never was, what its people wrote.
    """
    submission = standing(session, entry)
    answers: Sequence[Answer] = (
        session.scalars(select(Answer).where(Answer.entry_id == entry.id)).all()
        if submission is None
        else submitted_answers(submission)
    )
    values = {one.field_id: one.value for one in answers if not is_empty(one.value)}
    fields = session.scalars(
        select(Field)
        .where(Field.id.in_(values))
        .order_by(Field.retired_at.is_(None), Field.position, Field.id)
    )
    return [(field, values[field.id]) for field in fields]


def good_files(session: Session, entry: Entry) -> list[tuple[Field, Attachment]]:
    """The files of an entry that may be copied, each with its question, in the order they came."""
    submission = standing(session, entry)
    counts = (
        Attachment.dropped_at.is_(None)
        if submission is None
        else Attachment.id.in_([UUID(line["id"]) for line in submission.files])
    )
    rows = session.execute(
        select(Field, Attachment)
        .join(Attachment, Attachment.field_id == Field.id)
        .where(Attachment.entry_id == entry.id, Attachment.state == GOOD, counts)
        .order_by(Attachment.added_at, Attachment.id)
    )
    return [(row[0], row[1]) for row in rows]


def _filled(session: Session, entries: Sequence[Entry]) -> dict[UUID, set[tuple[str, str]]]:
    """Per entry, the code and kind of what `answered` and `good_files` would say, in few statements."""
    ids = [entry.id for entry in entries]
    sent = {
        one.entry_id: one
        for one in session.scalars(
            select(Submission).where(Submission.id.in_([entry.submission_id for entry in entries]))
        )
    }
    answers = session.scalars(
        select(Answer).where(Answer.entry_id.in_([one for one in ids if one not in sent]))
    ).all()
    found = {
        (one.entry_id, one.field_id)
        for one in (*answers, *(row for one in sent.values() for row in submitted_answers(one)))
        if not is_empty(one.value)
    }
    listed = {line["id"] for one in sent.values() for line in one.files}
    for file in session.scalars(
        select(Attachment).where(Attachment.entry_id.in_(ids), Attachment.state == GOOD)
    ):
        if str(file.id) in listed if file.entry_id in sent else file.dropped_at is None:
            found.add((file.entry_id, file.field_id))
    named = {
        row.id: (row.code, row.kind)
        for row in session.execute(
            select(Field.id, Field.code, Field.kind).where(
                Field.id.in_({field_id for _, field_id in found})
            )
        )
    }
    codes: defaultdict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for entry_id, field_id in found:
        codes[entry_id].add(named[field_id])
    return codes


def check_field(field: Field, value: Any) -> Any:
    """The value as a draft stores it in today's question, or its refusal: as if it were typed.

    Of a table what today's form still asks for is enough.
    """
    table = field_spec(field).table
    if field.kind == FieldKind.table.value:
        value = still_asked([one.code for one in table.columns], table.rows, value) or value
    return check_answer(field_spec(field), value, in_progress=not freezes(field))


def takes_file(field: Field, file: Attachment) -> bool:
    """Whether today's question takes a file of this kind, size and length."""
    pages, minutes = option(field.options, "max_pages"), option(field.options, "max_minutes")
    return (
        (not field.file_types or file.media_type in field.file_types)
        and (field.max_bytes is None or file.size <= field.max_bytes)
        and (pages is None or (file.pages or 0) <= pages)
        and (minutes is None or (file.seconds or 0) <= minutes * 60)
        and file.state != AttachmentState.arriving.value
    )


def list_earlier_entries(session: Session, actor: Actor, category_id: UUID) -> EarlierEntries:
    """My entries in other editions from which one in this category may begin, newest edition first."""
    category = session.get(Category, category_id)
    if category is None or not session.scalar(
        visible_editions(actor)
        .where(Edition.id == category.edition_id)
        .with_only_columns(Edition.id)
    ):
        raise not_found()
    agencies = [
        one
        for one in actor.scopes(Scope.organisation, Role.entrant)
        if actor.level_in(one) is not Level.view
    ]
    rows = session.execute(
        mine(actor)
        .join(Edition, Edition.id == Entry.edition_id)
        .join(Category, Category.id == Entry.category_id)
        .add_columns(Edition, Category)
        .where(
            Entry.edition_id != category.edition_id,
            or_(Entry.owner_id == actor.user_id, Entry.organisation_id.in_(agencies)),
        )
        .order_by(Edition.created_at.desc(), Entry.number, Entry.id)
        .limit(MOST_SOURCES)
    ).all()
    codes = _filled(session, [row[0] for row in rows])
    here = {(one.code, one.kind) for one in open_fields(session, category.id)}
    return EarlierEntries(
        items=[
            EarlierEntry(
                id=entry.id,
                number=entry.number,
                title_ar=entry.title_ar,
                title_en=entry.title_en,
                state=EntryState(entry.state),
                organisation_id=entry.organisation_id,
                edition=EditionRef.of(edition),
                category=CategoryRef.model_validate(of),
                answers=len(codes[entry.id]),
                fits=len(codes[entry.id] & here),
            )
            for entry, edition, of in rows
        ]
    )


def compare_entry(session: Session, actor: Actor, entry_id: UUID) -> Comparison:
    """How one of my entries stands beside the earlier one it began from; 404 if from none.

    The earlier entry's own words are for those who may see that one too.
    """
    entry = entrant_entry(session, actor, entry_id)
    if entry.carried_from is None:
        raise not_found()
    source = session.scalars(mine(actor).where(Entry.id == entry.carried_from)).one_or_none()
    earlier_entry = session.get_one(Entry, entry.carried_from)
    old = answered(session, earlier_entry)
    files = good_files(session, earlier_entry)
    fields = open_fields(session, entry.category_id)
    earlier: dict[UUID, Any] = {field.id: value for field, value in old}
    questions = [asked(field) for field, _ in old] + [asked(field) for field, _ in files]
    known = questions + _unanswered(session, earlier_entry, questions)
    pairs = counterparts([asked(field) for field in fields], known)
    present: dict[UUID, Any] = {
        row[0]: row[1]
        for row in session.execute(
            select(Answer.field_id, Answer.value).where(Answer.entry_id == entry.id)
        )
    }
    by_id = {field.id: field for field in fields}
    _, refused = fitting(
        {key: earlier.get(one.id) for key, one in pairs.items()},
        lambda key, value: check_field(by_id[key], value),
    )
    here = _file_hashes(session, entry.id)
    compared = [
        _beside(field, pairs.get(field.id), earlier, present, refused, files, here)
        for field in fields
    ]
    used = {one.id for one in pairs.values()}
    edition = session.get(Edition, source.edition_id) if source else None
    dropped = [(field, value) for field, value in old if field.id not in used]
    return Comparison(source, edition, compared, dropped)


def _unanswered(session: Session, entry: Entry, known: Sequence[Asked]) -> list[Asked]:
    """The questions that the earlier entry left empty."""
    seen = {one.id for one in known}
    fields = forms_of(session, [entry])[entry.id].fields
    return [asked(one) for one in fields if one.id not in seen]


def _file_hashes(session: Session, entry_id: UUID) -> dict[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for field_id, sha256 in session.execute(
        select(Attachment.field_id, Attachment.sha256).where(
            Attachment.entry_id == entry_id,
            Attachment.dropped_at.is_(None),
            Attachment.state.not_in(
                [AttachmentState.arriving.value, AttachmentState.removed.value]
            ),
        )
    ):
        found[field_id].append(sha256)
    return found


def _beside(
    field: Field,
    other: Asked | None,
    earlier: dict[UUID, Any],
    present: dict[UUID, Any],
    refused: dict[UUID, str],
    files: Sequence[tuple[Field, Attachment]],
    here: dict[UUID, list[str]],
) -> Beside:
    if field.kind == FieldKind.file.value:
        before = [one for of, one in files if other is not None and of.id == other.id]
        status = status_of(
            has_counterpart=other is not None,
            earlier=sorted(one.sha256 for one in before),
            present=sorted(here.get(field.id, [])),
            refused=None,
        )
        names = [one.name for one in before]
        return Beside(field.id, status, "", _reworded(field, other), None, names)
    status = status_of(
        has_counterpart=other is not None,
        earlier=None if other is None else earlier.get(other.id),
        present=present.get(field.id),
        refused=refused.get(field.id),
    )
    return Beside(
        field_id=field.id,
        status=status,
        code=refused.get(field.id, "") if status is Carried.unfit else "",
        reworded=_reworded(field, other),
        earlier=None if other is None else earlier.get(other.id),
        files=(),
    )


def _reworded(field: Field, other: Asked | None) -> bool:
    return other is not None and asked(field).wording != other.wording
