"""The languages that an entry is written in, as its people say them and as its words show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

from app.editions.models import Field as FormField
from app.entries.language_rules import Language, written_in
from app.entries.models import Answer

_IN_WORDS = ("short_text", "long_text")


class EntryLanguagesIn(BaseModel):
    """The languages that an entry is written in."""

    model_config = ConfigDict(extra="forbid")

    languages: list[Language] = Field(min_length=1, max_length=2)


def seen_languages(
    face: Mapping[str, str], fields: Sequence[FormField], answers: Sequence[Answer]
) -> list[str]:
    """The languages of an entry's answers in words; without any, of its titles and summary.

    Titles are asked in two languages of those, too, who answer in one.
    """
    words = {one.id for one in fields if one.kind in _IN_WORDS}
    said = [one.value for one in answers if one.field_id in words and isinstance(one.value, str)]
    return [*(written_in(said) or written_in(face.values()))]
