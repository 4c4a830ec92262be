"""Versions of editable rows: what a PUT on an existing row must carry, and what it changed.

A service reads:

    row = session.get(Category, category_id, with_for_update=True)
    if row is None: …create…; return Put(row, created=True)
    if same(row, values): return Put(row, created=False)      # an identical repeat
    check_version(row.version, condition, lambda: StaffCategory.of(row))
    apply(row, values); row.version += 1
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from app.kit.errors import N_, Refusal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Put(Generic[T]):
    """What a PUT left behind; `created` decides between 201 and 200."""

    row: T
    created: bool


def check_version(
    current_version: int | str,
    condition: str | None,
    current: Callable[[], BaseModel | Mapping[str, Any]] | None = None,
) -> None:
    """Refuse a change that does not say what it changes, or that changes an older state.

    `condition` is the If-Match value without quotes; `current` builds the present representation,
    in the schema of the reader, for the refusal. Refusals: `condition_required` (428) and `stale`
    (412), both with `version`; `stale` also with `current`.
    """
    if condition is None:
        raise Refusal(
            "condition_required",
            N_("أرسل رقم النسخة التي تعدّلها (If-Match) حتى لا يضيع تعديل غيرك."),
            status=428,
            version=current_version,
        )
    if condition == str(current_version):
        return
    facts: dict[str, Any] = {"version": current_version}
    if current is not None:
        now = current()
        facts["current"] = now.model_dump(mode="json") if isinstance(now, BaseModel) else dict(now)
    raise Refusal(
        "stale",
        N_("عدّل شخص آخر هذا السجل بعد أن فتحته. راجع النسخة الحالية ثم أعد تعديلك."),
        status=412,
        **facts,
    )


def same(row: object, values: Mapping[str, Any]) -> bool:
    """Whether the row already holds all these values."""
    return all(getattr(row, name) == value for name, value in values.items())


def apply(row: object, values: Mapping[str, Any]) -> list[str]:
    """Set the values on the row; the names of those that changed, in their given order."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    # What is derived from the others is nobody's change.
    return [name for name in changed if not name.startswith("folded")]
