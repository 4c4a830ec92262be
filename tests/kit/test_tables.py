"""Tables out: no text of a stranger runs as a formula. Tables in: limits, headers, clear refusals."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from app.kit import imports
from app.kit.errors import Refusal
from app.kit.i18n import Language, Pair, translate
from app.kit.imports import Column, read_grid
from app.kit.tables import (
    Sheet,
    Word,
    attachment,
    csv_bytes,
    csv_chunks,
    workbook_bytes,
    xlsx_bytes,
)

SHEETML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "－1",
    "=cmd|'/C calc'!A0",
]
MOMENT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_guards_what_a_spreadsheet_would_run() -> None:
    data = csv_bytes(["نعم"], [[text] for text in DANGEROUS], "ar")
    assert data.startswith(b"\xef\xbb\xbf")
    assert [row[0] for row in read_csv(data)[1:]] == [f"'{text}" for text in DANGEROUS]
    assert read_csv(csv_bytes(["لا"], [[["=1", "x"]]], "ar"))[1] == ["'=1، x"]


def test_csv_writes_values_plainly() -> None:
    row = [
        None,
        True,
        False,
        -5,
        Decimal("-1.50"),
        MOMENT,
        date(2026, 3, 10),
        UUID(int=1),
        'a"b\nc',
        "a\0b",
    ]
    (header, cells) = read_csv(csv_bytes(["لا"] * len(row), [row], "en"))
    # The header of times alone says whose they are.
    assert header == ["No"] * 5 + ["No (Riyadh time)"] + ["No"] * 4
    assert cells == [
        "", "Yes", "No", "-5", "-1.50", "2026-03-10 12:30:00", "2026-03-10",
        "00000000-0000-0000-0000-000000000001", 'a"b\nc', "ab",
    ]  # fmt: skip


def test_csv_shows_the_clock_of_the_zone_that_was_asked_for() -> None:
    rows = [[None], [MOMENT]]
    assert read_csv(csv_bytes(["نعم"], rows, "ar", "Asia/Dubai")) == [
        ["نعم (بتوقيت أبوظبي)"],
        [""],
        ["2026-03-10 13:30:00"],
    ]
    (header, *_) = read_csv(csv_bytes(["نعم"], rows, "en", "Europe/London"))
    assert header == ["Yes (Europe/London)"]


def test_csv_comes_in_pieces() -> None:
    pieces = list(csv_chunks(["لا"], ([n] for n in range(1200)), "ar"))
    assert len(pieces) == 3
    assert len(read_csv(b"".join(pieces))) == 1201


def test_excel_holds_texts_as_texts() -> None:
    texts = [*DANGEROUS, "https://example.sa", "0012", "mailto:a@b.sa"]
    data = xlsx_bytes(
        ["نعم", "لا"], [[text, n] for n, text in enumerate(texts)], "ar", sheet="a/b:[c]" * 9
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["نعم", *texts]
    assert rows[3][1] == 2.0
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 'rightToLeft="1"' in sheet
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


def test_excel_writes_values() -> None:
    row = [None, True, 5, Decimal("1.5"), MOMENT, date(2026, 3, 10), UUID(int=1), "x" * 40_000]
    data = xlsx_bytes(["a"] * 8, [row], "en", sheet="''")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1]
    assert cells[:4] == ["", "Yes", 5.0, 1.5]
    assert cells[4] == datetime(2026, 3, 10, 12, 30)
    assert cells[5] == date(2026, 3, 10)
    assert len(cells[7]) == 32_767
    assert (
        "rightToLeft"
        not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    )
    assert xlsx_bytes([], [], "ar")


def test_excel_is_sound_xml_whatever_people_write() -> None:
    odd = ["\x01\x1f\ufffe\ud800", "_x0041_", " a  b\t\n", "<b>&'\"", "مرحبًا 👋"]
    rows: list[list[object]] = [[Word("نعم"), ["أ", Word("لا")], *odd], ["طويل " * 40]]
    data = workbook_bytes(
        [Sheet("1", ["<&>", "b"], iter(rows)), Sheet("1", ["x"] * 28, [[1] * 28] * 450)], "en"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        parts = {name: ET.fromstring(book.read(name)) for name in book.namelist()}
    wide = [col.get("width") for col in parts["xl/worksheets/sheet1.xml"].iter(f"{SHEETML}col")]
    assert [int(float(one or 0)) for one in wide] == [60, 8]  # a long text is cut, not spread
    last = list(parts["xl/worksheets/sheet2.xml"].iter(f"{SHEETML}c"))[-1]
    assert last.get("r") == "AB451"
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["1", "1 2"]
    (head, cells, _) = book.get_sheet_by_index(0).to_python()
    assert head[:2] == ["<&>", "b"]
    assert cells == ["Yes", "أ, No", "\x01\x1f\ufffd\ufffd", *odd[1:]]


def test_attachment_names_survive_every_browser() -> None:
    assert attachment('تقرير "1".pdf') == (
        "attachment; filename=\"_1_.pdf\"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%20%221%22.pdf"
    )
    assert "\n" not in attachment("a\nb.csv")


# ------------------------------------------------------------ reading

COLUMNS = [
    Column("name", ("اسم الجهة", "Agency name")),
    Column("email", ("البريد الإلكتروني", "E-mail", "Email")),
    Column("city", ("المدينة", "City"), required=False),
]


def excel(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, (datetime, date)):
                sheet.write_datetime(
                    row, column, value, book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
                )
            else:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def refused(data: bytes, **options: int) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_grid(data, COLUMNS, **options)
    assert caught.value.status == 422
    for language in ("ar", "en"):
        assert "{" not in translate(language, caught.value.sentence, **caught.value.facts)
    return caught.value


def test_excel_is_read_by_its_headers_with_row_numbers() -> None:
    data = excel(
        [
            ["قائمة الجهات"],
            [],
            ["الرقم", " إسم الجهه * ", "EMAIL", "المدينة"],
            [1, "  وزارة   الصحة\u202e ", "A@b.sa", 12.0],
            [],
            [2, "جهة", "c@d.sa", datetime(2026, 3, 10)],
            [3, "", "", ""],
            [4, True, 1.5, datetime(2026, 3, 10, 9, 30)],
        ]
    )
    rows = read_grid(data, COLUMNS).rows
    assert [(row.number, row.values) for row in rows] == [
        (4, {"name": "وزارة الصحة", "email": "A@b.sa", "city": "12"}),
        (6, {"name": "جهة", "email": "c@d.sa", "city": "2026-03-10"}),
        (8, {"name": "1", "email": "1.5", "city": "2026-03-10T09:30:00"}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_as_excel_saves_it(encoding: str, delimiter: str) -> None:
    text = (
        delimiter.join(["اسم الجهة", "Email"])
        + "\r\n"
        + delimiter.join(["وزارة الصحة", "'=a"])
        + "\r\n"
    )
    (row,) = read_grid(text.encode(encoding), COLUMNS).rows
    assert (row.number, row.values) == (2, {"name": "وزارة الصحة", "email": "=a", "city": ""})


def test_what_our_writer_wrote_is_read_back() -> None:
    rows = [["+شركة", "x@y.sa"]]
    for data in (
        xlsx_bytes(["اسم الجهة", "Email"], rows, "ar"),
        csv_bytes(["اسم الجهة", "Email"], rows, "ar"),
    ):
        assert read_grid(data, COLUMNS).rows[0].values["name"] == "+شركة"


def test_missing_and_double_columns() -> None:
    assert refused(b"City\nx\n").facts["missing"] == ["اسم الجهة", "البريد الإلكتروني"]
    missing = refused(b"Email,City\nx,y\n")
    assert (missing.code, missing.facts) == (
        "column_missing",
        {"missing": ["اسم الجهة"], "count": 1},
    )
    for nothing in (b"", b"\n \n", excel([[]])):
        assert refused(nothing).code == "file_empty"
    assert refused(b"once upon a time\nthere was no table").code == "file_not_excel"
    assert refused(b"Email,E-mail\n").code == "column_twice"
    assert refused(b"x,y\n" * 20 + b"Agency name,Email\n").code == "column_missing"
    assert refused(b"Agency name,Email\n\n,\n").code == "file_empty"


def test_too_many_rows() -> None:
    lines = b"Agency name,Email\n" + b"a,b\n" * 5
    assert len(read_grid(lines, COLUMNS, max_rows=5).rows) == 5
    assert refused(lines, max_rows=4).code == "too_many_rows"
    # However far off they stand, the number that is told is the one that is promised.
    assert refused(b"Agency name,Email\n" + b"\n" * 200, max_rows=4).facts == {"limit": 4}
    many = excel([["Agency name", "Email"], *[["a", "b"]] * 6])
    assert refused(many, max_rows=5).facts == {"limit": 5}


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MAX_BYTES", 1000)
    assert refused(b"x" * 1001).code == "file_too_large"


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_sheet(xml: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    source = zipfile.ZipFile(io.BytesIO(excel([["Agency name", "Email"], ["a", "b"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.namelist():
            archive.writestr(member, xml if member == name else source.read(member))
    return out.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 not a zip", "file_not_excel"),
        (zipped(a=b"x"), "file_not_excel"),
        (zipped(**{"xl/workbook.xml": b"x"}), "file_not_excel"),
        (excel([["x"]])[:-40], "file_not_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_not_excel"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_not_excel"),
        (b"%PDF-1.7\n\x00\x01", "file_not_excel"),
        (b'"' + b"x" * 200_000, "file_not_excel"),
        (with_sheet(SHEET.format('<row r="1048576"><c r="A1048576"/></row>').encode()), "too_many_rows"),
        (with_sheet(SHEET.format('<row r="1"><c r="XFD1"/></row>').encode()), "too_many_columns"),
        (with_sheet(SHEET.format('<row r="1"><c a=">" r="ZZZZZZZZ1"/></row>').encode()), "too_many_columns"),
        (with_sheet(b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'), "file_not_excel"),
        (with_sheet(b"<worksheet><sheetData><row"), "file_not_excel"),
        (with_sheet(b'<worksheet><sheetData a="' + b"x" * 2_000_000), "file_not_excel"),
        (zipped(**{"xl/workbook.xml": b"<!--" + b" " * 2_000_000}), "file_not_excel"),
    ],
)  # fmt: skip
def test_hostile_files(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_a_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_sheet(SHEET.format("<row/>" * 100_000 + " " * 2_000_000).encode())
    monkeypatch.setattr(imports, "_MAX_UNPACKED", 1_000_000)
    assert len(bomb) < 50_000
    assert refused(bomb).code == "file_too_large"
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = max(one.file_size for one in archive.infolist())
    assert refused(bomb.replace(size.to_bytes(4, "little"), bytes(4))).code == "file_not_excel"
    monkeypatch.setattr(imports, "_MAX_MEMBERS", 3)
    assert refused(bomb).code == "file_not_excel"


def test_five_thousand_rows_are_read() -> None:
    data = excel(
        [["Agency name", "Email", "City"], *[[f"جهة {n}", f"a{n}@b.sa", "x"] for n in range(5000)]]
    )
    assert len(read_grid(data, COLUMNS).rows) == 5000


@pytest.mark.parametrize(("language", "name"), [("ar", "جهة المثال"), ("en", "Example Agency")])
def test_a_name_is_written_in_the_language_of_the_file(language: Language, name: str) -> None:
    row = [Pair("جهة المثال", "Example Agency")]
    assert read_csv(csv_bytes(["ع"], [row], language))[1] == [name]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(["ع"], [row], language)))
    assert book.get_sheet_by_index(0).to_python()[1] == [name]
