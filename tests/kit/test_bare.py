"""Names in texts, and copies of files that say nothing of their makers."""

from __future__ import annotations

import asyncio
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.demo.evidence import evidence_pdf
from app.jobs.subprocess import run_in_subprocess
from app.kit.checks.bare import Bare
from app.kit.checks.bare_pdf import bare_jpeg, bare_jpx
from app.kit.checks.verdict import Limits
from app.kit.names import Names, acronyms, has_address, host_of
from tests.kit.bad_files import docx, film

NAMES = ["وزارة الأمثلة والتجارب", "Ministry of Examples", "بلدية"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("تعلن وزارة الأمثلة والتجارب", ["وزارة الأمثلة والتجارب"]),
        ("قامت به وزاره الامثله  والتجارب، أمس", ["وزارة الأمثلة والتجارب"]),
        ("بوِزَارَةِ الأمثلة والتجارب", ["وزارة الأمثلة والتجارب"]),
        ("وللوزارة الأمثلة والتجارب", ["وزارة الأمثلة والتجارب"]),
        ("وزارة أخرى للأمثلة والتجارب", []),
        ("the ministry  of EXAMPLES did", ["Ministry of Examples"]),
        ("The MOE portal", ["MOE"]),
        ("the moe", []),
        ("SOMOEX", []),
        ("في البلدية", ["بلدية"]),
        ("write to a@portal.moe.example", ["moe.example"]),
        ("https://www.moe.example/x", ["moe.example"]),
        ("moe.example.com-mart", []),
        ("قامت به وزارة الأمثلة و التجارب", ["وزارة الأمثلة والتجارب"]),
        ("the M.O.E. portal", ["MOE"]),
        ("", []),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, found: list[str]) -> None:
    assert Names(NAMES, ["https://www.moe.example/ar", ""]).within(text) == found


def test_a_name_with_and_is_found_with_an_ampersand() -> None:
    names = Names(["Gulls and Coasts Authority"])
    for text in ("Gulls & Coasts Authority", "gulls and  coasts authority"):
        assert names.within(text) == ["Gulls and Coasts Authority"]
    assert names.within("Gulls or Coasts Authority") == []


def test_what_stands_for_a_name() -> None:
    assert acronyms("Saudi Data and AI Authority (SDAIA)") == {"SDAIA", "SDAAA", "SDAA"}
    assert acronyms("Health") == frozenset()
    assert host_of("https://www.moe.example:443/ar") == "moe.example"
    assert Names(["هيئة", "ab"], ["localhost"]).within("هيئة ab localhost") == ["هيئة"]
    assert (has_address("راسلنا a@b.example"), has_address("لا رابط")) == (True, False)


def bare(
    tmp_path: Path, data: bytes, media_type: str, names: list[str], hosts: Sequence[str] = ()
) -> tuple[Any, bytes]:
    source, out = tmp_path / "source", tmp_path / "out"
    source.write_bytes(data)
    out.mkdir()
    asked = {
        "path": str(source),
        "media_type": media_type,
        "out": str(out),
        "names": names,
        "hosts": list(hosts),
    }
    made = asyncio.run(run_in_subprocess("app.kit.checks.bare:bare_many", {"files": [asked]}))[0]
    file = out / "bare"
    return made, file.read_bytes() if file.exists() else b""


def test_a_pdf_says_nothing_of_its_makers(tmp_path: Path) -> None:
    held = io.BytesIO()
    with pikepdf.open(
        io.BytesIO(evidence_pdf("Report of the Ministry of Examples", [], []))
    ) as pdf:
        pdf.docinfo["/Title"] = "Secret-Title"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Secret-Author"]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="kept"
        )
        note["/T"] = "Secret-Reviewer"
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        pdf.save(held, compress_streams=False)
    assert held.getvalue().count(b"Secret-") >= 2
    made, data = bare(tmp_path, held.getvalue(), "application/pdf", NAMES)
    assert made == Bare("bare", ["Ministry of Examples", "MOE"][:1], read=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        whole = (
            b"".join(one.unparse(resolved=False) for one in pdf.objects)
            + repr(pdf.docinfo).encode()
        )
        assert b"Secret" not in whole
        assert "/Metadata" not in pdf.Root
        assert str(pdf.pages[0].Annots[0].Contents) == "kept"


def photo() -> bytes:
    """A JPEG that says by whom it was made, in three places."""
    held, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "Secret-Artist"
    picture = Image.new("RGB", (16, 16), "red")
    picture.save(held, "JPEG", exif=exif, comment=b"Secret-Comment", progressive=True)
    return held.getvalue() + b"Secret-Trailer"


def _signed(pdf: pikepdf.Pdf) -> None:
    signature = pikepdf.Dictionary(
        Type=pikepdf.Name.Sig,
        Filter=pikepdf.Name("/Adobe.PPKLite"),
        Name="Secret-Signer",
        Contents=b"CN=Secret-Certificate",
        ByteRange=[0, 1, 2, 3],
    )
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Sig,
        Rect=[0, 0, 0, 0],
        V=pdf.make_indirect(signature),
        P=pdf.pages[0].obj,
    )
    field["/T"] = "Secret-Field"
    kept = pdf.make_indirect(field)
    pdf.pages[0].Annots = pikepdf.Array([kept])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[kept], SigFlags=3)


def _layered(pdf: pikepdf.Pdf) -> None:
    made = pikepdf.Dictionary(Creator="Secret-Program")
    layer = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OCG, Name="kept", Usage=pikepdf.Dictionary(CreatorInfo=made)
        )
    )
    order = pikepdf.Dictionary(Order=[layer], Name="Secret-List", Creator="Secret-Maker")
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=order)


def _threaded(pdf: pikepdf.Pdf) -> None:
    info = pikepdf.Dictionary(Author="Secret-Writer")
    thread = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Thread, I=info))
    pdf.Root.Threads = pikepdf.Array([thread])
    pdf.pages[0].obj["/B"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(T=thread))])
    pdf.Root["/ACME_Company"] = pikepdf.String("Secret-Company")
    pdf.pages[0].obj["/ACME_User"] = pikepdf.String("Secret-User")


def _pictured(pdf: pikepdf.Pdf, wrapped: bool = False) -> None:
    data = photo()
    stream = pikepdf.Stream(pdf, zlib.compress(data) if wrapped else data)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width = stream.Height = 16
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    names = [pikepdf.Name.FlateDecode] if wrapped else []
    stream.Filter = pikepdf.Array([*names, pikepdf.Name.DCTDecode])
    page = pdf.pages[0]
    page.obj.Resources.XObject = pikepdf.Dictionary(Photo=pdf.make_indirect(stream))
    page.contents_add(b"q 60 0 0 60 10 10 cm /Photo Do Q")


def _wrapped(pdf: pikepdf.Pdf) -> None:
    _pictured(pdf, wrapped=True)


def _structured(pdf: pikepdf.Pdf) -> None:
    element = pikepdf.Dictionary(S=pikepdf.Name.Figure, P=pdf.Root, Alt="kept")
    element["/T"] = "Secret-Title"
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pdf.make_indirect(element))
    )


def texts(data: bytes) -> bytes:
    """Every text of a PDF, and the bytes of every stream as they are stored and as they are read."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            found.append(one.unparse(resolved=True))
            if isinstance(one, pikepdf.Stream):
                raw = one.read_raw_bytes()
                packed = "/FlateDecode" in str(one.get("/Filter"))
                found += [raw, zlib.decompress(raw) if packed else b""]
    return b"".join(found)


@pytest.mark.parametrize("say", [_signed, _layered, _threaded, _pictured, _wrapped, _structured])
def test_a_pdf_says_nothing_in_its_further_places(
    tmp_path: Path, say: Callable[[pikepdf.Pdf], None]
) -> None:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(evidence_pdf("Report", [], []))) as pdf:
        say(pdf)
        pdf.save(held)
    assert b"Secret-" in texts(held.getvalue())
    made, data = bare(tmp_path, held.getvalue(), "application/pdf", ["Secret-Anything"])
    assert made == Bare("bare", read=True)
    assert b"Secret" not in texts(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for picture in pdf.pages[0].get_images().values():  # the same pixels as before
            drawn = pikepdf.PdfImage(cast("pikepdf.Stream", picture)).as_pil_image()
            assert drawn.tobytes() == Image.open(io.BytesIO(photo())).tobytes()


def _note(kind: str, **said: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=[50, 50, 500, 80], **said
    )


LINK = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://moe.example/about")
WORDS = "Ministry of Examples"


@pytest.mark.parametrize(
    ("note", "found"),
    [
        (_note("FreeText", Contents=WORDS), WORDS),
        (_note("Text", Contents=WORDS), WORDS),
        (_note("Widget", FT=pikepdf.Name.Tx, V=WORDS), WORDS),
        (_note("Link", A=LINK), "moe.example"),
        (_note("Stamp", AP="drawn"), WORDS),
    ],
)
def test_what_stands_on_a_page_is_looked_through(
    tmp_path: Path, note: pikepdf.Dictionary, found: str
) -> None:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(evidence_pdf("Report", [], []))) as pdf:
        one = pikepdf.Dictionary(dict(note.items()))
        if "/AP" in one:
            drawn = pikepdf.Stream(pdf, f"BT /F 12 Tf 5 5 Td ({WORDS}) Tj ET".encode())
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            drawn.BBox = [0, 0, 450, 30]
            drawn.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            one.AP = pikepdf.Dictionary(N=pdf.make_indirect(drawn))
        kept = pdf.make_indirect(one)
        pdf.pages[0].Annots = pikepdf.Array([kept])
        if one.Subtype == "/Widget":
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[kept])
        pdf.save(held)
    made, _ = bare(tmp_path, held.getvalue(), "application/pdf", NAMES, ["https://moe.example"])
    assert made == Bare("bare", [found], read=True)


def test_a_jpeg_and_a_jpeg_2000_keep_their_pixels() -> None:
    boxes = [b"jP  \r\n\x87\n", b"xml <Secret/>", b"uuidSecret", b"jp2cpixels"]
    whole = b"".join((len(one) + 4).to_bytes(4) + one for one in boxes)
    assert bare_jpx(whole) == b"".join(
        (len(boxes[at]) + 4).to_bytes(4) + boxes[at] for at in (0, 3)
    )
    last = b"\0\0\0\0jp2cpixels"
    assert bare_jpx(whole[:12] + b"\0\0\0\x01xml " + (18).to_bytes(8) + b"ab" + last) == (
        whole[:12] + last
    )
    assert (bare_jpx(b"\xff\x4fraw"), bare_jpeg(b"no picture")) == (b"\xff\x4fraw", b"no picture")
    small = io.BytesIO()
    Image.new("RGB", (4, 4)).save(small, "JPEG", icc_profile=b"colours")
    assert bare_jpeg(small.getvalue()) == small.getvalue()
    assert bare_jpeg(small.getvalue()[:-2]) == small.getvalue()[:-2]


def test_a_word_file_says_nothing_of_its_makers(tmp_path: Path) -> None:
    picture = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Secret-Artist"
    Image.new("RGB", (4, 4)).save(picture, "JPEG", exif=exif)
    body = (
        "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>وزارة </w:t></w:r><w:r><w:t>الأمثلة والتجارب"
        '</w:t></w:r></w:p><w:ins w:author="Secret-Author"/></w:body></w:document>'
    )
    data = docx(
        **{
            "word/document.xml": body.encode(),
            "docProps/core.xml": b"<x>Secret-Core</x>",
            "docProps/app.xml": b"<Company>Secret-Company</Company>",
            "word/comments.xml": b"<w:comment w:author='Secret-A' w:initials=\"SE\">said</w:comment>",
            "xl/comments1.xml": b"<authors><author>Secret-B</author></authors>",
            "ppt/commentAuthors.xml": b'<p:cmAuthor name="Secret-C"/>',
            "word/media/image1.jpg": picture.getvalue(),
            "word/embeddings/book.xlsx": docx(**{"docProps/core.xml": b"<x>Secret-Inner</x>"}),
            "word/_rels/document.xml.rels": b'<Relationship Target="https://moe.example/about"/>',
            "word/header1.xml": b'<wp:docPr descr="Ministry of Examples"/>',
            "xl/workbook.xml": b'<x15ac:absPath url="C:/Users/Secret-Person/"/>',
            "customXml/item1.xml": b'<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/'
            b'metadata/properties"><Author>Secret-Library</Author></p:properties>',
        }
    )
    made, copy = bare(tmp_path, data, WORD, NAMES, ["https://moe.example"])
    found = ["وزارة الأمثلة والتجارب", "Ministry of Examples", "moe.example"]
    assert made == Bare("bare", found, read=True)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    inner = zipfile.ZipFile(io.BytesIO(members["word/embeddings/book.xlsx"]))
    members |= {name: inner.read(name) for name in inner.namelist()}
    assert [name for name, one in members.items() if b"Secret" in one] == []
    assert b">said<" in members["word/comments.xml"]
    assert Image.open(io.BytesIO(members["word/media/image1.jpg"])).size == (4, 4)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/document.xml", "<wp:posOffset>914400</wp:posOffset><w:t>{words}</w:t>"),
        ("word/header1.xml", '<v:textpath string="{words}"/>'),
        ("word/media/image1.svg", "<svg><text>1</text><text>{words}</text></svg>"),
        ("xl/workbook.xml", '<sheet name="{words}"/>'),
        ("xl/worksheets/sheet1.xml", "<oddHeader>&amp;L&amp;12{words}&amp;R&amp;P</oddHeader>"),
        ("xl/charts/chart1.xml", "<c:v>{words}</c:v><c:f>Sheet1</c:f>"),
        ("xl/worksheets/sheet1.xml", '<dataValidation prompt="{words}"/>'),
        ("xl/worksheets/sheet1.xml", "<hyperlink display='{words}'/>"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<s v="{words}"/>'),
    ],
)
def test_a_name_is_found_wherever_an_office_file_shows_it(
    tmp_path: Path, name: str, part: str
) -> None:
    data = docx(**{name: part.format(words=WORDS).encode()})
    made, _ = bare(tmp_path, data, WORD, NAMES)
    assert made == Bare("bare", [WORDS], read=True)


def test_a_table_keeps_its_name_and_a_printer_is_told(tmp_path: Path) -> None:
    table = b'<table name="Costs" displayName="Costs"/>'
    person = b'<person displayName="Secret" id="1"/>'
    data = docx(
        **{
            "xl/tables/table1.xml": table,
            "xl/persons/person.xml": person,
            "xl/printerSettings/printerSettings1.bin": f"\\\\{WORDS}\\P1".encode("utf-16-le"),
        }
    )
    made, copy = bare(tmp_path, data, WORD, NAMES)
    assert made == Bare("bare", [WORDS], read=True)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert archive.read("xl/tables/table1.xml") == table
        assert b"Secret" not in archive.read("xl/persons/person.xml")


def test_pictures_of_an_office_file_say_nothing_else(tmp_path: Path) -> None:
    held, said = io.BytesIO(), PngInfo()
    said.add_text("Copyright", "Secret-Agency")
    Image.new("P", (4, 4)).save(held, "PNG", pnginfo=said, transparency=0)
    plain = io.BytesIO()
    Image.new("P", (4, 4)).save(plain, "PNG", transparency=0)
    drawing = b'<svg sodipodi:docname="Secret-Path"><metadata>Secret-Maker</metadata><rect/></svg>'
    parts = {"word/media/a.png": held.getvalue(), "word/media/b.png": plain.getvalue()}
    data = docx(**parts, **{"word/media/c.svg": drawing})
    _, copy = bare(tmp_path, data, WORD, [])
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert not any(b"Secret" in one for one in members.values())
    assert members["word/media/b.png"] == plain.getvalue()
    assert Image.open(io.BytesIO(members["word/media/a.png"])).info["transparency"] == 0
    assert b"<rect/>" in members["word/media/c.svg"]


def test_what_cannot_be_bared_or_read_says_so(tmp_path: Path) -> None:
    def at(name: str) -> Path:
        place = tmp_path / name
        place.mkdir()
        return place

    wide = docx(**{"word/document.xml": "<w/>".encode("utf-16")})
    assert bare(at("wide"), wide, WORD, [])[0] == Bare(None)
    assert bare(at("film"), film(), "video/mp4", NAMES) == (Bare(None), b"")
    png = io.BytesIO()
    Image.new("RGB", (4, 4)).save(png, "PNG")
    assert bare(at("png"), png.getvalue(), "image/png", NAMES) == (Bare("bare"), png.getvalue())
    scan = evidence_pdf("", [], [])
    text = "بيان من بلدية".encode()
    assert bare(at("text"), text, "text/plain", NAMES)[0] == Bare("bare", ["بلدية"], read=True)
    assert bare(at("scan"), scan, "application/pdf", [])[0].file == "bare"


def test_a_file_in_the_place_of_another_is_checked_like_one(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(evidence_pdf("Report of Nobody", [], []))
    (tmp_path / "out").mkdir()
    verdict, made = asyncio.run(
        run_in_subprocess(
            "app.kit.checks.bare:replace",
            {
                "path": str(source),
                "name": "x.pdf",
                "media_type": "application/pdf",
                "out": str(tmp_path / "out"),
                "limits": Limits(),
                "names": NAMES,
                "hosts": [],
            },
        )
    )
    assert (verdict.pages, verdict.previews, made) == (1, ["preview-1"], Bare("bare", read=True))
