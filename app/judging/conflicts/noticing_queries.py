"""What ties accepted jurors to those who enter by now: an agency that came later, an employer written later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entries.models import Entry
from app.house import house_of
from app.judging.conflicts.invitation_rules import stands
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import Walls, of_agency, walls_of
from app.judging.conflicts.rules import ConflictSource, ConflictState
from app.judging.panels.detection_queries import Possible, possible_conflicts
from app.judging.panels.detection_rules import TELLING
from app.judging.panels.models import Juror


def noticed(
    session: Session, edition_id: UUID, jurors: Sequence[Juror]
) -> dict[UUID, list[Possible]]:
    """By juror: what is noticed now by a telling sign and stands in no conflict; nothing for who has none."""
    found = possible_conflicts(session, edition_id, jurors, house_of(session).clock())
    known = defaultdict[tuple[UUID, UUID | None, UUID | None], list[Conflict]](list)
    for row in session.scalars(select(Conflict).where(Conflict.juror_id.in_(found))):
        known[row.juror_id, row.entry_id, row.organisation_id].append(row)

    def is_new(juror_id: UUID, one: Possible) -> bool:
        return not TELLING.isdisjoint(one.signals) and not any(
            stands(ConflictState(row.state), row.signals, one.signals, ConflictSource.detected)
            for row in known[juror_id, one.entry_id, one.organisation_id]
        )

    new = {key: [one for one in possible if is_new(key, one)] for key, possible in found.items()}
    return {key: possible for key, possible in new.items() if possible}


def walls_now(session: Session, edition_id: UUID, jurors: Sequence[Juror]) -> Walls:
    """The walls of these jurors, with those of what nobody has recorded yet.

    Without the agency that a juror works for, which is a bar of its own.
    """
    employers = {(one.id, one.employer_id) for one in jurors}
    walls = walls_of(session, edition_id, [one.id for one in jurors])
    entries, organisations = set[tuple[UUID, UUID]](), set[tuple[UUID, UUID]]()
    shared: dict[UUID, list[UUID]] = {}
    for juror_id, possible in noticed(session, edition_id, jurors).items():
        for one in possible:
            if one.entry_id is not None:
                entries.add((juror_id, one.entry_id))
            if one.organisation_id and (juror_id, one.organisation_id) not in employers:
                key = one.organisation_id
                organisations.add((juror_id, key))
                if key not in shared:
                    theirs = select(Entry.id).where(Entry.edition_id == edition_id, of_agency(key))
                    shared[key] = list(session.scalars(theirs))
                entries |= {(juror_id, entry) for entry in shared[key]}
    return Walls(walls.entries | entries, walls.organisations | organisations)
