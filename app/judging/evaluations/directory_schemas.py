"""Wire shapes of the jurors of a programme over its editions: loads and statements, never a score."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.judging.panels.rules import JurorState, Origin


class ServedEdition(BaseModel):
    """An edition in which the person was a juror."""

    edition_id: UUID
    name_ar: str
    name_en: str
    state: JurorState


class DirectoryJuror(BaseModel):
    """A person as their newest profile describes them, with their work over all editions.

    `juror_id` is that newest one; `here` says where they stand in the edition that asks.
    """

    juror_id: UUID
    email: str
    name_ar: str
    name_en: str
    title_ar: str
    title_en: str
    origin: Origin
    country: str
    languages: list[str]
    employer_ar: str
    employer_en: str
    editions: list[ServedEdition]
    assigned: int
    submitted: int
    recusals: int
    # The newest signed statement of independence.
    signed_at: datetime | None
    here: JurorState | None
