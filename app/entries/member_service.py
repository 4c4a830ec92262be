"""Who works on an entry: giving and taking rights, and saying where one is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.accounts.service import keep_tie
from app.actor import Actor, Level, Scope
from app.audit import service as audit
from app.editions.models import Category, Edition
from app.entries.mail_service import mail_entry
from app.entries.member_models import EntryMember, Presence
from app.entries.member_queries import is_own, open_invitations, own_right, people_on, who_is_here
from app.entries.member_rules import (
    PRESENCE_LIFE,
    EntryRight,
    check_someone_submits,
    includes,
    member_of_agency,
    owner_stays,
    right_on,
)
from app.entries.member_schemas import Here, PeopleView, Person, PlaceIn
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.kit.errors import N_, invalid, not_found


def people_view(session: Session, actor: Actor, entry: Entry, now: datetime) -> PeopleView:
    """The people of an entry, as one of them sees them; only who manages them sees who is invited."""
    right = own_right(session, actor, entry)
    assert right is not None  # noqa: S101 -- the caller found the entry among the actor's own
    manages = right is EntryRight.submit and is_own(actor, entry)
    return PeopleView(
        right=right,
        manages=manages,
        people=people_on(session, [entry])[entry.id],
        invited=open_invitations(session, entry.id) if manages else (),
        now=now,
    )


def list_entry_people(session: Session, actor: Actor, entry_id: UUID, now: datetime) -> PeopleView:
    """Who works on one of my entries."""
    return people_view(session, actor, entrant_entry(session, actor, entry_id), now)


def set_entry_right(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    user_id: UUID,
    right: EntryRight | None,
    now: datetime,
) -> PeopleView:
    """Say what one of an entry's people may do with it; None: what their agency gives them.

    Refusals: 404 for a stranger, `entry_right_needed`, `own_people_only` (403), `owner_stays`,
    `last_submitter` (409), `right_missing` (422) of a collaborator, whom no agency gives anything.
    """
    entry, person, people = _managed(session, actor, entry_id, user_id)
    if person.is_owner or person.level is Level.manage:
        raise owner_stays()
    after = right_on(is_owner=False, level=person.level, row=right)
    if right is not None:
        after = right
    if after is None:
        raise invalid("right_missing", N_("اختر ما يستطيعه هذا الشخص في المشاركة."), "right")
    if after is not EntryRight.submit:
        check_someone_submits(_others_who_submit(people, person))
    row = session.get(EntryMember, (entry.id, user_id))
    if right is None:
        if row is not None:
            session.delete(row)
    elif row is not None:
        row.right = right.value
    else:
        session.add(
            EntryMember(
                entry_id=entry.id,
                user_id=user_id,
                right=right.value,
                outside=False,
                added_by=actor.user_id,
                added_at=now,
            )
        )
    session.flush()  # the people are read again below
    said = right.value if right else "default"
    record(session, actor, "set_entry_right", entry, now, user_id=str(user_id), right=said)
    return people_view(session, actor, entry, now)


def remove_collaborator(
    session: Session, actor: Actor, entry_id: UUID, user_id: UUID, now: datetime
) -> PeopleView | None:
    """Take a collaborator off an entry, or leave one oneself; all that they wrote stays theirs.

    None for one who left: the entry is no longer theirs to see. Refusals: 404 for a stranger,
    `entry_right_needed` (403), `owner_stays`, `member_of_agency`, `last_submitter` (409).
    """
    leaves = user_id == actor.user_id
    needs = EntryRight.view if leaves else EntryRight.submit
    entry, person, people = _managed(session, actor, entry_id, user_id, needs)
    if person.is_owner:
        raise owner_stays()
    if person.level is not None:
        raise member_of_agency()
    check_someone_submits(_others_who_submit(people, person))
    session.delete(session.get_one(EntryMember, (entry.id, user_id)))
    keep_tie(session, user_id, Scope.entry, entry.id, now)
    _forget_presence(session, entry.id, user_id)
    session.flush()  # the people are read again below
    record(session, actor, "remove_collaborator", entry, now, user_id=str(user_id))
    if not leaves and person.user.disabled_at is None:
        category = session.get_one(Category, entry.category_id)
        edition = session.get_one(Edition, entry.edition_id)
        mail_entry(session, "collaboration_ended", [person.user], entry, category, edition, now)
    return None if leaves else people_view(session, actor, entry, now)


def _managed(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    user_id: UUID,
    needs: EntryRight = EntryRight.submit,
) -> tuple[Entry, Person, list[Person]]:
    """The entry locked, the person meant and all of its people, for one who manages them."""
    leaves = needs is EntryRight.view
    entry = entrant_entry(session, actor, entry_id, lock=True, needs=needs, own=not leaves)
    people = people_on(session, [entry])[entry.id]
    person = next((one for one in people if one.user.id == user_id), None)
    if person is None:
        raise not_found()
    return entry, person, people


def _others_who_submit(people: list[Person], person: Person) -> list[UUID]:
    """In place of one of the entry's own people only another of them: a guest cannot manage it."""
    own = person.is_owner or person.level is not None
    return [
        one.user.id
        for one in people
        if one.user.id != person.user.id
        and (one.is_owner or one.level is not None or not own)
        and one.user.disabled_at is None
        and includes(one.right, EntryRight.submit)
    ]


def mark_presence(
    session: Session, actor: Actor, entry_id: UUID, wanted: PlaceIn, now: datetime
) -> Here:
    """Say where in an entry one is, and read who else is there. No act: nothing is changed.

    One row a person and entry; what is older than 45 seconds goes with the next word of anybody.
    """
    entry = entrant_entry(session, actor, entry_id)
    session.execute(
        delete(Presence).where(
            Presence.entry_id == entry.id, Presence.seen_at <= now - PRESENCE_LIFE
        )
    )
    if wanted.leaves:
        _forget_presence(session, entry.id, actor.id)
    else:
        _keep_presence(session, entry.id, actor.id, wanted.place, now)
    return who_is_here(session, actor, entry, now)


def _keep_presence(
    session: Session, entry_id: UUID, user_id: UUID, place: str, now: datetime
) -> None:
    """One statement, because two tabs of one person speak at once."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    here = {"place": place, "seen_at": now}
    session.execute(
        insert(Presence)
        .values(entry_id=entry_id, user_id=user_id, **here)
        .on_conflict_do_update(index_elements=["entry_id", "user_id"], set_=here)
    )


def _forget_presence(session: Session, entry_id: UUID, user_id: UUID) -> None:
    session.execute(
        delete(Presence).where(Presence.entry_id == entry_id, Presence.user_id == user_id)
    )


def sweep(session: Session, now: datetime) -> None:
    """Forget who was at an entry that nobody has opened since."""
    session.execute(delete(Presence).where(Presence.seen_at <= now - PRESENCE_LIFE))


def record(
    session: Session, actor: Actor, act: str, entry: Entry, now: datetime, **facts: Any
) -> None:
    """Write an act on an entry to the record."""
    audit.record(
        session,
        actor,
        act,
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        **facts,
    )
