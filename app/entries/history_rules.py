"""When saves that follow each other are one version of a field, and what a version may be. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

FACES: Final = ("title_ar", "title_en", "summary_ar", "summary_en")
# Saves of one person to one field are one version while no pause between them is longer …
PAUSE: Final = timedelta(minutes=5)
# … and until the version itself is so old: an hour of writing is not one step to go back.
LONGEST: Final = timedelta(minutes=30)
MOST: Final = 200


class Change(StrEnum):
    """What an item of the history is about."""

    answer = "answer"
    face = "face"
    file_added = "file_added"
    file_removed = "file_removed"
    file_restored = "file_restored"


def continues(
    *,
    last_by: UUID | None,
    by: UUID | None,
    began_at: datetime,
    saved_at: datetime,
    submitted_at: datetime | None,
    now: datetime,
) -> bool:
    """Whether a save belongs to the last version of its field rather than beginning one.

    What was submitted is never written over.
    """
    return (
        by is not None
        and last_by == by
        and now - saved_at <= PAUSE
        and now - began_at <= LONGEST
        and (submitted_at is None or saved_at > submitted_at)
    )
