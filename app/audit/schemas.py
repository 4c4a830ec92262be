"""What a reader of the log may ask for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.kit.paging import PageParams
from app.kit.texts import Instant


class LogParams(PageParams):
    """The list's own parameters, and which acts: by whom, on what, when."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    edition_id: UUID | None = None
    act: str | None = Field(None, max_length=64)
    actor_id: UUID | None = None
    subject_kind: str | None = Field(None, max_length=32)
    subject_id: UUID | None = None
    since: Instant | None = Field(None, alias="from", description="From this instant on")
    until: Instant | None = Field(None, alias="to", description="Before this instant")


class Acts(BaseModel):
    """The closed list of acts, in alphabetical order."""

    items: list[str]


class Happened(BaseModel):
    """When an act was done, and what."""

    id: int
    at: datetime
    act: str
    edition_id: UUID | None
    subject_kind: str
    subject_id: UUID | None
