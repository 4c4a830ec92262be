"""Wire shapes of moving a deadline."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class DeadlineAudience(BaseModel):
    """Who would be mailed if the deadline moved now; `earliest` bounds a move to an earlier moment."""

    people: int
    drafts: int
    submitted: int
    earliest: datetime
