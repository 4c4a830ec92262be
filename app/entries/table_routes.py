"""Routes of the organiser's table of entries: the list, the same as CSV and Excel, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.editions.queries import category_label
from app.entries import table_queries
from app.entries.queries import READERS
from app.entries.rules import STATE_WORDS, EntryState
from app.entries.screening_rules import PERSON, Flag
from app.entries.staff_schemas import Entrants, EntryTableRow
from app.entries.table_queries import EntryFilters, Files
from app.kit.errors import N_
from app.kit.i18n import Pair, translate
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, Word, attachment, xlsx_bytes
from app.kit.texts import Day

router = APIRouter(tags=["entries"], route_class=StrictRoute)

Column = tuple[str, Callable[[EntryTableRow], Any]]
SHEET: Final = N_("المشاركات")
_NAMES: Final = (
    "number|title|title_en|category|organisation|state|submitted|screener|until|files|questions"
)
CHOSEN: Final = f"^({_NAMES})(,({_NAMES})){{0,20}}$"


async def _filters(
    category_id: UUID | None = None,
    state: EntryState | None = None,
    organisation_id: UUID | None = None,
    screener: Annotated[str | None, Query(pattern=PERSON)] = None,
    submitted_from: Day | None = None,
    submitted_to: Day | None = None,
    files: Files | None = None,
    flag: Flag | None = None,
) -> EntryFilters:
    return EntryFilters(
        category_id, state, organisation_id, screener, submitted_from, submitted_to, files, flag
    )


Narrowed = Annotated[EntryFilters, Depends(_filters)]
# Of a file: which columns, in what order; all of them where nothing is said.
Chosen = Annotated[str | None, Query(pattern=CHOSEN, max_length=400)]


def _columns(category: Pair, language: Language, chosen: str | None) -> list[Column]:
    """What the saved table holds: the chosen columns as they are shown, or everything in both languages."""
    ends: dict[str, list[Column]] = {
        "number": [(N_("الرقم"), lambda row: row.number)],
        "title": [(N_("العنوان"), lambda row: row.title_ar)],
        "title_en": [(N_("العنوان بالإنجليزية"), lambda row: row.title_en)],
        "category": [
            (category, lambda row: row.category.name_ar),
            (
                Pair(f"{category} بالإنجليزية", f"{category.en} in English"),
                lambda row: row.category.name_en,
            ),
        ],
        "organisation": [
            (N_("المشارك"), lambda row: row.entrant_ar),
            (N_("المشارك بالإنجليزية"), lambda row: row.entrant_en),
        ],
        "state": [(N_("الحالة"), lambda row: Word(STATE_WORDS[row.state]))],
        "submitted": [(N_("قُدّمت في"), lambda row: row.submitted_at)],
        "screener": [(N_("الفارز"), lambda row: row.screener.name_ar if row.screener else "")],
        "until": [(N_("آخر موعد للاستكمال"), lambda row: row.return_until)],
        "files": [
            (N_("ملفات"), lambda row: row.files),
            (N_("ملفات مرفوضة"), lambda row: row.rejected_files),
        ],
        "questions": [(N_("أسئلة بلا جواب"), lambda row: row.open_questions)],
    }
    if chosen is None:
        return [column for columns in ends.values() for column in columns]
    if (
        language == "en"
    ):  # one column a choice, in the reader's language where there is a word in it
        ends["title"] = [(N_("العنوان"), lambda row: row.title_en or row.title_ar)]
        ends["category"] = [(category, lambda row: row.category.name_en or row.category.name_ar)]
        ends["organisation"] = [(N_("المشارك"), lambda row: row.entrant_en or row.entrant_ar)]
        ends["screener"] = [
            (
                N_("الفارز"),
                lambda row: (row.screener.name_en or row.screener.name_ar) if row.screener else "",
            )
        ]
    names = list(dict.fromkeys(chosen.split(",")))
    return [
        column for name in names for column in (ends[name] if name == "files" else ends[name][:1])
    ]


@router.get(
    "/editions/{edition_id}/entries", response_model=Page[EntryTableRow], **policy(*READERS)
)
async def list_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    now: Now,
    edition_id: UUID,
    params: Paging,
    filters: Narrowed,
    columns: Chosen = None,
) -> Any:
    """The entries of an edition; `columns` are those of the CSV."""
    return await db.read(
        table_queries.list_entries,
        token,
        edition_id,
        params,
        filters,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params),
            _columns(category_label(found[2].programme), language, columns),
            params,
            language,
            name="entries",
        ),
    )


@router.get(
    "/editions/{edition_id}/entries.xlsx",
    response_class=Response,
    responses={200: {"description": "The list", "content": {XLSX: {}}}},
    **policy(*READERS),
)
async def export_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    now: Now,
    edition_id: UUID,
    params: Paging,
    filters: Narrowed,
    columns: Chosen = None,
) -> Response:
    """The same list as a workbook, right to left in Arabic, of the chosen columns."""
    table = await db.read_bulk(
        table_queries.export_entries,
        token,
        edition_id,
        params,
        filters,
        now,
        answer=lambda found: _workbook(
            found[0],
            _columns(category_label(found[1].programme), language, columns),
            language,
            found[1].timezone,
        ),
    )
    return Response(
        table, media_type=XLSX, headers={"Content-Disposition": attachment("entries.xlsx")}
    )


def _workbook(
    rows: Iterator[EntryTableRow], columns: list[Column], language: Language, zone: str
) -> bytes:
    cells = ([getter(row) for _, getter in columns] for row in rows)
    headers = [header for header, _ in columns]
    return xlsx_bytes(headers, cells, language, sheet=translate(language, SHEET), zone=zone)


@router.get("/editions/{edition_id}/entrants", response_model=Entrants, **policy(*READERS))
async def list_entrants(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """The agencies that have entries in an edition."""
    return await db.read(table_queries.list_entrants, token, edition_id)
