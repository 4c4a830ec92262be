"""Noticing possible conflicts: the agencies and people of an edition against its jurors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import CompoundSelect, Select, select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User
from app.actor import Role, Scope
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_rules import CoOwnerState
from app.entries.member_models import EntryMember
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.judging.panels.detection_rules import Entering, Signal, Who, signals_of, years_before
from app.judging.panels.models import Juror, JurySettings
from app.kit.arabic import fold
from app.organisations.models import Organisation
from app.organisations.rules import host_of, owned_domain


@dataclass(frozen=True, slots=True)
class Possible:
    """A possible conflict with an agency, or with the entry of a person."""

    # The agency's id; of a person's entry one that does not tell which entry it is.
    object_id: UUID
    organisation_id: UUID | None
    entry_id: UUID | None
    name_ar: str
    name_en: str
    signals: list[Signal]


def settings_of(session: Session, edition_id: UUID) -> JurySettings:
    """How the jury is invited; the defaults where nobody changed them."""
    return session.get(JurySettings, edition_id) or JurySettings(
        edition_id=edition_id,
        statement_ar="",
        statement_en="",
        load_asked=None,
        answer_days=7,
        conflict_days=3,
        former_years=3,
        version=0,
    )


def possible_conflicts(
    session: Session, edition_id: UUID, jurors: Sequence[Juror], now: datetime
) -> dict[UUID, list[Possible]]:
    """By juror: what ties them to an agency or a person of the edition, by name."""
    since = years_before(now.date(), settings_of(session, edition_id).former_years)
    targets = [*_agencies(session, edition_id), *_people(session, edition_id)]
    emails = [one.email for one in jurors]
    users = {
        one.email: one.id for one in session.scalars(select(User).where(User.email.in_(emails)))
    }
    found: dict[UUID, list[Possible]] = {}
    for juror in jurors:
        who = _who(juror, juror.user_id or users.get(juror.email))
        found[juror.id] = [
            Possible(entering.id, organisation_id, entry_id, name_ar, name_en, signals)
            for entering, organisation_id, entry_id, name_ar, name_en in targets
            if (signals := signals_of(who, entering, since))
        ]
    return found


def entering_agencies(session: Session, edition_id: UUID) -> list[Organisation]:
    """The agencies that submitted entries, alone or with others, by name: what a juror may declare."""
    return list(
        session.scalars(
            select(Organisation)
            .where(Organisation.id.in_(_owners(edition_id)))
            .order_by(Organisation.folded_name, Organisation.id)
        )
    )


def _who(juror: Juror, user_id: UUID | None) -> Who:
    return Who(
        user_id=user_id,
        domain=juror.email.partition("@")[2],
        names=_folded(juror.name_ar, juror.name_en),
        employer_id=juror.employer_id,
        employers=_folded(juror.employer_ar, juror.employer_en),
        former=tuple(
            (fold(one["name"]), date.fromisoformat(one["until"]) if one["until"] else None)
            for one in juror.former_employers
        ),
    )


def _folded(*names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names if name)


def _entered(edition_id: UUID, column: object) -> Select[UUID]:
    """Of the entries that were submitted: a draft is known to its people alone."""
    return select(column).where(  # type: ignore[call-overload, no-any-return]
        Entry.edition_id == edition_id,
        Entry.submitted_at.is_not(None),
        Entry.state != EntryState.withdrawn.value,
    )


def _owners(edition_id: UUID) -> CompoundSelect[UUID]:
    """The agencies of these entries, and those that own them with others."""
    co_owners = select(CoOwner.organisation_id).where(
        CoOwner.entry_id.in_(_entered(edition_id, Entry.id)),
        CoOwner.organisation_id.is_not(None),
        CoOwner.state != CoOwnerState.declined,
    )
    return _entered(edition_id, Entry.organisation_id).union(co_owners)


Target = tuple[Entering, UUID | None, UUID | None, str, str]


def _agencies(session: Session, edition_id: UUID) -> list[Target]:
    agencies = _owners(edition_id)
    people: defaultdict[UUID, list[tuple[UUID, str, str]]] = defaultdict(list)
    members = session.execute(
        select(Grant.scope_id, User.id, User.name_ar, User.name_en)
        .join(User, User.id == Grant.user_id)
        .where(
            Grant.role == Role.entrant.value,
            Grant.scope_kind == Scope.organisation.value,
            Grant.scope_id.in_(agencies),
        )
    )
    helpers = session.execute(
        select(Entry.organisation_id, User.id, User.name_ar, User.name_en)
        .join(EntryMember, EntryMember.entry_id == Entry.id)
        .join(User, User.id == EntryMember.user_id)
        .where(Entry.id.in_(_entered(edition_id, Entry.id)), Entry.organisation_id.is_not(None))
    )
    for key, *person in [*members, *helpers]:
        people[key].append((person[0], person[1], person[2]))
    rows = session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(agencies))
        .order_by(Organisation.folded_name, Organisation.id)
    )
    return [
        (
            Entering(
                id=one.id,
                names=_folded(one.name_ar, one.name_en),
                domain=one.email_domain if owned_domain(one.email_domain) else "",
                site=owned_domain(host_of(one.website)),
                member_ids=frozenset(user for user, _, _ in people[one.id]),
                people=frozenset().union(*(_folded(ar, en) for _, ar, en in people[one.id])),
            ),
            one.id,
            None,
            one.name_ar,
            one.name_en,
        )
        for one in rows
    ]


def _people(session: Session, edition_id: UUID) -> list[Target]:
    """The people who enter for themselves."""
    rows = session.execute(
        select(Entry.id, User.id, User.name_ar, User.name_en)
        .join(User, User.id == Entry.owner_id)
        .where(Entry.id.in_(_entered(edition_id, Entry.id)))
        .order_by(Entry.number)
    )
    return [
        (
            Entering(
                id=uuid5(user_id, str(entry_id)),  # whose it is must not be known in a blind round
                names=frozenset(),
                domain="",
                site="",
                member_ids=frozenset({user_id}),
                people=_folded(ar, en),
            ),
            None,
            entry_id,
            ar,
            en,
        )
        for entry_id, user_id, ar, en in rows
    ]
