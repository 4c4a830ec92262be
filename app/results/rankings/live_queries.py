"""Reading for the agreement of a round that runs: totals and pairs, without what the reader is walled off from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.schemas import EditionRef
from app.entries.wall_queries import barred_categories
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.rules import Unreadable
from app.judging.panels.models import Juror
from app.judging.panels.queries import judged_in
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundMode
from app.results.rankings.fairness_schemas import Name
from app.results.rankings.jury_rules import Jury
from app.results.rankings.live_rules import Watched, check_live_allowed
from app.results.rankings.live_schemas import LiveAgreement
from app.results.rankings.rules import check_measured
from app.results.stats import Scorecards


def live_round(session: Session, actor: Actor, round_id: UUID) -> tuple[Round, Edition]:
    """A round whose agreement the organiser may read.

    Refusals: 404, `live_agreement_off` and `round_ranks_entries` (409).
    """
    round_, edition = staff_round(session, actor, round_id)
    frozen = edition.rulebook
    check_live_allowed(
        allowed=bool(frozen.get("live_agreement")) if frozen else edition.live_agreement
    )
    check_measured(RoundMode(round_.mode))
    return round_, edition


def live_task(session: Session, actor: Actor, round_id: UUID) -> Watched:
    """What `live_rules.watch` reads: the live evaluations of entries in the race."""
    round_, edition = live_round(session, actor, round_id)
    rows = session.execute(
        select(Evaluation.entry_id, Evaluation.juror_id, Entry.category_id, Revision.total)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .outerjoin(Revision, Revision.id == Evaluation.submitted_id)
        .where(
            Evaluation.round_id == round_.id,
            Evaluation.closed_at.is_(None),
            judged_in(round_),
            Entry.category_id.not_in(barred_categories(session, actor, edition.id)),
        )
        .order_by(Evaluation.entry_id, Evaluation.juror_id)
    ).all()
    sent = [one for one in rows if one.total is not None]
    return Watched(sent=_jury(round_.id, sent), assigned=_jury(round_.id, rows))


def _jury(round_id: UUID, rows: Any) -> Jury:
    """Scorecards of one criterion, the total; 0 where nothing was sent yet."""
    category_of = {one.entry_id: one.category_id for one in rows}
    entries, jurors = sorted(category_of), sorted({one.juror_id for one in rows})
    kinds = sorted(set(category_of.values()))
    place = {key: at for at, key in enumerate(entries)}
    seat = {key: at for at, key in enumerate(jurors)}
    kind = {key: at for at, key in enumerate(kinds)}
    return Jury(
        round=round_id,
        entries=tuple(entries),
        jurors=tuple(jurors),
        categories=tuple(kinds),
        leaves=(),
        cards=Scorecards(
            entry=np.array([place[one.entry_id] for one in rows], np.int64),
            juror=np.array([seat[one.juror_id] for one in rows], np.int64),
            scores=np.array([[_points(one)] for one in rows]).reshape(-1, 1),
            weights=np.ones(1),
            category=np.array([kind[category_of[key]] for key in entries], np.int64),
            n_jurors=len(jurors),
            lo=0.0,
            hi=100.0,
        ),
        places=np.ones(len(kinds), np.int64),
    )


def _points(row: Any) -> float:
    """The total of one evaluation, 0 without one. Refusal: `Unreadable`."""
    try:
        return float(Fraction(row.total or 0))
    except (ValueError, ArithmeticError) as unknown:
        raise Unreadable("scores_unusable", row.entry_id, row.juror_id) from unknown


def live_told(
    session: Session, edition: Edition, round_: Round, found: dict[str, Any]
) -> LiveAgreement:
    """What came out, with the names of the categories and jurors in it."""
    kendall = found["agreement"]["kendall"] if found["agreement"] else []
    named = {
        *found["divided_now"],
        *found["divided_assigned"],
        *(one["category_id"] for one in kendall),
    }
    categories = session.scalars(
        select(Category)
        .where(Category.id.in_([UUID(key) for key in named]))
        .order_by(Category.position, Category.id)
    )
    jurors = session.scalars(
        select(Juror)
        .where(Juror.id.in_([UUID(key) for key in found["bridges"]]))
        .order_by(Juror.folded_name, Juror.id)
    )
    return LiveAgreement(
        edition=EditionRef.of(edition),
        round_id=round_.id,
        categories=[Name.model_validate(one) for one in categories],
        jurors=[Name.model_validate(one) for one in jurors],
        **found,
    )
