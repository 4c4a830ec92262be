"""Taking a snapshot: read what counts, compute without a session, store; large ones by a job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.database import Database
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.entries.models import Entry
from app.entries.wall_queries import barred_categories
from app.jobs.models import Job
from app.jobs.service import enqueue
from app.jobs.subprocess import run_in_subprocess
from app.jobs.worker import Running
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.ids import uuid7
from app.kit.versions import Put
from app.results.rankings.basis_queries import Basis, load_basis
from app.results.rankings.cards_queries import load_task
from app.results.rankings.figures_rules import AT_ONCE, Cannot, Computed, Task, compute
from app.results.rankings.models import Ranking, RankingFigure, RankingJuror, RankingRow
from app.results.rankings.queries import frozen_ranking, latest_ranking
from app.results.rankings.row_queries import rows_of
from app.results.rankings.rules import (
    EvaluationsAltered,
    check_inputs_held,
    check_may_rank,
    unusable,
)

COMPUTE: Final = "app.results.rankings.figures_rules:compute"


def ranking_task(session: Session, actor: Actor, round_id: UUID) -> Task | None:
    """What is computed; None where the last snapshot stands. Refusals (409): of `check_may_rank`."""
    return _task(session, actor, *_checked(session, actor, round_id))


def is_large(task: Task) -> bool:
    """Whether a request cannot wait for it."""
    return task.size > AT_ONCE


def queue_ranking(session: Session, actor: Actor, round_id: UUID, now: datetime) -> Job:
    """Put a snapshot that is too large for a request into the queue of jobs."""
    edition, round_ = _checked(session, actor, round_id)
    job = enqueue(session, actor, "take_ranking", {"round_id": str(round_.id)}, edition.id, now)
    session.flush()  # the answer shows the row with its defaults
    return job


async def take_large_ranking(database: Database, running: Running) -> dict[str, Any]:
    """Handler of jobs of kind `take_ranking`; the result names the ranking."""
    round_id = UUID(running.payload["round_id"])
    task: Task | None = await database.read_bulk(ranking_task, running.who, round_id)
    computed = None
    if task is not None:
        computed = await run_in_subprocess(COMPUTE, {"task": task}, running.report)
    now = database.house.clock()
    taken = await database.bulk(take_ranking, running.who, round_id, now, computed)
    return {"ranking_id": str(taken.row.id)}


def take_ranking(
    session: Session,
    actor: Actor,
    round_id: UUID,
    now: datetime,
    computed: Computed | None = None,
) -> Put[Ranking]:
    """Store a snapshot of a closed round's ranking; if nothing has changed, the last one stands.

    Computed here where it was not before. Refusals (409): those of `check_may_rank`,
    `inputs_moved`, `scores_unusable`.
    """
    edition, round_ = _checked(session, actor, round_id, lock=True)
    with _by_name(session, actor, edition):
        basis = load_basis(session, edition, round_)
        last = latest_ranking(session, edition.id, round_.id)
        if last is not None and last.inputs_hash == basis.inputs_hash:
            return Put(last, created=False)
        if computed is None:
            computed = compute(load_task(session, basis))
    check_inputs_held(same=computed.inputs_hash == basis.inputs_hash)
    if basis.method in computed.cannot:
        cannot = computed.cannot[basis.method]
        raise unusable(cannot.code, **_named(session, actor, edition, cannot))
    ranking = Ranking(
        id=uuid7(),
        edition_id=edition.id,
        round_id=round_.id,
        number=last.number + 1 if last else 1,
        tiebreaks=list(basis.tiebreaks),
        seed=round_.closing_hash,
        inputs_hash=basis.inputs_hash,
        method=basis.method,
        computation=computed.told,
        made_by=actor.user_id,
        made_at=now,
    )
    session.add(ranking)
    session.flush()  # its rows are inserted below by a bare statement
    rows = rows_of(basis, computed)
    for model, made in (
        (RankingRow, rows),
        (RankingFigure, computed.figures),
        (RankingJuror, computed.jurors),
    ):
        if made:
            session.execute(insert(model), [{"ranking_id": ranking.id, **one} for one in made])
    audit.record(
        session,
        actor,
        "take_ranking",
        now,
        subject=("ranking", ranking.id),
        edition_id=edition.id,
        round_id=str(round_.id),
        inputs_hash=ranking.inputs_hash,
        rows=len(rows),
    )
    return Put(ranking, created=True)


def _checked(
    session: Session, actor: Actor, round_id: UUID, *, lock: bool = False
) -> tuple[Edition, Round]:
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise not_found()
    edition = staff_edition(session, actor, round_.edition_id, lock=lock)
    states = session.scalars(
        select(Round.state).where(Round.edition_id == edition.id, Round.number <= round_.number)
    ).all()
    check_may_rank(
        [RoundState(state) for state in states],
        edition.phase_now,
        frozen=frozen_ranking(session, edition.id) is not None,
    )
    return edition, round_


def _task(session: Session, actor: Actor, edition: Edition, round_: Round) -> Task | None:
    with _by_name(session, actor, edition):
        basis: Basis = load_basis(session, edition, round_)
        last = latest_ranking(session, edition.id, round_.id)
        if last is not None and last.inputs_hash == basis.inputs_hash:
            return None
        return load_task(session, basis)


@contextmanager
def _by_name(session: Session, actor: Actor, edition: Edition) -> Iterator[None]:
    """Refusal: `scores_unusable` (409), with the evaluations by name."""
    try:
        yield
    except EvaluationsAltered as altered:
        cannot = Cannot(altered.reason, "", (), tuple(altered.rows))
        raise unusable(cannot.code, **_named(session, actor, edition, cannot)) from None


def _named(session: Session, actor: Actor, edition: Edition, cannot: Cannot) -> dict[str, Any]:
    """The facts of a refusal: categories and pairs by name, without those that the actor is barred from."""
    barred = barred_categories(session, actor, edition.id)
    categories = session.execute(
        select(Category.id, Category.name_ar, Category.name_en)
        .where(Category.id.in_(cannot.categories))
        .order_by(Category.position, Category.id)
    ).all()
    entries = {
        row.id: row
        for row in session.execute(
            select(Entry.id, Entry.number, Entry.category_id).where(
                Entry.id.in_({entry for _, entry in cannot.pairs})
            )
        )
        if row.category_id not in barred
    }
    jurors = {
        row.id: row
        for row in session.execute(
            select(Juror.id, Juror.name_ar, Juror.name_en).where(
                Juror.id.in_({juror for juror, _ in cannot.pairs})
            )
        )
    }
    return {
        "categories": [
            {"id": str(row.id), "name_ar": row.name_ar, "name_en": row.name_en}
            for row in categories
        ],
        "pairs": [
            {
                "juror_id": str(juror),
                "juror_ar": jurors[juror].name_ar,
                "juror_en": jurors[juror].name_en,
                "entry_id": str(entry),
                "number": entries[entry].number,
                "category_id": str(entries[entry].category_id),
            }
            for juror, entry in cannot.pairs
            if entry in entries
        ],
    }
