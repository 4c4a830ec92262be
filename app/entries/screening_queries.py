"""Reading how an edition is screened, where decisions stand, and what a return leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.actor import Role, Scope
from app.editions.eligibility_rules import RuleKind
from app.editions.models import Category, Edition, Field
from app.editions.visibility_rules import VisibleIf
from app.entries.eligibility_queries import rules_for, working_states
from app.entries.models import Entry
from app.entries.receipt_rules import FACE
from app.entries.rules import EntryState
from app.entries.screening_models import (
    ChecklistItem,
    ScreeningDecision,
    ScreeningMessage,
    ScreeningSettings,
)
from app.entries.screening_rules import (
    CO_OWNERS,
    ELIGIBILITY,
    Standing,
    check_decided_first,
    check_one_person,
    opened,
)

BESIDE: Final = {RuleKind.question: ELIGIBILITY, RuleKind.co_owners: CO_OWNERS}


def settings_of(session: Session, edition_id: UUID) -> ScreeningSettings:
    """How an edition is screened; without a row by one person, without a checklist."""
    found = session.get(ScreeningSettings, edition_id)
    return found or ScreeningSettings(edition_id=edition_id, two_persons=False, version=0)


def two_persons(session: Session, edition_id: UUID) -> bool:
    """Whether a second person confirms what the first proposes."""
    found = select(ScreeningSettings.two_persons).where(ScreeningSettings.edition_id == edition_id)
    return session.scalar(found) is True


def check_alone(session: Session, edition_id: UUID) -> None:
    """Whether one person decides. Refusal: `two_persons_decide` (409)."""
    check_one_person(two_persons=two_persons(session, edition_id))


def check_alone_of(session: Session, entry: Entry, wanted: EntryState) -> None:
    """Whether one person moves this entry there. Refusals (409): `two_persons_decide`, `two_persons_first`."""
    both = two_persons(session, entry.edition_id)
    if wanted == EntryState.disqualified:
        check_decided_first(two_persons=both, decided=entry.state == EntryState.eligible.value)
    else:
        check_one_person(two_persons=both)


def checklist_of(session: Session, edition_id: UUID) -> Sequence[ChecklistItem]:
    """What is looked at in every entry of an edition, in order."""
    return session.scalars(
        select(ChecklistItem)
        .where(ChecklistItem.edition_id == edition_id, ChecklistItem.removed_at.is_(None))
        .order_by(ChecklistItem.position, ChecklistItem.id)
    ).all()


def thread_of(session: Session, entry_id: UUID) -> Sequence[ScreeningMessage]:
    """The messages of an entry, oldest first."""
    return session.scalars(
        select(ScreeningMessage)
        .where(ScreeningMessage.entry_id == entry_id)
        .order_by(ScreeningMessage.sent_at, ScreeningMessage.id)
    ).all()


def standing_proposal(session: Session, entry_id: UUID) -> ScreeningDecision | None:
    """The proposal that waits for a second person."""
    return session.scalars(
        select(ScreeningDecision).where(
            ScreeningDecision.entry_id == entry_id,
            ScreeningDecision.state == Standing.proposed.value,
        )
    ).one_or_none()


def screeners_of(session: Session, edition: Edition) -> list[User]:
    """Who may be given entries to screen: the edition's screeners, then its organisers."""
    where = (Scope.edition, edition.id), (Scope.programme, edition.programme_id)
    found = [
        *users_over(session, Role.screener, *where),
        *users_over(session, Role.organiser, *where),
    ]
    return list({user.id: user for user in found}.values())


def open_parts(
    entry: Entry, fields: Sequence[Field], missing: Sequence[UUID] = ()
) -> frozenset[str] | None:
    """The parts of a returned entry that its people may change; None: all that the form allows."""
    if entry.state != EntryState.returned.value or entry.return_parts is None:
        return None
    depends = {}
    for field in fields:
        condition = VisibleIf.read(field.visible_if)
        if condition is not None:
            depends[str(field.id)] = frozenset(str(one.field_id) for one in condition.conditions)
    listed = [one["part"] for one in entry.return_parts]
    return opened(listed, depends, [str(one) for one in missing])


def parts_of(fields: Sequence[Field], beside: Sequence[str]) -> frozenset[str]:
    """What of an entry can be returned: fields, titles and summary, and what stands beside the form."""
    return frozenset({*FACE, *(str(field.id) for field in fields), *beside})


def parts_beside(session: Session, edition: Edition, category: Category) -> list[str]:
    """What beside its form a return of an entry may name: as far as its rules ask for it."""
    kinds = {rule.kind for rule in rules_for(session, edition, category)}
    return [part for kind, part in BESIDE.items() if kind in kinds]


def held_parts(session: Session, entry: Entry) -> frozenset[str]:
    """What beside its form keeps an entry from being submitted: it is open, whatever was named."""
    edition = session.get_one(Edition, entry.edition_id)
    states = working_states(session, entry, edition, final=True)
    return frozenset(BESIDE[one.kind] for one in states if one.holds_up and one.kind in BESIDE)
