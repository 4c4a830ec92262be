"""Reading rounds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.judging.rounds.models import Round
from app.kit.errors import not_found
from app.kit.paging import PageParams, paginate

READERS = (Role.organiser, Role.auditor, Role.approver, Role.screener, Role.chair)


def list_rounds(
    session: Session, actor: Actor, edition_id: UUID, params: PageParams
) -> tuple[list[Round], int]:
    """The rounds of an edition, by number."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return paginate(
        session,
        select(Round).where(Round.edition_id == edition.id),
        params,
        sorts={"number": Round.number, "closes_at": Round.closes_at},
        default_sort="number",
        tiebreak=Round.id,
    )


def staff_round(
    session: Session,
    actor: Actor,
    round_id: UUID,
    *roles: Role,
    lock: bool = False,
    lock_edition: bool = False,
) -> tuple[Round, Edition]:
    """A round and its edition, for one who holds one of `roles` (default organiser) over it.

    404 if it may not be seen, 403 `not_your_edition` otherwise. `lock` holds the round against
    every other act on it (opening, closing, assigning), not against jurors who save;
    `lock_edition` holds the edition's phase too.
    """
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise not_found()
    edition = staff_edition(session, actor, round_.edition_id, *roles, lock=lock_edition)
    if lock:
        session.refresh(round_, with_for_update={"key_share": True})
    return round_, edition
