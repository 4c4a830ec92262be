"""Routes of late evaluations: the list, and the decision by two people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.judging.evaluations import late_queries, late_service
from app.judging.evaluations.late_queries import DECIDERS
from app.judging.evaluations.late_rules import LATE_NAMES, WORD_NAMES, LateState
from app.judging.evaluations.late_schemas import (
    LateAnswerIn,
    LateDeclineIn,
    LateDone,
    LateEvaluation,
    LateProposalIn,
)
from app.judging.evaluations.progress_queries import WATCHERS
from app.kit.errors import N_
from app.kit.i18n import Pair
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["evaluations"], route_class=StrictRoute)
LATE = "/rounds/{round_id}/late"


def _person(person: Any) -> Any:
    return Pair(person.name_ar, person.name_en) if person else ""


COLUMNS = [
    (N_("رقم المشاركة"), lambda e: e.number),
    (N_("العنوان"), lambda e: e.title_ar),
    (N_("العنوان بالإنجليزية"), lambda e: e.title_en),
    (N_("الفئة"), lambda e: Pair(e.category_ar, e.category_en)),
    (N_("المحكّم"), lambda e: e.juror_ar),
    (N_("المحكّم بالإنجليزية"), lambda e: e.juror_en),
    (N_("حُفظ في"), lambda e: e.made_at),
    (N_("وصل في"), lambda e: e.received_at),
    (N_("التأخر بالدقائق"), lambda e: e.minutes_late),
    (N_("الحالة"), lambda e: Word(LATE_NAMES[e.state])),
    (N_("القرار"), lambda e: Word(WORD_NAMES[e.stands.word]) if e.stands else ""),
    (N_("السبب"), lambda e: e.stands.reason if e.stands else ""),
    (N_("اقترحه"), lambda e: _person(e.stands and e.stands.proposed_by)),
    (N_("ثبّته"), lambda e: _person(e.stands and e.stands.answered_by)),
]


@router.get(LATE, response_model=Page[LateEvaluation], **policy(*WATCHERS))
async def list_late_evaluations(
    db: Db,
    token: CurrentToken,
    language: Language,
    round_id: UUID,
    params: Paging,
    state: LateState | None = None,
) -> Any:
    """What arrived in a round's grace window; no marks."""
    return await db.read(
        late_queries.list_late_evaluations,
        token,
        round_id,
        params,
        state,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="late"
        ),
    )


@router.post(f"{LATE}/propose", response_model=LateDone, **policy(Role.organiser))
async def propose_late_decisions(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: LateProposalIn
) -> Any:
    """Propose to admit late evaluations, or not to, with the reason."""
    return await db.work(late_service.propose_late_decisions, token, round_id, wanted, now)


@router.post(f"{LATE}/confirm", response_model=LateDone, **policy(*DECIDERS))
async def confirm_late_decisions(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: LateAnswerIn
) -> Any:
    """Confirm what another person proposed."""
    return await db.work(
        late_service.confirm_late_decisions, token, round_id, wanted.decision_ids, now
    )


@router.post(f"{LATE}/decline", response_model=LateDone, **policy(*DECIDERS))
async def decline_late_decisions(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: LateDeclineIn
) -> Any:
    """Decline what another person proposed, with the reason."""
    return await db.work(
        late_service.decline_late_decisions,
        token,
        round_id,
        wanted.decision_ids,
        wanted.reason,
        now,
    )


@router.post(f"{LATE}/withdraw", response_model=LateDone, **policy(Role.organiser))
async def withdraw_late_decisions(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, wanted: LateAnswerIn
) -> Any:
    """Take one's own proposals back."""
    return await db.work(
        late_service.withdraw_late_decisions, token, round_id, wanted.decision_ids, now
    )
