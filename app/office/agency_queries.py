"""Reading what an agency has entered in all editions that a reader looks after."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.rules import Phase
from app.entries.draft_queries import FOLDED, TITLE_AR, TITLE_EN
from app.entries.models import Entry
from app.entries.queries import staff_sees
from app.entries.rules import EntryState
from app.kit.paging import InWords, PageParams, paginate
from app.office.agency_schemas import AgencyEntry
from app.organisations.queries import get_organisation
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.publication.models import Publication


def list_agency_entries(
    session: Session,
    actor: Actor,
    organisation_id: UUID,
    params: PageParams,
    state: EntryState | None,
    now: datetime,
) -> tuple[list[AgencyEntry], int]:
    """An agency's entries in the editions of this reader, the last edition first; walls hold."""
    organisation = get_organisation(session, actor, organisation_id)
    wanted = _with_honours(now).where(Entry.organisation_id == organisation.id, staff_sees(actor))
    if state is not None:
        wanted = wanted.where(Entry.state == state.value)
    rows, total = paginate(
        session,
        wanted,
        params,
        sorts={
            "edition": (Edition.created_at, Edition.id, Entry.number),
            "number": Entry.number,
            "title": InWords(FOLDED, TITLE_EN),
            "state": (Entry.state, Entry.number),
            "submitted": Entry.submitted_at,
        },
        default_sort="-edition",
        tiebreak=Entry.id,
        search=(FOLDED, cast(Entry.number, String)),
    )
    return [AgencyEntry.model_validate(row) for row in rows], total


def _with_honours(now: datetime) -> Select[*tuple[Any, ...]]:
    """Entries with their edition and category, and with what they won as far as it is public."""
    return (
        select(
            Entry.id,
            Entry.number,
            TITLE_AR.label("title_ar"),
            TITLE_EN.label("title_en"),
            Entry.state,
            Entry.submitted_at,
            Edition.id.label("edition_id"),
            Edition.name_ar.label("edition_ar"),
            Edition.name_en.label("edition_en"),
            Edition.timezone,
            Category.name_ar.label("category_ar"),
            Category.name_en.label("category_en"),
            Decision.outcome,
            Decision.place,
            Decision.level_ar,
            Decision.level_en,
        )
        .join(Edition, Edition.id == Entry.edition_id)
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(
            Publication,
            and_(
                Publication.edition_id == Entry.edition_id,
                Publication.visible_from <= now,
                Edition.phase != Phase.cancelled.value,
            ),
        )
        .outerjoin(
            Decision,
            and_(
                Decision.entry_id == Entry.id,
                Decision.category_id == Entry.category_id,
                Decision.outcome.in_([Outcome.winner.value, Outcome.honourable_mention.value]),
                Publication.id.is_not(None),
            ),
        )
    )
