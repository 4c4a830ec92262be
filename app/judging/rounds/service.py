"""Setting up rounds and moving their times."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import CallChange
from app.editions.queries import staff_edition
from app.editions.rules import check_rulebook_editable
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable, check_move, check_times
from app.judging.rounds.schemas import RoundIn, RoundMove, StaffRound
from app.kit.errors import N_, Refusal, not_found
from app.kit.ids import uuid7
from app.kit.versions import Put, apply, check_version, same


def put_round(
    session: Session,
    actor: Actor,
    round_id: UUID,
    wanted: RoundIn,
    condition: str | None,
    now: datetime,
) -> Put[Round]:
    """Plan a round, or change one, while the rulebook is open.

    Refusals: `rulebook_frozen` (409), `round_number_taken` (409), those of `check_times`,
    `condition_required` (428), `stale` (412).
    """
    edition = staff_edition(session, actor, wanted.edition_id, lock=True)
    row = session.get(Round, round_id, with_for_update={"key_share": True})
    values = wanted.model_dump(exclude={"edition_id"})
    if row is not None:
        if row.edition_id != edition.id:
            raise not_found()
        if same(row, values):
            return Put(row, created=False)
        check_version(row.version, condition, partial(StaffRound.of, row))
    check_rulebook_editable(edition.phase_now)
    check_times(wanted.opens_at, wanted.closes_at, timedelta(minutes=wanted.grace_minutes), now)
    taken = session.scalar(
        select(Round.id).where(
            Round.edition_id == edition.id, Round.number == wanted.number, Round.id != round_id
        )
    )
    if taken is not None:
        raise Refusal(
            "round_number_taken", N_("لهذه الدورة جولة بهذا الرقم."), number=wanted.number
        )
    created = row is None
    if row is None:
        row = Round(id=round_id, edition_id=edition.id, state=RoundState.planned.value, **values)
        session.add(row)
        changed = sorted(values)
    else:
        changed = apply(row, values)
        row.version += 1
    audit.record(
        session,
        actor,
        "put_round",
        now,
        subject=("round", round_id),
        edition_id=edition.id,
        changed=changed,
        closes_at=wanted.closes_at.isoformat(),
    )
    return Put(row, created=created)


def move_round(
    session: Session, actor: Actor, round_id: UUID, wanted: RoundMove, now: datetime
) -> Round:
    """Move a round's times by an act that the public call shows, with its reason.

    Refusals: `round_closed` (409), those of `check_move` (422).
    """
    row, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(row.state))
    check_move(
        RoundState(row.state), row.opens_at, row.closes_at, wanted.opens_at, wanted.closes_at, now
    )
    before, after = row.closes_at.isoformat(), wanted.closes_at.isoformat()
    row.closes_at = wanted.closes_at
    if row.state == RoundState.planned:
        row.opens_at = wanted.opens_at
    row.version += 1
    session.add(
        CallChange(
            id=uuid7(),
            edition_id=edition.id,
            kind="deadline",
            what_ar=f"موعد إغلاق {row.name_ar}: {wanted.reason}",
            what_en=f"Closing of {row.name_en or row.name_ar}: {wanted.reason}",
            before=before,
            after=after,
            changed_by=actor.user_id,
            changed_at=now,
        )
    )
    audit.record(
        session,
        actor,
        "move_round",
        now,
        subject=("round", row.id),
        edition_id=edition.id,
        before=before,
        after=after,
        reason=wanted.reason,
    )
    return row
