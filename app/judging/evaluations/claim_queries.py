"""Reading what jurors claim does not apply, and what was decided: for a save, for closing, as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select, union
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor, Role
from app.database import actor_of
from app.editions.models import Category, Criterion, Edition
from app.editions.queries import places
from app.editions.score_rules import Claims
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.blind.queries import folded_shown, hides_names, titles_shown
from app.judging.evaluations.claim_rules import ClaimState
from app.judging.evaluations.claim_schemas import ClaimRow
from app.judging.evaluations.models import Evaluation, NaClaim, NaDecision, Revision
from app.judging.panels.panel_queries import chaired_in, chaired_panels, part_of, round_panels
from app.judging.panels.queries import judged_in
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState
from app.kit.errors import not_found
from app.kit.paging import PageParams, paginate

READERS = (Role.organiser, Role.auditor)


def claims_on(session: Session, policy: str, round_id: UUID, entry_id: UUID) -> Claims:
    """What a submission for an entry may claim, and what is decided already."""
    if policy != "claims":
        return Claims(allowed=False)
    rows = session.execute(
        select(NaDecision.criterion_id, NaDecision.accepted).where(
            NaDecision.round_id == round_id, NaDecision.entry_id == entry_id
        )
    ).all()
    return Claims(
        allowed=True,
        accepted={row[0] for row in rows if row[1]},
        refused={row[0] for row in rows if not row[1]},
    )


def open_claims(
    session: Session, *rounds: ColumnElement[bool], actor: Actor = SYSTEM_ACTOR
) -> dict[UUID, int]:
    """By round, of the rounds of which these conditions hold: how many entries' criteria wait for the
    chair, of those that the actor may see.
    """
    waiting = (
        _claims(*rounds)
        .outerjoin(
            NaDecision,
            and_(
                NaDecision.round_id == Evaluation.round_id,
                NaDecision.entry_id == Evaluation.entry_id,
                NaDecision.criterion_id == NaClaim.criterion_id,
            ),
        )
        .where(NaDecision.accepted.is_not(True), not_barred(actor))
        .subquery()
    )
    return dict(
        session.execute(select(waiting.c.round_id, func.count()).group_by(waiting.c.round_id)).all()
    )


def _claims(*rounds: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The claims that count in these rounds, of entries in the race: one row an entry and criterion."""
    return (
        select(
            Evaluation.round_id.label("round_id"),
            Evaluation.entry_id.label("entry_id"),
            NaClaim.criterion_id.label("criterion_id"),
            func.count().label("claimed"),
        )
        .select_from(NaClaim)
        .join(Evaluation, Evaluation.submitted_id == NaClaim.revision_id)
        .join(Round, Round.id == Evaluation.round_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.closed_at.is_(None), judged_in(Round), *rounds)
        .group_by(Evaluation.round_id, Evaluation.entry_id, NaClaim.criterion_id)
    )


def claim_round(
    session: Session, actor: Actor, round_id: UUID
) -> tuple[Round, Edition, frozenset[UUID]]:
    """A round whose claims the actor reads, and those of its panels that they chair; or 404."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise not_found()
    if chaired_in(session, actor, round_id):
        return chaired_panels(session, actor, round_id)
    return *staff_round(session, actor, round_id, *READERS), frozenset()


class Deciding:
    """Who decides on which entry of a round: its panel's chair, or the organiser where they may not."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        round_: Round,
        edition: Edition,
        chaired: frozenset[UUID],
    ) -> None:
        self._chaired = chaired
        self._organises = actor.holds(Role.organiser, *places(edition))
        self._panels = round_panels(session, round_)
        self._chairs = {
            view.panel.id: actor_of(session, one.user_id)
            for view in self._panels.views
            for one in view.members
            if one.id == view.panel.chair_id and one.user_id is not None
        }

    def mine(self, entry_id: UUID, organisation_id: UUID | None, category_id: UUID) -> bool:
        """Whether the actor, who may see the entry, decides on it."""
        view = self._panels.judging(category_id)
        if view is not None and view.panel.id in self._chaired:
            return True
        chair = None if view is None else self._chairs.get(view.panel.id)
        return self._organises and (chair is None or chair.barred_from(entry_id, organisation_id))


def list_claims(
    session: Session,
    actor: Actor,
    round_id: UUID,
    params: PageParams,
    state: ClaimState | None = None,
) -> tuple[list[ClaimRow], int]:
    """What is claimed in a round and what was decided, without the entries walled off."""
    round_, edition, chaired = claim_round(session, actor, round_id)
    part = part_of(session, round_, chaired or None)
    counted = _claims(Round.id == round_.id).subquery()
    pairs = union(
        select(counted.c.entry_id, counted.c.criterion_id),
        select(NaDecision.entry_id, NaDecision.criterion_id).where(
            NaDecision.round_id == round_.id
        ),
    ).subquery()
    standing = case(
        (NaDecision.accepted.is_(True), ClaimState.accepted.value),
        (func.coalesce(counted.c.claimed, 0) > 0, ClaimState.waiting.value),
        else_=ClaimState.refused.value,
    )
    query = (
        select(
            Entry.id,
            Entry.number,
            Entry.title_ar,
            Entry.title_en,
            Entry.organisation_id,
            Entry.category_id,
            Category.name_ar.label("category_ar"),
            Category.name_en.label("category_en"),
            Criterion.id.label("criterion_id"),
            Criterion.name_ar,
            Criterion.name_en,
            func.coalesce(counted.c.claimed, 0).label("claimed"),
            standing.label("state"),
            NaDecision.reason,
            NaDecision.decided_at,
            NaDecision.version,
        )
        .select_from(pairs)
        .join(Entry, Entry.id == pairs.c.entry_id)
        .join(Category, Category.id == Entry.category_id)
        .join(Criterion, Criterion.id == pairs.c.criterion_id)
        .outerjoin(
            counted,
            and_(
                counted.c.entry_id == pairs.c.entry_id,
                counted.c.criterion_id == pairs.c.criterion_id,
            ),
        )
        .outerjoin(
            NaDecision,
            and_(
                NaDecision.round_id == round_.id,
                NaDecision.entry_id == pairs.c.entry_id,
                NaDecision.criterion_id == pairs.c.criterion_id,
            ),
        )
        .where(not_barred(actor), part.within)
    )
    if state is not None:
        query = query.where(standing == state.value)
    blind = hides_names(actor, edition, round_)
    words = folded_shown(round_) if blind else Entry.folded
    rows, total = paginate(
        session,
        query,
        params,
        sorts={
            "number": (Entry.number, Criterion.position),
            "criterion": (Criterion.position, Entry.number),
            "state": (standing, Entry.number, Criterion.position),
            "decided_at": (NaDecision.decided_at, Entry.number, Criterion.position),
        },
        default_sort="number",
        tiebreak=Criterion.id,
        search=(words,),
    )
    comments = _comments(session, round_, {row.id for row in rows})
    titles = _titles(session, round_, rows, blind=blind)
    deciding = Deciding(session, actor, round_, edition, chaired)
    is_open = round_.state == RoundState.open
    return [
        ClaimRow(
            entry_id=row.id,
            number=row.number,
            title_ar=titles[row.id][0],
            title_en=titles[row.id][1],
            category_ar=row.category_ar,
            category_en=row.category_en,
            criterion_id=row.criterion_id,
            criterion_ar=row.name_ar,
            criterion_en=row.name_en,
            claimed=row.claimed,
            comments=comments.get((row.id, row.criterion_id), []),
            state=ClaimState(row.state),
            reason=row.reason or "",
            decided_at=row.decided_at,
            version=row.version,
            may_decide=is_open and deciding.mine(row.id, row.organisation_id, row.category_id),
        )
        for row in rows
    ], total


def _titles(
    session: Session, round_: Round, rows: Sequence[Any], *, blind: bool
) -> dict[UUID, tuple[str, str]]:
    entries = {row.id: (row.number, row.title_ar, row.title_en) for row in rows}
    if not blind:
        return {key: (one[1], one[2]) for key, one in entries.items()}
    return titles_shown(session, entries, set(entries) if "title" in round_.hidden else ())


def _comments(
    session: Session, round_: Round, entries: set[UUID]
) -> dict[tuple[UUID, UUID], list[str]]:
    """Why, in the words of each claim's last revision; nobody's name is with it."""
    rows = session.execute(
        select(Evaluation.id, Evaluation.entry_id, NaClaim.criterion_id, Revision.scores)
        .select_from(NaClaim)
        .join(Revision, Revision.id == NaClaim.revision_id)
        .join(Evaluation, Evaluation.id == Revision.evaluation_id)
        .where(
            Evaluation.round_id == round_.id,
            Evaluation.entry_id.in_(entries),
            Revision.branch != "diverged",
        )
        .order_by(Revision.received_at, Revision.id)
    )
    last = {(row[0], row[1], row[2]): row[3][str(row[2])]["comment"] for row in rows}
    found: defaultdict[tuple[UUID, UUID], list[str]] = defaultdict(list)
    for (_, entry, leaf), comment in sorted(last.items(), key=lambda one: one[0]):
        found[entry, leaf].append(comment)
    return found
