"""Wire shapes of entries that may be one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from app.entries.desk_schemas import OtherEntry
from app.entries.schemas import PersonRef
from app.kit.paging import Page


class DuplicatePairOut(BaseModel):
    """Two entries that may be one, why, and what was found on looking."""

    id: UUID
    first: OtherEntry
    second: OtherEntry
    signs: list[str]
    likeness: int
    found_at: datetime
    dismissed_by: PersonRef | None
    dismissed_at: datetime | None
    dismissed_why: str


class Duplicates(Page[DuplicatePairOut]):
    """A page of pairs, and when the edition was last looked through."""

    scanned_at: datetime | None
