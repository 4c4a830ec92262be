"""Writing Excel workbooks row by row by `xlsxwriter`, flat in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any, Final

import xlsxwriter

Cell = str | int | float | Decimal | datetime | date | None  # a datetime is naive: as it is shown

LONGEST: Final = 32_767  # characters of a cell that Excel takes
_MEASURED: Final = 200  # columns are as wide as their head and the first rows ask, within:
_NARROWEST, _WIDEST = 8, 60
_UNTOLD: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


class Workbook:
    """Writes sheets to a file one after another; `close` ends it."""

    def __init__(self, out: IO[bytes], *, right_to_left: bool) -> None:
        self._book: Any = xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._right_to_left = right_to_left
        self._bold = self._book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Write one sheet under a frozen head with filters. Texts are texts, never formulas or links."""
        page = self._book.add_worksheet(name)
        if self._right_to_left:
            page.right_to_left()
        coming = iter(rows)
        first = list(islice(coming, _MEASURED))
        # `autofit` would look at every cell again: most of what an export of 20 000 rows took.
        for column, width in enumerate(_widths(head, first)):
            page.set_column(column, column, width)
        for column, title in enumerate(head):
            page.write_string(0, column, _text(title), self._bold)
        last = 0
        for last, row in enumerate(chain(first, coming), 1):
            for column, cell in enumerate(row):
                self._write(page, last, column, cell)
        page.freeze_panes(1, 0)
        if head:
            page.autofilter(0, 0, last, len(head) - 1)

    def _write(self, page: Any, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, str):
            if cell:
                page.write_string(row, column, _text(cell))
        elif isinstance(cell, datetime):
            page.write_datetime(row, column, cell, self._instant)
        elif isinstance(cell, date):
            page.write_datetime(row, column, cell, self._day)
        elif cell is not None:
            page.write_number(row, column, cell)

    def close(self) -> None:
        """Write what names the sheets."""
        self._book.close()


def _text(text: str) -> str:
    return _UNTOLD.sub("\ufffd", text[:LONGEST])


def _widths(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """In characters; a long text is cut, not spread."""
    widths = []
    for column, title in enumerate(head):
        cells = (row[column] for row in rows if column < len(row))
        most = max([_width(title), *(_width(cell) for cell in cells)])
        widths.append(min(max(most + 2, _NARROWEST), _WIDEST))
    return widths


def _width(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return len("0000-00-00 00:00")
    return max(map(len, str(cell).split("\n"))) if cell is not None else 0
