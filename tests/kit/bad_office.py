"""Office files that run or reach out without saying so by their names: by types, relations, fields and formulas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final

OFFICE: Final = "application/vnd.openxmlformats-officedocument."
REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT: Final = "http://schemas.microsoft.com/office/2006/relationships"
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MAIN: Final = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}


def package(
    extension: str,
    main: str = "<x/>",
    *,
    parts: dict[str, tuple[str, str]] | None = None,
    relations: dict[str, str] | None = None,
) -> bytes:
    """A package: `parts` are (type, text) by name, `relations` the targets by type of the main part."""
    name, kind = MAIN[extension]
    folder, _, file = name.rpartition("/")
    whole = {name: (f"{OFFICE}{kind}", main), **(parts or {})}
    types = "".join(
        f"<t:Override PartName='/{one}' ContentType='{kind}'/>" for one, (kind, _) in whole.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            "<t:Types xmlns:t='http://schemas.openxmlformats.org/package/2006/content-types'>"
            f"<t:Default Extension='xml' ContentType='application/xml'/>{types}</t:Types>",
        )
        made.writestr("_rels/.rels", _relations({f"{REL}/officeDocument": name}))
        made.writestr(f"{folder}/_rels/{file}.rels", _relations(relations or {}))
        for one, (_, text) in whole.items():
            made.writestr(one, text)
    return out.getvalue()


def _relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f"<r:Relationship Id='r{at}' Type='{kind}' Target='{target}'/>"
        for at, (kind, target) in enumerate(targets.items())
    )
    return (
        "<r:Relationships xmlns:r='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"{rows}</r:Relationships>"
    )


def word(inside: str, namespace: str = WORD) -> bytes:
    return package(
        "docx",
        f"<x:document xmlns:x='{namespace}'><x:body><x:p>{inside}</x:p></x:body></x:document>",
    )


def field(
    *runs: str, tag: str = "instrText", end: str = "<x:r><x:fldChar x:fldCharType='end'/></x:r>"
) -> str:
    """A field whose instruction is cut into runs."""
    cut = "".join(f"<x:r><x:{tag}>{run}</x:{tag}></x:r>" for run in runs)
    return f"<x:r><x:fldChar x:fldCharType='begin'/></x:r>{cut}{end}"


def sheet(inside: str) -> bytes:
    return package(
        "xlsx",
        parts={
            "xl/worksheets/sheet1.xml": (f"{OFFICE}spreadsheetml.worksheet+xml", f"<s>{inside}</s>")
        },
    )


def disguised() -> Iterator[tuple[str, str, bytes, str]]:
    """(what it is, extension, bytes, the code it is refused with)."""
    yield from _running()
    yield from _reaching()
    yield (
        "a part nobody knows",
        "docx",
        package("docx", relations={f"{REL}/novelty": "a.xml"}),
        ("office_unknown_part"),
    )
    document = {"word/media/a.png": (f"{OFFICE}wordprocessingml.document.glossary+xml", "<x/>")}
    yield (
        "a document that is called a picture",
        "docx",
        package("docx", parts=document),
        ("office_unknown_part"),
    )
    yield (
        "another document by a chunk",
        "docx",
        package("docx", relations={f"{REL}/aFChunk": "a.xml"}),
        ("office_embedded"),
    )
    yield "fields without end", "docx", word(field("IF ", end="") * 200), "file_damaged"


def _running() -> Iterator[tuple[str, str, bytes, str]]:
    macro_sheet = "application/vnd.ms-excel.macrosheet+xml"
    exec_cell = '<m:macrosheet xmlns:m="m"><c><f>EXEC("calc.exe")</f></c></m:macrosheet>'
    found = {
        "macro sheet by its type": package(
            "xlsx", parts={"xl/worksheets/sheet1.xml": (macro_sheet, exec_cell)}
        ),
        "macro sheet by its relation": package(
            "xlsx", relations={f"{MICROSOFT}/xlMacrosheet": "worksheets/sheet1.xml"}
        ),
        "macro sheet by its root": package(
            "xlsx", parts={"xl/worksheets/sheet1.xml": ("application/xml", exec_cell)}
        ),
        "name that runs on opening": package(
            "xlsx", "<w><definedName name='_xlnm.Auto_Open'>A!$A$1</definedName></w>"
        ),
        "dde in a cell": sheet("<f>cmd|'/c calc'!A0</f>"),
        "call in a name": sheet('<definedName>CALL("urlmon")</definedName>'),
        "add-in": package("xlsx", relations={f"{MICROSOFT}/webextension": "a.xml"}),
    }
    for what, data in found.items():
        yield what, "xlsx", data, "office_macros"
    deleted = field("DDE", tag="delInstrText")
    fields = {
        "dde by another prefix": word(field("DDEAUTO c:\\cmd.exe")),
        "dde in strict words": word(field("DDEAUTO c:\\cmd.exe"), STRICT),
        "dde cut into runs": word(field("D", "DEAU", "TO c:\\cmd.exe")),
        "dde in one attribute": word("<x:fldSimple x:instr='  ddeauto c:\\cmd.exe'/>"),
        "dde struck out": word(deleted),
        "dde around what is struck out": word(
            "<x:fldChar x:fldCharType='begin'/><x:instrText>D</x:instrText>"
            "<x:delInstrText>PAGE</x:delInstrText><x:instrText>DE cmd</x:instrText>"
        ),
        "dde without end": word(field("DDE cmd", end="")),
        "command written by a field": word(field(end=field("QUOTE 68 68 69"))),
        "instruction with two readings": word(field("D", end="<c:AlternateContent xmlns:c='c'/>")),
    }
    for what, data in fields.items():
        yield what, "docx", data, "office_macros"
    yield (
        "button that starts a program",
        "pptx",
        package("pptx", "<p><hlinkClick action='ppaction://program'/></p>"),
        "office_macros",
    )


def _reaching() -> Iterator[tuple[str, str, bytes, str]]:
    connection = "<c:connections xmlns:c='c'><c:connection refreshOnLoad='1'/></c:connections>"
    kind = f"{OFFICE}spreadsheetml."
    links = {
        "connection": package("xlsx", relations={f"{REL}/connections": "connections.xml"}),
        "connection by its type": package(
            "xlsx", parts={"xl/a.xml": (f"{kind}connections+xml", connection)}
        ),
        "connection by its root": package("xlsx", parts={"xl/a.xml": ("text/xml", connection)}),
        "query": package("xlsx", parts={"xl/q.xml": (f"{kind}queryTable+xml", "<q/>")}),
        "a formula on another drive": sheet("<f>'C:\\[x.xls]S'!A1</f>"),
        "a formula on a share": sheet("<f>SUM('\\\\host\\it''s\\[x.xlsx]S'!A1:B2)</f>"),
        "a formula by its number": sheet("<f>1+[1]Sheet1!$A$1</f>"),
        "a name in a file": sheet("<definedName name='n'>'https://host/x.xlsx'!n</definedName>"),
        "another workbook": package("xlsx", relations={f"{REL}/externalLink": "links/l1.xml"}),
    }
    for what, data in links.items():
        yield what, "xlsx", data, "office_data_links"
    yield "mail merge", "docx", word("<x:mailMerge/>"), "office_data_links"
    yield "web service", "xlsx", sheet('<f>_xlfn.WEBSERVICE("https://x")</f>'), "office_external"
    for what, inside in {
        "remote picture by a field": "<x:fldSimple x:instr=' INCLUDEPICTURE \"http://x/a.png\" \\d'/>",
        "remote text by a field": field("INCLUDE", "TEXT //host/x"),
        "link of a field to a file": field('HYPERLINK "file://host/x"'),
        "remote picture of old": "<v:imagedata xmlns:v='v' src='http://x/a.png'/>",
    }.items():
        yield what, "docx", word(inside), "office_external"
