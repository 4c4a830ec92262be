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

MOST_TEXT: Final = 4_000_000  # characters that are looked through
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
    rb"""(\s(?:\w+:)?(?:author|initials|lastModifiedBy|userName|userId|providerId)\s*=\s*)"""
    rb"""(?:"[^"]*"|'[^']*')"""
)
_NAMED: Final = re.compile(rb"""(\s(?:\w+:)?(?:name|displayName)\s*=\s*)(?:"[^"]*"|'[^']*')""")
_AUTHOR: Final = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:p|si|c|row|tr)>|<(?:\w+:)?(?:br|tab)\b[^>]*>")
_PICTURES: Final = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
# All that is needed to draw one.
_PIXELS: Final = frozenset(
    {"dpi", "gamma", "srgb", "chromaticity", "aspect", "interlace", "icc_profile", "transparency"}
    | {"loop", "duration", "background", "timestamp", "blend", "disposal", "bbox", "default_image"}
)
# Where Excel saved it last: a person's folder.
_PATH: Final = re.compile(rb"""(\surl\s*=\s*)(?:"[^"]*"|'[^']*')""")
# What SharePoint keeps beside a document: its author, its department.
_LIBRARY: Final = b"http://schemas.microsoft.com/office/2006/metadata/"
_NO_LIBRARY: Final = _HEAD + b'<properties xmlns="%sproperties"/>' % _LIBRARY
# What a drawing says of its making.
_DRAWING: Final = re.compile(
    rb"<(?:\w+:)?metadata\b.*?</(?:\w+:)?metadata\s*>|<!--.*?-->", re.DOTALL
)
_DRAWN_BY: Final = re.compile(
    rb"""(\s(?:sodipodi:docname|inkscape:export-filename)\s*=\s*)(?:"[^"]*"|'[^']*')"""
)
# The codes of a sheet's header: its side, its size, its font.
_CODES: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')
# What stands in tags: where links lead, words of pictures, prompts of cells, what a pivot table keeps.
_SAID: Final = re.compile(rb"""=\s*(?:"([^"]*)"|'([^']*)')""")
_LETTER: Final = re.compile(r"[^\W\d_]")
# Not the address of a cell, of which a sheet has as many as cells.
_WORDS: Final = re.compile(rb"[A-Za-z]{3}|[\x80-\xff]|&#")


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
            from app.kit.checks.bare_pdf import bare_pdf

            drawn, said = bare_pdf(source, folder / "bare")
            made, text = Bare("bare", read=bool(drawn.strip())), f"{drawn}\n{said}"
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
            elif suffix in {".xml", ".vml", ".rels", ".svg"}:
                data = _without_people(data, name)
                texts.append(_text_of(data))
            elif suffix == ".bin":  # a printer's settings, with its name
                texts.append(data.decode("utf-16-le", "replace"))
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
    if name.startswith("customxml/item") and _LIBRARY in data:
        return _NO_LIBRARY
    if name.endswith(".svg"):
        data = _DRAWN_BY.sub(rb'\1""', _DRAWING.sub(b"", data))
    named = "commentauthors" in name or "/people" in name or "/persons" in name

    def tag(found: re.Match[bytes]) -> bytes:
        text = _WHO.sub(rb'\1""', found[0])
        if b"absPath" in text:
            text = _PATH.sub(rb'\1""', text)
        return _NAMED.sub(rb'\1""', text) if named else text

    return _AUTHOR.sub(rb"\1\2", _TAG.sub(tag, data))


def _text_of(data: bytes) -> str:
    # A word may be spread over many tags, or stand beside the number of another: it is read both ways.
    plain = _TAG.sub(b"", _ENDS.sub(b"\n", data)) + b"\n" + _TAG.sub(b"\n", data)
    said = b"\n".join(
        dict.fromkeys(
            one or other
            for tag in _TAG.findall(data)
            for one, other in _SAID.findall(tag)
            if _WORDS.search(one or other)
        )
    )
    text = html.unescape((plain + b"\n" + said).decode("utf-8", "replace"))
    text = "\n".join(line for line in text.split("\n") if _LETTER.search(line))  # no numbers alone
    return f"{text}\n{_CODES.sub(' ', text)}" if "&" in text else text


def _picture(data: bytes, kind: str) -> bytes:
    """A picture within a document, anew where it says more than its pixels."""
    from PIL import Image

    from app.kit.checks.bare_pdf import bare_jpeg

    if kind == "JPEG":
        return bare_jpeg(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            opened.load()  # words may stand after the pixels
            if not opened.getexif() and not set(opened.info) - _PIXELS:
                return data
            opened.info = {key: one for key, one in opened.info.items() if key in _PIXELS}
            held = io.BytesIO()
            opened.getexif().clear()
            opened.save(held, kind, **({"quality": 92} if kind == "WEBP" else {}))
            return held.getvalue()
    except (OSError, ValueError, SyntaxError):
        return data  # another program's business: it was found clean
