"""Checking pairs without trusting whoever made them; the flow's own guards."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from app.judging.assignments.allocation import BadInput, certify, solve
from app.judging.assignments.allocation import certify as certify_function
from app.judging.assignments.allocation.certify import components, efficiency, total_bound
from app.judging.assignments.allocation.connect import split_parts
from app.judging.assignments.allocation.diagnose import _wide
from app.judging.assignments.allocation.flow import Network, mix, run, solve_flow
from app.judging.assignments.allocation.plan import among, rest_of
from tests.judging.assignments.problems import (
    every_answer,
    grid,
    ints,
    problem,
    rated,
    tiny,
    total_of,
)

pytestmark = pytest.mark.once

ASKED = problem(
    [2, 1],
    [1, 1, 1],
    load_min=[0, 0, 1],
    pairs=[(0, 0), (0, 1), (0, 2), (1, 0), (1, 2)],
    affinity=[0.5, 0.25, 0.75, 1.0, 0.0],
    locked=[(0, 1)],
)


def test_a_legal_allocation() -> None:
    proof = certify(ASKED, ints([[1, 0], [0, 2], [0, 1]]))
    assert proof.violations == ()
    assert (proof.total, proof.total_bound) == (2.0, pytest.approx(2.0))
    assert (proof.worst, proof.worst_bound) == (0.5, 0.5)
    assert proof.connected.tolist() == [False]


@pytest.mark.parametrize(
    ("pairs", "violations"),
    [
        (
            [[0, 1], [0, 2]],
            ["seats of entry 1: 0, wanted 1"],
        ),
        (
            [[0, 0], [0, 1], [1, 1]],
            [
                "illegal pair: entry 1, juror 1",
                "load of juror 1: 2, allowed 0 to 1",
                "load of juror 2: 0, allowed 1 to 1",
            ],
        ),
        (
            [[0, 0], [0, 2], [1, 0]],
            ["locked pair missing: entry 0, juror 1", "load of juror 0: 2, allowed 0 to 1"],
        ),
        (
            [[0, 1], [0, 1], [1, 2]],
            ["repeated pair: entry 0, juror 1", "load of juror 1: 2, allowed 0 to 1"],
        ),
    ],
)
def test_every_violation_is_named(pairs: Any, violations: list[str]) -> None:
    assert certify(ASKED, ints(pairs)).violations == tuple(violations)


def test_an_illegal_pair_gives_nothing() -> None:
    assert certify(ASKED, ints([[1, 1]])).total == 0.0
    assert certify(ASKED, ints([])).worst == 0.0


@pytest.mark.parametrize(
    ("pairs", "code"), [([[0, 9]], "range"), ([[0, 0, 0]], "shape"), ([[0.5, 0]], "shape")]
)
def test_pairs_that_are_none(pairs: Any, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        certify(ASKED, np.asarray(pairs))
    assert refused.value.code == code


def test_the_bound_is_the_best_of_every_answer() -> None:
    for seed in range(60):
        asked = tiny(seed)
        best = [total_of(asked, answer) for answer in every_answer(asked)]
        bound = total_bound(replace(asked, affinity=asked.affinity.astype(float)))
        if best:
            assert bound == pytest.approx(max(best), abs=1e-6)
    impossible = problem([1, 1], [1], affinity=[0.1, 0.9])
    assert math.isnan(total_bound(impossible))


def test_above_a_million_pairs_the_bound_is_the_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    module = sys.modules["app.judging.assignments.allocation.certify"]
    asked = rated(grid(1, entries=40, jurors=8), 1)
    pairs = solve(asked).pairs
    exact = certify(asked, pairs).total_bound
    monkeypatch.setattr(module, "LP_PAIRS", 10)
    assert certify_function(asked, pairs).total_bound >= exact - 1e-6
    assert certify(asked, pairs).total_bound == pytest.approx(
        certify(asked, pairs, bound=False).total_bound
    )


def test_efficiency_of_known_designs() -> None:
    # Everyone reads everything: a complete block design has efficiency 1.
    full = problem([3] * 4, [4] * 3)
    assert efficiency(full, full.pairs).tolist() == pytest.approx([1.0])
    # A chain of three jurors: S has the eigenvalues 0, 1/2, 3/2 and the trace 2, so 3/4 over 1.
    chain = problem([2, 2], [1, 2, 1], pairs=[(0, 0), (0, 1), (1, 1), (1, 2)])
    assert efficiency(chain, chain.pairs).tolist() == pytest.approx([0.75])
    # Two islands cannot be compared; jurors without load in a category are left out.
    apart = problem([2, 2], [1] * 4)
    assert efficiency(apart, ints([[0, 0], [0, 1], [1, 2], [1, 3]])).tolist() == [0.0]
    assert efficiency(apart, ints([[0, 0], [0, 1]])).tolist() == pytest.approx([1.0])
    assert efficiency(apart, ints([]).reshape(0, 2)).tolist() == [0.0]


def test_components_of_entries_and_jurors() -> None:
    labels = components(3, 3, ints([[0, 0], [1, 0], [2, 2]]))
    assert labels[0] == labels[1] == labels[3]
    assert labels[2] == labels[5]
    assert len(set(labels.tolist())) == 3


def test_nothing_apart_has_no_parts() -> None:
    asked = problem([1], [1])
    with pytest.raises(ValueError, match="apart"):
        split_parts(asked, components(1, 1, asked.pairs))


def flow(**change: Any) -> Network:
    plain: dict[str, Any] = {
        "entry": ints([0, 0]),
        "juror": ints([0, 1]),
        "cost": ints([5, 3]),
        "seats": ints([1]),
        "least": ints([0, 0]),
        "most": ints([1, 1]),
    }
    return Network(**(plain | change))


def test_the_flow_takes_the_cheapest_and_says_when_there_is_none() -> None:
    chosen = solve_flow(flow())
    assert chosen is not None
    assert chosen.tolist() == [False, True]
    assert solve_flow(flow(least=ints([1, 1]))) is None
    assert solve_flow(flow(least=ints([2, 0]), most=ints([2, 1]))) is None
    assert solve_flow(flow(seats=ints([3]))) is None


def test_costs_too_large_to_be_exact_are_an_error() -> None:
    with pytest.raises(OverflowError):
        solve_flow(flow(cost=ints([2**61, 0])))


def test_any_other_answer_of_the_solver_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    real = min_cost_flow.SimpleMinCostFlow

    class Odd(real):  # type: ignore[misc, valid-type] -- the class has no types
        def solve(self) -> Any:
            return self.BAD_RESULT

    monkeypatch.setattr(min_cost_flow, "SimpleMinCostFlow", Odd)
    with pytest.raises(RuntimeError, match="min-cost flow"):
        run(ints([0]), ints([1]), ints([1]), ints([0]), ints([1, -1]))


def test_a_full_slack_without_a_flow_is_an_error() -> None:
    asked = problem([1], [0])
    with pytest.raises(RuntimeError, match="slack"):
        _wide(rest_of(asked, among(asked, asked.locked)), ())


def test_the_neutral_number_depends_on_nothing_but_the_pair_and_the_seed() -> None:
    e, j = ints([1, 2, 3] * 400), ints(range(1200))
    first = mix(7, e, j, 4)
    assert (mix(7, e[::-1], j[::-1], 4)[::-1] == first).all()
    assert ((first >= 0) & (first < 16)).all()
    assert np.bincount(first, minlength=16).min() > 40
    assert (mix(8, e, j, 4) != first).any()
    assert mix(-1, e, j, 4).shape == e.shape
