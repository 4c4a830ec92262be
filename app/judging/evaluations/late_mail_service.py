"""What organisers and jurors are written about late evaluations; no mark, and of entries the number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Actor, Role
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.late_queries import confirming
from app.judging.evaluations.late_rules import LateState
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror
from app.judging.panels.notice_service import tell_juror, tell_user
from app.judging.rounds.models import Round

LATE_PAGE = "/app/editions/{edition}/rounds/{round}/late"
QUEUE_PAGE = "/app/juror"


def _page(edition: Edition, round_: Round) -> str:
    return LATE_PAGE.format(edition=edition.id, round=round_.id)


def tell_first_late(session: Session, round_id: UUID, now: datetime) -> None:
    """Write to the organisers, once a round, that late evaluations have begun to arrive."""
    late = select(func.count()).where(
        Evaluation.round_id == round_id, Evaluation.late_state != LateState.draft
    )
    if (session.scalar(late) or 0) > 1:
        return
    round_ = session.get_one(Round, round_id)
    edition = session.get_one(Edition, round_.edition_id)
    for user in users_over(session, Role.organiser, *places(edition)):
        tell_user(
            session,
            "late_arrived",
            edition,
            user,
            _page(edition, round_),
            now,
            dedupe_key=f"late_arrived:{round_id}:{user.id}",
            round=(round_.name_ar, round_.name_en),
            until=round_.closes_at + timedelta(minutes=round_.grace_minutes),
        )


def ask_second(
    session: Session,
    actor: Actor,
    round_: Round,
    edition: Edition,
    proposals: Sequence[LateDecision],
    now: datetime,
) -> None:
    """Write to those who may give the second name, one mail for all that was proposed at once."""
    by = session.get(User, actor.user_id) if actor.user_id else None
    for user in confirming(session, edition, actor.user_id):
        tell_user(
            session,
            "late_proposed",
            edition,
            user,
            _page(edition, round_),
            now,
            dedupe_key=f"late_proposed:{proposals[0].id}:{user.id}",
            by=(by.name_ar, by.name_en) if by else "",
            round=(round_.name_ar, round_.name_en),
            count=len(proposals),
        )


def tell_declined(
    session: Session,
    actor: Actor,
    round_: Round,
    edition: Edition,
    declined: Sequence[LateDecision],
    now: datetime,
) -> None:
    """Write to those whose proposals were declined, with the reason."""
    by = session.get(User, actor.user_id) if actor.user_id else None
    whose: dict[UUID, list[LateDecision]] = defaultdict(list)
    for row in declined:
        if row.proposed_by is not None:
            whose[row.proposed_by].append(row)
    for user_id, rows in whose.items():
        user = session.get(User, user_id)
        if user is not None and user.disabled_at is None:
            tell_user(
                session,
                "late_declined",
                edition,
                user,
                _page(edition, round_),
                now,
                dedupe_key=f"late_declined:{rows[0].id}",
                by=(by.name_ar, by.name_en) if by else "",
                round=(round_.name_ar, round_.name_en),
                count=len(rows),
                reason=rows[0].answer_reason,
            )


def tell_jurors(
    session: Session,
    round_: Round,
    edition: Edition,
    decided: Sequence[tuple[Evaluation, LateDecision, Entry]],
    now: datetime,
) -> None:
    """Write to each juror what became of their late work, one mail for all decided at once."""
    whose: dict[UUID, list[tuple[LateDecision, Entry]]] = defaultdict(list)
    for evaluation, row, entry in decided:
        whose[evaluation.juror_id].append((row, entry))
    for juror_id, rows in whose.items():
        tell_juror(
            session,
            "late_decided",
            edition,
            session.get_one(Juror, juror_id),
            QUEUE_PAGE,
            now,
            dedupe_key=f"late_decided:{rows[0][0].id}",
            round=(round_.name_ar, round_.name_en),
            items=[
                {"number": entry.number, "admitted": row.word == "admit", "reason": row.reason}
                for row, entry in rows
            ],
        )
