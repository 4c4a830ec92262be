"""Jurors: their profile, the invitation and the answer to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.accounts.models import User
from app.accounts.queries import user_by_email
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.house import house_of
from app.judging.panels.detection_queries import settings_of
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import spoken, tell_organisers_of
from app.judging.panels.profile_service import (
    agencies_by_name,
    agency_named,
    columns,
    same_profile,
    write_profile,
)
from app.judging.panels.queries import enters, is_staff, own_jury, staff_juror
from app.judging.panels.rules import (
    JurorState,
    check_answer_invitation,
    check_may_invite,
    entrant_cannot_judge,
    staff_cannot_judge,
)
from app.judging.panels.schemas import JurorIn, StaffJuror
from app.judging.panels.seat_queries import mailed_seats
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.versions import Put, check_version
from app.notifications.service import post
from app.organisations.models import Organisation

JURY_PAGE = "/app/jury"
JUROR_PAGE = "/app/editions/{edition}/jurors/{juror}"


def put_juror(
    session: Session,
    actor: Actor,
    juror_id: UUID,
    wanted: JurorIn,
    condition: str | None,
    now: datetime,
) -> Put[Juror]:
    """Add a juror to an edition, or change their profile.

    Refusals: `juror_email_taken`, `juror_email_fixed`, `staff_cannot_judge`, `entrant_cannot_judge`
    (409), `organisation_unknown`, `category_unknown` (422), `condition_required` (428), `stale` (412).
    """
    edition = staff_edition(session, actor, wanted.edition_id, lock=True)
    row = session.get(Juror, juror_id, with_for_update={"key_share": True})
    values = columns(wanted) | {"origin": wanted.origin.value}
    if wanted.employer_id is None and (wanted.employer_ar or wanted.employer_en):
        # One agency is one employer, whether it was chosen or written.
        values["employer_id"] = agency_named(
            agencies_by_name(session), wanted.employer_ar, wanted.employer_en
        )
    if row is not None:
        if row.edition_id != edition.id:
            raise not_found()
        if same_profile(row, values, wanted.expertise):
            return Put(row, created=False)
        check_version(row.version, condition, partial(StaffJuror.of, row))
    _check_profile(session, edition, juror_id, row, wanted, now)
    created = row is None
    if row is None:
        row = Juror(
            id=juror_id,
            edition_id=edition.id,
            state=JurorState.invited.value,
            created_at=now,
        )
        session.add(row)
    else:
        row.version += 1
    changed = write_profile(session, row, values, wanted.expertise)
    audit.record(
        session,
        actor,
        "put_juror",
        now,
        subject=("juror", juror_id),
        edition_id=edition.id,
        changed=changed,
    )
    return Put(row, created=created)


def _check_profile(
    session: Session,
    edition: Edition,
    juror_id: UUID,
    row: Juror | None,
    wanted: JurorIn,
    now: datetime,
) -> None:
    taken = session.scalar(
        select(Juror.id).where(
            Juror.edition_id == edition.id, Juror.email == wanted.email, Juror.id != juror_id
        )
    )
    if taken is not None:
        raise Refusal("juror_email_taken", N_("في هذه الدورة محكّم بهذا البريد."))
    if row is not None and row.user_id is not None and row.email != wanted.email:
        raise Refusal("juror_email_fixed", N_("قبل هذا المحكّم الدعوة بهذا البريد، فلا يُغيَّر هنا."))
    if is_staff(session, edition, wanted.email, now):
        raise staff_cannot_judge()
    if row is None or row.email != wanted.email:
        _check_no_entrant(session, edition, wanted.email)
    if wanted.employer_id is not None and session.get(Organisation, wanted.employer_id) is None:
        raise invalid("organisation_unknown", N_("هذه الجهة غير موجودة."), "employer_id")


def _check_no_entrant(session: Session, edition: Edition, email: str) -> None:
    user = user_by_email(session, email)
    if user is not None and enters(session, edition, user.id):
        raise entrant_cannot_judge()


def invite_juror(session: Session, actor: Actor, juror_id: UUID, now: datetime) -> Juror:
    """Mail the invitation: a link to an account for the new, a link to the jury for the known.

    Refusals (409): `invitation_answered`, `staff_cannot_judge`, `entrant_cannot_judge`.
    """
    juror, edition = staff_juror(session, actor, juror_id, lock=True)
    check_may_invite(JurorState(juror.state))
    if is_staff(session, edition, juror.email, now):
        raise staff_cannot_judge()
    _check_no_entrant(session, edition, juror.email)
    juror.state = JurorState.invited.value
    juror.invited_at, juror.answered_at = now, None
    juror.state_reason, juror.left_at, juror.reason_told = "", None, False
    settings = settings_of(session, edition.id)
    juror.opened_at, juror.answer_by = None, now + timedelta(days=settings.answer_days)
    juror.load_asked, juror.load_accepted, juror.load_reason = settings.load_asked, None, ""
    juror.statement, juror.statement_hash, juror.signed_name = "", "", ""
    user = user_by_email(session, juror.email)
    if user is None:
        language = spoken(juror)
        accounts.invite(
            session,
            actor,
            email=juror.email,
            name_ar=juror.name_ar,
            name_en=juror.name_en,
            language=language,
            role=Role.juror,
            scope_kind=Scope.edition,
            scope_id=edition.id,
            now=now,
            facts={"scope_ar": edition.name_ar, "scope_en": edition.name_en},
            reply_to=edition.programme.reply_to,
            answer_by=juror.answer_by,
            seats=mailed_seats(session, juror, language),
        )
    else:
        _mail_invitation(session, juror, edition, user, now)
    audit.record(
        session,
        actor,
        "invite_juror",
        now,
        subject=("juror", juror.id),
        edition_id=edition.id,
        has_account=user is not None,
    )
    return juror


def _mail_invitation(
    session: Session, juror: Juror, edition: Edition, user: User, now: datetime
) -> None:
    language = user.language
    post(
        session,
        "jury_invitation",
        to_email=user.email,
        language=language,
        facts={
            "name": accounts.in_language(language, juror.name_ar, juror.name_en),
            "edition": accounts.in_language(language, edition.name_ar, edition.name_en),
            "programme": accounts.in_language(
                language, edition.programme.name_ar, edition.programme.name_en
            ),
            "answer_by": juror.answer_by,
            "seats": mailed_seats(session, juror, language),
            "link": f"{house_of(session).settings.base_url}{JURY_PAGE}/{juror.id}",
            "zone": edition.timezone,
            "digits": user.digits,
        },
        now=now,
        user_id=user.id,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
    )


def decline_jury(
    session: Session, actor: Actor, juror_id: UUID, reason: str, now: datetime
) -> tuple[Juror, Edition]:
    """The person does not join, and says why; the role that came with a new account goes back.

    Refusal: `invitation_answered` (409).
    """
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    check_answer_invitation(JurorState(juror.state), JurorState.declined)
    juror.user_id = actor.id
    juror.state = JurorState.declined.value
    juror.answered_at = now
    juror.state_reason = reason
    accounts.remove_grant(session, actor, actor.id, Role.juror, Scope.edition, edition.id, now)
    page = JUROR_PAGE.format(edition=edition.id, juror=juror.id)
    tell_organisers_of(session, "jury_declined", edition, juror, page, now, reason=reason)
    audit.record(
        session,
        actor,
        "decline_jury",
        now,
        subject=("juror", juror.id),
        edition_id=edition.id,
    )
    return juror, edition
