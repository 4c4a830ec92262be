"""Wire shapes of a word on many entries at once."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel
from pydantic import Field as Bound

from app.entries.desk_schemas import MOST_ENTRIES
from app.entries.eligibility_schemas import RuleStateOut
from app.entries.schemas import CLOSED, PersonRef, WhyNot
from app.entries.screening_rules import Decided
from app.entries.staff_schemas import MOST_PARTS
from app.kit.texts import Instant, OptionalReason


class BulkPartIn(BaseModel):
    """A part that many entries have: `field:<code>`, or as in a return of one, with a word on it."""

    model_config = CLOSED

    part: Annotated[str, Bound(max_length=80)]
    note: OptionalReason = ""


class ChosenIn(BaseModel):
    """Entries that a screener has chosen."""

    model_config = CLOSED

    entry_ids: Annotated[list[UUID], Bound(min_length=1, max_length=MOST_ENTRIES)]


class CommonPart(BaseModel):
    """A question that all chosen entries have and may still change, as the first of them words it."""

    part: str
    label_ar: str
    label_en: str


class CommonParts(BaseModel):
    """What a return of all chosen entries may name; `beside` their forms stand rules' answers and co-owners."""

    fields: list[CommonPart]
    beside: list[str]


class BulkIn(BaseModel):
    """One word on many entries. `dry_run` shows what it would do; `expected` is what that showed."""

    model_config = CLOSED

    entry_ids: Annotated[list[UUID], Bound(min_length=1, max_length=MOST_ENTRIES)]
    # Null: confirm what others have proposed.
    decision: Decided | None = None
    reason: OptionalReason = ""
    until: Instant | None = None
    # Of a return: what is to be corrected in each; null: the whole entries.
    parts: Annotated[list[BulkPartIn], Bound(min_length=1, max_length=MOST_PARTS)] | None = None
    # Entries that are found eligible although they do not meet a rule.
    despite: Annotated[list[UUID], Bound(max_length=MOST_ENTRIES)] = []
    dry_run: bool = False
    expected: Annotated[str, Bound(max_length=64)] = ""


class BulkRow(BaseModel):
    """What becomes of one entry: its new state, who is mailed, or why not."""

    id: UUID
    number: int
    title_ar: str
    title_en: str
    before: str
    after: str
    mailed: list[PersonRef]
    # Where it would be found eligible: the rules that it does not meet, or not yet.
    rules: list[RuleStateOut]
    refused: WhyNot | None


class Bulk(BaseModel):
    """What a word on many entries does, or has done; `expected` goes with the act itself."""

    rows: list[BulkRow]
    changed: int
    refused: int
    mailed: int
    expected: str
    applied: bool
