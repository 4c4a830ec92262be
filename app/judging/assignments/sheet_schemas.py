"""The sheet of assignments: its columns, its rows as they are read, what a file would change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from pydantic import BaseModel

from app.judging.evaluations.rules import STATUS_NAMES, EvaluationStatus
from app.kit.arabic import latin_digits
from app.kit.errors import N_, Refusal
from app.kit.i18n import Language, Pair
from app.kit.imports import Column, TableRow, read_grid
from app.kit.tables import Word
from app.organisations.import_schemas import ImportProblem, problem

MAX_ROWS: Final = 20_000
SHOWN: Final = 1000  # steps that a report names; its numbers count them all

COLUMNS: Final = (
    Column("number", (N_("رقم المشاركة"), "Entry number")),
    Column("juror_email", (N_("بريد المحكّم"), "Juror's e-mail")),
    Column("juror", (N_("المحكّم"), "Juror"), required=False),
)
HEADERS: Final = {column.name: column.headers for column in COLUMNS}
# What an export adds for people; a file that comes back may say anything there.
SHEET: Final = N_("الإسناد")
EXPORT_HEADERS: Final = (
    COLUMNS[0].headers[0],
    COLUMNS[1].headers[0],
    COLUMNS[2].headers[0],
    N_("المشاركة"),
    N_("الفئة"),
    N_("الجهة"),
    N_("التقييم"),
)


class Change(StrEnum):
    """What a file does to a pair; `kept`: the file leaves it out, but its evaluation is begun."""

    added = "added"
    removed = "removed"
    kept = "kept"
    unchanged = "unchanged"


@dataclass(frozen=True)
class SheetRow:
    """A row that names an entry, and a juror by address or by name; neither: nobody judges it."""

    number: int
    entry: int
    email: str
    name: str


@dataclass(frozen=True)
class PairSheet:
    """A file as it was read: its hash, its good rows and what is wrong with the others."""

    sha256: str
    count: int
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)


def read_pairs(data: bytes) -> PairSheet:
    """Read a file without looking at the database. Raises the refusals of `read_grid`."""
    grid = read_grid(data, COLUMNS, max_rows=MAX_ROWS)
    rows: list[SheetRow] = []
    problems: list[Refusal] = []
    for row in grid.rows:
        found = grid.calculated(row) or _read_row(row)
        if isinstance(found, SheetRow):
            rows.append(found)
        else:
            problems += found
    return PairSheet(hashlib.sha256(data).hexdigest(), len(grid.rows), rows, problems)


def _read_row(row: TableRow) -> SheetRow | list[Refusal]:
    said = latin_digits(row.values["number"]).lstrip("#")
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        return [problem("bad_number", N_("اكتب رقم المشاركة."), row.number, "number")]
    return SheetRow(
        row.number, int(said), row.values["juror_email"].lower(), row.values.get("juror", "")
    )


@dataclass(frozen=True)
class AssignedPair:
    """One line of the export: an entry with one of its jurors, or with none."""

    number: int
    title: Pair
    category: Pair
    agency: Pair
    email: str = ""
    juror: Pair | None = None
    status: EvaluationStatus | None = None


def export_rows(pairs: Iterable[AssignedPair]) -> Iterable[list[object]]:
    """The cells under `EXPORT_HEADERS`."""
    for one in pairs:
        yield [
            one.number,
            one.email,
            one.juror,
            one.title,
            one.category,
            one.agency,
            None if one.status is None else Word(STATUS_NAMES[one.status]),
        ]


@dataclass(frozen=True)
class PairStep:
    """What becomes of one pair; `row` is where the file says it, of a removed one where its entry stands."""

    change: Change
    row: int
    entry_id: UUID
    number: int
    juror_id: UUID
    juror_ar: str
    juror_en: str
    # The row of the pair, where it has one: a closed one comes back.
    evaluation_id: UUID | None = None


@dataclass(frozen=True)
class PairPlan:
    """What a file would do now; `plan_hash` covers the file and every step."""

    sheet: PairSheet
    plan_hash: str
    steps: list[PairStep]
    problems: list[Refusal]

    def of(self, change: Change) -> list[PairStep]:
        """The steps of one kind."""
        return [step for step in self.steps if step.change is change]


class AssignmentStep(BaseModel):
    """What becomes of one pair."""

    change: Change
    row: int
    number: int
    juror_ar: str
    juror_en: str


class AssignmentImport(BaseModel):
    """What a file would change (`applied` false), or has changed. Send `plan_hash` back to apply it.

    `items` names the first thousand, changes before what stays.
    """

    applied: bool
    file_sha256: str
    plan_hash: str
    rows: int
    entries: int
    added: int
    removed: int
    kept: int
    unchanged: int
    problems: list[ImportProblem]
    items: list[AssignmentStep]

    @classmethod
    def of(cls, plan: PairPlan, language: Language, *, applied: bool) -> Self:
        """From a plan."""
        counts = {change.value: len(plan.of(change)) for change in Change}
        order = list(Change)
        steps = sorted(plan.steps, key=lambda one: (order.index(one.change), one.row, one.juror_ar))
        return cls(
            applied=applied,
            file_sha256=plan.sheet.sha256,
            plan_hash=plan.plan_hash,
            rows=plan.sheet.count,
            entries=len({row.entry for row in plan.sheet.rows}),
            **counts,
            problems=[ImportProblem.of(one, language, HEADERS) for one in plan.problems],
            items=[
                AssignmentStep(
                    change=one.change,
                    row=one.row,
                    number=one.number,
                    juror_ar=one.juror_ar,
                    juror_en=one.juror_en,
                )
                for one in steps[:SHOWN]
            ],
        )
