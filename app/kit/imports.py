"""Reads tables that people send: Excel (xlsx) and CSV, with limits, found by their headers.

A dense reader can be killed by one cell in the last corner of a sheet, so the parts of a workbook are
walked by a streaming parser first. Run it outside the event loop: 5 000 rows take tenths of a second.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, Any, Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from app.kit.arabic import fold, strip_bidi
from app.kit.errors import N_, Refusal
from app.kit.i18n import NN_, Pair

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 5000
MAX_COLUMNS: Final = 200
_MAX_UNPACKED: Final = 100 * 1024 * 1024
_MAX_MEMBERS: Final = 2000
_MAX_TAG: Final = 1024 * 1024
_HEADER_WITHIN: Final = 10
_MAX_CELL: Final = 10_000
# Where cells keep their lines: more than any text may have, so that what is too long is seen to be.
_MAX_LONG_CELL: Final = 100_000
_MAIN: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class Column:
    """A column to look for: the name in the result, and its headers: the Arabic one first, the English last."""

    name: str
    headers: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number in the sheet as people see it, and its texts by column name ("" when empty)."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it was found: its rows by column, and the sheet around them.

    `headers` and `places` are of the columns that were found, as the file names them and where they
    stand; `header` and `cells` are whole rows, with what no column names too; `formulas` are the
    places (row, column) whose cell is calculated.
    """

    rows: list[TableRow]
    headers: Mapping[str, str]
    places: Mapping[str, int]
    header: Sequence[str]
    cells: Mapping[int, Sequence[str]]
    formulas: frozenset[tuple[int, int]]

    @property
    def ignored(self) -> list[str]:
        """Headers that name none of the columns."""
        known = set(self.places.values())
        return [text for at, text in enumerate(self.header) if text and at not in known]

    def calculated(self, row: TableRow) -> list[Refusal]:
        """A `formula` at each cell of a row that is calculated: nobody has typed what it shows."""
        return [
            _refused(
                "formula",
                N_("في الخلية {cell} معادلة. انسخها والصقها قيمةً، ثم ارفع الملف من جديد."),
                loc=["rows", row.number, name],
                cell=xl_rowcol_to_cell(row.number - 1, at),
            )
            for name, at in self.places.items()
            if (row.number, at) in self.formulas
        ]


def told_once(wrong: Sequence[Refusal]) -> list[Refusal]:
    """Of a cell that is calculated this alone: what its formula shows is not judged beside it."""
    calculated = [one.facts["loc"] for one in wrong if one.code == "formula"]
    return [one for one in wrong if one.code == "formula" or one.facts["loc"] not in calculated]


def read_grid(
    data: bytes, columns: Sequence[Column], *, max_rows: int = MAX_ROWS, lines: bool = False
) -> Grid:
    """Return the rows under the header that names `columns`; empty rows and other columns are left out.

    `lines`: cells keep their line breaks. Headers are compared folded, and may stand in any of the first ten rows of the first sheet. Raises
    (422) `file_not_excel`, `file_too_large`, `file_empty`, `too_many_rows`, `column_missing`,
    `column_twice`.
    """
    if len(data) > MAX_BYTES:
        raise _refused(
            "file_too_large", N_("الملف أكبر من {limit_mb} م.ب."), limit_mb=MAX_BYTES >> 20
        )
    formulas: frozenset[tuple[int, int]] = frozenset()
    if data.startswith(b"PK"):
        formulas, sheet = _excel(data, max_rows)
    else:
        sheet = _csv(data, max_rows)
    rows: list[TableRow] = []
    kept: dict[int, Sequence[str]] = {}
    header: Sequence[str] = ()
    places: dict[str, int] | None = None
    best: dict[str, int] = {}
    widest = 0
    for number, cells in sheet:
        if places is None:
            if number > _HEADER_WITHIN:
                break
            widest = max(widest, sum(1 for cell in cells if _text(cell)))
            found = _places(cells, columns)
            best = found if len(found) > len(best) else best
            if all(column.name in found for column in columns if column.required):
                places, header = found, [_text(cell) for cell in cells]
            continue
        values = {
            column.name: _text(cells[places[column.name]], lines=lines)
            if column.name in places and places[column.name] < len(cells)
            else ""
            for column in columns
        }
        if not any(values.values()):
            continue
        rows.append(TableRow(number, values))
        if lines:
            kept[number] = [_text(cell, lines=True) for cell in cells]
        if len(rows) > max_rows:
            raise _too_many(max_rows)
    if places is None and widest == 0:
        raise _refused("file_empty", N_("الملف فارغ. اختر ملفًا آخر."))
    if places is None and widest == 1 and not best and len(columns) > 1:
        raise _not_excel()  # any text file reads as a table of one column
    if places is None:
        missing = [
            Pair(column.headers[0], column.headers[-1])
            for column in columns
            if column.required and column.name not in best
        ]
        raise _refused(
            "column_missing",
            NN_("ينقص الملف هذا العمود: {missing}.", "تنقص الملف هذه الأعمدة: {missing}.", "count"),
            missing=missing,
            count=len(missing),
        )
    if not rows:
        raise _refused("file_empty", N_("لا صفوف في الملف تحت العناوين."))
    names = {name: header[at] for name, at in places.items()}
    return Grid(rows, names, places, header, kept, formulas)


def _refused(code: str, sentence: str, **facts: Any) -> Refusal:
    return Refusal(code, sentence, status=422, **facts)


def _too_many(limit: int) -> Refusal:
    return _refused(
        "too_many_rows", N_("في الملف أكثر من {limit} صف. قسّمه إلى ملفات أصغر."), limit=limit
    )


def _furthest(max_rows: int) -> int:
    """Where the last row may stand: a header may stand below a title, and rows may be empty."""
    return max_rows * 2 + 100


def _not_excel() -> Refusal:
    return _refused(
        "file_not_excel",
        N_("الملف ليس جدول Excel بصيغة xlsx ولا ملف CSV سليمًا. احفظه بإحدى الصيغتين."),
    )


def header_key(text: str) -> str:
    """How headers are compared. People mark required columns by a star or a colon."""
    return fold(text).strip(" *:")


def _places(cells: Sequence[Any], columns: Sequence[Column]) -> dict[str, int]:
    """Return where each column stands in a row, if the row is a header."""
    names = {header_key(header): column.name for column in columns for header in column.headers}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = names.get(header_key(_text(cell)))
        if name is None:
            continue
        if name in found:
            raise _refused(
                "column_twice", N_("العمود «{header}» مكرّر في الملف."), header=_text(cell)
            )
        found[name] = place
    return found


def _text(cell: Any, *, lines: bool = False) -> str:
    """Return a cell as a person reads it: whole numbers without a point, dates as ISO, tidy spaces.

    `lines`: a text keeps its line breaks, and what it has more than `_MAX_CELL` letters.
    """
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | datetime():
            return cell.isoformat()
        case _:
            text = unicodedata.normalize("NFC", strip_bidi(str(cell))).replace("\0", "")
            if lines:
                return text.replace("\r\n", "\n").replace("\r", "\n").strip()[:_MAX_LONG_CELL]
            return " ".join(text.split())[:_MAX_CELL]


def _csv(data: bytes, max_rows: int) -> Iterator[tuple[int, Sequence[Any]]]:
    text = _decoded(data)
    head = text[:4096].partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, 1):
            if number > _furthest(max_rows):
                raise _too_many(max_rows)
            # The guard that our own CSV writer puts before a formula's sign comes off again.
            yield (
                number,
                [
                    cell[1:] if cell[:1] == "'" and cell[1:2] in {*"=+-@"} else cell
                    for cell in cells
                ],
            )
    except csv.Error:
        raise _not_excel() from None


def _decoded(data: bytes) -> str:
    """Return a CSV's text: UTF-8, UTF-16 with its mark, or Windows' Arabic code page."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1256")
        except UnicodeDecodeError:
            raise _not_excel() from None
    if any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in text[:4096]):
        raise _not_excel()
    return text


def _excel(
    data: bytes, max_rows: int
) -> tuple[frozenset[tuple[int, int]], Iterator[tuple[int, Sequence[Any]]]]:
    """The places of the first sheet's formulas, and its rows."""
    formulas = _check_workbook(data, max_rows)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError):
        raise _not_excel() from None
    return formulas, enumerate(rows, 1)


def _check_workbook(data: bytes, max_rows: int) -> frozenset[tuple[int, int]]:
    """Refuse a zip that is no workbook, unpacks to too much, or holds a sheet with far-off cells.

    Returns where formulas stand in its first sheet.
    """
    formulas: dict[str, set[tuple[int, int]]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {one.filename for one in members}
            if len(members) > _MAX_MEMBERS or _MAIN not in names:
                raise _not_excel()
            if sum(one.file_size for one in members) > _MAX_UNPACKED:  # no more than that is read
                raise _refused(
                    "file_too_large",
                    N_("الملف أكبر من {limit_mb} م.ب."),
                    limit_mb=_MAX_UNPACKED >> 20,
                )
            for member in members:
                with archive.open(member) as part:
                    formulas[member.filename] = _walk(part, max_rows)
            first = _first_sheet(archive) if any(formulas.values()) else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise _not_excel() from None
    return frozenset(formulas.get(first, ()))


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part that holds the first sheet; every part was counted and walked before."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "sheet":
            sheets.extend(text for key, text in attributes.items() if key.endswith(" id"))

    def link(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for part, handler in ((_MAIN, sheet), (_LINKS, link)):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = handler
        try:
            parser.Parse(archive.read(part), True)
        except (expat.ExpatError, KeyError):
            raise _not_excel() from None
    target = targets.get(sheets[0], "") if sheets else ""
    return target[1:] if target.startswith("/") else f"xl/{target}"


class _Enough(Exception):
    """The part is no worksheet, so there is nothing more to check."""


def _walk(part: IO[bytes], max_rows: int) -> set[tuple[int, int]]:
    """Read one part to its end, for its checksum, and check the places of a worksheet's cells."""
    formulas: set[tuple[int, int]] = set()
    walker: _Walker | None = _Walker(max_rows, formulas)
    while chunk := part.read(65_536):
        if walker is not None:
            try:
                walker.parser.Parse(chunk)
                # With each piece the parser begins an unfinished tag anew: one without an end takes for ever.
                if part.tell() - walker.parser.CurrentByteIndex > _MAX_TAG:
                    raise _not_excel()
            except (expat.ExpatError, _Enough):
                walker = None
    return formulas


class _Walker:
    """A streaming parser that refuses rows and columns beyond the limits, and notes formulas."""

    def __init__(self, max_rows: int, formulas: set[tuple[int, int]]) -> None:
        self.max_rows = max_rows
        self.formulas = formulas
        self.row = self.column = 0
        self.root = True
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        """Refuse a document type: a workbook has none, an entity bomb does."""
        raise _not_excel()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Check the place of a row or a cell."""
        local = name.rpartition(" ")[2]
        if self.root:
            self.root = False
            if local != "worksheet":
                raise _Enough
        if local == "f":
            self.formulas.add((self.row, self.column - 1))
        if local not in {"row", "c"}:
            return
        place = attributes.get("r", "")
        letters = place.rstrip("0123456789")
        digits = place[len(letters) :]
        if digits and int(digits[:9]) > _furthest(self.max_rows):
            raise _too_many(self.max_rows)
        column = 0
        for letter in letters[:4]:
            column = column * 26 + ord(letter.upper()) - ord("A") + 1
        if column > MAX_COLUMNS:
            raise _refused(
                "too_many_columns", N_("في الملف أكثر من {limit} عمود."), limit=MAX_COLUMNS
            )
        if local == "row":
            self.row, self.column = int(digits) if digits else self.row + 1, 0
        else:
            self.row = int(digits) if digits else self.row
            self.column = column or self.column + 1
