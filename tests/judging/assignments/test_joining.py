"""Joining a category's entries: the best that is joined, and ways out that join where nothing does."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import product
from typing import Any, Literal

import numpy as np
import pytest

from app.judging.assignments.allocation import (
    Goal,
    Infeasible,
    Problem,
    certify,
    cuts,
    diagnose,
    feasible,
    repair,
    solve,
)
from app.judging.assignments.allocation.diagnose import relaxed
from tests.judging.assignments.problems import (
    every_answer,
    family,
    one_of,
    problem,
    sparse,
    total_of,
    worst_of,
)

pytestmark = pytest.mark.once

TOTAL_JOINED = Goal(mode="total", min_per_category=0)
PACKAGE = "app.judging.assignments.allocation"


@pytest.mark.parametrize("mode", ["total", "fair"])
@pytest.mark.parametrize("seed", range(40))
def test_what_is_joined_is_the_best_that_is(seed: int, mode: Literal["total", "fair"]) -> None:
    asked = sparse(seed)
    answers = [a for a in every_answer(asked) if certify(asked, a).connected.all()]
    goal = Goal(mode=mode, min_per_category=0)
    if not answers:
        with pytest.raises(Infeasible):
            solve(asked, goal)
        return
    found = solve(asked, goal)
    best = max(total_of(asked, a) for a in answers)
    if mode == "total":
        assert found.total == pytest.approx(best)
        return
    dear = [a for a in answers if total_of(asked, a) >= best * (1 - goal.max_loss) - 1e-9]
    assert found.worst >= max(worst_of(asked, a) for a in dear) - 1e-6


@pytest.mark.parametrize("seed", range(50))
def test_ways_to_join_do(seed: int) -> None:
    """Each pair that is named joins, each way out solves, and where one pair helps one is named."""
    asked = sparse(seed)
    try:
        solve(asked, TOTAL_JOINED)
    except Infeasible as refused:
        conflict = refused.diagnosis.conflict
        assert conflict is not None
        if conflict.rule != "connected":
            return
        helps = {
            (e, j)
            for e, j in product(range(len(asked.k)), range(len(asked.load_min)))
            if asked.k[e] and [e, j] not in asked.pairs.tolist() and solves(wider(asked, e, j))
        }
        named = {(e, j) for e, j in conflict.pairs.tolist()}
        assert named <= helps
        assert bool(named) == bool(helps)
        for option in refused.diagnosis.options:
            assert solves(relaxed(asked, option))
            assert feasible(relaxed(asked, option), connected=True)
        assert not feasible(asked, connected=True)


def wider(asked: Problem, entry: int, juror: int) -> Problem:
    return replace(
        asked,
        pairs=np.append(asked.pairs, [[entry, juror]], axis=0),
        affinity=np.append(asked.affinity, 0.0),
    )


def solves(asked: Problem) -> bool:
    return any(certify(asked, a).connected.all() for a in every_answer(asked))


def test_no_entries_with_rules_are_told_apart_too() -> None:
    nothing = replace(problem([], [3]), families=(family("who", one_of([0], 2), 0),))
    assert diagnose(nothing).conflict is None
    asked = replace(nothing, load_min=np.array([1]))
    found = diagnose(asked)
    assert found.conflict is not None
    assert found.conflict.rule == "load_min"
    assert [one.kind for one in found.options] == ["lower_load_min"]


@pytest.mark.parametrize("seed", range(50))
def test_a_repair_that_joins_changes_least(seed: int) -> None:
    asked = sparse(seed)
    answers = [a for a in every_answer(asked) if certify(asked, a).connected.all()]
    if not answers:
        return
    rng = np.random.default_rng(seed)
    before = answers[int(rng.integers(len(answers)))]
    lost = before[rng.random(len(before)) < 0.3]
    gone = {tuple(one) for one in lost.tolist()}
    stays = {tuple(one) for one in before.tolist()} - gone
    left = [a for a in map(_set, answers) if not a & gone]
    if not left:
        with pytest.raises(Infeasible):
            repair(asked, before, lost, TOTAL_JOINED)
        return
    done = repair(asked, before, lost, TOTAL_JOINED)
    assert len(done.removed) == min(len(stays - one) for one in left)


def _set(rows: Any) -> set[tuple[int, ...]]:
    return {tuple(one) for one in rows.tolist()}


def test_what_is_large_is_joined_by_swaps_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    islands = [(e, j) for e in range(4) for j in range(4) if (e < 2) == (j < 2)]
    asked = problem([2] * 4, [3] * 4, pairs=islands)
    for name in ("connect", "solve", "repair", "cuts"):
        monkeypatch.setattr(sys.modules[f"{PACKAGE}.{name}"], "EXACT", 0)
    with pytest.raises(Infeasible) as refused:
        solve(asked)
    conflict = refused.value.diagnosis.conflict
    assert conflict is not None
    assert [0, 2] in conflict.pairs.tolist()
    assert refused.value.diagnosis.options == []
    seed = next(at for at in range(40) if any(map(_apart_first, [at])))
    assert certify(sparse(seed), solve(sparse(seed), TOTAL_JOINED).pairs).connected.all()


def _apart_first(seed: int) -> bool:
    """What is best is apart, and another answer is joined."""
    asked = sparse(seed)
    answers = list(every_answer(asked))
    joined = [a for a in answers if certify(asked, a).connected.all()]
    if not joined:
        return False
    loose = solve(asked, replace(TOTAL_JOINED, connected=False))
    return not certify(asked, loose.pairs).connected.all()


def test_where_the_program_gives_up_the_swaps_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = next(at for at in range(60) if _apart_first(at))
    asked = sparse(seed)
    assert solve(asked, TOTAL_JOINED).total > 0
    monkeypatch.setattr(cuts, "_ROUNDS", 0)
    try:
        found = solve(asked, TOTAL_JOINED)
    except Infeasible:
        return
    assert certify(asked, found.pairs).connected.all()
    assert cuts.join_fairly(asked, np.zeros(len(asked.pairs), np.bool_), 0.0, 0.0) is None


def test_nothing_is_served_fairly_where_nobody_is_wanted() -> None:
    idle = problem([0], [1])
    assert cuts.join_fairly(idle, np.zeros(1, np.bool_), 0.0, 0.01) is None
    assert cuts.ways_to_join(idle, np.zeros(1, np.bool_)) == []
