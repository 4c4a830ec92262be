"""Wire shapes of files: as they were sent, on their way, and as they are served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.entries.rules import AttachmentState


class AttachmentOut(BaseModel):
    """A file as it was sent: `size` and `sha256` are of what arrived.

    `clean` may be downloaded, as a copy without what acts (`clean_size`, `clean_sha256`); `rejected` says why
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
    clean_sha256: str
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


_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ROOT = f"(attachments|entrant/entries/{_UUID}/attachments|juror/evaluations/{_UUID}/attachments)"


class FileLinkIn(BaseModel):
    """The address of a file as its reader downloads it."""

    model_config = ConfigDict(extra="forbid")

    path: Annotated[str, Field(max_length=200, pattern=f"^/api/v1/{_ROOT}/{_UUID}/content$")]


class FileLink(BaseModel):
    """The same address for a player, which can send no header, and until when it is good."""

    url: str
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
