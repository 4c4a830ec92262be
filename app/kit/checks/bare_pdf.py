"""The bare copy of a PDF: what it says of its makers goes, what it shows stays; and the words that are in it.

What stands where: ISO 32000-2; markers of JPEG: ITU-T T.81, annex B; boxes of JPEG 2000: ISO 15444-1, annex I.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
from pypdfium2 import raw

from app.kit.checks.verdict import damaged

MOST_TEXT: Final = 2_000_000  # characters that are read


def _keys(names: str) -> frozenset[str]:
    return frozenset(f"/{name}" for name in names.split())


# All that a document and a page need to be shown; beside it stand signatures, threads and whatever programs invent.
_ROOT: Final = _keys(
    "Type Version Extensions Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines "
    "AcroForm StructTreeRoot MarkInfo Lang OCProperties OutputIntents"
)
_PAGE: Final = _keys(
    "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots "
    "StructParents Tabs UserUnit"
)
# Who made it, with what and when, wherever it stands.
_ANYWHERE: Final = _keys(
    "Metadata PieceInfo LastModified CreatorInfo Creator OPI SigFlags Author Producer Keywords Company "
    "PTEX.InfoDict PTEX.FileName PTEX.Fullbanner"
)
# Streams that hold no words: pictures, fonts, colours.
_WORDLESS: Final = frozenset({"/Image", "/Type1C", "/CIDFontType0C", "/OpenType"})
_MARKED: Final = "BDC DP"  # content with properties: what it stands for, in words
_NOTE: Final = _keys("T RC NM M CreationDate Subj")
# What only a stream that draws has.
_DRAWS: Final = _keys("Length1 Length2 Length3 N Alternate FunctionType ShadingType BBox")
_JPEG: Final = b"\xff\xd8"
# The next marker after pixels, where 0xFF is followed by 0 or by a restart.
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPX: Final = b"\x00\x00\x00\x0cjP  "


def bare_pdf(source: Path, target: Path) -> tuple[str, str, bool]:
    """Write the copy; the words of its pages as they are drawn, every text that stands elsewhere in it, and whether
    these are all.

    Refusal: `file_damaged`.
    """
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            _bare(pdf)
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                deterministic_id=True,
            )
        with pikepdf.open(target, suppress_warnings=True) as pdf:
            said, is_all = _limited(text for one in pdf.objects for text in _strings(one))
            marked, is_marked_all = _limited(
                chain(_streamed(pdf), *(_marked(page) for page in pdf.pages))
            )
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError):
        raise damaged() from None
    drawn, is_drawn_all = _drawn(pypdfium2.PdfDocument(target))
    return drawn, f"{said}\n{marked}", is_all and is_marked_all and is_drawn_all


def _bare(pdf: pikepdf.Pdf) -> None:
    for key in ("/Info", "/Metadata"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    _only(pdf.Root, _ROOT)
    for page in pdf.pages:
        _only(page.obj, _PAGE)
    for one in pdf.objects:
        for inner in _inside(one):
            _forget(inner)
        if isinstance(one, pikepdf.Stream):
            _picture(pdf, one)


def _only(value: Any, wanted: frozenset[str]) -> None:
    for key in set(value.keys()) - wanted:
        del value[key]


def _inside(value: Any) -> Iterator[Any]:
    """An object and what stands inside it; other objects have their own turn."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, pikepdf.Array):
            inner: list[Any] = list(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            inner = [one[key] for key in one.keys()]  # noqa: SIM118 -- not a dict
        else:
            continue
        waiting += [
            each for each in inner if isinstance(each, pikepdf.Object) and not each.is_indirect
        ]


def _forget(value: Any) -> None:
    """Take out of one dictionary what names its maker."""
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return
    doomed = set(_ANYWHERE)
    if "/Subtype" in value and "/Rect" in value and value.get("/Subtype") != "/Widget":
        doomed |= _NOTE
    if "/Order" in value:  # a list of layers, whose name nobody is shown
        doomed.add("/Name")
    if "/S" in value and "/P" in value:  # of the structure: its title is shown nowhere
        doomed.add("/T")
    parent = value.get("/Parent")
    kind = value.get("/FT") or (isinstance(parent, pikepdf.Dictionary) and parent.get("/FT"))
    if _is_signature(value.get("/V")) or kind == "/Sig":
        doomed |= {"/V", "/TU", "/TM", "/Lock", "/SV"}
        if "/T" in value:
            value["/T"] = pikepdf.String("signature")
    for key in doomed.intersection(value.keys()):
        del value[key]


def _is_signature(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary) and (
        "/ByteRange" in value or value.get("/Type") in {"/Sig", "/DocTimeStamp"}
    )


def _strings(value: Any) -> Iterator[str]:
    """The texts and names in an object and in what stands inside it."""
    for one in _inside(value):
        if isinstance(one, pikepdf.Array):
            held: list[Any] = list(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            held = [one[key] for key in one.keys()]  # noqa: SIM118 -- not a dict
            yield from (key[1:] for key in one.keys())  # noqa: SIM118
        else:
            held = [one]
        for each in held:
            if isinstance(each, pikepdf.String | pikepdf.Name):
                yield str(each).removeprefix("/")


def _streamed(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The words of streams that are no pictures, fonts or pages: a field's value, a long note."""
    pages = set()
    for page in pdf.pages:
        shown = page.obj.get("/Contents")
        parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
        pages |= {one.objgen for one in parts if isinstance(one, pikepdf.Stream)}
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Stream) or one.objgen in pages:
            continue
        if one.get("/Subtype") in _WORDLESS or _DRAWS.intersection(one.keys()):
            continue
        data = one.read_bytes()[:MOST_TEXT]
        if data.startswith((b"\xfe\xff", b"\xff\xfe")):
            yield data.decode("utf-16", "replace")
        elif b"\0" not in data[:64] and b"begincmap" not in data[:1000]:
            yield data.decode("utf-8", "replace")


def _marked(page: pikepdf.Page) -> Iterator[str]:
    """The words that a page's content stands for: read aloud, seen by nobody."""
    for part in pikepdf.parse_content_stream(page, _MARKED):
        for operand in part.operands:
            if isinstance(operand, pikepdf.Dictionary):
                yield from _strings(operand)


def _limited(texts: Iterator[str]) -> tuple[str, bool]:
    """The texts, each once, and whether these are all."""
    found: dict[str, None] = {}
    length = 0
    for text in texts:
        if text in found:
            continue
        found[text] = None
        length += len(text)
        if length > MOST_TEXT:
            return "\n".join(found), False
    return "\n".join(found), True


def _drawn(document: Any) -> tuple[str, bool]:
    """The words of every page with its notes, fields and stamps, also beyond its edges, and whether these are all.

    Arabic words also the other way round: they may stand in the order of their drawing.
    """
    parts: list[str] = []
    is_all = True
    length = 0
    for number in range(len(document)):
        page = document[number]
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
        text = page.get_textpage().get_text_range()
        parts.append(text)
        parts += [
            " ".join(word[::-1] for word in line.split())
            for line in text.splitlines()
            if any(c >= "\u0600" for c in line)
        ]
        length += len(text)
        page.close()
        if length > MOST_TEXT:
            is_all = False
            break
    document.close()
    return "\n".join(parts) if length else "", is_all


# ------------------------------------------------------------------ pictures


def _picture(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> None:
    """A JPEG within a page says with what, where and by whom it was made; its pixels stay byte for byte."""
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    last_filter = "" if not names else str(names[-1])
    bare = {"/DCTDecode": bare_jpeg, "/DCT": bare_jpeg, "/JPXDecode": bare_jpx}.get(last_filter)
    if bare is None:
        return
    data = stream.read_raw_bytes()
    if names[:-1]:
        wrapped = pikepdf.Stream(pdf, data)
        wrapped.Filter = pikepdf.Array(names[:-1])
        data = wrapped.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    fresh = bare(data)
    if fresh == data:
        return
    last = stream.get("/DecodeParms")
    if isinstance(last, pikepdf.Array):
        last = last[-1] if len(last) == len(names) else None
    parameters = last if isinstance(last, pikepdf.Dictionary) else None
    stream.write(fresh, filter=pikepdf.Name(last_filter), decode_parms=parameters)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without comments, EXIF, XMP and what programs add; colours, pixels and their tables stay."""
    if not data.startswith(_JPEG):
        return data
    kept, at = bytearray(_JPEG), len(_JPEG)
    while at + 4 <= len(data):
        if data[at] != 0xFF:  # what stands between two segments draws nothing
            found = _MARKER.search(data, at)
            at = found.start() if found else len(data)
            continue
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            return bytes(kept + data[at : at + 2])
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xDA:
            following = _MARKER.search(data, end)
            end = following.start() if following else len(data)
        if _shows(marker, data[at + 4 : at + 16]):
            kept += data[at:end]
        at = end
    return bytes(kept + data[at:])


def _shows(marker: int, begins: bytes) -> bool:
    """Whether a segment is needed to draw: of the programs' own, JFIF's, Adobe's and the colours' are."""
    if marker == 0xE2:
        return begins.startswith(b"ICC_PROFILE")
    return marker in {0xE0, 0xEE} or not (marker == 0xFE or 0xE0 <= marker <= 0xEF)


def bare_jpx(data: bytes) -> bytes:
    """A JPEG 2000 file without its boxes of words."""
    if not data.startswith(_JPX):
        return data
    kept, at = bytearray(), 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        end = len(data) if size < 8 else at + size
        if kind not in {b"xml ", b"uuid", b"uinf"}:
            kept += data[at:end]
        at = end
    return bytes(kept)
