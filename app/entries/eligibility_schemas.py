"""Wire shapes of eligibility: where an entry stands to each rule, for its own people and for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.editions.eligibility_rules import RuleKind
from app.editions.eligibility_schemas import EligibilityChoice
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import (
    CoOwnerState,
    Outcome,
    Rule,
    RuleState,
    Via,
    differing,
    failing,
)
from app.entries.schemas import CLOSED
from app.kit.texts import Code


class EligibilityIn(BaseModel):
    """Answers to questions of eligibility: rule → code of the choice. What is left out stays."""

    model_config = CLOSED

    answers: Annotated[dict[UUID, Code], Field(max_length=200)]


class RuleStateOut(BaseModel):
    """A rule beside an entry. `facts` say what the outcome stands on, by kind."""

    rule_id: UUID | None
    kind: RuleKind
    blocks: bool
    outcome: Outcome
    facts: dict[str, Any]
    label_ar: str
    label_en: str
    fail_ar: str
    fail_en: str

    @classmethod
    def of(cls, state: RuleState) -> Self:
        """Build from a state."""
        return cls(
            rule_id=state.rule_id,
            kind=state.kind,
            blocks=state.blocks,
            outcome=state.outcome,
            facts=dict(state.facts),
            **state.texts,
        )


class LiveRuleState(RuleStateOut):
    """The same now; `changed`: it stands otherwise than when the entry was submitted."""

    changed: bool


@dataclass(frozen=True)
class StaffStates:
    """How a submitted entry stands to the rules: then and now."""

    frozen: list[RuleState] | None
    frozen_at: datetime | None
    live: list[RuleState]


class StaffEligibility(BaseModel):
    """How an entry stands to its rules: as it was submitted (`frozen`), and by what is known now.

    `frozen` is null for an entry from before there were rules; a draft has neither.
    """

    frozen: list[RuleStateOut] | None
    frozen_at: datetime | None
    live: list[LiveRuleState]
    failing: int

    @classmethod
    def of(cls, states: StaffStates) -> Self:
        """Build for staff."""
        changed = () if states.frozen is None else differing(states.frozen, states.live)
        return cls(
            frozen=None
            if states.frozen is None
            else [RuleStateOut.of(one) for one in states.frozen],
            frozen_at=states.frozen_at,
            live=[
                LiveRuleState(**RuleStateOut.of(one).model_dump(), changed=place in changed)
                for place, one in enumerate(states.live)
            ],
            failing=failing(states.live),
        )


class EligibilityQuestion(BaseModel):
    """A question that is asked before the form, and what is answered to it."""

    rule_id: UUID
    blocks: bool
    label_ar: str
    label_en: str
    fail_ar: str
    fail_en: str
    choices: list[EligibilityChoice]
    code: str | None

    @classmethod
    def of(cls, rule: Rule, code: str | None) -> Self:
        """From a rule of this kind and the answer to it."""
        choices = [EligibilityChoice.model_validate(one) for one in rule.options["choices"]]
        return cls(
            rule_id=rule.id,
            blocks=rule.blocks,
            **rule.texts,
            choices=choices,
            code=code if code in {one.code for one in choices} else None,
        )


class CoOwnerOut(BaseModel):
    """Another agency that the entry belongs to, and what was answered for it. No address of `members`."""

    id: UUID
    via: Via
    name_ar: str
    name_en: str
    email: str
    state: CoOwnerState
    asked_at: datetime
    mailed_at: datetime
    manager_name: str
    manager_title: str
    note: str
    answered_at: datetime | None

    @classmethod
    def of(cls, row: CoOwner) -> Self:
        """From a row."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


@dataclass(frozen=True)
class OwnStates:
    """How my entry stands to the rules now, with what I may say to it."""

    questions: list[tuple[Rule, str | None]]
    states: list[RuleState]
    co_owners: list[CoOwner]
    asks_co_owners: bool
    may_edit: bool
    may_manage: bool


class OwnEligibility(BaseModel):
    """How one of my entries stands to each rule of its category while it is written.

    `questions` come before the form; `co_owners` are named where a rule asks for their agreement.
    """

    questions: list[EligibilityQuestion]
    states: list[RuleStateOut]
    co_owners: list[CoOwnerOut]
    asks_co_owners: bool
    may_edit: bool
    may_manage: bool

    @classmethod
    def of(cls, own: OwnStates) -> Self:
        """Build for the entry's own people."""
        return cls(
            questions=[EligibilityQuestion.of(rule, code) for rule, code in own.questions],
            states=[RuleStateOut.of(one) for one in own.states],
            co_owners=[CoOwnerOut.of(one) for one in own.co_owners],
            asks_co_owners=own.asks_co_owners,
            may_edit=own.may_edit,
            may_manage=own.may_manage,
        )
