"""Tables for people: CSV and Excel that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

import xlsxwriter

from app.kit.errors import N_
from app.kit.i18n import ZONE, Language, translate

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOM: Final = "\ufeff"
_CHUNK_ROWS: Final = 500
# What a spreadsheet may take for a formula at the start of a cell; the full-width forms too.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_YES: Final = N_("نعم")
_NO: Final = N_("لا")


class Word(str):
    """A marked sentence as a cell: the name of a state or a kind, written in the file's language."""

    __slots__ = ()


def csv_chunks(
    headers: Sequence[str], rows: Iterable[Sequence[Any]], language: Language
) -> Iterator[bytes]:
    """Yield a CSV in UTF-8 with BOM, CRLF lines, a few hundred rows at a time.

    `headers` are marked sentences. Texts that a spreadsheet could run get a `'` before them; instants are
    ISO in UTC, so that the file can be read back; yes and no are words.
    """
    buffer = io.StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer)
    writer.writerow([_cell(translate(language, header), language) for header in headers])
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(value, language) for value in row])
        if number % _CHUNK_ROWS == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Any]], language: Language) -> bytes:
    """Return the CSV of `csv_chunks` whole."""
    return b"".join(csv_chunks(headers, rows, language))


def _cell(value: Any, language: Language) -> str:
    match value:
        case None:
            return ""
        case bool():
            return translate(language, _YES if value else _NO)
        case Word():
            return translate(language, str(value))
        case int() | float() | Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case list() | tuple() | set() | frozenset():
            words = (
                translate(language, str(one)) if isinstance(one, Word) else str(one)
                for one in value
            )
            return _cell(("، " if language == "ar" else ", ").join(words), language)
        case _:
            text = str(value).replace("\0", "")
            return f"'{text}" if text.startswith(_DANGEROUS) else text


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; `headers` are marked sentences, or texts of people as they are."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


def xlsx_bytes(
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    language: Language,
    *,
    sheet: str = "1",
    zone: str = ZONE,
) -> bytes:
    """Return an Excel workbook of one sheet, as `workbook_bytes` makes it."""
    return workbook_bytes([Sheet(sheet, headers, rows)], language, zone=zone)


def workbook_bytes(sheets: Iterable[Sheet], language: Language, *, zone: str = ZONE) -> bytes:
    """Return an Excel workbook: headers frozen and filtered, right to left in Arabic.

    Every text is written as a text, never as a formula, a link or a number; instants are shown in `zone`.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    taken: set[str] = set()
    for sheet in sheets:
        name = _sheet_name(sheet.name, taken)
        taken.add(name.casefold())
        _write(book, book.add_worksheet(name), sheet, language, zone)
    book.close()
    return out.getvalue()


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 letters, none of its signs, no other sheet's."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", wanted).strip()[:31] or "1"
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[:27]} {number}"
    return name


def _write(book: Any, page: Any, sheet: Sheet, language: Language, zone: str) -> None:
    if language == "ar":
        page.right_to_left()
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for column, header in enumerate(sheet.headers):
        page.write_string(0, column, translate(language, header), bold)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            match value:
                case None:
                    pass
                case bool():
                    page.write_string(last, column, translate(language, _YES if value else _NO))
                case Word():
                    page.write_string(last, column, translate(language, str(value)))
                case int() | float() | Decimal():
                    page.write_number(last, column, value)
                case datetime():
                    local = value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
                    page.write_datetime(last, column, local, instant)
                case date():
                    page.write_datetime(last, column, value, day)
                case _:
                    text = str(value).replace("\0", "")
                    page.write_string(last, column, text[:32_767])
    page.freeze_panes(1, 0)
    if sheet.headers:
        page.autofilter(0, 0, last, len(sheet.headers) - 1)
    page.autofit()


def attachment(name: str) -> str:
    """Return a `Content-Disposition` that saves under `name`, in any script, with a plain fallback."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
