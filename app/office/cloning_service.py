"""Beginning an edition from an earlier one: everything that was set up, nothing that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.interfaces import ORMOption

from app.accounts.models import Grant
from app.accounts.rules import GIVEN_BY_ORGANISERS, TEAM
from app.accounts.service import add_grant
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.database import Base
from app.editions.eligibility_models import EligibilityRule
from app.editions.models import Category, Criterion, Edition, Field, Level, Rubric, Section
from app.editions.queries import staff_edition
from app.editions.rules import Phase
from app.entries.screening_models import ChecklistItem, ScreeningSettings
from app.judging.panels.models import (
    Juror,
    JurorExpertise,
    JurySettings,
    Panel,
    PanelCategory,
    PanelMember,
)
from app.judging.panels.rules import GONE, JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import FACE_PARTS, RoundState
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal, forbidden, invalid
from app.kit.ids import uuid7
from app.kit.versions import Put
from app.office.cloning_rules import Shift, is_weekend, moved_options, same_weekday
from app.office.cloning_schemas import CloneCounts, ClonedEdition, CloneIn, ClonePreview, MovedDate

R = TypeVar("R", bound=Base)
DATES = ("opens_at", "closes_at", "judging_closes_at", "results_at")


@dataclass
class SetUp:
    """All rows of an edition that another one begins with."""

    edition: Edition
    rubrics: list[Rubric]
    criteria: list[Criterion]
    levels: list[Level]
    categories: list[Category]
    sections: list[Section]
    fields: list[Field]
    rules: list[EligibilityRule]
    rounds: list[Round]
    panels: list[Panel]
    panel_categories: list[PanelCategory]
    screening: list[ScreeningSettings]
    checklist: list[ChecklistItem]
    jury: list[JurySettings]
    jurors: list[Juror] = field(default_factory=list)
    expertise: list[JurorExpertise] = field(default_factory=list)
    panel_members: list[PanelMember] = field(default_factory=list)
    team: list[Grant] = field(default_factory=list)

    def counts(self) -> CloneCounts:
        """How much there is."""
        return CloneCounts(
            categories=len(self.categories),
            fields=len(self.fields),
            rubrics=len(self.rubrics),
            criteria=len(self.criteria),
            rounds=len(self.rounds),
            panels=len(self.panels),
            jurors=len(self.jurors),
            team=len(self.team),
            eligibility_rules=len(self.rules),
            checklist=len(self.checklist),
            two_persons=any(one.two_persons for one in self.screening),
        )


def _load(session: Session, actor: Actor, edition: Edition, *, jurors: bool, team: bool) -> SetUp:
    def all_of(model: type[R], condition: Any, *options: ORMOption) -> list[R]:
        key = inspect(model).primary_key
        wanted = select(model).where(condition).order_by(*key).options(*options)
        return list(session.scalars(wanted))

    rubrics = select(Rubric.id).where(Rubric.edition_id == edition.id)
    criteria = select(Criterion.id).where(Criterion.rubric_id.in_(rubrics))
    categories = select(Category.id).where(Category.edition_id == edition.id)
    rounds = select(Round.id).where(Round.edition_id == edition.id)
    panels = select(Panel.id).where(Panel.round_id.in_(rounds))
    people = all_of(
        Juror,
        (Juror.edition_id == edition.id) & Juror.state.not_in(GONE),
        undefer(Juror.photo),
    )
    known = [one.id for one in people]
    staff = (
        (Grant.scope_kind == Scope.edition.value)
        & (Grant.scope_id == edition.id)
        & Grant.role.in_(TEAM if actor.is_admin else GIVEN_BY_ORGANISERS)
    )
    return SetUp(
        edition=edition,
        rubrics=all_of(Rubric, Rubric.edition_id == edition.id),
        criteria=all_of(Criterion, Criterion.rubric_id.in_(rubrics)),
        levels=all_of(Level, Level.criterion_id.in_(criteria)),
        categories=all_of(Category, Category.edition_id == edition.id),
        sections=all_of(Section, Section.category_id.in_(categories)),
        fields=all_of(Field, Field.category_id.in_(categories) & Field.retired_at.is_(None)),
        rules=all_of(EligibilityRule, EligibilityRule.edition_id == edition.id),
        rounds=all_of(Round, Round.edition_id == edition.id),
        panels=all_of(Panel, Panel.round_id.in_(rounds)),
        panel_categories=all_of(PanelCategory, PanelCategory.panel_id.in_(panels)),
        screening=all_of(ScreeningSettings, ScreeningSettings.edition_id == edition.id),
        checklist=all_of(
            ChecklistItem,
            (ChecklistItem.edition_id == edition.id) & ChecklistItem.removed_at.is_(None),
        ),
        jury=all_of(JurySettings, JurySettings.edition_id == edition.id),
        jurors=people if jurors else [],
        expertise=all_of(JurorExpertise, JurorExpertise.juror_id.in_(known)) if jurors else [],
        panel_members=all_of(
            PanelMember, PanelMember.panel_id.in_(panels) & PanelMember.juror_id.in_(known)
        )
        if jurors
        else [],
        team=all_of(Grant, staff) if team else [],
    )


def preview_clone(
    session: Session, actor: Actor, edition_id: UUID, years: int, days: int
) -> ClonePreview:
    """What a new edition would take over, and its dates."""
    edition = staff_edition(session, actor, edition_id)
    old = _load(session, actor, edition, jurors=True, team=True)
    shift = Shift(years, days, edition.timezone)
    return ClonePreview(timezone=edition.timezone, counts=old.counts(), dates=_dates(old, shift))


def _dates(old: SetUp, shift: Shift) -> list[MovedDate]:
    moments: list[tuple[str, str, str, datetime | None]] = [
        (name, "", "", getattr(old.edition, name)) for name in DATES
    ]
    for one in sorted(old.rounds, key=lambda row: row.number):
        moments.append(("round_opens_at", one.name_ar, one.name_en, one.opens_at))
        moments.append(("round_closes_at", one.name_ar, one.name_en, one.closes_at))
    moments += [("freeze_at", one.label_ar, one.label_en, one.freeze_at) for one in old.fields]
    found = []
    for what, name_ar, name_en, before in moments:
        after = shift.of(before)
        if before is None or after is None:
            continue
        found.append(
            MovedDate(
                what=what,
                name_ar=name_ar,
                name_en=name_en,
                before=before,
                after=after,
                is_weekend=is_weekend(after, shift.zone),
                same_weekday=same_weekday(before, after, shift.zone),
            )
        )
    return found


def clone_edition(
    session: Session, actor: Actor, edition_id: UUID, clone_id: UUID, wanted: CloneIn, now: datetime
) -> Put[ClonedEdition]:
    """Make a draft edition with all that an earlier one set up; the same again is harmless.

    Never entries, evaluations, decisions or the log. Refusals: `not_your_edition`,
    `not_your_programme` (403), `slug_taken` (422), `id_taken` (409).
    """
    edition = staff_edition(session, actor, edition_id)
    spots = ((Scope.programme, edition.programme_id), (Scope.instance, None))
    if not actor.holds(Role.organiser, *spots):
        raise forbidden("not_your_programme", N_("ليس لك هذا الدور في هذا البرنامج."))
    old = _load(session, actor, edition, jurors=wanted.jurors, team=wanted.team)
    shift = Shift(wanted.years, wanted.days, edition.timezone)
    known = session.get(Edition, clone_id)
    if known is not None:
        if (known.slug, known.programme_id) != (wanted.slug, edition.programme_id):
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(_answer(known, old, shift), created=False)
    if session.scalar(select(Edition.id).where(Edition.slug == wanted.slug)):
        raise invalid("slug_taken", N_("هذا المعرّف مستعمل. اختر غيره."), "slug", value=wanted.slug)
    new = _copy_edition(session, old, clone_id, wanted, shift, now)
    _copy_set_up(session, old, new, shift, now)
    for grant in old.team:
        add_grant(session, actor, grant.user_id, Role(grant.role), Scope.edition, new.id, now)
    counts = old.counts()
    audit.record(
        session,
        actor,
        "clone_edition",
        now,
        subject=("edition", new.id),
        edition_id=new.id,
        cloned_from=str(edition.id),
        years=wanted.years,
        days=wanted.days,
        **counts.model_dump(),
    )
    return Put(_answer(new, old, shift), created=True)


def _answer(new: Edition, old: SetUp, shift: Shift) -> ClonedEdition:
    return ClonedEdition(id=new.id, slug=new.slug, counts=old.counts(), dates=_dates(old, shift))


def _values(row: Base, **other: Any) -> dict[str, Any]:
    """The columns of a row by attribute, with others in their place."""
    columns = inspect(type(row)).column_attrs
    return {one.key: getattr(row, one.key) for one in columns} | other


def _copy_edition(
    session: Session, old: SetUp, clone_id: UUID, wanted: CloneIn, shift: Shift, now: datetime
) -> Edition:
    new = Edition(
        **_values(
            old.edition,
            id=clone_id,
            slug=wanted.slug,
            name_ar=wanted.name_ar,
            name_en=wanted.name_en,
            folded=fold(f"{wanted.name_ar} {wanted.name_en} {wanted.slug}")[:520],
            phase=Phase.draft.value,
            rulebook=None,
            rulebook_hash="",
            rulebook_frozen_at=None,
            call_opened_at=None,
            results_from=None,
            next_entry_number=101,
            created_at=now,
            version=1,
            **{name: shift.of(getattr(old.edition, name)) for name in DATES},
        )
    )
    session.add(new)
    session.flush()  # its children name it
    return new


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A JSON value with the ids in it replaced: a condition names another field of the form."""
    match value:
        case str():
            return names.get(value, value)
        case dict():
            return {key: _renamed(one, names) for key, one in value.items()}
        case list():
            return [_renamed(one, names) for one in value]
        case _:
            return value


def _copy_set_up(session: Session, old: SetUp, new: Edition, shift: Shift, now: datetime) -> None:
    ids: dict[UUID | None, UUID | None] = {None: None, old.edition.id: new.id}

    def numbered(rows: Iterable[Any]) -> None:
        ids.update({row.id: uuid7() for row in rows})

    def put(rows: Iterable[Base]) -> None:
        session.add_all(list(rows))
        session.flush()  # the next rows refer to these

    for rows in (
        old.rubrics,
        old.criteria,
        old.levels,
        old.categories,
        old.sections,
        old.fields,
        old.rules,
        old.rounds,
        old.panels,
        old.jurors,
        old.checklist,
    ):
        numbered(rows)
    names = {str(key): str(value) for key, value in ids.items() if key is not None}

    def copied(row: Any, *references: str, **other: Any) -> Any:
        values = {name: ids.get(getattr(row, name)) for name in references}
        return type(row)(**_values(row, id=ids[row.id], **values, **other))

    put(copied(one, "edition_id", version=1) for one in old.rubrics)
    above: set[UUID | None] = {None}
    waiting = list(old.criteria)
    while waiting:  # parents before their children
        ready = [one for one in waiting if one.parent_id in above]
        put(copied(one, "rubric_id", "parent_id") for one in ready)
        above |= {one.id for one in ready}
        waiting = [one for one in waiting if one.id not in above]
    put(copied(one, "criterion_id") for one in old.levels)
    put(copied(one, "edition_id", "rubric_id", form_version=1, version=1) for one in old.categories)
    put(copied(one, "category_id") for one in old.sections)
    put(
        copied(
            one,
            "category_id",
            "section_id",
            visible_if=_renamed(one.visible_if, names),
            options=_renamed(one.options, names),
            freeze_at=shift.of(one.freeze_at),
        )
        for one in old.fields
    )
    put(
        copied(one, "edition_id", "category_id", options=moved_options(one.options, shift))
        for one in old.rules
    )
    put(
        copied(
            one,
            "edition_id",
            state=RoundState.planned.value,
            opens_at=shift.of(one.opens_at),
            closes_at=shift.of(one.closes_at),
            hidden=[names.get(part, part) for part in one.hidden if part in {*names, *FACE_PARTS}],
            opened_at=None,
            closed_at=None,
            bids_until=None,
            closing_hash="",
            version=1,
        )
        for one in old.rounds
    )
    put(
        copied(
            one,
            "edition_id",
            user_id=None,
            state=JurorState.invited.value,
            created_at=now,
            invited_at=None,
            answered_at=None,
            opened_at=None,
            answer_by=None,
            load_asked=None,
            load_accepted=None,
            load_reason="",
            statement="",
            statement_hash="",
            signed_name="",
            state_reason="",
            left_at=None,
            photo_is_public=False,
            version=1,
        )
        for one in old.jurors
    )
    put(
        JurorExpertise(
            juror_id=ids[one.juror_id], category_id=ids[one.category_id], level=one.level
        )
        for one in old.expertise
    )
    put(copied(one, "round_id", "chair_id", version=1) for one in old.panels)
    put(copied(one, "edition_id") for one in old.checklist)
    put(JurySettings(**_values(one, edition_id=new.id, version=1)) for one in old.jury)
    put(ScreeningSettings(edition_id=new.id, two_persons=one.two_persons) for one in old.screening)
    put(
        PanelCategory(panel_id=ids[one.panel_id], category_id=ids[one.category_id])
        for one in old.panel_categories
    )
    put(
        PanelMember(panel_id=ids[one.panel_id], juror_id=ids[one.juror_id])
        for one in old.panel_members
    )
