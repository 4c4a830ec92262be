"""What must always hold of jurors' orders; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.judging.rounds.models import Round

_order_head = aliased(OrderRevision)

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "order in a round that does not rank": select(JurorOrder.id)
    .join(Round, Round.id == JurorOrder.round_id)
    .where(Round.mode != "ranking"),
    "order's head that is not of it, or not on its branch": select(JurorOrder.id)
    .outerjoin(_order_head, _order_head.id == JurorOrder.head_id)
    .where(
        or_(
            JurorOrder.head_id.is_(None) != (JurorOrder.status == "none"),
            and_(
                JurorOrder.head_id.is_not(None),
                or_(
                    _order_head.id.is_(None),
                    _order_head.order_id != JurorOrder.id,
                    _order_head.branch != "head",
                    _order_head.status != JurorOrder.status,
                ),
            ),
        )
    ),
    "order whose submitted revision is none of it": select(JurorOrder.id)
    .outerjoin(_order_head, _order_head.id == JurorOrder.submitted_id)
    .where(
        or_(
            and_(JurorOrder.status == "submitted", JurorOrder.submitted_id.is_(None)),
            and_(
                JurorOrder.submitted_id.is_not(None),
                or_(
                    _order_head.id.is_(None),
                    _order_head.order_id != JurorOrder.id,
                    _order_head.branch != "head",
                    _order_head.status != "submitted",
                ),
            ),
        )
    ),
    "order's late head that is not on its late branch": select(JurorOrder.id)
    .outerjoin(_order_head, _order_head.id == JurorOrder.late_head_id)
    .where(
        JurorOrder.late_head_id.is_not(None),
        or_(
            _order_head.id.is_(None),
            _order_head.order_id != JurorOrder.id,
            _order_head.branch != "late",
        ),
    ),
    "two revisions of an order on one branch with one parent": select(OrderRevision.id)
    .join(
        _order_head,
        and_(
            _order_head.order_id == OrderRevision.order_id,
            _order_head.branch == OrderRevision.branch,
            _order_head.id != OrderRevision.id,
            or_(
                _order_head.parent_id == OrderRevision.parent_id,
                and_(_order_head.parent_id.is_(None), OrderRevision.parent_id.is_(None)),
            ),
        ),
    )
    .where(OrderRevision.branch != "diverged"),
    "place given without an order": select(Evaluation.id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(
        Round.mode == "ranking",
        Evaluation.submitted_id.is_not(None),
        ~exists().where(
            JurorOrder.round_id == Evaluation.round_id,
            JurorOrder.juror_id == Evaluation.juror_id,
            JurorOrder.submitted_id.is_not(None),
        ),
    ),
}
