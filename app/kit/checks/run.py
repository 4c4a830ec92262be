"""The check of one file, or of several, as `jobs.subprocess` calls it in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.kit.checks.sandbox import confine
from app.kit.checks.verdict import Limits, Verdict
from app.kit.errors import Refusal
from app.kit.files import HEAD, check_upload


def check(path: str, name: str, media_type: str, out: str, limits: Limits) -> Verdict:
    """Look into a file; clean copies go into the folder `out`. Raises the reason why it is refused."""
    load(media_type)
    confine()
    return look(Path(path), name, media_type, Path(out), limits)


def check_many(files: list[dict[str, Any]]) -> list[Verdict | Refusal]:
    """`check` of several files in one process: for those that come in a batch."""
    for one in files:
        load(one["media_type"])
    confine()
    found: list[Verdict | Refusal] = []
    for one in files:
        try:
            found.append(
                look(
                    Path(one["path"]),
                    one["name"],
                    one["media_type"],
                    Path(one["out"]),
                    one["limits"],
                )
            )
        except Refusal as refusal:
            found.append(refusal)
    return found


def load(media_type: str) -> None:
    """Import what a kind needs while the process may still open what it likes."""
    if media_type == "application/pdf":
        import app.kit.checks.pdfs
    elif media_type.startswith("image/"):
        import app.kit.checks.images
    elif media_type.startswith("application/vnd."):
        import app.kit.checks.office  # noqa: F401


def look(path: Path, name: str, media_type: str, out: Path, limits: Limits) -> Verdict:
    """The check itself, by kind, after the gate once more: its first look saw what had come by then."""
    with path.open("rb") as file:
        check_upload(name, file.read(HEAD), {media_type})
    kind = media_type.partition("/")[0]
    if media_type == "application/pdf":
        from app.kit.checks.pdfs import check_pdf

        return check_pdf(path, media_type, out, limits)
    if kind == "image":
        from app.kit.checks.images import check_image

        return check_image(path, media_type, out)
    if kind in {"video", "audio"}:
        from app.kit.checks.media import check_media

        return check_media(path, media_type, limits)
    if kind == "text":
        from app.kit.checks.plain import check_text

        return check_text(path, media_type, out)
    from app.kit.checks.office import check_office

    return check_office(path, media_type, out)
