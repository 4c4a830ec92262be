"""How far a round is: counts and names, never a score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel

from app.judging.evaluations.pace_rules import PaceStanding
from app.judging.panels.reach_rules import Reach
from app.judging.panels.rules import JurorState, Origin
from app.judging.rounds.rules import RoundState, Window

# Of a juror: nothing saved yet, something left to submit, nothing left.
Standing = Literal["not_begun", "behind", "done"]


class Counts(BaseModel):
    """Evaluations by where they stand; untouched, drafts and submitted add up to `assigned`.

    `submitted` is what counts; `reopened` are those of them that their jurors are changing.
    """

    assigned: int
    untouched: int
    drafts: int
    submitted: int
    reopened: int


class CategoryProgress(Counts):
    """One category: its entries in the race, how many of them are below quorum, and how many have
    fewer evaluations than the round wants of each.
    """

    category_id: UUID
    code: str
    name_ar: str
    name_en: str
    entries: int
    below_quorum: int
    below_wanted: int


class PanelProgress(Counts):
    """One panel of a round that has several: what it judges, together."""

    panel_id: UUID
    name_ar: str
    name_en: str
    entries: int
    below_quorum: int
    below_wanted: int

    @classmethod
    def of(cls, panel: Reach, categories: Sequence[CategoryProgress]) -> Self:
        """Build it from the counts of the categories that it judges."""
        names = (*Counts.model_fields, "entries", "below_quorum", "below_wanted")
        return cls(
            panel_id=panel.id,
            name_ar=str(panel.name),
            name_en=panel.name.en,
            **{name: sum(getattr(one, name) for one in categories) for name in names},
        )


class DayProgress(BaseModel):
    """What was submitted on one day of the edition's time zone and still counts."""

    day: date
    submitted: int


class ShortEntry(BaseModel):
    """An entry with fewer evaluations than the quorum, or than the round wants."""

    entry_id: UUID
    number: int
    title_ar: str
    title_en: str
    category_id: UUID
    assigned: int
    submitted: int


class RoundPace(BaseModel):
    """Submissions a day: of the last `days` days, and needed from now to the closing."""

    standing: PaceStanding
    left: int
    days: int
    recent: float
    needed: float


class RoundBoard(Counts):
    """The board of a round. `below_quorum` names the first 500 entries, `short` counts them all.

    `below_wanted`: at or above quorum, but with fewer submitted evaluations than `jurors_per_entry`;
    `fewer` counts those.
    """

    round_id: UUID
    edition_id: UUID
    number: int
    name_ar: str
    name_en: str
    state: RoundState
    window: Window
    opens_at: datetime | None
    closes_at: datetime
    quorum: int
    jurors_per_entry: int
    entries: int
    short: int
    fewer: int
    jurors: int
    # Jurors of whom something is assigned and not submitted.
    jurors_behind: int
    # Those of them who have saved nothing yet.
    jurors_not_begun: int
    # Whether it comes to its end in time; only while the round accepts.
    pace: RoundPace | None
    recused: int
    given_back: int
    conflicts_undecided: int
    # Criteria of entries that jurors say do not apply, and that wait for the chair.
    claims_open: int
    by_category: list[CategoryProgress]
    # Of a whole round with several panels; empty otherwise.
    by_panel: list[PanelProgress] = []
    by_day: list[DayProgress]
    below_quorum: list[ShortEntry]
    below_wanted: list[ShortEntry]


class JurorProgress(Counts):
    """One juror of a round. `last_saved_at` is their last save in it."""

    juror_id: UUID
    name_ar: str
    name_en: str
    origin: Origin
    state: JurorState
    recused: int
    given_back: int
    last_saved_at: datetime | None
    # When they said that all is complete, while that stands.
    signed_at: datetime | None
