"""Wire shapes of the juror's rounds with their progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.models import Edition
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode, RoundState, Window
from app.judging.rounds.schemas import window_of


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round of the juror with what they have done in it."""

    round: Round
    edition: Edition
    is_chair: bool
    claims_waiting: int
    counts: dict[str, int]
    signed_at: datetime | None


class OwnRound(BaseModel):
    """A round that the juror serves in, with their progress."""

    round_id: UUID
    number: int
    name_ar: str
    name_en: str
    instructions_ar: str
    instructions_en: str
    mode: RoundMode
    blind: bool  # judged without names
    state: RoundState
    window: Window
    opens_at: datetime | None
    closes_at: datetime
    grace_minutes: int
    bids_until: datetime | None
    edition_id: UUID
    edition_ar: str
    edition_en: str
    programme_ar: str
    programme_en: str
    category_noun_ar: str
    category_noun_en: str
    category_plural_ar: str
    category_plural_en: str
    timezone: str
    digits: str
    is_demo: bool
    is_chair: bool
    # Of the panel that the juror chairs: criteria said not to apply, on which they decide.
    claims_waiting: int
    # The live evaluations of entries in the race; untouched, drafts and submitted add up to it, and
    # of the submitted some are `reopened`.
    assigned: int
    untouched: int
    drafts: int
    submitted: int
    reopened: int
    # Closed by a conflict, and given back.
    recused: int
    given_back: int
    # Ended because their entry went to another category.
    moved: int
    # When they said that all is complete, while that stands.
    signed_at: datetime | None


class OwnRounds(BaseModel):
    """Every round of the juror, the one that closes first on top."""

    items: list[OwnRound]

    @classmethod
    def of(cls, rows: Iterable[RoundProgress], now: datetime) -> Self:
        """Build it from the juror's rounds at this moment."""
        return cls(
            items=[
                OwnRound(
                    round_id=row.round.id,
                    number=row.round.number,
                    name_ar=row.round.name_ar,
                    name_en=row.round.name_en,
                    instructions_ar=row.round.instructions_ar,
                    instructions_en=row.round.instructions_en,
                    mode=RoundMode(row.round.mode),
                    blind=row.round.blind,
                    state=RoundState(row.round.state),
                    window=window_of(row.round, now),
                    opens_at=row.round.opens_at,
                    closes_at=row.round.closes_at,
                    grace_minutes=row.round.grace_minutes,
                    bids_until=row.round.bids_until,
                    edition_id=row.edition.id,
                    edition_ar=row.edition.name_ar,
                    edition_en=row.edition.name_en,
                    programme_ar=row.edition.programme.name_ar,
                    programme_en=row.edition.programme.name_en,
                    category_noun_ar=row.edition.programme.category_noun_ar,
                    category_noun_en=row.edition.programme.category_noun_en,
                    category_plural_ar=row.edition.programme.category_plural_ar,
                    category_plural_en=row.edition.programme.category_plural_en,
                    timezone=row.edition.timezone,
                    digits=row.edition.digits,
                    is_demo=row.edition.is_demo,
                    is_chair=row.is_chair,
                    claims_waiting=row.claims_waiting,
                    signed_at=row.signed_at,
                    **row.counts,
                )
                for row in rows
            ]
        )
