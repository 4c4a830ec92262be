"""Keeps the gettext catalogues: `python -m app.kit.i18n extract | missing | fill FILE.json | check`.

`extract` brings both catalogues in line with the sources; `missing` prints what lacks a translation as
JSON; `fill` extracts, then takes translations from JSON (`{msgid: text, or list of plural forms}`);
`check` fails on anything untranslated, fuzzy, obsolete, drifted, or with other placeholders.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from app.kit import i18n

APP: Final = i18n.LOCALES.parent
# Only marked texts: `_`, `gettext` and `ngettext` in templates, `N_` and `NN_` in Python.
KEYWORDS: Final = {"N_": None, "NN_": (1, 2), "_": None, "gettext": None, "ngettext": (1, 2)}
PLURALS: Final = {"ar": 6, "en": 2}
# In the order of CLDR: zero, one, two, few, many, other (Babel's own rule swaps the last two).
_PLURAL_RULES: Final = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    "en": "nplurals=2; plural=(n != 1)",
}
_PLACEHOLDER: Final = re.compile(r"\{\w+\}|%\(\w+\)[sd]")
_NUMBERS: Final = {f"{{{n}}}" for n in ("n", "count", "limit")} | {
    f"%({n})s" for n in ("num", "count")
}
_NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)


def extracted(app: Path = APP) -> Catalog:
    """Return every marked text of the sources, each with the files it stands in."""
    with (i18n.LOCALES / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(charset="utf-8")
    for name, _line, ids, _comments, context in extract_from_dir(
        app, methods, options, KEYWORDS, comment_tags=()
    ):
        found.add(ids, locations=[(f"app/{name}", 0)], context=context)
    return found


def stored(language: str) -> Catalog:
    """Return the catalogue of a language as it is on disk, or an empty one."""
    path = i18n.catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, sources: Catalog) -> Catalog:
    """Return the language's catalogue in line with the sources: new texts empty, vanished ones dropped.

    Arabic is the source, so its catalogue holds only what has plural forms.
    """
    old = stored(language)
    new = Catalog(
        locale=language,
        project="Tahkeem",
        version="1",
        copyright_holder="Tahkeem",
        header_comment="# Written by `python -m app.kit.i18n`; Arabic is the source language.",
        msgid_bugs_address="-",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        last_translator="-",
        language_team="-",
        fuzzy=False,
        charset="utf-8",
    )
    new.mime_headers = [("Plural-Forms", _PLURAL_RULES[language])]
    for message in sorted((m for m in sources if m.id), key=_first_place):
        if language == "ar" and not message.pluralizable:
            continue
        before = old.get(message.id, message.context)
        same_kind = before is not None and before.pluralizable == message.pluralizable
        new.add(
            message.id,
            before.string if before is not None and same_kind else None,
            locations=sorted(set(message.locations)),
            flags=before.flags - {"python-format"} if before is not None else (),
            context=message.context,
        )
    return new


def written(catalogue: Catalog) -> bytes:
    """Return the catalogue as the bytes of its `.po` file; the same catalogue gives the same bytes."""
    for message in catalogue:
        message.flags.discard("python-format")
    out = BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def faults(language: str, sources: Catalog) -> list[str]:
    """Return one sentence for each thing wrong with a language's catalogue."""
    catalogue = stored(language)
    found = [f"{language}: obsolete: {_short(message)}" for message in catalogue.obsolete.values()]
    for message in (m for m in sources if m.id and (language != "ar" or m.pluralizable)):
        held = catalogue.get(message.id, message.context)
        if held is None:
            found.append(f"{language}: not in the catalogue: {_short(message)}")
        elif held.fuzzy:
            found.append(f"{language}: fuzzy: {_short(message)}")
        else:
            found += [
                f"{language}: {fault}: {_short(message)}" for fault in _form_faults(language, held)
            ]
    if (
        not found
        and written(renewed(language, sources)) != i18n.catalogue_path(language).read_bytes()
    ):
        found.append(f"{language}: the catalogue has drifted from the sources: run `extract`")
    return found


def _form_faults(language: str, message: Message) -> Iterator[str]:
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if message.pluralizable and len(forms) != PLURALS[language]:
        yield f"{len(forms)} plural forms instead of {PLURALS[language]}"
    if not all(form and form.strip() for form in forms):
        yield "untranslated"
        return
    known = [set(_PLACEHOLDER.findall(text)) for text in ids]
    # A plural form may write the number as a word (one, two); nothing else may be left out.
    needed = set.intersection(*known) - (_NUMBERS if message.pluralizable else set())
    for form in forms:
        names = set(_PLACEHOLDER.findall(form or ""))
        if names - set.union(*known) or needed - names:
            yield f"placeholders {sorted(names)} instead of {sorted(set.union(*known))}"


def missing(language: str, sources: Catalog) -> list[str | list[str]]:
    """Return the texts that lack a translation, in the form that `fill` reads as keys."""
    catalogue = renewed(language, sources)
    return [_key(m) for m in catalogue if m.id and (m.fuzzy or any(_form_faults(language, m)))]


def fill(language: str, wanted: dict[str, str | list[str]], sources: Catalog) -> list[str]:
    """Store translations and return the keys that no source has."""
    catalogue = renewed(language, sources)
    by_key = {_key(message): message for message in catalogue if message.id}
    for key, text in wanted.items():
        if key in by_key:
            message = by_key[key]
            message.string = tuple(text) if isinstance(text, list) else text
            message.flags.discard("fuzzy")
    _store(language, catalogue)
    return [key for key in wanted if key not in by_key]


def _store(language: str, catalogue: Catalog) -> None:
    path = i18n.catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_bytes(written(catalogue))
    fresh.replace(path)


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (tuple, list)) else message.id


def _short(message: Message) -> str:
    return repr(_key(message))


def _first_place(message: Message) -> tuple[str, str]:
    return (min(message.locations)[0] if message.locations else "", _key(message))


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time rewrite the catalogues."""
    with (i18n.LOCALES / "babel.cfg").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Run one command; return the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m app.kit.i18n", description=__doc__)
    parser.add_argument("command", choices=("extract", "missing", "fill", "check"))
    parser.add_argument("file", nargs="?", help="for fill: JSON of {msgid: translation}")
    parser.add_argument("--language", choices=i18n.LANGUAGES, default="en")
    asked = parser.parse_args(arguments)
    say = sys.stdout.write
    with _alone():
        sources = extracted()
        if asked.command == "check":
            wrong = [fault for language in i18n.LANGUAGES for fault in faults(language, sources)]
            say("".join(f"{fault}\n" for fault in wrong) or "The catalogues are complete.\n")
            return 1 if wrong else 0
        if asked.command == "missing":
            lacking = {str(key): "" for key in missing(asked.language, sources)}
            say(json.dumps(lacking, ensure_ascii=False, indent=1) + "\n")
            return 0
        unknown: list[str] = []
        if asked.command == "fill":
            text = Path(asked.file).read_text() if asked.file else sys.stdin.read()
            unknown = fill(asked.language, json.loads(text), sources)
        for language in i18n.LANGUAGES:
            _store(language, renewed(language, sources))
        say("".join(f"no source has {key!r}\n" for key in unknown))
        return 1 if unknown else 0
