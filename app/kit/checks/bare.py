"""The bare copy of a file that was found clean: without what it says of its makers; and what names them in it.

Called by `jobs.subprocess` in a process of its own. What is shown stays as it is: pages, pictures and words.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from app.kit.checks.run import load, look
from app.kit.checks.sandbox import confine
from app.kit.checks.verdict import Limits, Verdict
from app.kit.errors import Refusal
from app.kit.names import Names

MOST_TEXT: Final = 2_000_000  # characters that are read
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_PACKAGE: Final = b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_OFFICE: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/"
_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Parts that say who made the document, with what is put in their place.
_PROPERTIES: Final = {
    "docprops/core.xml": _HEAD + b'<cp:coreProperties xmlns:cp="%s"/>' % _PACKAGE,
    "docprops/app.xml": _HEAD + b'<Properties xmlns="%sextended-properties"/>' % _OFFICE,
    "docprops/custom.xml": _HEAD + b'<Properties xmlns="%scustom-properties"/>' % _OFFICE,
}
_TAG: Final = re.compile(rb"<[^>]*>")
# Who commented and who changed what.
_WHO: Final = re.compile(
    rb"""(\s(?:\w+:)?(?:author|initials|lastModifiedBy|userName|userId|displayName|providerId)\s*=\s*)"""
    rb"""(?:"[^"]*"|'[^']*')"""
)
_NAMED: Final = re.compile(rb"""(\s(?:\w+:)?name\s*=\s*)(?:"[^"]*"|'[^']*')""")
_AUTHOR: Final = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:p|si|c|row|tr)>|<(?:\w+:)?(?:br|tab)\b[^>]*>")
_PICTURES: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


@dataclass(slots=True)
class Bare:
    """A bare copy, by its file's name in the folder; `read`: its text could be looked through.

    Without `file` nothing could be taken out: the file says of its makers what it says.
    """

    file: str | None
    found: list[str] = field(default_factory=list)
    read: bool = False
    pages: int | None = None
    previews: list[str] = field(default_factory=list)


def bare_many(files: list[dict[str, Any]]) -> list[Bare]:
    """The bare copies of files that were found clean, each into its own folder `out`."""
    for one in files:
        load(one["media_type"])
    _prepare()
    return [_bare(**one) for one in files]


def replace(
    path: str,
    name: str,
    media_type: str,
    out: str,
    limits: Limits,
    names: list[str],
    hosts: list[str],
) -> tuple[Verdict, Bare]:
    """Check a file that is to stand for another, and make its bare copy."""
    load(media_type)
    _prepare()
    verdict = look(Path(path), name, media_type, Path(out), limits)
    clean = path if verdict.clean is None else str(Path(out) / verdict.clean)
    (Path(out) / "bare").mkdir()
    return verdict, _bare(clean, media_type, str(Path(out) / "bare"), names, hosts)


def _prepare() -> None:
    import PIL.Image  # noqa: F401 -- before the process gives up opening what it likes

    confine()


def _bare(path: str, media_type: str, out: str, names: list[str], hosts: list[str]) -> Bare:
    source, folder = Path(path), Path(out)
    kind = media_type.partition("/")[0]
    try:
        if media_type == "application/pdf":
            made, text = _pdf(source, folder)
        elif media_type.startswith("application/vnd."):
            made, text = Bare("bare", read=True), _office(source, folder / "bare")
        elif kind == "text":
            made, text = (
                Bare("bare", read=True),
                _copied(source, folder).read_text("utf-8", "replace"),
            )
        elif kind == "image":  # written anew when it was checked
            made, text = Bare("bare"), ""
            _copied(source, folder)
        else:
            return Bare(None)
    except Refusal:
        return Bare(None)
    made.found = Names(names, hosts).within(text[:MOST_TEXT])
    made.read = made.read and bool(text.strip())
    return made


def _copied(source: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(source, folder / "bare"))


# ------------------------------------------------------------------ PDF


def _pdf(source: Path, folder: Path) -> tuple[Bare, str]:
    import pikepdf
    import pypdfium2

    from app.kit.checks.verdict import damaged

    target = folder / "bare"
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            for holder in (pdf.trailer, pdf.Root):
                for key in ("/Info", "/Metadata"):
                    if key in holder:
                        del holder[key]
            for one in pdf.objects:
                if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    if "/Metadata" in one:
                        del one["/Metadata"]
                    if "/Subtype" in one and "/Rect" in one and one.get("/Subtype") != "/Widget":
                        for key in ("/T", "/RC", "/NM", "/M", "/CreationDate"):
                            if key in one:
                                del one[key]
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                deterministic_id=True,
            )
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise damaged() from None
    return Bare("bare", read=True), _pdf_text(pypdfium2.PdfDocument(target))


def _pdf_text(document: Any) -> str:
    """The words of every page and of the table of contents; Arabic also as it was drawn, letter by letter."""
    parts: list[str] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        parts.append(text)
        parts += [line[::-1] for line in text.splitlines() if any(c >= "\u0600" for c in line)]
        length += len(text)
        page.close()
        if length > MOST_TEXT:
            break
    if length == 0:
        return ""
    parts += [one.get_title() for one in document.get_toc()]
    document.close()
    return "\n".join(parts)


# ------------------------------------------------------------------ Office


def _office(source: Path, target: Path) -> str:
    from app.kit.checks.verdict import damaged

    texts: list[str] = []
    try:
        with source.open("rb") as file, target.open("wb") as written:
            _repacked(file, written, texts)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, RuntimeError):
        raise damaged() from None
    return "\n".join(texts)


def _repacked(file: Any, target: Any, texts: list[str]) -> None:
    with (
        zipfile.ZipFile(file) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for member in old.infolist():
            name = member.filename.lower()
            data = old.read(member)
            suffix = Path(name).suffix
            if name in _PROPERTIES:
                data = _PROPERTIES[name]
            elif suffix in {".xml", ".vml"}:
                data = _without_people(data, name)
                texts.append(_text_of(data))
            elif suffix in {".docx", ".xlsx", ".pptx"}:
                inner = io.BytesIO()
                _repacked(io.BytesIO(data), inner, texts)
                data = inner.getvalue()
            elif suffix in _PICTURES:
                data = _picture(data, _PICTURES[suffix])
            made = zipfile.ZipInfo(member.filename, _STAMP)
            made.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(made, data)


def _without_people(data: bytes, name: str) -> bytes:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise ValueError(name)  # UTF-16: nobody writes it, and it is not looked through
    named = "commentauthors" in name or "/people" in name or "/persons" in name

    def tag(found: re.Match[bytes]) -> bytes:
        text = _WHO.sub(rb'\1""', found[0])
        return _NAMED.sub(rb'\1""', text) if named else text

    return _AUTHOR.sub(rb"\1\2", _TAG.sub(tag, data))


def _text_of(data: bytes) -> str:
    plain = _TAG.sub(b"", _ENDS.sub(b"\n", data))
    return html.unescape(plain.decode("utf-8", "replace"))


def _picture(data: bytes, kind: str) -> bytes:
    """A picture within a document, anew where it says more than its pixels."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            if not opened.getexif() and not {"xmp", "comment", "Author"} & set(opened.info):
                return data
            opened.load()
            opened.info = {}
            held = io.BytesIO()
            opened.getexif().clear()
            opened.save(held, kind, **({"quality": 92} if kind != "PNG" else {}))
            return held.getvalue()
    except (OSError, ValueError, SyntaxError):
        return data  # another program's business: it was found clean
