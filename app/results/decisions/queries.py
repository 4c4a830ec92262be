"""Reading decisions, and the form in which they are compared and hashed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.schemas import CategoryRef
from app.entries.wall_queries import barred_categories
from app.kit.errors import Refusal
from app.organisations.models import Organisation
from app.results.decision_rules import DecisionSpec, Outcome, check_decided
from app.results.decisions.models import Decision
from app.results.decisions.schemas import CategoryDecisions, DecisionOut, Decisions
from app.results.rankings.queries import blind_titles, frozen_ranking, last_round
from app.results.rankings.schemas import RankedEntry

_ORDER = {outcome.value: number for number, outcome in enumerate(Outcome)}
# What a decision says, apart from who said it when.
CONTENT = (
    "outcome",
    "place",
    "level_ar",
    "level_en",
    "citation_ar",
    "citation_en",
    "reason_ar",
    "reason_en",
)


def in_order(decisions: Sequence[Decision]) -> list[Decision]:
    """Winners by place, mentions, passed over, withheld; then by entry."""
    return sorted(
        decisions, key=lambda one: (_ORDER[one.outcome], one.place or 0, str(one.entry_id))
    )


def content(decision: Decision) -> dict[str, Any]:
    """A decision as it is hashed: what it says, without when and by whom."""
    said: dict[str, Any] = {name: getattr(decision, name) for name in CONTENT}
    said["entry"] = None if decision.entry_id is None else str(decision.entry_id)
    return said


def version_of(decisions: Sequence[Decision]) -> str:
    """The version of a category's list: `0` while it is empty, else a hash of what it says."""
    if not decisions:
        return "0"
    said = [content(one) for one in in_order(decisions)]
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()[:16]


def category_decisions(session: Session, category_id: UUID) -> list[Decision]:
    """A category's decisions in their order."""
    return in_order(
        session.scalars(select(Decision).where(Decision.category_id == category_id)).all()
    )


def edition_decisions(session: Session, edition_id: UUID) -> Mapping[UUID, list[Decision]]:
    """The decisions of an edition: category → decisions in their order."""
    found: defaultdict[UUID, list[Decision]] = defaultdict(list)
    for decision in session.scalars(select(Decision).where(Decision.edition_id == edition_id)):
        found[decision.category_id].append(decision)
    return {category: in_order(rows) for category, rows in found.items()}


def specs_of(decisions: Sequence[Decision]) -> list[DecisionSpec]:
    """Decisions as the rules see them."""
    return [
        DecisionSpec(
            outcome=Outcome(one.outcome),
            entry=one.entry_id,
            place=one.place,
            level=one.level_ar,
            reason=one.reason_ar,
        )
        for one in decisions
    ]


def is_decided(decisions: Sequence[Decision]) -> bool:
    """Whether a category has a winner or is withheld."""
    try:
        check_decided(specs_of(decisions))
    except Refusal:
        return False
    return True


def named_entries(
    session: Session, entries: Collection[UUID], frozen: Mapping[str, Any] | None = None
) -> dict[UUID, RankedEntry]:
    """Entries as results name them: by the frozen names where there are any, else as they are now."""
    kept = {} if frozen is None else frozen["entries"]
    rows = session.execute(
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.state,
            Entry.state_reason,
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        )
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(Entry.id.in_(entries))
    )
    return {
        row.id: RankedEntry(
            id=row.id,
            number=row.number,
            **{
                name: kept.get(str(row.id), {}).get(name, getattr(row, name))
                for name in ("title_ar", "title_en", "entrant_ar", "entrant_en")
            },
            state=EntryState(row.state),
            state_reason=row.state_reason,
        )
        for row in rows
    }


def load_decisions(session: Session, actor: Actor, edition_id: UUID) -> Decisions:
    """The decisions by category, without the categories in which the actor is barred."""
    barred = barred_categories(session, actor, edition_id)
    found = edition_decisions(session, edition_id)
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == edition_id)
        .order_by(Category.position, Category.id)
    ).all()
    signed = frozen_ranking(session, edition_id)
    entries = named_entries(
        session,
        {one.entry_id for rows in found.values() for one in rows if one.entry_id},
        None if signed is None else signed.names,
    )
    blind_names(session, actor, edition_id, entries)
    return Decisions(
        categories=[
            shown(
                category,
                found.get(category.id, []),
                entries,
                barred=category.id in barred,
                frozen=None if signed is None else signed.names,
            )
            for category in categories
        ]
    )


def blind_names(
    session: Session, actor: Actor, edition_id: UUID, entries: Mapping[UUID, RankedEntry]
) -> None:
    """Call entries by what one who judged them without names may read, until all is public."""
    edition = session.get_one(Edition, edition_id)
    named = list(entries.values())
    titles = blind_titles(session, actor, edition, last_round(session, edition_id), named)
    if titles is None:
        return
    for one in named:
        one.title_ar, one.title_en = titles[one.id]
        one.entrant_ar = one.entrant_en = one.state_reason = ""


def shown(
    category: Category,
    decisions: Sequence[Decision],
    entries: Mapping[UUID, RankedEntry],
    *,
    barred: bool,
    frozen: Mapping[str, Any] | None = None,
) -> CategoryDecisions:
    """One category's decisions for a reader; named as it was frozen where it was."""
    visible = [] if barred else decisions
    name = {} if frozen is None else frozen["categories"].get(str(category.id), {})
    return CategoryDecisions(
        category=CategoryRef.model_validate(category).model_copy(update=name),
        places=category.places,
        levels=category.levels,
        barred=barred,
        decided=is_decided(decisions),
        ranking_id=visible[0].ranking_id if visible else None,
        version="" if barred else version_of(decisions),
        decisions=[
            DecisionOut.of(one, entries.get(one.entry_id) if one.entry_id else None)
            for one in visible
        ],
    )
