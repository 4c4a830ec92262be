"""Reads that need several domains."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.queries import load_person
from app.actor import Actor, Role, Scope
from app.editions.models import Edition
from app.judging.conflicts.queries import load_walls


def load_actor(session: Session, user_id: UUID, session_id: UUID | None) -> Actor:
    """The Actor of a transaction: a live session, the rights of now, the walls of now."""
    language, rights = load_person(session, user_id, session_id)
    walls = load_walls(session, user_id)
    actor = Actor(
        user_id=user_id,
        session_id=session_id,
        language=language,
        rights=rights,
        barred_entries=walls.entries,
        asked_entries=walls.asked,
    )
    own = actor.scopes(Scope.organisation, Role.entrant)
    return replace(actor, barred_organisations=walls.organisations | own)


def all_slugs(session: Session, _actor: Actor) -> list[str]:
    """The slug of every edition, for the command line."""
    return list(session.scalars(select(Edition.slug).order_by(Edition.slug)))
