"""All that was submitted in an edition, category by category, for a workbook."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
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

AT_ONCE: Final = 500  # rows
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


def answer_sheets(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    category_id: UUID | None,
    language: Language,
) -> Iterator[Sheet]:
    """A sheet a category: what counts of every submitted entry that the reader may see.

    Questions that the form no longer asks stand last, where something was answered. Rows are read as
    they are taken, some hundreds at a time.
    """
    edition = staff_edition(session, actor, edition_id, *READERS)
    query = select(Category).where(Category.edition_id == edition.id).order_by(Category.position)
    if category_id is not None:
        query = query.where(Category.id == category_id)
    for category in session.scalars(query).all():
        yield _sheet(session, actor, category, language)


def _sheet(session: Session, actor: Actor, category: Category, language: Language) -> Sheet:
    asked = session.scalars(
        select(Field)
        .where(Field.category_id == category.id)
        .order_by(Field.retired_at.is_not(None), Field.position, Field.id)
    ).all()
    retired = {str(one.id) for one in asked if one.retired_at is not None}
    used = _used(session, actor, category, retired)
    fields = [one for one in asked if one.retired_at is None or str(one.id) in used]
    return Sheet(
        _pick(language, category.name_ar, category.name_en),
        [*HEAD, *(_pick(language, one.label_ar, one.label_en) for one in fields)],
        _rows(session, actor, category, [_Asked.of(one, language) for one in fields], language),
    )


def _submitted(actor: Actor, category: Category, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Entry)
        .join(Submission, Submission.id == Entry.submission_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(Entry.category_id == category.id, staff_sees(actor))
        .order_by(Entry.number)
        .execution_options(yield_per=AT_ONCE)
    )


def _used(session: Session, actor: Actor, category: Category, retired: set[str]) -> set[str]:
    """Those of the retired questions that something was answered to."""
    used: set[str] = set()
    if not retired:
        return used
    rows = session.execute(_submitted(actor, category, Submission.content, Submission.files))
    for content, files in rows:
        used.update(retired.intersection(json.loads(content)["answers"]))
        used.update(retired.intersection(line["field_id"] for line in files))
    return used


def _rows(
    session: Session,
    actor: Actor,
    category: Category,
    fields: Sequence[_Asked],
    language: Language,
) -> Iterator[list[Any]]:
    found = session.execute(
        _submitted(
            actor,
            category,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
            Entry.state,
            Submission.submitted_at,
            Entry.summary_ar,
            Entry.summary_en,
            Submission.content,
            Submission.files,
        )
    )
    comma = "، " if language == "ar" else ", "
    for rows in found.partitions():
        answers: list[dict[str, Any]] = [json.loads(row.content)["answers"] for row in rows]
        services = _services(session, fields, answers, language)
        for row, given in zip(rows, answers, strict=True):
            yield [
                row.number,
                row.title_ar,
                row.title_en,
                _pick(language, row.entrant_ar, row.entrant_en),
                Word(STATE_WORDS[EntryState(row.state)]),
                row.submitted_at,
                row.summary_ar,
                row.summary_en,
                *_cells(fields, given, row.files, services, comma),
            ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the words of its codes, looked up once for all rows."""

    key: str
    kind: FieldKind
    choices: Mapping[str, str]
    columns: Mapping[str, str]
    rows: Mapping[str, str]

    @classmethod
    def of(cls, field: Field, language: Language) -> _Asked:
        options = field.options or {}
        return cls(
            str(field.id),
            FieldKind(field.kind),
            _labels(field.choices, language),
            _labels(options.get("columns", ()), language),
            _labels(options.get("rows", ()), language),
        )


def _cells(
    fields: Sequence[_Asked],
    given: Mapping[str, Any],
    sent: Sequence[Mapping[str, Any]],
    services: Mapping[str, str],
    comma: str,
) -> Iterator[str | Decimal | date]:
    files: dict[str, list[str]] = defaultdict(list)
    for line in sent:
        files[line["field_id"]].append(line["name"])
    for field in fields:
        value = given.get(field.key)
        if field.kind is FieldKind.file:
            yield "\n".join(files[field.key])
        elif value is None:
            yield ""
        else:
            yield answer_cell(
                field.kind,
                value,
                choices=field.choices,
                columns=field.columns,
                rows=field.rows,
                services=services,
                comma=comma,
            )


def _services(
    session: Session,
    fields: Sequence[_Asked],
    answers: Sequence[Mapping[str, Any]],
    language: Language,
) -> dict[str, str]:
    keys = [one.key for one in fields if one.kind is FieldKind.service]
    ids = {UUID(one) for given in answers for key in keys for one in given.get(key) or ()}
    if not ids:
        return {}
    found = session.scalars(select(Service).where(Service.id.in_(ids)))
    return {str(one.id): _pick(language, one.name_ar, one.name_en) for one in found}


def _labels(named: Sequence[Mapping[str, Any]], language: Language) -> dict[str, str]:
    return {one["code"]: _pick(language, one["name_ar"], one.get("name_en", "")) for one in named}


def _pick(language: Language, ar: str, en: str) -> str:
    return (en or ar) if language == "en" else ar
