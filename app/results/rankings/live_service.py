"""Reading how jurors agree while their round runs: an act of its own, where the rulebook allows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.results.rankings.live_queries import live_round, live_told
from app.results.rankings.live_schemas import LiveAgreement

WATCH: Final = "app.results.rankings.live_rules:watch"


def read_agreement(
    session: Session, actor: Actor, round_id: UUID, found: dict[str, Any], now: datetime
) -> LiveAgreement:
    """How jurors agree so far; the reading is recorded. Refusals: as `live_round`."""
    round_, edition = live_round(session, actor, round_id)
    audit.record_reading(
        session,
        actor,
        "read_agreement",
        now,
        subject=("round", round_.id),
        edition_id=edition.id,
    )
    return live_told(session, edition, round_, found)
