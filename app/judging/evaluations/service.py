"""Saving and reopening an evaluation: the fixed revision API, its checks in their fixed order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.rubric_rules import NOTHING, leaf_weights, total
from app.editions.rules import Phase
from app.editions.score_rules import Claims, check_scores, claimed
from app.entries.rules import EntryState
from app.judging.evaluations.claim_queries import claims_on
from app.judging.evaluations.late_arrival_service import take_late
from app.judging.evaluations.models import Evaluation, NaClaim
from app.judging.evaluations.order_rules import check_scores_asked
from app.judging.evaluations.pin_queries import check_pins
from app.judging.evaluations.practice_rules import check_practised
from app.judging.evaluations.rubric_queries import compiled
from app.judging.evaluations.rules import (
    Arrival,
    ClosedReason,
    EvaluationStatus,
    came_late,
    check_in_time,
    check_judged,
    check_judging,
    check_may_reopen,
    check_not_locked,
    check_not_opened,
    check_yours,
)
from app.judging.evaluations.save_queries import (
    Known,
    Loaded,
    head_content,
    insert_revision,
    known_revision,
    load_for_save,
    move_head,
)
from app.judging.evaluations.schemas import RevisionIn, Saved, Sent, canonical
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import N_, KeptRefusal, Refusal

_DIVERGED = N_("تغيّر هذا التقييم على جهاز آخر بعد النسخة التي عدّلتها. حفظنا عملك؛ قارن ثم اختر.")


def save_evaluation(
    session: Session,
    actor: Actor,
    evaluation_id: UUID,
    revision_id: UUID,
    read: Callable[[], Sent],
    now: datetime,
) -> Saved:
    """Store one revision of the juror's own evaluation.

    `read` reads the request's condition and body (428 `condition_required`, 422 malformed); it is
    called here because 401 comes before both. Then, in this order: 404, 403 (`evaluation_closed`,
    `entry_not_judged`), 409 `round_ranks`, a replay, 409 `revision_taken`, 423 (`edition_not_judging`,
    `round_not_open_yet`, `round_over`), 409 `practice_first`, 422 (`scores_invalid`, `na_not_allowed`, `nothing_applicable`), 412 `diverged`
    (kept), 409 `evaluation_submitted`; before the 412, 409 `evaluation_locked`.
    """
    sent = read()
    wanted = sent.wanted
    loaded = load_for_save(session, actor, evaluation_id, revision_id)
    row = loaded.row
    _check_mine(actor, loaded)
    check_scores_asked(RoundMode(row.round_mode))
    content = wanted.content()
    body_hash = hashlib.sha256(canonical(content)).hexdigest()
    if loaded.known is not None:
        return _replay(session, row, revision_id, loaded.known, body_hash)
    arrival = _check_in_time(row, now, wanted.made_at)
    if wanted.status == "submitted":
        check_practised(
            row.practice_demand,
            done=row.practised_at is not None,
            submitted_before=row.submitted_id is not None,
        )
    exact, claims = _check_marks(session, row, wanted)
    check_not_opened(locked=row.locked_at is not None)
    late = arrival is Arrival.late
    head = (row.late_head_id or row.head_id) if late else row.head_id
    branch = "diverged" if sent.parent != head else "late" if late else "head"
    if branch != "diverged":
        _check_not_locked(row, late=late, submits=wanted.status == "submitted")
    revision = {
        "id": revision_id,
        "evaluation_id": evaluation_id,
        "parent_id": sent.parent,
        "branch": branch,
        "total": exact,
        "body_hash": body_hash,
        "received_at": now,
        "made_by": actor.id,
        **content,
        "made_at": wanted.made_at,
    }
    if not insert_revision(session, revision):
        known = known_revision(session, revision_id)
        assert known is not None  # noqa: S101 -- its id has just been refused as taken
        return _replay(session, row, revision_id, known, body_hash)
    if claims and branch != "diverged":
        session.execute(
            insert(NaClaim),
            [{"revision_id": revision_id, "criterion_id": leaf} for leaf in sorted(claims)],
        )
    facts = {"revision": str(revision_id), "round_id": str(row.round_id), "branch": branch}
    if branch == "diverged":
        _record(session, actor, "diverge_evaluation", row, now, **facts)
        said = _head_facts(session, head, revision_id)
        raise KeptRefusal("diverged", _DIVERGED, late=late, **said)
    if not move_head(session, evaluation_id, revision):
        raise _closed_meanwhile(row)
    act = "submit_evaluation" if wanted.status == "submitted" else "save_evaluation"
    _record(session, actor, act, row, now, **facts)
    if late and wanted.status == "submitted":
        take_late(session, actor, row.round_id, [evaluation_id], now)
    return Saved(evaluation_id, revision_id, revision_id, branch, wanted.status, exact, now)


def reopen_evaluation(
    session: Session,
    actor: Actor,
    evaluation_id: UUID,
    read: Callable[[], UUID | None],
    now: datetime,
) -> Saved:
    """Allow drafts on a submitted evaluation again; what was submitted counts until then.

    Refusals in order: 428, 404, 403, 423, 409 `evaluation_locked`, 412 `stale_head`, 409
    `not_submitted`.
    """
    parent = read()
    loaded = load_for_save(session, actor, evaluation_id, None)
    row = loaded.row
    _check_mine(actor, loaded)
    check_scores_asked(RoundMode(row.round_mode))
    _check_in_time(row, now, None)
    check_not_opened(locked=row.locked_at is not None)
    if parent != row.head_id:
        facts = _head_facts(session, row.head_id, None)
        raise Refusal(
            "stale_head", N_("تغيّر هذا التقييم بعد النسخة التي تعيد فتحها. حدّث الصفحة."), **facts
        )
    check_may_reopen(
        RoundState(row.round_state),
        row.opens_at,
        row.closes_at,
        None,
        EvaluationStatus(row.status),
        now,
    )
    if row.reopened_at is None:
        session.execute(
            update(Evaluation).where(Evaluation.id == evaluation_id).values(reopened_at=now)
        )
        _record(session, actor, "reopen_evaluation", row, now, revision=str(row.head_id))
    return Saved(evaluation_id, row.head_id, row.head_id, "head", row.status, None, now)


def _check_mine(actor: Actor, loaded: Loaded) -> None:
    row = loaded.row
    closed = ClosedReason(row.closed_reason) if row.closed_reason else None
    if actor.barred_from(row.entry_id, row.organisation_id):
        closed = closed or ClosedReason.recused
    check_yours(closed)
    check_judged(EntryState(row.entry_state))


def _check_in_time(row: Any, now: datetime, made_at: datetime | None) -> Arrival:
    check_judging(Phase(row.phase))
    return check_in_time(
        RoundState(row.round_state),
        row.opens_at,
        row.closes_at,
        now,
        grace=timedelta(minutes=row.grace_minutes),
        made_at=made_at,
    )


def _check_marks(
    session: Session, row: Any, wanted: RevisionIn
) -> tuple[str | None, AbstractSet[UUID]]:
    """Check the marks; of what is submitted the exact total, `numerator/denominator`, and the claims."""
    rubric = compiled(
        session,
        row.rubric_id,
        row.rubric_version,
        frozen=row.rulebook_frozen_at is not None,
        mode=row.round_mode,
    )
    submitting = wanted.status == "submitted"
    # What is decided is asked for when it matters: a draft says what it likes.
    claims = (
        claims_on(session, row.na_policy, row.round_id, row.entry_id)
        if submitting
        else Claims(allowed=row.na_policy == "claims")
    )
    marks = wanted.marks()
    points = check_scores(rubric.specs, marks, submitting=submitting, claims=claims)
    check_pins(session, row, wanted)
    if not submitting:
        return None, NOTHING
    said = claimed(marks)
    exact = total(rubric.specs, points, said | claims.accepted)
    return f"{exact.numerator}/{exact.denominator}", said & leaf_weights(rubric.specs).keys()


def _check_not_locked(row: Any, *, late: bool, submits: bool) -> None:
    """A submission after another in the grace window takes its place there: neither counts yet."""
    on_late = late and row.late_head_id is not None
    if on_late and submits:
        return
    check_not_locked(
        EvaluationStatus(row.late_status if on_late else row.status),
        reopened=row.reopened_at is not None and not on_late,
    )


def _replay(session: Session, row: Any, revision_id: UUID, known: Known, body_hash: str) -> Saved:
    """Repeat the first answer's meaning."""
    if known.evaluation_id != row.id or known.body_hash != body_hash:
        raise Refusal(
            "revision_taken", N_("رقم هذه النسخة مستعمل لمحتوى آخر. أعد الحفظ برقم جديد.")
        )
    if known.branch == "diverged":
        head = row.late_head_id or row.head_id
        late = came_late(row.closes_at, known.received_at)
        said = _head_facts(session, head, revision_id)
        raise Refusal("diverged", _DIVERGED, late=late, **said)
    return Saved(
        row.id,
        revision_id,
        {"late": row.late_head_id, "refused": revision_id}.get(known.branch, row.head_id),
        "late" if known.branch == "refused" else known.branch,
        known.status,
        known.total,
        known.received_at,
        replay=True,
    )


def _head_facts(session: Session, head: UUID | None, revision_id: UUID | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "status": 412,
        "head": None if head is None else str(head),
        "current": head_content(session, head),
    }
    if head is not None:
        facts["headers"] = {"ETag": f'"{head}"'}
    if revision_id is not None:
        facts["revision_id"] = str(revision_id)
    return facts


def _closed_meanwhile(row: Any) -> Refusal:
    return Refusal(
        "round_over",
        N_("انتهى موعد التقييم في هذه الجولة: {closes_at}."),
        status=423,
        closes_at=row.closes_at,
    )


def _record(
    session: Session, actor: Actor, act: str, row: Any, now: datetime, **facts: Any
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("evaluation", row.id),
        edition_id=row.edition_id,
        **facts,
    )
