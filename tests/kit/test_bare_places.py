"""Where names have hidden: odd spellings, odd parts of Office files, odd places of PDFs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from app.demo.evidence import evidence_pdf
from app.kit.checks.bare import Bare
from app.kit.names import Names
from tests.kit.bad_files import docx
from tests.kit.test_bare import NAMES, WORD, bare

WORDS = NAMES[0]
PDF = "application/pdf"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("شركة الري", "قامت شركة الري، أمس"),
        ("شركة الري", "(شركة الري)"),
        ("هيئة الحج", "هيئة الحج."),
        ("مركز الملك سلمان", "مركز «الملك سلمان»"),
        (WORDS, "#وزارة_الأمثلة_والتجارب"),
        (WORDS, "وزارة (الأمثلة والتجارب)"),
        (WORDS, "وزارة-الأمثلة-والتجارب"),
        (WORDS, "%D9%88%D8%B2%D8%A7%D8%B1%D8%A9 الأمثلة والتجارب"),
        ("Ministry of Examples", "Ministry_of_Examples.pdf"),
        ("Ministry of Examples", "#MinistryOfExamples"),
        ("Ministry of Examples", "the Minis-\ntry of Examples"),
    ],
)
def test_a_name_is_found_however_it_is_joined(name: str, text: str) -> None:
    assert name in Names([name]).within(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # As pdfium reads what Chromium and Typst have drawn.
        (WORDS, "دعأّت وزارة ةلثمألا والتجارب هذا"),
        ("هيئة الاتصالات والفضاء والتقنية", "دعأّت ةئيه الاتصالات والفضاء ةينقتلاو هذا"),
        ("وزارة الداخلية", "أعدّت وزارة ةيلخادلا هذا"),
        ("أمانة منطقة الرياض", "ريرقت ةنامأ ةقطنم الرياض"),
        ("مؤسسة لاما", "تقرير مؤسسة الما هنا"),
        ("هيئة الاتصالات", "بهيئة االتصاالت"),
        (WORDS, "براجتلاو ةلثمالا ةرازو"),
    ],
)
def test_an_arabic_name_is_found_as_it_was_drawn(name: str, text: str) -> None:
    assert Names([name]).drawn(text) == [name]
    assert Names([name]).drawn("تقرير عن خدمات الجهة وما قدمته للمستفيدين") == []


def test_a_short_name_is_not_looked_for_in_no_order() -> None:
    assert Names(["نيوم", "Neom"]).drawn("مويند وينم") == []


def office(tmp_path: Path, **parts: bytes) -> tuple[Any, dict[str, bytes]]:
    made, copy = bare(tmp_path, docx(**parts), WORD, NAMES)
    if not copy:
        return made, {}
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        return made, {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "part",
    [
        f"<w:t><![CDATA[{WORDS}]]></w:t>".encode(),
        f'<?xml version="1.0" encoding="windows-1256"?><w:t>{WORDS}</w:t>'.encode("cp1256"),
    ],
)
def test_text_is_read_whatever_it_is_written_in(tmp_path: Path, part: bytes) -> None:
    made, members = office(tmp_path, **{"word/footer1.xml": part})
    assert made == Bare("bare", [WORDS], read=True)
    assert WORDS.encode() in members["word/footer1.xml"]


def test_wide_text_without_a_mark_is_not_let_pass(tmp_path: Path) -> None:
    made, _ = office(tmp_path, **{"word/footer1.xml": "<w:t>x</w:t>".encode("utf-16-le")})
    assert made == Bare(None)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("ppt/authors.xml", '<p188:author name="Secret" initials="S" userId="Secret"/>'),
        ("ppt/changesInfos/changesInfo1.xml", '<pc:chgData name="Secret" userId="x"/>'),
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<pivotCacheDefinition refreshedBy="Secret"/>'),
        ("xl/revisions/userNames.xml", '<userInfo name="Secret" id="1"/>'),
        ("xl/worksheets/sheet1.xml", '<scenario name="best" user="Secret"/>'),
        (
            "docProps/core2.xml",
            "<cp:coreProperties><dc:creator>Secret</dc:creator></cp:coreProperties>",
        ),
        (
            "docMetadata/LabelInfo.xml",
            '<clbl:labelList><clbl:label siteId="Secret"/></clbl:labelList>',
        ),
        ("word/document.xml", "<w:p><!-- Secret --><w:t>words</w:t><?maker Secret?></w:p>"),
        ("word/document.xml", '<w:ins w:author="L>Secret"/>'),
        ("word/media/c.svg", "<svg><title>Secret</title><desc>Secret</desc><rect/></svg>"),
    ],
)
def test_nobody_is_named_beside_the_words(tmp_path: Path, name: str, part: str) -> None:
    made, members = office(tmp_path, **{name: part.encode()})
    assert made.read
    assert [one for one, data in members.items() if b"Secret" in data] == []


def picture(kind: str, **more: Any) -> bytes:
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Secret-Artist"
    said: dict[str, Any] = {"comment": b"Secret"} if kind == "GIF" else {"exif": exif}
    Image.new("RGB", (4, 4), "red").save(held, kind, **said | more)
    assert b"Secret" in held.getvalue()
    return held.getvalue()


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("gif", "GIF"),
        ("tif", "TIFF"),
        ("tiff", "TIFF"),
        ("jpe", "JPEG"),
        ("png", "JPEG"),
        ("jpg", "PNG"),
    ],
)
def test_a_picture_is_bared_by_what_it_is(tmp_path: Path, suffix: str, kind: str) -> None:
    place = f"word/media/a.{suffix}"
    made, members = office(tmp_path, **{place: picture(kind)})
    assert made.read
    assert b"Secret" not in members[place]
    shown = Image.open(io.BytesIO(members[place])).convert("RGB")
    red, green, _ = shown.getpixel((1, 1))  # type: ignore[misc]
    assert (shown.size, red > 200, green < 60) == ((4, 4), True, True)


@pytest.mark.parametrize("suffix", ["emf", "mp4", "png"])
def test_what_cannot_be_bared_within_a_document_is_told(tmp_path: Path, suffix: str) -> None:
    """A drawing of Windows, a film, a picture of no known kind: as far as they are read, they are searched."""
    held = b"\x01\x00\x00\x00" + WORDS.encode("utf-16-le")
    made, members = office(tmp_path, **{f"word/media/a.{suffix}": held})
    assert (made.read, members[f"word/media/a.{suffix}"]) == (False, held)
    assert made.found == ([] if suffix == "png" else [WORDS])


def test_a_look_that_ends_early_is_told(tmp_path: Path) -> None:
    long = b"<w:t>" + b"many words " * 220_000 + b"</w:t>"
    made, _ = office(tmp_path, **{"word/document.xml": long, "word/footer1.xml": WORDS.encode()})
    assert not made.read


def changed(change: Any) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(evidence_pdf("Report", ["line"], []))) as pdf:
        change(pdf)
        pdf.save(held, compress_streams=False)
    return held.getvalue()


def _included(pdf: pikepdf.Pdf) -> None:
    figure = pikepdf.Stream(
        pdf, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1]
    )
    figure["/PTEX.InfoDict"] = pdf.make_indirect(pikepdf.Dictionary(Author="Secret", Title="x"))
    figure["/PTEX.FileName"] = pikepdf.String("/home/Secret/figure.pdf")
    pdf.pages[0].Resources["/XObject"] = pikepdf.Dictionary(F=pdf.make_indirect(figure))


def test_a_figure_of_latex_names_nobody(tmp_path: Path) -> None:
    made, copy = bare(tmp_path, changed(_included), PDF, NAMES)
    assert made.read
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert not any(b"Secret" in one.unparse(resolved=False) for one in pdf.objects)


def _cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].CropBox = pikepdf.Array([0, 0, 20, 20])


def _valued(pdf: pikepdf.Pdf) -> None:
    value = pikepdf.Stream(pdf, b"Ministry of Examples")
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="a", V=pdf.make_indirect(value))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))


def _alternative(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"/Figure <</Alt (Ministry of Examples)>> BDC EMC", prepend=True)


@pytest.mark.parametrize("change", [_valued, _alternative])
def test_words_that_no_page_shows_are_looked_through(tmp_path: Path, change: Any) -> None:
    made, _ = bare(tmp_path, changed(change), PDF, NAMES)
    assert made.found == ["Ministry of Examples"]


def test_words_beyond_the_edge_of_a_page_are_looked_through(tmp_path: Path) -> None:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(evidence_pdf("By the Ministry of Examples", [], []))) as pdf:
        _cropped(pdf)
        pdf.save(held)
    made, _ = bare(tmp_path, held.getvalue(), PDF, NAMES)
    assert made.found == ["Ministry of Examples"]
