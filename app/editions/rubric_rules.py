"""A rubric's arithmetic: a tree of weighted criteria, its leaves' weights and exact totals.

Pure and exact: weights, marks and totals are fractions; nothing is rounded before it is shown.
The composite is the one fixed in the rulebook (docs/decisions), mapped to 0…100.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from app.editions.rules import is_code
from app.kit.errors import N_, Refusal

MAX_WEIGHT: Final = 10_000
MAX_CRITERIA: Final = 500
MAX_DEPTH: Final = 6
MAX_LEVELS: Final = 50
MAX_POINTS: Final = 1_000_000
DECIMALS: Final = 3

NOTHING: Final[frozenset[UUID]] = frozenset()


class CommentRule(StrEnum):
    """Whether a criterion asks its jurors to say why: never, as they like, always, or only where they
    give the lowest or the highest mark of its scale.
    """

    none = "none"
    optional = "optional"
    required = "required"
    extremes = "extremes"


@dataclass(frozen=True)
class LevelSpec:
    """A named level, or a written anchor, at a point of its leaf's scale."""

    code: str
    points: Fraction


@dataclass(frozen=True)
class CriterionSpec:
    """A node of the tree; a leaf is a node without children.

    Only a leaf's scale is read: `minimum` < `maximum` (by default its lowest and highest level)
    in points, and either a `step` from the minimum, or levels, or both (levels as anchors).
    `counted` False: shown, not counted, with everything below it. `comment` is asked of a leaf.
    """

    id: UUID
    code: str
    parent: UUID | None
    weight: int
    counted: bool
    minimum: Fraction | None
    maximum: Fraction | None
    step: Fraction | None
    levels: tuple[LevelSpec, ...] = ()
    comment: str = CommentRule.optional


Problem = dict[str, Any]  # {loc, code, message, …facts}


def problem(code: str, message: str, *loc: str | int, **facts: Any) -> Problem:
    """One entry of a refusal's `errors`."""
    return {"loc": list(loc), "code": code, "message": message, **facts}


def scale(leaf: CriterionSpec) -> tuple[Fraction, Fraction]:
    """The (minimum, maximum) of a leaf in points. Raises ValueError when neither is known."""
    points = [level.points for level in leaf.levels]
    low = leaf.minimum if leaf.minimum is not None else min(points)
    high = leaf.maximum if leaf.maximum is not None else max(points)
    return low, high


def asks_comment(leaf: CriterionSpec, points: Fraction) -> bool:
    """Whether a mark of so many points must say why."""
    match leaf.comment:
        case CommentRule.required:
            return True
        case CommentRule.extremes:
            return points in scale(leaf)
        case _:
            return False


def leaves(criteria: Iterable[CriterionSpec]) -> list[CriterionSpec]:
    """The nodes without children, in the given order: what is scored."""
    criteria = list(criteria)
    parents = {criterion.parent for criterion in criteria}
    return [criterion for criterion in criteria if criterion.id not in parents]


def check_rubric(criteria: Sequence[CriterionSpec]) -> None:
    """Refuse a rubric that cannot be scored, naming every problem at once.

    Refusal: `rubric_invalid` (422), `errors` with loc `("criteria", index, field…)` and codes
    `empty`, `too_many`, `bad_code`, `duplicate_code`, `duplicate_id`, `unknown_parent`, `cycle`,
    `too_deep`, `bad_weight`, `scale_missing`, `scale_reversed`, `too_many_decimals`,
    `points_too_large`, `bad_step`, `step_or_levels`, `too_many_levels`, `duplicate_level`,
    `level_off_scale`, `level_off_step`, `no_counted_leaf`.
    """
    problems = list(_tree_problems(criteria))
    parents = {criterion.parent for criterion in criteria}
    for index, criterion in enumerate(criteria):
        if criterion.id not in parents:
            problems += _leaf_problems(criterion, index)
    if not problems and not leaf_weights_or_none(criteria):
        problems.append(
            problem("no_counted_leaf", N_("لا بد من معيار واحد محتسب على الأقل."), "criteria")
        )
    if problems:
        raise Refusal(
            "rubric_invalid", N_("في نموذج التقييم ما يجب تصحيحه."), status=422, errors=problems
        )


def _tree_problems(criteria: Sequence[CriterionSpec]) -> Iterable[Problem]:
    if not criteria:
        yield problem("empty", N_("أضف معيارًا واحدًا على الأقل."), "criteria")
    if len(criteria) > MAX_CRITERIA:
        yield problem(
            "too_many", N_("عدد المعايير أكثر من {limit}."), "criteria", limit=MAX_CRITERIA
        )
    codes = Counter(criterion.code for criterion in criteria)
    ids = Counter(criterion.id for criterion in criteria)
    parents = {criterion.id: criterion.parent for criterion in criteria}
    for index, criterion in enumerate(criteria):
        at = ("criteria", index)
        if not is_code(criterion.code):
            yield problem("bad_code", N_("الرمز حروف لاتينية وأرقام وشُرَط."), *at, "code")
        if codes[criterion.code] > 1:
            yield problem(
                "duplicate_code", N_("تكرّر الرمز {value}."), *at, "code", value=criterion.code
            )
        if ids[criterion.id] > 1:
            yield problem("duplicate_id", N_("تكرّر المعيار نفسه."), *at, "id")
        if not 1 <= criterion.weight <= MAX_WEIGHT:
            yield problem(
                "bad_weight",
                N_("الوزن عدد صحيح موجب أقصاه {limit}."),
                *at,
                "weight",
                limit=MAX_WEIGHT,
            )
        if criterion.parent is not None and criterion.parent not in parents:
            yield problem("unknown_parent", N_("المعيار الأعلى غير موجود."), *at, "parent")
            continue
        depth = _depth(criterion.id, parents)
        if depth is None:
            yield problem("cycle", N_("المعيار متفرّع من نفسه."), *at, "parent")
        elif depth > MAX_DEPTH:
            yield problem(
                "too_deep", N_("التفرّع أعمق من {limit} مستويات."), *at, "parent", limit=MAX_DEPTH
            )


def _depth(node: UUID, parents: Mapping[UUID, UUID | None]) -> int | None:
    """Steps to the root, 1 for a root; None on a cycle."""
    depth, at = 1, parents.get(node)
    while at is not None and depth <= len(parents):
        depth, at = depth + 1, parents.get(at)
    return None if at is not None else depth


def _leaf_problems(leaf: CriterionSpec, index: int) -> Iterable[Problem]:
    at = ("criteria", index)
    if not leaf.levels and (leaf.minimum is None or leaf.maximum is None):
        yield problem("scale_missing", N_("حدّد أدنى الدرجات وأعلاها."), *at, "minimum")
        return
    named = [("minimum", leaf.minimum), ("maximum", leaf.maximum), ("step", leaf.step)]
    for name, value in named:
        if value is not None:
            yield from _value_problems(value, *at, name)
    low, high = scale(leaf)
    if low >= high:
        yield problem("scale_reversed", N_("أعلى الدرجات أكبر من أدناها."), *at, "maximum")
        return
    if leaf.step is None and not leaf.levels:
        yield problem("step_or_levels", N_("حدّد خطوة الدرجة أو مستوياتها."), *at, "step")
    good_step = leaf.step is None or (leaf.step > 0 and (high - low) % leaf.step == 0)
    if not good_step:
        yield problem("bad_step", N_("الخطوة موجبة وتقسم مدى الدرجات بلا باقٍ."), *at, "step")
    yield from _level_problems(leaf, low, high, leaf.step if good_step else None, *at)


def _level_problems(
    leaf: CriterionSpec, low: Fraction, high: Fraction, step: Fraction | None, *at: str | int
) -> Iterable[Problem]:
    if len(leaf.levels) > MAX_LEVELS:
        yield problem(
            "too_many_levels", N_("عدد المستويات أكثر من {limit}."), *at, "levels", limit=MAX_LEVELS
        )
    codes = Counter(level.code for level in leaf.levels)
    points = Counter(level.points for level in leaf.levels)
    for number, level in enumerate(leaf.levels):
        here = (*at, "levels", number)
        if not is_code(level.code):
            yield problem("bad_code", N_("الرمز حروف لاتينية وأرقام وشُرَط."), *here, "code")
        if codes[level.code] > 1 or points[level.points] > 1:
            yield problem("duplicate_level", N_("تكرّر المستوى {value}."), *here, value=level.code)
        yield from _value_problems(level.points, *here, "points")
        if not low <= level.points <= high:
            yield problem("level_off_scale", N_("درجة المستوى خارج المقياس."), *here, "points")
        elif step is not None and (level.points - low) % step:
            yield problem("level_off_step", N_("درجة المستوى لا تقع على الخطوة."), *here, "points")


def _value_problems(value: Fraction, *at: str | int) -> Iterable[Problem]:
    if (value * 10**DECIMALS).denominator != 1:
        yield problem(
            "too_many_decimals", N_("أقصى عدد للمنازل العشرية {limit}."), *at, limit=DECIMALS
        )
    if abs(value) > MAX_POINTS:
        yield problem("points_too_large", N_("القيمة أكبر من {limit}."), *at, limit=MAX_POINTS)


def leaf_weights_or_none(
    criteria: Sequence[CriterionSpec], not_applicable: AbstractSet[UUID] = NOTHING
) -> dict[UUID, Fraction] | None:
    """As `leaf_weights`, but None when no leaf counts."""
    children: defaultdict[UUID | None, list[CriterionSpec]] = defaultdict(list)
    for criterion in criteria:
        children[criterion.parent].append(criterion)

    def share(parent: UUID | None) -> dict[UUID, Fraction]:
        counting = []
        for node in children[parent]:
            if not node.counted or node.id in not_applicable:
                continue
            below = share(node.id) if node.id in children else {node.id: Fraction(1)}
            if below:
                counting.append((node.weight, below))
        whole = sum(weight for weight, _ in counting)
        return {
            leaf: Fraction(weight, whole) * part
            for weight, below in counting
            for leaf, part in below.items()
        }

    return share(None) or None


def leaf_weights(
    criteria: Sequence[CriterionSpec], not_applicable: AbstractSet[UUID] = NOTHING
) -> dict[UUID, Fraction]:
    """The weight of every leaf that counts; they sum to 1.

    A leaf's weight is the product, along its path, of weight ÷ the sum of the weights of the
    siblings that count. A node counts unless it is not counted, not applicable (`not_applicable`
    may name inner nodes too), or has no leaf that counts: what does not apply is shared out inside
    its own branch. Give a checked rubric. Refusal: `nothing_applicable` (422).
    """
    weights = leaf_weights_or_none(criteria, not_applicable)
    if weights is None:
        raise Refusal(
            "nothing_applicable", N_("لا يجوز أن تكون المعايير كلها غير منطبقة."), status=422
        )
    return weights


def mapped(leaf: CriterionSpec, points: Fraction) -> Fraction:
    """Points of the leaf's own scale on 0…100, linear from its minimum to its maximum."""
    low, high = scale(leaf)
    return (points - low) * 100 / (high - low)


def total(
    criteria: Sequence[CriterionSpec],
    points: Mapping[UUID, Fraction],
    not_applicable: AbstractSet[UUID] = NOTHING,
) -> Fraction:
    """An evaluation's exact total on 0…100: Σ weight · mapped points over the leaves that count.

    `points` has every leaf that counts (KeyError otherwise); others are ignored.
    """
    by_id = {criterion.id: criterion for criterion in criteria}
    weights = leaf_weights(criteria, not_applicable)
    return sum(
        (weight * mapped(by_id[leaf], points[leaf]) for leaf, weight in weights.items()),
        Fraction(0),
    )


def plain(value: Fraction) -> str:
    """A scale's value as people write it, without trailing zeros: at most three decimals."""
    text = decimals(value, DECIMALS)
    return text.rstrip("0").rstrip(".")


def decimals(value: Fraction, places: int) -> str:
    """The value with that many decimals, half up (half away from zero below it)."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = f"{whole:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and whole else text


def show(ranked: Sequence[tuple[Fraction, int]], places: int = 2) -> list[str]:
    """The scores of one ranking as people read them: two decimals, half up.

    Where equal display would hide different scores of different rank, that group gets as many
    more digits as tell them apart. `ranked` is (exact score, rank) in any order.
    """
    shown: list[str] = [""] * len(ranked)

    def settle(group: Iterable[int], digits: int) -> None:
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for at in group:
            alike[decimals(ranked[at][0], digits)].append(at)
        for text, members in alike.items():
            hides = (
                len({ranked[at][0] for at in members}) > 1
                and len({ranked[at][1] for at in members}) > 1
            )
            if hides:
                settle(members, digits + 1)
            else:
                for at in members:
                    shown[at] = text

    settle(range(len(ranked)), places)
    return shown
