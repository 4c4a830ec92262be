"""The juries that a person served on or was invited to and is no more: why, since when, what is left of it."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Edition
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import submitted
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState

ENDED = (JurorState.withdrawn.value, JurorState.resigned.value)


def ended_juries(session: Session, actor: Actor) -> list[tuple[Juror, Edition, int]]:
    """The actor's own ended memberships, the last first, each with how many evaluations they submitted.

    `panels.queries.own_juries` is what may be acted on, and knows none of the withdrawn.
    """
    stands = (
        select(func.count())
        .select_from(Evaluation)
        .where(Evaluation.juror_id == Juror.id, Evaluation.closed_at.is_(None), submitted())
        .correlate(Juror)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Juror, Edition, stands)
        .select_from(Juror)
        .join(User, User.id == actor.id)
        .join(Edition, Edition.id == Juror.edition_id)
        .where(
            or_(
                Juror.user_id == User.id,
                and_(
                    Juror.email == User.email,
                    User.email_confirmed_at.is_not(None),
                    Juror.user_id.is_(None),
                    Juror.invited_at.is_not(None),
                ),
            ),
            Juror.state.in_(ENDED),
        )
        .order_by(Juror.left_at.desc(), Juror.id)
        .options(selectinload(Juror.signed))
    )
    return [(juror, edition, count) for juror, edition, count in rows]
