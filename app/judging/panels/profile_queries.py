"""Reading a juror's own profile and the photos of jurors."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category
from app.judging.panels.models import Juror
from app.judging.panels.profile_schemas import OwnProfile
from app.judging.panels.queries import ROSTER_READERS, own_jury, staff_juror
from app.kit.errors import not_found

Photo = tuple[bytes, str]


def show_own_profile(session: Session, actor: Actor, juror_id: UUID) -> OwnProfile:
    """The actor's own profile in an edition, with its categories."""
    juror, edition = own_jury(session, actor, juror_id)
    return own_profile(session, juror, jury_is_public=edition.jury_is_public)


def own_profile(session: Session, juror: Juror, *, jury_is_public: bool) -> OwnProfile:
    """A juror's profile for themselves."""
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == juror.edition_id)
        .order_by(Category.position, Category.id)
    )
    return OwnProfile.of(juror, list(categories), jury_is_public=jury_is_public)


def show_own_photo(session: Session, actor: Actor, juror_id: UUID) -> Photo:
    """The actor's own photo; 404 without one."""
    return photo_of(own_jury(session, actor, juror_id)[0])


def show_juror_photo(session: Session, actor: Actor, juror_id: UUID) -> Photo:
    """A juror's photo, for the staff; 404 without one."""
    return photo_of(staff_juror(session, actor, juror_id, *ROSTER_READERS)[0])


def photo_of(juror: Juror) -> Photo:
    """The bytes and the media type; 404 without a photo."""
    if juror.photo is None:
        raise not_found()
    return juror.photo, juror.photo_type
