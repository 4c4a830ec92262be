"""Moving an edition through its phases, each step by a person's act and past every guard."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.editions.rules import Phase, check_phase_step
from app.editions.service import note_change
from app.entries.zone_queries import told_in_zone
from app.office.phase_queries import standing_of
from app.office.phase_rules import check_may_cancel, check_ready
from app.office.phase_schemas import CancelIn, PhaseIn
from app.office.reopening_service import lapse_proposals
from app.results.rankings.rulebook_queries import build_rulebook


def step_phase(
    session: Session, actor: Actor, edition_id: UUID, wanted: PhaseIn, now: datetime
) -> Edition:
    """Take one step forward. Entering `judging` freezes the rulebook and its hash.

    Refusals (409): those of `check_phase_step`, `phase_not_ready` with everything that is missing.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    before, after = edition.phase_now, Phase(wanted.to)
    check_phase_step(before, after)
    check_ready(after, standing_of(session, edition, now))
    if after is Phase.open:
        edition.call_opened_at = now
    if after is Phase.judging:
        edition.rulebook, edition.rulebook_hash = build_rulebook(session, edition)
        edition.rulebook_frozen_at = now
    edition.phase = after.value
    edition.version += 1
    lapse_proposals(session, edition, now)
    audit.record(
        session,
        actor,
        "step_phase",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        before=before.value,
        after=after.value,
        reason=wanted.reason,
        **({"rulebook_hash": edition.rulebook_hash} if after is Phase.judging else {}),
    )
    return edition


def cancel_edition(
    session: Session, actor: Actor, edition_id: UUID, wanted: CancelIn, now: datetime
) -> Edition:
    """Cancel an edition whose results nobody has read, in public and with a reason.

    Refusals (409): those of `check_phase_step` and `check_may_cancel`.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    before = edition.phase_now
    check_phase_step(before, Phase.cancelled)
    with told_in_zone(edition):
        check_may_cancel(before, edition.results_from)
    edition.phase = Phase.cancelled.value
    edition.version += 1
    lapse_proposals(session, edition, now)
    if before is not Phase.draft:
        note_change(
            session, actor, edition, wanted.reason_ar, wanted.reason_en, now, kind="cancelled"
        )
    audit.record(
        session,
        actor,
        "cancel_edition",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        before=before.value,
        reason=wanted.reason_ar,
    )
    return edition
