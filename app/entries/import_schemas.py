"""The sheet of a category's entries: its columns, its rows as they are read, what a run would make."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.field_rules import FieldSpec
from app.editions.rules import FieldKind
from app.entries.import_rules import MAX_ROWS, NO_CELL, Call, Entrant, Named, read_cell
from app.entries.rules import EntryState
from app.kit.errors import N_, Refusal
from app.kit.i18n import Language
from app.kit.imports import Column, Grid, TableRow, header_key, read_grid, told_once
from app.kit.texts import LongText, OptionalEmail, ShortText, Title
from app.organisations.import_schemas import OUT, ImportProblem, problem, validated

WHO: Final = (
    Column("entrant", (N_("الجهة"), "Agency"), required=False),
    Column("contact_email", (N_("بريد صاحب المشاركة"), "Contact e-mail"), required=False),
)
FACE: Final = (
    Column("title_ar", (N_("العنوان بالعربية"), "Title in Arabic")),
    Column("title_en", (N_("العنوان بالإنجليزية"), "Title in English"), required=False),
    Column("summary_ar", (N_("الملخص بالعربية"), "Summary in Arabic"), required=False),
    Column("summary_en", (N_("الملخص بالإنجليزية"), "Summary in English"), required=False),
)
FIXED: Final = (*WHO, *FACE)
PROBLEMS: Final = (N_("ما يجب تصحيحه"), "To be corrected")
OURS: Final = frozenset(header_key(one) for one in PROBLEMS)


class FaceIn(BaseModel):
    """What of a row is no answer to a question."""

    contact_email: OptionalEmail = ""
    title_ar: Title
    title_en: ShortText = ""
    summary_ar: LongText = ""
    summary_en: LongText = ""


@dataclass(frozen=True)
class Asked:
    """A question of the form as the sheet asks it."""

    id: UUID
    label_ar: str
    label_en: str
    help_ar: str
    help_en: str
    spec: FieldSpec
    known: Named
    # Its answer is fixed by now.
    frozen: bool = False

    @property
    def in_cell(self) -> bool:
        """Whether a cell can answer it."""
        return self.spec.kind not in NO_CELL and not self.frozen


@dataclass(frozen=True)
class ImportForm:
    """A category's sheet as it would be read now."""

    category_id: UUID
    name_ar: str
    name_en: str
    version: int
    call: Call
    questions: Sequence[Asked]
    agencies: Sequence[tuple[str, str]] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of which form of which category this is."""
        return hashlib.sha256(f"{self.category_id}:{self.version}".encode()).hexdigest()

    def columns(self) -> list[Column]:
        """Every column; a question whose words another one has bears its place in the form as well."""
        taken = {header_key(text) for column in FIXED for text in column.headers}
        found = list(FIXED)
        for place, one in enumerate(self.questions, 1):
            if not one.in_cell:
                continue
            headers = tuple(
                text if header_key(text) not in taken else f"{text} ({place})"
                for text in (one.label_ar or one.label_en, one.label_en or one.label_ar)
            )
            taken |= {header_key(text) for text in headers}
            found.append(Column(str(one.id), headers, required=False))
        return found


@dataclass(frozen=True)
class EntryRow:
    """A row as far as it can be read without looking at agencies and people."""

    number: int
    entrant: str
    face: FaceIn
    answers: Mapping[UUID, Any]
    # Services are known by their agency's names.
    services: Mapping[UUID, str]
    # Nothing of it is wrong so far; what is wrong elsewhere in it is told all the same.
    whole: bool = True


@dataclass(frozen=True)
class EntrySheet:
    """A file as it was read: its hash, its rows and what is wrong with them."""

    sha256: str
    form: str
    count: int
    grid: Grid
    rows: list[EntryRow] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)


def read_entries(data: bytes, form: ImportForm) -> EntrySheet:
    """Read and check a file without looking at the database. CPU work: outside the event loop.

    Raises the refusals of `read_grid` when it is no such table at all.
    """
    grid = read_grid(data, form.columns(), max_rows=MAX_ROWS, lines=True)
    rows: list[EntryRow] = []
    problems: list[Refusal] = []
    asked = {str(one.id): one for one in form.questions if one.in_cell}
    for row in grid.rows:
        wrong = grid.calculated(row)
        found = _read(row, asked, wrong)
        problems += told_once(wrong)
        rows.append(found if not wrong else replace(found, whole=False))
    sha256 = hashlib.sha256(data).hexdigest()
    return EntrySheet(sha256, form.fingerprint, len(grid.rows), grid, rows, problems)


def _read(row: TableRow, asked: Mapping[str, Asked], wrong: list[Refusal]) -> EntryRow:
    texts = {name: row.values[name] for name in FaceIn.model_fields}
    face = validated(FaceIn, texts, row.number, "", wrong) or FaceIn.model_construct(None, **texts)
    answers: dict[UUID, Any] = {}
    services: dict[UUID, str] = {}
    for name, one in asked.items():
        text = row.values[name]
        if one.spec.kind == FieldKind.service:
            if text:
                services[one.id] = text
            continue
        try:
            value = read_cell(one.spec, text, one.known)
        except Refusal as refusal:
            wrong.append(at_cell(refusal, row.number, name))
        else:
            if value is not None:
                answers[one.id] = value
    return EntryRow(row.number, row.values["entrant"], face, answers, services)


def at_cell(refusal: Refusal, number: int, column: str) -> Refusal:
    """What a rule refused, said of a cell."""
    facts = {name: value for name, value in refusal.facts.items() if name != "loc"}
    return problem(refusal.code, refusal.sentence, number, column, **facts)


# ---------------------------------------------------------------- what a run makes


@dataclass(frozen=True)
class Step:
    """The draft that one row becomes; `told` are those who read of it by mail."""

    row: EntryRow
    entrant: Entrant
    name_ar: str
    name_en: str
    answers: Mapping[UUID, Any]
    contact_id: UUID | None = None
    # The contact's right is raised to submitting.
    raises: bool = False
    told: frozenset[UUID] = frozenset()
    entry_id: UUID | None = None
    number: int | None = None


@dataclass(frozen=True)
class EntryPlan:
    """What a file would do now; `plan_hash` covers the file, the form and every step."""

    sheet: EntrySheet
    form: ImportForm
    plan_hash: str
    steps: list[Step]
    problems: list[Refusal]


class EntryImportColumn(BaseModel):
    """A question as the sheet asks it, or why it is not in the sheet."""

    model_config = OUT

    field_id: UUID
    label_ar: str
    label_en: str
    kind: FieldKind
    state: Literal["cell", "platform", "frozen"]

    @classmethod
    def of(cls, one: Asked) -> Self:
        """From a question."""
        state: Literal["cell", "platform", "frozen"] = "cell"
        if not one.in_cell:
            state = "frozen" if one.frozen else "platform"
        return cls(
            field_id=one.id,
            label_ar=one.label_ar,
            label_en=one.label_en,
            kind=one.spec.kind,
            state=state,
        )


class EntryImportForm(BaseModel):
    """What a category's sheet asks, and where the call stands now."""

    model_config = OUT

    category_id: UUID
    name_ar: str
    name_en: str
    call: Call
    max_rows: int
    questions: list[EntryImportColumn]

    @classmethod
    def of(cls, form: ImportForm) -> Self:
        """From the form."""
        return cls(
            category_id=form.category_id,
            name_ar=form.name_ar,
            name_en=form.name_en,
            call=form.call,
            max_rows=MAX_ROWS,
            questions=[EntryImportColumn.of(one) for one in form.questions],
        )


class EntryImportProblem(ImportProblem):
    """A wrong cell: also its place as a spreadsheet names it, e.g. `D5`."""

    cell: str


class EntryImportStep(BaseModel):
    """What one row becomes; `entry_id` and `number` once it is made."""

    model_config = OUT

    row: int
    title_ar: str
    entrant_ar: str
    entrant_en: str
    contact_email: str
    answers: int
    tells: int
    state: EntryState
    entry_id: UUID | None
    number: int | None

    @classmethod
    def of(cls, step: Step) -> Self:
        """From a step of the plan."""
        return cls(
            row=step.row.number,
            title_ar=step.row.face.title_ar,
            entrant_ar=step.name_ar,
            entrant_en=step.name_en,
            contact_email=step.row.face.contact_email,
            answers=len(step.answers),
            tells=len(step.told),
            state=EntryState.draft,
            entry_id=step.entry_id,
            number=step.number,
        )


class EntryImportReport(BaseModel):
    """What a file would make (`applied` false), or has made. Send `plan_hash` back to make it."""

    model_config = OUT

    applied: bool
    file_sha256: str
    plan_hash: str
    call: Call
    rows: int
    entrants: int
    # Headers of the file that name no column: they are left aside.
    ignored: list[str]
    problems: list[EntryImportProblem]
    items: list[EntryImportStep]

    @classmethod
    def of(cls, plan: EntryPlan, language: Language, *, applied: bool) -> Self:
        """From a plan."""
        return cls(
            applied=applied,
            file_sha256=plan.sheet.sha256,
            plan_hash=plan.plan_hash,
            call=plan.form.call,
            rows=plan.sheet.count,
            entrants=len({step.entrant.id for step in plan.steps}),
            ignored=[one for one in plan.sheet.grid.ignored if header_key(one) not in OURS],
            problems=shown_problems(plan, language),
            items=[EntryImportStep.of(step) for step in plan.steps],
        )


def shown_problems(plan: EntryPlan, language: Language) -> list[EntryImportProblem]:
    """Every problem under the file's own headers."""
    grid = plan.sheet.grid
    headers = {
        one.name: (
            (own, own) if (own := grid.headers.get(one.name)) else (one.headers[0], one.headers[1])
        )
        for one in plan.form.columns()
    }
    shown = []
    for one in plan.problems:
        said = ImportProblem.of(one, language, headers)
        at = grid.places.get(said.column)
        cell = "" if at is None else f"{letters(at)}{said.row}"
        shown.append(EntryImportProblem(**said.model_dump(), cell=cell))
    return shown


def letters(at: int) -> str:
    """A column's letters from its place, counted from 0."""
    found = ""
    while at >= 0:
        found = chr(ord("A") + at % 26) + found
        at = at // 26 - 1
    return found
