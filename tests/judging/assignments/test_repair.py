"""Refilling lost seats with the fewest changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.judging.assignments.allocation import (
    BadInput,
    Goal,
    Infeasible,
    certify,
    repair,
    solve,
)
from app.judging.assignments.allocation.plan import Choice
from app.judging.assignments.allocation.problem import IntArray
from tests.judging.assignments.problems import (
    every_answer,
    grid,
    ints,
    problem,
    rated,
    tiny,
)

pytestmark = pytest.mark.once

LOOSE = Goal(mode="total", min_per_category=0, connected=False)


def rows(pairs: IntArray) -> set[tuple[int, int]]:
    return {(int(e), int(j)) for e, j in pairs}


@pytest.mark.parametrize("flat", [True, False])
def test_a_recused_juror_is_replaced_and_nothing_else_moves(flat: bool) -> None:
    asked = grid(1) if flat else rated(grid(1), 1)
    before = solve(asked).pairs
    lost = before[before[:, 1] == 4]
    done = repair(asked, before, lost)
    assert done.minimal
    assert done.lower_bound == len(done.added) == len(lost)
    assert done.removed.shape == (0, 2)
    assert rows(done.pairs) == (rows(before) - rows(lost)) | rows(done.added)
    assert not rows(done.pairs) & rows(lost)
    left = replace(
        asked,
        pairs=asked.pairs[asked.pairs[:, 1] != 4],
        affinity=asked.affinity[asked.pairs[:, 1] != 4],
    )
    proof = certify(left, done.pairs)
    assert proof.violations == ()
    assert proof.connected.all()
    if flat:
        loads = np.delete(np.bincount(done.pairs[:, 1], minlength=21), 4)
        assert loads.max() - loads.min() <= 1


@pytest.mark.parametrize("seed", range(70))
def test_tiny_repairs_change_as_little_as_any_answer_does(seed: int) -> None:
    asked = tiny(seed)
    rng = np.random.default_rng(seed)
    pool = list(every_answer(asked))
    if not pool:
        return
    before = pool[int(rng.integers(len(pool)))]
    locked = rows(asked.locked)
    lost = ints(
        [pair for pair in before.tolist() if tuple(pair) not in locked and rng.random() < 0.3]
    ).reshape(-1, 2)
    survivors = rows(before) - rows(lost)
    answers = [rows(a) for a in pool if not rows(a) & rows(lost)]
    try:
        done = repair(asked, before, lost, LOOSE)
    except Infeasible:
        assert answers == []
        return
    assert rows(done.pairs) in answers
    assert rows(done.added) == rows(done.pairs) - survivors
    assert rows(done.removed) == survivors - rows(done.pairs)
    assert len(done.removed) == min(len(survivors - answer) for answer in answers)
    assert done.lower_bound == len(lost)
    assert done.minimal == (len(done.added) == len(lost))


def test_the_small_flow_takes_the_best_affinity() -> None:
    asked = problem([1], [1, 1, 1], affinity=[0.2, 0.9, 0.4])
    done = repair(asked, ints([[0, 1]]), ints([[0, 1]]), LOOSE)
    assert rows(done.pairs) == {(0, 2)}


def test_a_pair_moves_only_where_the_gap_cannot_be_filled_without_it() -> None:
    # Entry 0 can only be read by juror 0, who is full with entry 1; entry 1 moves to juror 1.
    asked = problem([1, 1], [1, 1], pairs=[(0, 0), (1, 0), (1, 1), (0, 1)])
    done = repair(asked, ints([[0, 1], [1, 0]]), ints([[0, 1]]), LOOSE)
    assert rows(done.pairs) == {(0, 0), (1, 1)}
    assert rows(done.removed) == {(1, 0)}
    assert rows(done.added) == {(0, 0), (1, 1)}
    assert (done.lower_bound, done.minimal) == (1, False)
    with pytest.raises(Infeasible) as refused:
        repair(replace(asked, locked=ints([[1, 0]])), ints([[0, 1], [1, 0]]), ints([[0, 1]]), LOOSE)
    assert refused.value.diagnosis.conflict is not None


def test_what_need_not_move_stays_however_much_better_it_could_be() -> None:
    # As above, and entries 2 and 3 would gain if their jurors changed places.
    pairs = [(0, 0), (1, 0), (1, 1), (0, 1), (2, 2), (2, 3), (3, 2), (3, 3)]
    worth = [0.5] * 4 + [0.1, 1.0, 1.0, 0.1]
    asked = problem([1] * 4, [1] * 4, pairs=pairs, affinity=worth)
    done = repair(asked, ints([[0, 1], [1, 0], [2, 2], [3, 3]]), ints([[0, 1]]), LOOSE)
    assert rows(done.removed) == {(1, 0)}
    assert rows(done.added) == {(0, 0), (1, 1)}


def test_every_missing_seat_is_filled_whatever_the_cause() -> None:
    # One seat was never filled, one pair is no longer legal, one locked pair is missing.
    asked = problem(
        [2, 1, 1], [2, 2, 2], pairs=[(0, 0), (0, 1), (1, 1), (2, 2), (2, 0)], locked=[(2, 0)]
    )
    done = repair(asked, ints([[0, 0], [1, 2], [2, 2]]), ints([]).reshape(-1, 2), LOOSE)
    assert rows(done.pairs) == {(0, 0), (0, 1), (1, 1), (2, 0)}
    assert done.lower_bound == 2
    assert not done.minimal
    nothing = repair(asked, done.pairs, ints([]), LOOSE)
    assert (nothing.lower_bound, nothing.minimal, len(nothing.added)) == (0, True, 0)


def test_more_held_than_wanted_or_allowed_is_thinned_out() -> None:
    asked = problem([1, 1], [1, 1])
    everything = ints([[0, 0], [0, 1], [1, 0], [1, 1]])
    done = repair(asked, everything, ints([]), LOOSE)
    assert certify(asked, done.pairs).violations == ()
    assert len(done.removed) == 2


def test_a_locked_juror_over_their_limit_cannot_be_repaired() -> None:
    asked = problem([1, 1], [1, 1], locked=[(0, 0), (1, 0)])
    with pytest.raises(Infeasible) as refused:
        repair(asked, asked.locked, ints([]), LOOSE)
    assert refused.value.diagnosis.conflict is not None
    assert refused.value.diagnosis.conflict.rule == "locked"


def test_a_repair_keeps_the_entries_joined() -> None:
    # A ring of four entries and four jurors; losing (0, 0) and (1, 0) cuts entry 0 from the rest
    # unless its new juror is one who reads another entry.
    pairs = [(e, j) for e in range(3) for j in range(4)]
    worth = [1.0 if j == 3 - (e > 0) else 0.2 for e, j in pairs]
    asked = problem([2, 2, 2], [3, 3, 3, 3], pairs=pairs, affinity=worth)
    before = ints([[0, 0], [0, 3], [1, 0], [1, 2], [2, 1], [2, 2]])
    lost = ints([[0, 0]])
    loose, joined = (
        repair(asked, before, lost, LOOSE),
        repair(asked, before, lost, replace(LOOSE, connected=True)),
    )
    assert certify(asked, joined.pairs).connected.all()
    assert joined.minimal
    assert joined.lower_bound == loose.lower_bound == 1


def test_survivors_move_only_where_added_pairs_cannot_join() -> None:
    # Two islands, each full; the lost pair can only come back inside its own island.
    asked = problem(
        [1, 2, 2],
        [2, 2, 2],
        pairs=[(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)],
        affinity=[0.5] * 7 + [0.6],
    )
    before = ints([[0, 0], [1, 1], [1, 2], [2, 1], [2, 2]])
    assert not certify(asked, before).connected.all()
    done = repair(asked, before, ints([]), replace(LOOSE, connected=True))
    assert certify(asked, done.pairs).connected.all()
    assert done.lower_bound == 0
    assert not done.minimal
    with pytest.raises(Infeasible) as refused:
        repair(replace(asked, locked=before), before, ints([]), replace(LOOSE, connected=True))
    assert refused.value.diagnosis.conflict is not None
    assert refused.value.diagnosis.conflict.rule == "connected"


@pytest.mark.parametrize(
    ("before", "lost", "code"),
    [
        ([[0, 0], [0, 0]], [], "duplicate_pair"),
        ([[9, 0]], [], "range"),
        ([[0, 0]], [[0, 9]], "range"),
        ([[0, 0, 0]], [], "shape"),
        ([[0, 0]], [[0, 0]], "locked_lost"),
    ],
)
def test_bad_repairs(before: Any, lost: Any, code: str) -> None:
    asked = problem([1, 1], [1, 1], locked=[(0, 0)])
    with pytest.raises(BadInput) as refused:
        repair(asked, ints(before), ints(lost), LOOSE)
    assert refused.value.code == code


def test_a_repair_that_fails_its_certificate_is_never_returned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import sys

    module = sys.modules["app.judging.assignments.allocation.repair"]
    monkeypatch.setattr(
        module, "spread", lambda rest, *_: Choice(np.ones(len(rest.free), np.bool_))
    )
    with pytest.raises(RuntimeError, match="certificate"):
        repair(problem([1], [1, 1]), ints([]), ints([]), LOOSE)
