"""Wire shapes of what entrants report of a jury."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.judging.conflicts.models import EntrantReport
from app.judging.conflicts.rules import ConflictKind
from app.judging.panels.models import Juror
from app.kit.texts import OptionalName, Reason
from app.organisations.models import Organisation


class EntrantReportIn(BaseModel):
    """A conflict between the entrant and one of a public jury, or a person by name: one of the two."""

    model_config = ConfigDict(extra="forbid")

    juror_id: UUID | None = None
    person: OptionalName = ""
    kind: ConflictKind
    reason: Reason


class PublicJuror(BaseModel):
    """One of the jury, as the public page names them."""

    id: UUID
    name_ar: str
    name_en: str
    title_ar: str
    title_en: str

    @classmethod
    def of(cls, juror: Juror) -> Self:
        """Build it from the row."""
        return cls.model_validate(juror, from_attributes=True)


class OwnReport(BaseModel):
    """What the entrant said, in their own words; never whether the person is on the jury."""

    id: UUID
    juror_id: UUID | None
    name_ar: str
    name_en: str
    kind: ConflictKind
    reason: str
    declared_at: datetime

    @classmethod
    def of(cls, row: tuple[EntrantReport, Juror | None]) -> Self:
        """Build it; of a person by name nothing shows but the name as it was written."""
        report, juror = row
        chosen = None if report.person else juror
        return cls(
            id=report.id,
            juror_id=None if chosen is None else chosen.id,
            name_ar=report.person if chosen is None else chosen.name_ar,
            name_en=report.person if chosen is None else chosen.name_en,
            kind=ConflictKind(report.kind),
            reason=report.reason,
            declared_at=report.declared_at,
        )


class OwnReports(BaseModel):
    """The reports of an agency in an edition; `jury` is empty where it is not public."""

    may_report: bool
    jury: list[PublicJuror]
    items: list[OwnReport]


class NamedPerson(BaseModel):
    """A person whom an entrant named and whose name nobody on the jury bears."""

    id: UUID
    person: str
    kind: ConflictKind
    reason: str
    entry_id: UUID
    entry_number: int
    organisation_ar: str
    organisation_en: str
    declared_at: datetime

    @classmethod
    def of(cls, row: tuple[EntrantReport, int, Organisation | None]) -> Self:
        """Build it from a report with its entry's number and its agency."""
        report, number, organisation = row
        return cls(
            id=report.id,
            person=report.person,
            kind=ConflictKind(report.kind),
            reason=report.reason,
            entry_id=report.entry_id,
            entry_number=number,
            organisation_ar="" if organisation is None else organisation.name_ar,
            organisation_en="" if organisation is None else organisation.name_en,
            declared_at=report.declared_at,
        )
