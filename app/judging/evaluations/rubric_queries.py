"""The rubric of a category, compiled for scoring and kept while it cannot change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.models import Criterion
from app.editions.rubric_rules import (
    CommentRule,
    CriterionSpec,
    LevelSpec,
    leaf_weights,
    leaves,
    plain,
    scale,
)
from app.editions.rubric_schemas import RubricCriterion, RubricLevel, spec_of, tree
from app.judging.evaluations.desk_schemas import Compiled, RubricLeaf, RubricLeafLevel
from app.judging.rounds.rules import RoundMode
from app.kit.errors import N_, Refusal

_KEPT: Final = 256

# What a pass/fail round asks, whatever the category: the same leaf in every edition.
VOTE: Final = CriterionSpec(
    id=UUID("7a55fa11-0000-5000-8000-000000000001"),
    code="pass_fail",
    parent=None,
    weight=1,
    counted=True,
    minimum=Fraction(0),
    maximum=Fraction(1),
    step=None,
    levels=(LevelSpec("pass", Fraction(1)), LevelSpec("fail", Fraction(0))),
)
# What a round of orders makes of a place: the points of `order_rules`, the same leaf in every edition.
PLACE: Final = CriterionSpec(
    id=UUID("7a55fa11-0000-5000-8000-000000000002"),
    code="ranking",
    parent=None,
    weight=1,
    counted=True,
    minimum=Fraction(0),
    maximum=Fraction(100),
    step=None,
)
_LEVELS: Final = tuple(
    {
        "code": code,
        "points": Decimal(points),
        "name_ar": name_ar,
        "name_en": name_en,
        "description_ar": "",
        "description_en": "",
    }
    for code, points, name_ar, name_en in (
        ("pass", 1, "تجتاز", "Pass"),
        ("fail", 0, "لا تجتاز", "Fail"),
    )
)


_compiled: OrderedDict[tuple[UUID, int], Compiled] = OrderedDict()


def compiled(
    session: Session,
    rubric_id: UUID | None,
    version: int | None,
    *,
    frozen: bool,
    mode: str = RoundMode.score.value,
) -> Compiled:
    """The rubric by id and version; kept in memory only where the rulebook is `frozen`.

    Refusal: `rubric_missing` (409) for a category without one.
    """
    if mode == RoundMode.pass_fail:
        return PASS_FAIL
    if mode == RoundMode.ranking:
        return RANKING
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


def _one_leaf(
    spec: CriterionSpec, name_ar: str, name_en: str, levels: Sequence[Mapping[str, Any]] = ()
) -> Compiled:
    low, high = scale(spec)
    node = RubricCriterion(
        id=spec.id,
        code=spec.code,
        name_ar=name_ar,
        name_en=name_en,
        description_ar="",
        description_en="",
        weight=1,
        counted=True,
        minimum=Decimal(plain(low)),
        maximum=Decimal(plain(high)),
        step=None,
        levels=[RubricLevel.model_validate({"id": spec.id, **one}) for one in levels],
        comment=CommentRule.optional,
        share="1",
        share_percent="100",
        children=[],
    )
    leaf = RubricLeaf(
        criterion_id=spec.id,
        code=spec.code,
        name_ar=name_ar,
        name_en=name_en,
        min=plain(low),
        max=plain(high),
        step=None,
        levels=[RubricLeafLevel.model_validate(one) for one in levels],
        comment=CommentRule.optional,
        weight="1",
    )
    return Compiled((spec,), (leaf,), (node,))


PASS_FAIL: Final = _one_leaf(VOTE, "القرار", "Decision", _LEVELS)
RANKING: Final = _one_leaf(PLACE, "نقاط الترتيب", "Points of the order")


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
                comment=CommentRule(row.comment),
                weight=str(weights.get(row.id, Fraction(0))),
            )
        )
    return Compiled(specs, tuple(shown), tuple(tree(rows)))
