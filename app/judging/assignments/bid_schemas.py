"""Wire shapes of jurors' bids."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.judging.assignments.bid_rules import BidValue
from app.kit.texts import Instant


class BidIn(BaseModel):
    """What a juror says of an entry; null takes the word back."""

    model_config = ConfigDict(extra="forbid")

    bid: BidValue | None


class OwnBid(BaseModel):
    """An entry that a juror may bid for: what their queue would show of it, and their word."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_id: UUID
    category_ar: str
    category_en: str
    bid: BidValue | None


class BiddingIn(BaseModel):
    """Until when the panel of a round bids; null asks for no bids."""

    model_config = ConfigDict(extra="forbid")

    until: Instant | None
