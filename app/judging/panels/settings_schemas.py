"""Wire shapes of how the jury of an edition is invited."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from app.judging.panels.models import JurySettings
from app.kit.texts import LongText


class JurySettingsIn(BaseModel):
    """The statement in two languages, empty for the usual one; the load and the deadlines."""

    model_config = ConfigDict(extra="forbid")

    statement_ar: LongText = ""
    statement_en: LongText = ""
    load_asked: int | None = Field(default=None, ge=1, le=1000)
    answer_days: int = Field(default=7, ge=1, le=90)
    conflict_days: int = Field(default=3, ge=1, le=90)
    former_years: int = Field(default=3, ge=0, le=50)


class StaffJurySettings(JurySettingsIn):
    """How the jury is invited, with the usual statement beside the edition's own."""

    usual_ar: str
    usual_en: str
    version: int

    @classmethod
    def of(cls, row: JurySettings, usual_ar: str, usual_en: str) -> Self:
        """Build it from the row and the usual statement in two languages."""
        return cls.model_validate(
            {name: getattr(row, name) for name in (*JurySettingsIn.model_fields, "version")}
            | {"usual_ar": usual_ar, "usual_en": usual_en}
        )
