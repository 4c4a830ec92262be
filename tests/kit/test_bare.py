"""Names in texts, and copies of files that say nothing of their makers."""

from __future__ import annotations

import asyncio
import io
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from app.demo.evidence import evidence_pdf
from app.jobs.subprocess import run_in_subprocess
from app.kit.checks.bare import Bare
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
        ("", []),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, found: list[str]) -> None:
    assert Names(NAMES, ["https://www.moe.example/ar", ""]).within(text) == found


def test_what_stands_for_a_name() -> None:
    assert acronyms("Saudi Data and AI Authority (SDAIA)") == {"SDAIA", "SDAAA", "SDAA"}
    assert acronyms("Health") == frozenset()
    assert host_of("https://www.moe.example:443/ar") == "moe.example"
    assert Names(["هيئة", "ab"], ["localhost"]).within("هيئة ab localhost") == ["هيئة"]
    assert (has_address("راسلنا a@b.example"), has_address("لا رابط")) == (True, False)


def bare(tmp_path: Path, data: bytes, media_type: str, names: list[str]) -> tuple[Any, bytes]:
    source, out = tmp_path / "source", tmp_path / "out"
    source.write_bytes(data)
    out.mkdir()
    asked = {
        "path": str(source),
        "media_type": media_type,
        "out": str(out),
        "names": names,
        "hosts": [],
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
            "word/media/image2.png": b"no picture",
            "word/embeddings/book.xlsx": docx(**{"docProps/core.xml": b"<x>Secret-Inner</x>"}),
        }
    )
    made, copy = bare(tmp_path, data, WORD, NAMES)
    assert made == Bare("bare", ["وزارة الأمثلة والتجارب"], read=True)
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    inner = zipfile.ZipFile(io.BytesIO(members["word/embeddings/book.xlsx"]))
    members |= {name: inner.read(name) for name in inner.namelist()}
    assert [name for name, one in members.items() if b"Secret" in one] == []
    assert b">said<" in members["word/comments.xml"]
    assert Image.open(io.BytesIO(members["word/media/image1.jpg"])).size == (4, 4)


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
