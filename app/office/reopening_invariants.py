"""What must always hold of returns to an earlier phase; each query selects the ids that break it."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, exists, not_, or_, select

from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.office.reopening_models import Reopening
from app.office.reopening_rules import BACK, ReopeningState

_confirmed = Reopening.state == ReopeningState.confirmed.value

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "phase reopened without two names": select(Reopening.id).where(
        _confirmed,
        or_(
            Reopening.proposed_by.is_(None),
            Reopening.answered_by.is_(None),
            Reopening.proposed_by == Reopening.answered_by,
        ),
    ),
    "return that is not one step back": select(Reopening.id).where(
        not_(
            or_(
                *(
                    and_(Reopening.from_phase == before.value, Reopening.to_phase == after.value)
                    for before, after in BACK.items()
                )
            )
        )
    ),
    "phase reopened without its act": select(Reopening.id).where(
        _confirmed,
        ~exists().where(
            AuditEvent.act == "reopen_phase",
            AuditEvent.edition_id == Reopening.edition_id,
            AuditEvent.at == Reopening.answered_at,
            AuditEvent.actor_id == Reopening.answered_by,
        ),
    ),
    "return declined without a reason": select(Reopening.id).where(
        Reopening.state == ReopeningState.declined.value, Reopening.answer_reason == ""
    ),
    "rulebook opened again without what was frozen": select(Reopening.id).where(
        _confirmed, Reopening.to_phase == "screening", Reopening.rulebook_hash == ""
    ),
    "proposal that waits in an edition that is over": select(Reopening.id)
    .join(Edition, Edition.id == Reopening.edition_id)
    .where(
        Reopening.state == ReopeningState.proposed.value,
        Edition.phase.in_(["cancelled", "archived"]),
    ),
}
