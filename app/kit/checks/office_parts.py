"""Which parts an Office file may have: by the type it declares for each, and by how parts relate.

What is not on the lists is refused: a program that reads Office files acts on types and relations, not on names.
Names are those of ECMA-376 and of Microsoft's published extensions, in small letters.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from app.kit.checks.verdict import refused
from app.kit.errors import N_, Refusal

LINKS: Final = ("http://", "https://", "mailto:", "tel:", "#")
RUNS: Final = re.compile(
    r"vba(?:project|data)|activex|macro|dialogsheet|customui|extensibility|webextension|attachedtoolbars"
    r"|customizations?$|^control$"
)
_REACHES: Final = re.compile(
    r"^(?:connections|querytable|externallink\w*|xlpathmissing|xlalternatestartup|volatiledependencies"
    r"|recipientdata|mailmergesource|mailmergeheadersource|rdrichvaluewebimage|htmlpubsaveas"
    r"|slideupdate\w*)$"
)
_HOLDS: Final = frozenset({"oleobject", "afchunk"})
_SHARED: Final = frozenset(
    """
    authors calcchain chart chartcolorstyle chartex chartsheet chartstyle changesinfo classificationlabels
    commentauthors comments commentsextended commentsextensible commentsids core-properties custom-properties
    diagramcolors diagramdata diagramdrawing diagramlayout documenttasks drawing endnotes extended-properties
    featurepropertybag fonttable footer footnotes handoutmaster header notesmaster notesslide numbering people
    person pivotcachedefinition pivotcacherecords pivottable presprops rdarray rdrichvalue
    rdrichvaluestructure rdrichvaluetypes rdsupportingpropertybag rdsupportingpropertybagstructure
    revisionheaders revisioninfo revisionlog richstyles richvaluerel settings sharedstrings sheetmetadata
    slicer slicercache slide slidelayout slidemaster styles styleswitheffects table tablesinglecells
    tablestyles tags theme themeoverride timeline timelinecache usernames viewprops websettings worksheet
    """.split()  # noqa: SIM905 -- a list of names reads better as words
)
_RELATIONS: Final = _SHARED | frozenset(
    """
    audio chartusershapes ctrlprop customproperties customxml customxmlprops
    diagramquickstyle extendedproperties font glossarydocument hdphoto hyperlink image ink legacydiagramtext
    media metadata namedsheetview officedocument package printersettings threadedcomment thumbnail video
    vmldrawing xmlmaps
    """.split()  # noqa: SIM905 -- a list of names reads better as words
)
_TYPES: Final = _SHARED | frozenset(
    """
    chartshapes controlproperties customxmlproperties diagramstyle glossary namedsheetviews relationships
    threadedcomments vmldrawing
    """.split()  # noqa: SIM905 -- a list of names reads better as words
)
_PLAIN_XML: Final = frozenset({"application/xml", "text/xml", "application/inkml+xml"})
_OWN: Final = re.compile(r"application/vnd\.(?:openxmlformats|ms)-[\w.-]*?([\w-]+)(?:\+xml)?")
_FONTS: Final = (
    "application/vnd.openxmlformats-officedocument.obfuscatedfont",
    "application/vnd.ms-opentype",
)


def check_type(name: str, kind: str | None, *, main: str, nested: str | None) -> None:
    """A part's declared type goes with what its name says and is on the list.

    A type left out is none that any program acts on. `main` is the type of the document itself, `nested` that of
    a workbook within (behind a chart), None for all other parts.
    """
    if kind is None or kind == main:
        return
    found = _OWN.fullmatch(kind)
    word = found.group(1) if found else kind
    if name.endswith((".xml", ".rels", ".vml")):
        if kind not in _PLAIN_XML and (found is None or word not in _TYPES):
            raise _not_listed(word, name)
    elif name.endswith(".bin"):
        if word != "printersettings":
            raise _not_listed(word, name)
    elif nested is not None:
        if kind != nested:
            raise embedded(name)
    elif kind != "image/svg+xml" and kind not in _FONTS and (found or kind.endswith("xml")):
        raise _not_listed(word, name)


def check_relation(kind: str, target: str, *, outside: bool) -> None:
    """How one part relates to another, or a link that a reader may follow."""
    word = kind.rpartition("/")[2].lower()
    if outside and not (word == "hyperlink" and target.strip().lower().startswith(LINKS)):
        if RUNS.search(word):
            raise macros()
        raise external(target)
    if word not in _RELATIONS:
        raise _not_listed(word, target)


def _not_listed(word: str, name: str) -> Refusal:
    if RUNS.search(word):
        return macros()
    if _REACHES.search(word):
        return data_links()
    if word in _HOLDS:
        return embedded(name)
    return refused(
        "office_unknown_part",
        N_(
            "في الملف جزء لا نعرفه ({name}). احفظه بصيغة PDF، أو انسخ محتواه إلى ملف جديد، ثم ارفعه."
        ),
        name=word[:100],
    )


def macros() -> Refusal:
    """It runs something."""
    return refused(
        "office_macros",
        N_(
            "في الملف وحدات ماكرو أو أوامر تعمل وحدها. احفظه بلا ماكرو (docx أو xlsx أو pptx) ثم ارفعه."
        ),
    )


def external(target: str) -> Refusal:
    """It calls for something from elsewhere when it is opened."""
    return refused(
        "office_external",
        N_(
            "يستدعي الملف شيئًا من خارجه ({target}). فكّ الارتباطات الخارجية أو ضمّن محتواها، ثم ارفعه."
        ),
        target=target[:200],
    )


def data_links() -> Refusal:
    """Its figures come from a connection, a query or another workbook."""
    return refused(
        "office_data_links",
        N_(
            "في الملف اتصال ببيانات خارجه أو ارتباط بمصنف آخر. احفظه بصيغة PDF، أو اقطع الاتصالات والارتباطات"
            " وأبقِ القيم وحدها، ثم ارفعه."
        ),
    )


def embedded(name: str) -> Refusal:
    """Another file stands within."""
    return refused(
        "office_embedded",
        N_("في داخل الملف ملف آخر لا يُقبل ({name}). احذفه أو أرفقه وحده، ثم ارفع الملف."),
        name=PurePosixPath(name).name[:100],
    )
