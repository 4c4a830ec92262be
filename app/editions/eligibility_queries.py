"""Reading the rules of eligibility of an edition."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.eligibility_models import EligibilityRule
from app.editions.queries import READERS, staff_edition


def edition_rules(session: Session, edition_id: UUID) -> list[EligibilityRule]:
    """The edition's rules: those of all categories first, each list in its order."""
    return list(
        session.scalars(
            select(EligibilityRule)
            .where(EligibilityRule.edition_id == edition_id)
            .order_by(
                EligibilityRule.category_id.is_not(None),
                EligibilityRule.category_id,
                EligibilityRule.position,
                EligibilityRule.id,
            )
            .execution_options(populate_existing=True)
        )
    )


def list_eligibility_rules(
    session: Session, actor: Actor, edition_id: UUID
) -> list[EligibilityRule]:
    """The rules of an edition, for its staff."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    return edition_rules(session, edition.id)
