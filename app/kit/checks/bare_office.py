"""The bare copy of an Office file: without what it says of its makers; and the words that are in it.

What stands where: ECMA-376; [MS-OI29500] and its siblings for what Microsoft has added.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any, Final

from app.kit.checks.bare_pictures import bare_picture
from app.kit.checks.verdict import damaged

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
_TAG: Final = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_CORE: Final = re.compile(rb"<(?:\w+:)?coreProperties\b")
_FURTHER: Final = re.compile(rb"<(?:\w+:)?Properties\b[^>]*/(extended|custom)-properties")
# What Microsoft's labels say of the tenant.
_NO_LABELS: Final = (
    _HEAD
    + b'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>'
)
_ENCODING: Final = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""")
# Comments, text that is not read as markup, directions to other programs.
_ASIDE: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?(?!xml\s).*?\?>", re.DOTALL)
# Lists of people: who comments, who edits, who has changed what.
_LISTS: Final = ("commentauthors", "/people", "/persons", "/authors", "changesinfo", "usernames")
# Who commented and who changed what.
_WHO: Final = re.compile(
    rb"""(\s(?:\w+:)?(?:author|initials|lastModifiedBy|userName|userId|providerId|refreshedBy|user|createdBy|modifiedBy)\s*=\s*)"""
    rb"""(?:"[^"]*"|'[^']*')"""
)
_NAMED: Final = re.compile(rb"""(\s(?:\w+:)?(?:name|displayName)\s*=\s*)(?:"[^"]*"|'[^']*')""")
_AUTHOR: Final = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:p|si|c|row|tr)>|<(?:\w+:)?(?:br|tab)\b[^>]*>")
_PICTURES: Final = frozenset(
    ".jpg .jpeg .jpe .png .webp .gif .tif .tiff .bmp".split()  # noqa: SIM905
)
_FONTS: Final = frozenset({".odttf", ".fntdata", ".ttf"})
# Where Excel saved it last: a person's folder.
_PATH: Final = re.compile(rb"""(\surl\s*=\s*)(?:"[^"]*"|'[^']*')""")
# What SharePoint keeps beside a document: its author, its department.
_LIBRARY: Final = b"http://schemas.microsoft.com/office/2006/metadata/"
_NO_LIBRARY: Final = _HEAD + b'<properties xmlns="%sproperties"/>' % _LIBRARY
# What a drawing says of its making.
_DRAWING: Final = re.compile(rb"<(?:\w+:)?(metadata|title|desc)\b.*?</(?:\w+:)?\1\s*>", re.DOTALL)
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


def bare_office(source: Path, target: Path) -> tuple[str, bool]:
    """Write the copy; every text in it, and whether all of its parts could be looked through and bared.

    Sound, films and drawings of Windows stay as they are: of them it says that they could not. Refusal: `file_damaged`.
    """
    look = _Look()
    try:
        with source.open("rb") as file, target.open("wb") as written:
            _repacked(file, written, look)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, RuntimeError, LookupError):
        raise damaged() from None
    return "\n".join(look.texts), look.is_all


class _Look:
    """The texts of a file's parts; and whether all of its parts could be looked through."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.is_all = True


def _repacked(file: Any, target: Any, look: _Look) -> None:
    with (
        zipfile.ZipFile(file) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for member in old.infolist():
            look.texts.append(member.filename)
            made = zipfile.ZipInfo(member.filename, _STAMP)
            made.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(made, _part(member.filename.lower(), old.read(member), look))


def _part(name: str, data: bytes, look: _Look) -> bytes:
    suffix = f".{name.rpartition('.')[2]}"  # `_rels/.rels` has one, too
    if suffix in {".xml", ".vml", ".rels", ".svg"}:
        data = _properties(name, data) or _without_people(_plain(data, name), name)
        look.texts.append(_text_of(data))
    elif suffix in {".docx", ".xlsx", ".pptx"}:
        inner = io.BytesIO()
        _repacked(io.BytesIO(data), inner, look)
        data = inner.getvalue()
    elif suffix in _PICTURES:
        fresh = bare_picture(data)
        look.is_all = look.is_all and fresh is not None
        data = fresh or data
    elif suffix == ".bin":  # a printer's settings, with its name
        look.texts.append(data.decode("utf-16-le", "replace"))
    elif suffix not in _FONTS and data:
        # Sound, film, a drawing of Windows: what it says of its makers stays, and is read as far as it can be.
        look.is_all = False
        look.texts += [data[at:].decode("utf-16-le", "replace") for at in (0, 1)]
        look.texts.append(data.decode("utf-8", "replace"))
    return data


def _properties(name: str, data: bytes) -> bytes | None:
    """What is put in the place of a part that says who made the document, whatever the part is called."""
    if _CORE.search(data):
        return _PROPERTIES["docprops/core.xml"]
    if found := _FURTHER.search(data):
        return _PROPERTIES[f"docprops/{'app' if found[1] == b'extended' else 'custom'}.xml"]
    if name.endswith("labelinfo.xml"):
        return _NO_LABELS
    return _PROPERTIES.get(name)


def _plain(data: bytes, name: str) -> bytes:
    """XML as UTF-8, without comments and directions to programs, and with its text as text."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:4]:
        raise ValueError(name)  # UTF-16: nobody writes it, and it is not looked through
    said = _ENCODING.match(data)
    if said and said[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        data = _HEAD + data.decode(said[1].decode("ascii")).partition("?>")[2].encode()
    return _ASIDE.sub(
        lambda found: html.escape(found[1].decode(), quote=False).encode() if found[1] else b"",
        data,
    )


def _without_people(data: bytes, name: str) -> bytes:
    if name.startswith("customxml/item") and _LIBRARY in data:
        return _NO_LIBRARY
    if name.endswith(".svg"):
        data = _DRAWN_BY.sub(rb'\1""', _DRAWING.sub(b"", data))
    named = any(one in name for one in _LISTS)

    def tag(found: re.Match[bytes]) -> bytes:
        text = _WHO.sub(rb'\1""', found[0])
        if b"absPath" in text:
            text = _PATH.sub(rb'\1""', text)
        return _NAMED.sub(rb'\1""', text) if named or b"chgData" in text else text

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
