"""Routes of messages about an entry, of the staff's own notes, and of entries that may be one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.entries import duplicate_queries, duplicate_service, message_service
from app.entries.desk_schemas import BodyIn
from app.entries.duplicate_schemas import DuplicatePairOut, Duplicates
from app.entries.message_schemas import MessageOut, Messages, NoteOut
from app.entries.queries import READERS, SCREENERS
from app.entries.schemas import ReasonIn
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.i18n import Pair
from app.kit.paging import list_answer
from app.kit.strict import StrictRoute

router = APIRouter(tags=["screening"], route_class=StrictRoute)
DUPLICATE_COLUMNS: list[tuple[str, Callable[[DuplicatePairOut], Any]]] = [
    (N_("رقم الأولى"), lambda row: row.first.number),
    (N_("عنوان الأولى"), lambda row: Pair(row.first.title_ar, row.first.title_en)),
    (N_("صاحب الأولى"), lambda row: Pair(row.first.entrant_ar, row.first.entrant_en)),
    (N_("رقم الثانية"), lambda row: row.second.number),
    (N_("عنوان الثانية"), lambda row: Pair(row.second.title_ar, row.second.title_en)),
    (N_("صاحب الثانية"), lambda row: Pair(row.second.entrant_ar, row.second.entrant_en)),
    (N_("تشابه العنوانين بالمئة"), lambda row: row.likeness),
    (N_("ليستا مكررتين لأن"), lambda row: row.dismissed_why),
]


def _same(row: Any) -> Any:
    return row


@router.put(
    "/entries/{entry_id}/messages/{message_id}",
    response_model=MessageOut,
    responses={201: {"model": MessageOut}},
    **policy(*SCREENERS),
)
async def send_message(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, message_id: UUID, wanted: BodyIn
) -> Any:
    """Write to an entry's people."""
    return await db.work(
        message_service.send_message,
        token,
        entry_id,
        message_id,
        wanted.body,
        now,
        answer=put_answer(_same),
    )


@router.put(
    "/entries/{entry_id}/notes/{note_id}",
    response_model=NoteOut,
    responses={201: {"model": NoteOut}},
    **policy(*SCREENERS),
)
async def add_note(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, note_id: UUID, wanted: BodyIn
) -> Any:
    """Keep a note that entrants and jurors never see."""
    return await db.work(
        message_service.add_note,
        token,
        entry_id,
        note_id,
        wanted.body,
        now,
        answer=put_answer(_same),
    )


@router.get("/entrant/entries/{entry_id}/messages", response_model=Messages, **policy())
async def list_my_messages(db: Db, token: CurrentToken, entry_id: UUID) -> Any:
    """The thread with the screening team about one of my entries."""
    return await db.read(message_service.list_my_messages, token, entry_id)


@router.put(
    "/entrant/entries/{entry_id}/messages/{message_id}",
    response_model=MessageOut,
    responses={201: {"model": MessageOut}},
    **policy(),
)
async def reply_to_screening(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, message_id: UUID, wanted: BodyIn
) -> Any:
    """Answer the screening team about one of my entries."""
    return await db.work(
        message_service.reply_to_screening,
        token,
        entry_id,
        message_id,
        wanted.body,
        now,
        answer=put_answer(_same),
    )


# ------------------------------------------------------------------ duplicates


@router.get("/editions/{edition_id}/duplicates", response_model=Duplicates, **policy(*READERS))
async def list_duplicates(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    dismissed: bool | None = None,
) -> Any:
    """Entries of an edition that may be one, the likest first."""
    return await db.read(
        duplicate_queries.list_duplicates,
        token,
        edition_id,
        params,
        dismissed,
        answer=lambda found: list_answer(
            Duplicates(
                items=found[0],
                total=found[1],
                page=params.page,
                size=params.size,
                scanned_at=found[2],
            ),
            DUPLICATE_COLUMNS,
            params,
            language,
            name="duplicates",
        ),
    )


@router.put(
    "/editions/{edition_id}/duplicates/{pair_id}/dismissal",
    status_code=204,
    response_model=None,
    **policy(*SCREENERS),
)
async def dismiss_duplicate(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, pair_id: UUID, wanted: ReasonIn
) -> None:
    """Say that two entries are not one, with a reason that is kept."""
    await db.work(
        duplicate_service.dismiss_duplicate, token, edition_id, pair_id, wanted.reason, now
    )


@router.delete(
    "/editions/{edition_id}/duplicates/{pair_id}/dismissal",
    status_code=204,
    response_model=None,
    **policy(*SCREENERS),
)
async def restore_duplicate(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, pair_id: UUID
) -> None:
    """Take that word back."""
    await db.work(duplicate_service.restore_duplicate, token, edition_id, pair_id, now)
