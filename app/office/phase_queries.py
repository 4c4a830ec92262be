"""What the guards of a phase change read, and the rulebook as one canonical document."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.call_rules import COMPARING
from app.editions.form_rules import frozen_from_the_start
from app.editions.models import Category, Criterion, Edition, Rubric
from app.editions.queries import (
    READERS,
    edition_categories,
    edition_rubrics,
    staff_edition,
)
from app.editions.rubric_rules import leaf_weights, leaves
from app.editions.rubric_schemas import spec_of
from app.editions.rules import FINAL, NEXT, Phase
from app.entries.models import Entry, Question
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
from app.judging.rounds.models import Round
from app.judging.rounds.rules import counting_weights
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


# ---------------------------------------------------------------- the rulebook


def build_rulebook(session: Session, edition: Edition) -> tuple[dict[str, Any], str]:
    """The rulebook as canonical JSON (no floats: points and shares are texts) and its SHA-256."""
    categories = edition_categories(session, edition.id)
    used = {category.rubric_id for category in categories}
    rubrics = [one for one in edition_rubrics(session, edition.id) if one.id in used]
    rounds = session.scalars(
        select(Round).where(Round.edition_id == edition.id).order_by(Round.number)
    ).all()
    rulebook: dict[str, Any] = {
        "format": "tahkeem-rulebook/1",
        "edition": {"id": str(edition.id), "slug": edition.slug, "timezone": edition.timezone},
        "method": edition.method,
        # What ranks a category whose jurors such a method cannot compare.
        **({"not_comparable": "raw"} if edition.method in COMPARING else {}),
        "aggregate": "consensus" if edition.consensus_counts else "individual",
        "not_applicable": edition.na_policy,
        "conflicts": {"declared_by_juror": "recused", "reported": "suspended"},
        "transcript": "sums",
        "quorum": edition.quorum,
        "tiebreaks": list(edition.tiebreaks),
        "categories": [
            {
                "id": str(one.id),
                "code": one.code,
                "name_ar": one.name_ar,
                "name_en": one.name_en,
                "rubric": str(one.rubric_id),
                "places": one.places,
                "levels": one.levels,
                # Rulebooks of before there was a choice keep their name.
                **({} if one.levels_by == "rank" else {"levels_by": one.levels_by}),
            }
            for one in categories
        ],
        "rubrics": [_rubric(one) for one in rubrics],
        "rounds": [
            {
                "id": str(one.id),
                "number": one.number,
                "weight": weight,
                "jurors_per_entry": one.jurors_per_entry,
                "blind": one.blind,
                "hidden": list(one.hidden),
                **_mode(one),
                # Rulebooks of before there was a choice keep their hash.
                **({} if one.independence == "after_close" else {"independence": one.independence}),
            }
            for one, weight in zip(
                rounds, counting_weights([one.weight for one in rounds]), strict=True
            )
        ],
    }
    if edition.live_agreement:  # rulebooks of before there was a choice keep their name
        rulebook["live_agreement"] = True
    meeting = {"quorum": edition.meeting_quorum, "votes": edition.meeting_votes}
    if meeting != {"quorum": "majority", "votes": "none"}:
        rulebook["meeting"] = meeting
    return rulebook, hashlib.sha256(rfc8785.dumps(rulebook)).hexdigest()


def _mode(one: Round) -> dict[str, Any]:
    """How a round judges; rulebooks of before there was a choice keep their name."""
    if one.mode == "score":
        return {}
    return {"mode": one.mode, "consensus": one.consensus, "passes": one.passes}


def _rubric(rubric: Rubric) -> dict[str, Any]:
    rows = sorted(rubric.criteria, key=lambda one: one.position)
    specs = [spec_of(row) for row in rows]
    shares = leaf_weights(specs)
    bottom = {leaf.id for leaf in leaves(specs)}
    return {
        "id": str(rubric.id),
        "criteria": [
            {
                "id": str(row.id),
                "code": row.code,
                "parent": None if row.parent_id is None else str(row.parent_id),
                "weight": row.weight,
                "counted": row.counted,
                "minimum": _text(row.minimum),
                "maximum": _text(row.maximum),
                "step": _text(row.step),
                "levels": [
                    {"code": level.code, "points": _text(level.points)}
                    for level in sorted(row.levels, key=lambda one: one.position)
                ],
                "share": str(shares.get(row.id, Fraction(0))) if row.id in bottom else None,
                # Rulebooks of before there was a choice keep their hash.
                **({} if row.comment == "optional" else {"comment": row.comment}),
            }
            for row in rows
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(Fraction(value))
