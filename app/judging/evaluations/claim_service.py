"""The chair's word on a claim: what does not apply counts for nobody, what does is marked again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Criterion, Edition, Rubric
from app.editions.rubric_rules import NOTHING, CriterionSpec
from app.entries.models import Entry
from app.judging.blind.queries import titles_shown
from app.judging.evaluations.claim_queries import Deciding, claim_round
from app.judging.evaluations.claim_rules import (
    check_may_decide_na,
    check_na_decision,
    total_without,
)
from app.judging.evaluations.claim_schemas import NaDecisionIn, NaDecisionOut
from app.judging.evaluations.models import Evaluation, NaClaim, NaDecision, Revision
from app.judging.evaluations.queries import Marks, not_applicable
from app.judging.evaluations.rubric_queries import compiled
from app.judging.evaluations.rules import EvaluationStatus, check_may_refuse_claim
from app.judging.evaluations.schemas import canonical
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import tell_juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.ids import uuid7
from app.kit.versions import Put, check_version, same

DESK_PAGE = "/app/juror/evaluations/{id}"


def decide_na(
    session: Session,
    actor: Actor,
    round_id: UUID,
    entry_id: UUID,
    criterion_id: UUID,
    wanted: NaDecisionIn,
    condition: str | None,
    now: datetime,
) -> Put[NaDecision]:
    """Accept or refuse that a criterion does not apply to an entry in a round.

    Accepted: no mark there counts, and its weight is shared out. Refused: evaluations without a
    mark there become drafts again, and count once they are submitted with one; their jurors are
    told. Refusals: 404, 403 `claim_of_the_chair`, 409 `claims_settled`, 422 `reason_missing`,
    `nothing_applicable`, 428, 412 `stale`.
    """
    round_, edition, chaired = claim_round(session, actor, round_id)
    session.refresh(round_, with_for_update={"key_share": True})
    entry = _entry(session, actor, edition, entry_id)
    # A save in flight holds its evaluation's row: wait for it, and the decision is on what it left.
    evaluations = session.scalars(
        select(Evaluation)
        .where(Evaluation.round_id == round_id, Evaluation.entry_id == entry_id)
        .order_by(Evaluation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    row = session.get(NaDecision, (round_id, entry_id, criterion_id))
    criterion = _criterion(session, round_id, entry, criterion_id, known=row is not None)
    values = {"accepted": wanted.accepted, "reason": wanted.reason}
    marks = _marks(session, edition, entry)
    unmarked = [] if wanted.accepted else _unmarked(session, evaluations, criterion_id, marks)
    if row is not None and same(row, values) and not unmarked:
        return Put(row, created=False)
    if row is not None:
        check_version(row.version, condition, partial(NaDecisionOut.of, row))
    deciding = Deciding(session, actor, round_, edition, chaired)
    check_may_decide_na(
        RoundState(round_.state),
        edition.phase_now,
        mine=deciding.mine(entry.id, entry.organisation_id, entry.category_id),
    )
    check_may_refuse_claim(locked=any(one.locked_at is not None for one in unmarked))
    others = not_applicable(session, round_id).get(entry_id, NOTHING) - {criterion_id}
    check_na_decision(
        marks.specs, others, criterion_id, accept=wanted.accepted, reason=wanted.reason
    )
    made = {**values, "decided_by": actor.user_id, "decided_at": now}
    created = row is None
    if row is None:
        row = NaDecision(round_id=round_id, entry_id=entry_id, criterion_id=criterion_id, **made)
        session.add(row)
    else:
        for name, value in made.items():
            setattr(row, name, value)
        row.version += 1
    _make_totals(
        session, evaluations, marks, others | ({criterion_id} if wanted.accepted else set())
    )
    for evaluation in unmarked:
        _return(session, actor, evaluation, now)
    _tell(session, round_, edition, entry, criterion, unmarked, wanted.reason, now)
    audit.record(
        session,
        actor,
        "decide_na",
        now,
        subject=("entry", entry_id),
        edition_id=edition.id,
        round_id=str(round_id),
        criterion=criterion.code,
        accepted=wanted.accepted,
        reason=wanted.reason,
        returned=len(unmarked),
    )
    return Put(row, created=created)


def _entry(session: Session, actor: Actor, edition: Edition, entry_id: UUID) -> Entry:
    entry = session.get(Entry, entry_id)
    if entry is None or entry.edition_id != edition.id:
        raise not_found()
    if actor.barred_from(entry.id, entry.organisation_id):
        raise not_found()
    return entry


def _criterion(
    session: Session, round_id: UUID, entry: Entry, criterion_id: UUID, *, known: bool
) -> Criterion:
    """A criterion that somebody claims does not apply to the entry, or that was decided on; or 404."""
    claimed = (
        select(NaClaim.criterion_id)
        .join(Revision, Revision.id == NaClaim.revision_id)
        .join(Evaluation, Evaluation.id == Revision.evaluation_id)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.entry_id == entry.id,
            NaClaim.criterion_id == criterion_id,
        )
        .limit(1)
    )
    criterion = session.get(Criterion, criterion_id)
    if criterion is None or not (known or session.scalar(claimed)):
        raise not_found()
    return criterion


def _marks(session: Session, edition: Edition, entry: Entry) -> Marks:
    rubric_id, version = session.execute(
        select(Rubric.id, Rubric.version)
        .join(Category, Category.rubric_id == Rubric.id)
        .where(Category.id == entry.category_id)
    ).one()
    frozen = edition.rulebook_frozen_at is not None
    specs: Sequence[CriterionSpec] = compiled(session, rubric_id, version, frozen=frozen).specs
    return Marks(specs)


def _unmarked(
    session: Session, evaluations: Sequence[Evaluation], leaf: UUID, marks: Marks
) -> list[Evaluation]:
    """The evaluations whose submitted revision has no mark there."""
    revisions = {
        one.id: one
        for one in session.scalars(
            select(Revision).where(Revision.id.in_([each.submitted_id for each in evaluations]))
        )
    }
    return [
        one
        for one in evaluations
        if one.submitted_id is not None
        and leaf not in marks.points(revisions[one.submitted_id].scores)
    ]


def _make_totals(
    session: Session, evaluations: Sequence[Evaluation], marks: Marks, accepted: AbstractSet[UUID]
) -> None:
    """The totals of everything submitted for the entry, late work too, with what applies now."""
    for revision in session.scalars(
        select(Revision).where(
            Revision.evaluation_id.in_([one.id for one in evaluations]),
            Revision.status == EvaluationStatus.submitted.value,
        )
    ):
        exact = total_without(marks.specs, marks.points(revision.scores), accepted)
        if exact is not None:
            revision.total = f"{exact.numerator}/{exact.denominator}"


def _return(session: Session, actor: Actor, evaluation: Evaluation, now: datetime) -> None:
    """What was submitted no longer counts; the juror goes on from it as a draft."""
    evaluation.submitted_id = evaluation.submitted_at = evaluation.reopened_at = None
    if evaluation.status != EvaluationStatus.submitted:
        return  # its juror is changing it already
    head = session.get_one(Revision, evaluation.head_id)
    content = {
        "scores": head.scores,
        "comment": head.comment,
        "notes": head.notes,
        "status": EvaluationStatus.draft.value,
        "made_at": now.isoformat(),
    }
    draft = Revision(
        id=uuid7(),
        evaluation_id=evaluation.id,
        parent_id=head.id,
        branch="head",
        body_hash=hashlib.sha256(canonical(content)).hexdigest(),
        received_at=now,
        made_by=actor.user_id,
        **{**content, "made_at": now},
    )
    session.add(draft)
    evaluation.head_id = draft.id
    evaluation.status = EvaluationStatus.draft.value
    evaluation.saved_at = now


def _tell(
    session: Session,
    round_: Round,
    edition: Edition,
    entry: Entry,
    criterion: Criterion,
    returned: Sequence[Evaluation],
    reason: str,
    now: datetime,
) -> None:
    """Mail the jurors whose evaluations came back, in the words that they read of the entry."""
    title = (entry.title_ar, entry.title_en)
    if round_.blind:
        hidden = {entry.id} if "title" in round_.hidden else ()
        title = titles_shown(session, {entry.id: (entry.number, *title)}, hidden)[entry.id]
    for one in returned:
        if one.closed_at is None:
            tell_juror(
                session,
                "na_refused",
                edition,
                session.get_one(Juror, one.juror_id),
                DESK_PAGE.format(id=one.id),
                now,
                number=entry.number,
                title=title,
                criterion=(criterion.name_ar, criterion.name_en),
                reason=reason,
                closes_at=round_.closes_at,
            )
