"""Office files: every member read under limits, nothing that runs or reaches out, and packed anew."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final
from xml.parsers import expat

from app.kit.checks.verdict import Verdict, damaged, refused
from app.kit.errors import N_, Refusal

MOST_MEMBERS: Final = 2_000
MOST_RATIO: Final = 100
MOST_BYTES: Final = 512 * 1024 * 1024
MOST_XML: Final = 128 * 1024 * 1024
SMALL: Final = 1024 * 1024  # below it a ratio says nothing: blank pictures pack well
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_MAIN: Final = {
    f"{_OFFICE}wordprocessingml.document": "wordprocessingml.document.main+xml",
    f"{_OFFICE}spreadsheetml.sheet": "spreadsheetml.sheet.main+xml",
    f"{_OFFICE}presentationml.presentation": "presentationml.presentation.main+xml",
}
_NESTED: Final = {
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
}
_KNOWN: Final = frozenset(
    """
    .xml .rels .vml .png .jpg .jpeg .jpe .gif .bmp .tif .tiff .emf .wmf .svg .webp .wdp .jxr .odttf .fntdata
    .ttf .wav .mp3 .m4a .mp4 .m4v .mov .thmx
    """.split()  # noqa: SIM905 -- a list of names reads better as words
)
_MACROS: Final = re.compile(
    r"vba(?:project|data)|activex|macrosheets|dialogsheets|customui", re.IGNORECASE
)
_DDE: Final = re.compile(rb"<w:instrText[^>]*>\s*DDE|w:instr=\"\s*DDE|<ddeLink", re.IGNORECASE)
_LINKS: Final = ("http://", "https://", "mailto:", "tel:", "#")
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def check_office(source: Path, media_type: str, out: Path) -> Verdict:
    """Pack an Office file anew from members that were looked at.

    Refusals: `office_macros`, `office_external`, `office_embedded`, `office_encrypted`, `archive_bomb`,
    `file_mismatch`, `file_damaged`.
    """
    with source.open("rb") as file, (out / "clean").open("wb") as target:
        _repack(file, target, media_type, nested=False)
    return Verdict(media_type, "clean")


def _repack(file: IO[bytes], target: IO[bytes], media_type: str, *, nested: bool) -> None:
    spent = 0
    try:
        with (
            zipfile.ZipFile(file) as old,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
        ):
            members = old.infolist()
            _check_members(members)
            types = _read(old, old.getinfo("[Content_Types].xml"))
            _check_types(types, media_type)
            for member in sorted(members, key=lambda one: one.filename != "[Content_Types].xml"):
                if member.is_dir():
                    continue
                suffix = _suffix(member.filename)
                made = zipfile.ZipInfo(member.filename, _STAMP)
                made.compress_type = zipfile.ZIP_DEFLATED
                with new.open(made, "w", force_zip64=True) as written:
                    if suffix in {".xml", ".rels", ".vml", ".svg"}:
                        data = _read(old, member)
                        _check_xml(member.filename, data, relations=suffix == ".rels")
                        written.write(data)
                        spent += len(data)
                    elif suffix in _NESTED:
                        if nested:
                            raise _embedded(member.filename)
                        inner = io.BytesIO()
                        data = _read(old, member)
                        _repack(io.BytesIO(data), inner, _NESTED[suffix], nested=True)
                        written.write(inner.getvalue())
                        spent += len(data)
                    else:
                        for block in _blocks(old, member):
                            spent += len(block)
                            written.write(block)
                if spent > MOST_BYTES:
                    raise _bomb()
    except Refusal:
        raise
    except (
        zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError,
        NotImplementedError, RuntimeError, UnicodeError,
    ):  # fmt: skip
        raise damaged() from None


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise _bomb()
    names = [member.filename.lower() for member in members]
    if len(set(names)) != len(names):
        raise damaged()
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MOST_BYTES or (total > SMALL and total > MOST_RATIO * max(packed, 1)):
        raise _bomb()
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    path = PurePosixPath(name)
    if (
        name != member.orig_filename
        or path.is_absolute()
        or ".." in path.parts
        or "\\" in name
        or ":" in name
        or any(ord(letter) < 32 for letter in name)
        or stat.S_ISLNK(member.external_attr >> 16)
    ):
        raise damaged()
    if member.flag_bits & 0x1:
        raise refused("office_encrypted", N_("الملف محمي بكلمة سر. احفظ نسخة بلا حماية ثم ارفعها."))
    if member.file_size > SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1):
        raise _bomb()
    if _MACROS.search(name):
        raise _macros()
    suffix = _suffix(name)
    printer = suffix == ".bin" and "printersettings" in name.lower()
    if not (member.is_dir() or printer or suffix in _KNOWN or suffix in _NESTED):
        raise _embedded(name)


def _suffix(name: str) -> str:
    """What follows the last dot; `_rels/.rels` has one, too."""
    _, dot, after = name.lower().rpartition(".")
    return f".{after}" if dot and "/" not in after else ""


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member really holds, no more than it says it does."""
    left = member.file_size
    with archive.open(member) as file:
        while block := file.read(65_536):
            left -= len(block)
            if left < 0:
                raise _bomb()
            yield block


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MOST_XML:
        raise _bomb()
    return b"".join(_blocks(archive, member))


def _check_types(data: bytes, media_type: str) -> None:
    text = data.decode("utf-8", "replace").lower()
    if "macroenabled" in text or _MACROS.search(text):
        raise _macros()
    if _MAIN[media_type] not in text:
        raise refused(
            "file_mismatch",
            N_(
                "محتوى الملف ليس من نوع «{extension}» كما يقول اسمه. احفظه من برنامجه بهذه الصيغة ثم ارفعه."
            ),
            extension=next(name for name, kind in _NESTED.items() if kind == media_type)[1:],
        )


def _check_xml(name: str, data: bytes, *, relations: bool) -> None:
    if _DDE.search(data):
        raise _macros()
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def no_doctype(*_: object) -> None:
        raise damaged()

    def begun(tag: str, attributes: dict[str, str]) -> None:
        if not relations or tag.rpartition(":")[2] != "Relationship":
            return
        mode = attributes.get("TargetMode", "").lower()
        target = attributes.get("Target", "").strip().lower()
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if _MACROS.search(kind):
            raise _macros()
        if kind == "oleobject":
            raise _embedded(name)
        if mode == "external" and not (kind == "hyperlink" and target.startswith(_LINKS)):
            raise refused(
                "office_external",
                N_(
                    "يستدعي الملف شيئًا من خارجه ({target}). فكّ الارتباطات الخارجية أو ضمّن محتواها، ثم ارفعه."
                ),
                target=attributes.get("Target", "")[:200],
            )

    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = begun
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise damaged() from None


def _macros() -> Refusal:
    return refused(
        "office_macros",
        N_(
            "في الملف وحدات ماكرو أو أوامر تعمل وحدها. احفظه بلا ماكرو (docx أو xlsx أو pptx) ثم ارفعه."
        ),
    )


def _embedded(name: str) -> Refusal:
    return refused(
        "office_embedded",
        N_("في داخل الملف ملف آخر لا يُقبل ({name}). احذفه أو أرفقه وحده، ثم ارفع الملف."),
        name=PurePosixPath(name).name[:100],
    )


def _bomb() -> Refusal:
    return refused(
        "archive_bomb",
        N_("محتوى الملف بعد فكّه أكبر من المسموح. صغّر ما فيه من صور ثم ارفعه."),
    )
