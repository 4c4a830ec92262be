"""What a conflict does to a juror's evaluations: closed while it bars, given back when it does not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import entries_of, walls_of
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.models import Juror
from app.judging.panels.queries import on_list_of
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState


def _touched(conflict: Conflict) -> tuple[Any, ...]:
    """Conditions on the juror's evaluations of what the conflict is about, in rounds not closed."""
    return (
        Evaluation.juror_id == conflict.juror_id,
        Evaluation.entry_id.in_(select(Entry.id).where(entries_of(conflict))),
        Evaluation.round_id.in_(select(Round.id).where(Round.state != RoundState.closed)),
    )


def close_evaluations(
    session: Session, conflict: Conflict, reason: ClosedReason, now: datetime
) -> int:
    """Close what is live, and turn a suspension into a recusal; how many rows changed."""
    rows = session.scalars(
        select(Evaluation).where(*_touched(conflict)).order_by(Evaluation.id).with_for_update()
    ).all()
    changed = 0
    for row in rows:
        if row.closed_at is None or row.closed_reason == ClosedReason.suspended:
            row.closed_at = row.closed_at or now
            row.closed_reason = reason.value
            changed += 1
    return changed


def restore_evaluations(session: Session, conflict: Conflict) -> int:
    """Give back what the conflict closed, unless another conflict still bars it.

    Where the juror left meanwhile, or the entry is no more on the round's list, only what was
    submitted counts again; the rest is free for others.
    """
    session.flush()  # the walls are read without this conflict
    serves = session.get_one(Juror, conflict.juror_id).state == JurorState.accepted
    walls = walls_of(session, conflict.edition_id, [conflict.juror_id])
    rows = session.execute(
        select(Evaluation, Entry.organisation_id, on_list_of(Round))
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Round, Round.id == Evaluation.round_id)
        .where(
            *_touched(conflict),
            Evaluation.closed_reason.in_((ClosedReason.recused, ClosedReason.suspended)),
        )
        .order_by(Evaluation.id)
        .with_for_update(of=Evaluation)
    ).all()
    changed = 0
    for row, owner, listed in rows:
        if walls.bar(conflict.juror_id, row.entry_id, owner):
            continue
        if (serves and listed) or row.submitted_id is not None:
            row.closed_at, row.closed_reason, row.closed_note = None, "", ""
        else:
            row.closed_reason = ClosedReason.removed.value
        changed += 1
    return changed
