"""More time for one entrant, or less again: a person's act, with a reason, told and counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.editions.service import iso
from app.entries.extension_models import ExtendedEntry, Extension
from app.entries.extension_queries import extension_of
from app.entries.extension_rules import check_extension, check_shortening, check_still_later
from app.entries.mail_service import mail_entry, people_of
from app.entries.models import Entry
from app.entries.reminder_schemas import ExtensionIn, ExtensionOut
from app.entries.rules import TAKEN_BY_THE_CALL
from app.entries.screening_rules import check_no_stake
from app.entries.wall_queries import barred_categories, not_barred
from app.entries.zone_queries import told_in_zone
from app.kit.errors import N_, Refusal, invalid, not_found
from app.kit.versions import Put, same


def extend_deadline(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    extension_id: UUID,
    wanted: ExtensionIn,
    now: datetime,
) -> Put[ExtensionOut]:
    """Give one entry, or all that an agency has begun, more time; the same again is harmless.

    What already ends later keeps its own. Refusals: those of `check_extension` (409, 422),
    `extension_shorter`, `one_target` (422), `nothing_to_extend`, `id_taken` (409),
    `category_barred` (403), 404 for an entry or agency that is not in this edition.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    known = _known(session, edition, extension_id, wanted, shortens=False)
    if known is not None:
        return Put(extension_of(session, actor, edition, known, now), created=False)
    with told_in_zone(edition):
        check_extension(edition.phase_now, edition.closes_at, wanted.until, now)
        entries = _targets(session, actor, edition, wanted)
        standing = [entry.extended_until for entry in entries if entry.extended_until is not None]
        if len(standing) == len(entries):
            check_still_later(wanted.until, min(standing))
    entries = [
        entry
        for entry in entries
        if entry.extended_until is None or entry.extended_until < wanted.until
    ]
    row = _set(session, actor, edition, extension_id, wanted, entries, None, now)
    return Put(extension_of(session, actor, edition, row, now), created=True)


def shorten_extension(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    extension_id: UUID,
    wanted: ExtensionIn,
    now: datetime,
) -> Put[ExtensionOut]:
    """Let the extension of one entry, or of all of an agency, end earlier; its people are told.

    What ends before `until` anyway stays. Refusals: those of `check_shortening` (409, 422),
    `one_target` (422), `nothing_to_extend`, `id_taken` (409), 404 as `extend_deadline`.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    known = _known(session, edition, extension_id, wanted, shortens=True)
    if known is not None:
        return Put(extension_of(session, actor, edition, known, now), created=False)
    with told_in_zone(edition):
        entries = [
            entry
            for entry in _targets(session, actor, edition, wanted)
            if entry.extended_until is not None and entry.extended_until > wanted.until
        ]
        before = max(
            (entry.extended_until for entry in entries if entry.extended_until), default=None
        )
        check_shortening(edition.phase_now, edition.closes_at, before, wanted.until, now)
    row = _set(session, actor, edition, extension_id, wanted, entries, before, now)
    return Put(extension_of(session, actor, edition, row, now), created=True)


def _known(
    session: Session, edition: Edition, extension_id: UUID, wanted: ExtensionIn, *, shortens: bool
) -> Extension | None:
    """The same decision, where it was made before."""
    if (wanted.entry_id is None) == (wanted.organisation_id is None):
        raise invalid("one_target", N_("اختر مشاركة واحدة أو جهة واحدة."), "entry_id")
    known = session.get(Extension, extension_id)
    if known is not None and (
        known.edition_id != edition.id
        or (known.before is not None) is not shortens
        or not same(known, wanted.model_dump())
    ):
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    return known


def _set(
    session: Session,
    actor: Actor,
    edition: Edition,
    extension_id: UUID,
    wanted: ExtensionIn,
    entries: list[Entry],
    before: datetime | None,
    now: datetime,
) -> Extension:
    """Write the new moment into these entries, with its row, its record and its mails."""
    row = Extension(
        id=extension_id,
        edition_id=edition.id,
        before=before,
        entries=len(entries),
        granted_by=actor.user_id,
        granted_at=now,
        **wanted.model_dump(),
    )
    session.add(row)
    session.flush()  # the entries' rows follow it
    former = {entry.id: entry.extended_until for entry in entries}
    for entry in entries:
        session.add(ExtendedEntry(extension_id=row.id, entry_id=entry.id, before=former[entry.id]))
        entry.extended_until, entry.extended_at = wanted.until, now
        entry.version += 1
    audit.record(
        session,
        actor,
        "shorten_extension" if before else "extend_deadline",
        now,
        subject=(
            "entry" if wanted.entry_id else "organisation",
            wanted.entry_id or wanted.organisation_id,
        ),
        edition_id=edition.id,
        until=iso(wanted.until),
        reason=wanted.reason,
        entries=[entry.number for entry in entries],
    )
    _tell(session, entries, former, edition, row, now)
    session.flush()  # the answer is read from the rows
    return row


def _targets(session: Session, actor: Actor, edition: Edition, wanted: ExtensionIn) -> list[Entry]:
    query = select(Entry).where(Entry.edition_id == edition.id, not_barred(actor))
    if wanted.entry_id is not None:
        query = query.where(Entry.id == wanted.entry_id)
    else:
        query = query.where(Entry.organisation_id == wanted.organisation_id)
    # Locked in the order of all who lock many entries.
    found = list(session.scalars(query.order_by(Entry.id).with_for_update()))
    if not found:
        raise not_found()
    barred = barred_categories(session, actor, edition.id)
    check_no_stake(barred=any(entry.category_id in barred for entry in found))
    states = {state.value for state in TAKEN_BY_THE_CALL}
    entries = [entry for entry in found if entry.state in states]
    entries.sort(key=lambda one: one.number)
    if not entries:
        raise Refusal(
            "nothing_to_extend",
            N_("لا مسودة هنا ولا مشاركة مقدَّمة تنتظر الفرز، فلا أثر للتمديد."),
        )
    return entries


def _tell(
    session: Session,
    entries: list[Entry],
    former: dict[UUID, datetime | None],
    edition: Edition,
    row: Extension,
    now: datetime,
) -> None:
    people = people_of(session, entries)
    for entry in entries:
        category = session.get_one(Category, entry.category_id)
        mail_entry(
            session,
            "extension_shortened" if row.before else "deadline_extended",
            people[entry.id],
            entry,
            category,
            edition,
            now,
            until=row.until,
            before=former[entry.id],
            reason=row.reason,
        )
