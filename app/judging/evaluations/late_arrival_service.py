"""What a late submission brings with it: organisers are told, and no word on older work stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.entries.screening_rules import Standing
from app.judging.evaluations.late_mail_service import tell_first_late
from app.judging.evaluations.late_models import LateDecision
from app.judging.rounds.models import Round


def take_late(
    session: Session, actor: Actor, round_id: UUID, evaluation_ids: Collection[UUID], now: datetime
) -> None:
    """Late work of these evaluations was submitted: what was proposed about older work is overtaken."""
    for row in session.scalars(
        select(LateDecision)
        .where(
            LateDecision.evaluation_id.in_(evaluation_ids),
            LateDecision.state == Standing.proposed.value,
        )
        .order_by(LateDecision.id)
    ):
        row.state = Standing.overtaken.value
        row.answered_by, row.answered_at = actor.user_id, now
        audit.record(
            session,
            actor,
            "overtake_late_decision",
            now,
            subject=("evaluation", row.evaluation_id),
            edition_id=session.get_one(Round, round_id).edition_id,
            round_id=str(round_id),
            revision=str(row.revision_id),
            word=row.word,
            reason=row.reason,
            proposed_by=str(row.proposed_by),
        )
    session.flush()  # before the same is proposed anew
    tell_first_late(session, round_id, now)
