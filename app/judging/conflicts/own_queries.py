"""A juror's own conflicts, as they may know them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.entries.draft_queries import FOLDED
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import with_objects
from app.judging.conflicts.rules import ConflictSource
from app.judging.conflicts.schemas import ConflictRow, OwnRow
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.paging import PageParams, paginate
from app.organisations.models import Organisation


def own_conflicts(session: Session, actor: Actor, params: PageParams) -> tuple[list[OwnRow], int]:
    """The juror's own conflicts, newest first."""
    own = with_objects().where(Juror.user_id == actor.id)
    rows, total = paginate(
        session,
        own,
        params,
        sorts={
            "state": (Conflict.state, Conflict.declared_at),
            "declared_at": Conflict.declared_at,
        },
        default_sort="-declared_at",
        tiebreak=Conflict.id,
        # Of a blind edition neither a title nor a number is found that is not shown.
        search=[case((_is_blind(), ""), else_=FOLDED), Organisation.folded_name],
    )
    blind = _blind_among(session, {row[0].edition_id for row in rows})
    return [_told((row[0], row[1], row[2], row[3]), blind) for row in rows], total


def own_row(session: Session, row: ConflictRow) -> OwnRow:
    """A conflict as its juror may know it."""
    return _told(row, _blind_among(session, {row[0].edition_id}))


def _told(row: ConflictRow, blind: Collection[UUID]) -> OwnRow:
    """Where a round is judged without names, an entry is told by its number to whom declared the conflict
    at the desk; of what was noticed or reported, or told when the invitation was answered, its owner may
    be known, so its number is not.
    """
    conflict, juror, _, _ = row
    named = conflict.edition_id not in blind
    at_desk = conflict.source == ConflictSource.juror and (
        juror.answered_at is None or conflict.declared_at > juror.answered_at
    )
    return OwnRow(row, titled=named, numbered=named or at_desk)


def _blind_among(session: Session, edition_ids: Collection[UUID]) -> set[UUID]:
    """Of these editions those of which a round is judged without names."""
    return set(
        session.scalars(
            select(Round.edition_id).where(Round.edition_id.in_(edition_ids), Round.blind)
        )
    )


def _is_blind() -> ColumnElement[bool]:
    return (
        select(Round.id)
        .where(Round.edition_id == Conflict.edition_id, Round.blind)
        .correlate(Conflict)
        .exists()
    )
