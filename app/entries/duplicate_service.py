"""Finding entries that may be one, and keeping a person's word that two are not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.database import Database, Who
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.entries.duplicate_queries import candidates_of, editions_to_scan, pairs_by_entries
from app.entries.duplicate_rules import Pair, check_dismissable, find_pairs
from app.entries.models import Entry
from app.entries.queries import SCREENERS, staff_sees
from app.entries.screening_models import DuplicatePair, DuplicateScan
from app.jobs.subprocess import run_in_subprocess
from app.kit.errors import not_found
from app.kit.ids import uuid7

FEW: Final = 300  # so many are compared at once, without a process of its own


async def look_for_duplicates(database: Database, who: Who) -> bool:
    """The chore of the background: editions in which something was submitted since the last look."""
    for edition_id in await database.read(editions_to_scan, who):
        began = database.house.clock()
        entries = await database.read_bulk(candidates_of, who, edition_id)
        if len(entries) <= FEW:
            pairs = find_pairs(entries)
        else:
            pairs = await run_in_subprocess(
                "app.entries.duplicate_rules:find_pairs", {"entries": entries}
            )
        await database.bulk(find_duplicates, who, edition_id, pairs, len(entries), began)
    return False


def find_duplicates(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    pairs: Sequence[Pair],
    entries: int,
    now: datetime,
) -> int:
    """Keep what was found: new pairs, and none that no longer hold unless a person looked at them."""
    session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update())
    known = pairs_by_entries(session, edition_id)
    there = set(session.scalars(select(Entry.id).where(Entry.edition_id == edition_id)))
    added = 0
    for one in pairs:
        if not {one.first, one.second} <= there:
            continue  # deleted meanwhile
        row = known.pop((one.first, one.second), None)
        if row is None:
            added += 1
            row = DuplicatePair(
                id=uuid7(),
                edition_id=edition_id,
                first_id=one.first,
                second_id=one.second,
                found_at=now,
            )
            session.add(row)
        row.signs, row.likeness = list(one.signs), one.likeness
    for row in known.values():
        if row.dismissed_at is None:
            session.delete(row)
    scan = session.get(DuplicateScan, edition_id)
    if scan is None:
        scan = DuplicateScan(edition_id=edition_id)
        session.add(scan)
    scan.scanned_at, scan.entries = now, entries
    if added:
        audit.record(
            session,
            actor,
            "find_duplicates",
            now,
            subject=("edition", edition_id),
            edition_id=edition_id,
            found=added,
        )
    return added


def _pair(session: Session, actor: Actor, edition_id: UUID, pair_id: UUID) -> DuplicatePair:
    """A pair of this edition, locked, for one who screens it and may see both entries."""
    edition = staff_edition(session, actor, edition_id, *SCREENERS)
    row = session.scalars(
        select(DuplicatePair)
        .where(DuplicatePair.id == pair_id, DuplicatePair.edition_id == edition.id)
        .with_for_update()
    ).one_or_none()
    ids = [] if row is None else [row.first_id, row.second_id]
    seen = session.scalars(select(Entry.id).where(Entry.id.in_(ids), staff_sees(actor))).all()
    if row is None or len(seen) != len(ids):
        raise not_found()
    return row


def dismiss_duplicate(
    session: Session, actor: Actor, edition_id: UUID, pair_id: UUID, reason: str, now: datetime
) -> None:
    """Say that two entries are not one, with a reason that is kept. Refusal: `already_dismissed`."""
    row = _pair(session, actor, edition_id, pair_id)
    check_dismissable(dismissed=row.dismissed_at is not None)
    row.dismissed_by, row.dismissed_at, row.dismissed_why = actor.user_id, now, reason
    _record(session, actor, "dismiss_duplicate", row, now, reason=reason)


def restore_duplicate(
    session: Session, actor: Actor, edition_id: UUID, pair_id: UUID, now: datetime
) -> None:
    """Take that word back; nothing where it was not given."""
    row = _pair(session, actor, edition_id, pair_id)
    if row.dismissed_at is not None:
        row.dismissed_by, row.dismissed_at, row.dismissed_why = None, None, ""
        _record(session, actor, "restore_duplicate", row, now)


def _record(
    session: Session, actor: Actor, act: str, row: DuplicatePair, now: datetime, **facts: str
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", row.first_id),
        edition_id=row.edition_id,
        other=str(row.second_id),
        **facts,
    )
