"""The sheet of agencies and members: its columns, its rows as they are read, what a run would do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from app.kit.arabic import fold
from app.kit.errors import N_, Refusal
from app.kit.i18n import Language, Pair, translate
from app.kit.imports import Column, TableRow, read_grid
from app.organisations.member_schemas import MemberIn
from app.organisations.rules import KIND_NAMES, Kind
from app.organisations.schemas import OrganisationIn

T = TypeVar("T", bound=BaseModel)
MemberAction = Literal["none", "invite", "add", "known"]
OUT = ConfigDict(json_schema_serialization_defaults_required=True)
MAX_ROWS: Final = 1000

COLUMNS: Final = (
    Column("name_ar", (N_("اسم الجهة بالعربية"), "Name in Arabic")),
    Column("name_en", (N_("اسم الجهة بالإنجليزية"), "Name in English"), required=False),
    Column("kind", (N_("نوع الجهة"), "Kind"), required=False),
    Column("peer_group", (N_("المجموعة النظيرة"), "Peer group"), required=False),
    Column("city", (N_("المدينة"), "City"), required=False),
    Column("country", (N_("الدولة"), "Country"), required=False),
    Column("website", (N_("الموقع الإلكتروني"), "Website"), required=False),
    Column("email_domain", (N_("نطاق البريد"), "E-mail domain"), required=False),
    Column("member_email", (N_("بريد العضو"), "Member's e-mail"), required=False),
    Column("member_name_ar", (N_("اسم العضو بالعربية"), "Member's name in Arabic"), required=False),
    Column(
        "member_name_en", (N_("اسم العضو بالإنجليزية"), "Member's name in English"), required=False
    ),
    Column("member_language", (N_("لغة العضو"), "Member's language"), required=False),
)
HEADERS: Final = {column.name: column.headers for column in COLUMNS}
_AGENCY: Final = tuple(c.name for c in COLUMNS if not c.name.startswith("member_"))
_MEMBER: Final = tuple(c.name for c in COLUMNS if c.name.startswith("member_"))
_KINDS: Final = {
    fold(text): kind
    for kind, name in KIND_NAMES.items()
    for text in (kind.value, name, kind.value.replace("_", " "), kind.value.replace("_", "-"))
}
_LANGUAGES: Final = {
    fold(text): language
    for language, texts in {
        "ar": ("ar", "العربية", "عربي", "Arabic"),
        "en": ("en", "الإنجليزية", "إنجليزي", "English"),
    }.items()
    for text in texts
}


@dataclass(frozen=True)
class SheetRow:
    """A row that can be carried out; `key` is the agency's folded Arabic name."""

    number: int
    key: str
    organisation: OrganisationIn
    member: MemberIn | None


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: its hash, its good rows and what is wrong with the others."""

    sha256: str
    count: int
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)


def problem(code: str, sentence: str, row: int, column: str, **facts: Any) -> Refusal:
    """One wrong cell, at its row as people see it and its column."""
    return Refusal(code, sentence, status=422, loc=["rows", row, column], **facts)


def read_sheet(data: bytes) -> Sheet:
    """Read and check a file without looking at the database. CPU work: outside the event loop.

    Raises the refusals of `read_grid` when it is no such table at all.
    """
    grid = read_grid(data, COLUMNS, max_rows=MAX_ROWS)
    rows: list[SheetRow] = []
    problems: list[Refusal] = []
    for row in grid.rows:
        found = grid.calculated(row) or _read_row(row)
        if isinstance(found, SheetRow):
            rows.append(found)
        else:
            problems += found
    problems += _across(rows, {row.number: row for row in grid.rows})
    problems.sort(key=lambda one: (one.facts["loc"][1], _AT[one.facts["loc"][2]]))
    return Sheet(hashlib.sha256(data).hexdigest(), len(grid.rows), rows, problems)


_AT: Final = {column.name: place for place, column in enumerate(COLUMNS)}


def _read_row(row: TableRow) -> SheetRow | list[Refusal]:
    problems: list[Refusal] = []
    values = {name: row.values[name] for name in _AGENCY if row.values[name]}
    if "kind" in values:
        kind = _KINDS.get(fold(values["kind"]))
        if kind is None:
            problems.append(
                problem(
                    "bad_kind",
                    N_("نوع الجهة أحد: {allowed}."),
                    row.number,
                    "kind",
                    allowed=[KIND_NAMES[one] for one in Kind],
                )
            )
            del values["kind"]
        else:
            values["kind"] = kind.value
    values.setdefault("name_ar", "")
    organisation = validated(OrganisationIn, values, row.number, "", problems)
    member = _read_member(row, problems)
    if problems or organisation is None:
        return problems
    return SheetRow(row.number, fold(organisation.name_ar), organisation, member)


def _read_member(row: TableRow, problems: list[Refusal]) -> MemberIn | None:
    values = {
        name.removeprefix("member_"): row.values[name] for name in _MEMBER if row.values[name]
    }
    if not values:
        return None
    if "language" in values:
        language = _LANGUAGES.get(fold(values["language"]))
        if language is None:
            problems.append(
                problem(
                    "bad_language",
                    N_("لغة العضو: العربية أو الإنجليزية."),
                    row.number,
                    "member_language",
                )
            )
            del values["language"]
        else:
            values["language"] = language
    if "email" not in values:
        problems.append(
            problem("email_missing", N_("اكتب بريد العضو."), row.number, "member_email")
        )
        return None
    return validated(MemberIn, values, row.number, "member_", problems)


def validated(
    schema: type[T],
    values: Mapping[str, Any],
    number: int,
    prefix: str,
    problems: list[Refusal],
    *,
    instead: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> T | None:
    """A row's values as `schema`, or None with what is wrong added to `problems`, at its columns.

    `instead`: the code and the sentence for whatever is wrong in a column.
    """
    try:
        return schema.model_validate(values)
    except ValidationError as wrong:
        for one in wrong.errors(include_url=False, include_input=False):
            name = str(one["loc"][0])
            code, sentence = instead.get(name, (one["type"], one["msg"]))
            limit = (one.get("ctx") or {}).get("max_length")
            facts = {} if limit is None else {"limit": limit}
            problems.append(problem(code, sentence, number, prefix + name, **facts))
        return None


def _across(rows: list[SheetRow], table: dict[int, TableRow]) -> Iterable[Refusal]:
    """What only two rows together show: the same member twice, one agency described two ways."""
    first: dict[str, SheetRow] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        known = first.setdefault(row.key, row)
        for name in _AGENCY:
            if not table[row.number].values[name]:
                continue  # said once is enough
            if getattr(row.organisation, name) != getattr(known.organisation, name):
                yield problem(
                    "contradicts_row",
                    N_("تختلف هذه القيمة عن الصف {other} للجهة نفسها."),
                    row.number,
                    name,
                    other=known.number,
                )
        pair = (row.key, row.member.email if row.member else "")
        if pair in seen:
            yield problem(
                "duplicate_row",
                N_("تكرّر الصف {other}."),
                row.number,
                "member_email" if row.member else "name_ar",
                other=seen[pair],
            )
        seen.setdefault(pair, row.number)


# ---------------------------------------------------------------- what a run does


@dataclass(frozen=True)
class Step:
    """What one row does: to its agency and to its member."""

    row: SheetRow
    organisation_id: UUID | None  # None: created by this run
    organisation: Literal["create", "known"]
    member: MemberAction
    user_id: UUID | None


@dataclass(frozen=True)
class Plan:
    """What a file would do now; `plan_hash` covers the file and every step."""

    sheet: Sheet
    plan_hash: str
    steps: list[Step]
    problems: list[Refusal]


class ImportProblem(BaseModel):
    """A wrong cell in the sheet's own terms: its row, its column's header, what is wrong."""

    model_config = OUT

    row: int
    column: str
    header: str
    code: str
    message: str

    @classmethod
    def of(
        cls,
        one: Refusal,
        language: Language,
        headers: Mapping[str, Sequence[str]] = MappingProxyType(HEADERS),
    ) -> Self:
        """From a refusal, in the reader's language and under the sheet's own `headers`."""
        facts = dict(one.facts)
        _, row, column = facts.pop("loc")
        facts = {
            name: [text if isinstance(text, Pair) else translate(language, text) for text in value]
            if isinstance(value, list)
            else value
            for name, value in facts.items()
        }
        return cls(
            row=row,
            column=column,
            header=headers[column][0 if language == "ar" else 1],
            code=one.code,
            message=translate(language, one.sentence, **facts),
        )


class ImportStep(BaseModel):
    """What one row does."""

    model_config = OUT

    row: int
    name_ar: str
    name_en: str
    organisation: Literal["create", "known"]
    member_email: str
    member: MemberAction

    @classmethod
    def of(cls, step: Step) -> Self:
        """From a step of the plan."""
        return cls(
            row=step.row.number,
            name_ar=step.row.organisation.name_ar,
            name_en=step.row.organisation.name_en,
            organisation=step.organisation,
            member_email=step.row.member.email if step.row.member else "",
            member=step.member,
        )


class ImportReport(BaseModel):
    """What a file would do (`applied` false), or has done. Send `plan_hash` back to apply it."""

    model_config = OUT

    applied: bool
    file_sha256: str
    plan_hash: str
    rows: int
    organisations_created: int
    members_invited: int
    members_added: int
    problems: list[ImportProblem]
    items: list[ImportStep]

    @classmethod
    def of(cls, plan: Plan, language: Language, *, applied: bool) -> Self:
        """From a plan."""
        created = {step.row.key for step in plan.steps if step.organisation == "create"}
        return cls(
            applied=applied,
            file_sha256=plan.sheet.sha256,
            plan_hash=plan.plan_hash,
            rows=plan.sheet.count,
            organisations_created=len(created),
            members_invited=sum(step.member == "invite" for step in plan.steps),
            members_added=sum(step.member == "add" for step in plan.steps),
            problems=[ImportProblem.of(one, language) for one in plan.problems],
            items=[ImportStep.of(step) for step in plan.steps],
        )
