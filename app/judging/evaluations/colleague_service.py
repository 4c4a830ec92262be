"""Opening colleagues' scores: where the round allows it after one's own, which it locks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.judging.evaluations.juror_queries import own_evaluation
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_rules import check_scores_asked
from app.judging.evaluations.queries import unsettled
from app.judging.evaluations.rules import (
    EvaluationStatus,
    check_judging,
    check_may_open_colleagues,
    check_reads_colleagues,
)
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import Independence, RoundMode, RoundState
from app.kit.errors import N_, Refusal


def open_colleagues(
    session: Session,
    actor: Actor,
    evaluation_id: UUID,
    read: Callable[[], UUID | None],
    now: datetime,
) -> Sequence[Any]:
    """Read colleagues' scores of an entry, and change one's own no more; again is harmless.

    Refusals in order: 428, 404, 403, 409 `round_ranks`, 423 `edition_not_judging`, those of
    `check_may_open_colleagues` (409), 412 `stale_head`.
    """
    parent = read()
    evaluation, _ = own_evaluation(session, actor, evaluation_id)
    # A save in flight holds the row: it is in, or it is refused.
    session.refresh(evaluation, with_for_update=True)
    round_ = session.get_one(Round, evaluation.round_id)
    check_scores_asked(RoundMode(round_.mode))
    if evaluation.locked_at is None:
        edition = session.get_one(Edition, round_.edition_id)
        check_judging(edition.phase_now)
        check_may_open_colleagues(
            Independence(round_.independence),
            RoundState(round_.state),
            EvaluationStatus(evaluation.status),
            reopened=evaluation.reopened_at is not None,
            late=evaluation.late_head_id is not None,
            unsettled=session.scalar(
                select(Evaluation.id).where(Evaluation.id == evaluation.id, unsettled())
            )
            is not None,
        )
        if parent != evaluation.head_id:
            raise Refusal(
                "stale_head",
                N_("تغيّر تقييمك بعد النسخة المعروضة عليك. حدّث الصفحة، ثم اعرض درجات الزملاء."),
                status=412,
            )
        evaluation.locked_at = now
        audit.record(
            session,
            actor,
            "open_colleagues",
            now,
            subject=("evaluation", evaluation.id),
            edition_id=round_.edition_id,
            round_id=str(round_.id),
            revision=str(evaluation.submitted_id),
        )
    return _colleagues(session, evaluation)


def own_colleagues(session: Session, actor: Actor, evaluation_id: UUID) -> Sequence[Any]:
    """Colleagues' scores, once opened or once the round is closed.

    Refusals: those of the desk, `round_ranks` and `colleagues_sealed` (409).
    """
    evaluation, _ = own_evaluation(session, actor, evaluation_id)
    round_ = session.get_one(Round, evaluation.round_id)
    check_scores_asked(RoundMode(round_.mode))
    check_reads_colleagues(RoundState(round_.state), locked=evaluation.locked_at is not None)
    return _colleagues(session, evaluation)


def _colleagues(session: Session, own: Evaluation) -> Sequence[Any]:
    """(juror, submitted revision) of the others' live evaluations of the entry in the round, by name."""
    return session.execute(
        select(Juror, Revision)
        .join(Evaluation, Evaluation.juror_id == Juror.id)
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .where(
            Evaluation.round_id == own.round_id,
            Evaluation.entry_id == own.entry_id,
            Evaluation.id != own.id,
            Evaluation.closed_at.is_(None),
        )
        .order_by(Juror.folded_name, Juror.id)
    ).all()
