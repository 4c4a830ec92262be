"""Giving and taking assignments one by one, giving them back, and telling jurors once."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.accounts.service import in_language
from app.actor import Actor, Role
from app.audit import service as audit
from app.database import actor_of
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import not_barred
from app.house import house_of
from app.judging.assignments.queries import assignment, entry_and_juror
from app.judging.assignments.rules import (
    Pairing,
    check_may_unassign,
    check_not_judged_before_move,
    check_pairing,
)
from app.judging.assignments.schemas import Assignment, AssignmentIn, Notified
from app.judging.conflicts.noticing_queries import walls_now
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import (
    is_walled_in,
    judged_before_move,
    status_of,
    submitted,
)
from app.judging.evaluations.rules import (
    ClosedReason,
    check_may_give_back,
)
from app.judging.panels.models import Juror
from app.judging.panels.panel_queries import round_panels
from app.judging.panels.queries import advanced_of, lock_jurors
from app.judging.panels.rules import JurorState, check_may_serve
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.errors import N_, Refusal, not_found
from app.kit.versions import Put
from app.notifications.models import Mail
from app.notifications.service import post

QUEUE_PAGE = "/app/juror"
ASSIGNMENTS_PAGE = "/app/editions/{edition}/assignments?round={round}"


def assign(
    session: Session,
    actor: Actor,
    round_id: UUID,
    evaluation_id: UUID,
    wanted: AssignmentIn,
    now: datetime,
) -> Put[Assignment]:
    """Give an entry to a juror by hand. A pair that was taken or given back comes back as it was.

    Refusals: `entry_unknown`, `juror_unknown` (422), `walled_off` (403), `round_closed`,
    `juror_not_accepted`, `judged_before_move` (409), those of `check_pairing` (409), `already_assigned` (409), `id_taken` (409).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    entry, juror = entry_and_juror(session, actor, edition.id, wanted.entry_id, wanted.juror_id)
    lock_jurors(session, [juror.id])
    same_id = session.get(Evaluation, evaluation_id, with_for_update=True)
    if same_id is not None:
        pair = (same_id.round_id, same_id.entry_id, same_id.juror_id)
        if pair == (round_id, wanted.entry_id, wanted.juror_id) and same_id.closed_at is None:
            return Put(assignment(session, evaluation_id), created=False)
        if pair != (round_id, wanted.entry_id, wanted.juror_id):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    check_editable(RoundState(round_.state))
    check_may_serve(JurorState(juror.state))
    _check_pair(session, round_, entry, juror)
    before = session.scalars(
        select(Evaluation)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.entry_id == entry.id,
            Evaluation.juror_id == juror.id,
        )
        .with_for_update()
    ).one_or_none()
    if before is not None and before.closed_at is None:
        raise Refusal(
            "already_assigned",
            N_("أُسندت المشاركة {number} إلى هذا المحكّم من قبل."),
            number=entry.number,
            evaluation_id=str(before.id),
        )
    check_not_judged_before_move(
        judged=judged_before_move(before),
        number=entry.number,
        juror_ar=juror.name_ar,
        juror_en=juror.name_en,
    )
    if before is None:
        row = Evaluation(
            id=evaluation_id,
            round_id=round_id,
            entry_id=entry.id,
            juror_id=juror.id,
            assigned_by=actor.user_id,
            assigned_at=now,
            source="hand",
        )
        session.add(row)
    else:
        row = before
        row.closed_at, row.closed_reason, row.closed_note = None, "", ""
        row.assigned_by, row.assigned_at = actor.user_id, now
    session.flush()  # the answer reads the row back with its names
    audit.record(
        session,
        actor,
        "assign",
        now,
        subject=("evaluation", row.id),
        edition_id=edition.id,
        round_id=str(round_id),
        entry_id=str(entry.id),
        juror_id=str(juror.id),
        again=before is not None,
    )
    return Put(assignment(session, row.id), created=before is None)


def _check_pair(session: Session, round_: Round, entry: Entry, juror: Juror) -> None:
    panels = round_panels(session, round_)
    view = panels.judging(entry.category_id)
    walls = walls_now(session, round_.edition_id, [juror])
    check_pairing(
        Pairing(
            eligible=entry.state == EntryState.eligible,
            advanced=entry.id in advanced_of(session, round_, [entry.id]),
            on_panel=panels.seats(juror.id),
            judges_category=view is not None,
            on_its_panel=view is not None and juror.id in {one.id for one in view.members},
            barred=walls.bar(juror.id, entry.id, entry.organisation_id),
            own_employer=juror.employer_id is not None
            and juror.employer_id == entry.organisation_id,
            reads=view is None or view.may_read(juror, entry.languages),
        ),
        number=entry.number,
        juror_ar=juror.name_ar,
        juror_en=juror.name_en,
        panel=None if view is None else view.reach.name,
    )


def unassign(
    session: Session, actor: Actor, evaluation_id: UUID, reason: str, now: datetime
) -> Assignment:
    """Take an assignment back, with a reason; what the juror wrote is kept.

    Refusals (409): `round_closed`, `evaluation_not_live`, `evaluation_submitted`.
    """
    round_id = session.scalar(
        select(Evaluation.round_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.id == evaluation_id, not_barred(actor))
    )
    if round_id is None:
        raise not_found()
    round_, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(round_.state))
    row = session.get_one(Evaluation, evaluation_id, with_for_update=True)
    check_may_unassign(live=row.closed_at is None, submitted=row.submitted_id is not None)
    row.closed_at, row.closed_reason, row.closed_note = now, ClosedReason.removed.value, reason
    audit.record(
        session,
        actor,
        "unassign",
        now,
        subject=("evaluation", row.id),
        edition_id=edition.id,
        round_id=str(round_id),
        reason=reason,
    )
    session.flush()  # the answer reads the row back with its names
    return assignment(session, evaluation_id)


def own_live(
    session: Session, actor: Actor, evaluation_id: UUID
) -> tuple[Evaluation, Juror, Entry, Round]:
    """The actor's own evaluation, locked, with what belongs to it; 404 if it never was theirs."""
    row = session.execute(
        select(Evaluation, Juror, Entry, Round)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(Round, Round.id == Evaluation.round_id)
        .where(Evaluation.id == evaluation_id, Juror.user_id == actor.id)
        .with_for_update(of=Evaluation)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise not_found()
    return row[0], row[1], row[2], row[3]


def give_back(
    session: Session, actor: Actor, evaluation_id: UUID, reason: str, now: datetime
) -> Assignment:
    """The juror gives an assignment back before submitting it; the organisers are told.

    Refusals: 404, `evaluation_closed` (403), `round_closed`, `evaluation_submitted` (409).
    """
    row, juror, entry, round_ = own_live(session, actor, evaluation_id)
    status = status_of(row)
    check_may_give_back(
        ClosedReason(row.closed_reason) if row.closed_reason else None, status, reason
    )
    check_editable(RoundState(round_.state))
    row.closed_at, row.closed_reason, row.closed_note = now, ClosedReason.given_back.value, reason
    edition = session.get_one(Edition, round_.edition_id)
    tell_organisers(session, "given_back", edition, round_, juror, entry, reason, now)
    audit.record(
        session,
        actor,
        "give_back",
        now,
        subject=("evaluation", row.id),
        edition_id=edition.id,
        round_id=str(round_.id),
        reason=reason,
    )
    session.flush()  # the answer reads the row back with its names
    return assignment(session, evaluation_id)


def tell_organisers(
    session: Session,
    template: str,
    edition: Edition,
    round_: Round,
    juror: Juror,
    entry: Entry,
    reason: str,
    now: datetime,
) -> None:
    """Mail who organises an edition, and may see the entry, that a seat is empty. No titles."""
    for user in users_over(session, Role.organiser, *places(edition)):
        if actor_of(session, user.id).barred_from(entry.id, entry.organisation_id):
            continue
        post(
            session,
            template,
            to_email=user.email,
            language=user.language,
            facts={
                "name": in_language(user.language, user.name_ar, user.name_en),
                "edition": in_language(user.language, edition.name_ar, edition.name_en),
                "round": in_language(user.language, round_.name_ar, round_.name_en),
                "juror": in_language(user.language, juror.name_ar, juror.name_en),
                "number": entry.number,
                "reason": reason,
                "link": house_of(session).settings.base_url
                + ASSIGNMENTS_PAGE.format(edition=edition.id, round=round_.id),
                "zone": edition.timezone,
                "digits": user.digits,
            },
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
        )


def notify_jurors(session: Session, actor: Actor, round_id: UUID, now: datetime) -> Notified:
    """Write to every juror who has entries to judge, once for the same entries."""
    round_, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(round_.state))
    rows = session.execute(
        select(Juror, User, Evaluation.id)
        .join(Evaluation, Evaluation.juror_id == Juror.id)
        .join(User, User.id == Juror.user_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.closed_at.is_(None),
            Entry.state == EntryState.eligible,
        )
        .order_by(Juror.id, Evaluation.id)
    )
    desks: dict[UUID, tuple[Juror, User, list[UUID]]] = {}
    for juror, user, evaluation_id in rows:
        desks.setdefault(juror.id, (juror, user, []))[2].append(evaluation_id)
    keys = {
        juror_id: f"assigned:{round_id}:{juror_id}:{_digest(found)}"
        for juror_id, (_, _, found) in desks.items()
    }
    known = set(
        session.scalars(select(Mail.dedupe_key).where(Mail.dedupe_key.in_(list(keys.values()))))
    )
    mailed = 0
    for juror_id, (juror, user, found) in desks.items():
        if keys[juror_id] in known:
            continue
        mailed += 1
        language = user.language
        post(
            session,
            "assigned",
            to_email=user.email,
            language=language,
            facts={
                "name": in_language(language, juror.name_ar, juror.name_en),
                "edition": in_language(language, edition.name_ar, edition.name_en),
                "round": in_language(language, round_.name_ar, round_.name_en),
                "count": len(found),
                "closes_at": round_.closes_at,
                "link": f"{house_of(session).settings.base_url}{QUEUE_PAGE}",
                "zone": edition.timezone,
                "digits": user.digits,
            },
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
            dedupe_key=keys[juror_id],
        )
    audit.record(
        session,
        actor,
        "notify_jurors",
        now,
        subject=("round", round_id),
        edition_id=edition.id,
        mailed=mailed,
        already=len(desks) - mailed,
    )
    if is_walled_in(session, actor, round_):
        return Notified(mailed=None, already=None)
    return Notified(mailed=mailed, already=len(desks) - mailed)


def _digest(ids: list[UUID]) -> str:
    return hashlib.sha256("".join(str(one) for one in ids).encode()).hexdigest()[:32]


def close_unsubmitted_of(
    session: Session, juror_id: UUID, reason: ClosedReason, note: str, now: datetime
) -> int:
    """Close what a juror never submitted in rounds that are not closed; how many they were."""
    changed = session.execute(
        update(Evaluation)
        .where(
            Evaluation.juror_id == juror_id,
            Evaluation.closed_at.is_(None),
            ~submitted(),
            Evaluation.round_id.in_(select(Round.id).where(Round.state != RoundState.closed)),
        )
        .values(closed_at=now, closed_reason=reason.value, closed_note=note)
        .returning(Evaluation.id)
        .execution_options(synchronize_session=False)
    )
    return len(changed.all())
