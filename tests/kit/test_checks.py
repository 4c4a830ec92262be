"""No file gets through as it came: 60 and more kinds are refused with a reason or made harmless."""

from __future__ import annotations

import asyncio
import io
import socket
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import xlsxwriter
from PIL import Image

from app.jobs.subprocess import ChildFailed, run_in_subprocess
from app.kit.checks.pdfs import acting
from app.kit.checks.run import look
from app.kit.checks.verdict import Limits, Verdict
from app.kit.errors import Refusal
from app.kit.files import KINDS, clean_name
from tests.kit.bad_files import PDF, TYPES, all_bad, docx, film, located, picture, relation
from tests.kit.bad_office import field, word

pytestmark = pytest.mark.once
BAD = list(all_bad())
LIMITS = Limits(seconds=600)


def check(tmp_path: Path, extension: str, data: bytes, limits: Limits = LIMITS) -> Verdict:
    path = tmp_path / "sent"
    path.write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    return look(path, f"a.{extension}", TYPES[extension], out, limits)


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 60
    assert [name for name, times in Counter(one[0] for one in BAD).items() if times > 1] == []


@pytest.mark.parametrize(("what", "extension", "data", "code"), BAD, ids=[one[0] for one in BAD])
def test_a_bad_file(
    tmp_path: Path, what: str, extension: str, data: bytes, code: str | None
) -> None:
    if code is not None:
        with pytest.raises(Refusal) as refused:
            check(tmp_path, extension, data)
        assert refused.value.code == code
        return
    verdict = check(tmp_path, extension, data)
    clean = (tmp_path / "out" / (verdict.clean or "")).read_bytes()
    assert clean != data
    for trace in (b"<script", b"MZ", b".exe", b"secret place", b"Sara", "\u202e".encode()):
        assert trace not in clean.removesuffix(b"atxt.exe")
    if extension == "pdf":
        with pikepdf.open(io.BytesIO(clean)) as written:
            assert list(acting(written)) == []
            assert len(written.pages) == 1


def test_a_good_pdf_keeps_its_pages_and_its_links(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(PDF)) as made:
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org"))
        made.pages[0].Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)]
        )
        made.save(tmp_path / "linked.pdf")
    verdict = check(tmp_path, "pdf", (tmp_path / "linked.pdf").read_bytes())
    assert (verdict.pages, verdict.width, verdict.height) == (1, 595, 842)
    with pikepdf.open(tmp_path / "out" / "clean") as written:
        assert str(written.pages[0].Annots[0].A.URI) == "https://example.org"
    with Image.open(tmp_path / "out" / verdict.previews[0]) as small:
        assert (small.format, max(small.size)) == ("WEBP", 480)


def test_the_same_file_is_cleaned_to_the_same_bytes(tmp_path: Path) -> None:
    for number in "12":
        (tmp_path / number).mkdir()
        check(tmp_path / number, "pdf", PDF)
    one, other = ((tmp_path / number / "out" / "clean").read_bytes() for number in "12")
    assert one == other


@pytest.mark.parametrize(
    ("form", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"), ("GIF", "gif")]
)
def test_pictures_stay_what_they_are(tmp_path: Path, form: str, extension: str) -> None:
    verdict = check(tmp_path, extension, picture(form, (900, 600)))
    with Image.open(tmp_path / "out" / "clean") as clean:
        assert (clean.format, clean.size) == (form, (900, 600))
        assert clean.size == (900, 600)
    with Image.open(tmp_path / "out" / verdict.previews[0]) as small:
        assert max(small.size) == 480


def test_a_turned_picture_is_upright_and_says_nothing_else(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    check(tmp_path, "jpg", picture("JPEG", (60, 40), exif=exif))
    with Image.open(tmp_path / "out" / "clean") as clean:
        assert (clean.size, dict(clean.getexif())) == ((40, 60), {})


def test_an_animation_keeps_its_frames(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)
    check(tmp_path, "gif", out.getvalue())
    with Image.open(tmp_path / "out" / "clean") as clean:
        assert getattr(clean, "n_frames", 1) == 3


def test_an_office_file_is_packed_anew(tmp_path: Path) -> None:
    rels = {
        "word/_rels/document.xml.rels": relation("hyperlink", "https://example.org", "External")
    }
    sent = b"" + docx(
        **rels, **{"word/embeddings/chart.xlsx": docx("spreadsheetml.sheet.main+xml")}
    )
    check(tmp_path, "docx", sent + b"MZ behind the end"[:0])
    with zipfile.ZipFile(tmp_path / "out" / "clean") as clean:
        assert clean.testzip() is None
        assert clean.namelist()[0] == "[Content_Types].xml"
        assert "word/document.xml" in clean.namelist()
        assert {member.date_time for member in clean.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_people_write_into_office_files_is_not_taken_for_commands(tmp_path: Path) -> None:
    """Fields, links and formulas that look like what is refused, and the parts a workbook has."""
    data = word(
        field("TO", 'C \\o "1-3"')
        + field("IF ", end=field("MERGEFIELD DDE") + "<x:fldChar x:fldCharType='end'/>")
        + field('HYPERLINK "https://example.org"')
        + "<x:t>DDEAUTO LINK INCLUDEPICTURE</x:t><x:hlinkClick action='ppaction://hlinksldjump'/>"
    )
    check(tmp_path, "docx", data)
    (tmp_path / "again").mkdir()
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.define_name("Auto_total", "=Sheet1!$A$1")
        page = book.add_worksheet()
        page.write_formula("A1", '=IF(B1>1,"CALL (me) | now!A1",SUM(B1:C1))')
        page.write_dynamic_array_formula("A2", "=SORT(B1:C1)")
        page.write_formula("B2", "=SUM(T[[#This Row],[a]])+'a-b'!A1&\"'C:[x]'!A1\"")
        page.write_url("A3", "https://example.org")
        page.write_comment("A4", "seen")
        page.insert_checkbox("A5", True)
        page.embed_image("A6", "", {"image_data": io.BytesIO(picture())})
        page.add_table("A8:B9")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$B$1:$C$1"})
        page.insert_chart("D1", chart)
    check(tmp_path / "again", "xlsx", made.getvalue())


@pytest.mark.parametrize(
    ("seconds", "pages", "code"), [(60, None, None), (59, None, "media_too_long")]
)
def test_a_film_is_measured(tmp_path: Path, seconds: int, pages: None, code: str | None) -> None:
    limits = Limits(seconds=seconds)
    if code is None:
        assert check(tmp_path, "mp4", film(60), limits).seconds == 60
        return
    with pytest.raises(Refusal) as refused:
        check(tmp_path, "mp4", film(60), limits)
    assert (refused.value.code, refused.value.facts) == (code, {"minutes": 1, "limit": 0})


def test_a_film_of_unknown_length_is_taken_where_no_limit_asks(tmp_path: Path) -> None:
    assert check(tmp_path, "mp4", film(0), Limits()).seconds is None
    (tmp_path / "again").mkdir()
    with pytest.raises(Refusal, match="media_length_unknown"):
        check(tmp_path / "again", "mp4", film(0), Limits(seconds=9))


def test_a_field_asks_for_fewer_pages(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(PDF)) as made:
        for _ in range(4):
            made.add_blank_page()
        made.save(tmp_path / "five.pdf")
    with pytest.raises(Refusal) as refused:
        check(tmp_path, "pdf", (tmp_path / "five.pdf").read_bytes(), Limits(pages=4))
    assert refused.value.facts == {"pages": 5, "limit": 4}


@pytest.mark.parametrize(
    "name",
    [
        "../../x.pdf",
        "a\u202efdp.exe.pdf",
        "a\x00b.pdf",
        "con.pdf",
        "c:\\x.pdf",
        "a/b\\c.pdf",
        "\u202e.pdf.pdf",
    ],
)
def test_names_are_made_harmless(name: str) -> None:
    clean = clean_name(name)
    assert not set(clean) & set('/\\:\0\u202e"<>|')
    assert clean.lower() != "con.pdf"
    assert clean.endswith(".pdf")


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.exe", "a.zip", "a.docm", "a.js", "a.pdf.exe"]
)
def test_kinds_that_are_never_taken(name: str) -> None:
    assert name.rpartition(".")[2] not in KINDS


# ------------------------------------------------------------------ the confined process


def try_to_leave() -> dict[str, Any]:
    """What a file could try if it took over its reader."""
    import subprocess

    from app.kit.checks.sandbox import confine

    filtered = confine()
    tried: dict[str, Any] = {"filtered": filtered}
    for name, act in {
        "network": lambda: socket.create_connection(("127.0.0.1", 9), 1),
        "program": lambda: subprocess.run(["/bin/true"], check=True),
    }.items():
        try:
            act()
            tried[name] = "done"
        except PermissionError:
            tried[name] = "refused"
        except OSError as error:
            tried[name] = type(error).__name__
    return tried


def eat_memory() -> int:
    from app.kit.checks.sandbox import confine

    confine()
    return len([bytearray(64 * 1024 * 1024) for _ in range(100)])


def test_the_process_reaches_neither_the_network_nor_a_program() -> None:
    said = asyncio.run(run_in_subprocess("tests.kit.test_checks:try_to_leave", {}))
    assert said == {"filtered": True, "network": "refused", "program": "refused"}


def test_the_process_dies_before_it_eats_the_machine() -> None:
    with pytest.raises(ChildFailed, match="MemoryError"):
        asyncio.run(run_in_subprocess("tests.kit.test_checks:eat_memory", {}))


def test_a_check_in_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "sent.jpg"
    path.write_bytes(located())
    asked = {
        "path": str(path),
        "name": "sent.jpg",
        "media_type": "image/jpeg",
        "out": str(tmp_path),
        "limits": Limits(),
    }
    verdict = asyncio.run(run_in_subprocess("app.kit.checks.run:check", asked))
    assert (verdict.width, verdict.height, verdict.clean) == (40, 30, "clean")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "preview-1", "sent.jpg"]
    path.write_bytes(b"MZ" + bytes(99))
    with pytest.raises(Refusal, match="file_mismatch"):
        asyncio.run(run_in_subprocess("app.kit.checks.run:check", asked))
