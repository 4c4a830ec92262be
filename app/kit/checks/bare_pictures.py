"""A picture within a document, anew where it says more than its pixels. Which kind it is, its first bytes tell."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageSequence

from app.kit.checks.bare_pdf import bare_jpeg

_KINDS: Final = ["PNG", "WEBP", "GIF", "TIFF", "BMP"]
_JPEG: Final = b"\xff\xd8"
# All that is needed to draw one.
_PIXELS: Final = frozenset(
    {"dpi", "gamma", "srgb", "chromaticity", "aspect", "interlace", "icc_profile", "transparency"}
    | {"loop", "duration", "background", "timestamp", "blend", "disposal", "bbox", "default_image"}
    | {"version", "compression", "extension"}
)


def bare_picture(data: bytes) -> bytes | None:
    """The picture without what it says beside its pixels; None where its kind is not known or it cannot be read."""
    if data.startswith(_JPEG):
        return bare_jpeg(data)
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            opened.load()  # words may stand after the pixels
            kind = str(opened.format)
            if kind in {"PNG", "WEBP"}:
                return _still(opened, kind, data)
            if kind == "BMP":
                return data
            return _frames(opened, kind)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _still(opened: Image.Image, kind: str, data: bytes) -> bytes:
    if not opened.getexif() and not set(opened.info) - _PIXELS:
        return data
    opened.info = {key: one for key, one in opened.info.items() if key in _PIXELS}
    opened.getexif().clear()
    held = io.BytesIO()
    opened.save(held, kind, **({"quality": 92} if kind == "WEBP" else {}))
    return held.getvalue()


def _frames(opened: Image.Image, kind: str) -> bytes:
    """Every frame anew, with its time."""
    frames, times = [], []
    for frame in ImageSequence.Iterator(opened):
        bare = frame.copy()
        times.append(int(frame.info.get("duration", 0)))
        bare.info = {key: one for key, one in frame.info.items() if key == "transparency"}
        frames.append(bare)
    held = io.BytesIO()
    many = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    if kind == "GIF":
        if many:
            many |= {"duration": times, "disposal": 2}
        if "loop" in opened.info:
            many["loop"] = int(opened.info["loop"])
    else:
        many["compression"] = "tiff_deflate"
    frames[0].save(held, kind, **many)
    return held.getvalue()
