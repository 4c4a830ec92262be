"""The statements of the hot path: load and lock one evaluation, store a revision, move a head.

Built once, so that a save compiles nothing. Core, run by the connection and not through the ORM's
session: a save is the most frequent write, and no object of the session takes part in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from app.actor import Actor
from app.editions.models import Category, Edition, Rubric
from app.entries.models import Entry
from app.judging.evaluations.late_rules import LateState
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.practice_models import Practice, PracticeWork
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found

_late = aliased(Revision)
_known = aliased(Revision)

_LOAD = (
    select(
        Evaluation.id,
        Evaluation.round_id,
        Evaluation.entry_id,
        Evaluation.status,
        Evaluation.head_id,
        Evaluation.submitted_id,
        Evaluation.late_head_id,
        Evaluation.reopened_at,
        Evaluation.locked_at,
        Practice.demand.label("practice_demand"),
        PracticeWork.submitted_at.label("practised_at"),
        # Who was let go writes no more; what they submitted stands, live.
        case(
            ((Evaluation.closed_reason == "") & (Juror.state != JurorState.accepted), "removed"),
            else_=Evaluation.closed_reason,
        ).label("closed_reason"),
        _late.status.label("late_status"),
        Round.edition_id,
        Round.state.label("round_state"),
        Round.mode.label("round_mode"),
        Round.opens_at,
        Round.closes_at,
        Round.grace_minutes,
        Edition.phase,
        Edition.rulebook_frozen_at,
        Edition.na_policy,
        Entry.state.label("entry_state"),
        Entry.organisation_id,
        Category.rubric_id,
        Rubric.version.label("rubric_version"),
        _known.evaluation_id.label("known_evaluation"),
        _known.branch.label("known_branch"),
        _known.status.label("known_status"),
        _known.total.label("known_total"),
        _known.body_hash.label("known_hash"),
        _known.received_at.label("known_received_at"),
    )
    .join(Juror, Juror.id == Evaluation.juror_id)
    .join(Round, Round.id == Evaluation.round_id)
    .join(Edition, Edition.id == Round.edition_id)
    .join(Entry, Entry.id == Evaluation.entry_id)
    .join(Category, Category.id == Entry.category_id)
    .outerjoin(Rubric, Rubric.id == Category.rubric_id)
    .outerjoin(Practice, Practice.round_id == Evaluation.round_id)
    .outerjoin(
        PracticeWork,
        (PracticeWork.round_id == Evaluation.round_id)
        & (PracticeWork.juror_id == Evaluation.juror_id),
    )
    .outerjoin(_late, _late.id == Evaluation.late_head_id)
    .outerjoin(_known, _known.id == bindparam("revision"))
    .where(Evaluation.id == bindparam("evaluation"), Juror.user_id == bindparam("user"))
    .with_for_update(of=Evaluation)
)

_KNOWN = select(
    Revision.evaluation_id.label("known_evaluation"),
    Revision.branch.label("known_branch"),
    Revision.status.label("known_status"),
    Revision.total.label("known_total"),
    Revision.body_hash.label("known_hash"),
    Revision.received_at.label("known_received_at"),
).where(Revision.id == bindparam("revision"))

_revisions: Any = Revision.__table__
_INSERT: dict[str, Any] = {
    "postgresql": postgresql.insert(_revisions).on_conflict_do_nothing(index_elements=["id"]),
    "sqlite": sqlite.insert(_revisions).on_conflict_do_nothing(index_elements=["id"]),
}

_round_is_open = (
    select(Round.state).where(Round.id == Evaluation.round_id).scalar_subquery() == RoundState.open
)
_table: Any = Evaluation.__table__


def _move(*names: str) -> Any:
    """An update of these columns, which changes no row once the round is closed.

    It is a statement of its own, so on PostgreSQL it sees a closing that was committed while the
    load waited for the row's lock.
    """
    return (
        update(_table)
        .where(_table.c.id == bindparam("evaluation"), _round_is_open)
        .values({name: bindparam(f"to_{name}") for name in names})
    )


_MOVE_DRAFT = _move("head_id", "status", "saved_at")
_MOVE_SUBMITTED = _move(
    "head_id", "status", "saved_at", "submitted_id", "submitted_at", "reopened_at"
)
_MOVE_LATE = _move("late_head_id", "saved_at", "late_state", "late_decision_id")


@dataclass(frozen=True, slots=True)
class Known:
    """A revision that is stored under the id that arrived."""

    evaluation_id: UUID
    branch: str
    status: str
    total: str | None
    body_hash: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Loaded:
    """One evaluation, locked, with all that decides a save."""

    row: Any
    known: Known | None


def load_for_save(
    session: Session, actor: Actor, evaluation_id: UUID, revision_id: UUID | None
) -> Loaded:
    """The juror's own evaluation with its row's lock; 404 if it never was theirs."""
    found = {"evaluation": evaluation_id, "revision": revision_id, "user": actor.id}
    row = session.connection().execute(_LOAD, found).one_or_none()
    if row is None:
        raise not_found()
    return Loaded(row, _known_of(row))


def known_revision(session: Session, revision_id: UUID) -> Known | None:
    """The revision stored under this id, read anew."""
    row = session.connection().execute(_KNOWN, {"revision": revision_id}).one_or_none()
    return None if row is None else _known_of(row)


def _known_of(row: Any) -> Known | None:
    if row.known_hash is None:
        return None
    return Known(
        row.known_evaluation,
        row.known_branch,
        row.known_status,
        row.known_total,
        row.known_hash,
        row.known_received_at,
    )


def insert_revision(session: Session, values: dict[str, Any]) -> bool:
    """Store a revision; False if another request has just stored one under this id."""
    connection = session.connection()
    return bool(connection.execute(_INSERT[connection.dialect.name], values).rowcount)


def move_head(session: Session, evaluation_id: UUID, revision: dict[str, Any]) -> bool:
    """Make a stored revision the head, or the head of the late branch; False if it is too late."""
    to: dict[str, Any] = {"evaluation": evaluation_id, "to_saved_at": revision["received_at"]}
    if revision["branch"] == "late":
        statement = _MOVE_LATE
        waits = revision["status"] == "submitted"
        to |= {
            "to_late_head_id": revision["id"],
            "to_late_state": LateState.waiting if waits else LateState.draft,
            "to_late_decision_id": None,
        }
    else:
        statement = _MOVE_DRAFT
        to |= {"to_head_id": revision["id"], "to_status": revision["status"]}
        if revision["status"] == "submitted":
            statement = _MOVE_SUBMITTED
            to |= {
                "to_submitted_id": revision["id"],
                "to_submitted_at": revision["received_at"],
                "to_reopened_at": None,
            }
    return bool(session.connection().execute(statement, to).rowcount)


def head_content(session: Session, head_id: UUID | None) -> dict[str, Any] | None:
    """A head as its juror compares it, JSON-ready; None while there is none."""
    if head_id is None:
        return None
    row = session.execute(
        select(
            Revision.id,
            Revision.scores,
            Revision.comment,
            Revision.notes,
            Revision.status,
            Revision.made_at,
            Revision.received_at,
        ).where(Revision.id == head_id)
    ).one()
    return {
        "head": str(row.id),
        "scores": row.scores,
        "comment": row.comment,
        "notes": row.notes,
        "status": row.status,
        "made_at": row.made_at,
        "received_at": row.received_at,
    }
