"""Pictures: decoded under limits and written anew, without position, author or anything hidden."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.kit.checks.verdict import MAX_PIXELS, PREVIEW_SIDE, Verdict, damaged, refused
from app.kit.errors import N_, Refusal

FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
}
_CLEAR: Final = frozenset({"RGBA", "LA", "PA", "P", "La", "RGBa"})
_MOST_FRAMES: Final = 300


def check_image(source: Path, media_type: str, out: Path) -> Verdict:
    """Write the picture anew. Refusals: `image_too_large`, `file_damaged`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=[FORMATS[media_type]]) as opened:
                _check_size(opened.width, opened.height, getattr(opened, "n_frames", 1))
                frames, options = _frames(opened, media_type)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(0, 0) from None
    except Refusal:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
    ):
        raise damaged() from None
    first = frames[0]
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    first.save(out / "clean", FORMATS[media_type], **options)
    (out / "preview-1").write_bytes(preview(first))
    return Verdict(
        media_type, "clean", width=first.width, height=first.height, previews=["preview-1"]
    )


def _check_size(width: int, height: int, frames: int) -> None:
    if width * height > MAX_PIXELS or width * height * frames > 5 * MAX_PIXELS:
        raise _too_large(width, height)
    if frames > _MOST_FRAMES:
        raise refused(
            "too_many_frames",
            N_("إطارات الصورة المتحركة أكثر من {limit}. قصّرها ثم ارفعها."),
            limit=_MOST_FRAMES,
        )


def _too_large(width: int, height: int) -> Refusal:
    return refused(
        "image_too_large",
        N_("دقة الصورة أعلى من الحد بالميغابكسل ({limit}). صغّرها ثم ارفعها."),
        limit=MAX_PIXELS // 1_000_000,
        width=width,
        height=height,
    )


def _frames(opened: Image.Image, media_type: str) -> tuple[list[Image.Image], dict[str, Any]]:
    if media_type == "image/gif":
        return _animation(opened)
    opened.load()
    picture = _in_srgb(ImageOps.exif_transpose(opened))
    if media_type == "image/jpeg":
        return [picture.convert("RGB")], {"quality": 92, "optimize": True}
    mode = "RGBA" if picture.mode in _CLEAR else "RGB"
    options = {"quality": 92, "method": 4} if media_type == "image/webp" else {}
    return [_bare(picture.convert(mode))], options


def _animation(opened: Image.Image) -> tuple[list[Image.Image], dict[str, Any]]:
    frames, times = [], []
    for at in range(getattr(opened, "n_frames", 1)):
        opened.seek(at)
        frames.append(_bare(opened.convert("RGBA")))
        times.append(int(opened.info.get("duration", 100)))
    options: dict[str, Any] = {"duration": times, "disposal": 2} if len(frames) > 1 else {}
    if len(frames) > 1 and "loop" in opened.info:
        options["loop"] = int(opened.info["loop"])
    return frames, options


def _bare(picture: Image.Image) -> Image.Image:
    """Nothing but pixels: what a file says beside them stays behind."""
    picture.info = {}
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, wide, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            picture = turned or picture
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that nobody understands is left out
    return _bare(picture)


def preview(picture: Image.Image, side: int = PREVIEW_SIDE) -> bytes:
    """A small WebP of a picture."""
    small = picture.convert("RGBA" if picture.mode in _CLEAR else "RGB")
    small.thumbnail((side, side))
    held = io.BytesIO()
    small.save(held, "WEBP", quality=75, method=4)
    return held.getvalue()
