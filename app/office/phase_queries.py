"""What the guards of a phase change read, and the rulebook as one canonical document."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.form_rules import frozen_from_the_start
from app.editions.models import Category, Criterion, Edition, Rubric
from app.editions.queries import (
    READERS,
    edition_categories,
    staff_edition,
)
from app.editions.rules import FINAL, NEXT, Phase
from app.entries.models import Entry, Question
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
from app.judging.rounds.models import Round
from app.kit.errors import Refusal
from app.kit.i18n import Pair
from app.office.phase_rules import CategoryState, Check, RoundStanding, Standing, checks
from app.results.approvals.models import Approval
from app.results.publication.models import Publication
from app.results.rules import check_tiebreaks

UNDECIDED = ("submitted", "returned")


def standing_of(session: Session, edition: Edition, now: datetime) -> Standing:
    """Everything that the guards read, in a fixed number of statements."""
    categories = edition_categories(session, edition.id)
    eligible, undecided = _entries(session, edition.id)
    return Standing(
        phase=edition.phase_now,
        now=now,
        opens_at=edition.opens_at,
        closes_at=edition.closes_at,
        tiebreaks=tuple(edition.tiebreaks),
        tiebreaks_known=_tiebreaks_known(session, edition),
        categories=tuple(
            CategoryState(
                id=one.id,
                name=Pair(one.name_ar, one.name_en),
                has_rubric=one.rubric_id is not None,
                fields=len(one.fields),
                eligible=eligible.get(one.id, 0),
                unfillable=_unfillable(edition, one, now),
            )
            for one in categories
        ),
        rounds=_rounds(session, edition.id, frozenset(one.id for one in categories)),
        undecided=undecided,
        open_questions=open_questions(session, edition.id),
        last_approval=_last_approval(session, edition.id),
        visible_from=session.scalar(
            select(Publication.visible_from).where(Publication.edition_id == edition.id)
        ),
    )


def _unfillable(edition: Edition, category: Category, now: datetime) -> tuple[str, ...]:
    """Required questions that would be fixed as soon as the call opens, by their labels."""
    since = max(now, edition.opens_at or now)
    return tuple(
        Pair(one.label_ar, one.label_en)
        for one in sorted(category.fields, key=lambda field: field.position)
        if frozen_from_the_start(
            one.freeze_at, one.freeze_phase, Phase.open, since, required=one.required
        )
    )


def _entries(session: Session, edition_id: UUID) -> tuple[dict[UUID, int], int]:
    rows = session.execute(
        select(
            Entry.category_id,
            func.sum(case((Entry.state == "eligible", 1), else_=0)),
            func.sum(case((Entry.state.in_(UNDECIDED), 1), else_=0)),
        )
        .where(Entry.edition_id == edition_id)
        .group_by(Entry.category_id)
    ).all()
    return {category: int(count) for category, count, _ in rows}, sum(int(n) for *_, n in rows)


def open_questions(session: Session, edition_id: UUID) -> int:
    """How many of the entrants' questions have no answer."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Question)
            .where(Question.edition_id == edition_id, Question.answered_at.is_(None))
        )
        or 0
    )


def _last_approval(session: Session, edition_id: UUID) -> str:
    return (
        session.scalar(
            select(Approval.step)
            .where(Approval.edition_id == edition_id)
            .order_by(Approval.at.desc(), Approval.id.desc())
            .limit(1)
        )
        or ""
    )


def _tiebreaks_known(session: Session, edition: Edition) -> bool:
    parents = select(Criterion.parent_id).where(Criterion.parent_id.is_not(None))
    codes = session.scalars(
        select(Criterion.code)
        .join(Rubric, Rubric.id == Criterion.rubric_id)
        .join(Category, Category.rubric_id == Rubric.id)
        .where(Category.edition_id == edition.id, Criterion.id.not_in(parents))
        .distinct()
    ).all()
    try:
        check_tiebreaks(edition.tiebreaks, codes)
    except Refusal:
        return False
    return True


def _rounds(
    session: Session, edition_id: UUID, every: frozenset[UUID]
) -> tuple[RoundStanding, ...]:
    rounds = session.scalars(
        select(Round).where(Round.edition_id == edition_id).order_by(Round.number)
    ).all()
    panels: dict[UUID, list[Panel]] = defaultdict(list)
    for panel in session.scalars(
        select(Panel).join(Round, Round.id == Panel.round_id).where(Round.edition_id == edition_id)
    ):
        panels[panel.round_id].append(panel)
    jurors: Counter[UUID] = Counter(
        session.scalars(
            select(PanelMember.panel_id)
            .join(Juror, Juror.id == PanelMember.juror_id)
            .where(Juror.edition_id == edition_id, Juror.state == "accepted")
        )
    )
    judged: dict[UUID, set[UUID]] = defaultdict(set)
    for panel_id, category_id in session.execute(
        select(PanelCategory.panel_id, PanelCategory.category_id)
        .join(Category, Category.id == PanelCategory.category_id)
        .where(Category.edition_id == edition_id)
    ):
        judged[panel_id].add(category_id)
    return tuple(
        RoundStanding(
            id=one.id,
            name=Pair(one.name_ar, one.name_en),
            state=one.state,
            closes_at=one.closes_at,
            jurors_per_entry=one.jurors_per_entry,
            weight=one.weight,
            jurors=min((jurors[panel.id] for panel in panels[one.id]), default=0),
            has_chair=bool(panels[one.id])
            and all(panel.chair_id is not None for panel in panels[one.id]),
            # A panel without categories judges all that no other names.
            categories=frozenset().union(
                *(judged.get(panel.id, every) for panel in panels[one.id])
            ),
        )
        for one in rounds
    )


def show_readiness(
    session: Session, actor: Actor, edition_id: UUID, now: datetime
) -> tuple[Edition, Phase | None, list[Check]]:
    """The next phase of an edition and everything it asks for, done or not."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return (edition, *readiness(session, edition, now))


def readiness(
    session: Session, edition: Edition, now: datetime
) -> tuple[Phase | None, list[Check]]:
    """The next phase and its guards; none after the last one."""
    phase = edition.phase_now
    if phase in FINAL:
        return None, []
    return NEXT[phase], checks(NEXT[phase], standing_of(session, edition, now))
