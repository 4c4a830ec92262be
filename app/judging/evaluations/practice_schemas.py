"""Wire shapes of practice: for its juror, and for the staff of the round."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.editions.rubric_rules import decimals
from app.editions.rubric_schemas import RubricCriterion
from app.editions.score_rules import ScoreSpec
from app.judging.evaluations.colleague_schemas import ColleagueScore
from app.judging.evaluations.desk_schemas import Compiled, RubricLeaf
from app.judging.evaluations.practice_models import Practice, PracticeWork
from app.judging.evaluations.practice_rules import Demand, distance
from app.judging.evaluations.schemas import CriterionKey, ScoreIn, shown
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.texts import LongText, Name, OptionalName

Scores = Annotated[dict[CriterionKey, ScoreIn], Field(max_length=500)]


def marks_of(scores: dict[str, ScoreIn]) -> dict[UUID, ScoreSpec]:
    """Marks as the rules read them."""
    return {
        UUID(key): ScoreSpec(one.points, one.level, one.na, one.comment)
        for key, one in scores.items()
    }


class PracticeIn(BaseModel):
    """A made case with the marks that it should get."""

    model_config = ConfigDict(extra="forbid")

    category_id: UUID
    title_ar: Name
    title_en: OptionalName = ""
    body_ar: Annotated[LongText, Field(min_length=1)]
    body_en: LongText = ""
    demand: Demand = Demand.offered
    scores: Scores
    comment: LongText = ""


class PracticeWorkIn(BaseModel):
    """A juror's marks on the case; submitted they are final."""

    model_config = ConfigDict(extra="forbid")

    scores: Scores
    comment: LongText = ""
    status: Literal["draft", "submitted"]


class StaffPractice(BaseModel):
    """The case as the staff see it."""

    round_id: UUID
    category_id: UUID
    title_ar: str
    title_en: str
    body_ar: str
    body_en: str
    demand: Demand
    scores: dict[str, ColleagueScore]
    comment: str
    total: str | None
    begun: bool
    version: int

    @classmethod
    def of(cls, found: tuple[Practice, bool]) -> Self:
        """Build it from the row, and whether a juror has begun it."""
        row, begun = found
        return cls(
            round_id=row.round_id,
            category_id=row.category_id,
            title_ar=row.title_ar,
            title_en=row.title_en,
            body_ar=row.body_ar,
            body_en=row.body_en,
            demand=Demand(row.demand),
            scores=_scores(row.scores),
            comment=row.comment,
            total=shown(row.total),
            begun=begun,
            version=row.version,
        )


def _scores(stored: dict[str, dict[str, object]]) -> dict[str, ColleagueScore]:
    return {key: ColleagueScore.model_validate(one) for key, one in stored.items()}


class PracticeJuror(BaseModel):
    """Where a juror of the round is with the case; `distance` from the reference's total once submitted."""

    juror_id: UUID
    name_ar: str
    name_en: str
    state: Literal["none", "draft", "submitted"]
    total: str | None
    distance: str | None

    @classmethod
    def of(cls, practice: Practice | None, juror: Juror, work: PracticeWork | None) -> Self:
        """Build it from rows."""
        total = None if work is None or work.total is None else Fraction(work.total)
        away = (
            None if total is None or practice is None else distance(total, Fraction(practice.total))
        )
        return cls(
            juror_id=juror.id,
            name_ar=juror.name_ar,
            name_en=juror.name_en,
            state="none" if work is None else "draft" if total is None else "submitted",
            total=None if work is None else shown(work.total),
            distance=None if away is None else decimals(away, 2),
        )


class RoundPractice(BaseModel):
    """A round's case, or none, and its jurors by name. Whole: a round has some tens of jurors."""

    practice: StaffPractice | None
    jurors: list[PracticeJuror]


class PracticeCard(BaseModel):
    """A case that waits for a juror, or that they finished."""

    round_id: UUID
    round_ar: str
    round_en: str
    title_ar: str
    title_en: str
    demand: Demand
    state: Literal["none", "draft", "submitted"]
    accepting: bool


class PracticeCards(BaseModel):
    """The cases of a juror's open rounds."""

    items: list[PracticeCard]


class PracticeMark(BaseModel):
    """What others gave a criterion, from the least to the most."""

    criterion_id: UUID
    points: list[str]


class PracticeCompared(BaseModel):
    """The reference, and what the others who finished gave, without their names."""

    scores: dict[str, ColleagueScore]
    comment: str
    total: str | None
    distance: str
    others: list[PracticeMark]
    totals: list[str]


class JurorPractice(BaseModel):
    """The case for its juror; compared once their own marks are submitted."""

    round_id: UUID
    round_ar: str
    round_en: str
    closes_at: datetime
    timezone: str
    edition_id: UUID
    title_ar: str
    title_en: str
    body_ar: str
    body_en: str
    demand: Demand
    rubric: list[RubricLeaf]
    criteria: list[RubricCriterion]
    scores: dict[str, ColleagueScore]
    comment: str
    status: Literal["none", "draft", "submitted"]
    total: str | None
    accepting: bool
    compared: PracticeCompared | None

    @classmethod
    def of(
        cls,
        practice: Practice,
        round_: Round,
        timezone: str,
        rubric: Compiled,
        work: PracticeWork | None,
        compared: PracticeCompared | None,
        *,
        accepting: bool,
    ) -> Self:
        """Build it from rows."""
        done = work is not None and work.submitted_at is not None
        return cls(
            round_id=round_.id,
            round_ar=round_.name_ar,
            round_en=round_.name_en,
            closes_at=round_.closes_at,
            timezone=timezone,
            edition_id=round_.edition_id,
            title_ar=practice.title_ar,
            title_en=practice.title_en,
            body_ar=practice.body_ar,
            body_en=practice.body_en,
            demand=Demand(practice.demand),
            rubric=list(rubric.leaves),
            criteria=list(rubric.tree),
            scores={} if work is None else _scores(work.scores),
            comment="" if work is None else work.comment,
            status="none" if work is None else "submitted" if done else "draft",
            total=None if work is None else shown(work.total),
            accepting=accepting and not done,
            compared=compared,
        )

    @staticmethod
    def compare(
        practice: Practice, own: PracticeWork, others: list[tuple[Fraction, dict[UUID, Fraction]]]
    ) -> PracticeCompared:
        """The reference beside the others' totals and points."""
        by_leaf: dict[UUID, list[Fraction]] = {}
        for _, points in others:
            for leaf, given in points.items():
                by_leaf.setdefault(leaf, []).append(given)
        away = distance(Fraction(own.total or 0), Fraction(practice.total))
        return PracticeCompared(
            scores=_scores(practice.scores),
            comment=practice.comment,
            total=shown(practice.total),
            distance=decimals(away, 2),
            others=[
                PracticeMark(criterion_id=leaf, points=[decimals(one, 2) for one in sorted(given)])
                for leaf, given in sorted(by_leaf.items())
            ],
            totals=[decimals(total, 2) for total, _ in sorted(others, key=lambda one: one[0])],
        )
