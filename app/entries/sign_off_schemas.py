"""Wire shapes of an agency's own word on an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound

from app.accounts.models import User
from app.entries.schemas import PersonRef
from app.entries.sign_off_models import SignOff
from app.entries.sign_off_rules import SignOffState
from app.kit.texts import OptionalReason, Reason

IN = ConfigDict(extra="forbid")


class SignOffIn(BaseModel):
    """A request: whom, and a word to them."""

    model_config = IN

    signer_id: UUID
    note: OptionalReason = ""


class ApprovalIn(BaseModel):
    """An approval names what was read."""

    model_config = IN

    content_hash: Annotated[str, Bound(pattern="^[0-9a-f]{64}$")]


class NoteIn(BaseModel):
    """Why it comes back."""

    model_config = IN

    note: Reason


@dataclass(frozen=True, slots=True)
class SignOffView:
    """Where an entry's sign-off stands, for one of its people."""

    needed: bool
    content_hash: str
    signers: Sequence[User]
    rows: Sequence[tuple[SignOff, User | None, User | None, User | None, User | None]]
    may_ask: bool
    may_answer: bool


class SignOffStep(BaseModel):
    """One request with what became of it."""

    id: UUID
    state: SignOffState
    signer: PersonRef | None
    asked_by: PersonRef | None
    asked_at: datetime
    note: str
    decided_by: PersonRef | None
    decided_at: datetime | None
    decision_note: str
    voided_by: PersonRef | None
    voided_at: datetime | None

    @classmethod
    def of(cls, row: tuple[SignOff, User | None, User | None, User | None, User | None]) -> Self:
        """From a row with its people."""
        one, signer, asker, decider, voider = row

        def name(user: User | None) -> PersonRef | None:
            return None if user is None else PersonRef.model_validate(user)

        return cls(
            id=one.id,
            state=SignOffState(one.state),
            signer=name(signer),
            asked_by=name(asker),
            asked_at=one.asked_at,
            note=one.note,
            decided_by=name(decider),
            decided_at=one.decided_at,
            decision_note=one.decision_note,
            voided_by=name(voider),
            voided_at=one.voided_at,
        )


class EntrySignOff(BaseModel):
    """Whether an entry needs its agency's word, where that stands, and who may give it.

    `content_hash` stands for what the entry says now: an approval repeats it.
    """

    needed: bool
    state: SignOffState | None
    content_hash: str
    signers: list[PersonRef]
    steps: list[SignOffStep]
    may_ask: bool
    may_answer: bool

    @classmethod
    def of(cls, view: SignOffView) -> Self:
        """From the view; the newest step first."""
        steps = [SignOffStep.of(row) for row in view.rows]
        return cls(
            needed=view.needed,
            state=steps[0].state if steps else None,
            content_hash=view.content_hash,
            signers=[PersonRef.model_validate(user) for user in view.signers],
            steps=steps,
            may_ask=view.may_ask,
            may_answer=view.may_answer,
        )
