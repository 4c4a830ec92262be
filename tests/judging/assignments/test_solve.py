"""Making an allocation: legal, optimal on tiny problems, even, connected, the same every time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.judging.assignments.allocation import (
    BadInput,
    Goal,
    Infeasible,
    Missed,
    Problem,
    certify,
    cuts,
    diagnose,
    solve,
)
from app.judging.assignments.allocation.connect import parts
from app.judging.assignments.allocation.cuts import join_by_cuts
from app.judging.assignments.allocation.mip import Undecided
from app.judging.assignments.allocation.plan import Choice, among
from app.judging.assignments.allocation.problem import FloatArray, IntArray
from tests.judging.assignments.problems import (
    coveted,
    every_answer,
    family,
    grid,
    ints,
    one_of,
    problem,
    rated,
    shuffled,
    tiny,
    total_of,
)

pytestmark = pytest.mark.once

TOTAL = Goal(mode="total", min_per_category=0, connected=False)


@pytest.mark.parametrize("seed", range(80))
def test_tiny_problems_agree_with_every_answer(seed: int) -> None:
    asked = tiny(seed)
    answers = list(every_answer(asked))
    try:
        found = solve(asked, TOTAL)
    except Infeasible:
        assert answers == []
        return
    assert [pair.tolist() for pair in found.pairs] in [sorted(a.tolist()) for a in answers]
    best = max(total_of(asked, answer) for answer in answers)
    assert found.total == pytest.approx(best, abs=1e-9)
    assert found.total_bound == pytest.approx(best, abs=1e-9)
    assert certify(asked, found.pairs).total_bound == pytest.approx(best, abs=1e-6)
    assert found.worst <= found.worst_bound + 1e-12
    if len(set(asked.affinity.tolist())) <= 1:
        squares = [
            int((np.bincount(a[:, 1], minlength=len(asked.k) + 5) ** 2).sum()) for a in answers
        ]
        assert int((found.loads**2).sum()) == min(squares)


@pytest.mark.parametrize("seed", range(30))
def test_tiny_problems_in_fair_mode_are_legal_and_lose_no_more_than_allowed(seed: int) -> None:
    asked = tiny(seed)
    try:
        base = solve(asked, TOTAL)
    except Infeasible:
        return
    fair = solve(asked, replace(TOTAL, mode="fair", max_loss=0.2))
    assert certify(asked, fair.pairs).violations == ()
    assert fair.worst >= base.worst - 1e-12
    assert fair.total >= 0.8 * base.total - 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_spread_evenly_on_the_demos_shape(seed: int) -> None:
    asked = grid(seed)
    found = solve(asked)
    assert certify(asked, found.pairs).violations == ()
    assert found.loads.tolist() == np.bincount(found.pairs[:, 1], minlength=21).tolist()
    assert int(found.loads.max() - found.loads.min()) == 1
    assert certify(asked, found.pairs).connected.all()
    assert found.eff_a.min() > 0.5
    assert found.eff_a[0] > 0.85


def test_uneven_only_as_far_as_the_law_demands() -> None:
    # Juror 0 may read one entry only, juror 1 must read three.
    asked = problem(
        [1] * 6,
        [6, 6, 6],
        load_min=[0, 3, 0],
        pairs=[(0, 0), *((e, j) for e in range(6) for j in (1, 2))],
    )
    assert sorted(solve(asked, TOTAL).loads.tolist()) == [1, 2, 3]
    free = replace(asked, load_min=ints([0, 0, 0]))
    assert sorted(solve(free, TOTAL).loads.tolist()) == [1, 2, 3]


@pytest.mark.parametrize("mode", ["total", "fair"])
@pytest.mark.parametrize("flat", [True, False])
def test_the_order_of_the_rows_changes_nothing(mode: Any, flat: bool) -> None:
    asked = grid(5, entries=60, jurors=12)
    asked = replace(asked if flat else rated(asked, 1, decimals=1), locked=asked.pairs[::40])
    first = solve(asked, Goal(mode=mode))
    for seed in range(3):
        again = solve(shuffled(asked, seed), Goal(mode=mode))
        assert again == first
        assert hash(again) == hash(first)
        assert again.pairs.tobytes() == first.pairs.tobytes()
    assert first != solve(asked, Goal(mode=mode, seed=1))
    assert first != "an allocation"


def test_locked_pairs_stay() -> None:
    asked = rated(grid(2, entries=60, jurors=12), 3)
    worst = np.argsort(asked.affinity)[:15]
    asked = replace(asked, locked=asked.pairs[worst])
    for goal in (Goal(mode="total"), Goal()):
        found = solve(asked, goal)
        assert among(asked, found.pairs)[worst].all()
        assert certify(asked, found.pairs).violations == ()


def test_the_total_is_the_linear_programs() -> None:
    asked = rated(grid(7), 7)
    best = solve(asked, TOTAL)
    assert best.total == pytest.approx(certify(asked, best.pairs).total_bound, rel=1e-6)
    assert best.total_bound == best.total


@pytest.mark.parametrize("seed", range(3))
def test_fairness_reaches_its_bound_within_what_it_may_cost(seed: int) -> None:
    asked = coveted(seed)
    base = solve(asked, TOTAL)
    fair = solve(asked, replace(TOTAL, mode="fair", max_loss=0.1))
    assert fair.worst == pytest.approx(fair.worst_bound, abs=1e-12)
    assert fair.worst > 1.3 * base.worst
    assert fair.total >= 0.9 * base.total
    assert fair.total_bound == pytest.approx(base.total)
    means = np.bincount(fair.pairs[:, 0], gains(asked, fair.pairs)) / asked.k
    assert fair.worst == pytest.approx(means.min())


def gains(asked: Problem, pairs: IntArray) -> FloatArray:
    worth = {
        tuple(p): a for p, a in zip(asked.pairs.tolist(), asked.affinity.tolist(), strict=True)
    }
    return np.array([worth[tuple(pair)] for pair in pairs.tolist()])


def test_fairness_stops_at_the_loss_it_may_cost() -> None:
    asked = coveted(2)
    base = solve(asked, TOTAL)
    for most in (0.0, 0.02, 0.05):
        fair = solve(asked, replace(TOTAL, mode="fair", max_loss=most))
        assert fair.total >= (1 - most) * base.total - 1e-9
        assert fair.worst >= base.worst
    assert solve(asked, replace(TOTAL, mode="fair", rounds=0)) == base


def test_the_soft_minimum_joins_jurors_better_and_names_what_it_missed() -> None:
    rng = np.random.default_rng(4)
    asked = grid(4, entries=120, jurors=20, k=3)
    taste = rng.random((20, 7)) ** 2
    asked = replace(asked, affinity=taste[asked.pairs[:, 1], asked.category[asked.pairs[:, 0]]])
    alone = solve(asked, Goal(mode="total", min_per_category=0))
    soft = solve(asked, Goal(mode="total", min_per_category=4))
    assert soft.eff_a.mean() > alone.eff_a.mean()
    assert soft.total <= alone.total
    assert soft.total_bound == pytest.approx(alone.total)
    assert alone.missed == ()
    loads = np.zeros((20, 7), int)
    np.add.at(loads, (soft.pairs[:, 1], asked.category[soft.pairs[:, 0]]), 1)
    thin = [(j, c, int(loads[j, c])) for j in range(20) for c in range(7) if 0 < loads[j, c] < 4]
    assert [(m.juror, m.category, m.got) for m in soft.missed] == thin
    assert {m.wanted for m in soft.missed} <= {4}
    assert len(soft.missed) < 3


def test_the_soft_minimum_is_capped_by_the_seats_of_its_category() -> None:
    found = solve(problem([2], [1, 1, 1]), Goal(min_per_category=4))
    assert found.missed == tuple(Missed(int(j), 0, 2, 1) for j in found.pairs[:, 1])


def test_entries_of_a_category_are_joined() -> None:
    # The dearest pairs make two islands: entries 0, 1 with jurors 0, 1 and entries 2, 3 with 2, 3.
    near = [1.0 if (e < 2) == (j < 2) else 0.1 for e in range(4) for j in range(4)]
    asked = problem([2] * 4, [2] * 4, affinity=near)
    apart = solve(asked, TOTAL)
    assert apart.total == 8.0
    assert not certify(asked, apart.pairs).connected.all()
    assert apart.eff_a.tolist() == [0.0]
    joined = solve(asked, replace(TOTAL, connected=True))
    assert joined.total == pytest.approx(8.0 - 1.8)
    assert joined.loads.tolist() == [2, 2, 2, 2]
    assert certify(asked, joined.pairs).connected.all()
    assert joined.eff_a[0] > 0
    # In categories of their own the islands are welcome.
    assert (
        solve(replace(asked, category=ints([0, 0, 1, 1])), replace(TOTAL, connected=True)).total
        == 8.0
    )
    # Joined through another category counts: the whole graph.
    assert (
        solve(replace(asked, category=ints([0, 1, 0, 1])), replace(TOTAL, connected=True)).total
        < 8.0
    )


def test_a_seat_moves_where_no_swap_joins() -> None:
    # Two trees: juror 0 reads 0 and 1, juror 1 reads 2 and 3; each entry wants one. No swap joins
    # trees, but juror 0 may read all four.
    asked = problem(
        [1] * 4,
        [4, 2],
        pairs=[(e, j) for e in range(4) for j in range(2)],
        affinity=[1.0, 0.0, 1.0, 0.0, 0.9, 1.0, 0.9, 1.0],
    )
    joined = solve(asked, replace(TOTAL, connected=True))
    assert joined.loads.tolist() == [4, 0]
    assert joined.total == pytest.approx(3.8)


def test_locked_pairs_are_not_given_up_to_join() -> None:
    near = [1.0 if (e < 2) == (j < 2) else 0.1 for e in range(4) for j in range(4)]
    islands = [(e, j) for e in range(4) for j in range(4) if (e < 2) == (j < 2)]
    asked = problem([2] * 4, [2] * 4, affinity=near, locked=islands)
    with pytest.raises(Infeasible) as refused:
        solve(asked)
    conflict = refused.value.diagnosis.conflict
    assert conflict is not None
    assert conflict.rule == "connected"
    assert (conflict.needed, conflict.available) == (1, 0)


def test_what_cannot_be_joined_names_the_pairs_that_would() -> None:
    islands = [(e, j) for e in range(4) for j in range(4) if (e < 2) == (j < 2)]
    asked = problem([2] * 4, [3] * 4, pairs=islands)
    with pytest.raises(Infeasible) as refused:
        solve(asked)
    conflict = refused.value.diagnosis.conflict
    assert conflict is not None
    assert (conflict.rule, conflict.entries.tolist(), conflict.jurors.tolist()) == (
        "connected",
        [2, 3],
        [2, 3],
    )
    both = [[0, 2], [0, 3], [1, 2], [1, 3], [2, 0], [2, 1], [3, 0], [3, 1]]
    assert conflict.pairs.tolist() == both
    assert refused.value.diagnosis.options == []
    wider = replace(
        asked,
        pairs=np.concatenate([asked.pairs, conflict.pairs[:1]]),
        affinity=np.zeros(9),
    )
    assert certify(wider, solve(wider).pairs).connected.all()
    assert diagnose(asked).conflict is None


# No swap joins these five.
@pytest.mark.parametrize("seed", [*range(60), 449, 1020, 1814, 1888, 2284])
def test_tiny_problems_are_joined_wherever_any_answer_is(seed: int) -> None:
    asked = tiny(seed)
    joined = [a for a in every_answer(asked) if certify(asked, a).connected.all()]
    try:
        found = solve(asked, replace(TOTAL, connected=True))
    except Infeasible:
        assert joined == []
        return
    assert certify(asked, found.pairs).connected.all()
    assert [pair.tolist() for pair in found.pairs] in [sorted(a.tolist()) for a in joined]


def test_joining_by_cuts_keeps_the_rules_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tiny(449)
    fixed = np.zeros(len(asked.pairs), np.bool_)
    chosen = join_by_cuts(asked, fixed)
    assert chosen is not None
    best = max(total_of(asked, a) for a in every_answer(asked) if certify(asked, a).connected.all())
    assert asked.affinity[chosen].sum() == pytest.approx(best)
    jurors = np.unique(asked.pairs[chosen, 1])
    alone = one_of(np.isin(np.arange(len(asked.load_min)), jurors[:1]).astype(int), 2)
    ruled = replace(asked, families=(family("who", alone, len(asked.k), most=0),))
    assert join_by_cuts(ruled, fixed) is None
    for limit in ("_WORK", "SMALL"):
        monkeypatch.setattr(cuts, limit, 0)
        with pytest.raises(Undecided):
            join_by_cuts(asked, fixed)


def test_entries_that_want_nobody_and_empty_problems() -> None:
    asked = problem([0, 2], [1, 1, 1], category=[0, 1])
    found = solve(asked)
    assert found.pairs[:, 0].tolist() == [1, 1]
    assert found.eff_a.tolist() == [0.0, found.eff_a[1]]
    nothing = solve(problem([], []))
    assert nothing.pairs.shape == (0, 2)
    assert (nothing.total, nothing.worst, len(nothing.eff_a), nothing.missed) == (0.0, 0.0, 0, ())
    assert solve(problem([0], [])).pairs.shape == (0, 2)
    with pytest.raises(Infeasible):
        solve(problem([1], []))


def test_one_juror_for_a_category_is_as_good_as_it_gets() -> None:
    assert solve(problem([1, 1], [2])).eff_a.tolist() == [1.0]


def test_steps_are_told_in_order() -> None:
    told: list[tuple[str, float]] = []
    solve(coveted(0), Goal(), on_step=lambda stage, share: told.append((stage, share)))
    assert [stage for stage, _ in told if stage != "fair"] == [
        "flow",
        "severity",
        "connect",
        "certify",
        "certify",
    ]
    assert ("fair", 0.0) in told
    assert told[-1] == ("certify", 1.0)


def test_a_result_that_fails_its_certificate_is_never_returned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    module = sys.modules["app.judging.assignments.allocation.solve"]
    monkeypatch.setattr(
        module, "spread", lambda rest, *_: Choice(np.ones(len(rest.free), np.bool_))
    )
    with pytest.raises(RuntimeError, match="certificate"):
        solve(problem([1], [1, 1]), TOTAL)


GOOD = problem([1, 1], [1, 1])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"k": np.array([[1, 1]])}, "shape"),
        ({"k": np.array([1.0, 1.0])}, "shape"),
        ({"load_max": np.array([1])}, "shape"),
        ({"category": np.array([0, 0, 0])}, "shape"),
        ({"pairs": np.array([[0, 1, 2]])}, "shape"),
        ({"pairs": np.array([0, 1])}, "shape"),
        ({"pairs": np.array([[0.5, 1]])}, "shape"),
        ({"affinity": np.zeros(3)}, "shape"),
        ({"affinity": np.zeros((4, 1))}, "shape"),
        ({"locked": np.array([[0, 1, 1]])}, "shape"),
        ({"pairs": np.array([[0, 0], [0, 1], [1, 0], [2, 0]])}, "range"),
        ({"pairs": np.array([[0, 0], [0, 1], [1, 0], [1, 2]])}, "range"),
        ({"pairs": np.array([[0, 0], [0, 1], [1, 0], [-1, 0]])}, "range"),
        ({"category": np.array([0, -1])}, "range"),
        ({"locked": np.array([[0, 5]])}, "range"),
        ({"pairs": np.array([[0, 0], [0, 1], [1, 0], [0, 1]])}, "duplicate_pair"),
        ({"locked": np.array([[0, 0], [0, 0]])}, "duplicate_pair"),
        ({"pairs": np.array([[0, 0]]), "affinity": np.zeros(1), "locked": np.array([[1, 1]])}, "locked_illegal"),
        ({"locked": np.array([[0, 0], [0, 1]])}, "locked_over_k"),
        ({"k": np.array([1, -1])}, "k_negative"),
        ({"load_min": np.array([-1, 0])}, "load_negative"),
        ({"load_min": np.array([2, 0])}, "load_reversed"),
        ({"affinity": np.array([0, 1, np.nan, 0])}, "not_finite"),
        ({"affinity": np.array([0, 1, np.inf, 0])}, "not_finite"),
        ({"affinity": np.array([0, 1, 1.5, 0])}, "affinity_range"),
        ({"affinity": np.array([0, 1, -0.1, 0])}, "affinity_range"),
    ],
)  # fmt: skip
def test_bad_problems(change: dict[str, Any], code: str) -> None:
    bad: Problem = replace(GOOD, **change)
    for call in (solve, diagnose):
        with pytest.raises(BadInput) as refused:
            call(bad)
        assert refused.value.code == code


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "best"},
        {"max_loss": -0.1},
        {"max_loss": 1.1},
        {"min_per_category": -1},
        {"rounds": -1},
    ],
)
def test_bad_goals(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        solve(GOOD, replace(Goal(), **change))
    assert refused.value.code == "bad_goal"


def test_parts_count_the_joins_that_are_missing() -> None:
    asked = problem([1] * 3, [1] * 3)
    chosen = among(asked, ints([[0, 0], [1, 1], [2, 2]]))
    assert parts(asked, chosen)[1] == (2, -3)
