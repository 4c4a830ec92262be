"""How an edition is screened, and what of its checklist was found in order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor, Role
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import places, staff_edition
from app.entries.desk_queries import desk_view
from app.entries.desk_schemas import (
    ChecklistItemOut,
    DeskView,
    ScreeningSettingsIn,
    ScreeningSettingsOut,
)
from app.entries.models import Entry
from app.entries.queries import READERS, SCREENERS, entry_for_staff
from app.entries.rules import EntryState
from app.entries.screening_models import ChecklistItem, ChecklistTick
from app.entries.screening_queries import checklist_of, settings_of
from app.entries.screening_rules import check_may_tick
from app.kit.errors import N_, Refusal, not_found
from app.kit.versions import check_version


def show_screening_settings(
    session: Session, actor: Actor, edition_id: UUID
) -> ScreeningSettingsOut:
    """How an edition is screened."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return _settings(session, actor, edition)


def _settings(session: Session, actor: Actor, edition: Edition) -> ScreeningSettingsOut:
    row = settings_of(session, edition.id)
    return ScreeningSettingsOut(
        two_persons=row.two_persons,
        version=row.version,
        checklist=[
            ChecklistItemOut.model_validate(one) for one in checklist_of(session, edition.id)
        ],
        may_change=actor.holds(Role.organiser, *places(edition)),
    )


def put_screening_settings(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    wanted: ScreeningSettingsIn,
    condition: str | None,
    now: datetime,
) -> ScreeningSettingsOut:
    """Set who decides and what is looked at; an item left out is no longer asked, its ticks stay.

    Refusals: `condition_required` (428), `stale` (412), `id_taken` (409).
    """
    edition = staff_edition(session, actor, edition_id, Role.organiser)
    session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update())
    row = settings_of(session, edition.id)
    before = _settings(session, actor, edition)
    items = [one.model_dump() for one in wanted.checklist]
    if (row.two_persons, [one.model_dump() for one in before.checklist]) == (
        wanted.two_persons,
        items,
    ):
        return before
    check_version(row.version, condition, lambda: before)
    row.two_persons, row.version = wanted.two_persons, row.version + 1
    session.add(row)
    known = {
        one.id: one
        for one in session.scalars(
            select(ChecklistItem).where(ChecklistItem.id.in_([one.id for one in wanted.checklist]))
        )
    }
    if any(one.edition_id != edition.id for one in known.values()):
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    for item in checklist_of(session, edition.id):
        if item.id not in {one.id for one in wanted.checklist}:
            item.removed_at = now
    for at, one in enumerate(wanted.checklist):
        item = known.get(one.id) or ChecklistItem(id=one.id, edition_id=edition.id)
        item.position, item.removed_at = at, None
        item.text_ar, item.text_en = one.text_ar, one.text_en
        session.add(item)
    session.flush()  # it is read back
    audit.record(
        session,
        actor,
        "put_screening_settings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        two_persons=wanted.two_persons,
        items=len(items),
    )
    return _settings(session, actor, edition)


def _item(
    session: Session, actor: Actor, entry_id: UUID, item_id: UUID
) -> tuple[Entry, Edition, ChecklistTick | None]:
    entry = entry_for_staff(session, actor, entry_id, *SCREENERS, lock=True)
    edition = session.get_one(Edition, entry.edition_id)
    item = session.get(ChecklistItem, item_id)
    if item is None or item.edition_id != edition.id or item.removed_at is not None:
        raise not_found()
    check_may_tick(EntryState(entry.state), edition.phase_now)
    return entry, edition, session.get(ChecklistTick, (entry_id, item_id))


def tick_item(
    session: Session, actor: Actor, entry_id: UUID, item_id: UUID, now: datetime
) -> DeskView:
    """Find an item of the checklist in order; again changes nothing. Refusals as `check_may_tick`."""
    entry, edition, tick = _item(session, actor, entry_id, item_id)
    if tick is None:
        session.add(
            ChecklistTick(
                entry_id=entry_id, item_id=item_id, ticked_by=actor.user_id, ticked_at=now
            )
        )
        _record(session, actor, "tick_item", entry, item_id, now)
    return desk_view(session, actor, entry, edition, now)


def untick_item(
    session: Session, actor: Actor, entry_id: UUID, item_id: UUID, now: datetime
) -> DeskView:
    """Take a tick back; nothing where there is none."""
    entry, edition, tick = _item(session, actor, entry_id, item_id)
    if tick is not None:
        session.delete(tick)
        _record(session, actor, "untick_item", entry, item_id, now)
    return desk_view(session, actor, entry, edition, now)


def _record(
    session: Session, actor: Actor, act: str, entry: Entry, item_id: UUID, now: datetime
) -> None:
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        number=entry.number,
        item_id=str(item_id),
    )
