"""The rubric of a category, compiled for scoring and kept while it cannot change."""

from __future__ import annotations

from collections import OrderedDict
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.models import Criterion
from app.editions.rubric_rules import leaf_weights, leaves, plain, scale
from app.editions.rubric_schemas import spec_of, tree
from app.judging.evaluations.desk_schemas import Compiled, RubricLeaf, RubricLeafLevel
from app.kit.errors import N_, Refusal

_KEPT: Final = 256


_compiled: OrderedDict[tuple[UUID, int], Compiled] = OrderedDict()


def compiled(
    session: Session, rubric_id: UUID | None, version: int | None, *, frozen: bool
) -> Compiled:
    """The rubric by id and version; kept in memory only where the rulebook is `frozen`.

    Refusal: `rubric_missing` (409) for a category without one.
    """
    if rubric_id is None or version is None:
        raise Refusal("rubric_missing", N_("ليس لهذه المشاركة نموذج تقييم. أبلغ المنظّم."))
    key = (rubric_id, version)
    kept = _compiled.get(key)
    if kept is not None and frozen:
        _compiled.move_to_end(key)
        return kept
    made = compile_rubric(session, rubric_id)
    if frozen:
        _compiled[key] = made
        while len(_compiled) > _KEPT:
            _compiled.popitem(last=False)
    return made


def compile_rubric(session: Session, rubric_id: UUID) -> Compiled:
    """Read a rubric and compute its leaves' exact weights."""
    rows = list(
        session.scalars(
            select(Criterion)
            .where(Criterion.rubric_id == rubric_id)
            .order_by(Criterion.position, Criterion.id)
        )
    )
    specs = tuple(spec_of(row) for row in rows)
    weights = leaf_weights(specs)
    by_id = {row.id: row for row in rows}
    shown = []
    for spec in leaves(specs):
        row = by_id[spec.id]
        low, high = scale(spec)
        shown.append(
            RubricLeaf(
                criterion_id=row.id,
                code=row.code,
                name_ar=row.name_ar,
                name_en=row.name_en,
                min=plain(low),
                max=plain(high),
                step=None if spec.step is None else plain(spec.step),
                levels=[
                    RubricLeafLevel(
                        code=level.code,
                        points=level.points,
                        name_ar=level.name_ar,
                        name_en=level.name_en,
                        description_ar=level.description_ar,
                        description_en=level.description_en,
                    )
                    for level in row.levels
                ],
                weight=str(weights.get(row.id, Fraction(0))),
            )
        )
    return Compiled(specs, tuple(shown), tuple(tree(rows)))
