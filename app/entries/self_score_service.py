"""An agency scores its own entry by the public rubric, for itself: no staff, juror or log reads it.

The marks belong to the entry: colleagues see the same, and they stay when somebody leaves.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition, Rubric
from app.editions.rubric_rules import leaf_weights_or_none, plain
from app.editions.rubric_schemas import spec_of
from app.editions.score_rules import ScoreSpec, check_scores
from app.entries.member_queries import own_right
from app.entries.member_rules import EntryRight, includes
from app.entries.models import Entry
from app.entries.queries import entrant_entry, may_edit
from app.entries.self_score_models import SelfMark
from app.entries.self_score_rules import check_own, check_public, on_scale, self_total
from app.entries.self_score_schemas import OwnScore, SelfMarkIn
from app.kit.errors import Refusal


def _is_own(actor: Actor, entry: Entry) -> bool:
    """Whether this person belongs to the agency, or is whose entry it is."""
    if entry.organisation_id is None:
        return entry.owner_id == actor.user_id
    return actor.level_in(entry.organisation_id) is not None


def _rubric(session: Session, entry: Entry) -> Rubric | None:
    category = session.get_one(Category, entry.category_id)
    found = session.get(Rubric, category.rubric_id) if category.rubric_id else None
    return found if found is not None and found.public else None


def show_self_score(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> OwnScore:
    """The agency's own marks on one of its entries; for others who work on it there are none."""
    entry = entrant_entry(session, actor, entry_id)
    if not _is_own(actor, entry):
        return OwnScore(rubric=None, points={}, total=None, saved_at=None, may_edit=False)
    return _score(session, actor, entry, now)


def _score(session: Session, actor: Actor, entry: Entry, now: datetime) -> OwnScore:
    rubric = _rubric(session, entry)
    specs = [spec_of(one) for one in rubric.criteria] if rubric else []
    rows = session.scalars(select(SelfMark).where(SelfMark.entry_id == entry.id)).all()
    points = on_scale(specs, {row.criterion_id: Fraction(row.points) for row in rows})
    whole = rubric is not None and leaf_weights_or_none(specs) is not None
    open_ = includes(own_right(session, actor, entry), EntryRight.edit)
    try:
        may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    except Refusal:
        open_ = False
    return OwnScore(
        rubric=rubric,
        points=points,
        total=self_total(specs, points) if whole else None,
        saved_at=max((row.saved_at for row in rows if row.criterion_id in points), default=None),
        may_edit=open_,
    )


def save_self_score(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    marks: dict[UUID, SelfMarkIn],
    now: datetime,
) -> OwnScore:
    """Give, change or take away marks; what is not named stays. Staff read the log: it has none of it.

    Refusals: `entry_right_needed`, `self_score_private` (403), not editable (409, 423),
    `rubric_not_public` (409), `scores_invalid` (422).
    """
    entry = entrant_entry(session, actor, entry_id, lock=True)
    check_own(is_own=_is_own(actor, entry))
    may_edit(entry, session.get_one(Edition, entry.edition_id), now)
    rubric = _rubric(session, entry)
    check_public(public=rubric is not None)
    assert rubric is not None  # noqa: S101 -- checked in the line above
    specs = [spec_of(one) for one in rubric.criteria]
    wanted = {key: ScoreSpec(points=one.points, level=one.level) for key, one in marks.items()}
    points = check_scores(specs, wanted, submitting=False)
    rows = {
        row.criterion_id: row
        for row in session.scalars(select(SelfMark).where(SelfMark.entry_id == entry.id))
    }
    for key in marks:
        row = rows.get(key)
        if key not in points:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = SelfMark(entry_id=entry.id, criterion_id=key)
            session.add(row)
        row.points = Decimal(plain(points[key]))
        row.saved_by, row.saved_at = actor.user_id, now
    session.flush()  # the marks are read from the rows
    return _score(session, actor, entry, now)
