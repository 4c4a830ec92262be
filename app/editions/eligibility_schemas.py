"""Wire shapes of the rules of eligibility."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from app.editions.eligibility_models import EligibilityRule
from app.editions.eligibility_rules import (
    MAX_CHOICES,
    MAX_EDITIONS,
    MAX_MONTHS,
    MAX_RULES,
    RuleDraft,
    RuleKind,
)
from app.editions.field_schemas import Choice
from app.editions.schemas import IN, OUT
from app.kit.texts import Code, Day, OptionalReason, ShortText

WrittenKind = Literal["question", "months", "previous_winner", "attachments", "co_owners"]


class EligibilityChoice(Choice):
    """One answer to a question, and whether it passes."""

    passes: bool


class RuleOptions(BaseModel):
    """What one kind alone asks for; the others' keys are left out when it is stored."""

    model_config = IN

    # question
    choices: Annotated[list[EligibilityChoice], Field(max_length=MAX_CHOICES)] | None = None
    # months: of a date of the form, or of the services picked where `field` is empty
    months: Annotated[int, Field(ge=1, le=MAX_MONTHS)] | None = None
    field: Code | Literal[""] | None = None
    by: Literal["closes_at", "opens_at", "day"] | None = None
    day: Day | None = None
    # previous_winner: the same entry, or any entry of the same entrant
    editions: Annotated[int, Field(ge=1, le=MAX_EDITIONS)] | None = None
    whose: Literal["entry", "entrant"] | None = None
    # attachments: codes of file questions
    fields: Annotated[list[Code], Field(max_length=20)] | None = None


_CONTENT = (
    "id",
    "category_id",
    "kind",
    "blocks",
    "options",
    "label_ar",
    "label_en",
    "fail_ar",
    "fail_en",
)
_KEYS: dict[str, tuple[str, ...]] = {
    "question": ("choices",),
    "months": ("months", "field", "by", "day"),
    "previous_winner": ("editions", "whose"),
    "attachments": ("fields",),
    "co_owners": (),
}
_DEFAULTS: dict[str, dict[str, Any]] = {
    "question": {"choices": []},
    "months": {"field": "", "by": "closes_at"},
    "previous_winner": {"whose": "entry"},
    "attachments": {"fields": []},
    "co_owners": {},
}


class EligibilityRuleIn(BaseModel):
    """A rule as it is written; its id is made by the client and stays."""

    model_config = IN

    id: UUID
    # None: for every category.
    category_id: UUID | None = None
    kind: WrittenKind
    blocks: bool
    label_ar: ShortText = ""
    label_en: ShortText = ""
    fail_ar: OptionalReason = ""
    fail_en: OptionalReason = ""
    options: RuleOptions = Field(default_factory=RuleOptions)

    def values(self) -> dict[str, Any]:
        """The columns of the row but for its edition and place."""
        given = self.options.model_dump(mode="json", exclude_none=True)
        options = _DEFAULTS[self.kind] | {
            key: given[key] for key in _KEYS[self.kind] if key in given
        }
        if options.get("by", "day") != "day":
            options.pop("day", None)
        if "fields" in options:
            options["fields"] = list(dict.fromkeys(options["fields"]))
        return self.model_dump(exclude={"options"}) | {"options": options}

    def draft(self) -> RuleDraft:
        """What the rules read."""
        options = self.options
        return RuleDraft(
            id=self.id,
            category_id=self.category_id,
            kind=RuleKind(self.kind),
            label_ar=self.label_ar,
            choices=tuple((one.code, one.passes) for one in options.choices or ()),
            months=options.months,
            by=options.by or "closes_at",
            day=options.day,
            editions=options.editions,
            fields=tuple(options.fields or ()),
        )


class EligibilityRulesIn(BaseModel):
    """All rules of an edition, each list in its order; `change_*` is the public note after `open`."""

    model_config = IN

    items: Annotated[list[EligibilityRuleIn], Field(max_length=MAX_RULES)]
    change_ar: OptionalReason = ""
    change_en: OptionalReason = ""


class EligibilityRuleOut(BaseModel):
    """A rule; everybody reads the same."""

    model_config = OUT

    id: UUID
    category_id: UUID | None
    kind: WrittenKind
    blocks: bool
    label_ar: str
    label_en: str
    fail_ar: str
    fail_en: str
    options: RuleOptions

    @classmethod
    def of(cls, row: EligibilityRule) -> Self:
        """From a row."""
        return cls.model_validate({name: getattr(row, name) for name in cls.model_fields})


def version_of(rules: Sequence[EligibilityRule]) -> str:
    """The version of the list: `0` while it is empty, else a hash of what it says."""
    if not rules:
        return "0"
    said = [[getattr(one, name) for name in _CONTENT] for one in rules]
    text = json.dumps(said, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class StaffEligibilityRules(BaseModel):
    """All rules of an edition, those of every category first; `version` is what a change follows."""

    model_config = OUT

    items: list[EligibilityRuleOut]
    version: str

    @classmethod
    def of(cls, rows: Sequence[EligibilityRule]) -> Self:
        """From the rows in their order."""
        return cls(items=[EligibilityRuleOut.of(row) for row in rows], version=version_of(rows))
