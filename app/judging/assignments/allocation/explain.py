"""Why this juror for this entry, or what keeps them from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.judging.assignments.allocation.checks import check_pairs, check_problem
from app.judging.assignments.allocation.problem import (
    BadInput,
    Goal,
    Infeasible,
    IntArray,
    Problem,
    Why,
    groups_of,
    listed,
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
    panel = listed(pair_codes(problem.pairs, jurors), pair_codes(pairs, jurors)) & here
    load = int((pairs[:, 1] == juror).sum())
    affinity = float(problem.affinity[own][0]) if own.any() else float("nan")
    assigned = bool(((pairs[:, 0] == entry) & (pairs[:, 1] == juror)).any())
    blocking, family = (None, "") if assigned else _blocking(problem, pairs, entry, juror)
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
        blocking=blocking,
        family=family,
    )


def _blocking(problem: Problem, pairs: IntArray, entry: int, juror: int) -> tuple[str, str]:
    """(the rule that keeps an unassigned juror out, the family it belongs to or nothing)."""
    if not ((problem.pairs[:, 0] == entry) & (problem.pairs[:, 1] == juror)).any():
        return "illegal", ""
    if (pairs[:, 1] == juror).sum() >= problem.load_max[juror]:
        return "load_max", ""
    locked = problem.locked[problem.locked[:, 0] == entry, 1]
    if len(locked) >= problem.k[entry]:
        return "panel_locked", ""
    panel = pairs[pairs[:, 0] == entry, 1]
    groups = groups_of(problem)
    now = groups.member[panel].sum(axis=0) + groups.member[juror]
    full = len(panel) >= problem.k[entry]
    leaves = groups.member[np.setdiff1d(panel, locked)] if full else groups.member[:1] & False
    after = now - leaves
    broken = (after < groups.least[entry]) | (after > groups.most[entry])
    if not broken.any(axis=1).all():
        return "not_chosen", ""
    return "composition", groups.name[int(broken.sum(axis=0).argmax())][0]


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
    inside = listed(pair_codes(problem.pairs, jurors), pair_codes(pairs, jurors))
    return float(problem.affinity[inside].sum())
