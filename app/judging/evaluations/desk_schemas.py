"""Wire shapes of the juror's desk and home: the entry beside the rubric, the rounds with progress."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.editions.answer_schemas import AnswerJson
from app.editions.field_schemas import DecimalOut, FormSection
from app.editions.models import Category, Edition, Field, Section
from app.editions.rubric_rules import CommentRule, CriterionSpec, leaf_weights
from app.editions.rubric_schemas import RubricCriterion
from app.entries.answer_schemas import AnsweredService, FormField
from app.entries.attachment_schemas import AttachmentOut
from app.entries.models import Answer, Attachment, Entry
from app.entries.schemas import CategoryRef
from app.judging.blind.schemas import Seen, as_bare
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.late_rules import LateState
from app.judging.evaluations.models import Evaluation, NaDecision, Revision
from app.judging.evaluations.rules import EvaluationStatus
from app.judging.evaluations.schemas import shown
from app.judging.rounds.models import Round
from app.judging.rounds.rules import Independence, RoundMode, RoundState, Window
from app.judging.rounds.schemas import window_of
from app.organisations.models import Service

# ------------------------------------------------------------------ the desk


class RubricLeafLevel(BaseModel):
    """A named level, or a written anchor, at a point of its leaf's scale."""

    code: str
    points: DecimalOut
    name_ar: str
    name_en: str
    description_ar: str
    description_en: str


class RubricLeaf(BaseModel):
    """A leaf of the rubric. `weight` is its exact share of the whole (`3/10`); `0` is not counted."""

    criterion_id: UUID
    code: str
    name_ar: str
    name_en: str
    min: str
    max: str
    step: str | None
    levels: list[RubricLeafLevel]
    comment: CommentRule
    weight: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rubric ready for scoring, and ready to be shown."""

    specs: tuple[CriterionSpec, ...]
    leaves: tuple[RubricLeaf, ...]
    tree: tuple[RubricCriterion, ...]

    def without(self, out: AbstractSet[UUID]) -> list[RubricLeaf]:
        """The leaves with the weights that they have where some do not apply."""
        if not out:
            return list(self.leaves)
        weights = leaf_weights(self.specs, out)
        return [
            one.model_copy(update={"weight": str(weights.get(one.criterion_id, Fraction(0)))})
            for one in self.leaves
        ]


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the page of one evaluation shows; `fields` are those that jurors see."""

    evaluation: Evaluation
    round: Round
    edition: Edition
    entry: Entry
    category: Category
    agency: tuple[str, str]
    head: Revision | None
    # What arrived late and is not decided on, and the word on it, which may still be a proposal.
    late_work: Revision | None
    late: LateDecision | None
    rubric: Compiled
    # What the chair decided on what does not apply to the entry.
    decided: Sequence[NaDecision]
    sections: Sequence[Section]
    fields: Sequence[Field]
    services: Sequence[Service]
    answers: Sequence[Answer]
    attachments: Sequence[Attachment]
    # In a blind round what is shown in place of the entry's own words and files.
    blind: Seen | None
    previous_id: UUID | None
    next_id: UUID | None

    @property
    def titles(self) -> tuple[str, str]:
        """Both titles as the juror reads them."""
        face = self.blind or self.entry
        return face.title_ar, face.title_en


class JurorAnswer(BaseModel):
    """The answer to a field that jurors see."""

    field_id: UUID
    value: AnswerJson


class JurorEntry(BaseModel):
    """An entry as its juror sees it: only what the form shows to jurors."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    category: CategoryRef
    agency_ar: str
    agency_en: str
    sections: list[FormSection]
    fields: list[FormField]
    services: list[AnsweredService]
    answers: list[JurorAnswer]
    attachments: list[AttachmentOut]
    # In a blind round: the parts of which other words are shown, or nothing.
    redacted: list[str]

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Build it from a desk, whose fields are those that jurors see."""
        blind = desk.blind
        face = blind or desk.entry
        if blind is None:
            files = [AttachmentOut.model_validate(one) for one in desk.attachments]
        else:
            files = [as_bare(one, desk.round) for one in blind.files]
        return cls(
            id=desk.entry.id,
            number=desk.entry.number,
            title_ar=face.title_ar,
            title_en=face.title_en,
            summary_ar=face.summary_ar,
            summary_en=face.summary_en,
            category=CategoryRef.model_validate(desk.category),
            agency_ar=desk.agency[0],
            agency_en=desk.agency[1],
            sections=[FormSection.of(one) for one in desk.sections],
            fields=[FormField.of(field) for field in desk.fields],
            services=[AnsweredService.model_validate(one) for one in (blind or desk).services],
            answers=[
                JurorAnswer(field_id=answer.field_id, value=answer.value)
                for answer in (blind or desk).answers
            ],
            attachments=files,
            redacted=[] if blind is None else blind.redacted,
        )


class OwnLate(BaseModel):
    """What became of the juror's work that arrived in the grace window; a decision with its reason."""

    state: LateState
    reason: str
    decided_at: datetime | None

    @classmethod
    def of(cls, evaluation: Evaluation, word: LateDecision | None) -> Self | None:
        """Build it from an evaluation and the word on it: a proposal is not told."""
        if not evaluation.late_state:
            return None
        decided = word if word and word.state == "confirmed" else None
        return cls(
            state=LateState(evaluation.late_state),
            reason=decided.reason if decided else "",
            decided_at=decided.answered_at if decided else None,
        )


class NaDecided(BaseModel):
    """What the chair decided on a criterion of the entry that a juror said does not apply."""

    model_config = ConfigDict(from_attributes=True)

    criterion_id: UUID
    accepted: bool
    reason: str


def reads_colleagues(round_: Round, evaluation: Evaluation) -> bool:
    """Whether the juror of an evaluation may read colleagues' scores of its entry."""
    closed = round_.state == RoundState.closed and round_.mode != RoundMode.ranking
    return closed or evaluation.locked_at is not None


class JurorEvaluation(BaseModel):
    """The desk: the entry beside the rubric, and the juror's own head."""

    evaluation_id: UUID
    round_id: UUID
    entry_id: UUID
    number: int
    title: str
    head: UUID | None
    scores: dict[str, dict[str, Any]]
    comment: str
    notes: str
    status: EvaluationStatus
    total: str | None
    made_at: datetime | None
    received_at: datetime | None
    # The revision that counts, and whether its juror is changing it.
    submitted_id: UUID | None
    reopened: bool
    # What arrived in the grace window: its last revision until it is decided on, and what became of it.
    late_head: UUID | None
    late: OwnLate | None
    # Whether the rulebook lets a juror say that a criterion does not apply. What the chair accepted
    # weighs nothing in `rubric`, and the others the more.
    na_allowed: bool
    na_decided: list[NaDecided]
    rubric: list[RubricLeaf]
    criteria: list[RubricCriterion]
    round_ar: str
    round_en: str
    # Judged without names.
    blind: bool
    # Whether a juror may open colleagues' scores after their own; whether this one may read them now,
    # and whether opening them has locked theirs.
    after_own: bool
    colleagues_open: bool
    locked: bool
    instructions_ar: str
    instructions_en: str
    window: Window
    opens_at: datetime | None
    closes_at: datetime
    grace_minutes: int
    edition_id: UUID
    timezone: str
    digits: str
    entry: JurorEntry
    previous_id: UUID | None
    next_id: UUID | None

    @classmethod
    def of(cls, desk: Desk, now: datetime, language: str) -> Self:
        """Build it for its juror at this moment.

        What they sent in the grace window is what they go on from, unless the round's time has moved.
        """
        evaluation, entry, head = desk.evaluation, desk.entry, desk.head
        status = EvaluationStatus(evaluation.status)
        window = window_of(desk.round, now)
        if desk.late_work is not None and window is not Window.open:
            head = desk.late_work
            status = EvaluationStatus(head.status)
        return cls(
            evaluation_id=evaluation.id,
            round_id=desk.round.id,
            entry_id=entry.id,
            number=entry.number,
            title=(desk.titles[1] or desk.titles[0]) if language == "en" else desk.titles[0],
            head=None if head is None else head.id,
            scores={} if head is None else head.scores,
            comment="" if head is None else head.comment,
            notes="" if head is None else head.notes,
            status=status,
            total=None if head is None else shown(head.total),
            made_at=None if head is None else head.made_at,
            received_at=None if head is None else head.received_at,
            submitted_id=evaluation.submitted_id,
            reopened=evaluation.reopened_at is not None,
            late_head=evaluation.late_head_id,
            late=OwnLate.of(evaluation, desk.late),
            na_allowed=desk.edition.na_policy == "claims" and desk.round.mode == "score",
            na_decided=[NaDecided.model_validate(one) for one in desk.decided],
            rubric=desk.rubric.without({one.criterion_id for one in desk.decided if one.accepted}),
            criteria=list(desk.rubric.tree),
            round_ar=desk.round.name_ar,
            round_en=desk.round.name_en,
            blind=desk.round.blind,
            after_own=desk.round.independence == Independence.after_own,
            colleagues_open=reads_colleagues(desk.round, evaluation),
            locked=evaluation.locked_at is not None,
            instructions_ar=desk.round.instructions_ar,
            instructions_en=desk.round.instructions_en,
            window=window,
            opens_at=desk.round.opens_at,
            closes_at=desk.round.closes_at,
            grace_minutes=desk.round.grace_minutes,
            edition_id=desk.edition.id,
            timezone=desk.edition.timezone,
            digits=desk.edition.digits,
            entry=JurorEntry.of(desk),
            previous_id=desk.previous_id,
            next_id=desk.next_id,
        )
