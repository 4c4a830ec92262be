"""Asking from the desk, and answering. Nobody is asked about what a conflict walls them off from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.audit import service as audit
from app.database import actor_of
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.judging.asking.models import JurorQuestion
from app.judging.asking.queries import asked_in, own_desk_questions
from app.judging.asking.rules import AskedKind, check_may_answer, check_may_ask
from app.judging.asking.schemas import AskIn, DeskQuestion, JurorAnswerIn
from app.judging.evaluations.juror_queries import own_evaluation
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.pin_queries import readable
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import tell_juror, tell_user
from app.judging.panels.panel_queries import panel_judging
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.kit.errors import N_, Refusal, not_found
from app.kit.versions import Put


def ask_from_desk(
    session: Session,
    actor: Actor,
    evaluation_id: UUID,
    question_id: UUID,
    wanted: AskIn,
    now: datetime,
) -> Put[DeskQuestion]:
    """Ask about an entry, or report a file of it; again is harmless.

    Refusals: those of the desk; 404 for a file that it does not show; 409 `id_taken`,
    `too_many_asked`.
    """
    evaluation, entry = own_evaluation(session, actor, evaluation_id)
    known = session.get(JurorQuestion, question_id)
    if known is not None:
        if (known.evaluation_id, known.body, known.attachment_id) != (
            evaluation.id,
            wanted.body,
            wanted.attachment_id,
        ):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(_shown(session, actor, evaluation.id, question_id), created=False)
    if wanted.attachment_id is not None:
        files = readable(session, evaluation.round_id, entry.id)[1]
        if str(wanted.attachment_id) not in {file for _, file in files}:
            raise not_found()
    check_may_ask(_unanswered(session, evaluation))
    kind = AskedKind.question if wanted.attachment_id is None else AskedKind.file
    session.add(
        JurorQuestion(
            id=question_id,
            evaluation_id=evaluation.id,
            kind=kind.value,
            attachment_id=wanted.attachment_id,
            body=wanted.body,
            asked_at=now,
        )
    )
    session.flush()  # it is read back as its juror reads it
    round_ = session.get_one(Round, evaluation.round_id)
    _record(session, actor, "ask_from_desk", evaluation, round_, now, question_id, kind)
    _tell_answerers(session, round_, evaluation, entry, kind, now)
    return Put(_shown(session, actor, evaluation.id, question_id), created=True)


def _unanswered(session: Session, evaluation: Evaluation) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(JurorQuestion)
            .join(Evaluation, Evaluation.id == JurorQuestion.evaluation_id)
            .where(
                Evaluation.juror_id == evaluation.juror_id,
                Evaluation.round_id == evaluation.round_id,
                JurorQuestion.answered_at.is_(None),
            )
        )
        or 0
    )


def _shown(session: Session, actor: Actor, evaluation_id: UUID, question_id: UUID) -> DeskQuestion:
    asked = own_desk_questions(session, actor, evaluation_id)
    return next(one for one in asked if one.id == question_id)


def answer_juror(
    session: Session, actor: Actor, question_id: UUID, wanted: JurorAnswerIn, now: datetime
) -> None:
    """Answer a juror, once; a shared answer goes to the other jurors too, without a name.

    404 for who does not read it; refusals: 403 `not_your_edition` of those who only check, 409
    `already_answered`.
    """
    row = session.execute(
        select(JurorQuestion, Evaluation, Entry)
        .join(Evaluation, Evaluation.id == JurorQuestion.evaluation_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(JurorQuestion.id == question_id)
        .with_for_update(of=JurorQuestion)
    ).one_or_none()
    if row is None or actor.barred_from(row[2].id, row[2].organisation_id):
        raise not_found()
    question, evaluation, entry = row
    round_, which = asked_in(session, actor, evaluation.round_id, Role.organiser)
    wanted_kind = select(JurorQuestion.id).where(JurorQuestion.id == question.id, which)
    if session.execute(wanted_kind).first() is None:
        raise not_found()
    check_may_answer(answered=question.answered_at is not None)
    question.answer, question.shared = wanted.answer, wanted.shared
    question.answered_by, question.answered_at = actor.user_id, now
    kind = AskedKind(question.kind)
    _record(session, actor, "answer_juror", evaluation, round_, now, question_id, kind)
    edition = session.get_one(Edition, round_.edition_id)
    page = f"/app/juror/evaluations/{evaluation.id}"
    tell_juror(
        session,
        "juror_answered",
        edition,
        session.get_one(Juror, evaluation.juror_id),
        page,
        now,
        number=entry.number,
    )
    if wanted.shared:
        _tell_others(session, round_, edition, evaluation, entry, kind, now)


def _tell_answerers(
    session: Session,
    round_: Round,
    evaluation: Evaluation,
    entry: Entry,
    kind: AskedKind,
    now: datetime,
) -> None:
    """The chair is asked; the organisers where there is none who may answer, and about files."""
    edition = session.get_one(Edition, round_.edition_id)
    juror = session.get_one(Juror, evaluation.juror_id)
    template = f"juror_{'asks' if kind is AskedKind.question else 'reports_file'}"
    view = panel_judging(session, round_, entry.category_id)
    chair = (
        None
        if view is None
        else next((one for one in view.members if one.id == view.panel.chair_id), None)
    )
    if kind is AskedKind.question and chair and chair.id != juror.id and chair.user_id:
        user = session.get_one(User, chair.user_id)
        if not actor_of(session, user.id).barred_from(entry.id, entry.organisation_id):
            page = f"/app/juror/chair/{round_.id}?tab=asked"
            tell_user(session, template, edition, user, page, now, juror=juror, number=entry.number)
            return
    page = f"/app/editions/{edition.id}/progress?round={round_.id}&tab=asked"
    for user in users_over(session, Role.organiser, *places(edition)):
        if not actor_of(session, user.id).barred_from(entry.id, entry.organisation_id):
            tell_user(session, template, edition, user, page, now, juror=juror, number=entry.number)


def _tell_others(
    session: Session,
    round_: Round,
    edition: Edition,
    evaluation: Evaluation,
    entry: Entry,
    kind: AskedKind,
    now: datetime,
) -> None:
    """The jurors of the entry's panel who read the shared answer, but for who asked."""
    view = panel_judging(session, round_, entry.category_id)
    judging = select(Evaluation.juror_id).where(
        Evaluation.round_id == round_.id,
        Evaluation.entry_id == entry.id,
        Evaluation.closed_at.is_(None),
    )
    readers = [] if kind is AskedKind.question else [Juror.id.in_(judging)]
    for juror in session.scalars(
        select(Juror)
        .where(
            Juror.id.in_([one.id for one in view.members] if view else []),
            Juror.state == JurorState.accepted,
            Juror.user_id.is_not(None),
            Juror.id != evaluation.juror_id,
            *readers,
        )
        .order_by(Juror.id)
    ):
        assert juror.user_id is not None  # noqa: S101 -- asked for above
        if actor_of(session, juror.user_id).barred_from(entry.id, entry.organisation_id):
            continue
        page = f"/app/juror?round={round_.id}"
        tell_juror(
            session,
            "juror_answer_shared",
            edition,
            juror,
            page,
            now,
            round=(round_.name_ar, round_.name_en),
        )


def _record(
    session: Session,
    actor: Actor,
    act: str,
    evaluation: Evaluation,
    round_: Round,
    now: datetime,
    question_id: UUID,
    kind: AskedKind,
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("evaluation", evaluation.id),
        edition_id=round_.edition_id,
        question_id=str(question_id),
        kind=kind.value,
    )
