"""Wire shapes of a juror's own profile."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.editions.models import Category
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState, Origin
from app.judging.panels.schemas import Expertise, FormerEmployer, JurorProfile


class OwnProfileIn(JurorProfile):
    """The profile as the juror writes it, with their word on the photo."""

    photo_is_public: bool = False


class ProfileCategory(BaseModel):
    """A category of the edition, to say how well one knows it."""

    id: UUID
    name_ar: str
    name_en: str


class OwnProfile(BaseModel):
    """A juror's profile as they see it themselves."""

    id: UUID
    edition_id: UUID
    email: str
    name_ar: str
    name_en: str
    title_ar: str
    title_en: str
    origin: Origin
    country: str
    languages: list[str]
    employer_ar: str
    employer_en: str
    former_employers: list[FormerEmployer]
    expertise: list[Expertise]
    biography_ar: str
    biography_en: str
    has_photo: bool
    photo_is_public: bool
    state: JurorState
    jury_is_public: bool
    categories: list[ProfileCategory]
    version: int

    @classmethod
    def of(cls, row: Juror, categories: list[Category], *, jury_is_public: bool) -> Self:
        """Build it from a juror's row and the edition that they judge in."""
        same = cls.model_fields.keys() - {"categories", "jury_is_public"}
        return cls.model_validate(
            {name: getattr(row, name) for name in same}
            | {
                "jury_is_public": jury_is_public,
                "categories": [
                    ProfileCategory(id=one.id, name_ar=one.name_ar, name_en=one.name_en)
                    for one in categories
                ],
            }
        )
