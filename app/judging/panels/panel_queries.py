"""Reading the panels of a round: who sits on them, what each judges, what its chair may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.judging.panels.composition_rules import Composition
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
from app.judging.panels.queries import judged_in
from app.judging.panels.reach_rules import Reach, judges, named, panel_for, rest_of, uncovered
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.queries import READERS, staff_round
from app.kit.errors import not_found
from app.kit.i18n import Pair

# Who reads the results of every category, whatever they chair.
ABOVE_CHAIRS = (Role.organiser, Role.auditor, Role.approver, Role.admin)


@dataclass(frozen=True, slots=True)
class PanelView:
    """A panel with what belongs to it."""

    panel: Panel
    members: list[Juror]
    category_ids: list[UUID]

    @property
    def reach(self) -> Reach:
        """What it judges."""
        name = Pair(self.panel.name_ar, self.panel.name_en)
        return Reach(self.panel.id, name, frozenset(self.category_ids))

    @property
    def rules(self) -> Composition:
        """Who must be among the jurors of each of its entries."""
        return Composition(**self.panel.composition)

    def may_read(self, juror: Juror, languages: Collection[str]) -> bool:
        """Whether its rules let this juror read an entry, as far as its languages go."""
        rules = self.rules
        return not rules.only_readers or not {*(languages or (rules.language,))}.isdisjoint(
            juror.languages
        )


@dataclass(frozen=True, slots=True)
class RoundPanels:
    """Every panel of a round in the order in which they were made."""

    views: list[PanelView]
    # Categories that no panel judges.
    uncovered: list[UUID]

    def judging(self, category_id: UUID) -> PanelView | None:
        """The panel that judges a category, if any does."""
        found = panel_for(category_id, [one.reach for one in self.views])
        return next((one for one in self.views if found and one.panel.id == found.id), None)

    def seats(self, juror_id: UUID) -> bool:
        """Whether a juror sits on one of them."""
        return any(juror_id == one.id for view in self.views for one in view.members)


def round_panels(session: Session, round_: Round) -> RoundPanels:
    """The panels of a round with their jurors by name and their categories by position."""
    panels = session.scalars(
        select(Panel).where(Panel.round_id == round_.id).order_by(Panel.id)
    ).all()
    ids = [one.id for one in panels]
    members: defaultdict[UUID, list[Juror]] = defaultdict(list)
    for panel_id, juror in session.execute(
        select(PanelMember.panel_id, Juror)
        .join(Juror, Juror.id == PanelMember.juror_id)
        .where(PanelMember.panel_id.in_(ids))
        .order_by(Juror.folded_name, Juror.id)
    ):
        members[panel_id].append(juror)
    of: defaultdict[UUID, list[UUID]] = defaultdict(list)
    every = []
    for category_id, panel_id in session.execute(
        select(Category.id, PanelCategory.panel_id)
        .outerjoin(
            PanelCategory,
            (PanelCategory.category_id == Category.id) & PanelCategory.panel_id.in_(ids),
        )
        .where(Category.edition_id == round_.edition_id)
        .order_by(Category.position, Category.id)
    ):
        every.append(category_id)
        of[panel_id].append(category_id)
    views = [PanelView(one, members[one.id], of[one.id]) for one in panels]
    return RoundPanels(views, uncovered(dict.fromkeys(every), [one.reach for one in views]))


def panel_judging(session: Session, round_: Round, category_id: UUID) -> PanelView | None:
    """The panel of a round that judges a category, if any does."""
    return round_panels(session, round_).judging(category_id)


def judging(category: Any) -> ColumnElement[bool]:
    """A condition on panels: it judges the category that the statement has beside it."""
    other = aliased(Panel)
    its = exists().where(PanelCategory.panel_id == Panel.id)
    taken = exists().where(
        PanelCategory.panel_id == other.id,
        other.round_id == Panel.round_id,
        PanelCategory.category_id == category,
    )
    return or_(
        its.where(PanelCategory.category_id == category).correlate_except(PanelCategory),
        ~its.correlate_except(PanelCategory) & ~taken.correlate_except(PanelCategory, other),
    )


def list_panels(session: Session, actor: Actor, round_id: UUID) -> RoundPanels:
    """The panels of a round, for those who work on its edition."""
    round_, _ = staff_round(session, actor, round_id, *READERS)
    return round_panels(session, round_)


def reaches_of(session: Session, round_id: UUID) -> list[Reach]:
    """What each panel of a round judges, in the order in which they were made."""
    return _reaches(session, Panel.round_id == round_id)[round_id]


def reaches_in(session: Session, edition_id: UUID) -> list[list[Reach]]:
    """The same of every round of an edition that has panels."""
    rounds = select(Round.id).where(Round.edition_id == edition_id)
    return list(_reaches(session, Panel.round_id.in_(rounds)).values())


def _reaches(session: Session, wanted: ColumnElement[bool]) -> defaultdict[UUID, list[Reach]]:
    """The panels of each round with what they judge."""
    names: dict[UUID, tuple[UUID, Pair]] = {}
    categories: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for round_id, key, name_ar, name_en, category_id in session.execute(
        select(Panel.round_id, Panel.id, Panel.name_ar, Panel.name_en, PanelCategory.category_id)
        .outerjoin(PanelCategory, PanelCategory.panel_id == Panel.id)
        .where(wanted)
        .order_by(Panel.id)
    ):
        names[key] = (round_id, Pair(name_ar, name_en))
        if category_id is not None:
            categories[key].add(category_id)
    found: defaultdict[UUID, list[Reach]] = defaultdict(list)
    for key, (round_id, name) in names.items():
        found[round_id].append(Reach(key, name, frozenset(categories[key])))
    return found


def within(reaches: Collection[Reach], panel_ids: Collection[UUID]) -> ColumnElement[bool]:
    """A condition on entries, beside `judged_in`: one of these panels of the round judges them."""
    mine = [one for one in reaches if one.id in panel_ids]
    categories = Entry.category_id.in_(named(mine))
    if rest_of(reaches) in mine:
        return categories | Entry.category_id.not_in(named(reaches))
    return categories


@dataclass(frozen=True, slots=True)
class Part:
    """What is looked at of a round: all of it, or what some of its panels judge."""

    # On entries: of these panels, in the race or not; and in the race.
    within: ColumnElement[bool]
    entries: ColumnElement[bool]
    # The ids of those who sit on them.
    jurors: Select[UUID]


def part_of(session: Session, round_: Round, panel_ids: Collection[UUID] | None) -> Part:
    """These panels of a round, or all of it. Refusal: 404 for another round's panel."""
    jurors = (
        select(PanelMember.juror_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.round_id == round_.id)
    )
    if panel_ids is None:
        return Part(true(), judged_in(round_), jurors)
    reaches = reaches_of(session, round_.id)
    if not {one.id for one in reaches}.issuperset(panel_ids):
        raise not_found()
    theirs = within(reaches, panel_ids)
    return Part(theirs, judged_in(round_) & theirs, jurors.where(Panel.id.in_(panel_ids)))


# ------------------------------------------------------------------ chairs


def chaired_panels(
    session: Session, actor: Actor, round_id: UUID
) -> tuple[Round, Edition, frozenset[UUID]]:
    """A round with those of its panels that the actor chairs, or 404."""
    mine = chaired_in(session, actor, round_id)
    if not mine:
        raise not_found()
    round_ = session.get_one(Round, round_id)
    return round_, session.get_one(Edition, round_.edition_id), mine


def chaired_in(session: Session, actor: Actor, round_id: UUID) -> frozenset[UUID]:
    """The panels of a round that the actor chairs."""
    return frozenset(
        session.scalars(
            select(Panel.id)
            .join(Juror, Juror.id == Panel.chair_id)
            .where(Panel.round_id == round_id, *_chairing(actor))
        )
    )


def _chairing(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (Juror.user_id == actor.id, Juror.state == JurorState.accepted)


def unchaired(session: Session, actor: Actor, edition: Edition) -> set[UUID]:
    """The categories of which one who only chairs reads no result: no panel of theirs judges them."""
    if actor.holds(ABOVE_CHAIRS, *places(edition)):
        return set()
    mine = set(
        session.scalars(
            select(Panel.id)
            .join(Round, Round.id == Panel.round_id)
            .join(Juror, Juror.id == Panel.chair_id)
            .where(Round.edition_id == edition.id, *_chairing(actor))
        )
    )
    return judged_by_others(session, edition.id, mine)


def judged_by_others(session: Session, edition_id: UUID, panel_ids: Collection[UUID]) -> set[UUID]:
    """The categories of an edition that none of these panels judges."""
    rounds = reaches_in(session, edition_id)
    every = session.scalars(select(Category.id).where(Category.edition_id == edition_id))
    return {key for key in every if not judges(panel_ids, key, rounds)}
