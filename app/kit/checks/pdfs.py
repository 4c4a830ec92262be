"""PDF: opened, freed of everything that acts, written anew and drawn in small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2

from app.kit.checks.images import preview
from app.kit.checks.verdict import (
    MAX_PAGES,
    MAX_PREVIEWS,
    PREVIEW_SIDE,
    Limits,
    Verdict,
    damaged,
    refused,
)
from app.kit.errors import N_

MOST_OBJECTS: Final = 200_000
DEEPEST: Final = 60
# What runs, opens, sends or carries something; wherever it stands.
KEYS: Final = frozenset(
    """
    /OpenAction /AA /JS /JavaScript /Launch /EmbeddedFiles /EF /AF /XFA /RichMedia /RichMediaContent
    /RichMediaSettings /Renditions /Collection /SpiderInfo /PieceInfo /Requirements /3DD
    """.split()  # noqa: SIM905 -- a list of names reads better as words
)
ACTIONS: Final = frozenset(
    """
    /JavaScript /Launch /GoToR /GoToE /GoToDp /ImportData /SubmitForm /ResetForm /Rendition /Movie /Sound
    /RichMediaExecute /GoTo3DView /SetState /Thread
    """.split()  # noqa: SIM905 -- as above
)
ANNOTATIONS: Final = frozenset(
    {"/RichMedia", "/FileAttachment", "/Screen", "/Movie", "/Sound", "/3D"}
)
_LINKS: Final = ("http://", "https://", "mailto:")
_ELSEWHERE: Final = ("/F", "/FFilter", "/FDecodeParms")  # a stream whose bytes lie in another file
_GONE: Final = ("/Info", "/Perms")


def check_pdf(source: Path, media_type: str, out: Path, limits: Limits) -> Verdict:
    """Write a PDF anew without what acts.

    Refusals: `pdf_encrypted`, `too_many_pages`, `pdf_too_complex`, `file_damaged`.
    """
    most = min(limits.pages or MAX_PAGES, MAX_PAGES)
    target = out / "clean"
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _encrypted()
            if len(pdf.objects) > MOST_OBJECTS:
                raise refused(
                    "pdf_too_complex",
                    N_("في الملف عناصر أكثر من المسموح. صدّره من برنامجه من جديد، أو قسّمه."),
                )
            pages = len(pdf.pages)
            if pages > most:
                raise refused(
                    "too_many_pages",
                    N_("عدد صفحات الملف {pages}، والحد {limit}. احذف ما زاد ثم ارفعه."),
                    pages=pages,
                    limit=most,
                )
            if pages == 0:
                raise damaged()
            _neutralise(pdf)
            pdf.remove_unreferenced_resources()
            pdf.save(
                target,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                deterministic_id=True,
            )
        with pikepdf.open(target, suppress_warnings=True) as written:
            if any(True for _ in acting(written)):
                raise refused(
                    "pdf_active",
                    N_("في الملف أوامر تعمل وحدها تعذّر نزعها. اطبعه إلى PDF جديد ثم ارفعه."),
                )
    except pikepdf.PasswordError:
        raise _encrypted() from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, OverflowError):
        raise damaged() from None
    width, height, names = _draw(target, out)
    return Verdict(media_type, "clean", pages=pages, width=width, height=height, previews=names)


def _encrypted() -> Exception:
    return refused(
        "pdf_encrypted",
        N_("ملف PDF محمي بكلمة سر أو بقيود. احفظ نسخة بلا حماية ثم ارفعها."),
    )


def _neutralise(pdf: pikepdf.Pdf) -> None:
    for key in _GONE:
        for holder in (pdf.trailer, pdf.Root):
            if key in holder:
                del holder[key]
    for one in pdf.objects:
        _free(one, 0)


def _free(value: Any, depth: int) -> None:
    """Take what acts out of an object and what stands inside it (other objects have their own turn)."""
    if depth > DEEPEST:
        raise damaged()
    if isinstance(value, pikepdf.Array):
        for at in reversed(range(len(value))):
            if _is_acting_note(value[at]):
                del value[at]
        inner = list(value)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        if _is_acting(value) or _is_acting_note(value):
            for key in list(value.keys()):
                if key not in {"/Length", "/Filter", "/DecodeParms"}:
                    del value[key]
        doomed = KEYS.union(_ELSEWHERE) if isinstance(value, pikepdf.Stream) else KEYS
        for key in doomed.intersection(value.keys()):
            del value[key]
        inner = [value[key] for key in list(value.keys())]
    else:
        return
    for one in inner:
        if _is_inside(one):
            _free(one, depth + 1)


def _is_inside(value: Any) -> bool:
    """An object that stands inside another one; numbers and texts become Python's own."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _name(value: Any, key: str) -> str:
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return ""
    found = value.get(key)
    return str(found) if isinstance(found, pikepdf.Name) else ""


def _is_acting(value: Any) -> bool:
    action = _name(value, "/S")
    if action == "/URI":
        target = value.get("/URI")
        return not (
            isinstance(target, pikepdf.String) and str(target).strip().lower().startswith(_LINKS)
        )
    return action in ACTIONS


def _is_acting_note(value: Any) -> bool:
    return _name(value, "/Subtype") in ANNOTATIONS and "/Rect" in value


def acting(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What would act in a PDF, over all its objects: nothing after a check."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Array):
            inner: list[Any] = list(value)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield from KEYS.intersection(value.keys())
            if isinstance(value, pikepdf.Stream):
                yield from set(_ELSEWHERE).intersection(value.keys())
            if _is_acting(value) or _is_acting_note(value):
                yield _name(value, "/S") or _name(value, "/Subtype")
            inner = [value[key] for key in value.keys()]  # noqa: SIM118 -- not a dict
        else:
            continue
        waiting += [one for one in inner if _is_inside(one)]


def _draw(path: Path, out: Path) -> tuple[int, int, list[str]]:
    """Small pictures of the first pages; the first page's size in points."""
    names: list[str] = []
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            width, height = document[0].get_size()
            for number in range(min(len(document), MAX_PREVIEWS)):
                page = document[number]
                scale = PREVIEW_SIDE / max(*page.get_size(), 1)
                drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
                name = f"preview-{number + 1}"
                (out / name).write_bytes(preview(drawn.to_pil()))
                names.append(name)
                page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise damaged() from None
    return round(width), round(height), names
