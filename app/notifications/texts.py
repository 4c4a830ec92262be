"""Mail texts: Jinja templates in two languages, from which one layout derives the HTML.

A template is `templates/<name>.<language>.txt`: `Subject: …`, an empty line, the text. Paragraphs are
parted by empty lines; a line that is only a link to this installation becomes a link (`base_url`). Values are isolated (FSI…PDI) in the
text and stand in `<bdi>` in the HTML, instants appear in both calendars. The fact `zone` (an IANA name,
default Asia/Riyadh) and `digits` say how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup, escape

from app.kit import arabic

FOLDER: Final = Path(__file__).parent / "templates"
ZONE: Final = "Asia/Riyadh"
_SUBJECT: Final = "Subject: "
_LINK: Final = re.compile(r"https?://[^\s<>\"\u2066-\u2069]+")
_FSI, _PDI = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail as written: the subject without line breaks, the plain text, the same as HTML."""

    subject: str
    text: str
    html: str


@pass_context
def _written(context: Context, value: Any) -> Any:
    """How a value stands in a sentence."""
    language: arabic.Language = context["language"]
    zone: str = context.get("zone") or ZONE
    digits: arabic.Digits = context.get("digits") or "latn"
    match value:
        case Undefined():
            return value  # StrictUndefined raises when it is written
        case Markup():
            return value
        case None:
            return ""
        case datetime():
            return arabic.isolate(arabic.format_instant(value, zone, language, digits))
        case date():
            return arabic.isolate(arabic.format_date(value, language, digits))
        case str():
            # A link is left bare: an invisible character after it would become part of it.
            return value if not value or _LINK.fullmatch(value) else arabic.isolate(value)
        case list() | tuple():
            return ("، " if language == "ar" else ", ").join(
                str(_written(context, one)) for one in value
            )
        case _:
            return arabic.with_digits(str(value), digits)


@cache
def _environment() -> Environment:
    return Environment(  # noqa: S701 -- plain text; the HTML is made from it by escaping everything
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        finalize=_written,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def write_mail(template: str, language: str, facts: dict[str, Any]) -> MailText:
    """Write a mail. A missing template or fact is a programming error (jinja2's exceptions)."""
    whole = (
        _environment().get_template(f"{template}.{language}.txt").render(facts, language=language)
    )
    head, _, body = whole.partition("\n\n")
    if not head.startswith(_SUBJECT):
        msg = f"{template}.{language}.txt does not begin with 'Subject: '"
        raise ValueError(msg)
    subject = " ".join(head.removeprefix(_SUBJECT).split())[:300]
    text = re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
    layout = _environment().get_template(f"_layout.{language}.html")
    html = layout.render(
        subject=_html(subject), body=_paragraphs(text, facts.get("base_url", "")), language=language
    )
    return MailText(subject, text, html)


def _html(text: str) -> Markup:
    """Escape a text; isolates become `<bdi>`."""
    return Markup(  # noqa: S704 -- escaped one line above, only our own two characters become tags
        str(escape(text)).replace(_FSI, "<bdi>").replace(_PDI, "</bdi>")
    )


def _paragraphs(text: str, base_url: str) -> Markup:
    written = []
    for paragraph in text.strip().split("\n\n"):
        lines = [_line(line, base_url) for line in paragraph.split("\n")]
        written.append(Markup("<p>{}</p>").format(Markup("<br>\n").join(lines)))
    return Markup("\n").join(written)


def _line(line: str, base_url: str) -> Markup:
    # Only our own: what people wrote into a mail is no link of ours.
    if base_url and line.startswith(f"{base_url}/") and _LINK.fullmatch(line.strip()):
        return Markup('<a href="{0}" dir="ltr">{0}</a>').format(line.strip())
    return _html(line)
