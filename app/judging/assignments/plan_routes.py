"""Routes of plans: made, shown, applied."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Header, Response

from app.actor import Role
from app.deps import CurrentToken, Db, Language, Now, Paging, policy
from app.jobs.models import Job
from app.jobs.schemas import JobOut
from app.jobs.subprocess import run_in_subprocess
from app.judging.assignments import plan_detail_queries, plan_queries, plan_service
from app.judging.assignments.made_schemas import PlanMade
from app.judging.assignments.plan_job_service import DRAW, WHY
from app.judging.assignments.plan_queries import PlanTask
from app.judging.assignments.queries import WATCHERS
from app.judging.assignments.rules import PLAN_NAMES
from app.judging.assignments.schemas import (
    Plan,
    PlanCard,
    PlanDifference,
    PlanEntry,
    PlanIn,
    PlanWhy,
)
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["assignments"], route_class=StrictRoute)

# Pairs that are planned within the request; more than that is a job. Rules that cross take longer.
AT_ONCE: Final = 10_000
CROSSING_AT_ONCE: Final = 1_000
PATIENCE: Final = (
    15.0  # seconds; what takes longer than it should becomes a job, which can be stopped
)

COLUMNS = [
    (N_("النوع"), lambda p: Word(PLAN_NAMES[p.kind])),
    (N_("أُعدّت في"), lambda p: p.made_at),
    (N_("طُبّقت في"), lambda p: p.applied_at),
    (N_("محكّمون لكل مشاركة"), lambda p: p.goal.jurors_per_entry),
    (N_("الإسنادات"), lambda p: p.pairs_total),
]


ENTRY_COLUMNS = [
    (N_("رقم المشاركة"), lambda e: e.number),
    (N_("المشاركة"), lambda e: e.title_ar),
    (N_("المشاركة بالإنجليزية"), lambda e: e.title_en),
    (N_("المحكّمون"), lambda e: [one.name_ar for one in e.seats]),
    (N_("الملاءمة"), lambda e: e.mean),
]


@router.post(
    "/rounds/{round_id}/plans",
    status_code=201,
    response_model=PlanMade,
    responses={202: {"model": PlanMade, "description": "A job makes it"}},
    **policy(Role.organiser),
)
async def make_plan(
    db: Db,
    token: CurrentToken,
    now: Now,
    language: Language,
    round_id: UUID,
    wanted: PlanIn,
) -> Any:
    """Make a plan: read in one session, solve in a process without any, store in another session."""
    task: PlanTask = await db.read_bulk(plan_queries.plan_task, token, round_id, wanted)
    if task.size <= (CROSSING_AT_ONCE if task.crosses else AT_ONCE):
        with suppress(TimeoutError):
            drawn = await run_in_subprocess(
                DRAW, {"world": task.world, "wish": task.wish}, limit=PATIENCE
            )
            return await db.work(
                plan_service.make_plan,
                token,
                round_id,
                wanted,
                drawn,
                now,
                answer=lambda plan: _made(PlanMade.now(plan), 201),
            )

    def later(job: Job) -> Response:
        return _made(PlanMade.later(JobOut.of(job, language)), 202)

    return await db.work(plan_service.queue_plan, token, round_id, wanted, now, answer=later)


def _made(made: PlanMade, status: int) -> Response:
    return Response(made.model_dump_json().encode(), status, media_type="application/json")


@router.get("/rounds/{round_id}/plans", response_model=Page[PlanCard], **policy(*WATCHERS))
async def list_plans(
    db: Db, token: CurrentToken, language: Language, round_id: UUID, params: Paging
) -> Any:
    """The plans of a round."""
    return await db.read(
        plan_queries.list_plans,
        token,
        round_id,
        params,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), COLUMNS, params, language, name="plans"
        ),
    )


@router.get("/plans/{plan_id}", response_model=Plan, **policy(*WATCHERS))
async def show_plan(db: Db, token: CurrentToken, plan_id: UUID) -> Any:
    """A plan before, or after, it is applied."""
    return await db.read(plan_queries.show_plan, token, plan_id)


@router.get("/plans/{plan_id}/entries", response_model=Page[PlanEntry], **policy(*WATCHERS))
async def list_plan_entries(
    db: Db,
    token: CurrentToken,
    language: Language,
    plan_id: UUID,
    params: Paging,
    category_id: UUID | None = None,
    lacking: bool | None = None,
    changed: bool | None = None,
) -> Any:
    """The entries of a plan with their jurors and how well they fit."""
    return await db.read_bulk(
        plan_detail_queries.list_plan_entries,
        token,
        plan_id,
        params,
        category_id,
        lacking,
        changed,
        answer=lambda found: list_answer(
            Page.of(found[0], found[1], params), ENTRY_COLUMNS, params, language, name="plan"
        ),
    )


@router.get(
    "/plans/{plan_id}/why/{entry_id}/{juror_id}", response_model=PlanWhy, **policy(*WATCHERS)
)
async def explain_plan(
    db: Db, token: CurrentToken, plan_id: UUID, entry_id: UUID, juror_id: UUID
) -> Any:
    """Why this juror reads this entry, or why not."""
    task = await db.read_bulk(plan_detail_queries.why_task, token, plan_id, entry_id, juror_id)
    reason = await run_in_subprocess(
        WHY,
        {
            "world": task.world,
            "wish": task.wish,
            "pairs": task.pairs,
            "entry_id": entry_id,
            "juror_id": juror_id,
        },
    )
    return plan_detail_queries.why_shown(task, reason)


@router.get(
    "/plans/{plan_id}/differences/{other_id}", response_model=PlanDifference, **policy(*WATCHERS)
)
async def compare_plans(db: Db, token: CurrentToken, plan_id: UUID, other_id: UUID) -> Any:
    """What differs between two plans of a round."""
    return await db.read(plan_detail_queries.compare_plans, token, plan_id, other_id)


@router.post("/plans/{plan_id}/apply", response_model=Plan, **policy(Role.organiser))
async def apply_plan(
    db: Db,
    token: CurrentToken,
    now: Now,
    plan_id: UUID,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Any:
    """Make the plan's evaluations, all or none."""
    return await db.bulk(plan_service.apply_plan, token, plan_id, idempotency_key, now)
