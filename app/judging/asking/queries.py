"""Who reads what jurors asked: themselves, the chair and the organisers; shared answers, the jurors."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.models import Attachment, Entry
from app.entries.wall_queries import not_barred
from app.judging.asking.models import JurorQuestion
from app.judging.asking.rules import AskedKind
from app.judging.asking.schemas import DeskQuestion, StaffJurorQuestion
from app.judging.blind.queries import titles_shown
from app.judging.evaluations.juror_queries import own_evaluation
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.panel_queries import (
    chaired_in,
    chaired_panels,
    reaches_of,
    within,
)
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.kit.errors import not_found
from app.kit.paging import PageParams, paginate

READERS: Final = (Role.organiser, Role.auditor)


def own_desk_questions(session: Session, actor: Actor, evaluation_id: UUID) -> list[DeskQuestion]:
    """What this juror asked about the entry, and shared answers about it."""
    evaluation, _ = own_evaluation(session, actor, evaluation_id)
    return _read_by(session, actor, evaluation.round_id, Evaluation.entry_id == evaluation.entry_id)


def own_round_questions(session: Session, actor: Actor, round_id: UUID) -> list[DeskQuestion]:
    """What this juror asked in a round, and the answers shared in it; 404 for who is not on its panel."""
    serves = (
        select(PanelMember.panel_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .join(Juror, Juror.id == PanelMember.juror_id)
        .where(
            Panel.round_id == round_id,
            Juror.user_id == actor.id,
            Juror.state == JurorState.accepted,
        )
    )
    seats = session.scalars(serves).all()
    if not seats:
        raise not_found()
    theirs = within(reaches_of(session, round_id), seats)
    return _read_by(session, actor, round_id, or_(theirs, Juror.user_id == actor.id))


def _read_by(
    session: Session, actor: Actor, round_id: UUID, which: ColumnElement[bool]
) -> list[DeskQuestion]:
    """Before no wall. The answer about a file is for those who judge its entry."""
    own = (
        select(Evaluation.id, Evaluation.entry_id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .where(
            Juror.user_id == actor.id,
            Evaluation.round_id == round_id,
            Evaluation.closed_at.is_(None),
        )
        .subquery()
    )
    mine = Juror.user_id == actor.id
    shared = and_(
        JurorQuestion.shared, or_(JurorQuestion.kind == AskedKind.question, own.c.id.is_not(None))
    )
    rows = session.execute(
        select(
            JurorQuestion.id,
            JurorQuestion.kind,
            mine.label("mine"),
            own.c.id.label("evaluation_id"),
            Entry.number,
            JurorQuestion.attachment_id,
            JurorQuestion.body,
            JurorQuestion.asked_at,
            JurorQuestion.answer,
            JurorQuestion.answered_at,
        )
        .join(Evaluation, Evaluation.id == JurorQuestion.evaluation_id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .outerjoin(own, own.c.entry_id == Evaluation.entry_id)
        .where(Evaluation.round_id == round_id, which, not_barred(actor), or_(mine, shared))
        .order_by(JurorQuestion.asked_at.desc(), JurorQuestion.id)
    )
    found = [DeskQuestion.model_validate(row, from_attributes=True) for row in rows]
    for one in found:
        if one.evaluation_id is None:
            one.number = one.attachment_id = None
    return found


def asked_in(
    session: Session, actor: Actor, round_id: UUID, *roles: Role
) -> tuple[Round, ColumnElement[bool]]:
    """A round whose questions the actor reads, and which of them: the chair, those on their panels' entries.

    Of the staff those with one of `roles` (403 `not_your_edition`); 404 for everybody else.
    """
    round_ = session.get(Round, round_id)
    if round_ is not None:
        edition = session.get_one(Edition, round_.edition_id)
        if actor.holds(READERS, *places(edition)):
            return staff_round(session, actor, round_id, *roles)[0], true()
    round_, _, mine = chaired_panels(session, actor, round_id)
    theirs = (
        select(Evaluation.id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.round_id == round_id, within(reaches_of(session, round_id), mine))
    )
    of_chair = JurorQuestion.evaluation_id.in_(theirs)
    return round_, and_(JurorQuestion.kind == AskedKind.question, of_chair)


def list_juror_questions(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    answered: bool | None,
    kind: AskedKind | None,
) -> tuple[list[StaffJurorQuestion], int]:
    """What the jurors of a round asked, unanswered first; nothing from behind the reader's walls."""
    round_, which = asked_in(session, actor, round_id, *READERS)
    is_chair = not actor.holds(READERS, *places(session.get_one(Edition, round_.edition_id)))
    conditions: list[Any] = [Evaluation.round_id == round_id, which, not_barred(actor)]
    done = JurorQuestion.answered_at.is_not(None)
    if answered is not None:
        conditions.append(done if answered else ~done)
    if kind is not None:
        conditions.append(JurorQuestion.kind == kind.value)
    rows, total = paginate(
        session,
        select(
            JurorQuestion.id,
            JurorQuestion.kind,
            Evaluation.entry_id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Juror.name_ar.label("juror_ar"),
            Juror.name_en.label("juror_en"),
            JurorQuestion.attachment_id,
            Attachment.name.label("file"),
            JurorQuestion.body,
            JurorQuestion.asked_at,
            JurorQuestion.answer,
            JurorQuestion.answered_at,
            JurorQuestion.shared,
        )
        .join(Evaluation, Evaluation.id == JurorQuestion.evaluation_id)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .outerjoin(Attachment, Attachment.id == JurorQuestion.attachment_id)
        .where(*conditions),
        params,
        sorts={"asked": (done, JurorQuestion.asked_at), "number": Entry.number},
        default_sort="asked",
        tiebreak=JurorQuestion.id,
        search=(Juror.folded_name, cast(Entry.number, String)),
    )
    found = [StaffJurorQuestion.model_validate(row, from_attributes=True) for row in rows]
    if round_.blind and is_chair:
        titles = titles_shown(
            session,
            {one.entry_id: (one.number, one.title_ar, one.title_en) for one in found},
            {one.entry_id for one in found} if "title" in round_.hidden else (),
        )
        for one in found:
            one.title_ar, one.title_en = titles[one.entry_id]
    return found, total


def count_asked(session: Session, actor: Actor, edition_id: UUID) -> int:
    """How much of what jurors asked in an edition waits for an answer."""
    return (
        session.scalar(
            select(func.count())
            .select_from(JurorQuestion)
            .join(Evaluation, Evaluation.id == JurorQuestion.evaluation_id)
            .join(Entry, Entry.id == Evaluation.entry_id)
            .where(
                Entry.edition_id == edition_id,
                JurorQuestion.answered_at.is_(None),
                not_barred(actor),
            )
        )
        or 0
    )


def asked_of_chair(session: Session, actor: Actor) -> dict[UUID, int]:
    """Of each round that the actor chairs a panel of: what its jurors ask them and nobody answered."""
    chaired = session.scalars(
        select(Panel.round_id)
        .join(Juror, Juror.id == Panel.chair_id)
        .where(Juror.user_id == actor.id, Juror.state == JurorState.accepted)
        .distinct()
    ).all()
    found: dict[UUID, int] = {}
    for round_id in chaired:
        mine = chaired_in(session, actor, round_id)
        count = session.scalar(
            select(func.count())
            .select_from(JurorQuestion)
            .join(Evaluation, Evaluation.id == JurorQuestion.evaluation_id)
            .join(Entry, Entry.id == Evaluation.entry_id)
            .where(
                Evaluation.round_id == round_id,
                JurorQuestion.kind == AskedKind.question.value,
                JurorQuestion.answered_at.is_(None),
                within(reaches_of(session, round_id), mine),
                not_barred(actor),
            )
        )
        if count:
            found[round_id] = count
    return found
