"""Answers of several pieces: a table of figures, links, a person, services. Pure.

Each is stored as it is shown: what is empty is left out, an answer that is all empty is None. What
is begun may be saved unfinished; `lacking` says what submitting it still asks for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.editions.text_rules import (
    MAX_URL,
    clean_line,
    plain_email,
    plain_number,
    plain_phone,
    plain_url,
)
from app.kit.errors import N_, Refusal, invalid

MAX_COLUMNS: Final = 12
MAX_ROWS: Final = 100
MAX_ITEMS: Final = 50
PERSON_PARTS: Final = ("name", "title", "email", "phone")

Row = dict[str, Any]
Person = dict[str, str]


@dataclass(frozen=True)
class Column:
    """A column of a table: numbers, or short texts."""

    code: str
    number: bool = True


@dataclass(frozen=True)
class TableSpec:
    """A table: its columns; its rows by code, or how many free ones it takes."""

    columns: tuple[Column, ...]
    rows: tuple[str, ...] = ()
    min_rows: int = 0
    max_rows: int = MAX_ROWS


def _shape(what: str) -> Refusal:
    sentence = {
        "rows": N_("القيمة المطلوبة جدول من الصفوف."),
        "links": N_("القيمة المطلوبة قائمة من الروابط."),
        "person": N_("القيمة المطلوبة بيانات شخص."),
        "services": N_("القيمة المطلوبة قائمة من الخدمات."),
    }[what]
    return invalid(f"not_{what}", sentence, "value")


def _too_many(limit: int) -> Refusal:
    return invalid("too_many_items", N_("العدد الأعلى هنا {limit}."), "value", limit=limit)


def check_table(spec: TableSpec, value: object) -> list[Row] | None:
    """Rows `{"row": code | None, "cells": {column: text}}` with what is filled, or None.

    Fixed rows are kept in their order, free ones as they come. Refusals: `not_rows`, `too_many_rows`,
    `unknown_row`, `unknown_column`, `not_a_number`, and those of texts, at their cell.
    """
    if not isinstance(value, list) or not all(_is_row(one) for one in value):
        raise _shape("rows")
    if len(value) > max(spec.max_rows, len(spec.rows)):
        limit = len(spec.rows) or spec.max_rows
        raise invalid("too_many_rows", N_("عدد الصفوف الأعلى {limit}."), "value", limit=limit)
    kept: list[Row] = []
    for index, row in enumerate(value):
        if (row["row"] in spec.rows) != bool(spec.rows) or (not spec.rows and row["row"]):
            raise invalid("unknown_row", N_("هذا الصف ليس من صفوف الجدول."), "value", index)
        cells = _cells(spec, row["cells"], index)
        if cells:
            kept.append({"row": row["row"] or None, "cells": cells})
    if spec.rows:
        by_code = {row["row"]: row for row in kept}
        kept = [by_code[code] for code in spec.rows if code in by_code]
    return kept or None


def _is_row(one: object) -> bool:
    return (
        isinstance(one, dict)
        and set(one) == {"row", "cells"}
        and (one["row"] is None or isinstance(one["row"], str))
        and isinstance(one["cells"], dict)
    )


def _said(value: object) -> object:
    """What was sent; nothing is an empty text, while a zero is something."""
    return "" if value is None else value


def _cells(spec: TableSpec, cells: Mapping[Any, object], index: int) -> dict[str, str]:
    columns = {column.code: column for column in spec.columns}
    if unknown := [code for code in cells if code not in columns]:
        raise invalid(
            "unknown_column",
            N_("هذا العمود ليس من أعمدة الجدول."),
            "value",
            index,
            str(unknown[0])[:40],
        )
    found = {}
    for code, column in columns.items():
        text = clean_line(_said(cells.get(code)), "value", index, code)
        if text:
            found[code] = plain_number(text, "value", index, code) if column.number else text
    return found


def check_links(limit: int, value: object) -> list[Person] | None:
    """Links `{"url", "title"}` in their order, or None.

    Refusals: `not_links`, `too_many_items`, `not_a_url` and those of texts, at their link.
    """
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and set(one) <= {"url", "title"} for one in value
    ):
        raise _shape("links")
    if len(value) > limit:
        raise _too_many(limit)
    kept = []
    for index, one in enumerate(value):
        url = clean_line(_said(one.get("url")), "value", index, "url", limit=MAX_URL)
        title = clean_line(_said(one.get("title")), "value", index, "title")
        if url:
            url = plain_url(url, "value", index, "url")
        if url or title:
            kept.append({"url": url, "title": title})
    return kept or None


def check_person(asked: Collection[str], value: object) -> Person | None:
    """A person's parts of those `asked`, or None.

    Refusals: `not_person`, `bad_email`, `bad_phone` and those of texts, at their part.
    """
    if not isinstance(value, dict) or not set(value) <= set(PERSON_PARTS):
        raise _shape("person")
    person = {part: clean_line(_said(value.get(part)), "value", part) for part in PERSON_PARTS}
    person["email"] = plain_email(person["email"], "value", "email")
    person["phone"] = plain_phone(person["phone"], "value", "phone")
    person = {part: text for part, text in person.items() if text and part in asked}
    return person or None


def check_services(
    limit: int, value: object, known: Collection[str] | None = None
) -> list[str] | None:
    """Ids of services, or None; of `known` if it is given.

    Refusals: `not_services`, `too_many_items`, `not_a_service`.
    """
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _shape("services")
    kept = list(dict.fromkeys(one.lower() for one in value))
    if len(kept) > limit:
        raise _too_many(limit)
    for one in kept:
        if not _is_id(one) or (known is not None and one not in known):
            raise invalid("not_a_service", N_("اختر خدمة من سجل خدمات جهتكم."), "value")
    return kept or None


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def table_lacks(spec: TableSpec, rows: Sequence[Row], *, required: bool) -> str:
    """What a filled table still lacks: `rows_missing`, `cells_missing` or nothing.

    A row that is begun is finished; of fixed rows a required table takes all.
    """
    wanted = len(spec.rows) if spec.rows and required else spec.min_rows
    if len(rows) < wanted:
        return "rows_missing"
    whole = {column.code for column in spec.columns}
    return "" if all(set(row["cells"]) == whole for row in rows) else "cells_missing"


def links_lack(links: Sequence[Person]) -> str:
    """`parts_missing` where a link has a title alone."""
    return "" if all(link["url"] for link in links) else "parts_missing"


def person_lacks(needed: Collection[str], person: Person) -> str:
    """`parts_missing` where a needed part is empty."""
    return "" if all(person.get(part) for part in needed) else "parts_missing"
