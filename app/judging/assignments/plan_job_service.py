"""The job that makes a plan too large for a request: read, compute in a process, store."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from app.database import Database
from app.jobs.subprocess import run_in_subprocess
from app.jobs.worker import Running
from app.judging.assignments import plan_queries, plan_service
from app.judging.assignments.plan_queries import PlanTask
from app.judging.assignments.schemas import PlanIn
from app.kit.errors import Refusal

DRAW: Final = "app.judging.assignments.plan_rules:draw"
WHY: Final = "app.judging.assignments.plan_rules:why"


async def make_plan(database: Database, running: Running) -> dict[str, Any]:
    """Handler of jobs of kind `make_plan`; the result names the plan."""
    wanted = PlanIn.model_validate(running.payload["wanted"])
    round_id = UUID(running.payload["round_id"])
    task: PlanTask = await database.read_bulk(plan_queries.plan_task, running.who, round_id, wanted)
    try:
        drawn = await run_in_subprocess(
            DRAW, {"world": task.world, "wish": task.wish}, running.report
        )
    except Refusal as refused:
        # Whoever comes back to it later relaxes what was asked, not an empty form.
        refused.facts["wanted"] = wanted.model_dump(mode="json")
        raise
    plan = await database.bulk(
        plan_service.make_plan,
        running.who,
        round_id,
        wanted,
        drawn,
        database.house.clock(),
    )
    return {"plan_id": str(plan.id)}
