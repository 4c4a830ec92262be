"""Wire shapes of judging without names, for those who prepare it; jurors read the desk's own shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.editions.answer_schemas import AnswerJson
from app.editions.rules import FieldKind
from app.entries.attachment_schemas import AttachmentOut
from app.entries.models import Answer, Attachment, Entry
from app.entries.rules import AttachmentState
from app.judging.blind.models import BareFile
from app.judging.blind.rules import CopyState, Decided, Mode, Sign
from app.judging.rounds.models import Round
from app.kit.names import Names
from app.kit.texts import LongText, OptionalReason
from app.organisations.models import Service


class RoundOpening(BaseModel):
    """Opening a round; a blind one with something left to look at only with a reason."""

    model_config = ConfigDict(extra="forbid")

    accept_signs: bool = False
    reason: OptionalReason = ""


class RedactionIn(BaseModel):
    """What jurors of blind rounds read of a text or an answer; without `mode` what was decided is undone."""

    model_config = ConfigDict(extra="forbid")

    mode: Literal[Mode.kept, Mode.redacted, Mode.withheld] | None
    text: LongText = ""


class FileDecision(BaseModel):
    """Whether jurors of blind rounds get the copy of a file; without `mode` what was decided is undone."""

    model_config = ConfigDict(extra="forbid")

    mode: Literal[Mode.kept, Mode.withheld] | None


class BlindSummary(BaseModel):
    """How far a blind round is prepared: parts to look at, in how many entries; copies still to be made."""

    blind: bool
    entries: int
    entries_left: int
    parts_left: int
    files: int
    files_waiting: int


class BlindRow(BaseModel):
    """An entry in the list of those to prepare."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    agency_ar: str
    agency_en: str
    # What is left to look at, and what was decided.
    left: int
    signs: list[Sign]
    found: list[str]
    decided: int


class BlindPart(BaseModel):
    """A text or an answer that jurors of the round would read: the original, and what they read."""

    part: str
    kind: FieldKind
    label_ar: str
    label_en: str
    value: AnswerJson
    # Where the answer is a list of services: their names.
    words: str
    mode: Mode | None
    text: str
    signs: list[Sign]
    found: list[str]
    # Of what was decided; 0: nothing yet.
    version: int


class BlindFile(BaseModel):
    """A file that jurors of the round would get: what was sent, and its copy under no name."""

    attachment_id: UUID
    field_id: UUID
    label_ar: str
    label_en: str
    name: str
    size: int
    media_type: str
    shown_name: str
    shown_size: int
    state: CopyState
    mode: Mode | None
    signs: list[Sign]
    found: list[str]
    version: int


class BlindEntry(BaseModel):
    """An entry with everything that jurors of the round would read of it."""

    entry_id: UUID
    number: int
    agency_ar: str
    agency_en: str
    # What was looked for.
    names: list[str]
    parts: list[BlindPart]
    files: list[BlindFile]


# ------------------------------------------------------------------ as the queries hold it


@dataclass(frozen=True, slots=True)
class Owner:
    """Who an entry belongs to: to be shown, to be looked for."""

    name_ar: str
    name_en: str
    version: int
    names: tuple[str, ...]
    hosts: tuple[str, ...]

    def sought(self) -> Names:
        """Ready to be looked for."""
        return Names(self.names, self.hosts)


@dataclass(slots=True)
class EntryParts:
    """An entry with everything that jurors of a round would read of it, and what was found there."""

    entry: Entry
    owner: Owner
    parts: list[BlindPart] = field(default_factory=list)
    files: list[BlindFile] = field(default_factory=list)

    def all(self) -> Iterator[BlindPart | BlindFile]:
        """Texts, answers and files."""
        yield from self.parts
        yield from self.files

    def signs(self) -> list[Sign]:
        """What is left to look at."""
        return [sign for one in self.all() for sign in one.signs]

    def left(self) -> int:
        """How many parts are left to look at."""
        return sum(1 for one in self.all() if one.signs)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a juror of a blind round is shown of an entry."""

    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    answers: list[Answer]
    files: list[ShownFile]
    services: list[Service]
    # Texts and fields of which jurors read other words, or nothing.
    redacted: list[str]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as jurors of a blind round get it."""

    attachment: Attachment
    copy: BareFile | None
    name: str
    clean: bool


Decisions = Mapping[str, Decided]


def as_bare(one: ShownFile, round_: Round) -> AttachmentOut:
    """A file's card for a juror of a blind round: of the copy alone."""
    copy = one.copy if one.clean else None
    return AttachmentOut(
        id=one.attachment.id,
        field_id=one.attachment.field_id,
        name=one.name,
        media_type="" if copy is None else copy.media_type,
        size=0 if copy is None else copy.size,
        sha256="" if copy is None else copy.sha256,
        added_at=round_.opened_at or round_.closes_at,
        state=AttachmentState.quarantined if copy is None else AttachmentState.clean,
        reason="",
        facts={},
        correct_until=None,
        clean_size=0 if copy is None else copy.size,
        clean_sha256="" if copy is None else copy.sha256,
        pages=None if copy is None else copy.pages,
        seconds=None,
        previews=[] if copy is None else copy.previews,
    )
