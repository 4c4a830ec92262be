"""Why this juror for this entry, or what keeps them from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.judging.assignments.allocation.problem import (
    BadInput,
    Goal,
    Infeasible,
    IntArray,
    Problem,
    Why,
    check_pairs,
    check_problem,
    pair_codes,
)
from app.judging.assignments.allocation.repair import repair


def explain(problem: Problem, pairs: IntArray, entry: int, juror: int) -> Why:
    """The terms of one pair in the allocation `pairs` [N, 2].

    `terms`: `affinity` (NaN where not legal), `load`, `load_min`, `load_max`, `panel_mean` of the
    entry (0 where nobody reads it). Raises BadInput: as `check_problem`, and `range`.
    """
    problem = check_problem(problem)
    entries, jurors = len(problem.k), len(problem.load_min)
    if not (0 <= entry < entries and 0 <= juror < jurors):
        raise BadInput("range", (entry, juror))
    pairs = check_pairs(pairs, entries, jurors)
    here = problem.pairs[:, 0] == entry
    own = here & (problem.pairs[:, 1] == juror)
    panel = np.isin(pair_codes(problem.pairs, jurors), pair_codes(pairs, jurors)) & here
    load = int((pairs[:, 1] == juror).sum())
    affinity = float(problem.affinity[own][0]) if own.any() else float("nan")
    assigned = bool(((pairs[:, 0] == entry) & (pairs[:, 1] == juror)).any())
    return Why(
        terms={
            "affinity": affinity,
            "load": float(load),
            "load_min": float(problem.load_min[juror]),
            "load_max": float(problem.load_max[juror]),
            "panel_mean": float(problem.affinity[panel].mean()) if panel.any() else 0.0,
        },
        rank=int((problem.affinity[here] > affinity).sum()) + 1 if own.any() else 0,
        of=int(here.sum()),
        loss_without=_loss(problem, pairs, entry, juror) if assigned else 0.0,
        blocking=None
        if assigned
        else _blocking(problem, entry, juror, load, legal=bool(own.any())),
    )


def _blocking(problem: Problem, entry: int, juror: int, load: int, *, legal: bool) -> str:
    if not legal:
        return "illegal"
    if load >= problem.load_max[juror]:
        return "load_max"
    if (problem.locked[:, 0] == entry).sum() >= problem.k[entry]:
        return "panel_locked"
    return "not_chosen"


def _loss(problem: Problem, pairs: IntArray, entry: int, juror: int) -> float:
    """The total lost when the pair is withdrawn and refilled; a locked pair is let go for the question."""
    gone = np.array([[entry, juror]])
    locked = problem.locked[~(problem.locked == gone).all(axis=1)]
    asked = replace(problem, locked=locked)
    try:
        after = repair(
            asked, pairs, gone, Goal(mode="total", min_per_category=0, connected=False)
        ).pairs
    except Infeasible:
        return float("inf")
    return _total(problem, pairs) - _total(problem, after)


def _total(problem: Problem, pairs: IntArray) -> float:
    jurors = len(problem.load_min)
    inside = np.isin(pair_codes(problem.pairs, jurors), pair_codes(pairs, jurors))
    return float(problem.affinity[inside].sum())
