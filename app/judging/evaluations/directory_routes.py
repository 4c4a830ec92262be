"""The directory of a programme's jurors, and inviting one of them to this edition."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.evaluations import directory_queries, directory_service
from app.judging.evaluations.directory_schemas import DirectoryJuror
from app.judging.panels.rules import JUROR_NAMES, ORIGIN_NAMES, Origin
from app.judging.panels.schemas import StaffJuror
from app.kit.errors import N_
from app.kit.i18n import Pair
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(
    prefix="/editions/{edition_id}/juror-directory", tags=["evaluations"], route_class=StrictRoute
)
COLUMNS = [
    (N_("الاسم"), lambda j: j.name_ar),
    (N_("الاسم بالإنجليزية"), lambda j: j.name_en),
    (N_("البريد الإلكتروني"), lambda j: j.email),
    (N_("المنشأ"), lambda j: Word(ORIGIN_NAMES[j.origin])),
    (N_("البلد"), lambda j: j.country),
    (N_("جهة العمل"), lambda j: Pair(j.employer_ar, j.employer_en)),
    (N_("الدورات"), lambda j: [one.name_ar for one in j.editions]),
    (N_("المسند"), lambda j: j.assigned),
    (N_("المسلَّم"), lambda j: j.submitted),
    (N_("التنحّي"), lambda j: j.recusals),
    (N_("آخر إقرار"), lambda j: j.signed_at),
    (N_("في هذه الدورة"), lambda j: Word(JUROR_NAMES[j.here]) if j.here else ""),
]


@router.get("", response_model=Page[DirectoryJuror], **policy(*directory_queries.READERS))
async def list_juror_directory(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    origin: Origin | None = None,
    here: bool | None = None,
) -> Any:
    """Who served as a juror in an edition of this programme; no scores."""
    return await db.read(
        directory_queries.list_juror_directory,
        token,
        edition_id,
        params,
        origin,
        here,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="juror-directory"
        ),
    )


@router.post("/{juror_id}/invite", response_model=StaffJuror, **policy(Role.organiser))
async def invite_past_juror(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, juror_id: UUID
) -> Any:
    """Add somebody from the directory to this edition, and mail the invitation."""
    return await db.work(
        directory_service.invite_past_juror,
        token,
        edition_id,
        juror_id,
        now,
        answer=StaffJuror.of,
    )
