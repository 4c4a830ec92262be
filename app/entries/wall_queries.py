"""The walls before entries: whose a person may not see, and where they decide nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.actor import Actor, Role, Scope
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import CoOwnerState
from app.entries.member_models import EntryMember
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.kit.errors import N_, forbidden


def not_barred(actor: Actor, entry: Any = Entry) -> ColumnElement[bool]:
    """Without the entries from which a conflict walls this actor off."""
    condition: ColumnElement[bool] = true()
    if actor.barred_entries:
        condition &= entry.id.not_in(actor.barred_entries)
    if actor.barred_organisations:
        condition &= or_(
            entry.organisation_id.is_(None),
            entry.organisation_id.not_in(actor.barred_organisations),
        )
    return condition


def agency_not_barred(actor: Actor, organisation_id: Any, edition_id: Any) -> ColumnElement[bool]:
    """Without what is about an agency of which one entry of the edition is walled off.

    Both are columns. Whoever left an agency has a wall before its entries alone.
    """
    if not (actor.barred_entries or actor.barred_organisations):
        return true()
    entry = aliased(Entry)
    here = (entry.edition_id == edition_id) & not_(not_barred(actor, entry))
    owners = select(entry.organisation_id).where(here, entry.organisation_id.is_not(None))
    co_owners = (
        select(CoOwner.organisation_id)
        .join(entry, entry.id == CoOwner.entry_id)
        .where(here, CoOwner.organisation_id.is_not(None), CoOwner.state != CoOwnerState.declined)
    )
    return or_(
        organisation_id.is_(None),
        and_(
            organisation_id.not_in(actor.barred_organisations),
            organisation_id.not_in(owners),
            organisation_id.not_in(co_owners),
        ),
    )


def entrant_sees(actor: Actor) -> ColumnElement[bool]:
    """The condition of `mine`."""
    return or_(
        Entry.owner_id == actor.user_id if actor.user_id else false(),
        Entry.organisation_id.in_(actor.scopes(Scope.organisation, Role.entrant)),
        Entry.id.in_(
            select(EntryMember.entry_id).where(
                EntryMember.user_id == actor.user_id, EntryMember.outside
            )
        ),
    )


def has_stake(actor: Actor) -> ColumnElement[bool]:
    """Entries whose results are not this actor's to read or to decide, whatever their role.

    Their own, their organisation's, and those from which a conflict walls them off. A naming that
    their agency has not answered hides that entry alone: nobody loses a category by another's word.
    """
    settled = replace(actor, barred_entries=actor.barred_entries - actor.asked_entries)
    return or_(entrant_sees(actor), not_(not_barred(settled)))


def barred_categories(session: Session, actor: Actor, edition_id: UUID) -> set[UUID]:
    """Categories in which the actor has a stake in an entry: they decide and see no result there."""
    if actor.system:
        return set()
    return set(
        session.scalars(
            select(Entry.category_id)
            .where(
                Entry.edition_id == edition_id,
                Entry.state != EntryState.draft.value,
                has_stake(actor),
            )
            .distinct()
        )
    )


def is_barred(session: Session, actor: Actor, entry: Entry) -> bool:
    """Whether the actor has a stake in this entry's category."""
    return entry.category_id in barred_categories(session, actor, entry.edition_id)


def check_not_walled(actor: Actor, entry_id: UUID | None, organisation_id: UUID | None) -> None:
    """Refuse one who names what a conflict walls them off from. Refusal: `walled_off` (403)."""
    if entry_id in actor.barred_entries or organisation_id in actor.barred_organisations:
        raise forbidden(
            "walled_off", N_("بينك وبين هذه المشاركة تعارض مصالح، فيتولّى أمرها شخص غيرك.")
        )
