"""Routes of rankings. Reading unpublished standings is itself an act, and is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.jobs.models import Job
from app.jobs.schemas import JobOut
from app.jobs.subprocess import run_in_subprocess
from app.kit.answers import put_answer
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word
from app.results.rankings import fairness_service, live_service, service
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.fairness_queries import FAIRNESS_READERS, question_to_answer
from app.results.rankings.fairness_schemas import Fairness, MeetingTies, WhatIf, WhatIfIn
from app.results.rankings.live_queries import live_task
from app.results.rankings.live_schemas import LiveAgreement
from app.results.rankings.queries import READERS
from app.results.rankings.result_queries import PARTS, RESULT_READERS, parts_task
from app.results.rankings.rules import LEFT_OUT_WORDS, MEAN_WORDS, METHOD_WORDS
from app.results.rankings.schemas import (
    ChairOrderIn,
    ChairOrderOut,
    EntryResult,
    Part,
    RankingOut,
    RoundScore,
    StandingRow,
    Standings,
)
from app.results.rules import LeftOut

router = APIRouter(tags=["results"], route_class=StrictRoute)


def left_out_word(why: str) -> str:
    """Why an entry has no rank, in words; empty for one that has."""
    return Word(LEFT_OUT_WORDS[LeftOut(why)]) if why else ""


def method_word(row: StandingRow) -> str:
    """What ranked a row, and why the mean where the rulebook names another method."""
    why = row.by_mean
    return (
        ""
        if row.rank is None
        else Word(METHOD_WORDS[row.method] if why is None else MEAN_WORDS[why])
    )


def rounds_said(rounds: Sequence[RoundScore]) -> str:
    """What each round made of an entry, by its weight: "1: 60.00 × 2; 2: 75.50 × 3"."""
    return "; ".join(f"{one.number}: {one.shown} × {one.weight}" for one in rounds)


COLUMNS: list[tuple[str, Callable[[StandingRow], Any]]] = [
    (N_("الترتيب"), lambda row: row.rank),
    (N_("الرقم"), lambda row: row.entry.number),
    (N_("العنوان"), lambda row: row.entry.title_ar),
    (N_("العنوان بالإنجليزية"), lambda row: row.entry.title_en),
    (N_("المشارك"), lambda row: row.entry.entrant_ar),
    (N_("المشارك بالإنجليزية"), lambda row: row.entry.entrant_en),
    (N_("الدرجة"), lambda row: row.shown),
    (N_("الدرجة الدقيقة"), lambda row: row.score),
    (N_("المتوسط"), lambda row: row.raw),
    (N_("طريقة حساب الدرجة"), method_word),
    (N_("التقييمات"), lambda row: row.evaluations),
    (N_("درجات الجولات × أوزانها"), lambda row: rounds_said(row.rounds)),
    (N_("خارج الترتيب"), lambda row: left_out_word(row.left_out)),
]


@router.post(
    "/rounds/{round_id}/rankings",
    response_model=RankingOut,
    responses={
        201: {"model": RankingOut},
        202: {"model": JobOut, "description": "A job takes it"},
    },
    **policy(Role.organiser),
)
async def take_ranking(
    db: Db, token: CurrentToken, now: Now, language: Language, round_id: UUID
) -> Any:
    """Take a snapshot of the ranking of a closed round: read, compute in another process, store."""
    task = await db.read_bulk(snapshots.ranking_task, token, round_id)
    if task is not None and snapshots.is_large(task):

        def later(job: Job) -> Response:
            made = JobOut.of(job, language).model_dump_json().encode()
            return Response(made, 202, media_type="application/json")

        return await db.work(snapshots.queue_ranking, token, round_id, now, answer=later)
    computed = task and await run_in_subprocess(snapshots.COMPUTE, {"task": task})
    return await db.bulk(
        snapshots.take_ranking,
        token,
        round_id,
        now,
        computed,
        answer=put_answer(RankingOut.model_validate),
    )


@router.get(
    "/editions/{edition_id}/standings",
    response_model=Standings,
    **policy(*READERS, recorded_read=True),
)
async def show_standings(
    db: Db, token: CurrentToken, now: Now, edition_id: UUID, round_id: UUID | None = None
) -> Any:
    """The newest ranking, by category."""
    return await db.work(service.show_standings, token, edition_id, round_id, now)


@router.get(
    "/rankings/{ranking_id}/rows",
    response_model=Page[StandingRow],
    **policy(*READERS, recorded_read=True),
)
async def list_ranking_rows(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    ranking_id: UUID,
    params: Paging,
    category_id: UUID | None = None,
) -> Any:
    """The rows of a snapshot as a list, or as CSV."""
    return await db.work(
        service.list_ranking_rows,
        token,
        ranking_id,
        params,
        category_id,
        now,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="ranking"
        ),
    )


@router.get(
    "/rankings/{ranking_id}/fairness",
    response_model=Fairness,
    **policy(*FAIRNESS_READERS, recorded_read=True),
)
async def show_fairness(db: Db, token: CurrentToken, now: Now, ranking_id: UUID) -> Any:
    """The fairness report of a snapshot: computed once, in another process, and kept."""
    asked = await db.read_bulk(question_to_answer, token, ranking_id)
    drawn = asked and await run_in_subprocess(fairness_service.REPORT, {"asked": asked})
    return await db.work(fairness_service.show_fairness, token, ranking_id, drawn, now)


@router.get(
    "/meetings/{meeting_id}/statistical-ties",
    response_model=MeetingTies,
    **policy(Role.organiser, Role.chair, recorded_read=True),
)
async def show_meeting_ties(db: Db, token: CurrentToken, now: Now, meeting_id: UUID) -> Any:
    """Which entries of a meeting the fairness report cannot tell apart at the prize line."""
    found = await db.read_bulk(fairness_service.meeting_question, token, meeting_id)
    drawn = None
    if found:
        ranking_id, asked = found
        drawn = ranking_id, await run_in_subprocess(fairness_service.REPORT, {"asked": asked})
    return await db.work(fairness_service.show_meeting_ties, token, meeting_id, drawn, now)


@router.post("/rankings/{ranking_id}/what-if", response_model=WhatIf, **policy(*FAIRNESS_READERS))
async def what_if(db: Db, token: CurrentToken, now: Now, ranking_id: UUID, wanted: WhatIfIn) -> Any:
    """What would come of another method, a juror less, another weight; the reading is recorded."""
    tried = await db.read_bulk(fairness_service.what_if_task, token, ranking_id, wanted)
    drawn = await run_in_subprocess(fairness_service.TRY, tried)
    return await db.work(fairness_service.what_if, token, ranking_id, drawn, now)


@router.get(
    "/rounds/{round_id}/agreement",
    response_model=LiveAgreement,
    **policy(Role.organiser, recorded_read=True),
)
async def read_agreement(db: Db, token: CurrentToken, now: Now, round_id: UUID) -> Any:
    """How jurors agree while their round runs, where the rulebook allows it; never standings."""
    asked = await db.read_bulk(live_task, token, round_id)
    found = await run_in_subprocess(live_service.WATCH, {"asked": asked})
    return await db.work(live_service.read_agreement, token, round_id, found, now)


@router.get(
    "/entries/{entry_id}/result",
    response_model=EntryResult,
    **policy(*RESULT_READERS, recorded_read=True),
)
async def show_result(
    db: Db, token: CurrentToken, now: Now, entry_id: UUID, round_id: UUID | None = None
) -> Any:
    """How an entry's score came about, juror by juror; in one of the rounds weighed together."""
    found = await db.read_bulk(parts_task, token, entry_id, round_id)
    parts = None
    if found:
        ranking_id, asked = found
        parts = ranking_id, [Part(**one) for one in await run_in_subprocess(PARTS, asked)]
    return await db.work(service.show_result, token, entry_id, round_id, parts, now)


@router.put(
    "/rounds/{round_id}/chair-orders/{order_id}",
    response_model=ChairOrderOut,
    responses={201: {"model": ChairOrderOut}},
    **policy(Role.chair),
)
async def decide_chair_order(
    db: Db, token: CurrentToken, now: Now, round_id: UUID, order_id: UUID, wanted: ChairOrderIn
) -> Any:
    """The chair's reasoned order of a tied group that waits."""
    return await db.work(
        service.decide_chair_order,
        token,
        round_id,
        order_id,
        wanted,
        now,
        answer=put_answer(ChairOrderOut.model_validate),
    )
