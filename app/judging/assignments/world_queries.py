"""Reading the world that a plan is made for."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.assignments.bid_queries import bids_of
from app.judging.assignments.rules import check_plan_reach
from app.judging.assignments.schemas import PlanGoal
from app.judging.assignments.world_rules import EntrySpec, JurorSpec, Pair, World, shared_employers
from app.judging.conflicts.noticing_queries import walls_now
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus
from app.judging.panels.composition_rules import Composition
from app.judging.panels.models import Juror, JurorExpertise, Panel
from app.judging.panels.panel_queries import reaches_of, within
from app.judging.panels.queries import judged_in, serving
from app.judging.panels.rules import Origin
from app.judging.rounds.models import Round
from app.kit.arabic import fold
from app.kit.errors import N_, invalid

_live = Evaluation.closed_at.is_(None)


def load_world(
    session: Session,
    actor: Actor,
    round_: Round,
    edition: Edition,
    goal: PlanGoal,
    *,
    stored: bool = False,
) -> World:
    """Everything that decides a plan, in a handful of statements.

    Of a `stored` plan, the jurors chosen for it who serve no more are left out.

    Refusals: `category_unknown`, `plan_juror_unknown` (not serving on the panel; 422),
    `plan_walled` (403).
    """
    scope = _scope(session, round_, edition, goal.category_id)
    its = panel_of(session, round_.id, goal)
    panel_id = goal.panel_id if its is None else its.id
    if panel_id is not None:
        scope = scope.where(within(reaches_of(session, round_.id), {panel_id}))
    entries = session.execute(scope).all()
    check_plan_reach(walled=any(actor.barred_from(row.id, row.organisation_id) for row in entries))
    panel = serving(session, round_.id, panel_id)
    if goal.juror_ids is not None:
        chosen = set(goal.juror_ids)
        strange = sorted(chosen.difference(juror.id for juror in panel))
        if strange and not stored:
            raise invalid(
                "plan_juror_unknown",
                N_("اختر من محكّمي اللجنة الذين قبلوا الدعوة."),
                "juror_ids",
                jurors=strange,
            )
        panel = [juror for juror in panel if juror.id in chosen]
    rows = session.execute(
        select(
            Evaluation.entry_id, Evaluation.juror_id, Evaluation.closed_reason, Evaluation.status
        )
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(
            Evaluation.round_id == round_.id,
            or_(
                _live,
                Evaluation.closed_reason == ClosedReason.given_back,
                (Evaluation.closed_reason == ClosedReason.moved)
                & (
                    (Evaluation.status != EvaluationStatus.none)
                    | Evaluation.late_state.is_not(None)
                ),
            ),
            judged_in(round_),  # what left the race is nobody's load
            not_barred(actor),  # what is outside of the scope shows in the loads
        )
    ).all()
    inside = {row[0] for row in entries}
    jurors = {juror.id for juror in panel}
    taken: Counter[UUID] = Counter()
    load: Counter[UUID] = Counter()
    live, begun, elsewhere = set(), set(), set()
    ended: dict[str, set[Pair]] = {ClosedReason.given_back: set(), ClosedReason.moved: set()}
    for entry_id, juror_id, reason, status in rows:
        if reason:
            if entry_id in inside and juror_id in jurors:
                ended[reason].add((entry_id, juror_id))
        elif entry_id in inside and juror_id in jurors:
            live.add((entry_id, juror_id))
            if status != EvaluationStatus.none:
                begun.add((entry_id, juror_id))
        elif entry_id in inside:
            taken[entry_id] += 1
            elsewhere.add((entry_id, juror_id))
        else:
            load[juror_id] += 1
    walls = walls_now(session, edition.id, panel)
    known = _expertise(session, edition.id)
    others = session.scalars(
        select(Juror).where(Juror.id.in_({one for _, one in elsewhere})).order_by(Juror.id)
    ).all()
    employers = shared_employers({one.id: _employer_marks(one) for one in (*panel, *others)})
    return World(
        round_id=round_.id,
        entries=tuple(
            EntrySpec(row[0], row[1], row[2], row[3], taken[row[0]], frozenset(row[4]))
            for row in entries
        ),
        jurors=tuple(_spec(one, known, employers, load[one.id]) for one in panel),
        barred_entries=frozenset(pair for pair in walls.entries if pair[0] in jurors),
        barred_organisations=frozenset(pair for pair in walls.organisations if pair[0] in jurors),
        live=frozenset(live),
        begun=frozenset(begun),
        given_back=frozenset(ended[ClosedReason.given_back]),
        moved=frozenset(ended[ClosedReason.moved]),
        elsewhere=frozenset(elsewhere),
        others=tuple(_spec(one, known, employers) for one in others),
        composition=Composition() if its is None else Composition(**its.composition),
        bids=bids_of(session, edition.id, jurors, inside),
    )


def _expertise(session: Session, edition_id: UUID) -> dict[UUID, dict[UUID, int]]:
    """What the jurors of an edition said of the categories, by juror."""
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    rows = session.execute(
        select(JurorExpertise.juror_id, JurorExpertise.category_id, JurorExpertise.level)
        .join(Juror, Juror.id == JurorExpertise.juror_id)
        .where(Juror.edition_id == edition_id)
    )
    for juror_id, category_id, level in rows:
        found[juror_id][category_id] = level
    return found


def _employer_marks(juror: Juror) -> frozenset[str]:
    names = {fold(juror.employer_ar), fold(juror.employer_en), str(juror.employer_id or "")}
    return frozenset(names - {""})


def _spec(
    juror: Juror,
    known: dict[UUID, dict[UUID, int]],
    employers: dict[UUID, str],
    load: int = 0,
) -> JurorSpec:
    return JurorSpec(
        juror.id,
        juror.name_ar,
        juror.name_en,
        juror.employer_id,
        load,
        accepted=juror.load_accepted,
        origin=Origin(juror.origin),
        languages=frozenset(juror.languages),
        employer=employers.get(juror.id, ""),
        expertise=known.get(juror.id, {}),
    )


def panel_of(session: Session, round_id: UUID, goal: PlanGoal) -> Panel | None:
    """The panel that a goal speaks of; older goals name none where the round had one alone."""
    found = session.scalars(
        select(Panel).where(Panel.round_id == round_id).order_by(Panel.id)
    ).all()
    if goal.panel_id is not None:
        return next((one for one in found if one.id == goal.panel_id), None)
    return found[0] if len(found) == 1 else None


def composition_of(session: Session, round_id: UUID, goal: PlanGoal) -> Composition:
    """Who must be among the jurors of each entry of a plan."""
    panel = panel_of(session, round_id, goal)
    return Composition() if panel is None else Composition(**panel.composition)


def _scope(session: Session, round_: Round, edition: Edition, category_id: UUID | None) -> Any:
    wanted = (
        select(Entry.id, Entry.number, Entry.category_id, Entry.organisation_id, Entry.languages)
        .where(judged_in(round_))
        .order_by(Entry.id)
    )
    if category_id is None:
        return wanted
    category = session.get(Category, category_id)
    if category is None or category.edition_id != edition.id:
        raise invalid("category_unknown", N_("هذه الفئة ليست من هذه الدورة."), "category_id")
    return wanted.where(Entry.category_id == category_id)
