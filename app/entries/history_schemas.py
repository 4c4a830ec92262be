"""Wire shapes of what was ever saved in an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.accounts.models import User
from app.entries.answer_schemas import AnswerOut
from app.entries.history_rules import Change
from app.entries.schemas import EntrantEntry, EntryView, PersonRef


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the history; of a file `name`, of a text `value` and `revision`."""

    id: UUID | None
    change: Change
    at: datetime
    began_at: datetime
    by: UUID | None
    field_id: UUID | None = None
    face: str = ""
    value: Any = None
    revision: int | None = None
    is_current: bool = False
    restored_at: datetime | None = None
    carried: bool = False
    name: str = ""
    # Of a file that was taken off and may come back.
    file_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The history of an entry or of one of its fields, newest first."""

    steps: Sequence[Step]
    people: Mapping[UUID, User]
    may_restore: bool


class HistoryStep(BaseModel):
    """What somebody left in a field, or a file that came or went."""

    # Of a text: what `restore` names.
    id: UUID | None
    # Of a file that was taken off: what restoring the file names; null where it cannot come back.
    file_id: UUID | None
    change: Change
    field_id: UUID | None
    face: str
    value: Any
    revision: int | None
    is_current: bool
    began_at: datetime
    at: datetime
    by: PersonRef | None
    restored_at: datetime | None
    carried: bool
    name: str


class EntryStory(BaseModel):
    """The history of an entry or of one of its fields, newest first."""

    items: list[HistoryStep]
    may_restore: bool

    @classmethod
    def of(cls, story: Story) -> Self:
        """From the story."""
        return cls(
            items=[
                HistoryStep(
                    id=step.id,
                    file_id=step.file_id,
                    change=step.change,
                    field_id=step.field_id,
                    face=step.face,
                    value=step.value,
                    revision=step.revision,
                    is_current=step.is_current,
                    began_at=step.began_at,
                    at=step.at,
                    by=_name(story, step.by),
                    restored_at=step.restored_at,
                    carried=step.carried,
                    name=step.name,
                )
                for step in story.steps
            ],
            may_restore=story.may_restore,
        )


def _name(story: Story, user_id: UUID | None) -> PersonRef | None:
    user = story.people.get(user_id) if user_id else None
    return PersonRef.model_validate(user) if user else None


class Restored(BaseModel):
    """What a restoration left: the answer, or the entry whose face it was."""

    model_config = ConfigDict(extra="forbid")

    answer: AnswerOut | None = None
    entry: EntrantEntry | None = None

    @classmethod
    def of(cls, found: Any) -> Self:
        """From a saved answer or a changed entry."""
        if isinstance(found, EntryView):
            return cls(entry=EntrantEntry.of(found))
        return cls(answer=AnswerOut.model_validate(found))
