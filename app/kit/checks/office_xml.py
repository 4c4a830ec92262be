"""The XML of Office files, read with expat under its limits and without a document type: what would run or reach out.

Names are compared without prefix and namespace: prefixes are the writer's choice, and each vocabulary has
two namespaces (Transitional and Strict).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from app.kit.checks.office_parts import LINKS, check_relation, data_links, external, macros
from app.kit.checks.verdict import damaged

_ROOTS_THAT_RUN: Final = frozenset({"macrosheet", "dialogsheet", "customUI"})
_ROOTS_THAT_REACH: Final = frozenset({"connections", "queryTable", "externalLink", "volTypes"})
_FORMULAS: Final = frozenset({"f", "definedName", "formula", "formula1", "formula2"})
_INSTRUCTIONS: Final = frozenset({"instrText", "delInstrText"})
_ACTIONS: Final = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_PICTURES: Final = frozenset({"imagedata", "fill", "stroke", "image"})
_QUOTED: Final = re.compile(r'"[^"]*"|\'(?:[^\']|\'\')*\'|\[[^\[\]]*\]')
# What follows the name of a workbook; no sheet's own name has a slash or a bracket.
_AFTER_BOOK: Final = re.compile(r"[\w.]*!")
# A chart keeps the name of a workbook whose link was broken, a document has fractions: nothing is opened.
_NO_SHEETS: Final = frozenset({"chartSpace", "document"})
_NAMED: Final = r"(?:^|[^\w.]|_xlfn\.|_xlws\.)({})\s*\("
_FORMULA_RUNS: Final = re.compile(
    r"\|[^|!]*!|" + _NAMED.format(r"CALL|EXEC|RUN|REGISTER(?:\.ID)?"), re.IGNORECASE
)
_FORMULA_REACHES: Final = re.compile(_NAMED.format("WEBSERVICE|IMAGE|RTD"), re.IGNORECASE)
_FIELD_RUNS: Final = frozenset({"DDE", "DDEAUTO"})
_FIELD_REACHES: Final = frozenset(
    {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD"}
)
_ACTS: Final = re.compile(r"\s*ppaction://(?:macro|program|ole)", re.IGNORECASE)
_COMMAND: Final = re.compile(r"\s*([^\s\"\\]*)\s*\"?([^\s\"]*)")
_COMMAND_LENGTH: Final = 400  # of an instruction: its command and the address behind it
_MOST_NESTED: Final = 100
_ELSEWHERE: Final = re.compile(r"\s*(?:\\\\|//|(?!data:)[a-z][a-z0-9+.-]+:)", re.IGNORECASE)

_WATCHED: Final = (
    _FORMULAS | _INSTRUCTIONS | _ACTIONS | _PICTURES
    | {"t", "p", "fldChar", "fldSimple", "AlternateContent", "mailMerge", "ddeLink", "script", "Relationship",
       "Default", "Override"}
)  # fmt: skip

Attributes = dict[str, str]


def check_xml(data: bytes, *, relations: bool) -> None:
    """Well formed, without a document type, and nothing in it runs or reaches out.

    Refusals: `file_damaged`, `office_macros`, `office_external`, `office_data_links`, `office_embedded`,
    `office_unknown_part`.
    """
    if relations:
        read_xml(data, _check_relation)
        return
    part = _Content()
    read_xml(data, part.begun, part.ended, part.text)
    part.judge_open_fields()


def declared_types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Of `[Content_Types].xml`: types by extension, and by the name of a part; all in small letters."""
    by_extension: dict[str, str] = {}
    by_part: dict[str, str] = {}

    def begun(tag: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").strip().lower()
        if tag == "Default":
            by_extension[attributes.get("Extension", "").lower()] = kind
        elif tag == "Override":
            by_part[attributes.get("PartName", "").removeprefix("/").lower()] = kind

    read_xml(data, begun)
    return by_extension, by_part


def read_xml(
    data: bytes,
    begun: Callable[[str, Attributes], None],
    ended: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk through; the tags that are watched, and the first of all, come with local names."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True

    def no_doctype(*_: object) -> None:
        raise damaged()

    def start(tag: str, attributes: Attributes) -> None:
        if (name := _local(tag)) in _WATCHED:
            begun(name, {_local(key): value for key, value in attributes.items()})

    def root(tag: str, attributes: Attributes) -> None:
        parser.StartElementHandler = start
        begun(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        if ended is not None and (name := _local(tag)) in _WATCHED:
            ended(name)

    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = root
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise damaged() from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _check_relation(tag: str, attributes: Attributes) -> None:
    if tag == "Relationship":
        check_relation(
            attributes.get("Type", ""),
            attributes.get("Target", ""),
            outside=attributes.get("TargetMode", "").strip().lower() == "external",
        )


class _Field:
    """A field of Word while its instruction is read, with what is struck out and without."""

    def __init__(self) -> None:
        self.kept = ""
        self.whole = ""
        self.reading = True

    def add(self, text: str, *, kept: bool) -> None:
        self.whole = (self.whole + text).lstrip()[:_COMMAND_LENGTH]
        if kept:
            self.kept = (self.kept + text).lstrip()[:_COMMAND_LENGTH]

    def judge(self) -> None:
        _check_field(self.kept)
        _check_field(self.whole)


class _Content:
    """Formulas and fields are put together over the runs they are cut into, then judged."""

    def __init__(self) -> None:
        self.root = ""
        self.formula: list[str] | None = None
        self.fields: list[_Field] = [_Field()]  # the first: instructions outside any field
        self.inside = ""

    def begun(self, tag: str, attributes: Attributes) -> None:
        self.root = self.root or tag
        if tag in _ROOTS_THAT_RUN:
            raise macros()
        if tag in _ROOTS_THAT_REACH:
            raise data_links()
        if tag in _FORMULAS:
            self.formula = []
            if attributes.get("name", "").lower().startswith("_xlnm.auto_"):
                raise macros()
        elif tag in _INSTRUCTIONS or tag == "t":
            self.inside = tag
        elif tag == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif tag == "fldSimple":
            _check_field(attributes.get("instr", ""))
        elif tag == "AlternateContent" and len(self.fields) > 1 and self.fields[-1].reading:
            raise macros()  # an instruction that reads one way here and another there
        elif tag == "mailMerge":
            raise data_links()
        elif tag in {"ddeLink", "script"}:
            raise macros()
        elif tag in _ACTIONS:
            if _ACTS.match(attributes.get("action", "")):
                raise macros()
        elif tag in _PICTURES:
            for name in ("src", "href", "althref"):
                if _ELSEWHERE.match(attributes.get(name, "")):
                    raise external(attributes[name])

    def text(self, text: str) -> None:
        if self.formula is not None:
            self.formula.append(text)
        elif self.inside:
            field = self.fields[-1]
            if field.reading and not (self.inside == "t" and len(self.fields) == 1):
                field.add(text, kept=self.inside != "delInstrText")

    def ended(self, tag: str) -> None:
        if tag in _FORMULAS and self.formula is not None:
            _check_formula("".join(self.formula), in_sheet=self.root not in _NO_SHEETS)
            self.formula = None
        elif tag in _INSTRUCTIONS or tag == "t":
            self.inside = ""
        elif tag == "p" and len(self.fields) == 1:
            self.judge_open_fields()
            self.fields = [_Field()]

    def judge_open_fields(self) -> None:
        for field in self.fields:
            field.judge()

    def _field(self, kind: str) -> None:
        field = self.fields[-1]
        if kind == "begin":
            if len(self.fields) > 1 and field.reading and not field.whole:
                raise macros()  # a command whose very name another field writes
            if len(self.fields) > _MOST_NESTED:
                raise damaged()
            self.fields.append(_Field())
        elif kind == "separate":
            field.reading = False
        elif kind == "end" and len(self.fields) > 1:
            self.fields.pop().judge()


def _check_formula(formula: str, *, in_sheet: bool) -> None:
    bare = _QUOTED.sub("''", formula)
    if _FORMULA_RUNS.search(bare):
        raise macros()
    if in_sheet and any(_names_a_book(found) for found in _QUOTED.finditer(formula)):
        raise data_links()
    if found := _FORMULA_REACHES.search(bare):
        raise external(found.group(1))


def _names_a_book(found: re.Match[str]) -> bool:
    """Whether this piece of a formula is a place in another file, such as `[1]S!` or `'https://…'!`."""
    piece, at = found.group(), found.end()
    if piece.startswith("'"):
        return found.string.startswith("!", at) and any(sign in piece for sign in "\\/[]")
    return (
        piece.startswith("[")
        and piece != "[0]"  # this workbook itself
        and _AFTER_BOOK.match(found.string, at) is not None
    )


def _check_field(instruction: str) -> None:
    found = _COMMAND.match(instruction)
    command, address = (found.group(1).upper(), found.group(2)) if found else ("", "")
    if command in _FIELD_RUNS:
        raise macros()
    if command in _FIELD_REACHES:
        raise external(command)
    if (
        command == "HYPERLINK"
        and _ELSEWHERE.match(address)
        and not address.lower().startswith(LINKS)
    ):
        raise external(address)
