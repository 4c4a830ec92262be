"""Wire shapes of phase changes and of what the next phase asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic_core import to_jsonable_python

from app.editions.models import Edition
from app.editions.rules import Phase
from app.kit.i18n import Language, translate
from app.kit.texts import OptionalReason, Reason
from app.office.phase_rules import Check

IN = ConfigDict(extra="forbid")
OUT = ConfigDict(json_schema_serialization_defaults_required=True)


class PhaseIn(BaseModel):
    """The phase to enter; cancelling has its own verb."""

    model_config = IN

    to: Literal[
        "draft",
        "open",
        "screening",
        "judging",
        "deliberation",
        "approved",
        "published",
        "archived",
    ]
    reason: OptionalReason = ""


class CancelIn(BaseModel):
    """Why an edition is cancelled; the public reads it."""

    model_config = IN

    reason_ar: Reason
    reason_en: OptionalReason = ""


class ReadinessItem(BaseModel):
    """One thing to have done before the next phase; `loc` names where in the edition.

    `message` says what is to do; it is empty once it is done.
    """

    model_config = OUT

    code: str
    done: bool
    message: str
    loc: list[str]
    facts: dict[str, Any]

    @classmethod
    def of(cls, check: Check, language: Language) -> Self:
        """From a check, its sentence in the reader's language."""
        return cls(
            code=check.code,
            done=check.done,
            message="" if check.done else translate(language, check.sentence, **dict(check.facts)),
            loc=list(check.loc),
            facts=to_jsonable_python(dict(check.facts)),
        )


class Readiness(BaseModel):
    """The next phase of an edition and what it asks for; `next` is null after the last one."""

    model_config = OUT

    edition_id: UUID
    phase: Phase
    next: Phase | None
    ready: bool
    items: list[ReadinessItem]

    @classmethod
    def of(
        cls, edition: Edition, wanted: Phase | None, found: list[Check], language: Language
    ) -> Self:
        """From an edition, its next phase and that phase's guards."""
        return cls(
            edition_id=edition.id,
            phase=edition.phase_now,
            next=wanted,
            ready=wanted is not None and all(check.done for check in found),
            items=[ReadinessItem.of(check, language) for check in found],
        )


def readiness_in(
    language: Language,
) -> Callable[[tuple[Edition, Phase | None, list[Check]]], Readiness]:
    """For `answer=`: the readiness in the reader's language."""
    return lambda found: Readiness.of(*found, language)
