"""Small pictures written anew: what arrives is decoded under limits and never served itself."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from app.kit.errors import N_, Refusal

FORMATS: Final = ("PNG", "JPEG", "WEBP")
MAX_PIXELS: Final = 4_000_000
_TRANSPARENT: Final = frozenset({"RGBA", "LA", "PA", "P"})


def rewrite_image(data: bytes, *, max_side: int, max_pixels: int = MAX_PIXELS) -> tuple[bytes, str]:
    """Return the picture as a fresh PNG or, without transparency, JPEG, and its media type.

    Only PNG, JPEG and WebP are read; it is turned as its camera said, made no larger than
    `max_side`, and keeps no metadata. CPU work: run it outside the event loop. Refusals (422):
    `image_unreadable`, `image_too_large` with `limit` in pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > max_pixels:
                    raise _too_large(max_pixels)
                opened.draft("RGB", (max_side, max_side))  # a JPEG is read no larger than needed
                picture = ImageOps.exif_transpose(opened)
                picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError):
        raise Refusal(
            "image_unreadable",
            N_("الملف ليس صورة PNG أو JPEG أو WebP سليمة."),
            status=422,
        ) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(max_pixels) from None
    clear = picture.mode in _TRANSPARENT
    picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail((max_side, max_side))
    out = io.BytesIO()
    if clear:
        picture.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    picture.save(out, "JPEG", quality=90)
    return out.getvalue(), "image/jpeg"


def _too_large(limit: int) -> Refusal:
    return Refusal(
        "image_too_large",
        N_("الصورة أكبر من {limit} بكسل. صغّرها ثم ارفعها."),
        status=422,
        limit=limit,
    )
