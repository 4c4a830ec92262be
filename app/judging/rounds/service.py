"""Setting up rounds and moving their times."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import CallChange, Category, Field
from app.editions.queries import staff_edition
from app.editions.rules import check_rulebook_editable
from app.editions.service import iso
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import (
    Consensus,
    Independence,
    RoundMode,
    RoundState,
    check_editable,
    check_hidden,
    check_mode,
    check_move,
    check_times,
    check_weight,
)
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
    `passes_out_of_reach`, `votes_weighed`, `weights_mixed`, `part_unknown` (422),
    `condition_required` (428), `stale` (412).
    """
    edition = staff_edition(session, actor, wanted.edition_id, lock=True)
    row = session.get(Round, round_id, with_for_update={"key_share": True})
    values = wanted.model_dump(exclude={"edition_id"})
    values["hidden"] = sorted(set(wanted.hidden)) if wanted.blind else []
    values |= _mode(wanted)
    if row is not None:
        if row.edition_id != edition.id:
            raise not_found()
        if same(row, values):
            return Put(row, created=False)
        check_version(row.version, condition, partial(StaffRound.of, row))
    check_rulebook_editable(edition.phase_now)
    check_times(wanted.opens_at, wanted.closes_at, timedelta(minutes=wanted.grace_minutes), now)
    check_mode(wanted.mode, wanted.consensus, wanted.passes, wanted.jurors_per_entry)
    check_weight(wanted.mode, wanted.weight, _weighed(session, edition.id, round_id))
    if values["hidden"] and values["hidden"] != (row.hidden if row else None):
        check_hidden(values["hidden"], _field_ids(session, edition.id))
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


def _mode(wanted: RoundIn) -> dict[str, str | int]:
    """The mode with what it asks for, and nothing of what it does not."""
    votes = wanted.mode == RoundMode.pass_fail
    consensus = wanted.consensus if votes else Consensus.majority
    ranks = wanted.mode == RoundMode.ranking
    independence = Independence.after_close if ranks else wanted.independence
    return {
        "mode": wanted.mode.value,
        "consensus": consensus.value,
        "passes": wanted.passes if consensus == Consensus.at_least else 0,
        "independence": independence.value,
    }


def _weighed(session: Session, edition_id: UUID, but: UUID) -> set[RoundMode]:
    """How the edition's other rounds judge that have a weight."""
    modes = select(Round.mode).where(
        Round.edition_id == edition_id, Round.id != but, Round.weight > 0
    )
    return {RoundMode(mode) for mode in session.scalars(modes)}


def _field_ids(session: Session, edition_id: UUID) -> set[str]:
    fields = (
        select(Field.id)
        .join(Category, Category.id == Field.category_id)
        .where(Category.edition_id == edition_id)
    )
    return {str(one) for one in session.scalars(fields)}


def move_round(
    session: Session, actor: Actor, round_id: UUID, wanted: RoundMove, now: datetime
) -> Round:
    """Move a round's times by an act that the public call shows, with its reason.

    Each time that moves is a line of its own in the call's changes, with both moments.

    Refusals: `round_closed` (409), those of `check_move` (422).
    """
    row, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(row.state))
    check_move(
        RoundState(row.state), row.opens_at, row.closes_at, wanted.opens_at, wanted.closes_at, now
    )
    # A round that is open keeps its opening, whatever was sent.
    opens_at = wanted.opens_at if row.state == RoundState.planned else row.opens_at
    moved = [
        (kind, iso(old), iso(new))
        for kind, old, new in (
            ("round_opening", row.opens_at, opens_at),
            ("round_closing", row.closes_at, wanted.closes_at),
        )
        if old != new
    ]
    before, after = iso(row.closes_at), iso(wanted.closes_at)
    opening = (
        {"opens_before": iso(row.opens_at), "opens_after": iso(opens_at)}
        if row.opens_at != opens_at
        else {}
    )
    row.opens_at, row.closes_at = opens_at, wanted.closes_at
    row.version += 1
    for kind, old, new in moved:
        session.add(
            CallChange(
                id=uuid7(),
                edition_id=edition.id,
                kind=kind,
                about_ar=row.name_ar,
                about_en=row.name_en,
                what_ar=wanted.reason_ar,
                what_en=wanted.reason_en,
                before=old,
                after=new,
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
        reason=wanted.reason_ar,
        **opening,
    )
    return row
