"""All that was submitted in an edition, category by category, for a workbook. Reading it is an act."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Field
from app.editions.queries import staff_edition
from app.editions.rules import FieldKind
from app.entries.answer_rules import answer_cell
from app.entries.models import Entry
from app.entries.queries import READERS, staff_sees
from app.entries.rules import STATE_WORDS, EntryState
from app.entries.submission_models import Submission
from app.kit.errors import N_
from app.kit.i18n import Language
from app.kit.tables import Sheet, Word
from app.organisations.models import Organisation, Service

HEAD: Final = (
    N_("الرقم"),
    N_("العنوان بالعربية"),
    N_("العنوان بالإنجليزية"),
    N_("المشارك"),
    N_("الحالة"),
    N_("وقت التقديم"),
    N_("الملخص بالعربية"),
    N_("الملخص بالإنجليزية"),
)


def export_answers(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    category_id: UUID | None,
    language: Language,
    now: datetime,
) -> list[Sheet]:
    """A sheet a category: what counts of every submitted entry that the reader may see.

    Questions that the form no longer asks stand last, where something was answered.
    """
    edition = staff_edition(session, actor, edition_id, *READERS)
    audit.record(
        session,
        actor,
        "export_answers",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        category_id=category_id and str(category_id),
    )
    query = select(Category).where(Category.edition_id == edition.id).order_by(Category.position)
    if category_id is not None:
        query = query.where(Category.id == category_id)
    return [_sheet(session, actor, one, language) for one in session.scalars(query)]


def _sheet(session: Session, actor: Actor, category: Category, language: Language) -> Sheet:
    rows = session.execute(
        select(Entry, Submission, Organisation, User)
        .join(Submission, Submission.id == Entry.submission_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(Entry.category_id == category.id, staff_sees(actor))
        .order_by(Entry.number)
    ).all()
    answers: list[dict[str, Any]] = [json.loads(row[1].content)["answers"] for row in rows]
    used = {key for one in answers for key in one}
    used |= {line["field_id"] for row in rows for line in row[1].files}
    fields = [
        one
        for one in session.scalars(
            select(Field)
            .where(Field.category_id == category.id)
            .order_by(Field.retired_at.is_not(None), Field.position, Field.id)
        )
        if one.retired_at is None or str(one.id) in used
    ]
    services = _services(session, fields, answers, language)
    return Sheet(
        _pick(language, category.name_ar, category.name_en),
        [*HEAD, *(_pick(language, one.label_ar, one.label_en) for one in fields)],
        [
            [*_head(row, language), *_cells(fields, given, row[1], services, language)]
            for row, given in zip(rows, answers, strict=True)
        ],
    )


def _head(row: Any, language: Language) -> Sequence[Any]:
    entry, submission, organisation, owner = row
    who = organisation or owner
    return (
        entry.number,
        entry.title_ar,
        entry.title_en,
        "" if who is None else _pick(language, who.name_ar, who.name_en),
        Word(STATE_WORDS[EntryState(entry.state)]),
        submission.submitted_at,
        entry.summary_ar,
        entry.summary_en,
    )


def _cells(
    fields: Sequence[Field],
    given: Mapping[str, Any],
    submission: Submission,
    services: Mapping[str, str],
    language: Language,
) -> Iterator[str]:
    files: dict[str, list[str]] = defaultdict(list)
    for line in submission.files:
        files[line["field_id"]].append(line["name"])
    for field in fields:
        key = str(field.id)
        if field.kind == FieldKind.file.value:
            yield "\n".join(files[key])
        elif given.get(key) is None:
            yield ""
        else:
            options = field.options or {}
            yield answer_cell(
                FieldKind(field.kind),
                given[key],
                choices=_labels(field.choices, language),
                columns=_labels(options.get("columns", ()), language),
                rows=_labels(options.get("rows", ()), language),
                services=services,
                comma="، " if language == "ar" else ", ",
            )


def _services(
    session: Session,
    fields: Sequence[Field],
    answers: Sequence[Mapping[str, Any]],
    language: Language,
) -> dict[str, str]:
    keys = [str(one.id) for one in fields if one.kind == FieldKind.service.value]
    ids = {UUID(one) for given in answers for key in keys for one in given.get(key) or ()}
    if not ids:
        return {}
    found = session.scalars(select(Service).where(Service.id.in_(ids)))
    return {str(one.id): _pick(language, one.name_ar, one.name_en) for one in found}


def _labels(named: Sequence[Mapping[str, Any]], language: Language) -> dict[str, str]:
    return {one["code"]: _pick(language, one["name_ar"], one.get("name_en", "")) for one in named}


def _pick(language: Language, ar: str, en: str) -> str:
    return (en or ar) if language == "en" else ar
