"""Which answers of an earlier entry fit a new form, and how each stands beside where it came from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.kit.errors import N_, Refusal


class Carried(StrEnum):
    """How a field of the new form stands.

    `same` as in the earlier entry, `changed` since, `new` in this form, `empty` there too, `unfit`:
    today's form does not take what was written then.
    """

    same = "same"
    changed = "changed"
    new = "new"
    empty = "empty"
    unfit = "unfit"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as carrying compares it; `wording` is all that a person reads and must keep to."""

    id: UUID
    code: str
    kind: str
    wording: tuple[Any, ...]


def counterparts(new: Sequence[Asked], old: Sequence[Asked]) -> dict[UUID, Asked]:
    """Question of the new form → the earlier question of the same code and kind.

    Of several with one code (a form that was changed) the last in the given order counts.
    """
    known = {(one.code, one.kind): one for one in old}
    return {one.id: known[one.code, one.kind] for one in new if (one.code, one.kind) in known}


def is_empty(value: Any) -> bool:
    """Whether there is nothing to carry."""
    return value is None or value in ("", [], {})


def still_asked(
    columns: Collection[str], rows: Collection[str], value: list[dict[str, Any]]
) -> Any:
    """A table's answer without the columns and the named rows that the new form no longer has."""
    kept = [
        row | {"cells": {code: text for code, text in row["cells"].items() if code in columns}}
        for row in value
        if not rows or row["row"] in rows
    ]
    return [row for row in kept if row["cells"]]


def fitting(
    values: Mapping[UUID, Any], check: Callable[[UUID, Any], Any]
) -> tuple[dict[UUID, Any], dict[UUID, str]]:
    """Of these answers to new questions those that the form takes, and of the rest the codes why not."""
    taken: dict[UUID, Any] = {}
    refused: dict[UUID, str] = {}
    for key, value in values.items():
        if is_empty(value):
            continue
        try:
            taken[key] = check(key, value)
        except Refusal as refusal:
            refused[key] = refusal.code
    return taken, refused


def status_of(*, has_counterpart: bool, earlier: Any, present: Any, refused: str | None) -> Carried:
    """How one field stands now beside the earlier entry."""
    if not has_counterpart:
        return Carried.new
    if is_empty(earlier):
        return Carried.empty if is_empty(present) else Carried.changed
    if refused is not None and is_empty(present):
        return Carried.unfit
    return Carried.same if present == earlier else Carried.changed


def check_same_entrant(*, same_organisation: bool, same_owner: bool, same_edition: bool) -> None:
    """An entry goes on from one of the same agency or person, in another edition.

    Refusals (409): `other_entrants_entry`, `same_edition`.
    """
    if not (same_organisation and same_owner):
        raise Refusal(
            "other_entrants_entry",
            N_("تبدأ المشاركة من مشاركة سابقة للجهة نفسها أو للشخص نفسه."),
        )
    if same_edition:
        raise Refusal(
            "same_edition", N_("هذه المشاركة في الدورة نفسها. ابدأ من مشاركة في دورة سابقة.")
        )
