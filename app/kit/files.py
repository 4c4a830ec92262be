"""The gate for uploads: what a file may be called, and whether its first bytes agree with its name.

A gate, not a verdict: polyglots pass every sniffer, so a worker looks at the whole file afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import puremagic

from app.kit.errors import N_, Refusal

HEAD: Final = 8192  # what the gate sees
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, how its bytes begin, and the names a sniffer may give it."""

    media_type: str
    begins: re.Pattern[bytes]
    sniffed: frozenset[str]


def _kind(media_type: str, begins: bytes, *also: str) -> Kind:
    return Kind(media_type, re.compile(begins, re.DOTALL), frozenset((media_type, *also)))


# The first member of an Office file, as every known writer orders it.
_ZIP: Final = rb"PK\x03\x04.{22}.{4}(?:\[Content_Types\]\.xml|_rels/|docProps/|customXml/|%b)"  # name after 30 bytes
_MP4_BRANDS: Final = rb"....ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V |M4VP|mmp4|dash|MSNV|f4v )"

KINDS: Final[dict[str, Kind]] = {
    "pdf": _kind("application/pdf", rb"%PDF-[12]\.\d"),
    "jpg": _kind("image/jpeg", rb"\xff\xd8\xff[\xc0-\xfe]"),
    "png": _kind("image/png", rb"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "webp": _kind("image/webp", rb"RIFF....WEBPVP8[ LX]"),
    "gif": _kind("image/gif", rb"GIF8[79]a"),
    "docx": _kind(_OFFICE + "wordprocessingml.document", _ZIP.replace(b"%b", b"word/")),
    "xlsx": _kind(_OFFICE + "spreadsheetml.sheet", _ZIP.replace(b"%b", b"xl/")),
    "pptx": _kind(_OFFICE + "presentationml.presentation", _ZIP.replace(b"%b", b"ppt/")),
    "mp4": _kind("video/mp4", _MP4_BRANDS),
    "mov": _kind("video/quicktime", rb"....(?:ftypqt  |moov|wide|mdat|free)"),
    "webm": _kind(
        "video/webm", rb"\x1aE\xdf\xa3.{0,64}?webm", "video/x-matroska", "application/x-matroska"
    ),
    "mp3": _kind("audio/mpeg", rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2\xfa]", "audio/mp3"),
    "m4a": _kind("audio/mp4", rb"....ftyp(?:M4A |M4B |isom|mp42)", "audio/x-m4a", "video/mp4"),
    "txt": _kind("text/plain", rb""),
    "csv": _kind("text/csv", rb""),
}
_ALIASES: Final = {"jpeg": "jpg", "jpe": "jpg", "m4v": "mp4"}
_MEDIA: Final = {kind.media_type: extension for extension, kind in KINDS.items()}
# What an installation takes when a field does not say.
ALLOWED: Final = frozenset(_MEDIA) - {"text/plain", "text/csv"}

_TEXT: Final = frozenset({"txt", "csv"})
_MARKUP: Final = re.compile(
    rb"<\s*(?:!doctype|html|svg|script|iframe|body|\?xml|!entity)", re.IGNORECASE
)
_MAX_STEM: Final = 150
_JOINERS: Final = "\u200c\u200d"
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """Return a file's name as it may be stored, shown and offered for download.

    Folders, control and direction characters and what a file system forbids are taken out; a long name is
    shortened before its extension. Raises `file_name_invalid` (422) when no name or no extension is left.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    text = "".join(
        c
        for c in text
        if c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    text = " ".join(re.sub(r'[<>:"|?*]', "_", text).split()).strip(". ")
    stem, dot, extension = text.rpartition(".")
    stem = stem.rstrip(". ")
    if not dot or not stem or not re.fullmatch(r"[A-Za-z0-9]{1,10}", extension):
        raise Refusal(
            "file_name_invalid",
            N_("اسم الملف غير صالح. سمّه باسم وامتداد، مثل report.pdf."),
            status=422,
        )
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    return f"{stem[:_MAX_STEM].rstrip()}.{extension}"


def check_upload(name: str, head: bytes | None, allowed: Collection[str] = ALLOWED) -> str:
    """Return the media type of a file by its name and its first 8 KiB, if both agree and it is allowed.

    `allowed` are media types; empty means `ALLOWED`. Without `head` only the name is looked at. Raises `file_name_invalid`, `file_empty` (422),
    `file_type_refused`, `file_mismatch` (415).
    """
    given = clean_name(name).rpartition(".")[2].lower()
    extension = _ALIASES.get(given, given)
    kind = KINDS.get(extension)
    wanted = frozenset(allowed) or ALLOWED
    if kind is None or kind.media_type not in wanted:
        raise Refusal(
            "file_type_refused",
            N_("لا تُقبل الملفات من نوع «{extension}». الأنواع المقبولة: {accepted}."),
            status=415,
            extension=given,
            accepted=sorted(_MEDIA[one] for one in wanted if one in _MEDIA),
        )
    if head is None:
        return kind.media_type
    if not head:
        raise Refusal("file_empty", N_("الملف فارغ. اختر ملفًا آخر."), status=422)
    if not (_is_text(head) if extension in _TEXT else _agrees(kind, head)):
        raise Refusal(
            "file_mismatch",
            N_(
                "محتوى الملف ليس من نوع «{extension}» كما يقول اسمه. احفظه من برنامجه بهذه الصيغة ثم ارفعه."
            ),
            status=415,
            extension=given,
        )
    return kind.media_type


def type_of(name: str) -> str:
    """Return the media type that a name's extension stands for. Raises KeyError for others."""
    given = name.rpartition(".")[2].lower()
    return KINDS[_ALIASES.get(given, given)].media_type


def _agrees(kind: Kind, head: bytes) -> bool:
    if not kind.begins.match(head):
        return False
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return False
    return not kind.sniffed.isdisjoint(found)


def is_markup(head: bytes) -> bool:
    """Tell whether a browser could take these bytes for a page or a picture that runs."""
    return _MARKUP.search(head) is not None


def _is_text(head: bytes) -> bool:
    """Tell whether the bytes are plain text in UTF-8 or Windows' Arabic code page, and no markup."""
    if is_markup(head):
        return False
    try:
        text = head[: len(head) - 3].decode() + head[len(head) - 3 :].decode(errors="ignore")
    except UnicodeDecodeError:
        text = head.decode("cp1256", errors="replace")
    return not any(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f" for c in text)
