"""Saving and reopening a juror's order: the revision API of evaluations, for a whole category."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.rules import Phase
from app.judging.evaluations.late_arrival_service import take_late
from app.judging.evaluations.late_rules import LateState, LateWord
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.judging.evaluations.order_queries import locked_row, own_order
from app.judging.evaluations.order_rules import (
    borda,
    check_complete,
    check_tiers,
    order_id,
    part_id,
    places,
)
from app.judging.evaluations.order_schemas import OwnOrder, Ranked, SavedOrder, SentOrder
from app.judging.evaluations.rubric_queries import PLACE
from app.judging.evaluations.rules import (
    Arrival,
    EvaluationStatus,
    came_late,
    check_in_time,
    check_judging,
    check_may_reopen,
    check_not_locked,
)
from app.judging.evaluations.schemas import canonical
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, KeptRefusal, Refusal

_DIVERGED = N_("تغيّر هذا الترتيب على جهاز آخر بعد النسخة التي عدّلتها. حفظنا عملك؛ قارن ثم اختر.")


def save_ranking(
    session: Session,
    actor: Actor,
    ranking_id: UUID,
    revision_id: UUID,
    read: Callable[[], SentOrder],
    now: datetime,
) -> SavedOrder:
    """Store one revision of the juror's own order; what it says of each entry goes to its evaluation.

    The checks and their order are those of `save_evaluation`; 422 is `order_invalid` or, submitted,
    `order_incomplete`. Entries that are no longer the juror's are let pass and left out.
    """
    sent = read()
    wanted = sent.wanted
    order = own_order(session, actor, ranking_id, lock=True)
    row = locked_row(session, order)
    content = wanted.content()
    body_hash = hashlib.sha256(canonical(content)).hexdigest()
    known = session.get(OrderRevision, revision_id)
    if known is not None:
        return _replay(session, row, known, body_hash, order.round.closes_at)
    arrival = _check_in_time(session, order.round, now, wanted.made_at)
    tiers = wanted.named()
    check_tiers(tiers, order.theirs)
    placed = places(tiers, order.live)
    if wanted.status == "submitted":
        check_complete(placed, order.live)
    late = arrival is Arrival.late
    head = (row.late_head_id or row.head_id) if late else row.head_id
    branch = "diverged" if sent.parent != head else "late" if late else "head"
    if branch != "diverged":
        on_late = late and row.late_head_id is not None
        last = session.get_one(OrderRevision, row.late_head_id).status if on_late else row.status
        if not (on_late and wanted.status == "submitted"):  # one late submission after another
            check_not_locked(
                EvaluationStatus(last), reopened=row.reopened_at is not None and not on_late
            )
    revision = OrderRevision(
        id=revision_id,
        order_id=row.id,
        parent_id=sent.parent,
        branch=branch,
        body_hash=body_hash,
        received_at=now,
        made_by=actor.id,
        made_at=wanted.made_at,
        tiers=content["tiers"],
        comment=wanted.comment,
        notes=wanted.notes,
        status=wanted.status,
    )
    session.add(revision)
    session.flush()  # a refusal that is kept keeps it
    if branch == "diverged":
        _record(session, actor, "diverge_ranking", order, now, revision=revision_id, branch=branch)
        said = _head_facts(session, head, revision_id)
        raise KeptRefusal("diverged", _DIVERGED, late=late, **said)
    _move(row, revision)
    _pass_on(session, order, revision, placed)
    act = "submit_ranking" if wanted.status == "submitted" else "save_ranking"
    _record(session, actor, act, order, now, revision=revision_id, branch=branch)
    if late and wanted.status == "submitted":
        late_work = [one.evaluation.id for one in order.there if one.entry.id in placed]
        take_late(session, actor, order.round.id, late_work, now)
    return SavedOrder(row.id, revision_id, revision_id, branch, wanted.status, now)


def reopen_ranking(
    session: Session,
    actor: Actor,
    ranking_id: UUID,
    read: Callable[[], UUID | None],
    now: datetime,
) -> SavedOrder:
    """Allow drafts on a submitted order again; what was submitted counts until then.

    Refusals in order: 428, 404, 403, 423, 412 `stale_head`, 409 `not_submitted`.
    """
    parent = read()
    order = own_order(session, actor, ranking_id, lock=True)
    row = locked_row(session, order)
    _check_in_time(session, order.round, now, None)
    if parent != row.head_id:
        raise Refusal(
            "stale_head",
            N_("تغيّر هذا الترتيب بعد النسخة التي تعيد فتحها. حدّث الصفحة."),
            **_head_facts(session, row.head_id, None),
        )
    check_may_reopen(
        RoundState(order.round.state),
        order.round.opens_at,
        order.round.closes_at,
        None,
        EvaluationStatus(row.status),
        now,
    )
    assert row.head_id is not None  # noqa: S101 -- what is submitted has a head
    if row.reopened_at is None:
        row.reopened_at = now
        for one in order.there:
            if one.evaluation.status == EvaluationStatus.submitted:
                one.evaluation.reopened_at = now
        _record(session, actor, "reopen_ranking", order, now, revision=row.head_id)
    return SavedOrder(row.id, row.head_id, row.head_id, "head", row.status, now)


def settle_order(
    session: Session, round_: Round, category_id: UUID, juror_id: UUID, word: LateWord
) -> None:
    """Two people decided on a late order: it becomes the head, or its branch is closed."""
    row = session.get(JurorOrder, order_id(round_.id, category_id, juror_id))
    if row is None or row.late_head_id is None:
        return
    admitted = word is LateWord.admit
    session.execute(
        update(OrderRevision)
        .where(OrderRevision.order_id == row.id, OrderRevision.branch == "late")
        .values(branch="head" if admitted else "refused")
    )
    if admitted:
        row.head_id = row.submitted_id = row.late_head_id
        row.status = EvaluationStatus.submitted.value
        row.reopened_at = None
    row.late_head_id = None


def _check_in_time(
    session: Session, round_: Round, now: datetime, made_at: datetime | None
) -> Arrival:
    edition = session.get_one(Edition, round_.edition_id)
    check_judging(Phase(edition.phase))
    return check_in_time(
        RoundState(round_.state),
        round_.opens_at,
        round_.closes_at,
        now,
        grace=timedelta(minutes=round_.grace_minutes),
        made_at=made_at,
    )


def _move(row: JurorOrder, revision: OrderRevision) -> None:
    row.saved_at = revision.received_at
    if revision.branch == "late":
        row.late_head_id = revision.id
        return
    row.head_id, row.status = revision.id, revision.status
    if revision.status == EvaluationStatus.submitted:
        row.submitted_id, row.reopened_at = revision.id, None


def _pass_on(
    session: Session, order: OwnOrder, revision: OrderRevision, placed: Mapping[UUID, int]
) -> None:
    """Make what the order says of each entry a revision of its evaluation.

    Of drafts once: an evaluation is begun when its entry first has a place.
    """
    submitted = revision.status == EvaluationStatus.submitted
    points = borda(placed) if submitted else {}
    for one in order.there:
        if one.entry.id not in placed:
            continue
        if submitted or _not_begun(one.evaluation, revision.branch):
            session.add(_part(one, revision, placed[one.entry.id], points.get(one.entry.id)))


def _not_begun(evaluation: Evaluation, branch: str) -> bool:
    if branch == "late":
        return evaluation.late_head_id is None
    return evaluation.status != EvaluationStatus.draft


def _part(one: Ranked, revision: OrderRevision, place: int, points: Fraction | None) -> Revision:
    evaluation, late = one.evaluation, revision.branch == "late"
    mark: dict[str, Any] = {
        "points": str(place),
        "level": None,
        "na": False,
        "comment": None,
        "pins": [],
    }
    content = {
        "scores": {str(PLACE.id): mark},
        "comment": "",
        "notes": "",
        "status": revision.status,
        "made_at": revision.made_at.isoformat(),
    }
    part = Revision(
        id=part_id(revision.id, evaluation.id),
        evaluation_id=evaluation.id,
        parent_id=(evaluation.late_head_id or evaluation.head_id) if late else evaluation.head_id,
        branch=revision.branch,
        status=revision.status,
        scores=content["scores"],
        total=None if points is None else f"{points.numerator}/{points.denominator}",
        body_hash=hashlib.sha256(canonical(content)).hexdigest(),
        made_at=revision.made_at,
        received_at=revision.received_at,
        made_by=revision.made_by,
    )
    evaluation.saved_at = revision.received_at
    if late:
        evaluation.late_head_id = part.id
        waits = revision.status == EvaluationStatus.submitted
        evaluation.late_state = (LateState.waiting if waits else LateState.draft).value
        evaluation.late_decision_id = None
        return part
    evaluation.head_id, evaluation.status = part.id, part.status
    if part.status == EvaluationStatus.submitted:
        evaluation.submitted_id, evaluation.submitted_at = part.id, part.received_at
        evaluation.reopened_at = None
    return part


def _replay(
    session: Session,
    row: JurorOrder,
    known: OrderRevision,
    body_hash: str,
    closes_at: datetime | None,
) -> SavedOrder:
    """Repeat the first answer's meaning."""
    if known.order_id != row.id or known.body_hash != body_hash:
        raise Refusal(
            "revision_taken", N_("رقم هذه النسخة مستعمل لمحتوى آخر. أعد الحفظ برقم جديد.")
        )
    if known.branch == "diverged":
        head = row.late_head_id or row.head_id
        late = came_late(closes_at, known.received_at)
        raise Refusal("diverged", _DIVERGED, late=late, **_head_facts(session, head, known.id))
    head = {"late": row.late_head_id, "refused": known.id}.get(known.branch, row.head_id)
    assert head is not None  # noqa: S101 -- a branch that took a revision has a head
    return SavedOrder(
        row.id,
        known.id,
        head,
        "late" if known.branch == "refused" else known.branch,
        known.status,
        known.received_at,
        replay=True,
    )


def _head_facts(session: Session, head: UUID | None, revision_id: UUID | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "status": 412,
        "head": None if head is None else str(head),
        "current": None,
    }
    if head is not None:
        facts["headers"] = {"ETag": f'"{head}"'}
        row = session.get_one(OrderRevision, head)
        facts["current"] = {
            "head": str(row.id),
            "tiers": row.tiers,
            "comment": row.comment,
            "notes": row.notes,
            "status": row.status,
            "made_at": row.made_at,
            "received_at": row.received_at,
        }
    if revision_id is not None:
        facts["revision_id"] = str(revision_id)
    return facts


def _record(
    session: Session, actor: Actor, act: str, order: OwnOrder, now: datetime, **facts: Any
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("round", order.round.id),
        edition_id=order.round.edition_id,
        category_id=str(order.category_id),
        **{name: str(value) for name, value in facts.items()},
    )
