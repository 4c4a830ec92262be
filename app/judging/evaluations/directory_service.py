"""Inviting to an edition somebody who was a juror in an earlier one of its programme."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.queries import staff_edition
from app.judging.evaluations.directory_queries import SERVED
from app.judging.panels.models import Juror, JurorExpertise
from app.judging.panels.schemas import Expertise, JurorIn
from app.judging.panels.service import invite_juror, put_juror
from app.kit.errors import not_found
from app.kit.ids import uuid7

# What a profile carries over; the photo is asked for anew, with its consent.
CARRIED = tuple(name for name in JurorIn.model_fields if name not in {"edition_id", "expertise"})


def invite_past_juror(
    session: Session, actor: Actor, edition_id: UUID, juror_id: UUID, now: datetime
) -> Juror:
    """Add a juror of an earlier edition with their profile there, and mail the invitation.

    How well they know a category comes along where this edition has one of the same code.
    Refusals: 404, those of `put_juror` (`juror_email_taken`, `staff_cannot_judge`,
    `entrant_cannot_judge`, 409).
    """
    edition = staff_edition(session, actor, edition_id)
    source = session.scalars(
        select(Juror)
        .join(Edition, Edition.id == Juror.edition_id)
        .where(
            Juror.id == juror_id,
            Juror.state.in_(SERVED),
            Edition.programme_id == edition.programme_id,
        )
    ).one_or_none()
    if source is None:
        raise not_found()
    wanted = JurorIn.model_validate(
        {name: getattr(source, name) for name in CARRIED}
        | {"edition_id": edition.id, "expertise": _expertise(session, source, edition)}
    )
    made = put_juror(session, actor, uuid7(), wanted, None, now).row
    session.flush()  # the invitation locks the new row
    return invite_juror(session, actor, made.id, now)


def _expertise(session: Session, source: Juror, edition: Edition) -> list[Expertise]:
    here = aliased(Category)
    rows = session.execute(
        select(here.id, JurorExpertise.level)
        .select_from(JurorExpertise)
        .join(Category, Category.id == JurorExpertise.category_id)
        .join(here, (here.code == Category.code) & (here.edition_id == edition.id))
        .where(JurorExpertise.juror_id == source.id)
        .order_by(here.id)
    )
    return [Expertise(category_id=row[0], level=row[1]) for row in rows]
