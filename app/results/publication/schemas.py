"""Wire shapes of the publication."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.kit.texts import Instant, Reason


class PublishIn(BaseModel):
    """When the results can be seen; null: now."""

    model_config = ConfigDict(extra="forbid")

    visible_from: Instant | None = None


class CancelPublicationIn(BaseModel):
    """Why the publication is called off."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class PublicationOut(BaseModel):
    """The publication of an edition; `visible` by the clock of this answer."""

    id: UUID
    edition_id: UUID
    visible_from: datetime
    visible: bool
    results_hash: str
    published_by: UUID | None
    published_at: datetime


class PublicationState(BaseModel):
    """The publication, or null; `may` are the acts open to this reader now: publish, cancel."""

    publication: PublicationOut | None
    may: list[str]
