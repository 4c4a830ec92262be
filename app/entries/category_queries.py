"""Reading what a person could enter: the categories of an edition, as whom, and why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.actor import Actor, Role, Scope
from app.editions.eligibility_queries import edition_rules
from app.editions.eligibility_rules import rules_of
from app.editions.eligibility_schemas import EligibilityRuleOut
from app.editions.models import Category, Edition
from app.editions.queries import STAFF, get_edition, places
from app.editions.rules import EntrantKind
from app.entries.category_schemas import EnterableCategories, EnterableCategory, EntrantOption
from app.entries.member_rules import check_may_start
from app.entries.models import Entry
from app.entries.queries import may_start
from app.entries.rules import OUTSIDE_LIMITS, Holdings, check_not_staff, entering_problems
from app.entries.schemas import CategoryText, EditionRef, OrganisationRef, WhyNot
from app.kit.errors import Refusal
from app.organisations.models import Organisation


def list_enterable_categories(
    session: Session, actor: Actor, edition_id: UUID, now: datetime
) -> EnterableCategories:
    """The categories of an edition, and as whom this person could enter each, with the reasons."""
    edition = get_edition(session, actor, edition_id)
    closed: Refusal | None = None
    try:
        check_not_staff(is_staff=actor.holds(STAFF, *places(edition)))
        may_start(edition, now)
    except Refusal as refusal:
        closed = refusal
    categories = session.scalars(
        select(Category)
        .where(Category.edition_id == edition.id)
        .order_by(Category.position, Category.id)
    ).all()
    organisations = session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(actor.scopes(Scope.organisation, Role.entrant)))
        .order_by(Organisation.folded_name, Organisation.id)
    ).all()
    held = _held(session, actor, edition.id, organisations)
    rules = edition_rules(session, edition.id)
    entrants: list[Organisation | None] = [*organisations, None]
    return EnterableCategories(
        edition=EditionRef.of(edition),
        accepts=closed is None,
        why_not=None if closed is None else WhyNot.of(closed),
        items=[
            EnterableCategory(
                **CategoryText.model_validate(category).model_dump(),
                entrants=[
                    _option(actor, edition, category, organisation, held)
                    for organisation in entrants
                ],
                rules=[EligibilityRuleOut.of(row) for row in rules_of(rules, category.id)],
            )
            for category in categories
        ],
    )


Held = dict[UUID | None, dict[UUID, int]]


def _held(
    session: Session, actor: Actor, edition_id: UUID, organisations: Sequence[Organisation]
) -> Held:
    """Entries that count for the limits: organisation (None: my own) → category → how many."""
    rows = session.execute(
        select(Entry.organisation_id, Entry.category_id, func.count().label("held"))
        .where(
            Entry.edition_id == edition_id,
            Entry.state.not_in([state.value for state in OUTSIDE_LIMITS]),
            or_(
                Entry.owner_id == actor.id,
                Entry.organisation_id.in_([one.id for one in organisations]),
            ),
        )
        .group_by(Entry.organisation_id, Entry.category_id)
    )
    held: Held = defaultdict(dict)
    for row in rows:
        held[row.organisation_id][row.category_id] = row.held
    return held


def _option(
    actor: Actor,
    edition: Edition,
    category: Category,
    organisation: Organisation | None,
    held: Held,
) -> EntrantOption:
    mine = held.get(organisation.id if organisation else None, {})
    problems = entering_problems(
        EntrantKind(category.entrant_kind),
        as_organisation=organisation is not None,
        organisation_status=organisation.status if organisation else "",
        edition_limit=edition.max_entries_per_entrant,
        category_limit=category.max_entries_per_entrant,
        held=Holdings(sum(mine.values()), mine.get(category.id, 0)),
    )
    if organisation is not None:
        try:
            check_may_start(actor.level_in(organisation.id))
        except Refusal as refusal:
            problems.append(refusal)
    return EntrantOption(
        organisation=organisation and OrganisationRef.model_validate(organisation),
        allowed=not problems,
        reasons=[WhyNot.of(problem) for problem in problems],
        pending=organisation is not None and organisation.status == "pending",
    )
