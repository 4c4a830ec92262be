"""The marks of one evaluation: read as they were sent, checked against the rubric. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from app.editions.rubric_rules import (
    DECIMALS,
    NOTHING,
    CriterionSpec,
    Problem,
    asks_comment,
    leaf_weights,
    leaves,
    plain,
    problem,
    scale,
)
from app.kit.errors import N_, Refusal

_POINTS = re.compile(r"-?[0-9]{1,9}(?:\.([0-9]+))?")


@dataclass(frozen=True)
class ScoreSpec:
    """One mark as it was sent: points as text or a level's code, or a claim that it does not apply."""

    points: str | None = None
    level: str | None = None
    na: bool = False
    comment: str | None = None


def plain_points(points: str | None) -> str | None:
    """Points in the one way that they are kept: `-0`, `00` and `0.0` are `0`, `3.50` is `3.5`.

    One mark must have one spelling, because what is submitted is hashed. What is no number is left
    as it came, for `check_scores` to refuse.
    """
    if points is None or not _POINTS.fullmatch(points):
        return points
    sign, digits = ("-", points[1:]) if points.startswith("-") else ("", points)
    whole, _, decimals = digits.partition(".")
    size = f"{whole.lstrip('0') or '0'}.{decimals.rstrip('0')}".rstrip(".")
    return size if size == "0" else sign + size


@dataclass(frozen=True)
class Claims:
    """What 'does not apply' means for an entry: `allowed` by the rulebook, and what the chair decided."""

    allowed: bool
    accepted: AbstractSet[UUID] = NOTHING
    refused: AbstractSet[UUID] = NOTHING


NO_CLAIMS: Final = Claims(allowed=False)


def claimed(scores: Mapping[UUID, ScoreSpec]) -> set[UUID]:
    """The leaves that an evaluation says do not apply."""
    return {leaf for leaf, score in scores.items() if score.na}


def check_scores(
    criteria: Sequence[CriterionSpec],
    scores: Mapping[UUID, ScoreSpec],
    *,
    submitting: bool,
    claims: Claims = NO_CLAIMS,
) -> dict[UUID, Fraction]:
    """The points of every leaf that has a mark, in its own scale.

    A draft may leave any leaf without a mark; submitting needs one on every leaf that counts, or
    the claim, with a comment, that it does not apply; and a comment where the rubric asks a mark to
    say why. Refusals (422): `na_not_allowed`,
    `nothing_applicable`; `scores_invalid` with `errors`, loc `("scores", id, field)` and codes
    `unknown_criterion`, `not_a_leaf`, `points_and_level`, `not_a_number`, `too_many_decimals`,
    `out_of_range`, `off_step`, `off_levels`, `unknown_level`, `mark_missing`, `na_and_mark`,
    `na_needs_comment`, `na_refused`, `comment_missing`.
    """
    by_id = {criterion.id: criterion for criterion in criteria}
    scored = {leaf.id for leaf in leaves(criteria)}
    problems: list[Problem] = []
    points: dict[UUID, Fraction] = {}
    for key, score in scores.items():
        at = ("scores", str(key))
        if key not in by_id:
            problems.append(
                problem("unknown_criterion", N_("المعيار ليس في نموذج التقييم هذا."), *at)
            )
        elif key not in scored:
            problems.append(problem("not_a_leaf", N_("لا تُعطى الدرجة لمعيار له فروع."), *at))
        elif score.na:
            if not claims.allowed:
                raise Refusal(
                    "na_not_allowed",
                    N_("لا تقبل لائحة هذه الدورة «غير منطبق»: أعطِ درجة."),
                    status=422,
                    criterion_id=str(key),
                )
            problems += _claim_problems(key, score, at, claims, submitting=submitting)
        else:
            mark = _mark(by_id[key], score, at)
            if isinstance(mark, Fraction):
                points[key] = mark
                if (
                    submitting
                    and key not in claims.accepted
                    and _is_unsaid(by_id[key], mark, score)
                ):
                    problems.append(
                        problem(
                            "comment_missing", N_("اكتب سبب درجتك لهذا المعيار."), *at, "comment"
                        )
                    )
            elif mark is not None:
                problems.append(mark)
    if submitting:
        spoken = {one["loc"][1] for one in problems}
        out = claimed(scores) | claims.accepted
        problems += [
            problem("mark_missing", N_("أعطِ درجة لهذا المعيار."), "scores", str(leaf))
            for leaf in leaf_weights(criteria, out)
            if leaf not in points and str(leaf) not in spoken
        ]
    if problems:
        raise Refusal(
            "scores_invalid", N_("في الدرجات ما يجب تصحيحه."), status=422, errors=problems
        )
    return points


def _claim_problems(
    key: UUID, score: ScoreSpec, at: tuple[str, str], claims: Claims, *, submitting: bool
) -> Iterable[Problem]:
    if score.points is not None or score.level is not None:
        yield problem("na_and_mark", N_("أعطِ درجة أو قل «غير منطبق»، لا كليهما."), *at)
    if submitting and key in claims.refused:
        yield problem("na_refused", N_("قرّر رئيس اللجنة أن هذا المعيار ينطبق: أعطِ درجة."), *at)
    elif submitting and _says_nothing(score):
        yield problem("na_needs_comment", N_("اكتب لماذا لا ينطبق هذا المعيار."), *at, "comment")


def _is_unsaid(leaf: CriterionSpec, points: Fraction, score: ScoreSpec) -> bool:
    return asks_comment(leaf, points) and _says_nothing(score)


def _says_nothing(score: ScoreSpec) -> bool:
    return not (score.comment or "").strip()


def _mark(leaf: CriterionSpec, score: ScoreSpec, at: tuple[str, str]) -> Fraction | Problem | None:
    """The points of one mark, or what is wrong with it; None where there is no mark."""
    if score.points is not None and score.level is not None:
        return problem("points_and_level", N_("أعطِ درجة أو مستوى، لا كليهما."), *at)
    if score.level is not None:
        for level in leaf.levels:
            if level.code == score.level:
                return level.points
        return problem("unknown_level", N_("المستوى ليس من مستويات هذا المعيار."), *at, "level")
    if score.points is None:
        return None
    read = _POINTS.fullmatch(score.points)
    if read is None:
        return problem(
            "not_a_number",
            N_("اكتب الدرجة رقمًا بالأرقام 0-9 وبنقطة للكسور، مثل 3.5."),
            *at,
            "points",
        )
    if len(read[1] or "") > DECIMALS:
        return problem(
            "too_many_decimals",
            N_("أقصى عدد للمنازل العشرية {limit}."),
            *at,
            "points",
            limit=DECIMALS,
        )
    return _on_scale(leaf, Fraction(score.points), *at, "points")


def _on_scale(leaf: CriterionSpec, points: Fraction, *at: str) -> Fraction | Problem:
    low, high = scale(leaf)
    if not low <= points <= high:
        return problem(
            "out_of_range",
            N_("الدرجة بين {minimum} و{maximum}."),
            *at,
            minimum=plain(low),
            maximum=plain(high),
        )
    if leaf.step is not None:
        if (points - low) % leaf.step:
            return problem("off_step", N_("الدرجة بخطوة {step}."), *at, step=plain(leaf.step))
    elif points not in {level.points for level in leaf.levels}:
        return problem("off_levels", N_("الدرجة إحدى درجات المستويات."), *at)
    return points
