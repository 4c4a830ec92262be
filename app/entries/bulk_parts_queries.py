"""Reading what many entries have in common that a return may name: by the codes of their forms' questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition, Field
from app.editions.queries import staff_edition
from app.entries.bulk_schemas import BulkPartIn, ChosenIn, CommonPart, CommonParts
from app.entries.form_queries import forms_of, frozen_fields
from app.entries.models import Entry
from app.entries.queries import SCREENERS, staff_sees
from app.entries.receipt_rules import FACE
from app.entries.screening_queries import parts_beside
from app.entries.screening_rules import check_parts
from app.kit.errors import not_found

FIELD = "field:"


@dataclass(frozen=True)
class Common:
    """The questions that all entries have, by code; each entry's own; what stands beside them all."""

    shared: Mapping[str, Field]
    own: Mapping[UUID, Mapping[str, Field]]
    beside: Sequence[str]


def common_of(
    session: Session, edition: Edition, entries: Sequence[Entry], now: datetime
) -> Common:
    """In as many statements as there are categories: forms differ by category and version."""
    forms = forms_of(session, entries)
    own = {}
    for entry in entries:
        fields = forms[entry.id].fields
        fixed = set(frozen_fields(edition, fields, now))
        own[entry.id] = {one.code: one for one in fields if one.id not in fixed}
    first = next(iter(own.values()), {})
    kinds = [{(code, one.kind) for code, one in of.items()} for of in own.values()]
    categories = session.scalars(
        select(Category).where(Category.id.in_({entry.category_id for entry in entries}))
    ).all()
    sides = [parts_beside(session, edition, one) for one in categories]
    return Common(
        shared={
            code: one for code, one in first.items() if all((code, one.kind) in of for of in kinds)
        },
        own=own,
        beside=[part for part in (sides or [[]])[0] if all(part in of for of in sides)],
    )


def list_common_parts(
    session: Session, actor: Actor, edition_id: UUID, wanted: ChosenIn, now: datetime
) -> CommonParts:
    """What a return of these entries together may name. 404 if one may not be seen."""
    edition = staff_edition(session, actor, edition_id, *SCREENERS)
    ids = set(wanted.entry_ids)
    entries = session.scalars(
        select(Entry)
        .where(Entry.edition_id == edition.id, Entry.id.in_(ids), staff_sees(actor))
        .order_by(Entry.number)
    ).all()
    if len(entries) != len(ids):
        raise not_found()
    common = common_of(session, edition, entries, now)
    return CommonParts(
        fields=[
            CommonPart(part=f"{FIELD}{code}", label_ar=one.label_ar, label_en=one.label_en)
            for code, one in common.shared.items()
        ],
        beside=list(common.beside),
    )


def parts_of_each(
    session: Session,
    edition: Edition,
    entries: Sequence[Entry],
    wanted: Sequence[BulkPartIn] | None,
    now: datetime,
) -> dict[UUID, list[dict[str, Any]] | None]:
    """What is to be corrected, in each entry's own form. Refusals (422): those of `check_parts`."""
    if wanted is None:
        return dict.fromkeys(entry.id for entry in entries)
    common = common_of(session, edition, entries, now)
    known = frozenset({*FACE, *common.beside, *(f"{FIELD}{code}" for code in common.shared)})
    check_parts([one.part for one in wanted], known, frozenset())
    return {
        entry.id: [
            {
                "part": str(common.own[entry.id][one.part.removeprefix(FIELD)].id)
                if one.part.startswith(FIELD)
                else one.part,
                "note": one.note,
            }
            for one in wanted
        ]
        for entry in entries
    }
