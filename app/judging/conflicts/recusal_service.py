"""Staff step back from an entry or an agency: by their own word at once, by another's until it is decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import places, staff_edition
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import check_not_walled
from app.judging.conflicts.models import StaffRecusal
from app.judging.conflicts.queries import BARRING
from app.judging.conflicts.recusal_queries import OFFICERS, recusal_row, staff_recusal
from app.judging.conflicts.recusal_schemas import RecusalIn, RecusalRow
from app.judging.conflicts.rules import (
    ConflictSource,
    ConflictState,
    check_decision,
    check_declaration,
    check_lift,
    first_state,
)
from app.judging.panels.detection_queries import settings_of
from app.judging.panels.notice_service import tell_user
from app.kit.errors import N_, Refusal, forbidden, invalid
from app.kit.versions import Put
from app.organisations.models import Organisation

PAGE = "/app/editions/{edition}/recusals"


def put_recusal(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    recusal_id: UUID,
    wanted: RecusalIn,
    now: datetime,
) -> Put[RecusalRow]:
    """Step back oneself, or, as an organiser, say that another has to.

    Refusals: 404, `not_your_edition`, `walled_off` (403), `one_object`, `entry_unknown`,
    `organisation_unknown`, `person_unknown`, `reason_missing` (422), `recusal_known`, `id_taken`
    (409).
    """
    edition = staff_edition(session, actor, edition_id, *OFFICERS)
    user_id = wanted.user_id or actor.id
    own = user_id == actor.user_id
    known = session.get(StaffRecusal, recusal_id)
    if known is not None:
        same = (known.edition_id, known.user_id, known.entry_id, known.organisation_id) == (
            edition.id,
            user_id,
            wanted.entry_id,
            wanted.organisation_id,
        )
        if not same or known.declared_by != actor.user_id:
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(recusal_row(session, actor, recusal_id), created=False)
    if not own and not actor.holds(Role.organiser, *places(edition)):
        raise forbidden("not_your_edition", N_("ليس لك هذا الدور في هذه الدورة."))
    user = _check_officer(session, edition, user_id)
    _check_object(session, actor, edition, wanted)
    source = ConflictSource.juror if own else ConflictSource.organiser
    check_declaration(source, wanted.kind, wanted.reason)
    # The person's row keeps two reports at once from both finding nothing.
    session.refresh(user, with_for_update={"key_share": True})
    before = session.scalar(
        select(StaffRecusal.id).where(
            StaffRecusal.edition_id == edition.id,
            StaffRecusal.user_id == user_id,
            StaffRecusal.entry_id == wanted.entry_id,
            StaffRecusal.organisation_id == wanted.organisation_id,
            StaffRecusal.state.in_(BARRING),
        )
    )
    if before is not None:
        raise Refusal("recusal_known", N_("هذا التنحّي مسجّل من قبل."))
    days = settings_of(session, edition.id).conflict_days
    recusal = StaffRecusal(
        id=recusal_id,
        edition_id=edition.id,
        user_id=user_id,
        entry_id=wanted.entry_id,
        organisation_id=wanted.organisation_id,
        source="own" if own else "organiser",
        kind=wanted.kind.value,
        reason=wanted.reason,
        state=first_state(source).value,
        declared_by=actor.user_id,
        declared_at=now,
        decide_by=None if own else now + timedelta(days=days),
    )
    session.add(recusal)
    _record(session, actor, "put_recusal", recusal, now)
    page = PAGE.format(edition=edition.id)
    for other in users_over(session, Role.organiser, *places(edition)):
        if other.id not in (actor.user_id, user_id):
            tell_user(
                session,
                "staff_recused",
                edition,
                other,
                page,
                now,
                person=(user.name_ar, user.name_en),
                waits=not own,
            )
    if not own:
        tell_user(session, "staff_recusal_changed", edition, user, page, now, state="suspended")
    return Put(recusal_row(session, actor, recusal_id), created=True)


def _check_officer(session: Session, edition: Edition, user_id: UUID) -> User:
    """One who works on the edition; jurors have conflicts of their own."""
    found = [
        user
        for role in (*OFFICERS, Role.admin)
        for user in users_over(session, role, *places(edition))
        if user.id == user_id
    ]
    if not found:
        raise invalid("person_unknown", N_("ليس هذا من العاملين على هذه الدورة."), "user_id")
    return found[0]


def _check_object(session: Session, actor: Actor, edition: Edition, wanted: RecusalIn) -> None:
    if (wanted.entry_id is None) == (wanted.organisation_id is None):
        raise invalid("one_object", N_("اختر مشاركة أو جهة، إحداهما."), "entry_id")
    entry = None if wanted.entry_id is None else session.get(Entry, wanted.entry_id)
    owner = wanted.organisation_id if entry is None else entry.organisation_id
    check_not_walled(actor, wanted.entry_id, owner)
    if wanted.entry_id is not None and (
        entry is None or entry.edition_id != edition.id or entry.state == EntryState.draft
    ):
        raise invalid("entry_unknown", N_("ليست هذه مشاركة في هذه الدورة."), "entry_id")
    if (
        wanted.organisation_id is not None
        and session.get(Organisation, wanted.organisation_id) is None
    ):
        raise invalid("organisation_unknown", N_("هذه الجهة غير موجودة."), "organisation_id")


def decide_recusal(
    session: Session,
    actor: Actor,
    recusal_id: UUID,
    state: ConflictState,
    reason: str,
    now: datetime,
) -> RecusalRow:
    """Decide what was reported of another: recused for good, or dismissed.

    Refusals: 404, `own_recusal` (403), `conflict_decided` (409), `not_a_decision`, `reason_missing` (422).
    """
    recusal, edition = staff_recusal(session, actor, recusal_id)
    _check_another(actor, recusal)
    check_decision(ConflictState(recusal.state), state, reason)
    _decide(session, actor, edition, recusal, state, reason, "decide_recusal", now)
    return recusal_row(session, actor, recusal_id)


def lift_recusal(
    session: Session, actor: Actor, recusal_id: UUID, reason: str, now: datetime
) -> RecusalRow:
    """Another person takes a recusal back, with a reason.

    Refusals: 404, `own_recusal` (403), `conflict_not_standing` (409), `reason_missing` (422).
    """
    recusal, edition = staff_recusal(session, actor, recusal_id)
    _check_another(actor, recusal)
    check_lift(ConflictState(recusal.state), reason)
    dismissed = ConflictState.dismissed
    _decide(session, actor, edition, recusal, dismissed, reason, "lift_recusal", now)
    return recusal_row(session, actor, recusal_id)


def _check_another(actor: Actor, recusal: StaffRecusal) -> None:
    if recusal.user_id == actor.user_id:
        raise forbidden("own_recusal", N_("هذا تنحّيك أنت، فيبتّ فيه أو يرفعه منظّم غيرك."))


def _decide(
    session: Session,
    actor: Actor,
    edition: Edition,
    recusal: StaffRecusal,
    state: ConflictState,
    reason: str,
    act: str,
    now: datetime,
) -> None:
    recusal.state = state.value
    recusal.decided_by, recusal.decided_at, recusal.decision_reason = actor.user_id, now, reason
    _record(session, actor, act, recusal, now, state=state.value, reason=reason)
    person = session.get_one(User, recusal.user_id)
    page = PAGE.format(edition=edition.id)
    tell_user(session, "staff_recusal_changed", edition, person, page, now, state=state.value)


def _record(
    session: Session, actor: Actor, act: str, recusal: StaffRecusal, now: datetime, **facts: object
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("recusal", recusal.id),
        edition_id=recusal.edition_id,
        user_id=str(recusal.user_id),
        entry_id=None if recusal.entry_id is None else str(recusal.entry_id),
        organisation_id=None if recusal.organisation_id is None else str(recusal.organisation_id),
        **facts,
    )
