"""Changing a category's form without losing an answer: what the forms' own domain cannot know."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions import category_service
from app.editions.form_schemas import FormIn
from app.editions.models import Category, Field
from app.editions.queries import get_category, staff_edition
from app.entries.models import Answer, Attachment


def put_fields(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: FormIn,
    condition: str | None,
    now: datetime,
) -> Category:
    """Make the category's form this ordered list; a field that holds answers or files stays."""
    # The lock comes first: two who change the form, or a phase step, take turns.
    staff_edition(session, actor, get_category(session, category_id).edition_id, lock=True)
    own = select(Field.id).where(Field.category_id == category_id)
    in_use = session.scalars(
        union(
            select(Answer.field_id).where(Answer.field_id.in_(own)),
            select(Attachment.field_id).where(Attachment.field_id.in_(own)),
        )
    ).all()
    return category_service.put_fields(
        session, actor, category_id, wanted, condition, now, in_use=in_use
    )
