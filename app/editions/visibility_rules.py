"""Which questions an entrant meets: a question may depend on answers to earlier ones. Pure.

A question that is hidden counts as unanswered for those that depend on it. `tests/vectors/
visibility.json` is the table that the browser's twin (`shared/entry/visibility.ts`) passes too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.editions.rules import FieldKind


class Op(StrEnum):
    """What a condition asks of an earlier answer."""

    equals = "equals"
    includes = "includes"
    answered = "answered"


class Match(StrEnum):
    """Whether every condition must hold, or one."""

    all = "all"
    any = "any"


# What can be asked of the answer to each kind; `answered` of all.
OPS: Final[Mapping[FieldKind, frozenset[Op]]] = {
    FieldKind.choice: frozenset({Op.equals}),
    FieldKind.number: frozenset({Op.equals}),
    FieldKind.date: frozenset({Op.equals}),
    FieldKind.multi_choice: frozenset({Op.includes}),
}


@dataclass(frozen=True)
class Condition:
    """One question about an earlier answer."""

    field_id: UUID
    op: Op
    value: str = ""


@dataclass(frozen=True)
class VisibleIf:
    """When a field is shown."""

    match: Match
    conditions: tuple[Condition, ...]

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> VisibleIf | None:
        """From the column of a field."""
        if stored is None:
            return None
        return cls(
            Match(stored["match"]),
            tuple(
                Condition(UUID(str(one["field_id"])), Op(one["op"]), one.get("value", ""))
                for one in stored["conditions"]
            ),
        )


def shown_fields(
    fields: Sequence[tuple[UUID, FieldKind, VisibleIf | None]],
    answers: Mapping[UUID, Any],
    files: Mapping[UUID, int],
    *,
    by_agency: bool = True,
) -> frozenset[UUID]:
    """The fields that are asked, given what is answered; `fields` in the form's order.

    Only an agency has services to choose from: an individual is not asked for one.
    """
    shown: set[UUID] = set()
    kinds: dict[UUID, FieldKind] = {}
    for key, kind, condition in fields:
        kinds[key] = kind
        if kind == FieldKind.service and not by_agency:
            continue
        if condition is None:
            shown.add(key)
            continue
        holds = (
            one.field_id in shown and _holds(one, kinds[one.field_id], answers, files)
            for one in condition.conditions
        )
        if all(holds) if condition.match == Match.all else any(holds):
            shown.add(key)
    return frozenset(shown)


def _holds(
    condition: Condition, kind: FieldKind, answers: Mapping[UUID, Any], files: Mapping[UUID, int]
) -> bool:
    if kind == FieldKind.file:
        return files.get(condition.field_id, 0) > 0
    value = answers.get(condition.field_id)
    if not value:
        return False
    match condition.op:
        case Op.answered:
            return True
        case Op.includes:
            return isinstance(value, list) and condition.value in value
        case _:
            return value == condition.value or (
                kind == FieldKind.number and _same_number(value, condition.value)
            )


def _same_number(one: object, other: str) -> bool:
    try:
        return Decimal(str(one)) == Decimal(other)
    except InvalidOperation:
        return False
