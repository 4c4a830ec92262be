"""Wire shapes of the publication."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.kit.texts import Instant, Reason
from app.results.decisions.models import Decision


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


class PublishedResult(BaseModel):
    """How an entry came out, for its own people; everything is empty until the results are public.

    `outcome` is null, too, for an entry that was out of the race. `withheld`: nobody was given the
    award of its category. Why an entry was passed over is the jury's own business.
    """

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    published_at: datetime | None = None
    outcome: Literal["winner", "honourable_mention", "none"] | None = None
    place: int | None = None
    level_ar: str = ""
    level_en: str = ""
    citation_ar: str = ""
    citation_en: str = ""
    withheld: bool = False

    @classmethod
    def of(
        cls, published_at: datetime, decision: Decision | None, *, withheld: bool, judged: bool
    ) -> Self:
        """From what the public may know; `judged`: the entry was in the race to the end."""
        if decision is None or decision.outcome == "none":
            outcome: Literal["none"] | None = "none" if judged else None
            return cls(published_at=published_at, outcome=outcome, withheld=withheld)
        return cls.model_validate(
            {
                "published_at": published_at,
                "outcome": decision.outcome,
                "place": decision.place,
                "level_ar": decision.level_ar,
                "level_en": decision.level_en,
                "citation_ar": decision.citation_ar,
                "citation_en": decision.citation_en,
            }
        )


class Honour(BaseModel):
    """What an entry of mine won, or that it was commended; public by now."""

    model_config = ConfigDict(from_attributes=True)

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    edition_slug: str
    edition_ar: str
    edition_en: str
    category_ar: str
    category_en: str
    outcome: Literal["winner", "honourable_mention"]
    place: int | None
    level_ar: str
    level_en: str
    published_at: datetime


class Honours(BaseModel):
    """All of them, the last first."""

    items: list[Honour]
