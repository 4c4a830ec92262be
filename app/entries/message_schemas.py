"""Wire shapes of messages between the screening team and an entry's people, and of notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.accounts.models import User
from app.entries.schemas import PersonRef
from app.entries.screening_models import (
    ScreeningMessage,
    ScreeningNote,
)


def person(people: Mapping[UUID, User], key: UUID | None) -> PersonRef | None:
    """A person's name, if known."""
    found = people.get(key) if key else None
    return None if found is None else PersonRef.model_validate(found)


class MessageOut(BaseModel):
    """A message of the thread. Entrants read `by` of their own side only."""

    id: UUID
    body: str
    from_staff: bool
    by: PersonRef | None
    at: datetime

    @classmethod
    def of(cls, row: ScreeningMessage, people: Mapping[UUID, User], *, staff: bool) -> Self:
        """Build for one side: the team writes to entrants as a team."""
        named = staff or not row.from_staff
        return cls(
            id=row.id,
            body=row.body,
            from_staff=row.from_staff,
            by=person(people, row.sent_by) if named else None,
            at=row.sent_at,
        )


class Messages(BaseModel):
    """The thread of an entry, as its own people read it."""

    items: list[MessageOut]
    may_write: bool


class NoteOut(BaseModel):
    """A note of the staff."""

    id: UUID
    body: str
    by: PersonRef | None
    at: datetime

    @classmethod
    def of(cls, row: ScreeningNote, people: Mapping[UUID, User]) -> Self:
        """Build with its writer's name."""
        return cls(id=row.id, body=row.body, by=person(people, row.written_by), at=row.written_at)
