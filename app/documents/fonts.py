"""The fonts of documents: TTF, made of the SPA's own (woff2) when the first document is written.

Each script keeps a family of its own, so that a template can name them in order.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FAMILY: Final = {"arabic": "Tahkeem Arabic", "latin": "Tahkeem Latin"}
WEIGHTS: Final = {400: "Regular", 600: "SemiBold"}
_ROOT: Final = Path(__file__).parents[2]
# In a checkout the sources, in the image what was built of them.
_SOURCES: Final = (
    _ROOT / "frontend" / "src" / "shared" / "fonts",
    _ROOT / "frontend" / "dist" / "pages",
)
_NAMES: Final = (1, 3, 4, 6, 16)


@cache
def font_folder() -> Path:
    """A folder with the fonts; made once per machine and never half-made. FileNotFoundError without sources."""
    wanted = [f"text-{script}-{weight}.woff2" for script in FAMILY for weight in WEIGHTS]
    source = next((one for one in _SOURCES if all((one / name).is_file() for name in wanted)), None)
    if source is None:
        raise FileNotFoundError(wanted[0])
    stamp = max((source / name).stat().st_mtime_ns for name in wanted)
    folder = Path(tempfile.gettempdir()) / f"tahkeem-fonts-{os.getuid()}-{stamp}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(folder)
    for script, family in FAMILY.items():
        for weight, style in WEIGHTS.items():
            target = folder / f"{script}-{weight}.ttf"
            if not target.is_file():
                _make(source / f"text-{script}-{weight}.woff2", target, family, style)
    return folder


def _make(source: Path, target: Path, family: str, style: str) -> None:
    font = TTFont(source)
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in _NAMES:
            record.string = family if record.nameID in (1, 16) else f"{family} {style}"
        if record.nameID in (2, 17):
            record.string = style
    part = target.with_suffix(f".{os.getpid()}")
    font.save(part)
    part.rename(target)


@cache
def covered() -> frozenset[str]:
    """Every character that one of the fonts has."""
    found: set[str] = set()
    for font in font_folder().glob("*.ttf"):
        found |= {chr(one) for one in TTFont(font).getBestCmap()}
    return frozenset(found)
