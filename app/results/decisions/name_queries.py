"""The names under results: as they are now, and as they were frozen, signed and published."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.organisations.models import Organisation
from app.results.decisions.models import Decision

# What a page says about a decided entry: its words, and whose it is.
TEXTS: Final = ("title", "summary", "entrant")


@dataclass(frozen=True)
class Renamed:
    """A name that is another one now than the frozen one: `what` of which entry (by number)."""

    what: str  # programme, edition, category, title, summary, entrant
    number: int | None
    before_ar: str
    before_en: str
    now_ar: str
    now_en: str


def names_now(session: Session, edition: Edition) -> dict[str, Any]:
    """The names that the edition's results would be published under, as a document to freeze.

    `{"format":"tahkeem-names/1","programme","edition","categories":{id:…},"entries":{id:…}}`, each
    name as `name_ar`, `name_en`; an entry has `number`, `category`, and its TEXTS in both languages.
    """
    categories = session.scalars(select(Category).where(Category.edition_id == edition.id))
    rows = session.execute(
        select(
            Entry.id,
            Entry.number,
            Entry.category_id,
            Entry.title_ar,
            Entry.title_en,
            Entry.summary_ar,
            Entry.summary_en,
            func.coalesce(Organisation.name_ar, User.name_ar, "").label("entrant_ar"),
            func.coalesce(Organisation.name_en, User.name_en, "").label("entrant_en"),
        )
        .join(Decision, Decision.entry_id == Entry.id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .where(Decision.edition_id == edition.id)
    )
    return {
        "format": "tahkeem-names/1",
        "programme": _name(edition.programme),
        "edition": _name(edition),
        "categories": {str(one.id): _name(one) for one in categories},
        "entries": {
            str(row.id): {
                "number": row.number,
                "category": str(row.category_id),
                **{
                    f"{text}_{language}": getattr(row, f"{text}_{language}")
                    for text in TEXTS
                    for language in ("ar", "en")
                },
            }
            for row in rows
        },
    }


def _name(row: Any) -> dict[str, str]:
    return {"name_ar": row.name_ar, "name_en": row.name_en}


def renamed(
    session: Session, edition: Edition, frozen: dict[str, Any], hidden: Collection[UUID]
) -> list[Renamed]:
    """What is called otherwise now than in these frozen names, without what is in `hidden` categories."""
    return list(_differences(frozen, names_now(session, edition), {str(one) for one in hidden}))


def _differences(
    frozen: dict[str, Any], now: dict[str, Any], hidden: Collection[str]
) -> Iterator[Renamed]:
    for what in ("programme", "edition"):
        yield from _difference(what, "name", None, frozen[what], now[what])
    for key, name in frozen["categories"].items():
        yield from _difference("category", "name", None, name, now["categories"].get(key, name))
    entries = sorted(frozen["entries"].items(), key=lambda pair: pair[1]["number"])
    for key, entry in entries:
        if entry["category"] in hidden:
            continue
        for text in TEXTS:
            current = now["entries"].get(key, entry)
            yield from _difference(text, text, entry["number"], entry, current)


def _difference(
    what: str, text: str, number: int | None, before: dict[str, Any], now: dict[str, Any]
) -> Iterator[Renamed]:
    pairs = [(one[f"{text}_ar"], one[f"{text}_en"]) for one in (before, now)]
    if pairs[0] != pairs[1]:
        yield Renamed(what, number, *pairs[0], *pairs[1])
