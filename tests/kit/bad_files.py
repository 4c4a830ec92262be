"""Files made to do harm, or to break whoever reads them; all generated here, none downloaded.

Each is (name, bytes, code): the code with which it is refused, or None where it is neutralised.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf
from PIL import Image

from app.demo.evidence import evidence_pdf
from tests.kit.bad_office import disguised

Bad = tuple[str, str, bytes, str | None]
PDF: Final = evidence_pdf("Evidence", ["one", "two"], [("2026", 90)])
OFFICE: Final = "application/vnd.openxmlformats-officedocument."
REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# ------------------------------------------------------------------ PDF


def pdf(change: Callable[[pikepdf.Pdf], Any], **save: Any) -> bytes:
    """A good PDF with something done to it."""
    with pikepdf.open(io.BytesIO(PDF)) as made:
        change(made)
        out = io.BytesIO()
        made.save(out, **save)
        return out.getvalue()


def action(kind: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name(f"/{kind}"), **more)


def note(kind: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[0, 0, 9, 9], **more
    )


def on_page(made: pikepdf.Pdf, one: Any) -> None:
    made.pages[0].Annots = made.make_indirect(pikepdf.Array([made.make_indirect(one)]))


def root(**values: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        for key, value in values.items():
            made.Root[f"/{key}"] = value

    return change


def js() -> pikepdf.Dictionary:
    return action("JavaScript", JS=pikepdf.String("app.alert(1)"))


def names(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    tree = {f"/{key}": pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), value]))}
    return root(Names=pikepdf.Dictionary(tree))


def attached(made: pikepdf.Pdf) -> pikepdf.Dictionary:
    stream = made.make_stream(b"MZ evil", Type=pikepdf.Name.EmbeddedFile)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec, F=pikepdf.String("a.exe"), EF=pikepdf.Dictionary(F=stream)
    )


def deep(made: pikepdf.Pdf) -> None:
    """JavaScript at the end of a chain of actions, direct objects inside direct objects."""
    link = action("URI", URI=pikepdf.String("https://example.org"), Next=js())
    on_page(made, note("Link", A=link))


def pages(count: int) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        for _ in range(count - 1):
            made.add_blank_page(page_size=(10, 10))

    return change


def acting_pdfs() -> Iterator[tuple[str, bytes]]:
    """PDF files that act; what acts is taken out and the rest is served."""
    yield "open action", pdf(root(OpenAction=js()))
    yield "open action indirect", pdf(lambda p: root(OpenAction=p.make_indirect(js()))(p))
    yield "additional actions", pdf(root(AA=pikepdf.Dictionary(WC=js())))
    yield (
        "page actions",
        pdf(lambda p: p.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary(O=js()))),
    )
    yield "named javascript", pdf(names("JavaScript", js()))
    yield "embedded file", pdf(lambda p: names("EmbeddedFiles", attached(p))(p))
    yield "associated file", pdf(lambda p: root(AF=pikepdf.Array([attached(p)]))(p))
    yield "file note", pdf(lambda p: on_page(p, note("FileAttachment", FS=attached(p))))
    yield (
        "launch",
        pdf(lambda p: on_page(p, note("Link", A=action("Launch", F=pikepdf.String("cmd.exe"))))),
    )
    yield "link to javascript", pdf(lambda p: on_page(p, note("Link", A=js())))
    yield "chain", pdf(deep)
    yield (
        "javascript address",
        pdf(
            lambda p: on_page(
                p, note("Link", A=action("URI", URI=pikepdf.String("javascript:x()")))
            )
        ),
    )
    yield (
        "file address",
        pdf(
            lambda p: on_page(
                p, note("Link", A=action("URI", URI=pikepdf.String("file:///etc/passwd")))
            )
        ),
    )
    yield (
        "go to another file",
        pdf(
            lambda p: on_page(p, note("Link", A=action("GoToR", F=pikepdf.String("//host/x"), D=0)))
        ),
    )
    yield (
        "submit form",
        pdf(
            lambda p: on_page(
                p, note("Link", A=action("SubmitForm", F=pikepdf.String("https://x")))
            )
        ),
    )
    yield (
        "import data",
        pdf(lambda p: on_page(p, note("Link", A=action("ImportData", F=pikepdf.String("x"))))),
    )
    yield (
        "rich media",
        pdf(lambda p: on_page(p, note("RichMedia", RichMediaContent=pikepdf.Dictionary()))),
    )
    yield "movie", pdf(lambda p: on_page(p, note("Movie", Movie=pikepdf.Dictionary())))
    yield (
        "screen",
        pdf(lambda p: on_page(p, note("Screen", A=action("Rendition", JS=pikepdf.String("x"))))),
    )
    yield (
        "xfa",
        pdf(
            lambda p: root(
                AcroForm=pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=p.make_stream(b"<xdp/>"))
            )(p)
        ),
    )
    yield "collection", pdf(root(Collection=pikepdf.Dictionary(View=pikepdf.Name.T)))
    yield (
        "external stream",
        pdf(lambda p: root(Extra=p.make_stream(b"", F=pikepdf.String("//host/share")))(p)),
    )
    yield (
        "in object streams",
        pdf(root(OpenAction=js()), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    )
    yield "hidden name", PDF.replace(b"/Lang (en)", b"/OpenAction << /S /J#61vaScript /JS (x) >>")
    yield "zip at the end", PDF + zipped({"a.exe": b"MZ"})
    yield "html at the end", PDF + b"<script>alert(1)</script>"


# ------------------------------------------------------------------ Office and zip


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def docx(kind: str = "wordprocessingml.document.main+xml", /, **more: bytes) -> bytes:
    """A small Word file; `more` are members by name with `__` for `/` and `_D_` for a dot."""
    members = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="'
        + f"{OFFICE}{kind}".encode()
        + b'"/></Types>',
        "_rels/.rels": relation("officeDocument", "word/document.xml"),
        "word/document.xml": b"<w:document xmlns:w='w'><w:body/></w:document>",
    }
    return zipped(members | more)


def relation(kind: str, target: str, mode: str = "") -> bytes:
    outside = f' TargetMode="{mode}"' if mode else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{REL}/{kind}" Target="{target}"{outside}/></Relationships>'
    ).encode()


def bad_office() -> Iterator[tuple[str, bytes, str]]:
    rels = "word/_rels/document.xml.rels"
    yield "macro project", docx(**{"word/vbaProject.bin": b"x"}), "office_macros"
    yield "macro type", docx("wordprocessingml.document.macroEnabled.main+xml"), "office_macros"
    yield "active x", docx(**{"word/activeX/activeX1.xml": b"<x/>"}), "office_macros"
    yield (
        "dde",
        docx(
            **{
                "word/document.xml": b"<w:d xmlns:w='w'><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:d>"
            }
        ),
        "office_macros",
    )
    yield (
        "remote template",
        docx(**{rels: relation("attachedTemplate", "https://x/t.dotm", "External")}),
        "office_external",
    )
    yield (
        "remote picture",
        docx(**{rels: relation("image", "https://x/track.png", "External")}),
        "office_external",
    )
    yield (
        "script link",
        docx(**{rels: relation("hyperlink", "javascript:x()", "External")}),
        "office_external",
    )
    yield (
        "file link",
        docx(**{rels: relation("hyperlink", "file://host/x", "External")}),
        "office_external",
    )
    yield "ole object", docx(**{rels: relation("oleObject", "embeddings/x.bin")}), "office_embedded"
    yield "program inside", docx(**{"word/media/a.exe": b"MZ"}), "office_embedded"
    yield (
        "bin inside",
        docx(**{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
        "office_embedded",
    )
    yield "climbs out", docx(**{"word/../../etc/passwd.xml": b"<x/>"}), "file_damaged"
    yield "absolute", docx(**{"/etc/passwd.xml": b"<x/>"}), "file_damaged"
    yield "drive", docx(**{"c:/x.xml": b"<x/>"}), "file_damaged"
    yield (
        "entities",
        docx(**{"word/a.xml": b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'}),
        "file_damaged",
    )
    yield "not xml", docx(**{"word/a.xml": b"<x>"}), "file_damaged"
    yield "bomb", docx(**{"word/media/a.png": bytes(40_000_000)}), "archive_bomb"
    yield "many members", docx(**{f"word/media/{n}.png": b"" for n in range(2_100)}), "archive_bomb"
    yield "a sheet by another name", docx("spreadsheetml.sheet.main+xml"), "file_mismatch"
    whole = docx()
    yield "cut", whole[:-40], "file_damaged"
    yield (
        "wrong checksum",
        whole.replace(
            b"\x00" * 0
            + zlib.crc32(b"<w:document xmlns:w='w'><w:body/></w:document>").to_bytes(4, "little"),
            b"\1\2\3\4",
        ),
        "file_damaged",
    )


# ------------------------------------------------------------------ pictures


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, form, **more)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def located() -> bytes:
    """A JPEG that says where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x013B] = "Sara"
    exif[0x8825] = {1: "N", 2: (24.0, 42.0, 0.0)}
    return picture("JPEG", exif=exif, comment=b"secret place")


# ------------------------------------------------------------------ films


def box(kind: bytes, *inside: bytes) -> bytes:
    data = b"".join(inside)
    return struct.pack(">I4s", len(data) + 8, kind) + data


def film(seconds: int = 60, handler: bytes = b"vide") -> bytes:
    head = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000), bytes(80))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12))))
    return (
        box(b"ftyp", b"isom", bytes(4), b"isom")
        + box(b"moov", head, track)
        + box(b"mdat", bytes(99))
    )


# ------------------------------------------------------------------ all of them

DOCX, MP4 = f"{OFFICE}wordprocessingml.document", "video/mp4"
TYPES: Final = {
    "pdf": "application/pdf", "docx": DOCX, "png": "image/png", "jpg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "mp4": MP4, "txt": "text/plain",
    "mp3": "audio/mpeg", "webm": "video/webm", "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
}  # fmt: skip


def all_bad() -> Iterator[Bad]:
    """(what it is, extension, bytes, code)."""
    for what, data in acting_pdfs():
        yield what, "pdf", data, None
    for what, data, code in bad_office():
        yield what, "docx", data, code
    yield from disguised()
    lock = {"encryption": pikepdf.Encryption(owner="o", user="u")}
    yield "locked pdf", "pdf", pdf(lambda _: None, **lock), "pdf_encrypted"
    owner = {"encryption": pikepdf.Encryption(owner="o", user="")}
    yield "restricted pdf", "pdf", pdf(lambda _: None, **owner), "pdf_encrypted"
    yield "1 001 pages", "pdf", pdf(pages(1001)), "too_many_pages"
    yield "no pages", "pdf", pdf(lambda p: p.pages.__delitem__(0)), "file_damaged"
    yield "cut pdf", "pdf", PDF[:60], "file_damaged"
    yield "only a header", "pdf", b"%PDF-1.7\n%%EOF\n", "file_damaged"
    yield "41 megapixels", "png", png_of(8200, 5001), "image_too_large"
    yield "a bomb of pixels", "png", png_of(60_000, 60_000), "image_too_large"
    yield "says more than it holds", "png", png_of(2000, 2000), "file_damaged"
    yield "cut picture", "jpg", picture("JPEG")[:-200], "file_damaged"
    yield "located picture", "jpg", located(), None
    yield "picture with a program", "png", picture() + zipped({"a.exe": b"MZ"}), None
    yield "picture with a page", "jpg", picture("JPEG") + b"<script>x</script>", None
    yield "picture with a comment", "gif", picture("GIF", comment=b"<script>x</script>"), None
    yield "a film too long", "mp4", film(601), "media_too_long"
    yield "cut film", "mp4", film()[:-9], "file_damaged"
    yield "film and a page", "mp4", film() + b"<script>x</script>", "file_damaged"
    yield "film without a picture", "mp4", film(handler=b"text"), "file_damaged"
    yield "only the brand", "mp4", box(b"ftyp", b"isom", bytes(4), b"isom"), "file_damaged"
    yield "box of nothing", "mp4", film() + struct.pack(">I4s", 4, b"free"), "file_damaged"
    yield "not sound", "mp3", b"\xff\xfb\x90\x00" + bytes(9000), "file_damaged"
    yield "film cut short", "webm", b"\x1aE\xdf\xa3\x84webm" + bytes(9), "file_damaged"
    for extension, data in {
        "pdf": b"MZ" + bytes(99), "docx": PDF, "png": b"<svg onload=x()/>", "jpg": b"<html>",
        "gif": b"PK\x03\x04", "mp4": b"#!/bin/sh\n", "txt": b"<html><script>x</script>",
    }.items():  # fmt: skip
        yield f"{extension} by name alone", extension, data, "file_mismatch"
        yield f"empty {extension}", extension, b"", "file_empty"
    yield "text with hidden bytes", "txt", b"a" * 9000 + b"\x00\x1b[31m", "text_unreadable"
    yield "text that turns", "txt", "a\u202etxt.exe".encode(), None
    yield (
        "macro word as doc",
        "docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
        "file_mismatch",
    )
    yield "zip by name", "docx", zipped({"a.txt": b"a"}), "file_mismatch"
