"""Wire shapes of going back one phase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic_core import to_jsonable_python

from app.accounts.models import User
from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.schemas import PersonRef
from app.kit.errors import Refusal
from app.kit.i18n import Language, translate
from app.kit.texts import OptionalReason, Reason
from app.office.reopening_models import Reopening
from app.office.reopening_rules import BACK, TOLD_IN_PUBLIC, ReopeningState

IN = ConfigDict(extra="forbid")
OUT = ConfigDict(json_schema_serialization_defaults_required=True)


class ReopeningIn(BaseModel):
    """The earlier phase and why; the public reads the reason where the call changes."""

    model_config = IN

    to: Literal["open", "screening", "judging", "deliberation"]
    reason_ar: Reason
    reason_en: OptionalReason = ""


class DeclineIn(BaseModel):
    """Why a proposed return is declined."""

    model_config = IN

    reason: Reason


class Obstacle(BaseModel):
    """Why something cannot be done now, in the reader's language, and what to do."""

    model_config = OUT

    code: str
    message: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, refusal: Refusal, language: Language, edition: Edition) -> Self:
        """From the refusal that the act itself would give."""
        said = {**refusal.facts, "zone": edition.timezone, "digits": edition.digits}
        return cls(
            code=refusal.code,
            message=translate(language, refusal.sentence, **said),
            facts=to_jsonable_python(refusal.facts),
        )


class PhaseReopening(BaseModel):
    """A return to an earlier phase: who proposed it, and who answered what."""

    model_config = OUT

    id: UUID
    from_phase: Phase
    to_phase: Phase
    reason_ar: str
    reason_en: str
    state: ReopeningState
    proposed_by: PersonRef | None
    proposed_at: datetime
    answered_by: PersonRef | None
    answered_at: datetime | None
    answer_reason: str
    # The fingerprint of the rulebook that this return opened again.
    rulebook_hash: str

    @classmethod
    def of(cls, row: Reopening, people: Mapping[UUID, User]) -> Self:
        """From a row and the people that it names."""
        plain = {name: getattr(row, name) for name in cls.model_fields}
        return cls(**plain | {name: _person(plain[name], people) for name in _PEOPLE})


_PEOPLE = ("proposed_by", "answered_by")


def _person(user_id: UUID | None, people: Mapping[UUID, User]) -> PersonRef | None:
    user = people.get(user_id) if user_id else None
    return None if user is None else PersonRef.model_validate(user)


@dataclass(frozen=True)
class Found:
    """What `ReopeningView` is built from."""

    edition: Edition
    obstacle: Refusal | None
    answering: list[User]
    pending: Reopening | None
    past: list[Reopening]
    people: Mapping[UUID, User]
    may: list[str]


class ReopeningView(BaseModel):
    """Whether an edition may go back, who would be asked, what waits, and what was before.

    `may`: propose, confirm, decline, cancel. `obstacle` says why the edition cannot go back now.
    """

    model_config = OUT

    edition_id: UUID
    phase: Phase
    to: Phase | None
    told_in_public: bool
    obstacle: Obstacle | None
    asked: list[PersonRef]
    pending: PhaseReopening | None
    past: list[PhaseReopening]
    may: list[str]

    @classmethod
    def of(cls, found: Found, language: Language) -> Self:
        """From what was read."""
        phase = found.edition.phase_now
        to = BACK.get(phase)
        return cls(
            edition_id=found.edition.id,
            phase=phase,
            to=to,
            told_in_public=to in TOLD_IN_PUBLIC,
            obstacle=None
            if found.obstacle is None
            else Obstacle.of(found.obstacle, language, found.edition),
            asked=[PersonRef.model_validate(user) for user in found.answering],
            pending=None
            if found.pending is None
            else PhaseReopening.of(found.pending, found.people),
            past=[PhaseReopening.of(row, found.people) for row in found.past],
            may=found.may,
        )


def view_in(language: Language) -> Callable[[Found], ReopeningView]:
    """For `answer=`: the view in the reader's language."""
    return lambda found: ReopeningView.of(found, language)
