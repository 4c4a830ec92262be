"""Joining a category's entries: the best that is joined, and ways out that join where nothing does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import scipy.optimize

from app.judging.assignments.allocation import (
    Goal,
    Infeasible,
    Problem,
    Undecided,
    certify,
    cuts,
    diagnose,
    feasible,
    mip,
    repair,
    solve,
)
from app.judging.assignments.allocation.certify import connected
from app.judging.assignments.allocation.diagnose import relaxed
from app.judging.assignments.allocation.problem import IntArray
from tests.judging.assignments.problems import (
    every_answer,
    family,
    one_of,
    problem,
    sparse,
    tiny,
    total_of,
    varied,
    worst_of,
)

pytestmark = pytest.mark.once

TOTAL_JOINED = Goal(mode="total", min_per_category=0)
PACKAGE = "app.judging.assignments.allocation"


SEEDS = 80
CASES = [
    *(pytest.param(sparse(seed), id=f"sparse {seed}") for seed in range(40)),
    *(  # where the first swap that joins is far from the best
        pytest.param(varied(seed), id=f"varied {seed}")
        for seed in (137, 295, 450, 1078, 1133, 1356, 1450, 1622, 1815)
    ),
]


def joined_answers(asked: Problem) -> list[IntArray]:
    return [answer for answer in every_answer(asked) if connected(asked, answer).all()]


@pytest.mark.parametrize("wanted", [0, 4])
@pytest.mark.parametrize("asked", CASES)
def test_what_is_joined_is_the_best_that_is(asked: Problem, wanted: int) -> None:
    goal = Goal(mode="total", min_per_category=wanted)
    answers = joined_answers(asked)
    if not answers:
        with pytest.raises(Infeasible):
            solve(asked, goal)
        return
    base = solve(asked, goal).total
    if not wanted:
        assert base == pytest.approx(max(total_of(asked, a) for a in answers), abs=1e-5)
    for loss in (0.01, 0.2):
        found = solve(asked, replace(goal, mode="fair", max_loss=loss))
        floor = base * (1 - loss)
        assert found.total >= floor - 1e-6
        dear = [a for a in answers if total_of(asked, a) >= floor - 1e-9]
        assert found.worst >= max(worst_of(asked, a) for a in dear) - 1e-5


@pytest.mark.parametrize(
    "asked",
    [
        *(pytest.param(sparse(seed), id=f"sparse {seed}") for seed in range(50)),
        *(  # where pairs had been named that do not join, or none that would
            pytest.param(varied(seed), id=f"varied {seed}")
            for seed in (26, 217, 1106, 1138, 2067, 2273)
        ),
    ],
)
def test_ways_to_join_do(asked: Problem) -> None:
    """Each pair that is named joins, each way out solves, and where one pair helps one is named."""
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


@pytest.mark.parametrize("make", [tiny, sparse, varied])
def test_ways_out_join_or_say_that_they_do_not(make: Callable[[int], Problem]) -> None:
    """Each that is said to join has a plan under the usual goal; of the others none has."""
    said = []
    for seed in range(SEEDS):
        asked = make(seed)
        if feasible(asked):
            continue
        for option in diagnose(asked).options:
            eased = relaxed(asked, option)
            if option.joins:
                assert certify(eased, solve(eased).pairs).connected.all()
            else:
                assert feasible(eased)
                assert not solves(eased)
            said.append(option.joins)
    assert set(said) == {True, False}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_ways_out_are_only_as_large_as_joining_needs(seed: int) -> None:
    asked = sparse(seed)
    if feasible(asked):
        return
    for option in diagnose(asked).options:
        if option.joins and not option.also and option.kind == "raise_load_max":
            for at in range(len(option.who)):
                less = option.amount - (np.arange(len(option.who)) == at)
                assert not solves(relaxed(asked, replace(option, amount=less)))


def wider(asked: Problem, entry: int, juror: int) -> Problem:
    return replace(
        asked,
        pairs=np.append(asked.pairs, [[entry, juror]], axis=0),
        affinity=np.append(asked.affinity, 0.0),
    )


def solves(asked: Problem) -> bool:
    return any(connected(asked, a).all() for a in every_answer(asked))


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
    answers = joined_answers(asked)
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


@pytest.mark.parametrize("seed", [1468, 2513])
def test_survivors_stay_though_others_fit_better(seed: int) -> None:
    asked = replace(varied(seed), load_min=np.zeros_like(varied(seed).load_min))
    answers = joined_answers(asked)
    lives = [answers[at] for at in range(0, len(answers), max(len(answers) // 12, 1))]
    for before in lives:
        locked = _set(asked.locked)
        lost = np.array(
            [one for one in before.tolist() if tuple(one) not in locked][::3], np.int64
        ).reshape(-1, 2)
        stays = _set(before) - _set(lost)
        left = [one for one in map(_set, answers) if not one & _set(lost)]
        if left:
            done = repair(asked, before, lost, TOTAL_JOINED)
            assert len(done.removed) == min(len(stays - one) for one in left)


def _set(rows: Any) -> set[tuple[int, ...]]:
    return {tuple(one) for one in rows.tolist()}


@pytest.fixture
def by_swaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem counts as too large for programs that join, as far as swaps can."""
    for name in ("connect", "solve", "cuts"):
        monkeypatch.setattr(sys.modules[f"{PACKAGE}.{name}"], "EXACT", -1)


@pytest.mark.usefixtures("by_swaps")
def test_what_is_large_names_pairs_by_swaps() -> None:
    islands = [(e, j) for e in range(4) for j in range(4) if (e < 2) == (j < 2)]
    asked = problem([2] * 4, [3] * 4, pairs=islands)
    with pytest.raises(Infeasible) as refused:
        solve(asked)
    conflict = refused.value.diagnosis.conflict
    assert conflict is not None
    assert [0, 2] in conflict.pairs.tolist()
    assert all(solves(wider(asked, e, j)) for e, j in conflict.pairs.tolist())
    assert refused.value.diagnosis.options == []


@pytest.mark.usefixtures("by_swaps")
@pytest.mark.parametrize("loss", [0.0, 0.05])
@pytest.mark.parametrize("asked", CASES)
def test_joining_by_swaps_costs_fairness_no_more_than_it_may(asked: Problem, loss: float) -> None:
    goal = Goal(mode="total", max_loss=loss)
    try:
        base = solve(asked, goal)
    except Infeasible:
        assert joined_answers(asked) == []
        return
    fair = solve(asked, replace(goal, mode="fair"))
    assert fair.total >= base.total * (1 - loss) - 1e-6
    assert fair.worst >= base.worst - 1e-9
    assert certify(asked, fair.pairs).connected.all()


def test_where_the_program_gives_up_the_swaps_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = {seed: solve(varied(seed), TOTAL_JOINED).total for seed in (1450, 1622)}
    monkeypatch.setattr(cuts, "_WORK", 0)
    for seed, total in exact.items():
        found = solve(varied(seed), TOTAL_JOINED)
        assert certify(varied(seed), found.pairs).connected.all()
        assert found.total <= total + 1e-6


def test_few_seats_are_proved_too_few_by_few_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """One seat for each entry: only who may read them all joins them, and nobody may."""
    milp, asked_for = scipy.optimize.milp, 0

    def counted(*args: Any, **options: Any) -> Any:
        nonlocal asked_for
        asked_for += 1
        return milp(*args, **options)

    monkeypatch.setattr(scipy.optimize, "milp", counted)
    rng = np.random.default_rng(60)
    pairs = [(e, j) for e in range(24) for j in range(7) if rng.random() < 0.6]
    worth = rng.random(len(pairs)).tolist()
    with pytest.raises(Infeasible) as refused:
        solve(problem([1] * 24, [9] * 7, pairs=pairs, affinity=worth), TOTAL_JOINED)
    conflict = refused.value.diagnosis.conflict
    assert conflict is not None
    assert (conflict.rule, len(conflict.pairs)) == ("connected", 0)
    assert asked_for < 20


def test_what_is_not_known_is_not_called_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the work to look, what no swap joins may still be joined by another choice."""
    apart = [sparse(seed) for seed in range(50) if not joined_answers(sparse(seed))]
    apart = [one for one in apart if feasible(one) and np.ptp(one.affinity) > 0]
    monkeypatch.setattr(cuts, "_WORK", 0)
    said = set()
    for asked in apart:
        with pytest.raises((Infeasible, Undecided)) as refused:
            solve(asked, TOTAL_JOINED)
        said.add(refused.type)
        assert not feasible(asked, connected=True)
    assert said == {Infeasible, Undecided}  # where the seats alone are too few that is sure


@pytest.mark.parametrize("work", [0, 1, 3])
def test_what_is_joined_stays_so_where_the_work_is_spent(
    monkeypatch: pytest.MonkeyPatch, work: int
) -> None:
    fair, fixed = Goal(max_loss=0.5, min_per_category=0), 0
    monkeypatch.setattr(cuts, "_WORK", work)
    for seed in range(60):
        asked = sparse(seed)
        answers = joined_answers(asked)
        for before in answers[:1]:
            try:
                assert certify(asked, solve(asked, fair).pairs).connected.all()
                done = repair(asked, before, before[:2], TOTAL_JOINED)
            except (Infeasible, Undecided):
                continue
            assert certify(asked, done.pairs).connected.all()
            fixed += 1
    assert fixed > 5


def test_the_search_for_pairs_that_join_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(asked: Problem) -> int:
        with pytest.raises(Infeasible) as refused:
            solve(asked, TOTAL_JOINED)
        conflict = refused.value.diagnosis.conflict
        assert conflict is not None
        return len(conflict.pairs)

    asked = varied(217)
    assert named(asked) > 1
    for work, most in ((0, 0), (1, 1)):
        monkeypatch.setattr(sys.modules[f"{PACKAGE}.connect"], "_WORK", work)
        assert named(asked) <= most


def test_the_best_found_at_the_limit_of_nodes_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = varied(1450)
    program = mip.Build()
    program.put(program.limits(1, 1, 1), program.variables(1.0, 1, 1))
    stopped = SimpleNamespace(
        status=4, x=np.ones(1), mip_dual_bound=0.5, mip_node_count=1, message="limit"
    )
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: stopped)
    assert mip.run(program.program(1)) == (np.ones(1), 0.5)
    stopped.x = None
    for nodes in (0, 1):
        with pytest.raises(mip.Undecided, match="limit"):
            mip.run(program.program(1), nodes=nodes)
    with pytest.raises(mip.Undecided):
        cuts.join_by_cuts(asked, np.zeros(len(asked.pairs), np.bool_))


def test_nothing_gives_way_where_nobody_is_wanted() -> None:
    assert cuts.ways_to_join(problem([0], [1]), np.zeros(1, np.bool_)) == []


def test_a_way_that_is_not_found_in_time_is_not_offered() -> None:
    asked = problem([1, 1], [1, 1])
    nothing = np.zeros(len(asked.pairs), np.bool_)
    assert [one.kind for one in cuts.ways_to_join(asked, nothing)] == ["raise_load_max"]
    assert cuts.ways_to_join(asked, nothing, work=mip.Work(0)) == []
