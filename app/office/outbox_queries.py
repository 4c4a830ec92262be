"""Which mails of the outbox one answers for: the administrator all, organisers their editions'."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, true
from sqlalchemy.orm import Session

from app.actor import Actor, Role, Scope
from app.editions.models import Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.kit.paging import PageParams, paginate
from app.notifications.models import Mail
from app.notifications.rules import MailState

_STATES: Final[dict[MailState, Any]] = {
    "sent": Mail.sent_at.is_not(None),
    "failed": Mail.failed_at.is_not(None),
    "waiting": and_(Mail.sent_at.is_(None), Mail.failed_at.is_(None)),
}


# Whoever gets these judges something.
TO_JURORS: Final = frozenset({"assigned"})


def visible_mails(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Mail`.

    A conflict hides who is told of work in that edition: it would name the jurors of the entry.
    """
    return and_(_of_their_editions(actor), _before_no_wall(actor))


def _before_no_wall(actor: Actor) -> ColumnElement[bool]:
    if not (actor.barred_entries or actor.barred_organisations):
        return true()
    walled = select(Entry.edition_id).where(not_(not_barred(actor)))
    return or_(
        Mail.template.not_in(TO_JURORS), Mail.edition_id.is_(None), Mail.edition_id.not_in(walled)
    )


def _of_their_editions(actor: Actor) -> ColumnElement[bool]:
    if actor.is_admin:
        return true()
    if actor.holds(Role.organiser, (Scope.instance, None)):
        return Mail.edition_id.is_not(None)
    mine = or_(
        Edition.id.in_(actor.scopes(Scope.edition, Role.organiser)),
        Edition.programme_id.in_(actor.scopes(Scope.programme, Role.organiser)),
    )
    return Mail.edition_id.in_(select(Edition.id).where(mine))


def list_outbox(
    session: Session,
    actor: Actor,
    params: PageParams,
    *,
    state: MailState | None = None,
    edition_id: UUID | None = None,
) -> tuple[list[Mail], int]:
    """Mails that the actor answers for, newest first."""
    wanted = select(Mail).where(visible_mails(actor))
    if state is not None:
        wanted = wanted.where(_STATES[state])
    if edition_id is not None:
        wanted = wanted.where(Mail.edition_id == edition_id)
    return paginate(
        session,
        wanted,
        params,
        search=(Mail.to_email, func.lower(Mail.subject)),
        sorts={"created_at": (Mail.created_at, Mail.id), "to_email": Mail.to_email},
        default_sort="-created_at",
        tiebreak=Mail.id,
    )
