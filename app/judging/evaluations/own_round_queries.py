"""The rounds of a juror, with their progress."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Integer, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition, Programme
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.judging.evaluations.claim_queries import open_claims
from app.judging.evaluations.models import Completion, Evaluation
from app.judging.evaluations.own_round_schemas import RoundProgress
from app.judging.evaluations.queries import drafted, reopened, submitted, untouched
from app.judging.evaluations.rules import completion_stands
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.panels.panel_queries import judging
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState

COUNTS: Final = ("assigned", "untouched", "drafts", "submitted", "reopened")


def own_rounds(session: Session, actor: Actor) -> list[RoundProgress]:
    """The rounds in which the actor serves or has an evaluation, the one closing first on top."""
    live = Evaluation.closed_at.is_(None) & (Entry.state == EntryState.eligible)

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).cast(Integer)

    counts = (
        select(
            Evaluation.round_id,
            count(live).label("assigned"),
            count(live & untouched()).label("untouched"),
            count(live & drafted()).label("drafts"),
            count(live & submitted()).label("submitted"),
            count(live & reopened()).label("reopened"),
            func.max(case((live, Evaluation.submitted_at))).label("submitted_at"),
            count(Evaluation.closed_reason.in_(("recused", "suspended"))).label("recused"),
            count(Evaluation.closed_reason == "given_back").label("given_back"),
            count(Evaluation.closed_reason == "moved").label("moved"),
        )
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Juror.user_id == actor.id)
        .group_by(Evaluation.round_id)
        .subquery()
    )
    chaired = select(Panel.round_id).join(Juror, Juror.id == Panel.chair_id).where(_serves(actor))
    on_panel = (
        select(Panel.round_id)
        .join(PanelMember, PanelMember.panel_id == Panel.id)
        .join(Juror, Juror.id == PanelMember.juror_id)
        .where(_serves(actor))
    )
    names = (*COUNTS, "recused", "given_back", "moved")
    signed = (
        select(Completion.round_id, func.max(Completion.signed_at).label("signed_at"))
        .join(Juror, Juror.id == Completion.juror_id)
        .where(Juror.user_id == actor.id)
        .group_by(Completion.round_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Round,
            Edition,
            Round.id.in_(chaired),
            *(counts.c[name] for name in names),
            counts.c.submitted_at,
            signed.c.signed_at,
        )
        .join(Edition, Edition.id == Round.edition_id)
        .join(Programme, Programme.id == Edition.programme_id)
        .outerjoin(counts, counts.c.round_id == Round.id)
        .outerjoin(signed, signed.c.round_id == Round.id)
        .where(or_(Round.id.in_(on_panel), counts.c.round_id.is_not(None)))
        .order_by(Round.closes_at, Round.id)
    ).all()
    theirs = exists().where(
        Panel.round_id == Round.id,
        Juror.id == Panel.chair_id,
        _serves(actor),
        judging(Entry.category_id),
    )
    waiting = (
        open_claims(session, theirs, Round.state == RoundState.open, actor=actor)
        if any(row[2] for row in rows)
        else {}
    )
    return [
        RoundProgress(
            row[0],
            row[1],
            bool(row[2]),
            waiting.get(row[0].id, 0),
            {name: row[3 + at] or 0 for at, name in enumerate(names)},
            completion_stands(
                row.signed_at,
                row.submitted_at,
                waiting=(row.assigned or 0) - (row.submitted or 0) + (row.reopened or 0),
            ),
        )
        for row in rows
    ]


def _serves(actor: Actor) -> Any:
    return and_(Juror.user_id == actor.id, Juror.state == JurorState.accepted)
