"""The verbs of programmes and editions."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.call_rules import (
    check_dates,
    check_edition_change,
    clean_tiebreaks,
)
from app.editions.models import CallChange, Edition, Programme
from app.editions.queries import show_programme, staff_edition, staff_programme
from app.editions.rules import (
    check_colour,
    check_time_zone,
    check_window,
)
from app.editions.schemas import EditionIn, ProgrammeIn, StaffEdition, StaffProgramme
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal, forbidden, invalid
from app.kit.ids import uuid7
from app.kit.versions import Put, apply, check_version, same

NOTE = {"change_ar", "change_en"}


# ---------------------------------------------------------------- programmes


def put_programme(
    session: Session,
    actor: Actor,
    programme_id: UUID,
    wanted: ProgrammeIn,
    condition: str | None,
    now: datetime,
    *,
    is_demo: bool = False,
) -> Put[Programme]:
    """Create a programme (administrator, organiser of the instance) or change one.

    `is_demo` marks a new one for ever, with all its editions; no route gives it.
    """
    values: dict[str, Any] = wanted.model_dump()
    values["kind"] = wanted.kind.value
    values["colour"] = check_colour(wanted.colour)
    values["folded"] = fold(f"{wanted.name_ar} {wanted.name_en} {wanted.slug}")[:520]
    known = session.scalar(select(exists().where(Programme.id == programme_id)))
    if not known:
        if not actor.is_admin and not actor.holds(Role.organiser, (Scope.instance, None)):
            raise forbidden(
                "may_not_create_programme", N_("ينشئ البرامج مدير النظام أو منظّم على النظام كله.")
            )
        programme = Programme(id=programme_id, created_at=now, is_demo=is_demo, **values)
        _check_slug_free(session, Programme, wanted.slug, programme_id)
        session.add(programme)
        session.flush()  # the answer reads the defaults
        changed = sorted(values)
    else:
        programme = staff_programme(session, actor, programme_id, lock=True)
        if same(programme, values):
            return Put(programme, created=False)
        check_version(programme.version, condition, lambda: StaffProgramme.of(programme))
        _check_slug_free(session, Programme, wanted.slug, programme_id)
        changed = apply(programme, values)
        programme.version += 1
    audit.record(
        session, actor, "put_programme", now, subject=("programme", programme.id), changed=changed
    )
    return Put(programme, created=not known)


def _check_slug_free(
    session: Session, model: type[Programme | Edition], slug: str, own_id: UUID
) -> None:
    with session.no_autoflush:
        taken = session.scalar(select(exists().where(model.slug == slug, model.id != own_id)))
    if taken:
        raise invalid("slug_taken", N_("هذا المعرّف مستعمل. اختر غيره."), "slug", value=slug)


def put_programme_logo(
    session: Session,
    actor: Actor,
    programme_id: UUID,
    image: bytes,
    media_type: str,
    now: datetime,
) -> Programme:
    """Give the programme a logo; the bytes were written anew by `kit.images`."""
    programme = staff_programme(session, actor, programme_id, lock=True)
    programme.logo, programme.logo_type = image, media_type
    audit.record(
        session,
        actor,
        "put_programme_logo",
        now,
        subject=("programme", programme.id),
        sha256=hashlib.sha256(image).hexdigest(),
        size=len(image),
    )
    return programme


def delete_programme_logo(
    session: Session, actor: Actor, programme_id: UUID, now: datetime
) -> Programme:
    """Take the logo away; nothing happens without one."""
    programme = staff_programme(session, actor, programme_id, lock=True)
    if programme.logo_type:
        programme.logo, programme.logo_type = None, ""
        audit.record(
            session, actor, "delete_programme_logo", now, subject=("programme", programme.id)
        )
    return programme


# ---------------------------------------------------------------- editions


def put_edition(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    wanted: EditionIn,
    condition: str | None,
    now: datetime,
) -> Put[Edition]:
    """Create an edition in `draft` (organiser of its programme) or change one.

    After `open` a change of the public call carries a note and is shown with its date; the
    deadline moves by `move_deadline` alone; the rulebook closes on entering `judging`.
    """
    values: dict[str, Any] = wanted.model_dump(exclude=NOTE)
    values["tiebreaks"] = clean_tiebreaks(wanted.tiebreaks)
    values["folded"] = fold(f"{wanted.name_ar} {wanted.name_en} {wanted.slug}")[:520]
    known = session.scalar(select(exists().where(Edition.id == edition_id)))
    if not known:
        programme = _organised_programme(session, actor, wanted.programme_id)
        _check_values(wanted)
        _check_slug_free(session, Edition, wanted.slug, edition_id)
        edition = Edition(
            id=edition_id, created_at=now, programme=programme, is_demo=programme.is_demo, **values
        )
        session.add(edition)
        session.flush()  # the answer reads the defaults
        changed = sorted(set(values) - {"folded"})
    else:
        edition = staff_edition(session, actor, edition_id, lock=True)
        if same(edition, values):
            return Put(edition, created=False)
        check_version(edition.version, condition, lambda: StaffEdition.of(edition))
        _check_values(wanted)
        _check_slug_free(session, Edition, wanted.slug, edition_id)
        changed = [name for name in values if getattr(edition, name) != values[name]]
        if check_edition_change(edition.phase_now, changed, wanted.change_ar):
            note_change(session, actor, edition, wanted.change_ar, wanted.change_en, now)
        apply(edition, values)
        edition.version += 1
    audit.record(
        session,
        actor,
        "put_edition",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        changed=[name for name in changed if name != "folded"],
    )
    return Put(edition, created=not known)


def _organised_programme(session: Session, actor: Actor, programme_id: UUID) -> Programme:
    """The programme for its organiser; the administrator sets up, but does not run editions."""
    programme = show_programme(session, actor, programme_id)
    if not actor.holds(Role.organiser, (Scope.programme, programme.id), (Scope.instance, None)):
        raise forbidden("not_your_programme", N_("ليس لك هذا الدور في هذا البرنامج."))
    return programme


def _check_values(wanted: EditionIn) -> None:
    try:
        check_time_zone(wanted.timezone)
    except Refusal as wrong:
        raise invalid(wrong.code, wrong.sentence, "timezone") from None
    check_window(wanted.opens_at, wanted.closes_at)
    check_dates(wanted.opens_at, wanted.closes_at, wanted.judging_closes_at, wanted.results_at)


def note_change(
    session: Session,
    actor: Actor,
    edition: Edition,
    what_ar: str,
    what_en: str,
    now: datetime,
    *,
    kind: str = "text",
    before: str = "",
    after: str = "",
) -> CallChange:
    """Write a change of the call into the list that the public reads."""
    change = CallChange(
        id=uuid7(),
        edition_id=edition.id,
        kind=kind,
        what_ar=what_ar,
        what_en=what_en,
        before=before,
        after=after,
        changed_by=actor.user_id,
        changed_at=now,
    )
    session.add(change)
    return change


def iso(instant: datetime | None) -> str:
    """An instant as it stands in facts: ISO-8601 in UTC with `Z`."""
    return "" if instant is None else instant.isoformat().replace("+00:00", "Z")
