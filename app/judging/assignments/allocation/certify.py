"""What can be checked of an allocation without trusting whoever made it: legality, bounds, connection.

Independent of the flow: counts by numpy, connection by scipy, the bound by a linear program.
"""

from __future__ import annotations

import numpy as np

from app.judging.assignments.allocation.checks import check_problem, raw_pairs
from app.judging.assignments.allocation.panels import panel_bound
from app.judging.assignments.allocation.problem import (
    BoolArray,
    Certificate,
    FloatArray,
    IntArray,
    Problem,
    groups_of,
    listed,
    pair_codes,
)

LP_PAIRS = 1_000_000
_ZERO = 1e-9


def components(entries: int, jurors: int, pairs: IntArray) -> IntArray:
    """The connected part [E + J] of each entry, then each juror, in the graph of `pairs`."""
    from scipy.sparse import coo_array  # here, so that a server without plans starts without it
    from scipy.sparse.csgraph import connected_components

    size = entries + jurors
    ones = np.ones(len(pairs), np.int8)
    graph = coo_array((ones, (pairs[:, 0], entries + pairs[:, 1])), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return np.asarray(labels, np.int64)


def categories(problem: Problem) -> int:
    """How many categories the numbering spans."""
    return int(problem.category.max(initial=-1)) + 1


def connected(problem: Problem, pairs: IntArray) -> BoolArray:
    """[K] whether any two entries of a category that want jurors are joined in the whole graph."""
    labels = components(len(problem.k), len(problem.load_min), pairs)[: len(problem.k)]
    wanted = problem.k > 0
    joined = [
        len(np.unique(labels[wanted & (problem.category == c)])) <= 1
        for c in range(categories(problem))
    ]
    return np.array(joined, np.bool_)


def efficiency(problem: Problem, pairs: IntArray) -> FloatArray:
    """eff_A [K]: how well jurors' severities can be estimated in each category, 0…1.

    With S = diag(load) - Bᵀ diag(1/k) B over the jurors who serve in the category: the harmonic
    mean of the non-zero eigenvalues ÷ (trace ÷ (n - 1)); 0 unless exactly one eigenvalue is zero.
    A single juror has no colleague to be compared with: 1.
    """
    result = np.zeros(categories(problem))
    for c in range(len(result)):
        inside = pairs[problem.category[pairs[:, 0]] == c]
        rows, row = np.unique(inside[:, 0], return_inverse=True)
        who, column = np.unique(inside[:, 1], return_inverse=True)
        if len(who) <= 1:
            result[c] = len(who)
            continue
        meets = np.zeros((len(rows), len(who)))
        meets[row, column] = 1
        s = np.diag(meets.sum(0)) - meets.T @ (meets / meets.sum(1, keepdims=True))
        values = np.linalg.eigvalsh(s)
        if (values < _ZERO * values[-1]).sum() == 1:
            result[c] = len(values[1:]) / (1 / values[1:]).sum() / (np.trace(s) / (len(who) - 1))
    return result


def means(problem: Problem, totals: FloatArray) -> FloatArray:
    """[E] a panel's mean affinity from its total; inf for an entry that wants nobody."""
    result = np.full(len(totals), np.inf)
    np.divide(totals, problem.k, out=result, where=problem.k > 0)
    return result


def lowest(values: FloatArray) -> float:
    """The smallest finite value; 0 where there is none."""
    finite = values[np.isfinite(values)]
    return float(finite.min()) if len(finite) else 0.0


def total_bound(problem: Problem) -> float:
    """The optimum of the linear program, above 10⁶ pairs Σ b_e; NaN where it has no solution.

    With families that cross the integers may stay below it. One affinity for all pairs needs no
    program: every allocation has the same total.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, vstack

    pairs, affinity = problem.pairs, problem.affinity
    if not len(pairs) or np.ptp(affinity) == 0:
        return float(problem.k.sum() * affinity.max(initial=0))
    if len(pairs) > LP_PAIRS:
        return float(panel_bound(problem).sum())
    jurors, columns = len(problem.load_min), np.arange(len(pairs))
    ones = np.ones(len(pairs))
    seats = coo_array((ones, (pairs[:, 0], columns)), shape=(len(problem.k), len(pairs)))
    loads = coo_array((ones, (pairs[:, 1], columns)), shape=(jurors, len(pairs)))
    locked = listed(pair_codes(pairs, jurors), pair_codes(problem.locked, jurors))
    groups = groups_of(problem)
    parts = [
        coo_array(
            (groups.member[pairs[:, 1], g].astype(float), (pairs[:, 0], columns)), seats.shape
        )
        for g in range(len(groups.name))
    ]
    limits = [problem.load_max, -problem.load_min]
    limits += [groups.most.T.reshape(-1), -groups.least.T.reshape(-1)]
    found = linprog(
        -affinity,
        A_ub=vstack([loads, -loads, *parts, *(-part for part in parts)]),
        b_ub=np.concatenate(limits),
        A_eq=seats,
        b_eq=problem.k,
        bounds=np.column_stack([locked.astype(np.float64), ones]),
        method="highs",
    )
    return float(-found.fun) if found.status == 0 else float("nan")


def certify(problem: Problem, pairs: IntArray, *, bound: bool = True) -> Certificate:
    """Check any `pairs` [N, 2] against the problem; `violations` is empty for a legal allocation.

    `bound=False` leaves the linear program out (its field is Σ b_e): for a solver that has its own
    optimum. BadInput: as `check_problem`, and `shape` or `range` for `pairs`.
    """
    problem = check_problem(problem)
    entries, jurors = len(problem.k), len(problem.load_min)
    pairs = raw_pairs(pairs, entries, jurors)
    codes, legal = pair_codes(pairs, jurors), pair_codes(problem.pairs, jurors)
    at = np.searchsorted(legal, codes)
    known = listed(codes, legal)
    gain = np.where(known, np.append(problem.affinity, 0)[np.where(known, at, -1)], 0)
    panel = np.bincount(pairs[:, 0], gain, entries).astype(np.float64)
    best = panel_bound(problem)
    return Certificate(
        violations=tuple(_violations(problem, pairs, known)),
        total=float(gain.sum()),
        total_bound=total_bound(problem) if bound else float(best.sum()),
        worst=lowest(means(problem, panel)),
        worst_bound=lowest(means(problem, best)),
        connected=connected(problem, pairs),
        eff_a=efficiency(problem, pairs),
    )


def _violations(problem: Problem, pairs: IntArray, known: BoolArray) -> list[str]:
    entries, jurors = len(problem.k), len(problem.load_min)
    codes = pair_codes(pairs, jurors)
    found = [f"illegal pair: entry {e}, juror {j}" for e, j in pairs[~known]]
    unique, times = np.unique(codes, return_counts=True)
    found += [f"repeated pair: entry {c // jurors}, juror {c % jurors}" for c in unique[times > 1]]
    gone = problem.locked[~listed(pair_codes(problem.locked, jurors), codes)]
    found += [f"locked pair missing: entry {e}, juror {j}" for e, j in gone]
    seats = np.bincount(pairs[:, 0], minlength=entries)
    found += [
        f"seats of entry {e}: {seats[e]}, wanted {problem.k[e]}"
        for e in np.flatnonzero(seats != problem.k)
    ]
    loads = np.bincount(pairs[:, 1], minlength=jurors)
    outside = (loads < problem.load_min) | (loads > problem.load_max)
    found += [
        f"load of juror {j}: {loads[j]}, allowed {problem.load_min[j]} to {problem.load_max[j]}"
        for j in np.flatnonzero(outside)
    ]
    groups = groups_of(problem)
    count = groups.counts(pairs)
    found += [
        f"group {groups.name[g][1]} of family {groups.name[g][0]}, entry {e}: {count[e, g]},"
        f" allowed {groups.least[e, g]} to {groups.most[e, g]}"
        for e, g in np.argwhere((count < groups.least) | (count > groups.most))
    ]
    return found
