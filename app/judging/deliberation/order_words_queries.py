"""What jurors said of their orders, for a meeting on a round that ranks: one text over every entry of an order."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.entries.models import Entry
from app.judging.conflicts.queries import walls_of
from app.judging.deliberation.queries import Room, barred_among
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.order_queries import order_comments


def told_order_comments(session: Session, actor: Actor, room: Room) -> dict[UUID, str]:
    """By juror: what they said of their order as last submitted, where the reader may know all of it.

    A text may speak of any entry that the juror was ever given to order, also one that left the race
    or from which they stepped back since. Where one of them is kept from the reader, so is the text.
    """
    given: defaultdict[UUID, list[Entry]] = defaultdict(list)
    for juror, entry in session.execute(
        select(Evaluation.juror_id, Entry)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.round_id == room.round.id, Entry.category_id == room.category.id)
    ):
        given[juror].append(entry)
    walls = walls_of(session, room.edition.id, [] if room.me is None else [room.me])
    entries = {entry.id: entry for some in given.values() for entry in some}
    barred = barred_among(session, actor, walls, room.me, list(entries.values()))
    return {
        juror: comment
        for (_, juror), comment in order_comments(
            session, room.category.id, [room.round.id]
        ).items()
        if barred.isdisjoint(entry.id for entry in given[juror])
    }
