"""Starting an entry from an earlier one of the same agency or person: answers and files are copied."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Field
from app.editions.rules import FieldKind
from app.entries.carry_queries import (
    answered,
    asked,
    check_field,
    good_files,
    open_fields,
    takes_file,
)
from app.entries.carry_rules import check_same_entrant, counterparts, fitting
from app.entries.carry_schemas import CarryIn
from app.entries.history_rules import FACES
from app.entries.history_service import keep_version
from app.entries.models import Answer, Attachment, Entry
from app.entries.queries import entrant_entry, entrant_view
from app.entries.schemas import EntryIn, EntryView
from app.entries.service import start_entry
from app.kit.errors import N_, Refusal, not_found
from app.kit.ids import uuid7
from app.kit.versions import Put


def carry_entry(
    session: Session, actor: Actor, entry_id: UUID, wanted: CarryIn, now: datetime
) -> Put[EntryView]:
    """Start a draft with the answers and files of an earlier entry that today's form takes.

    The earlier entry stays as it is. Asks for the right to see it and to start the new one; the
    same again is harmless. Refusals: those of `start_entry`; `other_entrants_entry`,
    `same_edition` (409); 404 for an entry that is not the actor's.
    """
    source = entrant_entry(session, actor, wanted.source_id)
    category = session.get(Category, wanted.category_id)
    if category is None:
        raise not_found()
    check_same_entrant(
        same_organisation=source.organisation_id == wanted.organisation_id,
        same_owner=wanted.organisation_id is not None or source.owner_id == actor.user_id,
        same_edition=source.edition_id == category.edition_id,
    )
    put = start_entry(
        session,
        actor,
        entry_id,
        EntryIn(**wanted.model_dump(exclude={"source_id"})),
        now,
    )
    entry = put.row.entry
    if not put.created:
        if entry.carried_from != source.id:
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return put
    entry.carried_from = source.id
    entry.summary_ar, entry.summary_en = source.summary_ar, source.summary_en
    for face in FACES:
        value = getattr(entry, face)
        if value and value == getattr(source, face):
            keep_version(session, actor, entry, value, 1, now, face=face, carried=True)
    fields = open_fields(session, category.id)
    texts = _copy_answers(session, actor, entry, source, fields, now)
    files = _copy_files(session, actor, entry, source, fields, now)
    session.flush()  # the view reads the copies
    audit.record(
        session,
        actor,
        "carry_entry",
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        source_id=str(source.id),
        answers=texts,
        files=files,
    )
    return Put(entrant_view(session, actor, entry, now), created=True)


def _copy_answers(
    session: Session,
    actor: Actor,
    entry: Entry,
    source: Entry,
    fields: list[Field],
    now: datetime,
) -> int:
    """Copy what today's questions take; how many they were."""
    old = answered(session, source)
    values = {field.id: value for field, value in old}
    pairs = counterparts([asked(one) for one in fields], [asked(field) for field, _ in old])
    by_id = {field.id: field for field in fields}
    taken, _ = fitting(
        {
            key: values[one.id]
            for key, one in pairs.items()
            if by_id[key].kind != FieldKind.file.value
        },
        lambda key, value: check_field(by_id[key], value),
    )
    for field_id, value in taken.items():
        session.add(
            Answer(
                entry_id=entry.id,
                field_id=field_id,
                value=value,
                revision=1,
                saved_by=actor.user_id,
                saved_at=now,
            )
        )
        keep_version(session, actor, entry, value, 1, now, field_id=field_id, carried=True)
    return len(taken)


# What a copy of a file has of its own; everything else is what was found about the same bytes.
_OWN = frozenset(
    {
        "id",
        "entry_id",
        "field_id",
        "added_by",
        "added_at",
        "check_id",
        "correct_until",
        "expires_at",
        "dropped_at",
    }
)


def _copy_files(
    session: Session,
    actor: Actor,
    entry: Entry,
    source: Entry,
    fields: list[Field],
    now: datetime,
) -> int:
    """Copy the files that today's fields take: new rows on the same bytes, which are kept by content."""
    rows = good_files(session, source)
    wanted = [one for one in fields if one.kind == FieldKind.file.value]
    pairs = counterparts([asked(one) for one in wanted], [asked(field) for field, _ in rows])
    copied = 0
    for field in wanted:
        other = pairs.get(field.id)
        fit = [
            one
            for of, one in rows
            if other is not None and of.id == other.id and takes_file(field, one)
        ]
        for one in fit[: field.max_files]:
            copy = Attachment(
                id=uuid7(),
                entry_id=entry.id,
                field_id=field.id,
                added_by=actor.user_id,
                added_at=now,
                **{
                    column.name: getattr(one, column.name)
                    for column in Attachment.__table__.columns
                    if column.name not in _OWN
                },
            )
            session.add(copy)
            audit.record(
                session,
                actor,
                "attach_file",
                now,
                subject=("entry", entry.id),
                edition_id=entry.edition_id,
                attachment_id=str(copy.id),
                sha256=copy.sha256,
                size=copy.size,
                carried=True,
            )
            copied += 1
    return copied
