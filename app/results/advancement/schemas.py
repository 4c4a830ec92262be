"""Wire shapes of advancement: the proposal by category, its list, what applying changes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.entries.schemas import CategoryRef, EditionRef
from app.kit.texts import Reason
from app.results.advancement.rules import LineKind, Ties, VoteOutcome
from app.results.rankings.schemas import RankedEntry, RankingOut, RoundRef


class AdvancementRuleIn(BaseModel):
    """A category's rule. `amount`: a score, how many, or per cents, by the kind."""

    model_config = ConfigDict(extra="forbid")

    category_id: UUID
    kind: LineKind
    amount: Annotated[str, Field(max_length=20)] = ""
    ties: Ties = Ties.everyone


class AdvancementRuleOut(BaseModel):
    """A category's rule as it stands."""

    model_config = ConfigDict(from_attributes=True)

    category_id: UUID
    kind: LineKind
    amount: str
    ties: Ties


class AdvancementIn(BaseModel):
    """The rules of all categories; a category without one sends nobody on."""

    model_config = ConfigDict(extra="forbid")

    rules: Annotated[list[AdvancementRuleIn], Field(max_length=200)]


class HandIn(BaseModel):
    """A person's word on one entry; `goes_on` null leaves it to the rule again."""

    model_config = ConfigDict(extra="forbid")

    goes_on: bool | None
    reason: Reason


class UndoIn(BaseModel):
    """Why an applied list is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class CategoryAdvancement(BaseModel):
    """One category. `barred`: the reader has a conflict in it, and sees nothing of it.

    `candidates` of the closed round, of them `ranked` by it; `going` on by the rule or by hand;
    `tied` at the line; `added` and `dropped` against the applied list. `spread`: how many scores
    fall into each twentieth of 0…100; `line`: the score of the last that goes on by the rule.
    """

    category: CategoryRef
    barred: bool
    rule: AdvancementRuleOut | None
    candidates: int
    ranked: int
    going: int
    by_hand: int
    tied: int
    added: int
    dropped: int
    line: str
    spread: list[int]


class AdvancementOut(BaseModel):
    """Who goes on to a round, as proposed and as applied.

    `from_round` is null for the first round, `ranking` where none was taken. `outdated`: the
    ranking was taken again since, so the rules are to be put again. `taken_back`: assignments of
    entries that do not go on, which applying takes back.
    """

    edition: EditionRef
    round: RoundRef
    from_round: RoundRef | None
    ranking: RankingOut | None
    outdated: bool
    version: int
    applied_at: datetime | None
    applied_by_ar: str
    applied_by_en: str
    entries: int
    # The round before is a pass/fail one.
    votes: bool
    taken_back: int
    categories: list[CategoryAdvancement]


class AdvancingEntry(BaseModel):
    """An entry of the closed round, and whether it goes on.

    `tied`: its rank had not room for all. `by_hand` with the `reason`. `applied`: it stands on the
    list that was applied.
    """

    entry: RankedEntry
    category_id: UUID
    rank: int | None
    left_out: str
    shown: str
    goes_on: bool
    tied: bool
    by_hand: bool
    reason: str
    applied: bool
    # Of a pass/fail round: what its votes make of the entry.
    outcome: VoteOutcome | None


class PassDecisionIn(BaseModel):
    """The chair's word where votes are even."""

    model_config = ConfigDict(extra="forbid")

    passed: bool
    reason: Reason


class EntryOutcome(BaseModel):
    """What the votes of a pass/fail round make of an entry; `reason` of the chair's word, if any."""

    entry: RankedEntry
    category_id: UUID
    votes: int
    passes: int
    outcome: VoteOutcome
    decided: bool
    reason: str


class PassDecisionOut(BaseModel):
    """The chair's word as it stands."""

    model_config = ConfigDict(from_attributes=True)

    entry_id: UUID
    passed: bool
    reason: str
    decided_at: datetime
