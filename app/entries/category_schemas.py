"""Wire shapes of what a person could enter, and as whom."""

from __future__ import annotations

from pydantic import BaseModel

from app.editions.eligibility_schemas import EligibilityRuleOut
from app.entries.schemas import CategoryText, EditionRef, OrganisationRef, WhyNot


class EntrantOption(BaseModel):
    """As whom this person could enter a category: an organisation, or themselves (null)."""

    organisation: OrganisationRef | None
    allowed: bool
    reasons: list[WhyNot]
    # Allowed to start, not yet to submit.
    pending: bool


class EnterableCategory(CategoryText):
    """A category, and as whom this person could enter it."""

    entrants: list[EntrantOption]
    # The rules of eligibility that hold for it, the edition's first.
    rules: list[EligibilityRuleOut]


class EnterableCategories(BaseModel):
    """The categories of an edition, for somebody who wants to enter."""

    edition: EditionRef
    accepts: bool
    why_not: WhyNot | None
    items: list[EnterableCategory]
