"""What a juror says of their own work: this one later; all of it is complete."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.judging.evaluations.juror_queries import own_evaluation
from app.judging.evaluations.models import Completion, Evaluation
from app.judging.evaluations.own_round_queries import own_rounds
from app.judging.evaluations.own_round_schemas import RoundProgress
from app.judging.evaluations.rules import check_may_complete
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found


def put_off_evaluation(
    session: Session, actor: Actor, evaluation_id: UUID, later: bool, now: datetime
) -> None:
    """Put an evaluation off, or take it up again; again is harmless. Refusals: those of the desk."""
    evaluation, _ = own_evaluation(session, actor, evaluation_id)
    if evaluation.later == later:
        return
    session.execute(update(Evaluation).where(Evaluation.id == evaluation.id).values(later=later))
    round_ = session.get_one(Round, evaluation.round_id)
    audit.record(
        session,
        actor,
        "put_off_evaluation",
        now,
        subject=("evaluation", evaluation.id),
        edition_id=round_.edition_id,
        later=later,
    )


def complete_round(session: Session, actor: Actor, round_id: UUID, now: datetime) -> RoundProgress:
    """Say that one's evaluations of a round are complete; again is harmless.

    404 for who serves not in it. Refusals (409): those of `check_may_complete`.
    """
    progress = _own(session, actor, round_id)
    if progress is None:
        raise not_found()
    round_ = progress.round
    counts = progress.counts
    waiting = counts["assigned"] - counts["submitted"] + counts["reopened"]
    check_may_complete(RoundState(round_.state), waiting)
    juror = session.scalars(
        select(Juror)
        .where(
            Juror.user_id == actor.id,
            Juror.edition_id == round_.edition_id,
            Juror.state == JurorState.accepted,
        )
        .with_for_update(key_share=True)
    ).one_or_none()
    if juror is None:
        raise not_found()
    if progress.signed_at is None:
        signed = session.get(Completion, (round_id, juror.id))
        if signed is None:
            session.add(Completion(round_id=round_id, juror_id=juror.id, signed_at=now))
        else:
            signed.signed_at = now
        audit.record(
            session,
            actor,
            "complete_round",
            now,
            subject=("round", round_id),
            edition_id=round_.edition_id,
            juror_id=str(juror.id),
        )
        session.flush()  # it is read back as its juror reads it
    found = _own(session, actor, round_id)
    assert found is not None  # noqa: S101 -- it was there a moment ago
    return found


def _own(session: Session, actor: Actor, round_id: UUID) -> RoundProgress | None:
    return next((one for one in own_rounds(session, actor) if one.round.id == round_id), None)
