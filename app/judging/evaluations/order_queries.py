"""A juror's own orders: which there are, what belongs in them, and the rows that a save locks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import not_barred
from app.judging.blind.queries import titles_shown
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.judging.evaluations.order_rules import order_id, part_id
from app.judging.evaluations.order_schemas import OwnOrder, Ranked, ShownOrder
from app.judging.evaluations.rules import ClosedReason, check_judged, check_yours
from app.judging.panels.models import Juror
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import N_, Refusal, not_found

_table: Any = JurorOrder.__table__
_INSERT: dict[str, Any] = {
    "postgresql": postgresql.insert(_table).on_conflict_do_nothing(index_elements=["id"]),
    "sqlite": sqlite.insert(_table).on_conflict_do_nothing(index_elements=["id"]),
}


def own_orders(
    session: Session, actor: Actor, round_id: UUID | None = None, *, lock: bool = False
) -> list[OwnOrder]:
    """The juror's orders in rounds that rank, those of which nothing is left included.

    `lock`: with the locks of their evaluations.
    """
    query = (
        select(Evaluation, Entry, Round, Juror)
        .join(Juror, Juror.id == Evaluation.juror_id)
        .join(Round, Round.id == Evaluation.round_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Juror.user_id == actor.id, Round.mode == RoundMode.ranking)
        .order_by(Evaluation.id)
    )
    if round_id is not None:
        query = query.where(Round.id == round_id)
    if lock:
        query = query.with_for_update(of=Evaluation).execution_options(populate_existing=True)
    rows = session.execute(query).all()
    groups: dict[tuple[UUID, UUID, UUID], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.Round.id, row.Entry.category_id, row.Juror.id), []).append(row)
    ids = {key: order_id(*key) for key in groups}
    stored = {
        row.id: row
        for row in session.scalars(select(JurorOrder).where(JurorOrder.id.in_(ids.values())))
    }
    return [_order(actor, key, group, stored.get(ids[key]), rows) for key, group in groups.items()]


def _order(
    actor: Actor,
    key: tuple[UUID, UUID, UUID],
    group: Sequence[Any],
    row: JurorOrder | None,
    rows: Sequence[Any],
) -> OwnOrder:
    round_, category_id, juror_id = key
    closed = [_closed(actor, one) for one in group]
    live = [one for one, why in zip(group, closed, strict=True) if why is None]
    return OwnOrder(
        id=order_id(*key),
        round=group[0].Round,
        category_id=category_id,
        juror_id=juror_id,
        row=row,
        there=[
            Ranked(one.Evaluation, one.Entry)
            for one in sorted(live, key=lambda each: each.Entry.number)
            if one.Entry.state == EntryState.eligible
        ],
        theirs=frozenset(
            one.Entry.id for one in rows if one.Round.id == round_ and one.Juror.id == juror_id
        ),
        closed=None if live else next(why for why in closed if why is not None),
    )


def _closed(actor: Actor, row: Any) -> ClosedReason | None:
    """Why an evaluation is not the juror's to work on."""
    if row.Evaluation.closed_reason:
        return ClosedReason(row.Evaluation.closed_reason)
    if actor.barred_from(row.Entry.id, row.Entry.organisation_id):
        return ClosedReason.recused
    return None if row.Juror.state == JurorState.accepted else ClosedReason.removed


def own_order(session: Session, actor: Actor, ranking_id: UUID, *, lock: bool = False) -> OwnOrder:
    """One of the juror's own orders. 404 if it never was theirs; 403 `evaluation_closed`,
    `entry_not_judged` where nothing of it is left.
    """
    found = next((one for one in own_orders(session, actor) if one.id == ranking_id), None)
    if found is None:
        raise not_found()
    if lock:
        # The round's row first, as its closing has it: what is saved is counted, or it is too late.
        session.execute(
            select(Round.id).where(Round.id == found.round.id).with_for_update(read=True)
        ).all()
        session.refresh(found.round)
        (found,) = [
            one
            for one in own_orders(session, actor, found.round.id, lock=True)
            if one.id == ranking_id
        ]
    check_yours(found.closed)
    if not found.there:
        check_judged(EntryState.withdrawn)
    return found


def locked_row(session: Session, order: OwnOrder) -> JurorOrder:
    """The stored order under its lock, made if this is its first save."""
    connection = session.connection()
    connection.execute(
        _INSERT[connection.dialect.name],
        {
            "id": order.id,
            "round_id": order.round.id,
            "category_id": order.category_id,
            "juror_id": order.juror_id,
            "status": "none",
        },
    )
    return session.scalars(
        select(JurorOrder)
        .where(JurorOrder.id == order.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def own_rankings(session: Session, actor: Actor, round_id: UUID | None) -> list[ShownOrder]:
    """The juror's orders of rounds that are not only planned, by round and category."""
    return _shown(
        session,
        [
            one
            for one in own_orders(session, actor, round_id)
            if one.there and one.round.state != RoundState.planned
        ],
    )


def show_own_ranking(session: Session, actor: Actor, ranking_id: UUID) -> ShownOrder:
    """One order with its entries. Refusals: those of `own_order`; `round_not_open_yet` (423)."""
    order = own_order(session, actor, ranking_id)
    if order.round.state == RoundState.planned:
        raise Refusal(
            "round_not_open_yet",
            N_("لم تُفتح هذه الجولة بعد."),
            status=423,
            opens_at=order.round.opens_at,
        )
    return _shown(session, [order])[0]


def _shown(session: Session, orders: Sequence[OwnOrder]) -> list[ShownOrder]:
    rows = [one.row for one in orders if one.row is not None]
    wanted = {key for row in rows for key in (row.head_id, row.late_head_id) if key is not None}
    revisions = {
        one.id: one
        for one in session.scalars(select(OrderRevision).where(OrderRevision.id.in_(wanted)))
    }
    categories = {
        one.id: one
        for one in session.scalars(
            select(Category).where(Category.id.in_({order.category_id for order in orders}))
        )
    }
    editions = {
        one.id: one
        for one in session.scalars(
            select(Edition).where(Edition.id.in_({order.round.edition_id for order in orders}))
        )
    }
    words = {
        one.evaluation_id: one
        for one in session.scalars(
            select(LateDecision).where(
                LateDecision.id.in_(
                    {
                        each.evaluation.late_decision_id
                        for order in orders
                        for each in order.there
                        if each.evaluation.late_decision_id
                    }
                )
            )
        )
    }
    made = []
    for order in orders:
        row = order.row
        late = next((one for one in order.there if one.evaluation.late_state), None)
        made.append(
            ShownOrder(
                order=order,
                edition=editions[order.round.edition_id],
                category=categories[order.category_id],
                head=revisions.get(row.head_id) if row and row.head_id else None,
                late_work=revisions.get(row.late_head_id) if row and row.late_head_id else None,
                late=words.get(late.evaluation.id) if late else None,
                titles=_titles(session, order),
            )
        )
    return sorted(
        made,
        key=lambda one: (one.order.round.number, one.category.position, str(one.category.id)),
    )


def _titles(session: Session, order: OwnOrder) -> dict[UUID, tuple[str, str]]:
    named = {
        one.entry.id: (one.entry.number, one.entry.title_ar, one.entry.title_en)
        for one in order.there
    }
    if order.round.blind:
        hidden = set(named) if "title" in order.round.hidden else set()
        return titles_shown(session, named, hidden)
    return {key: (title_ar, title_en) for key, (_, title_ar, title_en) in named.items()}


def with_siblings(session: Session, actor: Actor, round_: Round, ids: Iterable[UUID]) -> set[UUID]:
    """These evaluations with the late ones that wait in the same orders: an order is decided on whole.

    Without those that a wall hides from the actor, who then decides in none of that category.
    """
    wanted = set(ids)
    if round_.mode != RoundMode.ranking:
        return wanted
    orders = session.execute(
        select(Evaluation.juror_id, Entry.category_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .where(Evaluation.id.in_(wanted), Evaluation.round_id == round_.id)
        .distinct()
    ).all()
    if not orders:
        return wanted
    return wanted | set(
        session.scalars(
            select(Evaluation.id)
            .join(Entry, Entry.id == Evaluation.entry_id)
            .where(
                Evaluation.round_id == round_.id,
                Evaluation.late_state == "waiting",
                Evaluation.closed_at.is_(None),
                not_barred(actor),
                or_(
                    *(
                        and_(Evaluation.juror_id == juror, Entry.category_id == category)
                        for juror, category in orders
                    )
                ),
            )
        )
    )


def counted_places(session: Session, round_id: UUID) -> list[tuple[UUID, UUID, UUID, int]]:
    """Entry, juror, category and place of what counts: what each order's last submission says of
    live evaluations of entries in the race.

    An entry that came back after that submission has no place in it, whatever an older one said.
    """
    rows = session.execute(
        select(
            Evaluation.id,
            Evaluation.entry_id,
            Evaluation.juror_id,
            Entry.category_id,
            Revision.id.label("revision_id"),
            Revision.scores,
            JurorOrder.submitted_id,
        )
        .join(Revision, Revision.id == Evaluation.submitted_id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(
            JurorOrder,
            and_(
                JurorOrder.round_id == Evaluation.round_id,
                JurorOrder.category_id == Entry.category_id,
                JurorOrder.juror_id == Evaluation.juror_id,
            ),
        )
        .where(
            Evaluation.round_id == round_id,
            Evaluation.closed_at.is_(None),
            Entry.state == EntryState.eligible,
            JurorOrder.submitted_id.is_not(None),
        )
        .order_by(Evaluation.entry_id, Evaluation.juror_id)
    ).all()
    return [
        (row.entry_id, row.juror_id, row.category_id, place_in(row.scores))
        for row in rows
        if row.revision_id == part_id(row.submitted_id, row.id)
    ]


def order_comments(
    session: Session, category_id: UUID, round_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], str]:
    """By round and juror: what they said of their order of a category as they last submitted it."""
    return {
        (row.round_id, row.juror_id): row.comment
        for row in session.execute(
            select(JurorOrder.round_id, JurorOrder.juror_id, OrderRevision.comment)
            .join(OrderRevision, OrderRevision.id == JurorOrder.submitted_id)
            .where(JurorOrder.category_id == category_id, JurorOrder.round_id.in_(round_ids))
        )
    }


def place_in(scores: dict[str, Any]) -> int:
    """The place that a revision of an evaluation gives its entry."""
    (mark,) = scores.values()
    return int(mark["points"])
