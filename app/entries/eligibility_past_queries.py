"""What an entrant did before: what they won in earlier editions, and how many entries they hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.editions.models import Category, Edition
from app.editions.queries import announced
from app.editions.rules import Phase
from app.entries.eligibility_rules import Win
from app.entries.models import Entry
from app.entries.rules import OUTSIDE_LIMITS
from app.house import house_of

Whose = tuple[UUID | None, UUID | None]
MOST_EDITIONS = 60


def whose(entry: Entry) -> Whose:
    """The entrant: an agency or a person."""
    return entry.organisation_id, entry.owner_id


Wins = dict[tuple[Whose, str], list[Win]]


def past_wins(
    session: Session, edition: Edition, entries: Sequence[Entry]
) -> tuple[Wins, dict[UUID, set[UUID]]]:
    """What the entrants of these entries won in earlier editions, by entrant and category's code.

    And each entry's forerunners, where anybody won anything.
    """
    began = edition.opens_at or edition.created_at
    earlier = session.execute(
        select(Edition.id, Edition.name_ar, Edition.name_en)
        .where(
            Edition.programme_id == edition.programme_id,
            Edition.id != edition.id,
            announced(),
            Edition.phase != Phase.cancelled.value,
            func.coalesce(Edition.opens_at, Edition.created_at) < began,
        )
        .order_by(func.coalesce(Edition.opens_at, Edition.created_at).desc(), Edition.id)
        .limit(MOST_EDITIONS)
    ).all()
    places = {row.id: (ago, row) for ago, row in enumerate(earlier, start=1)}
    house = house_of(session)
    won = dict(house.past_wins(session, list(places), house.clock()))
    wins: Wins = {}
    if not won:
        return wins, {}
    for row in session.execute(
        select(Entry, Category.code)
        .join(Category, Category.id == Entry.category_id)
        .where(Entry.id.in_(won), _of_these(entries))
    ):
        ago, of = places[won[row[0].id]]
        wins.setdefault((whose(row[0]), row[1]), []).append(
            Win(
                entry_id=row[0].id,
                title=row[0].folded,
                ago=ago,
                title_ar=row[0].title_ar,
                title_en=row[0].title_en,
                edition_ar=of.name_ar,
                edition_en=of.name_en,
            )
        )
    return wins, _lines(session, entries, len(places)) if wins else {}


def _of_these(entries: Iterable[Entry]) -> ColumnElement[bool]:
    """Entries of the same entrants."""
    agencies = {one.organisation_id for one in entries if one.organisation_id}
    people = {one.owner_id for one in entries if one.owner_id}
    return Entry.organisation_id.in_(agencies) | Entry.owner_id.in_(people)


def _lines(session: Session, entries: Sequence[Entry], depth: int) -> dict[UUID, set[UUID]]:
    """Each entry's forerunners: the one it was carried from, the one that was carried from, …"""
    above: dict[UUID, UUID | None] = {one.id: one.carried_from for one in entries}
    for _ in range(depth):  # one statement for each edition back, never for each entry
        unknown = {key for key in above.values() if key is not None and key not in above}
        if not unknown:
            break
        rows = session.execute(select(Entry.id, Entry.carried_from).where(Entry.id.in_(unknown)))
        above |= {row.id: row.carried_from for row in rows}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for one in entries:
        at = above[one.id]
        while at is not None and at not in found[one.id]:
            found[one.id].add(at)
            at = above.get(at)
    return found


def held_entries(
    session: Session, edition_id: UUID, entries: Sequence[Entry]
) -> dict[Whose, Counter[UUID]]:
    """Entries that count for the limits: entrant → category → how many."""
    rows = session.execute(
        select(Entry.organisation_id, Entry.owner_id, Entry.category_id, func.count())
        .where(
            Entry.edition_id == edition_id,
            Entry.state.not_in([state.value for state in OUTSIDE_LIMITS]),
            _of_these(entries),
        )
        .group_by(Entry.organisation_id, Entry.owner_id, Entry.category_id)
    )
    held: dict[Whose, Counter[UUID]] = defaultdict(Counter)
    for organisation_id, owner_id, category_id, count in rows:
        held[organisation_id, owner_id][category_id] = count
    return held
