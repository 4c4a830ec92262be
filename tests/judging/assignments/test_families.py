"""Rules on the composition of panels: as one flow, as an integer program, and as refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.judging.assignments.allocation import (
    BadInput,
    Family,
    Goal,
    Infeasible,
    certify,
    diagnose,
    repair,
    solve,
)
from app.judging.assignments.allocation.diagnose import feasible, relaxed
from app.judging.assignments.allocation.problem import IntArray
from tests.judging.assignments.problems import (
    composed,
    every_answer,
    ints,
    problem,
    total_of,
    worst_of,
)

pytestmark = pytest.mark.once

LOOSE = Goal(mode="total", min_per_category=0, connected=False)


def rows(pairs: IntArray) -> set[tuple[int, int]]:
    return {(int(e), int(j)) for e, j in pairs}


@pytest.mark.parametrize("seed", range(90))
def test_tiny_composed_problems_agree_with_every_answer(seed: int) -> None:
    asked = composed(seed, rich=0.1 if seed % 3 else 0.4)
    answers = list(every_answer(asked))
    assert feasible(asked) == bool(answers)
    if not answers:
        with pytest.raises(Infeasible) as refused:
            solve(asked, LOOSE)
        found = refused.value.diagnosis
        assert found.conflict is not None
        assert found.conflict.available < found.conflict.needed
        for option in found.options:
            assert next(every_answer(relaxed(asked, option)), None) is not None
        return
    made = solve(asked, LOOSE)
    assert diagnose(asked).conflict is None
    assert rows(made.pairs) in [rows(answer) for answer in answers]
    best = max(total_of(asked, answer) for answer in answers)
    assert made.total == pytest.approx(best, abs=1e-6)
    assert best - 1e-9 <= made.total_bound <= best + 1e-6
    assert certify(asked, made.pairs).violations == ()
    worst = max(worst_of(asked, answer) for answer in answers)
    assert worst <= made.worst_bound + 1e-9
    fair = solve(asked, replace(LOOSE, mode="fair", max_loss=1.0))
    assert made.worst - 1e-9 <= fair.worst <= worst + 1e-9


@pytest.mark.parametrize("seed", range(60))
def test_tiny_composed_repairs_change_as_little_as_any_answer_does(seed: int) -> None:
    asked = composed(seed, rich=0.05)
    rng = np.random.default_rng(seed)
    pool = list(every_answer(asked))
    if not pool:
        return
    before = pool[int(rng.integers(len(pool)))]
    locked = rows(asked.locked)
    lost = ints(
        [pair for pair in before.tolist() if tuple(pair) not in locked and rng.random() < 0.4]
    ).reshape(-1, 2)
    survivors = rows(before) - rows(lost)
    answers = [rows(a) for a in pool if not rows(a) & rows(lost)]
    try:
        done = repair(asked, before, lost, LOOSE)
    except Infeasible:
        assert answers == []
        return
    assert rows(done.pairs) in answers
    assert len(done.removed) == min(len(survivors - answer) for answer in answers)
    assert done.minimal == (len(done.added) == len(lost) and not len(done.removed))


SHAPE = (2, 1)
GOOD = Family(
    "origin", np.ones(SHAPE, np.bool_), np.zeros(SHAPE, np.int64), np.ones(SHAPE, np.int64)
)


@pytest.mark.parametrize(
    ("families", "code"),
    [
        ((GOOD, GOOD), "family_repeated"),
        ((replace(GOOD, member=np.ones((3, 1), np.bool_)),), "shape"),
        ((replace(GOOD, member=np.ones(2, np.bool_)),), "shape"),
        ((replace(GOOD, member=np.ones(SHAPE)),), "shape"),
        ((replace(GOOD, minimum=np.zeros((2, 2), np.int64)),), "shape"),
        ((replace(GOOD, maximum=np.ones((1, 1), np.int64)),), "shape"),
        ((replace(GOOD, maximum=np.ones(SHAPE)),), "shape"),
        ((replace(GOOD, minimum=np.full(SHAPE, -1)),), "minimum_negative"),
        ((replace(GOOD, minimum=np.full(SHAPE, 2)),), "minimum_over_maximum"),
    ],
)
def test_bad_families(families: Any, code: str) -> None:
    bad = replace(problem([1, 1], [1, 1]), families=families)
    for call in (solve, diagnose):
        with pytest.raises(BadInput) as refused:
            call(bad)
        assert refused.value.code == code
