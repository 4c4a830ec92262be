"""The bare copy of a file that was found clean: without what it says of its makers; and what names them in it.

Called by `jobs.subprocess` in a process of its own. What is shown stays as it is: pages, pictures and words.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from app.kit.checks.run import load, look
from app.kit.checks.sandbox import confine
from app.kit.checks.verdict import Limits, Verdict
from app.kit.errors import Refusal
from app.kit.names import Names

MOST_TEXT: Final = 4_000_000  # characters that are looked through


@dataclass(slots=True)
class Bare:
    """A bare copy, by its file's name in the folder; `read`: its text could be looked through.

    Without `file` nothing could be taken out: the file says of its makers what it says.
    """

    file: str | None
    found: list[str] = field(default_factory=list)
    read: bool = False
    pages: int | None = None
    previews: list[str] = field(default_factory=list)


def bare_many(files: list[dict[str, Any]]) -> list[Bare]:
    """The bare copies of files that were found clean, each into its own folder `out`."""
    for one in files:
        load(one["media_type"])
    _prepare()
    return [_bare(**one) for one in files]


def replace(
    path: str,
    name: str,
    media_type: str,
    out: str,
    limits: Limits,
    names: list[str],
    hosts: list[str],
) -> tuple[Verdict, Bare]:
    """Check a file that is to stand for another, and make its bare copy."""
    load(media_type)
    _prepare()
    verdict = look(Path(path), name, media_type, Path(out), limits)
    clean = path if verdict.clean is None else str(Path(out) / verdict.clean)
    (Path(out) / "bare").mkdir()
    return verdict, _bare(clean, media_type, str(Path(out) / "bare"), names, hosts)


def _prepare() -> None:
    import PIL.Image  # noqa: F401 -- before the process gives up opening what it likes

    confine()


def _bare(path: str, media_type: str, out: str, names: list[str], hosts: list[str]) -> Bare:
    source, folder = Path(path), Path(out)
    kind = media_type.partition("/")[0]
    try:
        if media_type == "application/pdf":
            from app.kit.checks.bare_pdf import bare_pdf

            drawn, said, is_all = bare_pdf(source, folder / "bare")
            made, text = Bare("bare", read=is_all and bool(drawn.strip())), f"{drawn}\n{said}"
        elif media_type.startswith("application/vnd."):
            from app.kit.checks.bare_office import bare_office

            text, is_all = bare_office(source, folder / "bare")
            made = Bare("bare", read=is_all)
        elif kind == "text":
            made, text = (
                Bare("bare", read=True),
                _copied(source, folder).read_text("utf-8", "replace"),
            )
        elif kind == "image":  # written anew when it was checked
            made, text = Bare("bare"), ""
            _copied(source, folder)
        else:
            return Bare(None)
    except Refusal:
        return Bare(None)
    sought = Names(names, hosts)
    made.found = sought.within(text[:MOST_TEXT])
    if media_type == "application/pdf":
        made.found = list(dict.fromkeys(made.found + sought.drawn(text[:MOST_TEXT])))
    made.read = made.read and bool(text.strip()) and len(text) <= MOST_TEXT
    return made


def _copied(source: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(source, folder / "bare"))
