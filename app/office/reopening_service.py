"""Going back one phase: proposed by an organiser, done by another person's word."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import in_language
from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.editions.rules import Phase
from app.editions.service import note_change
from app.editions.texts import PHASE_NAMES
from app.house import house_of
from app.kit.errors import N_, Refusal, not_found
from app.kit.i18n import Language, translate
from app.kit.versions import Put, same
from app.notifications.service import post
from app.office.reopening_models import Reopening
from app.office.reopening_queries import answering, check_answer, found_in, ground_of
from app.office.reopening_rules import (
    TOLD_IN_PUBLIC,
    ReopeningState,
    check_may_cancel,
    check_reopenable,
    check_somebody_answers,
    check_step_back,
    check_waits,
)
from app.office.reopening_schemas import Found, ReopeningIn
from app.results.approvals.queries import last_approval
from app.results.approvals.service import mail_facts, take_back

ANSWERERS = (Role.organiser, Role.approver)


def propose_reopening(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    reopening_id: UUID,
    wanted: ReopeningIn,
    now: datetime,
) -> Put[Found]:
    """Propose to go back one phase; whoever may answer is asked by mail.

    Refusals: those of `check_step_back`, `check_reopenable`, `check_somebody_answers` (409),
    `reopening_pending`, `id_taken` (409).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    values = {"to_phase": wanted.to, "reason_ar": wanted.reason_ar, "reason_en": wanted.reason_en}
    known = session.get(Reopening, reopening_id)
    if known is not None:
        if (known.edition_id, known.proposed_by) != (edition.id, actor.user_id) or not same(
            known, values
        ):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(found_in(session, actor, edition, now), created=False)
    phase = edition.phase_now
    check_reopenable(ground_of(session, edition, now))
    check_step_back(phase, Phase(wanted.to))
    asked = answering(session, edition, actor.user_id)
    check_somebody_answers(phase, len(asked))
    lapse_proposals(session, edition, now)
    _check_none_waits(session, edition)
    row = Reopening(
        id=reopening_id,
        edition_id=edition.id,
        from_phase=phase.value,
        state=ReopeningState.proposed.value,
        proposed_by=actor.user_id,
        proposed_at=now,
        answer_reason="",
        rulebook_hash="",
        **values,
    )
    session.add(row)
    session.flush()  # the answer is read back from the table
    _record(session, actor, "propose_reopening", edition, row, now, reason=row.reason_ar)
    by = session.get(User, actor.user_id) if actor.user_id else None
    for user in asked:
        _mail(session, user, "reopening_proposed", edition, row, by, now)
    return Put(found_in(session, actor, edition, now), created=True)


def _check_none_waits(session: Session, edition: Edition) -> None:
    found = session.scalar(
        select(Reopening.id).where(
            Reopening.edition_id == edition.id, Reopening.state == ReopeningState.proposed
        )
    )
    if found is not None:
        raise Refusal(
            "reopening_pending",
            N_("تنتظر الدورة جوابًا عن اقتراح عودة سابق. يسحبه من اقترحه أو يُبتّ فيه أولًا."),
            reopening_id=str(found),
        )


def reopen_phase(
    session: Session, actor: Actor, edition_id: UUID, reopening_id: UUID, now: datetime
) -> Found:
    """Confirm another person's proposal: the edition goes back, and what that undoes is undone.

    To `screening`: the rulebook opens again, and what was frozen stays on record with the return.
    To `deliberation`: the signature is taken back. Refusals: those of `check_waits` and
    `check_reopenable` (409), of `check_answer` (403).
    """
    edition, row = _to_answer(session, actor, edition_id, reopening_id)
    check_reopenable(ground_of(session, edition, now))
    after = Phase(row.to_phase)
    undone: dict[str, Any] = {}
    if after is Phase.screening:
        undone = {"rulebook_hash": edition.rulebook_hash}
        row.rulebook, row.rulebook_hash = edition.rulebook, edition.rulebook_hash
        row.rulebook_frozen_at = edition.rulebook_frozen_at
        edition.rulebook, edition.rulebook_hash, edition.rulebook_frozen_at = None, "", None
    edition.phase = after.value
    edition.version += 1
    if after is Phase.deliberation:
        signed = last_approval(session, edition.id)
        if signed is not None:
            undone = {"results_hash": signed.results_hash}
            take_back(session, actor, edition, signed, row.reason_ar, now)
    if after in TOLD_IN_PUBLIC:
        note_change(
            session,
            actor,
            edition,
            row.reason_ar,
            row.reason_en,
            now,
            kind="reopened",
            before=row.from_phase,
            after=row.to_phase,
        )
    _answer(actor, row, ReopeningState.confirmed, now)
    _record(
        session,
        actor,
        "reopen_phase",
        edition,
        row,
        now,
        reason=row.reason_ar,
        proposed_by=str(row.proposed_by),
        confirmed_by=str(actor.user_id),
        **undone,
    )
    _tell_proposer(session, actor, "reopening_confirmed", edition, row, now)
    session.flush()  # the answer is read back from the table
    return found_in(session, actor, edition, now)


def decline_reopening(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    reopening_id: UUID,
    reason: str,
    now: datetime,
) -> Found:
    """Decline another person's proposal, with a reason; nothing of the edition changes.

    Refusals: those of `check_waits` (409) and `check_answer` (403).
    """
    edition, row = _to_answer(session, actor, edition_id, reopening_id)
    _answer(actor, row, ReopeningState.declined, now, reason)
    _record(session, actor, "decline_reopening", edition, row, now, reason=reason)
    _tell_proposer(session, actor, "reopening_declined", edition, row, now)
    session.flush()  # the answer is read back from the table
    return found_in(session, actor, edition, now)


def cancel_reopening(
    session: Session, actor: Actor, edition_id: UUID, reopening_id: UUID, now: datetime
) -> Found:
    """Take one's own proposal back. Refusals: those of `check_waits` (409), `not_your_proposal` (403)."""
    edition = staff_edition(session, actor, edition_id, lock=True)
    row = _of(session, edition, reopening_id)
    check_may_cancel(row.proposed_by, actor.id)
    check_waits(ReopeningState(row.state), Phase(row.from_phase), edition.phase_now)
    _answer(actor, row, ReopeningState.cancelled, now)
    _record(session, actor, "cancel_reopening", edition, row, now)
    session.flush()  # the answer is read back from the table
    return found_in(session, actor, edition, now)


def lapse_proposals(session: Session, edition: Edition, now: datetime) -> None:
    """Let proposals go that were made in a phase which the edition has left."""
    stale = session.scalars(
        select(Reopening).where(
            Reopening.edition_id == edition.id,
            Reopening.state == ReopeningState.proposed,
            Reopening.from_phase != edition.phase_now.value,
        )
    )
    for row in stale:
        row.state, row.answered_at = ReopeningState.lapsed.value, now
    session.flush()  # the key of the waiting one is free again


def _of(session: Session, edition: Edition, reopening_id: UUID) -> Reopening:
    row = session.get(Reopening, reopening_id, populate_existing=True)
    if row is None or row.edition_id != edition.id:
        raise not_found()
    return row


def _to_answer(
    session: Session, actor: Actor, edition_id: UUID, reopening_id: UUID
) -> tuple[Edition, Reopening]:
    """The proposal under the edition's lock, for one who may give the second name."""
    edition = staff_edition(session, actor, edition_id, *ANSWERERS, lock=True)
    row = _of(session, edition, reopening_id)
    check_waits(ReopeningState(row.state), Phase(row.from_phase), edition.phase_now)
    check_answer(session, actor, edition, row.proposed_by)
    return edition, row


def _answer(
    actor: Actor, row: Reopening, state: ReopeningState, now: datetime, reason: str = ""
) -> None:
    row.state, row.answer_reason = state.value, reason
    row.answered_by, row.answered_at = actor.user_id, now


def _record(
    session: Session,
    actor: Actor,
    act: str,
    edition: Edition,
    row: Reopening,
    now: datetime,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        reopening_id=str(row.id),
        before=row.from_phase,
        after=row.to_phase,
        **facts,
    )


def _tell_proposer(
    session: Session, actor: Actor, template: str, edition: Edition, row: Reopening, now: datetime
) -> None:
    user = session.get(User, row.proposed_by) if row.proposed_by else None
    by = session.get(User, actor.user_id) if actor.user_id else None
    if user is not None and user.disabled_at is None:
        _mail(session, user, template, edition, row, by, now, answer=row.answer_reason)


def _mail(
    session: Session,
    user: User,
    template: str,
    edition: Edition,
    row: Reopening,
    by: User | None,
    now: datetime,
    **facts: Any,
) -> None:
    language: Language = "en" if user.language == "en" else "ar"
    link = f"{house_of(session).settings.base_url}/app/editions/{edition.id}"
    post(
        session,
        template,
        to_email=user.email,
        language=language,
        facts=mail_facts(
            user,
            edition,
            link=link,
            by=in_language(language, by.name_ar, by.name_en) if by else "",
            before=translate(language, PHASE_NAMES[row.from_phase]),
            after=translate(language, PHASE_NAMES[row.to_phase]),
            reason=in_language(language, row.reason_ar, row.reason_en),
            **facts,
        ),
        now=now,
        user_id=user.id,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
        dedupe_key=f"{template}:{row.id}:{user.id}",
    )
