"""Wire shapes of moving an entry to another category."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.models import Field
from app.entries.eligibility_schemas import RuleStateOut
from app.entries.moving_queries import Fit
from app.entries.moving_rules import Unfit
from app.entries.schemas import CLOSED, CategoryRef
from app.kit.texts import Reason


class MoveIn(BaseModel):
    """Where an entry goes, and why."""

    model_config = CLOSED

    category_id: UUID
    reason: Reason


class MoveQuestion(BaseModel):
    """A question of either form."""

    field_id: UUID
    label_ar: str
    label_en: str

    @classmethod
    def of(cls, field: Field) -> Self:
        """Build from the row."""
        return cls(field_id=field.id, label_ar=field.label_ar, label_en=field.label_en)


class UnfitQuestion(MoveQuestion):
    """A question of the other form that keeps the entry out."""

    why: Unfit


class EndedWork(BaseModel):
    """Evaluations that leave every count and rank, and stay on the record."""

    submitted: int
    begun: int
    untouched: int


class MovePreview(BaseModel):
    """What a move would do: `unfit` and `not_met` keep it from being made."""

    category: CategoryRef
    target: CategoryRef
    carried: list[MoveQuestion]
    left: list[MoveQuestion]
    unfit: list[UnfitQuestion]
    not_met: list[RuleStateOut]
    evaluations: EndedWork

    @classmethod
    def of(cls, fit: Fit, evaluations: EndedWork) -> Self:
        """Build from how the entry would stand."""
        return cls(
            category=CategoryRef.model_validate(fit.category, from_attributes=True),
            target=CategoryRef.model_validate(fit.target, from_attributes=True),
            carried=[MoveQuestion.of(one) for one in fit.carried],
            left=[MoveQuestion.of(one) for one in fit.left],
            unfit=[
                UnfitQuestion(**MoveQuestion.of(one).model_dump(), why=why)
                for one, why in fit.unfit
            ],
            not_met=[RuleStateOut.of(one) for one in fit.not_met],
            evaluations=evaluations,
        )
