"""Reading practice: the case of a round, who did it, and the comparison that its juror gets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Edition, Rubric
from app.judging.evaluations.desk_schemas import Compiled
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.practice_models import Practice, PracticeWork
from app.judging.evaluations.practice_schemas import (
    JurorPractice,
    PracticeCard,
    PracticeCards,
    PracticeJuror,
    RoundPractice,
    StaffPractice,
)
from app.judging.evaluations.queries import Marks
from app.judging.evaluations.rubric_queries import compiled
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, Window
from app.judging.rounds.schemas import window_of
from app.kit.errors import not_found

READERS = (Role.organiser, Role.auditor)


def is_begun(session: Session, round_id: UUID) -> bool:
    """Whether a juror has saved anything on the case."""
    return bool(session.scalar(select(exists().where(PracticeWork.round_id == round_id))))


def rubric_of(session: Session, category_id: UUID, edition: Edition) -> Compiled:
    """The rubric by which a case is marked."""
    row = session.execute(
        select(Category.rubric_id, Rubric.version)
        .outerjoin(Rubric, Rubric.id == Category.rubric_id)
        .where(Category.id == category_id, Category.edition_id == edition.id)
    ).one_or_none()
    if row is None:
        raise not_found()
    return compiled(session, row[0], row[1], frozen=edition.rulebook_frozen_at is not None)


def show_practice(session: Session, actor: Actor, round_id: UUID) -> RoundPractice:
    """A round's case, if there is one, and how far each of its jurors is from the reference."""
    round_, _ = staff_round(session, actor, round_id, *READERS)
    practice = session.get(Practice, round_id)
    seated = (
        select(PanelMember.juror_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.round_id == round_.id)
    )
    rows = session.execute(
        select(Juror, PracticeWork)
        .outerjoin(
            PracticeWork,
            (PracticeWork.juror_id == Juror.id) & (PracticeWork.round_id == round_.id),
        )
        .where(or_(Juror.id.in_(seated), PracticeWork.round_id.is_not(None)))
        .order_by(Juror.folded_name, Juror.id)
    )
    return RoundPractice(
        practice=None
        if practice is None
        else StaffPractice.of((practice, is_begun(session, round_id))),
        jurors=[] if practice is None else [PracticeJuror.of(practice, *row) for row in rows],
    )


def juror_of(session: Session, actor: Actor, round_: Round, *, lock: bool = False) -> Juror:
    """The actor as a juror who serves in the round, on a panel or by an evaluation; or 404."""
    seated = exists().where(
        PanelMember.juror_id == Juror.id,
        PanelMember.panel_id == Panel.id,
        Panel.round_id == round_.id,
    )
    judges = exists().where(Evaluation.juror_id == Juror.id, Evaluation.round_id == round_.id)
    wanted = select(Juror).where(
        Juror.user_id == actor.id,
        Juror.edition_id == round_.edition_id,
        Juror.state == JurorState.accepted,
        or_(seated, judges),
    )
    found = session.scalars(
        wanted.with_for_update(key_share=True) if lock else wanted
    ).one_or_none()
    if found is None or round_.state == RoundState.planned:
        raise not_found()
    return found


def own_practices(session: Session, actor: Actor, now: datetime) -> PracticeCards:
    """The cases of the open rounds in which the actor serves, with where they are in each."""
    seated = exists().where(
        PanelMember.juror_id == Juror.id,
        PanelMember.panel_id == Panel.id,
        Panel.round_id == Round.id,
    )
    judges = exists().where(Evaluation.juror_id == Juror.id, Evaluation.round_id == Round.id)
    rows: Iterable[Any] = session.execute(
        select(Practice, Round, PracticeWork)
        .join(Round, Round.id == Practice.round_id)
        .join(Juror, Juror.edition_id == Round.edition_id)
        .outerjoin(
            PracticeWork,
            (PracticeWork.juror_id == Juror.id) & (PracticeWork.round_id == Round.id),
        )
        .where(
            Round.state == RoundState.open,
            Juror.user_id == actor.id,
            Juror.state == JurorState.accepted,
            or_(seated, judges),
        )
        .order_by(Round.closes_at, Round.id)
    )
    return PracticeCards(
        items=[
            PracticeCard(
                round_id=practice.round_id,
                round_ar=round_.name_ar,
                round_en=round_.name_en,
                title_ar=practice.title_ar,
                title_en=practice.title_en,
                demand=practice.demand,
                state="none"
                if work is None
                else "draft"
                if work.submitted_at is None
                else "submitted",
                accepting=window_of(round_, now) is Window.open,
            )
            for practice, round_, work in rows
        ]
    )


def show_own_practice(
    session: Session, actor: Actor, round_id: UUID, now: datetime
) -> JurorPractice:
    """The case for its juror; with the comparison once their marks are submitted."""
    round_ = session.get(Round, round_id)
    practice = session.get(Practice, round_id)
    if round_ is None or practice is None:
        raise not_found()
    juror = juror_of(session, actor, round_)
    return practised(session, practice, round_, juror, now)


def practised(
    session: Session, practice: Practice, round_: Round, juror: Juror, now: datetime
) -> JurorPractice:
    """A juror's practice as they see it now."""
    edition = session.get_one(Edition, round_.edition_id)
    rubric = rubric_of(session, practice.category_id, edition)
    work = session.get(PracticeWork, (round_.id, juror.id))
    compared = None
    if work is not None and work.submitted_at is not None:
        marks = Marks(rubric.specs)
        others = session.execute(
            select(PracticeWork.total, PracticeWork.scores).where(
                PracticeWork.round_id == round_.id,
                PracticeWork.juror_id != juror.id,
                PracticeWork.submitted_at.is_not(None),
            )
        )
        compared = JurorPractice.compare(
            practice, work, [(Fraction(row[0]), marks.points(row[1])) for row in others]
        )
    return JurorPractice.of(
        practice,
        round_,
        edition.timezone,
        rubric,
        work,
        compared,
        accepting=window_of(round_, now) is Window.open,
    )
