"""Reading publications: what the clock lets the public see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import places, staff_edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.entries.rules import EntryState
from app.entries.wall_queries import entrant_sees
from app.kit.errors import Refusal
from app.results.approvals.queries import last_approval, step_of
from app.results.approvals.rules import Step
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.publication.models import Publication
from app.results.publication.rules import check_may_cancel, check_may_publish
from app.results.publication.schemas import (
    Honour,
    Honours,
    PublicationOut,
    PublicationState,
    PublishedResult,
)
from app.results.rankings.queries import READERS
from app.results.rules import visible


def publication_of(session: Session, edition_id: UUID) -> Publication | None:
    """The edition's publication, whether or not its minute has come."""
    return session.scalars(
        select(Publication).where(Publication.edition_id == edition_id)
    ).one_or_none()


def visible_publication(session: Session, edition_id: UUID, now: datetime) -> Publication | None:
    """The edition's publication if the clock has reached its minute; the public's only way in."""
    return session.scalars(
        select(Publication)
        .join(Edition, Edition.id == Publication.edition_id)
        .where(
            Publication.edition_id == edition_id,
            Publication.visible_from <= now,
            Edition.phase != Phase.cancelled.value,
        )
    ).one_or_none()


def show_my_result(
    session: Session, actor: Actor, entry_id: UUID, now: datetime
) -> PublishedResult:
    """How an entry came out, for its own people: empty before the minute, whatever was decided."""
    entry = entrant_entry(session, actor, entry_id)
    publication = visible_publication(session, entry.edition_id, now)
    if publication is None:
        return PublishedResult()
    decisions = session.scalars(
        select(Decision).where(
            Decision.category_id == entry.category_id,
            or_(Decision.entry_id == entry.id, Decision.outcome == Outcome.withheld.value),
        )
    ).all()
    return PublishedResult.of(
        publication.visible_from,
        next((one for one in decisions if one.entry_id == entry.id), None),
        withheld=any(one.entry_id is None for one in decisions),
        judged=entry.state == EntryState.eligible.value,
    )


def list_honours(session: Session, actor: Actor, now: datetime) -> Honours:
    """What my entries won in any edition, as far as it is public by now; the last first."""
    rows = session.execute(
        select(
            Entry.id.label("entry_id"),
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Edition.slug.label("edition_slug"),
            Edition.name_ar.label("edition_ar"),
            Edition.name_en.label("edition_en"),
            Category.name_ar.label("category_ar"),
            Category.name_en.label("category_en"),
            Decision.outcome,
            Decision.place,
            Decision.level_ar,
            Decision.level_en,
            Publication.visible_from.label("published_at"),
        )
        .join(Decision, Decision.entry_id == Entry.id)
        .join(Publication, Publication.edition_id == Decision.edition_id)
        .join(Edition, Edition.id == Entry.edition_id)
        .join(Category, Category.id == Decision.category_id)
        .where(
            entrant_sees(actor),
            Decision.outcome.in_([Outcome.winner.value, Outcome.honourable_mention.value]),
            Publication.visible_from <= now,
            Edition.phase != Phase.cancelled.value,
        )
        .order_by(Publication.visible_from.desc(), Entry.number)
    )
    return Honours(items=[Honour.model_validate(row) for row in rows])


def show_publication(
    session: Session, actor: Actor, edition_id: UUID, now: datetime
) -> PublicationState:
    """The publication of an edition, for staff."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return publication_state(session, actor, edition, now)


def is_signed(session: Session, edition_id: UUID) -> bool:
    """Whether the newest step of the approval is the signature."""
    return step_of(last_approval(session, edition_id)) == Step.signed


def publication_state(
    session: Session, actor: Actor, edition: Edition, now: datetime
) -> PublicationState:
    """The same, for a verb that has just moved it."""
    row = publication_of(session, edition.id)
    return PublicationState(
        publication=None
        if row is None
        else PublicationOut(
            id=row.id,
            edition_id=row.edition_id,
            visible_from=row.visible_from,
            visible=visible(row.visible_from, now),
            results_hash=row.results_hash,
            published_by=row.published_by,
            published_at=row.published_at,
        ),
        may=_may(session, actor, edition, row, now),
    )


def _may(
    session: Session, actor: Actor, edition: Edition, row: Publication | None, now: datetime
) -> list[str]:
    if not actor.holds(Role.organiser, *places(edition)):
        return []
    try:
        if row is not None:
            check_may_cancel(row.visible_from, now)
            return ["cancel"]
        check_may_publish(
            edition.phase_now,
            signed=is_signed(session, edition.id),
            published=False,
            visible_from=None,
            now=now,
        )
    except Refusal:
        return []
    return ["publish"]
