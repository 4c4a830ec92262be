"""Looking through a blind round before its jurors do: what still names an entry's owner, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor, Role
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.blind.part_queries import parts_of
from app.judging.blind.rules import (
    CopyState,
)
from app.judging.blind.schemas import (
    BlindEntry,
    BlindRow,
    BlindSummary,
    EntryParts,
)
from app.judging.panels.queries import judged_in
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.kit.errors import not_found
from app.kit.names import host_of
from app.kit.paging import PageParams, paginate

READERS: Final = (Role.organiser, Role.auditor)
_PART: Final = 500  # entries that are looked through at once


def judged(round_: Round, actor: Actor) -> Select[Entry]:
    """The entries that a round judges and the actor may see."""
    return select(Entry).where(judged_in(round_), not_barred(actor))


def look_through(
    session: Session, round_: Round, actor: Actor = SYSTEM_ACTOR
) -> Iterable[EntryParts]:
    """Every entry of the round with what is left to look at, in parts: the whole need not fit at once."""
    after = -1
    while True:
        entries = session.scalars(
            judged(round_, actor).where(Entry.number > after).order_by(Entry.number).limit(_PART)
        ).all()
        yield from parts_of(session, round_, entries)
        if len(entries) < _PART:
            return
        after = entries[-1].number


def show_blind(session: Session, actor: Actor, round_id: UUID) -> BlindSummary:
    """How far a blind round is prepared."""
    round_, _ = staff_round(session, actor, round_id, *READERS)
    return summary(session, actor, round_)


def summary(session: Session, actor: Actor, round_: Round) -> BlindSummary:
    """Counts of what is left; nothing is looked through where names are shown."""
    if not round_.blind:
        entries = session.scalar(select(func.count()).select_from(judged(round_, actor).subquery()))
        return BlindSummary(
            blind=False,
            entries=entries or 0,
            entries_left=0,
            parts_left=0,
            files=0,
            files_waiting=0,
        )
    made = BlindSummary(
        blind=True, entries=0, entries_left=0, parts_left=0, files=0, files_waiting=0
    )
    for one in look_through(session, round_, actor):
        left = one.left()
        made.entries += 1
        made.entries_left += left > 0
        made.parts_left += left
        made.files += len(one.files)
        made.files_waiting += sum(file.state == CopyState.waiting for file in one.files)
    return made


def list_blind_entries(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    left: bool | None = None,
) -> tuple[list[BlindRow], int]:
    """The entries of a blind round with what is left to look at in each."""
    round_, _ = staff_round(session, actor, round_id, *READERS)
    wanted = judged(round_, actor)
    if left is not None:
        ids = [
            one.entry.id for one in look_through(session, round_, actor) if (one.left() > 0) == left
        ]
        wanted = wanted.where(Entry.id.in_(ids))
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={"number": Entry.number},
        default_sort="number",
        tiebreak=Entry.id,
        search=[Entry.folded],
    )
    return [_row(one) for one in parts_of(session, round_, rows)], total


def _row(one: EntryParts) -> BlindRow:
    return BlindRow(
        entry_id=one.entry.id,
        number=one.entry.number,
        title_ar=one.entry.title_ar,
        title_en=one.entry.title_en,
        agency_ar=one.owner.name_ar,
        agency_en=one.owner.name_en,
        left=one.left(),
        signs=sorted(set(one.signs())),
        found=sorted({name for part in one.all() if part.signs for name in part.found}),
        decided=sum(part.mode is not None for part in one.all()),
    )


def show_blind_entry(session: Session, actor: Actor, round_id: UUID, entry_id: UUID) -> BlindEntry:
    """An entry with everything that the round's jurors would read of it."""
    round_, _ = staff_round(session, actor, round_id, *READERS)
    return told(entry_parts(session, actor, round_, entry_id))


def entry_parts(session: Session, actor: Actor, round_: Round, entry_id: UUID) -> EntryParts:
    """One entry of the round, for one whom no wall keeps from it, or 404."""
    entry = session.scalars(judged(round_, actor).where(Entry.id == entry_id)).one_or_none()
    if entry is None:
        raise not_found()
    return parts_of(session, round_, [entry])[0]


def told(one: EntryParts) -> BlindEntry:
    """An entry as its preparer reads it."""
    return BlindEntry(
        entry_id=one.entry.id,
        number=one.entry.number,
        agency_ar=one.owner.name_ar,
        agency_en=one.owner.name_en,
        names=[*one.owner.names, *dict.fromkeys(host_of(host) for host in one.owner.hosts if host)],
        parts=one.parts,
        files=one.files,
    )


def blind_editions(phases: Sequence[str]) -> Select[Round, Edition]:
    """Blind rounds at work or to come, with their editions."""
    return (
        select(Round, Edition)
        .join(Edition, Edition.id == Round.edition_id)
        .where(Round.blind, Round.state != "closed", Edition.phase.in_(phases))
        .order_by(Round.id)
    )
