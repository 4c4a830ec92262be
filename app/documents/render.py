"""From a template and data to the bytes of a PDF: in a process of its own, with a limit, kept by content.

A template is `templates/<name>.typ`; it reads nothing but `sys.inputs.data`, which is JSON. The same
data make the same bytes: the document's date is among them.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import typst

from app.documents.fonts import covered, font_folder
from app.jobs.subprocess import run_in_subprocess
from app.kit.arabic import strip_bidi

TEMPLATES: Final = Path(__file__).parent / "templates"
LIMIT: Final = 30.0  # seconds
AT_ONCE: Final = 2
KEPT: Final = 64
_kept: OrderedDict[str, bytes] = OrderedDict()


@cache
def _turns() -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


def compile_document(template: str, data: str) -> bytes:
    """Compile a template with JSON data; `typst.TypstError` when it does not (a glyph that is missing)."""
    made: bytes = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[font_folder()],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["a-2a", "ua-1"],
    )
    return made


def plain(value: Any) -> Any:
    """Data as they can be set: without the characters that reorder their neighbours, and with `?` for
    those that no font has (a missing glyph is no PDF/A). The template isolates every value.
    """
    match value:
        case str():
            known = covered()
            return "".join(c if c in known or c.isspace() else "?" for c in strip_bidi(value))
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value


async def write_pdf(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of these data. `ChildFailed` or `TimeoutError` when the process did not make it."""
    said = json.dumps(plain(data), ensure_ascii=False, sort_keys=True)
    key = sha256(f"{_source(template)}\0{said}".encode()).hexdigest()
    known = _kept.get(key)
    if known is not None:
        _kept.move_to_end(key)
        return known
    async with _turns():
        made: bytes = await run_in_subprocess(
            "app.documents.render:compile_document",
            {"template": template, "data": said},
            limit=LIMIT,
        )
    _kept[key] = made
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return made


@cache
def _source(template: str) -> str:
    parts = [(TEMPLATES / name).read_bytes() for name in ("base.typ", f"{template}.typ")]
    return sha256(b"\0".join(parts)).hexdigest()
