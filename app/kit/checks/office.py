"""Office files: every member read under limits, judged by its type and its XML, and packed anew."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final
from urllib.parse import unquote

from app.kit.checks.office_parts import RUNS, check_type, embedded, macros
from app.kit.checks.office_xml import check_xml, declared_types
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
    .ttf .wav .mp3 .m4a .mp4 .m4v .mov
    """.split()  # noqa: SIM905 -- a list of names reads better as words
)
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def check_office(source: Path, media_type: str, out: Path) -> Verdict:
    """Pack an Office file anew from members that were looked at.

    Refusals: `office_macros`, `office_external`, `office_data_links`, `office_embedded`, `office_unknown_part`,
    `office_encrypted`, `archive_bomb`, `file_mismatch`, `file_damaged`.
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
            _check_types(members, _read(old, old.getinfo("[Content_Types].xml")), media_type)
            for member in sorted(members, key=lambda one: one.filename != "[Content_Types].xml"):
                if member.is_dir():
                    continue
                suffix = _suffix(member.filename)
                made = zipfile.ZipInfo(member.filename, _STAMP)
                made.compress_type = zipfile.ZIP_DEFLATED
                with new.open(made, "w", force_zip64=True) as written:
                    if suffix in {".xml", ".rels", ".vml", ".svg"}:
                        data = _read(old, member)
                        check_xml(data, relations=suffix == ".rels")
                        written.write(data)
                        spent += len(data)
                    elif suffix in _NESTED:
                        if nested:
                            raise embedded(member.filename)
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
    names = [_part(member.filename) for member in members]
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
    if RUNS.search(name.lower()):
        raise macros()
    suffix = _suffix(name)
    printer = suffix == ".bin" and "printersettings" in name.lower()
    if not (member.is_dir() or printer or suffix in _KNOWN or suffix in _NESTED):
        raise embedded(name)


def _suffix(name: str) -> str:
    """What follows the last dot; `_rels/.rels` has one, too."""
    _, dot, after = name.lower().rpartition(".")
    return f".{after}" if dot and "/" not in after else ""


def _part(name: str) -> str:
    """A part's name as programs compare it."""
    return unquote(name).lower()


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


def _check_types(members: list[zipfile.ZipInfo], data: bytes, media_type: str) -> None:
    by_extension, by_part = declared_types(data)
    by_part = {_part(name): kind for name, kind in by_part.items()}
    main = f"{_OFFICE}{_MAIN[media_type]}"
    if any(RUNS.search(kind) for kind in (*by_part.values(), *by_extension.values())):
        raise macros()
    if main not in by_part.values():
        raise refused(
            "file_mismatch",
            N_(
                "محتوى الملف ليس من نوع «{extension}» كما يقول اسمه. احفظه من برنامجه بهذه الصيغة ثم ارفعه."
            ),
            extension=next(name for name, kind in _NESTED.items() if kind == media_type)[1:],
        )
    for member in members:
        name = _part(member.filename)
        kind = by_part.get(name, by_extension.get(_suffix(name)[1:]))
        if not member.is_dir() and name != "[content_types].xml":
            check_type(name, kind, main=main, nested=_NESTED.get(_suffix(name)))


def _bomb() -> Refusal:
    return refused(
        "archive_bomb",
        N_("محتوى الملف بعد فكّه أكبر من المسموح. صغّر ما فيه من صور ثم ارفعه."),
    )
