"""Writing a round's practice case, and practising on it: a comparison at once, and no count anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.rubric_rules import NOTHING, CriterionSpec, total
from app.editions.score_rules import check_scores
from app.judging.evaluations.practice_models import Practice, PracticeWork
from app.judging.evaluations.practice_queries import (
    is_begun,
    juror_of,
    practised,
    rubric_of,
)
from app.judging.evaluations.practice_rules import check_may_practise, check_may_put
from app.judging.evaluations.practice_schemas import (
    JurorPractice,
    PracticeIn,
    PracticeWorkIn,
    StaffPractice,
    marks_of,
)
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundMode, RoundState
from app.judging.rounds.schemas import window_of
from app.kit.errors import not_found
from app.kit.versions import Put, apply, check_version, same


def put_practice(
    session: Session,
    actor: Actor,
    round_id: UUID,
    wanted: PracticeIn,
    condition: str | None,
    now: datetime,
) -> Put[tuple[Practice, bool]]:
    """Write the case of a round, or change it while no juror has begun it.

    Refusals: those of `check_may_put` (409), `scores_invalid` (422), 428, 412.
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    rubric = rubric_of(session, wanted.category_id, edition)
    exact = _total(rubric.specs, wanted.scores, submitting=True)
    row = session.get(Practice, round_id)
    begun = row is not None and is_begun(session, round_id)
    values = {
        **wanted.model_dump(exclude={"scores"}),
        "demand": wanted.demand.value,
        "scores": {key: one.model_dump(exclude={"pins"}) for key, one in wanted.scores.items()},
        "total": exact,
    }
    if row is not None:
        if same(row, values):
            return Put((row, begun), created=False)
        check_version(row.version, condition, partial(StaffPractice.of, (row, begun)))
    check_may_put(RoundMode(round_.mode), RoundState(round_.state), begun=begun)
    created = row is None
    if row is None:
        row = Practice(round_id=round_id, put_by=actor.user_id, put_at=now, **values)
        session.add(row)
    else:
        apply(row, {**values, "put_by": actor.user_id, "put_at": now})
        row.version += 1
    _record(session, actor, "put_practice", round_, now, demand=wanted.demand.value)
    return Put((row, begun), created=created)


def delete_practice(session: Session, actor: Actor, round_id: UUID, now: datetime) -> None:
    """Take the case away while no juror has begun it; again is harmless. Refusals: as for writing it."""
    round_, _ = staff_round(session, actor, round_id, lock=True)
    row = session.get(Practice, round_id)
    if row is None:
        return
    begun = is_begun(session, round_id)
    check_may_put(RoundMode(round_.mode), RoundState(round_.state), begun=begun)
    session.delete(row)
    _record(session, actor, "delete_practice", round_, now)


def save_practice(
    session: Session, actor: Actor, round_id: UUID, wanted: PracticeWorkIn, now: datetime
) -> JurorPractice:
    """Keep a juror's marks on the case; submitted they are compared at once, and final.

    The same again is harmless. Refusals: 404, `practice_done` (409), `practice_over` (423),
    `scores_invalid` (422).
    """
    round_ = session.get(Round, round_id)
    practice = session.get(Practice, round_id, with_for_update={"read": True})
    if round_ is None or practice is None:
        raise not_found()
    juror = juror_of(session, actor, round_, lock=True)
    edition = session.get_one(Edition, round_.edition_id)
    submits = wanted.status == "submitted"
    values: dict[str, Any] = {
        "scores": {key: one.model_dump(exclude={"pins"}) for key, one in wanted.scores.items()},
        "comment": wanted.comment,
    }
    work = session.get(PracticeWork, (round_id, juror.id))
    done = work is not None and work.submitted_at is not None
    if work is not None and done and submits and same(work, values):
        return practised(session, practice, round_, juror, now)
    check_may_practise(window_of(round_, now), done=done)
    rubric = rubric_of(session, practice.category_id, edition)
    exact = _total(rubric.specs, wanted.scores, submitting=submits)
    values |= {"total": exact, "saved_at": now, "submitted_at": now if submits else None}
    if work is None:
        session.add(PracticeWork(round_id=round_id, juror_id=juror.id, **values))
    else:
        apply(work, values)
    if submits:
        _record(session, actor, "submit_practice", round_, now, juror_id=str(juror.id))
    session.flush()  # it is read back as its juror reads it
    return practised(session, practice, round_, juror, now)


def _total(specs: Sequence[CriterionSpec], scores: Any, *, submitting: bool) -> str | None:
    points = check_scores(specs, marks_of(scores), submitting=submitting)
    if not submitting:
        return None
    exact = total(specs, points, NOTHING)
    return f"{exact.numerator}/{exact.denominator}"


def _record(
    session: Session, actor: Actor, act: str, round_: Round, now: datetime, **facts: Any
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("round", round_.id),
        edition_id=round_.edition_id,
        **facts,
    )
