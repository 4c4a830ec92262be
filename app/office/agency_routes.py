"""What an agency has entered over the years, for staff, under `/api/v1`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.entries.rules import STATE_WORDS, EntryState
from app.kit.errors import N_
from app.kit.i18n import Pair
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word
from app.office import agency_queries
from app.office.agency_schemas import AgencyEntry

router = APIRouter(tags=["organisations"], route_class=StrictRoute)

_WON: Final = {"winner": N_("فائزة"), "honourable_mention": N_("تنويه")}
_COLUMNS: Final[list[tuple[str, Callable[[AgencyEntry], Any]]]] = [
    (N_("الدورة"), lambda row: Pair(row.edition_ar, row.edition_en)),
    (N_("الرقم"), lambda row: row.number),
    (N_("العنوان"), lambda row: row.title_ar),
    (N_("العنوان بالإنجليزية"), lambda row: row.title_en),
    (N_("الفئة"), lambda row: Pair(row.category_ar, row.category_en)),
    (N_("الحالة"), lambda row: Word(STATE_WORDS[row.state])),
    (N_("قُدّمت في"), lambda row: row.submitted_at),
    (N_("النتيجة"), lambda row: Word(_WON[row.outcome]) if row.outcome else ""),
    (N_("المركز"), lambda row: row.place),
    (N_("المستوى"), lambda row: Pair(row.level_ar, row.level_en or "") if row.level_ar else ""),
]


@router.get(
    "/organisations/{organisation_id}/entries",
    response_model=Page[AgencyEntry],
    **policy(Role.organiser, Role.auditor),
)
async def list_agency_entries(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    organisation_id: UUID,
    params: Paging,
    state: EntryState | None = None,
) -> Any:
    """An agency's entries in the editions that the reader looks after.

    For those who read the agencies' pages; a screener or an approver finds an agency's entries of the
    edition by its name, on the desk or in the list.
    """
    return await db.read(
        agency_queries.list_agency_entries,
        token,
        organisation_id,
        params,
        state,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), _COLUMNS, params, language, name="agency-entries"
        ),
    )
