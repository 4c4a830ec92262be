"""The sheet of jurors: its columns, its rows as they are read, what a run would do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal, Self
from uuid import UUID

from babel import Locale
from pydantic import BaseModel

from app.judging.panels.rules import ORIGIN_NAMES, Origin
from app.judging.panels.schemas import JurorIn
from app.kit.arabic import fold, latin_digits
from app.kit.errors import N_, Refusal
from app.kit.i18n import LANGUAGES, Language, translate
from app.kit.imports import Column, TableRow, read_grid
from app.kit.tables import Sheet, Word, workbook_bytes
from app.organisations.import_schemas import ImportProblem, problem, validated

MAX_ROWS: Final = 1000
JurorAct = Literal["create", "known"]

FIXED: Final = (
    Column("email", (N_("البريد الإلكتروني"), "E-mail")),
    Column("name_ar", (N_("الاسم بالعربية"), "Name in Arabic")),
    Column("name_en", (N_("الاسم بالإنجليزية"), "Name in English"), required=False),
    Column("title_ar", (N_("الصفة بالعربية"), "Title in Arabic"), required=False),
    Column("title_en", (N_("الصفة بالإنجليزية"), "Title in English"), required=False),
    Column("origin", (N_("المنشأ"), "Origin")),
    Column("country", (N_("البلد"), "Country"), required=False),
    Column("languages", (N_("اللغات"), "Languages"), required=False),
    Column("employer_ar", (N_("جهة العمل"), "Employer"), required=False),
    Column("employer_en", (N_("جهة العمل بالإنجليزية"), "Employer in English"), required=False),
    Column("former_employers", (N_("جهات عمل سابقة"), "Former employers"), required=False),
    Column("biography_ar", (N_("نبذة بالعربية"), "Biography in Arabic"), required=False),
    Column("biography_en", (N_("نبذة بالإنجليزية"), "Biography in English"), required=False),
    Column("panel", (N_("اللجنة"), "Panel"), required=False),
)
# Texts of many lines.
LONG: Final = frozenset({"biography_ar", "biography_en"})
HELP_HEADERS: Final = (N_("العمود"), N_("ما يُكتب فيه"))
HELP: Final = {
    "email": N_("بريد المحكّم، ولا يتكرر في الدورة. من سُجّل به من قبل يُترك كما هو."),
    "name_ar": N_("اسمه كما يظهر في الدورة."),
    "origin": N_("دولي أو إقليمي أو محلي."),
    "country": N_("اسم البلد بالعربية أو الإنجليزية، أو رمزه من حرفين مثل SA."),
    "languages": N_("اللغات التي يقرؤها، وبينها فواصل، مثل: العربية، الإنجليزية."),
    "former_employers": N_(
        "أسماؤها كما سُجّلت، وبينها فواصل منقوطة، ومع كل اسم آخر يوم فيها بين قوسين إن عُرف، مثل (2024-01-31). يُرصد بها تعارض المصالح."
    ),
    "biography_ar": N_("نبذة تُنشر في صفحة لجنة التحكيم إن كانت معلنة."),
    "biography_en": N_("النبذة نفسها بالإنجليزية."),
    "panel": N_("اسم لجنة الجولة أو اسم الجولة أو رقمها، وبينها فواصل إن كانت أكثر من واحدة."),
}
_EXPERTISE_HELP: Final = N_("من 0 لا خبرة إلى 3 خبير. الخانة الفارغة: لم يُذكر.")
LEVELS: Final = (N_("لا خبرة"), N_("بعض الخبرة"), N_("خبرة جيدة"), N_("خبير"))
_LEVELS: Final = {
    fold(text): level
    for level, texts in enumerate(
        zip(LEVELS, ("No expertise", "Some expertise", "Good expertise", "Expert"), strict=True)
    )
    for text in (str(level), *texts)
}
_ORIGINS: Final = {
    fold(text): origin for origin, name in ORIGIN_NAMES.items() for text in (origin.value, name)
}
_COMMAS: Final = re.compile("[،,؛;\n]")
_SEMICOLONS: Final = re.compile("[؛;\n]")
_UNTIL: Final = re.compile(r"(.+?)\s*[(]\s*(\d{4}-\d{2}-\d{2})\s*[)]")
_BAD_EMAIL: Final = ("bad_email", N_("اكتب بريدًا إلكترونيًّا صحيحًا."))


# What the list of jurors tells beside what the sheet asks: where an invitation stands.
STANDING: Final = (
    N_("الحالة"),
    N_("فُتحت الدعوة"),
    N_("موعد الجواب"),
    N_("المطلوب تحكيمه"),
    N_("المقبول تحكيمه"),
)


@dataclass(frozen=True)
class CategoryColumn:
    """A category of the edition as a column for expertise."""

    id: UUID
    code: str
    name_ar: str
    name_en: str


@dataclass(frozen=True)
class PanelName:
    """A panel that may still change, under every name that a cell may give it."""

    id: UUID
    names: frozenset[str]
    shown_ar: str
    shown_en: str


@dataclass(frozen=True)
class JurorForm:
    """What the sheet of an edition asks."""

    edition_id: UUID
    categories: tuple[CategoryColumn, ...]
    panels: tuple[PanelName, ...]

    def columns(self) -> tuple[Column, ...]:
        """The fixed columns, then one for each category."""
        return FIXED + tuple(
            Column(
                f"expertise:{one.id}",
                (f"الخبرة: {one.name_ar}", one.code, f"Expertise: {one.name_en or one.name_ar}"),
                required=False,
            )
            for one in self.categories
        )

    def headers(self) -> dict[str, Sequence[str]]:
        """The Arabic and the English header of each column."""
        return {one.name: (one.headers[0], one.headers[-1]) for one in self.columns()}


@dataclass(frozen=True)
class JurorRow:
    """A row that can be carried out."""

    number: int
    juror: JurorIn
    panels: tuple[UUID, ...]


@dataclass(frozen=True)
class JurorSheet:
    """A file as it was read: its hash, its good rows and what is wrong with the others."""

    sha256: str
    count: int
    form: JurorForm
    rows: list[JurorRow] = field(default_factory=list)
    problems: list[Refusal] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # headers of which nothing is read


def template(form: JurorForm, language: Language) -> bytes:
    """An empty sheet with its headers, and what each column takes."""
    at = 0 if language == "ar" else -1
    helps = [
        [one.headers[at], Word(HELP.get(one.name, "")) if one.name in HELP else ""] for one in FIXED
    ] + [[one.headers[at], Word(_EXPERTISE_HELP)] for one in form.columns()[len(FIXED) :]]
    return workbook_bytes(
        [
            Sheet(translate(language, N_("المحكّمون")), [c.headers[at] for c in form.columns()], []),
            Sheet(translate(language, N_("شرح الأعمدة")), HELP_HEADERS, helps),
        ],
        language,
    )


def read_jurors(data: bytes, form: JurorForm) -> JurorSheet:
    """Read and check a file by what its edition asks. Raises the refusals of `read_grid`."""
    grid = read_grid(data, form.columns(), max_rows=MAX_ROWS, lines=True)
    rows: list[JurorRow] = []
    problems: list[Refusal] = []
    for row in grid.rows:
        found = grid.calculated(row) or _read_row(_tidy(row), form)
        if isinstance(found, JurorRow):
            rows.append(found)
        else:
            problems += found
    problems += _twice(rows)
    told = {fold(translate(language, one)) for one in STANDING for language in LANGUAGES}
    ignored = [one for one in grid.ignored if fold(one) not in told]
    digest = hashlib.sha256(data).hexdigest()
    return JurorSheet(digest, len(grid.rows), form, rows, problems, ignored)


def _tidy(row: TableRow) -> TableRow:
    """Only texts of many lines keep their breaks, and lists that a break parts."""
    keep = LONG | {"former_employers", "languages", "panel"}
    return TableRow(
        row.number,
        {
            name: text if name in keep else " ".join(text.split())
            for name, text in row.values.items()
        },
    )


def _read_row(row: TableRow, form: JurorForm) -> JurorRow | list[Refusal]:
    problems: list[Refusal] = []
    plain = ("email", "name_ar", "name_en", "title_ar", "title_en", "employer_ar", "employer_en")
    values: dict[str, Any] = {name: row.values[name] for name in plain}
    values["edition_id"] = form.edition_id
    values["country"] = row.values["country"]
    origin = _ORIGINS.get(fold(row.values["origin"]))
    if origin is None:
        said = [ORIGIN_NAMES[one] for one in Origin]
        problems.append(
            problem("bad_origin", N_("المنشأ أحد: {allowed}."), row.number, "origin", allowed=said)
        )
    values["origin"] = origin or Origin.local
    if row.values["languages"]:
        values["languages"] = _languages(row, problems)
    former = _SEMICOLONS.split(row.values["former_employers"])
    values["former_employers"] = [_former(one.strip()) for one in former if one.strip()]
    values |= {name: row.values[name] for name in LONG}
    values["expertise"] = _expertise(row, form, problems)
    panels = _panels(row, form, problems)
    instead = {"email": _BAD_EMAIL}
    juror = validated(JurorIn, values, row.number, "", problems, instead=instead)
    if problems or juror is None:
        return problems
    return JurorRow(row.number, juror, tuple(panels))


def _former(text: str) -> dict[str, str]:
    """An employer's name, with the last day there where it stands behind it in brackets."""
    dated = _UNTIL.fullmatch(latin_digits(text))
    return {"name": text} if dated is None else {"name": text[: dated.end(1)], "until": dated[2]}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _COMMAS.split(text) if part.strip()]


@cache
def _language_codes() -> dict[str, str]:
    """Codes of languages by their names in Arabic, in English and in themselves."""
    found: dict[str, str] = {}
    for reader in LANGUAGES:
        for code, name in Locale(reader).languages.items():
            if len(code) <= 3:
                found.setdefault(fold(name), code)
    return found | {code: code for code in found.values()}


def _languages(row: TableRow, problems: list[Refusal]) -> list[str]:
    codes = _language_codes()
    found: list[str] = []
    for part in _parts(row.values["languages"]):
        code = codes.get(fold(part))
        if code is None:
            problems.append(
                problem(
                    "unknown_language",
                    N_("«{text}» ليست لغة نعرفها. اكتب اسمها أو رمزها، مثل ar."),
                    row.number,
                    "languages",
                    text=part,
                )
            )
        elif code not in found:
            found.append(code)
    return found or ["ar"]


def _expertise(row: TableRow, form: JurorForm, problems: list[Refusal]) -> list[dict[str, Any]]:
    found = []
    for one in form.categories:
        name = f"expertise:{one.id}"
        said = row.values[name]
        if not said:
            continue
        level = _LEVELS.get(fold(latin_digits(said)))
        if level is None:
            problems.append(
                problem("bad_level", N_("اكتب مستوى الخبرة رقمًا من 0 إلى 3."), row.number, name)
            )
        else:
            found.append({"category_id": one.id, "level": level})
    return found


def _panels(row: TableRow, form: JurorForm, problems: list[Refusal]) -> list[UUID]:
    found: list[UUID] = []
    for part in _parts(row.values["panel"]):
        named = [one.id for one in form.panels if fold(latin_digits(part)) in one.names]
        if len(named) == 1:
            found.append(named[0])
            continue
        problems.append(
            problem(
                "panel_unclear" if named else "panel_unknown",
                N_("أكثر من لجنة بالاسم «{text}». اكتب رقم الجولة.")
                if named
                else N_("لا لجنة بالاسم «{text}» في جولة لم تُغلق. كوّنها أولًا."),
                row.number,
                "panel",
                text=part,
            )
        )
    return list(dict.fromkeys(found))


def _twice(rows: list[JurorRow]) -> Iterable[Refusal]:
    first: dict[str, int] = {}
    for row in rows:
        if row.juror.email in first:
            yield problem(
                "duplicate_row",
                N_("تكرّر الصف {other}."),
                row.number,
                "email",
                other=first[row.juror.email],
            )
        first.setdefault(row.juror.email, row.number)


# ---------------------------------------------------------------- what a run does


@dataclass(frozen=True)
class JurorStep:
    """What one row does; `namesakes` are addresses of others of this name, in the edition or the file."""

    row: JurorRow
    act: JurorAct
    juror_id: UUID | None
    joins: tuple[UUID, ...]
    namesakes: tuple[str, ...]


@dataclass(frozen=True)
class JurorPlan:
    """What a file would do now; `plan_hash` covers the file and every step."""

    sheet: JurorSheet
    plan_hash: str
    steps: list[JurorStep]
    problems: list[Refusal]


class JurorImportStep(BaseModel):
    """What one row does."""

    row: int
    name_ar: str
    name_en: str
    email: str
    act: JurorAct
    panels_ar: list[str]
    panels_en: list[str]
    namesakes: list[str]


class JurorImport(BaseModel):
    """What a file would do (`applied` false), or has done. Send `plan_hash` back to apply it."""

    applied: bool
    file_sha256: str
    plan_hash: str
    rows: int
    created: int
    known: int
    seats: int
    namesakes: int
    problems: list[ImportProblem]
    # Columns that the edition does not ask for.
    ignored: list[str]
    items: list[JurorImportStep]

    @classmethod
    def of(cls, plan: JurorPlan, language: Language, *, applied: bool) -> Self:
        """From a plan."""
        panels = {one.id: one for one in plan.sheet.form.panels}
        headers = plan.sheet.form.headers()
        return cls(
            applied=applied,
            file_sha256=plan.sheet.sha256,
            plan_hash=plan.plan_hash,
            rows=plan.sheet.count,
            created=sum(step.act == "create" for step in plan.steps),
            known=sum(step.act == "known" for step in plan.steps),
            seats=sum(len(step.joins) for step in plan.steps),
            namesakes=sum(bool(step.namesakes) for step in plan.steps),
            problems=[ImportProblem.of(one, language, headers) for one in plan.problems],
            ignored=plan.sheet.ignored,
            items=[
                JurorImportStep(
                    row=step.row.number,
                    name_ar=step.row.juror.name_ar,
                    name_en=step.row.juror.name_en,
                    email=step.row.juror.email,
                    act=step.act,
                    panels_ar=[panels[one].shown_ar for one in step.joins],
                    panels_en=[panels[one].shown_en for one in step.joins],
                    namesakes=list(step.namesakes),
                )
                for step in plan.steps
            ],
        )
