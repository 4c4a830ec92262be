"""What must hold of every jury, whatever is difficult about it."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.judging.assignments.allocation import (
    Allocation,
    Goal,
    Infeasible,
    Problem,
    certify,
    diagnose,
    explain,
    repair,
    solve,
)
from app.judging.assignments.allocation.diagnose import feasible, relaxed
from app.judging.assignments.allocation.problem import IntArray
from tests.judging.assignments.problems import DIFFICULTIES, ints, planted, shuffled

pytestmark = pytest.mark.once

juries = st.builds(planted, st.integers(0, 2**32), st.sampled_from(DIFFICULTIES))


def calm(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


QUICK = Goal(rounds=0)
GOALS = (QUICK, Goal(mode="total", min_per_category=0), Goal(mode="total"), Goal(rounds=2))


def rows(pairs: IntArray) -> set[tuple[int, int]]:
    return {(int(e), int(j)) for e, j in pairs}


def made(asked: Problem, goal: Goal = QUICK) -> Allocation | None:
    try:
        return solve(asked, goal)
    except Infeasible as impossible:
        conflict = impossible.diagnosis.conflict
        assert conflict is not None
        assert conflict.available < conflict.needed
        return None


@calm(200)
@given(juries, st.sampled_from(GOALS))
def test_nothing_is_ever_violated(asked: Problem, goal: Goal) -> None:
    found = made(asked, goal)
    if found is None:
        return
    proof = certify(asked, found.pairs)
    assert proof.violations == ()
    assert proof.connected.all()
    assert proof.total == pytest.approx(found.total)
    assert found.total <= found.total_bound + 1e-9
    assert found.worst <= found.worst_bound + 1e-9
    assert found.total_bound <= proof.total_bound + 1e-4  # the linear program allows as much
    assert found.eff_a == pytest.approx(proof.eff_a)


@calm(30)
@given(juries)
def test_every_way_out_solves_and_adds_no_pair_of_people_who_are_there(asked: Problem) -> None:
    asked = replace(asked, load_max=np.maximum(asked.load_max // 2, asked.load_min))
    found = diagnose(asked)
    assert (found.conflict is None) == feasible(asked)
    assert len(found.options) <= 3
    legal = rows(asked.pairs)
    for option in found.options:
        other = relaxed(asked, option)
        there = other.pairs[other.pairs[:, 1] < len(asked.load_min)]
        assert rows(there) == legal
        pairs = solve(other, Goal(mode="total", min_per_category=0, connected=False)).pairs
        assert certify(other, pairs, bound=False).violations == ()


@calm(30)
@given(juries, st.integers(0, 99))
def test_lost_pairs_never_return_and_nothing_locked_moves(asked: Problem, seed: int) -> None:
    loose = replace(QUICK, mode="total", connected=False)
    first = made(asked, loose)
    if first is None:
        return
    rng = np.random.default_rng(seed)
    lost = first.pairs[rng.random(len(first.pairs)) < 0.1]
    stays = rows(first.pairs) - rows(lost)
    locked = ints(sorted(stays)[::4]).reshape(-1, 2)
    try:
        done = repair(replace(asked, locked=locked), first.pairs, lost, loose)
    except Infeasible:
        return
    assert not rows(done.pairs) & rows(lost)
    assert rows(locked) <= rows(done.pairs)
    assert certify(asked, done.pairs, bound=False).violations == ()
    assert rows(done.added) == rows(done.pairs) - stays
    assert rows(done.removed) == stays - rows(done.pairs)
    assert done.lower_bound == len(lost) <= len(done.added)
    assert done.minimal == (len(done.added) == len(lost) and not len(done.removed))


@calm(15)
@given(juries, st.integers(0, 99))
def test_the_order_of_rows_and_families_changes_nothing(asked: Problem, seed: int) -> None:
    first = made(asked)
    again = made(shuffled(asked, seed))
    assert first == again
    if first is not None and again is not None:
        assert first.pairs.tobytes() == again.pairs.tobytes()


@calm(15)
@given(juries, st.data())
def test_every_pair_can_be_explained(asked: Problem, data: st.DataObject) -> None:
    found = made(asked)
    if found is None:
        return
    entry = data.draw(st.integers(0, len(asked.k) - 1))
    for juror in range(len(asked.load_min)):
        why = explain(asked, found.pairs, entry, juror)
        assert (why.blocking is None) == ((entry, juror) in rows(found.pairs))
        assert (why.blocking == "illegal") == ((entry, juror) not in rows(asked.pairs))
        assert (why.family == "") == (why.blocking != "composition")
        assert 0 <= why.rank <= why.of


@pytest.mark.slow
@pytest.mark.parametrize("difficulty", DIFFICULTIES)
@pytest.mark.parametrize("seed", range(60))
def test_many_more_juries(seed: int, difficulty: str) -> None:
    asked = planted(seed, difficulty)
    found = made(asked, Goal())
    if found is not None:
        assert certify(asked, found.pairs).violations == ()
        assert made(shuffled(asked, seed), Goal()) == found


def test_each_difficulty_shows_where_it_was_planted() -> None:
    told = {}
    for difficulty in ("few of a group", "thin category", "island"):
        rules = set()
        for seed in range(5):
            with contextlib.suppress(Infeasible):
                solve(planted(seed, difficulty), Goal(mode="total"))
                continue
            conflict = diagnose(planted(seed, difficulty)).conflict
            rules.add("connected" if conflict is None else conflict.rule)
        told[difficulty] = rules
    assert "minimum" in told["few of a group"]
    assert "seats" in told["thin category"]
    assert "connected" in told["island"]
