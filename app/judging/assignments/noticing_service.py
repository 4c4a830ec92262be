"""Conflicts noticed after jurors accepted: suspended until a person decides, and the organisers told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.database import Database, Who
from app.editions.models import Edition
from app.editions.rules import Phase
from app.judging.assignments.barring_service import close_evaluations
from app.judging.assignments.entrant_conflict_service import find_named
from app.judging.conflicts.invitation_service import CONFLICTS_PAGE
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.noticing_queries import noticed
from app.judging.conflicts.rules import ConflictSource, first_state
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.detection_queries import settings_of
from app.judging.panels.detection_rules import KINDS
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import tell_organisers_of
from app.judging.panels.rules import JurorState
from app.kit.ids import uuid7

# While entries come and are judged.
WATCHED: Final = (Phase.open.value, Phase.screening.value, Phase.judging.value)


def notice_conflicts(session: Session, actor: Actor, now: datetime) -> None:
    """Look again at every accepted juror of the editions at work.

    Agencies enter, people join them and employers are written after an invitation was answered.
    Plans and assignments by hand look for themselves and do not wait for this.
    """
    serving = select(Juror).where(Juror.state == JurorState.accepted).order_by(Juror.id)
    editions = session.scalars(
        select(Edition).where(
            Edition.phase.in_(WATCHED), Edition.id.in_(serving.with_only_columns(Juror.edition_id))
        )
    ).unique()
    for edition in editions:
        here = session.scalars(serving.where(Juror.edition_id == edition.id)).all()
        find_named(session, actor, edition, here, now)
        found = noticed(session, edition.id, here)
        if found:
            # The jurors' rows keep two from recording the same; then it is read again.
            locked = session.scalars(
                serving.where(Juror.id.in_(found)).with_for_update(key_share=True)
            ).all()
            for juror in locked:
                _record(session, actor, edition, juror, now)


def _record(session: Session, actor: Actor, edition: Edition, juror: Juror, now: datetime) -> None:
    possible = noticed(session, edition.id, [juror]).get(juror.id, [])
    decide_by = now + timedelta(days=settings_of(session, edition.id).conflict_days)
    closed = 0
    for one in possible:
        conflict = Conflict(
            id=uuid7(),
            edition_id=edition.id,
            juror_id=juror.id,
            entry_id=one.entry_id,
            organisation_id=one.organisation_id,
            source=ConflictSource.detected.value,
            kind=KINDS[one.signals[0]],
            reason="",
            state=first_state(ConflictSource.detected).value,
            signals=[signal.value for signal in one.signals],
            declared_by=None,
            declared_at=now,
            decide_by=decide_by,
        )
        session.add(conflict)
        closed += close_evaluations(session, conflict, ClosedReason.suspended, now)
    if possible:
        audit.record(
            session,
            actor,
            "notice_conflicts",
            now,
            subject=("juror", juror.id),
            edition_id=edition.id,
            conflicts=len(possible),
            evaluations_closed=closed,
        )
        page = CONFLICTS_PAGE.format(edition=edition.id)
        facts = {"count": len(possible), "decide_by": decide_by}
        tell_organisers_of(session, "conflicts_noticed", edition, juror, page, now, **facts)


async def keep_noticing(database: Database, who: Who) -> bool:
    """The chore of the background."""
    await database.bulk(notice_conflicts, who, database.house.clock())
    return False
