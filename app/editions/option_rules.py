"""What the settings of one kind of field may be: a table's columns, a person's parts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from app.editions.rules import FieldKind
from app.editions.value_rules import MAX_COLUMNS, MAX_ROWS
from app.kit.errors import N_

Problem = dict[str, Any]

# The keys of `options` that mean something, by kind.
OPTIONS: Final[Mapping[FieldKind, frozenset[str]]] = {
    FieldKind.table: frozenset({"columns", "rows", "min_rows", "max_rows", "total"}),
    FieldKind.links: frozenset({"max_items"}),
    FieldKind.service: frozenset({"max_items"}),
    FieldKind.person: frozenset({"person"}),
    FieldKind.file: frozenset({"max_pages", "max_minutes"}),
}


def problem(code: str, message: str, *loc: str | int, **facts: Any) -> Problem:
    """One wrong setting at its place in the form."""
    return {"loc": list(loc), "code": code, "message": message, **facts}


def option_problems(
    kind: FieldKind, options: Mapping[str, Any], *at: str | int
) -> Iterable[Problem]:
    """What is wrong with the settings of a field of this kind.

    Codes: `not_for_this_kind`, `columns_missing`, `too_many_columns`, `duplicate_column`,
    `too_many_rows`, `duplicate_row_code`, `range_reversed`, `rows_fixed`.
    """
    known = OPTIONS.get(kind, frozenset())
    for name in sorted(set(options) - known):
        yield problem(
            "not_for_this_kind",
            N_("لا معنى لهذا الإعداد في هذا النوع من الحقول."),
            *at,
            "options",
            name,
        )
    if kind == FieldKind.table:
        yield from _table_problems(options, *at, "options")


def _table_problems(options: Mapping[str, Any], *at: str | int) -> Iterable[Problem]:
    columns, rows = options.get("columns", []), options.get("rows", [])
    if not columns:
        yield problem("columns_missing", N_("أضف عمودًا واحدًا على الأقل."), *at, "columns")
    if len(columns) > MAX_COLUMNS:
        yield problem(
            "too_many_columns",
            N_("عدد الأعمدة أكثر من {limit}."),
            *at,
            "columns",
            limit=MAX_COLUMNS,
        )
    if len(rows) > MAX_ROWS:
        yield problem(
            "too_many_rows", N_("عدد الصفوف الأعلى {limit}."), *at, "rows", limit=MAX_ROWS
        )
    yield from _repeated(
        columns, "duplicate_column", N_("تكرّر رمز العمود {value}."), *at, "columns"
    )
    yield from _repeated(rows, "duplicate_row_code", N_("تكرّر رمز الصف {value}."), *at, "rows")
    low, high = options.get("min_rows"), options.get("max_rows")
    if low is not None and high is not None and high < low:
        yield problem("range_reversed", N_("الحد الأعلى أصغر من الأدنى."), *at, "max_rows")
    if rows and (low is not None or high is not None):
        yield problem(
            "rows_fixed",
            N_("صفوف هذا الجدول محدّدة، فلا حدّ لعددها."),
            *at,
            "max_rows" if high is not None else "min_rows",
        )


def _repeated(
    items: Sequence[Mapping[str, Any]], code: str, message: str, *at: str | int
) -> Iterable[Problem]:
    counts = Counter(item["code"] for item in items)
    for place, item in enumerate(items):
        if counts[item["code"]] > 1:
            yield problem(code, message, *at, place, "code", value=item["code"])
