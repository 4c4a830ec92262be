"""Reading which registered agencies may be named as co-owners, who answers for them, and what they are asked."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Grant, User
from app.actor import Actor, Level, Role, Scope
from app.editions.models import Category, Edition
from app.entries.co_owner_rules import ANSWERABLE
from app.entries.co_owner_schemas import AskedCoOwner
from app.entries.eligibility_models import CoOwner
from app.entries.member_queries import people_on
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.entries.queries import entrant_entry
from app.entries.rules import SCREENING
from app.kit.arabic import fold, search_words
from app.organisations.models import Organisation
from app.organisations.queries import members_of
from app.organisations.rules import Status

MOST_OFFERED = 20
_MOST_WORDS = 8

_MANAGED = exists().where(
    Grant.role == Role.entrant.value,
    Grant.scope_kind == Scope.organisation.value,
    Grant.scope_id == Organisation.id,
    Grant.level == Level.manage.value,
    User.id == Grant.user_id,
    User.disabled_at.is_(None),
    User.email_confirmed_at.is_not(None),
)
# Approved agencies with somebody who can answer.
_REGISTERED = select(Organisation).where(Organisation.status == Status.approved.value, _MANAGED)


def find_co_owners(session: Session, actor: Actor, entry_id: UUID, q: str) -> list[Organisation]:
    """Registered agencies that my entry's may name as a co-owner, by folded words of their names."""
    entry = entrant_entry(session, actor, entry_id, needs=EntryRight.submit)
    wanted = _REGISTERED.where(Organisation.id.is_distinct_from(entry.organisation_id))
    for word in search_words(q)[:_MOST_WORDS]:
        wanted = wanted.where(Organisation.folded_name.contains(word, autoescape=True))
    return list(
        session.scalars(
            wanted.order_by(Organisation.folded_name, Organisation.id).limit(MOST_OFFERED)
        )
    )


def registered(session: Session, organisation_id: UUID) -> Organisation | None:
    """The agency, if it is one that answers through its managers."""
    return session.scalars(_REGISTERED.where(Organisation.id == organisation_id)).one_or_none()


def of_this_name(session: Session, name_ar: str) -> list[tuple[Organisation, bool]]:
    """Approved agencies of exactly this Arabic name, folded; each with whether somebody can answer."""
    name = fold(name_ar)
    rows = session.execute(
        select(Organisation, _MANAGED)
        .where(
            Organisation.status == Status.approved.value,
            or_(
                Organisation.folded_name == name,
                Organisation.folded_name.startswith(f"{name} ", autoescape=True),
            ),
        )
        .order_by(Organisation.id)
    )
    return [(one, managed) for one, managed in rows if fold(one.name_ar) == name]


def managers_for(session: Session, entry: Entry, organisation_id: UUID | None) -> list[User]:
    """Who may answer for an agency: its managers who can sign in, none of the entry's own people."""
    if organisation_id is None:
        return []
    own = {one.user.id for one in people_on(session, [entry])[entry.id]}
    return [
        row.user
        for row in members_of(session, [organisation_id])[organisation_id]
        if row.level is Level.manage
        and row.user.id not in own
        and row.user.disabled_at is None
        and row.user.email_confirmed_at is not None
    ]


def list_co_ownings(session: Session, actor: Actor) -> list[AskedCoOwner]:
    """What the agencies that the actor manages are asked to own as well, while they may answer.

    One of the entry's own people does not: another manager of the agency answers.
    """
    agency, owner = aliased(Organisation), aliased(User)
    managed = [
        one.scope_id
        for one in actor.rights
        if one.role is Role.entrant and one.level is Level.manage
    ]
    rows = session.execute(
        select(
            CoOwner,
            Entry,
            Category,
            Edition,
            func.coalesce(agency.name_ar, owner.name_ar, ""),
            func.coalesce(agency.name_en, owner.name_en, ""),
        )
        .join(Entry, Entry.id == CoOwner.entry_id)
        .join(Category, Category.id == Entry.category_id)
        .join(Edition, Edition.id == Entry.edition_id)
        .outerjoin(agency, agency.id == Entry.organisation_id)
        .outerjoin(owner, owner.id == Entry.owner_id)
        .where(
            CoOwner.organisation_id.in_(managed),
            Entry.state.in_(ANSWERABLE),
            Edition.phase.in_(SCREENING),
        )
        .order_by(CoOwner.asked_at.desc(), CoOwner.id)
    )
    found = rows.all()
    people = people_on(session, [entry for _, entry, _, _, _, _ in found])
    return [
        AskedCoOwner(
            row,
            entry,
            category,
            edition,
            (ar, en),
            may_answer=all(one.user.id != actor.user_id for one in people[entry.id]),
        )
        for row, entry, category, edition, ar, en in found
    ]
