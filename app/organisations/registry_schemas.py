"""Wire shapes of an agency's services, and the sheet that they are imported from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.kit.arabic import fold, latin_digits
from app.kit.errors import N_, Refusal
from app.kit.i18n import Language
from app.kit.imports import Column, TableRow, read_grid, told_once
from app.kit.texts import Day, ShortText, Title, Url
from app.organisations.import_schemas import ImportProblem, problem, validated
from app.organisations.models import Service
from app.organisations.registry_rules import (
    AUDIENCE_NAMES,
    CHANNEL_NAMES,
    STATE_NAMES,
    Audience,
    Channel,
    ServiceState,
    months_between,
)
from app.organisations.schemas import IN, OUT

MAX_ROWS: Final = 2000


class ServiceIn(BaseModel):
    """A service as it is written."""

    model_config = IN

    name_ar: Title
    name_en: ShortText = ""
    audience: Audience = Audience.everyone
    channels: Annotated[list[Channel], Field(max_length=len(Channel))] = Field(default_factory=list)
    url: Url = ""
    launched_on: Day | None = None
    state: ServiceState = ServiceState.active

    def values(self) -> dict[str, Any]:
        """The columns of the row."""
        chosen = set(self.channels)
        return {
            "name_ar": self.name_ar,
            "name_en": self.name_en,
            "folded_name": fold(f"{self.name_ar} {self.name_en}")[:620],
            "audience": self.audience.value,
            "channels": [one.value for one in Channel if one in chosen],
            "url": self.url,
            "launched_on": self.launched_on,
            "state": self.state.value,
        }


@dataclass(frozen=True)
class ServiceRow:
    """A service on a day, from which its months in operation are counted."""

    service: Service
    today: date


class ServiceOut(BaseModel):
    """A service; the agency's people and staff read the same."""

    model_config = OUT

    id: UUID
    organisation_id: UUID
    name_ar: str
    name_en: str
    audience: Audience
    channels: list[Channel]
    url: str
    launched_on: date | None
    months_in_operation: int | None
    state: ServiceState
    version: int

    @classmethod
    def of(cls, row: ServiceRow) -> Self:
        """From a row and the day on which it is read."""
        names = set(cls.model_fields) - {"months_in_operation"}
        launched = row.service.launched_on
        return cls.model_validate(
            {name: getattr(row.service, name) for name in names}
            | {
                "months_in_operation": None
                if launched is None
                else months_between(launched, row.today)
            }
        )


# ---------------------------------------------------------------- the sheet

COLUMNS: Final = (
    Column("name_ar", (N_("اسم الخدمة بالعربية"), "Service name in Arabic")),
    Column("name_en", (N_("اسم الخدمة بالإنجليزية"), "Service name in English"), required=False),
    Column("audience", (N_("المستفيدون"), "Audience"), required=False),
    Column("channels", (N_("القنوات"), "Channels"), required=False),
    Column("url", (N_("رابط الخدمة"), "Service address"), required=False),
    Column("launched_on", (N_("تاريخ الإطلاق"), "Launched on"), required=False),
    Column("state", (N_("حالة الخدمة"), "Service state"), required=False),
)
HEADERS: Final = {column.name: column.headers for column in COLUMNS}
_ENGLISH: Final = {
    "individuals": "Individuals",
    "business": "Business",
    "government": "Government agencies",
    "everyone": "Everyone",
    "portal": "Web portal",
    "app": "Mobile app",
    "phone": "Telephone",
    "centres": "Service centres",
    "kiosks": "Self-service kiosks",
    "messages": "Text messages",
    "active": "Active",
    "retired": "Retired",
}


def _by_word(names: dict[Any, str]) -> dict[str, Any]:
    return {
        fold(word): one
        for one, name in names.items()
        for word in (one.value, name, _ENGLISH[one.value])
    }


_AUDIENCES: Final = _by_word(AUDIENCE_NAMES)
_CHANNELS: Final = _by_word(CHANNEL_NAMES)
_STATES: Final = _by_word(STATE_NAMES)


@dataclass(frozen=True)
class ServiceSheetRow:
    """A row that can be carried out; `key` is the folded Arabic name."""

    number: int
    key: str
    wanted: ServiceIn


@dataclass(frozen=True)
class ServiceSheet:
    """A file as it was read: its hash, its good rows and what is wrong with the others."""

    sha256: str
    count: int
    rows: list[ServiceSheetRow] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)


def read_services(data: bytes) -> ServiceSheet:
    """Read and check a file without looking at the database. CPU work: outside the event loop."""
    grid = read_grid(data, COLUMNS, max_rows=MAX_ROWS)
    rows: list[ServiceSheetRow] = []
    problems: list[Refusal] = []
    seen: dict[str, int] = {}
    for row in grid.rows:
        wrong = grid.calculated(row)
        wanted = _read(row, wrong)
        problems += told_once(wrong)
        if wanted is None or wrong:
            continue
        key = fold(wanted.name_ar)
        if key in seen:
            problems.append(
                problem(
                    "duplicate_row",
                    N_("تكرّر الصف {other}."),
                    row.number,
                    "name_ar",
                    other=seen[key],
                )
            )
            continue
        seen[key] = row.number
        rows.append(ServiceSheetRow(row.number, key, wanted))
    return ServiceSheet(hashlib.sha256(data).hexdigest(), len(grid.rows), rows, problems)


def _read(row: TableRow, problems: list[Refusal]) -> ServiceIn | None:
    given = row.values
    values: dict[str, Any] = {
        "name_ar": given["name_ar"],
        "name_en": given["name_en"],
        "url": given["url"],
        "launched_on": latin_digits(given["launched_on"]) or None,
    }
    for name, known, names in (
        ("audience", _AUDIENCES, AUDIENCE_NAMES),
        ("state", _STATES, STATE_NAMES),
    ):
        if given[name]:
            found = known.get(fold(given[name]))
            if found is None:
                problems.append(_unknown(row.number, name, names.values()))
            else:
                values[name] = found
    channels = [
        _CHANNELS.get(fold(word))
        for word in given["channels"].replace("،", ",").replace("؛", ",").split(",")
        if word.strip()
    ]
    if None in channels:
        problems.append(_unknown(row.number, "channels", CHANNEL_NAMES.values()))
    values["channels"] = [one for one in channels if one]
    return validated(ServiceIn, values, row.number, "", problems, instead=_BAD_DATE)


# Whatever is wrong with a date, this is how to write one.
_BAD_DATE: Final = {
    "launched_on": ("bad_date", N_("اكتب التاريخ بهيئة سنة-شهر-يوم، مثل 2026-01-31."))
}


def _unknown(row: int, column: str, allowed: Iterable[str]) -> Refusal:
    return problem(
        "unknown_word", N_("المقبول في هذا العمود: {allowed}."), row, column, allowed=list(allowed)
    )


@dataclass(frozen=True)
class ServiceStep:
    """What one row does."""

    row: ServiceSheetRow
    service_id: UUID | None
    act: Literal["create", "change", "same"]


@dataclass(frozen=True)
class ServicePlan:
    """What a file would do now; `plan_hash` covers the file and every step."""

    sheet: ServiceSheet
    plan_hash: str
    steps: list[ServiceStep]
    problems: list[Refusal]


class ServiceImportStep(BaseModel):
    """What one row does."""

    model_config = OUT

    row: int
    name_ar: str
    act: Literal["create", "change", "same"]


class ServiceImportReport(BaseModel):
    """What a file would do (`applied` false), or has done. Send `plan_hash` back to apply it."""

    model_config = OUT

    applied: bool
    file_sha256: str
    plan_hash: str
    rows: int
    created: int
    changed: int
    problems: list[ImportProblem]
    items: list[ServiceImportStep]

    @classmethod
    def of(cls, plan: ServicePlan, language: Language, *, applied: bool) -> Self:
        """From a plan."""
        return cls(
            applied=applied,
            file_sha256=plan.sheet.sha256,
            plan_hash=plan.plan_hash,
            rows=plan.sheet.count,
            created=sum(step.act == "create" for step in plan.steps),
            changed=sum(step.act == "change" for step in plan.steps),
            problems=[ImportProblem.of(one, language, HEADERS) for one in plan.problems],
            items=[
                ServiceImportStep(
                    row=step.row.number, name_ar=step.row.wanted.name_ar, act=step.act
                )
                for step in plan.steps
            ],
        )
