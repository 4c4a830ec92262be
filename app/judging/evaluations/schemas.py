"""Wire shapes of evaluations for their juror: the fixed revision API, the queue and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from app.editions.rubric_rules import decimals
from app.editions.score_rules import ScoreSpec, plain_points
from app.judging.evaluations.late_rules import LateState
from app.judging.evaluations.rules import EvaluationStatus
from app.kit.texts import Instant, LongText

# Written as the server writes it, so that two spellings of one id are not two keys.
CriterionKey = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
]
Mark = Annotated[str, StringConstraints(max_length=40)]


class Pin(BaseModel):
    """What of the entry a mark rests on: an answer, or a file of it, or a page of that file."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    field_id: CriterionKey
    attachment_id: CriterionKey | None = None
    page: Annotated[int, Field(ge=1, le=100_000)] | None = None


class ScoreIn(BaseModel):
    """One leaf's mark. `na` has its place in the API, and its issue later."""

    model_config = ConfigDict(extra="forbid", strict=True)

    points: Annotated[Mark | None, AfterValidator(plain_points)] = None
    level: Mark | None = None
    na: bool = False
    comment: LongText | None = None
    pins: Annotated[list[Pin], Field(max_length=20)] = []


class RevisionIn(BaseModel):
    """The whole evaluation as the juror has it now."""

    model_config = ConfigDict(extra="forbid", strict=True)

    scores: Annotated[dict[CriterionKey, ScoreIn], Field(max_length=500)]
    comment: LongText = ""
    notes: LongText = ""
    status: Literal["draft", "submitted"]
    made_at: Instant

    def content(self) -> dict[str, Any]:
        """What is kept, JSON-ready; nothing in it is a number but the pages of pins."""
        return {
            "scores": {key: score.model_dump() for key, score in self.scores.items()},
            "comment": self.comment,
            "notes": self.notes,
            "status": self.status,
            "made_at": self.made_at.isoformat(),
        }

    def marks(self) -> dict[UUID, ScoreSpec]:
        """The marks as the rules read them."""
        return {
            UUID(key): ScoreSpec(score.points, score.level, score.na, score.comment)
            for key, score in self.scores.items()
        }


def canonical(content: dict[str, Any]) -> bytes:
    """The JCS bytes (RFC 8785) of a content whose numbers are small integers and whose keys are ASCII."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


@dataclass(frozen=True, slots=True)
class Sent:
    """A save as it arrived: the parent it names (None: the first revision) and the content."""

    parent: UUID | None
    wanted: RevisionIn


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save, a replay or a reopening left behind."""

    evaluation_id: UUID
    revision_id: UUID
    head: UUID
    branch: str
    status: str
    total: str | None
    received_at: datetime
    replay: bool = False


class SavedRevision(BaseModel):
    """The answer to a save. `branch` is `late` where it waits for a decision (202)."""

    evaluation_id: UUID
    revision_id: UUID
    head: UUID
    branch: Literal["head", "late"]
    status: EvaluationStatus
    # On 0…100, two decimals, half up; only of a submitted revision.
    total: str | None
    received_at: datetime

    @classmethod
    def of(cls, saved: Saved) -> SavedRevision:
        """Build it from what was stored."""
        return cls(
            evaluation_id=saved.evaluation_id,
            revision_id=saved.revision_id,
            head=saved.head,
            branch="late" if saved.branch == "late" else "head",
            status=EvaluationStatus(saved.status),
            total=shown(saved.total),
            received_at=saved.received_at,
        )


def shown(total: str | None) -> str | None:
    """An exact total, `numerator/denominator`, as people read it; one that another hand wrote as it stands."""
    try:
        return None if total is None else decimals(Fraction(total), 2)
    except (ValueError, ArithmeticError):
        return total


# ------------------------------------------------------------------ the queue


class QueueItem(BaseModel):
    """One evaluation in the juror's queue."""

    evaluation_id: UUID
    round_id: UUID
    entry_id: UUID
    number: int
    # In the reader's language, or in the other where it is missing.
    title: str
    title_ar: str
    title_en: str
    category_id: UUID
    category_ar: str
    category_en: str
    state: EvaluationStatus
    head: UUID | None
    reopened: bool
    # What became of what arrived in the grace window.
    late: LateState | None
    saved_at: datetime | None
    # Put off by its juror.
    later: bool


class Queue(BaseModel):
    """The juror's live evaluations by entry number; `next` is the `after` of the next part."""

    items: list[QueueItem]
    next: str | None


class LaterIn(BaseModel):
    """Whether an evaluation is put off."""

    model_config = ConfigDict(extra="forbid")

    later: bool


# ------------------------------------------------------------------ own history


class OwnRevisionCard(BaseModel):
    """One save in the juror's own history."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    parent_id: UUID | None
    branch: Literal["head", "diverged", "late", "refused"]
    status: EvaluationStatus
    total: str | None
    made_at: datetime
    received_at: datetime

    @classmethod
    def of(cls, row: Any) -> OwnRevisionCard:
        """Build it from a row."""
        card = cls.model_validate(row)
        card.total = shown(card.total)
        return card


class OwnRevision(OwnRevisionCard):
    """One save with its content."""

    evaluation_id: UUID
    scores: dict[str, dict[str, Any]]
    comment: str
    notes: str
