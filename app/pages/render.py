"""Renders a public page in a language; strict autoescape, no script, one stylesheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from app.kit import arabic
from app.kit.i18n import Language, translations
from app.settings import Settings

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"


@lru_cache(maxsize=2)
def _environment(language: Language) -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return made


def _pick(row: Any, name: str, language: Language) -> str:
    """`name_ar` or `name_en` of a row; the other language where one is empty."""
    first, second = ("ar", "en") if language == "ar" else ("en", "ar")
    value: str = getattr(row, f"{name}_{first}") or getattr(row, f"{name}_{second}")
    return value


def _spoken(row: Any, name: str, language: Language) -> Markup:
    """The attributes of a text that stands in the other language because this one's is empty."""
    if getattr(row, f"{name}_{language}") or not _pick(row, name, language):
        return Markup()
    return Markup(' lang="en" dir="ltr"') if language == "ar" else Markup(' lang="ar" dir="rtl"')


def _paragraphs(text: str) -> Markup:
    """Plain text as paragraphs, each with its own direction."""
    blocks = [block.strip() for block in text.replace("\r", "").split("\n\n") if block.strip()]
    return Markup("").join(
        Markup('<p dir="auto">{}</p>').format(
            Markup("<br>").join(escape(line) for line in block.split("\n"))
        )
        for block in blocks
    )


def _when(edition: Any, language: Language) -> Callable[[datetime | None], str]:
    def format_(at: datetime | None) -> str:
        if at is None:
            return "—"
        return arabic.format_instant(at, edition.timezone, language, edition.digits)

    return format_


def _colour(programme: Any) -> str:
    """The programme's colour as its stylesheet's address names it."""
    return str(programme.colour).lstrip("#").lower()


def colour_sheet(colour: str) -> str:
    """The rules of a programme's colour, six hexadecimal digits: headings, links, buttons, hints.

    A colour that is readable on white (`check_colour`) stays so on its own tint: text is darker.
    """

    def mixed(share: float, other: int) -> str:
        channels = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one in channels)

    return (
        f":root {{ --primary: #{colour}; --primary-hover: {mixed(0.85, 0)}; "
        f"--primary-active: {mixed(0.7, 0)}; --primary-text: {mixed(0.85, 0)}; "
        f"--primary-tint: {mixed(0.06, 255)}; --focus: {mixed(0.85, 0)}; "
        f"--heading: {mixed(0.85, 0)}; }}\n"
    )


def render(
    template: str,
    data: dict[str, Any],
    *,
    language: Language,
    path: str,
    settings: Settings,
    now: datetime,
) -> bytes:
    """The page as UTF-8 bytes. `path` is the Arabic page's path, e.g. `/editions/x`."""
    prefix, base_url = "" if language == "ar" else "/en", settings.base_url
    edition = data.get("edition")
    page = _environment(language).get_template(template)
    html = page.render(
        **data,
        lang=language,
        other="en" if language == "ar" else "ar",
        prefix=prefix,
        this_url=base_url + (prefix + path).rstrip("/"),
        other_href=("/en" + path if language == "ar" else path).rstrip("/") or "/",
        base_url=base_url,
        stylesheet=stylesheet(settings.spa_folder)[1],
        t=lambda row, name: _pick(row, name, language),
        spoken=lambda row, name: _spoken(row, name, language),
        paragraphs=_paragraphs,
        colour=_colour,
        when=_when(edition, language) if edition is not None else None,
        moment=datetime.fromisoformat,
        when_of=lambda one: _when(one, language),
        number=lambda value: arabic.with_digits(
            str(value), edition.digits if edition is not None else "latn"
        ),
        now=now,
        # Every page of a demonstration says so, also those of no edition: home, receipt, nowhere.
        is_demo=settings.is_demo
        or any(one is not None and one.is_demo for one in (edition, data.get("programme"))),
    )
    return html.encode()


@lru_cache(maxsize=4)
def stylesheet(spa_folder: Path) -> tuple[bytes, str]:
    """The SPA's tokens and fonts with the pages' own rules, in one file; and its address.

    The address changes with the content. Before the SPA is built there are only the own rules.
    """
    shared = spa_folder / "pages" / "shared.css"
    parts = [file.read_bytes() for file in (shared, STATIC / "pages.css") if file.is_file()]
    css = b"\n".join(parts)
    return css, f"/static/pages-{sha256(css).hexdigest()[:16]}.css"
