"""Reading who works on an entry, with what right, and who is at it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User
from app.actor import Actor, Level, Role, Scope
from app.entries.member_models import EntryInvitation, EntryMember, Presence
from app.entries.member_rules import PRESENCE_LIFE, EntryRight, right_on
from app.entries.member_schemas import Here, Person
from app.entries.models import Answer, Attachment, Entry


def own_right(session: Session, actor: Actor, entry: Entry) -> EntryRight | None:
    """What the actor may do with an entry now; None for a stranger."""
    is_owner = entry.owner_id is not None and entry.owner_id == actor.user_id
    level = actor.level_in(entry.organisation_id) if entry.organisation_id else None
    row = (
        None
        if is_owner or level is Level.manage or actor.user_id is None
        else session.scalars(
            select(EntryMember)
            .where(EntryMember.entry_id == entry.id, EntryMember.user_id == actor.user_id)
            .execution_options(populate_existing=True)
        ).one_or_none()
    )
    return right_on(
        is_owner=is_owner,
        level=level,
        row=EntryRight(row.right) if row else None,
        outside=row.outside if row else False,
    )


def is_own(actor: Actor, entry: Entry) -> bool:
    """Whether the actor belongs to an entry's agency, or enters it alone; not invited from outside."""
    if entry.organisation_id is not None:
        return actor.level_in(entry.organisation_id) is not None
    return entry.owner_id is not None and entry.owner_id == actor.user_id


def own_rights(
    session: Session, actor: Actor, entries: Sequence[Entry]
) -> dict[UUID, EntryRight | None]:
    """`own_right` of many entries, in one statement."""
    rows = {
        row.entry_id: row
        for row in session.scalars(
            select(EntryMember).where(
                EntryMember.entry_id.in_([entry.id for entry in entries]),
                EntryMember.user_id == actor.user_id,
            )
        )
    }
    found = {}
    for entry in entries:
        row = rows.get(entry.id)
        found[entry.id] = right_on(
            is_owner=entry.owner_id is not None and entry.owner_id == actor.user_id,
            level=actor.level_in(entry.organisation_id) if entry.organisation_id else None,
            row=EntryRight(row.right) if row else None,
            outside=row.outside if row else False,
        )
    return found


def people_on(session: Session, entries: Sequence[Entry]) -> dict[UUID, list[Person]]:
    """Per entry, everybody who may see it, with their right, by name; two statements for them all."""
    ids = [entry.id for entry in entries]
    rows: defaultdict[UUID, dict[UUID, EntryMember]] = defaultdict(dict)
    for row in session.scalars(
        select(EntryMember)
        .where(EntryMember.entry_id.in_(ids))
        .execution_options(populate_existing=True)
    ):
        rows[row.entry_id][row.user_id] = row
    organisations = {entry.organisation_id for entry in entries if entry.organisation_id}
    named = {entry.owner_id for entry in entries if entry.owner_id}
    named |= {row.user_id for of in rows.values() for row in of.values() if row.outside}
    levels: defaultdict[UUID, dict[UUID, Level]] = defaultdict(dict)
    users: dict[UUID, User] = {}
    belongs = and_(
        Grant.user_id == User.id,
        Grant.role == Role.entrant.value,
        Grant.scope_kind == Scope.organisation.value,
        Grant.scope_id.in_(organisations),
    )
    for user, scope_id, level in session.execute(
        select(User, Grant.scope_id, Grant.level)
        .outerjoin(Grant, belongs)
        .where(or_(User.id.in_(named), Grant.id.is_not(None)))
        .order_by(User.folded_name, User.id)
    ):
        users[user.id] = user
        if scope_id is not None:
            levels[scope_id][user.id] = Level(level)
    return {entry.id: list(_people(entry, users, levels, rows[entry.id])) for entry in entries}


def _people(
    entry: Entry,
    users: Mapping[UUID, User],
    levels: Mapping[UUID, Mapping[UUID, Level]],
    rows: Mapping[UUID, EntryMember],
) -> Iterator[Person]:
    members = levels.get(entry.organisation_id, {}) if entry.organisation_id else {}
    for user_id, user in users.items():
        is_owner, level, row = user_id == entry.owner_id, members.get(user_id), rows.get(user_id)
        right = right_on(
            is_owner=is_owner,
            level=level,
            row=EntryRight(row.right) if row else None,
            outside=row.outside if row else False,
        )
        if right is not None:
            since = row.added_at if row else None
            yield Person(user, right, level, is_owner, row is not None, since)


def open_invitations(session: Session, entry_id: UUID) -> Sequence[EntryInvitation]:
    """Invitations to an entry that nobody has accepted or revoked, newest first; expired ones too."""
    return session.scalars(
        select(EntryInvitation)
        .where(
            EntryInvitation.entry_id == entry_id,
            EntryInvitation.accepted_at.is_(None),
            EntryInvitation.revoked_at.is_(None),
        )
        .order_by(EntryInvitation.created_at.desc(), EntryInvitation.id)
    ).all()


def who_is_here(session: Session, actor: Actor, entry: Entry, now: datetime) -> Here:
    """The others who are at an entry now, and when anything in it was last saved."""
    rows = session.execute(
        select(User, Presence.place, Presence.seen_at)
        .join(Presence, Presence.user_id == User.id)
        .where(
            Presence.entry_id == entry.id,
            Presence.seen_at > now - PRESENCE_LIFE,
            Presence.user_id != actor.user_id,
        )
        .order_by(User.folded_name, User.id)
    )
    answered = session.scalar(select(func.max(Answer.saved_at)).where(Answer.entry_id == entry.id))
    files = session.scalar(select(func.count()).where(Attachment.entry_id == entry.id))
    return Here(
        people=[(row[0], row[1], row[2]) for row in rows],
        version=entry.version,
        answered_at=answered,
        files=files or 0,
    )
