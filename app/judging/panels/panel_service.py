"""The panels of a round, and their chairs' role."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import Actor, Role, Scope
from app.audit import service as audit
from app.editions.models import Category
from app.entries.wall_queries import barred_categories
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
from app.judging.panels.panel_queries import PanelView, round_panels
from app.judging.panels.queries import chairs
from app.judging.panels.reach_rules import check_reach
from app.judging.panels.rules import JurorState, check_panel, check_panel_reach
from app.judging.panels.schemas import PanelComposition, PanelIn, StaffPanel
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.errors import N_, Refusal, invalid
from app.kit.i18n import Pair
from app.kit.versions import Put, check_version


def put_panel(
    session: Session,
    actor: Actor,
    round_id: UUID,
    panel_id: UUID,
    wanted: PanelIn,
    condition: str | None,
    now: datetime,
) -> Put[PanelView]:
    """Say who judges what in a round; the chair's role follows.

    A member who is taken off keeps what is assigned to them: it is taken back one by one.
    Refusals: `round_closed`, `id_taken` (409), `panel_empty`, `chair_not_member`,
    `panel_juror_unknown`, `panel_category_unknown`, those of `check_reach` (422), `panel_walled`
    (403), `condition_required` (428), `stale` (412).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    reached: list[list[UUID]] = []
    members, categories = set(wanted.juror_ids), set(wanted.category_ids)
    views = round_panels(session, round_).views
    view = next((one for one in views if one.panel.id == panel_id), None)
    old_chair = None if view is None else view.panel.chair_id
    if view is not None:
        panel = view.panel
        reached.append(view.category_ids)
        if (
            panel.name_ar == wanted.name_ar
            and panel.name_en == wanted.name_en
            and panel.chair_id == wanted.chair_id
            and {juror.id for juror in view.members} == members
            and set(view.category_ids) == categories
            and PanelComposition.model_validate(panel.composition) == wanted.composition
        ):
            return Put(view, created=False)
        check_version(
            panel.version, condition, partial(StaffPanel.of, panel, view.members, view.category_ids)
        )
    elif session.get(Panel, panel_id) is not None:
        raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
    else:
        panel = Panel(id=panel_id, round_id=round_id, version=0)
    check_editable(RoundState(round_.state))
    check_panel_reach(barred_categories(session, actor, edition.id), [*reached, categories])
    check_panel(wanted.chair_id, members)
    _check_known(session, edition.id, members, categories)
    others = [one.reach for one in views if one.panel.id != panel_id]
    check_reach(categories, others, _names(session, edition.id))
    panel.name_ar, panel.name_en = wanted.name_ar, wanted.name_en
    panel.chair_id = wanted.chair_id
    panel.composition = wanted.composition.model_dump()
    panel.version += 1
    session.add(panel)
    session.flush()  # the members refer to the panel by bare inserts
    session.execute(delete(PanelMember).where(PanelMember.panel_id == panel.id))
    session.execute(
        insert(PanelMember), [{"panel_id": panel.id, "juror_id": one} for one in sorted(members)]
    )
    session.execute(delete(PanelCategory).where(PanelCategory.panel_id == panel.id))
    if categories:
        session.execute(
            insert(PanelCategory),
            [{"panel_id": panel.id, "category_id": one} for one in sorted(categories)],
        )
    for juror_id in {old_chair, wanted.chair_id}:
        if juror_id is not None:
            keep_chair_in_step(session, actor, juror_id, now)
    audit.record(
        session,
        actor,
        "put_panel",
        now,
        subject=("panel", panel.id),
        edition_id=edition.id,
        round_id=str(round_id),
        members=len(members),
        chair_id=None if wanted.chair_id is None else str(wanted.chair_id),
        categories=len(categories),
        composition=wanted.composition.model_dump(exclude_defaults=True),
    )
    made = next(one for one in round_panels(session, round_).views if one.panel is panel)
    return Put(made, created=view is None)


def _names(session: Session, edition_id: UUID) -> dict[UUID, Pair]:
    rows = session.execute(
        select(Category.id, Category.name_ar, Category.name_en).where(
            Category.edition_id == edition_id
        )
    )
    return {row[0]: Pair(row[1], row[2]) for row in rows}


def _check_known(
    session: Session, edition_id: UUID, members: set[UUID], categories: set[UUID]
) -> None:
    known = session.scalars(
        select(Juror.id).where(
            Juror.edition_id == edition_id,
            Juror.state.in_((JurorState.invited, JurorState.accepted)),
        )
    ).all()
    strange = sorted(members.difference(known))
    if strange:
        raise invalid(
            "panel_juror_unknown",
            N_("في اللجنة من ليس محكّمًا مدعوًّا أو مقبولًا في هذه الدورة."),
            "juror_ids",
            jurors=strange,
        )
    here = session.scalars(select(Category.id).where(Category.edition_id == edition_id)).all()
    odd = sorted(categories.difference(here))
    if odd:
        raise invalid(
            "panel_category_unknown",
            N_("في اللجنة فئة ليست من هذه الدورة."),
            "category_ids",
            categories=odd,
        )


def keep_chair_in_step(session: Session, actor: Actor, juror_id: UUID, now: datetime) -> None:
    """Give the role of chair to a juror who chairs a panel, take it from one who does not."""
    juror = session.get_one(Juror, juror_id)
    if juror.user_id is None:
        return  # the role comes with the acceptance
    change = (
        accounts.add_grant
        if chairs(session, juror.edition_id, juror.user_id)
        else accounts.remove_grant
    )
    change(session, actor, juror.user_id, Role.chair, Scope.edition, juror.edition_id, now)
