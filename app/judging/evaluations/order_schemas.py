"""Wire shapes of a juror's order: what arrives, what a save answers, what the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.judging.evaluations.desk_schemas import OwnLate
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.judging.evaluations.order_rules import places
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus
from app.judging.evaluations.schemas import CriterionKey
from app.judging.rounds.models import Round
from app.judging.rounds.rules import Window
from app.judging.rounds.schemas import window_of
from app.kit.texts import Instant, LongText

EntryKey = CriterionKey


class OrderIn(BaseModel):
    """The whole order as the juror has it now: best first, those that share a place together."""

    model_config = ConfigDict(extra="forbid", strict=True)

    tiers: Annotated[
        list[Annotated[list[EntryKey], Field(max_length=1000)]], Field(max_length=1000)
    ]
    comment: LongText = ""
    notes: LongText = ""
    status: Literal["draft", "submitted"]
    made_at: Instant

    def content(self) -> dict[str, Any]:
        """What is kept, JSON-ready."""
        return {
            "tiers": self.tiers,
            "comment": self.comment,
            "notes": self.notes,
            "status": self.status,
            "made_at": self.made_at.isoformat(),
        }

    def named(self) -> list[list[UUID]]:
        """The tiers as the rules read them."""
        return [[UUID(one) for one in tier] for tier in self.tiers]


@dataclass(frozen=True, slots=True)
class SentOrder:
    """A save as it arrived: the parent it names (None: the first revision) and the content."""

    parent: UUID | None
    wanted: OrderIn


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """What a save, a replay or a reopening left behind."""

    ranking_id: UUID
    revision_id: UUID
    head: UUID
    branch: str
    status: str
    received_at: datetime
    replay: bool = False


class SavedRanking(BaseModel):
    """The answer to a save. `branch` is `late` where it waits for a decision (202)."""

    ranking_id: UUID
    revision_id: UUID
    head: UUID
    branch: Literal["head", "late"]
    status: EvaluationStatus
    received_at: datetime

    @classmethod
    def of(cls, saved: SavedOrder) -> Self:
        """Build it from what was stored."""
        return cls(
            ranking_id=saved.ranking_id,
            revision_id=saved.revision_id,
            head=saved.head,
            branch="late" if saved.branch == "late" else "head",
            status=EvaluationStatus(saved.status),
            received_at=saved.received_at,
        )


@dataclass(frozen=True, slots=True)
class Ranked:
    """One evaluation of an order with its entry."""

    evaluation: Evaluation
    entry: Entry


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """A juror's order as it stands: `there` is what belongs in it now, by entry number.

    `theirs`: the entries of the round that were ever theirs. `row` is None before the first save.
    """

    id: UUID
    round: Round
    category_id: UUID
    juror_id: UUID
    row: JurorOrder | None
    there: Sequence[Ranked]
    theirs: frozenset[UUID]
    # Why nothing of it is there any more.
    closed: ClosedReason | None

    @property
    def live(self) -> frozenset[UUID]:
        """The ids of the entries that belong in it."""
        return frozenset(one.entry.id for one in self.there)


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """An order with all that its page shows; `tiers` of the head, of what is there alone."""

    order: OwnOrder
    edition: Edition
    category: Category
    head: OrderRevision | None
    late_work: OrderRevision | None
    late: LateDecision | None
    titles: dict[UUID, tuple[str, str]]


def tiers_left(tiers: Iterable[Iterable[str]], there: frozenset[UUID]) -> list[list[UUID]]:
    """Stored tiers as they stand: without what is no longer there, without the gaps it leaves."""
    read = [[UUID(one) for one in tier] for tier in tiers]
    placed = places(read, there)
    return [
        [entry for entry, at in placed.items() if at == place]
        for place in range(1, max(placed.values(), default=0) + 1)
    ]


class RankingEntry(BaseModel):
    """An entry to be ordered; `title` in the reader's language, or in the other."""

    evaluation_id: UUID
    entry_id: UUID
    number: int
    title: str
    title_ar: str
    title_en: str


class JurorRanking(BaseModel):
    """The juror's own order of a category, and the entries that belong in it, by number."""

    ranking_id: UUID
    round_id: UUID
    category_id: UUID
    category_ar: str
    category_en: str
    head: UUID | None
    # Best first, those that share a place together; of `entries` alone.
    tiers: list[list[UUID]]
    comment: str
    notes: str
    status: EvaluationStatus
    made_at: datetime | None
    received_at: datetime | None
    submitted_id: UUID | None
    reopened: bool
    late_head: UUID | None
    late: OwnLate | None
    entries: list[RankingEntry]
    round_ar: str
    round_en: str
    # Judged without names.
    blind: bool
    instructions_ar: str
    instructions_en: str
    window: Window
    opens_at: datetime | None
    closes_at: datetime
    grace_minutes: int
    edition_id: UUID
    timezone: str
    digits: str

    @classmethod
    def of(cls, shown: ShownOrder, now: datetime, language: str) -> Self:
        """Build it for its juror at this moment."""
        order, row, head = shown.order, shown.order.row, shown.head
        round_ = order.round
        status = EvaluationStatus(row.status if row else "none")
        window = window_of(round_, now)
        if shown.late_work is not None and window is not Window.open:
            head = shown.late_work
            status = EvaluationStatus(head.status)
        late = next((one for one in order.there if one.evaluation.late_state), None)
        return cls(
            ranking_id=order.id,
            round_id=round_.id,
            category_id=shown.category.id,
            category_ar=shown.category.name_ar,
            category_en=shown.category.name_en,
            head=None if head is None else head.id,
            tiers=[] if head is None else tiers_left(head.tiers, order.live),
            comment="" if head is None else head.comment,
            notes="" if head is None else head.notes,
            status=status,
            made_at=None if head is None else head.made_at,
            received_at=None if head is None else head.received_at,
            submitted_id=None if row is None else row.submitted_id,
            reopened=row is not None and row.reopened_at is not None,
            late_head=None if row is None else row.late_head_id,
            late=None if late is None else OwnLate.of(late.evaluation, shown.late),
            entries=[
                RankingEntry(
                    evaluation_id=one.evaluation.id,
                    entry_id=one.entry.id,
                    number=one.entry.number,
                    title=(titles[1] or titles[0]) if language == "en" else titles[0] or titles[1],
                    title_ar=titles[0],
                    title_en=titles[1],
                )
                for one in order.there
                for titles in [shown.titles[one.entry.id]]
            ],
            round_ar=round_.name_ar,
            round_en=round_.name_en,
            blind=round_.blind,
            instructions_ar=round_.instructions_ar,
            instructions_en=round_.instructions_en,
            window=window,
            opens_at=round_.opens_at,
            closes_at=round_.closes_at,
            grace_minutes=round_.grace_minutes,
            edition_id=round_.edition_id,
            timezone=shown.edition.timezone,
            digits=shown.edition.digits,
        )


class JurorRankings(BaseModel):
    """The juror's orders: one of each category that a round ranks."""

    items: list[JurorRanking]

    @classmethod
    def of(cls, rows: Iterable[ShownOrder], now: datetime, language: str) -> Self:
        """Build it from the juror's orders at this moment."""
        return cls(items=[JurorRanking.of(row, now, language) for row in rows])
