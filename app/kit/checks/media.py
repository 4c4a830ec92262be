"""Films and sounds: their containers walked to the end, with the time they last. Nothing is decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from app.kit.checks.verdict import Limits, Verdict, damaged, refused, too_long
from app.kit.errors import N_

_TOP: Final = frozenset(
    b"ftyp moov mdat free skip wide moof mfra sidx ssix styp uuid pnot udta meta prft emsg pdin".split()
)
_MOST_BOXES: Final = 200_000


def check_media(source: Path, media_type: str, limits: Limits) -> Verdict:
    """Walk a container. Refusals: `media_too_long`, `media_length_unknown`, `file_damaged`."""
    size = source.stat().st_size
    try:
        seconds: float | None
        with source.open("rb") as file:
            if media_type == "audio/mpeg":
                seconds = _mp3(file, size)
            elif media_type == "video/webm":
                seconds = _webm(file, size)
            else:
                seconds = _mp4(file, size, with_picture=media_type.startswith("video/"))
    except (struct.error, IndexError, OverflowError, ZeroDivisionError, ValueError):
        raise damaged() from None
    if limits.seconds is not None:
        if seconds is None:
            raise refused(
                "media_length_unknown",
                N_("لا يذكر الملف مدته. احفظه من برنامج مونتاج بصيغة MP4 ثم ارفعه."),
            )
        if seconds > limits.seconds:
            raise too_long(round(seconds), limits.seconds)
    return Verdict(media_type, seconds=None if seconds is None else round(seconds))


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of the content of each box between two places."""
    for _ in range(_MOST_BOXES):
        if start == end:
            return
        file.seek(start)
        length, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
            head = 16
        elif length == 0:
            length = end - start
        if length < head or start + length > end:
            raise damaged()
        yield kind, start + head, start + length
        start += length
    raise damaged()


def _mp4(file: IO[bytes], size: int, *, with_picture: bool) -> float | None:
    seconds: float | None = None
    kinds: set[bytes] = set()
    tracks: set[bytes] = set()
    for kind, start, end in _boxes(file, 0, size):
        if kind not in _TOP:
            raise damaged()
        kinds.add(kind)
        if kind != b"moov":
            continue
        for inner, from_, to in _boxes(file, start, end):
            if inner == b"mvhd":
                seconds = _time(file, from_)
            elif inner == b"trak":
                tracks |= set(_handlers(file, from_, to))
    if not {b"moov", b"mdat"} <= kinds or not tracks & {b"vide", b"soun"}:
        raise damaged()
    if with_picture and b"vide" not in tracks:
        raise damaged()
    return seconds or None


def _time(file: IO[bytes], start: int) -> float:
    file.seek(start)
    version = file.read(4)[0]
    scale, duration = (
        struct.unpack(">16xIQ", file.read(28))
        if version == 1
        else struct.unpack(">8xII", file.read(16))
    )
    unknown = duration in {2**32 - 1, 2**64 - 1}
    return 0.0 if unknown else float(duration / scale)


def _handlers(file: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    for kind, from_, to in _boxes(file, start, end):
        if kind == b"mdia":
            for inner, at, _ in _boxes(file, from_, to):
                if inner == b"hdlr":
                    file.seek(at)
                    yield struct.unpack(">8x4s", file.read(12))[0]


# ------------------------------------------------------------------ WebM (EBML)

_EBML, _SEGMENT, _INFO, _TRACKS, _CLUSTER = (
    0x1A45DFA3,
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0x1F43B675,
)
_SCALE, _DURATION, _TIMESTAMP, _DOCTYPE = 0x2AD7B1, 0x4489, 0xE7, 0x4282
_LEVEL_ONE: Final = frozenset(
    {_INFO, _TRACKS, _CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367}
)


def _number(file: IO[bytes], *, keep_mark: bool) -> int | None:
    """An EBML number; None where all its bits are set (length unknown)."""
    first = file.read(1)
    if not first or not first[0]:
        raise damaged()
    length = 9 - first[0].bit_length()
    value = int.from_bytes(first + file.read(length - 1))
    if keep_mark:
        return value
    mask = (1 << (7 * length)) - 1
    return None if value & mask == mask else value & mask


def _webm(file: IO[bytes], size: int) -> float | None:
    """Walk the elements of one segment; a recorder that wrote no duration is measured by its clusters."""
    scale, duration, last = 1_000_000, None, None
    seen: set[int] = set()
    for _ in range(5 * _MOST_BOXES):
        if file.tell() >= size:
            break
        kind = _number(file, keep_mark=True) or 0
        length = _number(file, keep_mark=False)
        at = file.tell()
        seen.add(kind)
        if kind in {_SEGMENT, _INFO, _CLUSTER}:
            if length is not None and at + length > size:
                raise damaged()
            continue  # its children follow
        if length is None or at + length > size:
            raise damaged()
        if kind == _SCALE:
            scale = int.from_bytes(file.read(length))
        elif kind == _DURATION:
            duration = struct.unpack(">f" if length == 4 else ">d", file.read(length))[0]
        elif kind == _TIMESTAMP:
            last = int.from_bytes(file.read(length))
        file.seek(at + length)
    else:
        raise damaged()
    if file.tell() != size or not {_EBML, _SEGMENT, _TRACKS, _CLUSTER} <= seen:
        raise damaged()
    ticks = duration or last
    return None if ticks is None else float(ticks * scale / 1e9)


# ------------------------------------------------------------------ MP3

_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBITS: Final = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_MOST_BETWEEN: Final = 0.02  # share of the file that may be something else than frames and tags


def _mp3(file: IO[bytes], size: int) -> float:
    """Frame after frame; what stands between them is counted, and little of it is borne."""
    start = _after_id3(file)
    file.seek(start)
    data = file.read()  # at most the field's limit; a sound file is not a film
    at, end, frames_seconds, other, frames = 0, _before_tags(data), 0.0, 0, 0
    while at + 4 <= end:
        length, seconds = _frame(data[at : at + 4])
        if length:
            at += length
            frames += 1
            frames_seconds += seconds
        else:
            at += 1
            other += 1
            if other > max(_MOST_BETWEEN * size, 4096):
                raise damaged()
    if frames < 3 or at > end + 8:
        raise damaged()
    return frames_seconds


def _after_id3(file: IO[bytes]) -> int:
    head = file.read(10)
    if not head.startswith(b"ID3"):
        return 0
    length = 0
    for byte in head[6:10]:
        length = (length << 7) | (byte & 0x7F)
    return length + 10


def _before_tags(data: bytes) -> int:
    end = len(data)
    if end >= 128 and data[-128:-125] == b"TAG":
        end -= 128
    if end >= 32 and data[end - 32 : end - 24] == b"APETAGEX":
        end = max(0, end - struct.unpack("<I", data[end - 20 : end - 16])[0])
    return end


def _frame(head: bytes) -> tuple[int, float]:
    """Length in bytes and seconds of a layer III frame; zeros where there is none."""
    if head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0, 0.0
    version, rate, kbits = (head[1] >> 3) & 3, (head[2] >> 2) & 3, head[2] >> 4
    if version == 1 or rate == 3 or kbits in {0, 15}:
        return 0, 0.0
    hertz = _RATES[version][rate]
    samples = 1152 if version == 3 else 576
    length = samples // 8 * _KBITS[version == 3][kbits] * 1000 // hertz + ((head[2] >> 1) & 1)
    return length, samples / hertz
