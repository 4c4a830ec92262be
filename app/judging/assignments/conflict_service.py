"""Conflicts and what follows: a juror's own word recuses at once, another's suspends until decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.entries.wall_queries import check_not_walled
from app.judging.assignments.barring_service import close_evaluations, restore_evaluations
from app.judging.assignments.queries import entry_and_juror
from app.judging.assignments.service import own_live, tell_organisers
from app.judging.conflicts.invitation_service import CONFLICTS_PAGE
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.own_queries import own_row
from app.judging.conflicts.queries import (
    conflict_row,
    staff_conflict,
    standing,
)
from app.judging.conflicts.rules import (
    ConflictSource,
    ConflictState,
    check_decision,
    check_declaration,
    check_lift,
    first_state,
)
from app.judging.conflicts.schemas import (
    AgencyConflictIn,
    ConflictReport,
    ConflictRow,
    OwnConflictIn,
    OwnRow,
)
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.rules import ClosedReason, check_yours
from app.judging.panels.detection_queries import entering_agencies, settings_of
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import tell_juror, tell_organisers_of
from app.judging.panels.queries import lock_jurors, own_jury
from app.judging.panels.rules import JurorState, check_may_serve
from app.kit.errors import N_, Refusal, invalid
from app.kit.versions import Put
from app.organisations.models import Organisation

OWN_PAGE = "/app/juror/conflicts"


def declare_conflict(
    session: Session, actor: Actor, conflict_id: UUID, wanted: OwnConflictIn, now: datetime
) -> Put[OwnRow]:
    """The juror's own word: recused at once, and gone from their queue.

    Refusals: 404, `evaluation_closed` (403), `reason_missing` (422), `id_taken` (409).
    """
    _lock_juror_of(session, wanted.evaluation_id)
    row, juror, entry, round_ = own_live(session, actor, wanted.evaluation_id)
    known = session.get(Conflict, conflict_id)
    if known is not None:
        same = (known.juror_id, known.entry_id, known.source) == (
            juror.id,
            entry.id,
            ConflictSource.juror,
        )
        if not same:
            raise _id_taken()
        return Put(own_row(session, conflict_row(session, conflict_id)), created=False)
    check_yours(ClosedReason(row.closed_reason) if row.closed_reason else None)
    check_declaration(ConflictSource.juror, wanted.kind, wanted.reason)
    conflict = Conflict(
        id=conflict_id,
        edition_id=round_.edition_id,
        juror_id=juror.id,
        entry_id=entry.id,
        source=ConflictSource.juror.value,
        kind=wanted.kind.value,
        reason=wanted.reason,
        state=first_state(ConflictSource.juror).value,
        declared_by=actor.user_id,
        declared_at=now,
    )
    session.add(conflict)
    closed = close_evaluations(session, conflict, ClosedReason.recused, now)
    edition = session.get_one(Edition, round_.edition_id)
    tell_organisers(session, "recused", edition, round_, juror, entry, "", now)
    audit.record(
        session,
        actor,
        "declare_conflict",
        now,
        subject=("conflict", conflict_id),
        edition_id=edition.id,
        juror_id=str(juror.id),
        entry_id=str(entry.id),
        kind=wanted.kind.value,
        evaluations_closed=closed,
    )
    return Put(own_row(session, conflict_row(session, conflict_id)), created=True)


def declare_agency_conflict(
    session: Session,
    actor: Actor,
    juror_id: UUID,
    conflict_id: UUID,
    wanted: AgencyConflictIn,
    now: datetime,
) -> Put[OwnRow]:
    """The juror's own word about an agency, whether or not anything of it is assigned to them.

    What another reported of it waits no longer. Refusals: 404, `juror_not_accepted`,
    `conflict_known`, `id_taken` (409), `organisation_unknown`, `reason_missing` (422).
    """
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    check_may_serve(JurorState(juror.state))
    known = session.get(Conflict, conflict_id)
    if known is not None:
        if (known.juror_id, known.organisation_id) != (juror.id, wanted.organisation_id):
            raise _id_taken()
        return Put(own_row(session, conflict_row(session, conflict_id)), created=False)
    agencies = {one.id: one for one in entering_agencies(session, edition.id)}
    if wanted.organisation_id not in agencies:
        raise invalid("organisation_unknown", N_("هذه الجهة غير موجودة."), "organisation_id")
    check_declaration(ConflictSource.juror, wanted.kind, wanted.reason)
    conflict = standing(session, juror.id, None, wanted.organisation_id)
    created = conflict is None
    if conflict is None:
        conflict = Conflict(
            id=conflict_id,
            edition_id=edition.id,
            juror_id=juror.id,
            organisation_id=wanted.organisation_id,
            source=ConflictSource.juror.value,
            kind=wanted.kind.value,
            reason=wanted.reason,
            state=first_state(ConflictSource.juror).value,
            declared_by=actor.user_id,
            declared_at=now,
        )
        session.add(conflict)
    elif conflict.state == ConflictState.recused:
        raise _known(conflict)
    else:
        _decide(actor, conflict, ConflictState.recused, wanted.reason, now)
    closed = close_evaluations(session, conflict, ClosedReason.recused, now)
    agency = agencies[wanted.organisation_id]
    tell_organisers_of(
        session,
        "recused_from_agency",
        edition,
        juror,
        CONFLICTS_PAGE.format(edition=edition.id),
        now,
        agency=(agency.name_ar, agency.name_en),
        count=closed,
    )
    _record(session, actor, "declare_agency_conflict", conflict, now, evaluations_closed=closed)
    return Put(own_row(session, conflict_row(session, conflict.id)), created=created)


def _known(conflict: Conflict) -> Refusal:
    return Refusal(
        "conflict_known",
        N_("هذا التعارض مسجّل من قبل."),
        conflict_id=str(conflict.id),
        state=conflict.state,
    )


def _lock_juror_of(session: Session, evaluation_id: UUID) -> None:
    """Before the evaluation, in the order in which a plan that is applied holds them."""
    juror_id = session.scalar(select(Evaluation.juror_id).where(Evaluation.id == evaluation_id))
    lock_jurors(session, [] if juror_id is None else [juror_id])


def report_conflict(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    conflict_id: UUID,
    wanted: ConflictReport,
    now: datetime,
) -> Put[ConflictRow]:
    """The organiser's word about a juror: suspended until a person decides.

    Refusals: `one_object` (422), `walled_off` (403), `entry_unknown`, `juror_unknown`, `organisation_unknown` (422),
    `conflict_known` (409), `id_taken` (409).
    """
    edition = staff_edition(session, actor, edition_id)
    juror_id = _check_object(session, actor, edition.id, wanted)
    known = session.get(Conflict, conflict_id)
    if known is not None:
        same = (known.edition_id, known.juror_id, known.entry_id, known.organisation_id) == (
            edition.id,
            wanted.juror_id,
            wanted.entry_id,
            wanted.organisation_id,
        )
        if not same or known.source != ConflictSource.organiser:
            raise _id_taken()
        return Put(conflict_row(session, conflict_id), created=False)
    check_declaration(ConflictSource.organiser, wanted.kind, wanted.reason)
    # The juror's row keeps two reports at once from both finding nothing.
    lock_jurors(session, [juror_id])
    before = standing(session, juror_id, wanted.entry_id, wanted.organisation_id)
    if before is not None:
        raise _known(before)
    conflict = Conflict(
        id=conflict_id,
        edition_id=edition.id,
        juror_id=juror_id,
        entry_id=wanted.entry_id,
        organisation_id=wanted.organisation_id,
        source=ConflictSource.organiser.value,
        kind=wanted.kind.value,
        reason=wanted.reason,
        state=first_state(ConflictSource.organiser).value,
        declared_by=actor.user_id,
        declared_at=now,
        decide_by=now + timedelta(days=settings_of(session, edition.id).conflict_days),
    )
    session.add(conflict)
    closed = close_evaluations(session, conflict, ClosedReason.suspended, now)
    _record(session, actor, "report_conflict", conflict, now, evaluations_closed=closed)
    return Put(conflict_row(session, conflict_id), created=True)


def _check_object(session: Session, actor: Actor, edition_id: UUID, wanted: ConflictReport) -> UUID:
    if (wanted.entry_id is None) == (wanted.organisation_id is None):
        raise invalid("one_object", N_("اختر مشاركة أو جهة، إحداهما."), "entry_id")
    if wanted.entry_id is not None:
        return entry_and_juror(session, actor, edition_id, wanted.entry_id, wanted.juror_id)[1].id
    check_not_walled(actor, None, wanted.organisation_id)
    juror = session.get(Juror, wanted.juror_id)
    if juror is None or juror.edition_id != edition_id:
        raise invalid("juror_unknown", N_("ليس هذا محكّمًا في هذه الدورة."), "juror_id")
    if session.get(Organisation, wanted.organisation_id) is None:
        raise invalid("organisation_unknown", N_("هذه الجهة غير موجودة."), "organisation_id")
    return juror.id


def decide_conflict(
    session: Session,
    actor: Actor,
    conflict_id: UUID,
    state: ConflictState,
    reason: str,
    now: datetime,
) -> ConflictRow:
    """Decide a suspended conflict: recused for good, or dismissed and the work restored.

    Refusals: `conflict_decided` (409), `not_a_decision`, `reason_missing` (422).
    """
    conflict, edition = staff_conflict(session, actor, conflict_id)
    check_decision(ConflictState(conflict.state), state, reason)
    lock_jurors(session, [conflict.juror_id])
    _decide(actor, conflict, state, reason, now)
    if state is ConflictState.dismissed:
        changed = restore_evaluations(session, conflict)
    else:
        changed = close_evaluations(session, conflict, ClosedReason.recused, now)
    _tell(session, edition, conflict, now)
    _record(
        session,
        actor,
        "decide_conflict",
        conflict,
        now,
        state=state.value,
        reason=reason,
        evaluations_changed=changed,
    )
    return conflict_row(session, conflict_id)


def lift_conflict(
    session: Session, actor: Actor, conflict_id: UUID, reason: str, now: datetime
) -> ConflictRow:
    """Lift a recusal, with a reason; the work is restored where its round is not closed.

    Refusals: `conflict_not_standing` (409), `reason_missing` (422).
    """
    conflict, edition = staff_conflict(session, actor, conflict_id)
    check_lift(ConflictState(conflict.state), reason)
    lock_jurors(session, [conflict.juror_id])
    _decide(actor, conflict, ConflictState.dismissed, reason, now)
    changed = restore_evaluations(session, conflict)
    _tell(session, edition, conflict, now)
    _record(
        session,
        actor,
        "lift_conflict",
        conflict,
        now,
        reason=reason,
        evaluations_changed=changed,
    )
    return conflict_row(session, conflict_id)


def _tell(session: Session, edition: Edition, conflict: Conflict, now: datetime) -> None:
    """The juror learns what was decided; what others wrote about them stays with the staff."""
    juror = session.get_one(Juror, conflict.juror_id)
    barred = conflict.state == ConflictState.recused
    tell_juror(session, "conflict_decided", edition, juror, OWN_PAGE, now, barred=barred)


def _decide(
    actor: Actor, conflict: Conflict, state: ConflictState, reason: str, now: datetime
) -> None:
    conflict.state = state.value
    conflict.decided_by = actor.user_id
    conflict.decided_at = now
    conflict.decision_reason = reason


def _id_taken() -> Refusal:
    return Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))


def _record(
    session: Session, actor: Actor, act: str, conflict: Conflict, now: datetime, **facts: object
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("conflict", conflict.id),
        edition_id=conflict.edition_id,
        juror_id=str(conflict.juror_id),
        entry_id=None if conflict.entry_id is None else str(conflict.entry_id),
        organisation_id=(
            None if conflict.organisation_id is None else str(conflict.organisation_id)
        ),
        **facts,
    )
