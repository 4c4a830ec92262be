"""Wire shapes of files: as they were sent, on their way, and as they are served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict

from app.entries.rules import AttachmentState


class AttachmentOut(BaseModel):
    """A file as it was sent: `size` and `sha256` are of what arrived.

    `clean` may be downloaded, as a copy without what acts (`clean_size`); `rejected` says why
    (`reason`, `facts`) and, where the entry is no longer open, until when its field takes another.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    field_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    state: AttachmentState
    reason: str
    facts: dict[str, Any]
    correct_until: datetime | None
    clean_size: int
    pages: int | None
    seconds: int | None
    # How many small pictures there are: `…/previews/1` and so on.
    previews: Annotated[int, BeforeValidator(lambda kept: len(kept or ()))]


class UploadOut(BaseModel):
    """A resumable upload that has not ended: whoever has the file goes on with it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    field_id: UUID
    name: str
    length: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FileToSend:
    """What is needed to send a file; `key` is where the bytes that are served are kept."""

    entry_id: UUID
    field_id: UUID
    key: str
    name: str
    media_type: str
    size: int | None  # None: whatever lies there
    state: AttachmentState
    previews: tuple[str, ...] = ()
