"""A panel is dissolved, while nobody judges what it is there for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.entries.models import Entry
from app.entries.wall_queries import barred_categories
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Panel
from app.judging.panels.panel_queries import round_panels, within
from app.judging.panels.panel_service import keep_chair_in_step
from app.judging.panels.reach_rules import check_panel_idle
from app.judging.panels.rules import check_panel_reach
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.errors import not_found


def delete_panel(
    session: Session, actor: Actor, round_id: UUID, panel_id: UUID, now: datetime
) -> None:
    """Dissolve a panel of a round; its jurors stay in the edition, its chair loses the role.

    Refusals: `round_closed`, `panel_at_work` (409), `panel_walled` (403).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    views = round_panels(session, round_).views
    view = next((one for one in views if one.panel.id == panel_id), None)
    if view is None:
        raise not_found()
    check_editable(RoundState(round_.state))
    check_panel_reach(barred_categories(session, actor, edition.id), [view.category_ids])
    live = session.scalar(
        select(func.count())
        .select_from(Evaluation)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id == round_id,
            Evaluation.closed_at.is_(None),
            within([one.reach for one in views], {panel_id}),
        )
    )
    check_panel_idle(live or 0, view.reach.name)
    chair_id = view.panel.chair_id
    session.execute(delete(Panel).where(Panel.id == panel_id))
    if chair_id is not None:
        keep_chair_in_step(session, actor, chair_id, now)
    audit.record(
        session,
        actor,
        "delete_panel",
        now,
        subject=("panel", panel_id),
        edition_id=edition.id,
        round_id=str(round_id),
        name_ar=view.panel.name_ar,
        name_en=view.panel.name_en,
        members=len(view.members),
    )
