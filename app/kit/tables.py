"""Tables for people: CSV and Excel that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from app.kit import arabic
from app.kit.errors import N_
from app.kit.i18n import ZONE, Language, Pair, translate
from app.kit.workbooks import Cell, Workbook

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
    headers: Sequence[str], rows: Iterable[Sequence[Any]], language: Language, zone: str = ZONE
) -> Iterator[bytes]:
    """Yield a CSV in UTF-8 with BOM, CRLF lines, a few hundred rows at a time.

    `headers` are marked sentences, or a `Pair`. Texts that a spreadsheet could run get a `'` before them; instants are
    the clock of `zone`, as a spreadsheet reads them, and their column's header names it; yes and no are
    words, a `Pair` is in the file's language.
    """
    table = list(rows)
    timed = {at for row in table for at, value in enumerate(row) if isinstance(value, datetime)}
    heads = [_head(header, language) for header in headers]
    label = arabic.zone_label(zone, language)
    clock = ZoneInfo(zone)
    buffer = io.StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer)
    writer.writerow(
        [
            _cell(f"{head} ({label})" if at in timed else head, language, clock)
            for at, head in enumerate(heads)
        ]
    )
    for number, row in enumerate(table, 1):
        writer.writerow([_cell(value, language, clock) for value in row])
        if number % _CHUNK_ROWS == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def csv_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[Any]], language: Language, zone: str = ZONE
) -> bytes:
    """Return the CSV of `csv_chunks` whole."""
    return b"".join(csv_chunks(headers, rows, language, zone))


def _cell(value: Any, language: Language, zone: ZoneInfo) -> str:
    match value:
        case None:
            return ""
        case bool():
            return translate(language, _YES if value else _NO)
        case Word():
            return translate(language, str(value))
        case Pair():
            return _cell(value.en if language == "en" else str(value), language, zone)
        case int() | float() | Decimal():
            return str(value)
        case datetime():
            local = value.astimezone(zone).replace(tzinfo=None)
            return local.isoformat(sep=" ", timespec="seconds")
        case list() | tuple() | set() | frozenset():
            words = (
                translate(language, str(one)) if isinstance(one, Word) else str(one)
                for one in value
            )
            return _cell(("، " if language == "ar" else ", ").join(words), language, zone)
        case _:
            text = str(value).replace("\0", "")
            return f"'{text}" if text.startswith(_DANGEROUS) else text


def _head(header: str, language: Language) -> str:
    if isinstance(header, Pair):
        return header.en if language == "en" else str(header)
    return translate(language, header)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; `headers` are marked sentences, a `Pair`, or texts of people as they are."""

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
    Rows are taken one by one and leave the memory as they come: a hundred thousand cost no more of it.
    """
    out = io.BytesIO()
    book = Workbook(out, right_to_left=language == "ar")
    taken: set[str] = set()
    words = _Words(language, ZoneInfo(zone))
    for sheet in sheets:
        name = _sheet_name(sheet.name, taken)
        taken.add(name.casefold())
        head = [_head(header, language) for header in sheet.headers]
        book.sheet(name, head, ([words.shown(value) for value in row] for row in sheet.rows))
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


class _Words:
    """How values read in a workbook; the few marked sentences of a file are looked up once."""

    def __init__(self, language: Language, zone: ZoneInfo) -> None:
        self._language, self._zone = language, zone
        self._found: dict[str, str] = {}

    def shown(self, value: Any) -> Cell:
        """A value as a cell: a text, a number, a day or an instant of the zone."""
        match value:
            case Word():
                return self._word(value)
            case Pair():
                return self.shown(value.en if self._language == "en" else str(value))
            case str():
                return value.replace("\0", "")
            case None:
                return None
            case bool():
                return self._word(_YES if value else _NO)
            case int() | float() | Decimal():
                return value
            case datetime():
                return value.astimezone(self._zone).replace(tzinfo=None)
            case date():
                return value
            case list() | tuple() | set() | frozenset():
                comma = "، " if self._language == "ar" else ", "
                return comma.join(str(self.shown(one)) for one in value)
            case _:
                return str(value).replace("\0", "")

    def _word(self, sentence: str) -> str:
        found = self._found.get(sentence)
        if found is None:
            found = self._found[sentence] = translate(self._language, str(sentence))
        return found


def attachment(name: str) -> str:
    """Return a `Content-Disposition` that saves under `name`, in any script, with a plain fallback."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
