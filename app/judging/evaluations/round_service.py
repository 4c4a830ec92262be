"""Closing a round, and reading the evaluations of what is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.audit import service as audit
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import of_agency
from app.judging.conflicts.rules import ConflictState
from app.judging.evaluations.claim_queries import open_claims
from app.judging.evaluations.late_queries import late_waiting
from app.judging.evaluations.late_rules import check_none_waits
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import (
    ReadEvaluation,
    closing_hash,
    entry_to_read,
    read_evaluations,
    shortfall,
)
from app.judging.evaluations.rules import ClosedReason, check_close_reach
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_may_close
from app.kit.errors import N_, KeptRefusal, Refusal, invalid


def close_round(
    session: Session,
    actor: Actor,
    round_id: UUID,
    accept_missing: bool,
    reason: str,
    now: datetime,
) -> Round:
    """Close a round that accepts nothing any more; what was submitted is hashed.

    Refusals: `close_walled` (403), and (409) those of `check_may_close`, `claims_open` and
    `conflicts_undecided` with `count`, `late_undecided` with `numbers`, `evaluations_missing` with
    `unsubmitted` and the numbers `below_quorum`; `reason_missing` (422) when the missing are
    accepted without one.
    """
    round_, edition = staff_round(session, actor, round_id, lock=True, lock_edition=True)
    check_may_close(
        RoundState(round_.state),
        round_.closes_at,
        now,
        timedelta(minutes=round_.grace_minutes),
    )
    # A save in flight holds its evaluation's row: wait for it, and it will be counted.
    session.execute(
        select(Evaluation.id)
        .where(Evaluation.round_id == round_id)
        .order_by(Evaluation.id)
        .with_for_update()
    ).all()
    waiting = (
        select(func.count(func.distinct(Conflict.id)))
        .select_from(Conflict)
        .join(Evaluation, Evaluation.juror_id == Conflict.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.closed_reason == ClosedReason.suspended,
            Conflict.state == ConflictState.suspended,
            (Conflict.entry_id == Entry.id) | of_agency(Conflict.organisation_id),
        )
    )
    undecided, missing = session.scalar(waiting), shortfall(session, round_, edition.quorum)
    late = late_waiting(session, round_id, SYSTEM_ACTOR)
    check_close_reach(
        walled=late != late_waiting(session, round_id, actor)
        or undecided != session.scalar(waiting.where(not_barred(actor)))
        or missing != shortfall(session, round_, edition.quorum, actor)
    )
    claims = open_claims(session, Round.id == round_id).get(round_id, 0)
    check_close_reach(
        walled=claims != open_claims(session, Round.id == round_id, actor=actor).get(round_id, 0)
    )
    if claims:
        raise Refusal(
            "claims_open",
            N_("بُتّ أولًا فيما قيل إنه لا ينطبق من المعايير في هذه الجولة: {count}."),
            count=claims,
        )
    if undecided:
        raise Refusal(
            "conflicts_undecided",
            N_("بُتّ أولًا في التعارضات المعلّقة في هذه الجولة: {count}."),
            count=undecided,
        )
    check_none_waits(late)
    if missing.anything and not accept_missing:
        raise Refusal(
            "evaluations_missing",
            N_(
                "بقي من التقييمات ما لم يُسلَّم، وعدده {unsubmitted}. "
                "أغلق الجولة بسبب مكتوب، أو مدّد موعدها."
            )
            if not missing.below_quorum
            else N_(
                "مشاركات دون النصاب، بأرقامها: {below_quorum}، وتقييمات لم تُسلَّم، عددها {unsubmitted}. "
                "أغلق الجولة بسبب مكتوب، أو مدّد موعدها."
            ),
            unsubmitted=missing.unsubmitted,
            below_quorum=list(missing.below_quorum),
            quorum=round_.needed(edition.quorum),
        )
    if missing.anything and not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب إغلاق الجولة وفيها نقص."), "reason")
    round_.closing_hash, counted = closing_hash(session, round_id)
    round_.state = RoundState.closed.value
    round_.closed_at = now
    round_.version += 1
    audit.record(
        session,
        actor,
        "close_round",
        now,
        subject=("round", round_id),
        edition_id=edition.id,
        counted=counted,
        closing_hash=round_.closing_hash,
        unsubmitted=missing.unsubmitted,
        below_quorum=list(missing.below_quorum),
        reason=reason.strip(),
    )
    return round_


def read_entry_evaluations(
    session: Session, actor: Actor, entry_id: UUID, now: datetime
) -> list[ReadEvaluation]:
    """The submitted evaluations of an entry in closed rounds; reading them is an act of its own.

    Refusals: 404, 403 `barred_by_conflict` (the attempt is kept), 409 `evaluations_sealed`.
    """
    entry, edition, barred = entry_to_read(session, actor, entry_id)
    rounds = session.scalars(select(Round.state).where(Round.edition_id == edition.id)).all()
    if not barred and RoundState.closed not in rounds:
        raise Refusal("evaluations_sealed", N_("لا تُقرأ التقييمات قبل إغلاق جولتها."))
    (audit.record if barred else audit.record_reading)(
        session,
        actor,
        "read_standings",
        now,
        subject=("entry", entry.id),
        edition_id=edition.id,
        barred=barred,
    )
    if barred:
        raise KeptRefusal(
            "barred_by_conflict",
            N_("بينك وبين هذه المشاركة تعارض مصالح، فلا تُعرض عليك تقييماتها. سُجّلت المحاولة."),
            status=403,
        )
    return read_evaluations(session, entry_id)
