"""Wire shapes of an entry's deadline: what moved it, and why."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class MovedDeadline(BaseModel):
    """The call's deadline moved for all (`is_own` false), or this entry was given more time.

    `before` of its own: what was shortened.
    """

    is_own: bool
    before: datetime | None
    until: datetime
    reason_ar: str
    reason_en: str
    at: datetime
