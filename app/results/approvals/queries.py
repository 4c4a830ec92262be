"""Reading the approval: its steps, and the hash of what is frozen and signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.entries.schemas import CategoryRef, PersonRef
from app.entries.wall_queries import barred_categories
from app.kit.errors import Refusal
from app.kit.i18n import Pair
from app.results.approvals.models import Approval
from app.results.approvals.rules import (
    Step,
    check_freezer,
    check_may_answer,
    check_may_freeze,
    check_no_stake,
)
from app.results.approvals.schemas import ApprovalState, ApprovalStep, RenamedOut
from app.results.decisions.name_queries import renamed
from app.results.decisions.queries import content, edition_decisions, is_decided
from app.results.rankings.models import Ranking, RankingRow
from app.results.rankings.queries import READERS, is_outdated
from app.results.rules import check_approver, check_does_not_organise


def last_approval(session: Session, edition_id: UUID) -> Approval | None:
    """The newest step, if any."""
    return session.scalars(
        select(Approval)
        .where(Approval.edition_id == edition_id)
        .order_by(Approval.at.desc(), Approval.id.desc())
        .limit(1)
    ).one_or_none()


def step_of(approval: Approval | None) -> Step:
    """Where the approval stands after this step."""
    return Step.none if approval is None else Step(approval.step)


def categories_of(session: Session, edition_id: UUID) -> list[Category]:
    """The edition's categories in their order."""
    return list(
        session.scalars(
            select(Category)
            .where(Category.edition_id == edition_id)
            .order_by(Category.position, Category.id)
        )
    )


def stakes_of(session: Session, actor: Actor, edition_id: UUID) -> list[Category]:
    """The edition's categories with an entry in which the actor has a stake, in their order."""
    barred = barred_categories(session, actor, edition_id)
    return [one for one in categories_of(session, edition_id) if one.id in barred]


def results_hash(session: Session, edition: Edition, ranking: Ranking) -> str:
    """SHA-256 of the JCS of a ranking and the decisions on it: what people freeze and sign.

    `{"format":"tahkeem-results/2","edition","rulebook","ranking":{"id","round","number","seed",
    "inputs","rows":[…]},"decisions":[…],"names":{…}}`; rows in the order of category and entry ids,
    decisions by category in theirs; scores are exact fractions as texts; the names as they were
    frozen (`names_now`).
    """
    rows = session.execute(
        select(
            RankingRow.category_id,
            RankingRow.entry_id,
            RankingRow.rank,
            RankingRow.left_out,
            RankingRow.score,
            RankingRow.trace,
        )
        .where(RankingRow.ranking_id == ranking.id)
        .order_by(RankingRow.category_id, RankingRow.entry_id)
    )
    decisions = edition_decisions(session, edition.id)
    document: dict[str, Any] = {
        "format": "tahkeem-results/2",
        "edition": str(edition.id),
        "rulebook": edition.rulebook_hash,
        "ranking": {
            "id": str(ranking.id),
            "round": str(ranking.round_id),
            "number": ranking.number,
            "seed": ranking.seed,
            "inputs": ranking.inputs_hash,
            "rows": [
                {
                    "category": str(row.category_id),
                    "entry": str(row.entry_id),
                    "rank": row.rank,
                    "left_out": row.left_out,
                    "score": row.score,
                    "trace": row.trace,
                }
                for row in rows
            ],
        },
        "decisions": [
            {"category": str(category), "decisions": [content(one) for one in decisions[category]]}
            for category in sorted(decisions, key=str)
        ],
        "names": ranking.names,
    }
    return hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def show_approval(session: Session, actor: Actor, edition_id: UUID) -> ApprovalState:
    """Where the approval of an edition stands."""
    return approval_state(session, actor, staff_edition(session, actor, edition_id, *READERS))


def approval_state(session: Session, actor: Actor, edition: Edition) -> ApprovalState:
    """The same, for a verb that has just moved it."""
    rows = session.execute(
        select(Approval, User.id, User.name_ar, User.name_en)
        .outerjoin(User, User.id == Approval.by_id)
        .where(Approval.edition_id == edition.id)
        .order_by(Approval.at, Approval.id)
    ).all()
    last: Approval | None = rows[-1][0] if rows else None
    state = step_of(last)
    decisions = edition_decisions(session, edition.id)
    stakes = stakes_of(session, actor, edition.id)
    return ApprovalState(
        state=state,
        results_hash=last.results_hash if last and state in (Step.frozen, Step.signed) else "",
        ranking_id=None if last is None else last.ranking_id,
        changed=state == Step.frozen and last is not None and _changed(session, edition, last),
        renamed=_renamed(session, edition, last, stakes) if state == Step.frozen else [],
        undecided=[
            CategoryRef.model_validate(category)
            for category in categories_of(session, edition.id)
            if not is_decided(decisions.get(category.id, []))
        ],
        stakes=[CategoryRef.model_validate(category) for category in stakes],
        may=_may(actor, edition, last, stakes),
        steps=[
            ApprovalStep(
                id=row[0].id,
                step=Step(row[0].step),
                by=None
                if row.id is None
                else PersonRef(id=row.id, name_ar=row.name_ar, name_en=row.name_en),
                at=row[0].at,
                reason=row[0].reason,
                results_hash=row[0].results_hash,
            )
            for row in rows
        ],
    )


def _changed(session: Session, edition: Edition, last: Approval) -> bool:
    ranking = session.get_one(Ranking, last.ranking_id)
    return (
        is_outdated(session, edition, ranking)
        or results_hash(session, edition, ranking) != last.results_hash
    )


def _renamed(
    session: Session, edition: Edition, last: Approval | None, stakes: Sequence[Category]
) -> list[RenamedOut]:
    """What is called otherwise now than in the names that would be signed."""
    names = None if last is None else session.get_one(Ranking, last.ranking_id).names
    if names is None:
        return []
    hidden = {one.id for one in stakes}
    return [RenamedOut.model_validate(one) for one in renamed(session, edition, names, hidden)]


def _may(
    actor: Actor, edition: Edition, last: Approval | None, stakes: Sequence[Category]
) -> list[str]:
    """The acts that the rules and the actor's roles allow now."""
    phase, state, spots = edition.phase_now, step_of(last), places(edition)
    signs = last.by_id if last is not None else None

    names = [Pair(one.name_ar, one.name_en) for one in stakes]

    def freeze() -> None:
        check_may_freeze(phase, state)
        check_freezer(names)

    def give_back() -> None:
        check_may_answer(phase, state)
        check_no_stake(names)

    def sign() -> None:
        give_back()
        check_approver(signs, actor.id)
        check_does_not_organise(organises=actor.holds(Role.organiser, *spots))

    acts: list[tuple[str, Role, Callable[[], None]]] = [
        ("freeze", Role.organiser, freeze),
        ("sign", Role.approver, sign),
        ("return", Role.approver, give_back),
    ]
    allowed = []
    for act, role, check in acts:
        if not actor.holds(role, *spots):
            continue
        try:
            check()
        except Refusal:
            continue
        allowed.append(act)
    return allowed
