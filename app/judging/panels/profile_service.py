"""A juror's profile: written by the organiser and by the juror themselves; the photo with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category
from app.judging.panels.models import Juror, JurorExpertise
from app.judging.panels.profile_queries import own_profile
from app.judging.panels.profile_schemas import OwnProfile, OwnProfileIn
from app.judging.panels.queries import own_jury, staff_juror
from app.judging.panels.rules import JurorState, check_on_jury
from app.judging.panels.schemas import Expertise, JurorProfile
from app.kit.arabic import fold
from app.kit.errors import N_, invalid
from app.kit.versions import apply, check_version, same
from app.organisations.models import Organisation

APART = {"edition_id", "expertise"}


def columns(wanted: JurorProfile) -> dict[str, Any]:
    """The columns of a juror that a profile writes."""
    return wanted.model_dump(mode="python", exclude=APART) | {
        "folded_name": accounts.folded(wanted.name_ar, wanted.name_en),
        "former_employers": [one.model_dump(mode="json") for one in wanted.former_employers],
    }


def levels(of: Sequence[Expertise | JurorExpertise]) -> dict[UUID, int]:
    """The levels by category."""
    return {one.category_id: one.level for one in of}


def same_profile(row: Juror, values: dict[str, Any], expertise: list[Expertise]) -> bool:
    """Whether the row already says all this."""
    return same(row, values) and levels(row.expertise) == levels(expertise)


def write_profile(
    session: Session, row: Juror, values: dict[str, Any], expertise: list[Expertise]
) -> list[str]:
    """Set the profile; the names of what changed. Refusal: `category_unknown` (422)."""
    changed = apply(row, values)
    wanted, held = levels(expertise), levels(row.expertise)
    if wanted != held:
        _check_categories(session, row.edition_id, expertise)
        kept = {one.category_id: one for one in row.expertise if one.category_id in wanted}
        for category_id, level in wanted.items():
            kept.setdefault(category_id, JurorExpertise(category_id=category_id)).level = level
        row.expertise = list(kept.values())
        changed.append("expertise")
    return changed


def _check_categories(session: Session, edition_id: UUID, expertise: list[Expertise]) -> None:
    here = set(session.scalars(select(Category.id).where(Category.edition_id == edition_id)))
    for place, one in enumerate(expertise):
        if one.category_id not in here:
            raise invalid(
                "category_unknown",
                N_("هذه الفئة ليست من هذه الدورة."),
                "expertise",
                place=place,
            )


def put_own_profile(
    session: Session,
    actor: Actor,
    juror_id: UUID,
    wanted: OwnProfileIn,
    condition: str | None,
    now: datetime,
) -> OwnProfile:
    """The juror writes their own profile, before accepting or later.

    A changed employer is looked up among the agencies by its name. Where none has it the link stays:
    no spelling takes a wall down; the agency before another one is a former employer. A former
    employer that is an agency stays, too, until the organiser takes it away. Refusals:
    `juror_not_serving` (409), `category_unknown` (422), `condition_required` (428), `stale` (412).
    """
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    check_on_jury(JurorState(juror.state))
    values = columns(wanted)
    public = edition.jury_is_public
    values["former_employers"] = _still_former(session, juror, values["former_employers"])
    if same_profile(juror, values, wanted.expertise):
        return own_profile(session, juror, jury_is_public=public)
    check_version(
        juror.version, condition, lambda: own_profile(session, juror, jury_is_public=public)
    )
    if (juror.employer_ar, juror.employer_en) != (wanted.employer_ar, wanted.employer_en):
        values |= _employer(session, juror, wanted, values["former_employers"])
    changed = write_profile(session, juror, values, wanted.expertise)
    juror.version += 1
    audit.record(
        session,
        actor,
        "put_own_profile",
        now,
        subject=("juror", juror.id),
        edition_id=edition.id,
        changed=changed,
    )
    return own_profile(session, juror, jury_is_public=public)


def _still_former(
    session: Session, juror: Juror, wanted: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What the juror says, with the agencies that stood there, no earlier than they stood."""
    agencies = agencies_by_name(session)
    stood = {
        fold(one["name"]): one for one in juror.former_employers if fold(one["name"]) in agencies
    }
    said = []
    for one in wanted:
        before = stood.pop(fold(one["name"]), one)
        days = (one["until"], before["until"])
        said.append(one | {"until": None if None in days else max(days)})
    return said + list(stood.values())


def _employer(
    session: Session, juror: Juror, wanted: OwnProfileIn, former: list[dict[str, Any]]
) -> dict[str, Any]:
    """The agency that the juror works for now, and the one before among the former."""
    found = agency_named(agencies_by_name(session), wanted.employer_ar, wanted.employer_en)
    if found is None or found == juror.employer_id:
        return {}
    before = None if juror.employer_id is None else session.get(Organisation, juror.employer_id)
    if before is not None and fold(before.name_ar) not in {fold(one["name"]) for one in former}:
        former = [*former, {"name": before.name_ar, "until": None}]
    return {"employer_id": found, "former_employers": former}


def agencies_by_name(session: Session) -> dict[str, set[UUID]]:
    """The approved agencies by each of their folded names."""
    found: dict[str, set[UUID]] = {}
    rows = session.execute(
        select(Organisation.id, Organisation.name_ar, Organisation.name_en).where(
            Organisation.status == "approved"
        )
    )
    for key, ar, en in rows:
        for name in {fold(ar), fold(en)} - {""}:
            found.setdefault(name, set()).add(key)
    return found


def agency_named(agencies: dict[str, set[UUID]], *names: str) -> UUID | None:
    """The agency of one of these names, if there is exactly one."""
    found = set[UUID]().union(*(agencies.get(fold(name), set()) for name in names if name))
    return found.pop() if len(found) == 1 else None


def put_juror_photo(
    session: Session, actor: Actor, juror_id: UUID, image: bytes, media_type: str, now: datetime
) -> Juror:
    """The organiser gives a juror a photo; the public sees it only if the juror agrees to this one."""
    juror, _ = staff_juror(session, actor, juror_id, lock=True)
    if juror.photo != image:
        juror.photo_is_public = False
        juror.version += 1  # a profile on their screen agrees to the photo that it shows
    _keep_photo(session, actor, "put_juror_photo", juror, image, media_type, now)
    return juror


def delete_juror_photo(session: Session, actor: Actor, juror_id: UUID, now: datetime) -> Juror:
    """The organiser takes the photo away; nothing happens without one."""
    juror, _ = staff_juror(session, actor, juror_id, lock=True)
    _drop_photo(session, actor, "delete_juror_photo", juror, now)
    return juror


def put_own_photo(
    session: Session, actor: Actor, juror_id: UUID, image: bytes, media_type: str, now: datetime
) -> OwnProfile:
    """The juror gives a photo. Refusal: `juror_not_serving` (409)."""
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    check_on_jury(JurorState(juror.state))
    _keep_photo(session, actor, "put_own_photo", juror, image, media_type, now)
    return own_profile(session, juror, jury_is_public=edition.jury_is_public)


def delete_own_photo(session: Session, actor: Actor, juror_id: UUID, now: datetime) -> OwnProfile:
    """The juror takes the photo away, at any time."""
    juror, edition = own_jury(session, actor, juror_id, lock=True)
    _drop_photo(session, actor, "delete_own_photo", juror, now)
    return own_profile(session, juror, jury_is_public=edition.jury_is_public)


def _keep_photo(
    session: Session,
    actor: Actor,
    act: str,
    juror: Juror,
    image: bytes,
    media_type: str,
    now: datetime,
) -> None:
    juror.photo, juror.photo_type = image, media_type
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("juror", juror.id),
        edition_id=juror.edition_id,
        sha256=hashlib.sha256(image).hexdigest(),
        size=len(image),
    )


def _drop_photo(session: Session, actor: Actor, act: str, juror: Juror, now: datetime) -> None:
    if juror.photo_type:
        juror.photo, juror.photo_type = None, ""
        audit.record(
            session, actor, act, now, subject=("juror", juror.id), edition_id=juror.edition_id
        )
