"""What is refused before any solving: malformed problems and goals, each by a stable code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from app.judging.assignments.allocation.problem import (
    BadInput,
    Family,
    Goal,
    IntArray,
    Problem,
    listed,
    no_pairs,
    pair_codes,
    rows_of,
)


def _vector(values: Any, length: int | None = None) -> IntArray:
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise BadInput("shape")
    if length is not None and len(array) != length:
        raise BadInput("shape")
    return array.astype(np.int64)


def raw_pairs(values: Any, entries: int, jurors: int) -> IntArray:
    """Rows as pairs [N, 2] in their own order. BadInput: `shape`, `range`."""
    array = np.asarray(values)
    if array.size == 0:
        return no_pairs()
    if array.ndim != 2 or array.shape[1] != 2 or array.dtype.kind not in "iu":
        raise BadInput("shape")
    outside = ((array < 0) | (array >= [entries, jurors])).sum(axis=1) > 0
    if outside.any():
        raise BadInput("range", rows_of(outside))
    return array.astype(np.int64)


def check_pairs(values: Any, entries: int, jurors: int) -> IntArray:
    """Rows as pairs [N, 2], sorted. BadInput: `shape`, `range`, `duplicate_pair`."""
    pairs = raw_pairs(values, entries, jurors)
    codes = pair_codes(pairs, jurors)
    order = np.argsort(codes, kind="stable")
    repeated = np.zeros(len(codes), np.bool_)
    repeated[order[1:]] = codes[order[1:]] == codes[order[:-1]]
    if repeated.any():
        raise BadInput("duplicate_pair", rows_of(repeated))
    return pairs[order]


def check_problem(problem: Problem) -> Problem:
    """The same problem with int64 and float64 arrays and sorted pairs.

    BadInput codes: `shape`, `range`, `duplicate_pair`, `k_negative`, `load_negative`,
    `load_reversed`, `not_finite`, `affinity_range`, `locked_illegal`, `locked_over_k`; of families
    `family_repeated` (a name twice), `minimum_negative`, `minimum_over_maximum`.
    """
    k, load_min = _vector(problem.k), _vector(problem.load_min)
    entries, jurors = len(k), len(load_min)
    load_max, category = _vector(problem.load_max, jurors), _vector(problem.category, entries)
    for code, wrong in (
        ("k_negative", k < 0),
        ("load_negative", load_min < 0),
        ("load_reversed", load_min > load_max),
        ("range", category < 0),
    ):
        if wrong.any():
            raise BadInput(code, rows_of(wrong))
    raw = raw_pairs(problem.pairs, entries, jurors)
    pairs = check_pairs(raw, entries, jurors)
    affinity = np.asarray(problem.affinity, np.float64)
    if affinity.shape != (len(pairs),):
        raise BadInput("shape")
    if not np.isfinite(affinity).all():
        raise BadInput("not_finite", rows_of(~np.isfinite(affinity)))
    if ((affinity < 0) | (affinity > 1)).any():
        raise BadInput("affinity_range", rows_of((affinity < 0) | (affinity > 1)))
    affinity = affinity[np.argsort(pair_codes(raw, jurors), kind="stable")]
    locked = check_pairs(problem.locked, entries, jurors)
    strange = ~listed(pair_codes(locked, jurors), pair_codes(pairs, jurors))
    if strange.any():
        raise BadInput("locked_illegal", rows_of(strange))
    crowded = np.bincount(locked[:, 0], minlength=entries) > k
    if crowded.any():
        raise BadInput("locked_over_k", rows_of(crowded))
    families = _families(problem.families, entries, jurors)
    return replace(
        problem,
        k=k,
        load_min=load_min,
        load_max=load_max,
        pairs=pairs,
        affinity=affinity,
        category=category,
        families=families,
        locked=locked,
    )


def _families(families: tuple[Family, ...], entries: int, jurors: int) -> tuple[Family, ...]:
    """The families by name, as bool and int64, each table of the right shape."""
    result = tuple(_family(one, entries, jurors) for one in sorted(families, key=lambda f: f.name))
    if len({one.name for one in result}) < len(result):
        raise BadInput("family_repeated")
    return result


def _family(family: Family, entries: int, jurors: int) -> Family:
    member = np.asarray(family.member)
    least, most = np.asarray(family.minimum), np.asarray(family.maximum)
    good = (
        member.ndim == 2
        and member.shape[0] == jurors
        and least.shape == most.shape == (entries, member.shape[1])
        and (member.dtype.kind == "b" or not member.size)
        and all(not table.size or table.dtype.kind in "iu" for table in (least, most))
    )
    if not good:
        raise BadInput("shape")
    member, least, most = member.astype(np.bool_), least.astype(np.int64), most.astype(np.int64)
    for code, wrong in (("minimum_negative", least < 0), ("minimum_over_maximum", least > most)):
        if wrong.any():
            raise BadInput(code, rows_of(wrong.sum(axis=1) > 0))
    return Family(family.name, member, least, most)


def check_goal(goal: Goal) -> Goal:
    """BadInput `bad_goal` for a mode, share or count outside its meaning."""
    good = (
        goal.mode in ("fair", "total")
        and 0 <= goal.max_loss <= 1
        and goal.min_per_category >= 0
        and goal.rounds >= 0
    )
    if not good:
        raise BadInput("bad_goal")
    return goal
