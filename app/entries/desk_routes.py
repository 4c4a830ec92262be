"""Routes of the screening desk: the queue, what stands beside an entry, decisions, assignment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.editions.models import Edition
from app.editions.queries import category_label
from app.entries import (
    bulk_parts_queries,
    bulk_service,
    checklist_service,
    decision_service,
    desk_place_queries,
    desk_queries,
    screener_queries,
)
from app.entries.bulk_schemas import Bulk, BulkIn, ChosenIn, CommonParts
from app.entries.desk_queries import Filters
from app.entries.desk_schemas import (
    DeclineProposalIn,
    DeskEntry,
    DeskPlace,
    DeskRow,
    Handed,
    HandingIn,
    ProposalIn,
    Screeners,
    ScreeningDecisionIn,
    ScreeningSettingsIn,
    ScreeningSettingsOut,
)
from app.entries.queries import READERS, SCREENERS
from app.entries.rules import STATE_WORDS, EntryState
from app.entries.screening_rules import DECISION_WORDS, PERSON, Flag
from app.kit.errors import N_
from app.kit.i18n import Pair, translate
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import XLSX, attachment, xlsx_bytes

router = APIRouter(tags=["screening"], route_class=StrictRoute)
SHEET = N_("الفرز")


async def _filters(
    state: EntryState | None = None,
    category_id: UUID | None = None,
    flag: Flag | None = None,
    screener: Annotated[str | None, Query(pattern=PERSON)] = None,
) -> Filters:
    return Filters(state, category_id, flag, screener)


Narrowed = Annotated[Filters, Depends(_filters)]


def _columns(category: Pair, language: Language) -> list[tuple[str, Callable[[DeskRow], Any]]]:
    """What the saved queue holds, with its words in the reader's language."""
    yes = translate(language, N_("نعم"))
    return [
        (N_("الرقم"), lambda row: row.number),
        (N_("العنوان"), lambda row: row.title_ar),
        (N_("العنوان بالإنجليزية"), lambda row: row.title_en),
        (category, lambda row: Pair(row.category.name_ar, row.category.name_en)),
        (N_("المشارك"), lambda row: Pair(row.entrant_ar, row.entrant_en)),
        (N_("المشارك بالإنجليزية"), lambda row: row.entrant_en),
        (N_("الحالة"), lambda row: translate(language, STATE_WORDS[row.state])),
        (
            N_("قرار مقترح"),
            lambda row: translate(language, DECISION_WORDS[row.proposed]) if row.proposed else "",
        ),
        (
            N_("الفارز"),
            lambda row: row.screener and Pair(row.screener.name_ar, row.screener.name_en),
        ),
        (N_("قُدّمت في"), lambda row: row.submitted_at),
        (N_("آخر موعد للاستكمال"), lambda row: row.return_until),
        (N_("انقضى موعدها"), lambda row: yes if row.overdue else ""),
        (N_("استُكملت في"), lambda row: row.answered_at),
        (N_("رسالة تنتظر الرد"), lambda row: yes if row.message_waits else ""),
        (N_("قد تكون مكررة"), lambda row: row.duplicates),
        (N_("بنود مؤشَّر عليها"), lambda row: row.ticked),
    ]


@router.get("/editions/{edition_id}/screening", response_model=Page[DeskRow], **policy(*READERS))
async def list_screening(
    db: Db,
    token: CurrentToken,
    language: Language,
    now: Now,
    edition_id: UUID,
    params: Paging,
    filters: Narrowed,
) -> Any:
    """The queue of the screening desk: every entry that was ever submitted."""
    return await db.read(
        desk_queries.list_screening,
        token,
        edition_id,
        params,
        filters,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params),
            _columns(category_label(found[2].programme), language),
            params,
            language,
            name="screening",
        ),
    )


@router.get(
    "/editions/{edition_id}/screening.xlsx",
    response_class=Response,
    responses={200: {"description": "The queue", "content": {XLSX: {}}}},
    **policy(*READERS),
)
async def export_screening(
    db: Db,
    token: CurrentToken,
    language: Language,
    now: Now,
    edition_id: UUID,
    params: Paging,
    filters: Narrowed,
) -> Response:
    """The same queue as a workbook, right to left in Arabic."""
    whole = params.model_copy(update={"format": "csv"})
    table = await db.read_bulk(
        desk_queries.list_screening,
        token,
        edition_id,
        whole,
        filters,
        now,
        answer=lambda found: _workbook(found[0], found[2], language),
    )
    return Response(
        table, media_type=XLSX, headers={"Content-Disposition": attachment("screening.xlsx")}
    )


def _workbook(rows: list[DeskRow], edition: Edition, language: Language) -> bytes:
    columns = _columns(category_label(edition.programme), language)
    cells = ([getter(row) for _, getter in columns] for row in rows)
    headers = [header for header, _ in columns]
    sheet = translate(language, SHEET)
    return xlsx_bytes(headers, cells, language, sheet=sheet, zone=edition.timezone)


@router.get(
    "/editions/{edition_id}/screening/place/{entry_id}",
    response_model=DeskPlace,
    **policy(*READERS),
)
async def show_screening_place(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    entry_id: UUID,
    params: Paging,
    filters: Narrowed,
) -> Any:
    """Where an entry stands in the queue, with those before and after it."""
    return await db.read(
        desk_place_queries.show_screening_place, token, edition_id, entry_id, params, filters, now
    )


@router.get(
    "/editions/{edition_id}/screening/settings",
    response_model=ScreeningSettingsOut,
    **policy(*READERS),
)
async def show_screening_settings(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """How many decide, and what is looked at in every entry."""
    return await db.read(checklist_service.show_screening_settings, token, edition_id)


@router.put(
    "/editions/{edition_id}/screening/settings",
    response_model=ScreeningSettingsOut,
    **policy(Role.organiser),
)
async def put_screening_settings(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    wanted: ScreeningSettingsIn,
    condition: IfMatch,
) -> Any:
    """Set how many decide, and the checklist."""
    return await db.work(
        checklist_service.put_screening_settings, token, edition_id, wanted, condition, now
    )


@router.get("/editions/{edition_id}/screening/people", response_model=Screeners, **policy(*READERS))
async def list_screeners(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """Who screens, and how much waits on each."""
    return await db.read(screener_queries.list_screeners, token, edition_id)


@router.post("/editions/{edition_id}/screening/assign", response_model=Handed, **policy(*SCREENERS))
async def assign_screeners(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: HandingIn
) -> Any:
    """Take entries, hand them over, give them back, or spread them evenly."""
    return await db.bulk(bulk_service.assign_screeners, token, edition_id, wanted, now)


@router.post(
    "/editions/{edition_id}/screening/parts", response_model=CommonParts, **policy(*SCREENERS)
)
async def list_common_parts(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: ChosenIn
) -> Any:
    """What a return of these entries together may name; nothing is changed."""
    return await db.read(bulk_parts_queries.list_common_parts, token, edition_id, wanted, now)


@router.post("/editions/{edition_id}/screening/decide", response_model=Bulk, **policy(*SCREENERS))
async def decide_entries(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, wanted: BulkIn
) -> Any:
    """One word on many entries; `dry_run` shows what it would do."""
    return await db.bulk(bulk_service.decide_entries, token, edition_id, wanted, now)


# ------------------------------------------------------------------ one entry


@router.get("/entries/{entry_id}/screening", response_model=DeskEntry, **policy(*READERS))
async def show_screening(db: Db, token: CurrentToken, now: Now, entry_id: UUID) -> Any:
    """Checklist, decisions, messages, notes and duplicates of an entry."""
    return await db.read(desk_queries.show_screening, token, entry_id, now, answer=DeskEntry.of)


@router.post(
    "/entries/{entry_id}/screening/proposal", response_model=DeskEntry, **policy(*SCREENERS)
)
async def propose_decision(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    wanted: ScreeningDecisionIn,
    condition: IfMatch,
) -> Any:
    """Propose a decision for a second person to confirm."""
    return await db.work(
        decision_service.propose_decision,
        token,
        entry_id,
        wanted,
        condition,
        now,
        answer=DeskEntry.of,
    )


@router.post(
    "/entries/{entry_id}/screening/confirm", response_model=DeskEntry, **policy(*SCREENERS)
)
async def confirm_decision(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ProposalIn, condition: IfMatch
) -> Any:
    """Confirm what another proposed; it is done."""
    return await db.work(
        decision_service.confirm_decision,
        token,
        entry_id,
        wanted.proposal_id,
        condition,
        now,
        answer=DeskEntry.of,
    )


@router.post(
    "/entries/{entry_id}/screening/decline", response_model=DeskEntry, **policy(*SCREENERS)
)
async def decline_decision(
    db: Db,
    token: CurrentToken,
    now: Now,
    entry_id: UUID,
    wanted: DeclineProposalIn,
    condition: IfMatch,
) -> Any:
    """Disagree with what another proposed, with a reason."""
    return await db.work(
        decision_service.decline_decision,
        token,
        entry_id,
        wanted.proposal_id,
        wanted.reason,
        condition,
        now,
        answer=DeskEntry.of,
    )


@router.post(
    "/entries/{entry_id}/screening/withdraw", response_model=DeskEntry, **policy(*SCREENERS)
)
async def withdraw_proposal(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, wanted: ProposalIn, condition: IfMatch
) -> Any:
    """Take back what one proposed oneself."""
    return await db.work(
        decision_service.withdraw_proposal,
        token,
        entry_id,
        wanted.proposal_id,
        condition,
        now,
        answer=DeskEntry.of,
    )


@router.put(
    "/entries/{entry_id}/checklist/{item_id}", response_model=DeskEntry, **policy(*SCREENERS)
)
async def tick_item(db: Db, token: CurrentToken, now: Now, entry_id: UUID, item_id: UUID) -> Any:
    """Find an item of the checklist in order."""
    return await db.work(
        checklist_service.tick_item, token, entry_id, item_id, now, answer=DeskEntry.of
    )


@router.delete(
    "/entries/{entry_id}/checklist/{item_id}", response_model=DeskEntry, **policy(*SCREENERS)
)
async def untick_item(db: Db, token: CurrentToken, now: Now, entry_id: UUID, item_id: UUID) -> Any:
    """Take a tick of the checklist back."""
    return await db.work(
        checklist_service.untick_item, token, entry_id, item_id, now, answer=DeskEntry.of
    )
