"""What a person belonged to until they left: shown to the administrator, and ended with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import PastTie
from app.accounts.queries import get_user
from app.actor import Actor, Scope
from app.audit import service as audit
from app.editions.service import iso
from app.kit.errors import N_, forbidden, invalid, not_found
from app.office.scope_queries import NAMELESS, scope_names
from app.office.tie_schemas import PastTieOut, PastTies


def list_past_ties(session: Session, _actor: Actor, user_id: UUID) -> PastTies:
    """The agencies and entries that a person left; each still walls them off."""
    get_user(session, user_id)
    rows = session.scalars(
        select(PastTie)
        .where(PastTie.user_id == user_id)
        .order_by(PastTie.ended_at.desc(), PastTie.scope_id)
    ).all()
    places = {row.scope_id: (Scope(row.scope_kind), row.scope_id) for row in rows}
    names = scope_names(session, places.values())
    return PastTies(
        items=[
            PastTieOut(
                scope_kind=row.scope_kind,
                scope_id=row.scope_id,
                name_ar=names.get(places[row.scope_id], NAMELESS).name_ar,
                name_en=names.get(places[row.scope_id], NAMELESS).name_en,
                ended_at=row.ended_at,
            )
            for row in rows
        ]
    )


def end_past_tie(
    session: Session, actor: Actor, user_id: UUID, scope_id: UUID, reason: str, now: datetime
) -> PastTies:
    """Take such a wall down: somebody was added by mistake, say. Never one's own.

    Refusals: 404, `own_tie` (403), `reason_missing` (422).
    """
    tie = session.scalars(
        select(PastTie)
        .where(PastTie.user_id == user_id, PastTie.scope_id == scope_id)
        .with_for_update()
    ).one_or_none()
    if tie is None:
        raise not_found()
    if user_id == actor.user_id:
        raise forbidden("own_tie", N_("هذه صلتك أنت، فيرفعها مدير نظام غيرك."))
    if not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب رفع الصلة."), "reason")
    session.delete(tie)
    audit.record(
        session,
        actor,
        "end_past_tie",
        now,
        subject=("user", user_id),
        scope_kind=tie.scope_kind,
        scope_id=str(scope_id),
        until=iso(tie.ended_at),
        reason=reason.strip(),
    )
    session.flush()  # the list is read without it
    return list_past_ties(session, actor, user_id)
