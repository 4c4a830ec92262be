"""Wire shape of what is told of a round while it runs."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel

from app.entries.schemas import EditionRef
from app.results.rankings.fairness_schemas import Agreement, Name


class LiveAgreement(BaseModel):
    """How jurors agree and hang together so far; nothing of who leads.

    `entries`: those with two evaluations or more. `agreement` is null where they are too few.
    `divided_now`, `divided_assigned`: categories whose entries no chain of jurors joins, by what was
    submitted and by what is assigned. `bridges`: jurors without whom more categories would fall apart.
    """

    edition: EditionRef
    round_id: UUID
    evaluations: int
    entries: int
    agreement: Agreement | None
    divided_now: list[UUID]
    divided_assigned: list[UUID]
    bridges: list[UUID]
    categories: list[Name]
    jurors: list[Name]
