"""Why there is no allocation: tight sets in numbers, and ways out that solve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.judging.assignments.allocation import Goal, Infeasible, diagnose, solve
from app.judging.assignments.allocation.diagnose import feasible, relaxed
from tests.judging.assignments.problems import every_answer, grid, problem, tiny

pytestmark = pytest.mark.once

LOOSE = Goal(mode="total", min_per_category=0, connected=False)


def test_a_problem_with_an_answer_has_no_conflict() -> None:
    found = diagnose(problem([1], [1]))
    assert (found.conflict, found.options) == (None, [])


def test_these_entries_need_seats_that_these_jurors_cannot_give() -> None:
    # Entries 0…13 may be read by jurors 0…8 only (4 each); the other entries have jurors to spare.
    pairs = [(e, j) for e in range(14) for j in range(9)]
    pairs += [(e, j) for e in range(14, 20) for j in range(9, 15)]
    asked = problem([3] * 20, [4] * 15, pairs=pairs)
    found = diagnose(asked)
    assert found.conflict is not None
    assert found.conflict.entries.tolist() == list(range(14))
    assert found.conflict.jurors.tolist() == list(range(9))
    assert (found.conflict.needed, found.conflict.available, found.conflict.rule) == (
        42,
        36,
        "seats",
    )
    assert [option.kind for option in found.options] == ["raise_load_max", "lower_k"]
    assert [int(option.amount.sum()) for option in found.options] == [6, 6]
    assert all(option.amount.max() == 1 for option in found.options)
    for option in found.options:
        assert solve(relaxed(asked, option), LOOSE).pairs.shape == (
            int(relaxed(asked, option).k.sum()),
            2,
        )


def test_an_entry_with_too_few_legal_jurors_can_only_be_asked_for_fewer() -> None:
    asked = problem([3, 1], [5, 5, 5], pairs=[(0, 0), (0, 1), (1, 2)])
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.entries.tolist(), found.conflict.jurors.tolist()) == ([0], [])
    assert (found.conflict.needed, found.conflict.available) == (3, 2)
    assert [(o.kind, o.who.tolist(), o.amount.tolist()) for o in found.options] == [
        ("lower_k", [0], [1])
    ]


def test_jurors_who_must_read_more_than_there_is() -> None:
    asked = problem(
        [1, 1, 1], [5, 5, 5], load_min=[3, 0, 0], pairs=[(0, 0), (1, 0), (2, 1), (2, 2)]
    )
    found = diagnose(asked)
    assert found.conflict is not None
    assert found.conflict.rule == "load_min"
    assert found.conflict.jurors.tolist() == [0]
    assert (found.conflict.needed, found.conflict.available) == (3, 2)
    assert [(o.kind, o.who.tolist(), o.amount.tolist()) for o in found.options] == [
        ("lower_load_min", [0], [1])
    ]


def test_two_jurors_who_want_the_same_entry() -> None:
    asked = problem([1, 1], [1, 1, 1], load_min=[1, 1, 0], pairs=[(0, 0), (0, 1), (1, 2)])
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.entries.tolist(), found.conflict.jurors.tolist()) == ([0], [0, 1])
    assert (found.conflict.needed, found.conflict.available, found.conflict.rule) == (
        2,
        1,
        "load_min",
    )


def test_locked_work_over_a_limit() -> None:
    asked = problem([1, 1, 1], [2, 2], locked=[(0, 0), (1, 0), (2, 0)])
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.rule, found.conflict.entries.tolist(), found.conflict.jurors.tolist()) == (
        "locked", [0, 1, 2], [0],
    )  # fmt: skip
    assert (found.conflict.needed, found.conflict.available) == (3, 2)
    assert [(o.kind, o.who.tolist(), o.amount.tolist()) for o in found.options] == [
        ("raise_load_max", [0], [1])
    ]
    assert solve(relaxed(asked, found.options[0]), LOOSE).loads.tolist() == [3, 0]


def test_locked_seats_count_in_the_numbers() -> None:
    asked = problem([2, 2], [1, 1], locked=[(0, 0)])
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.needed, found.conflict.available) == (4, 2)


def test_where_no_single_relaxation_is_enough_they_come_together() -> None:
    # Juror 0 must read three and there is one entry for them; entry 1 wants two of one juror.
    asked = problem([1, 2], [5, 5], load_min=[3, 0], pairs=[(0, 0), (1, 1)])
    found = diagnose(asked)
    assert [option.kind for option in found.options] == ["lower_load_min"]
    assert [option.kind for option in found.options[0].also] == ["lower_k"]
    assert feasible(relaxed(asked, found.options[0]))


def test_large_gaps_are_filled_beyond_the_priced_steps() -> None:
    asked = problem([1] * 60, [10, 10])
    found = diagnose(asked, connected=False)
    raised = found.options[0]
    assert (raised.kind, int(raised.amount.sum()), len(raised.who)) == ("raise_load_max", 40, 2)
    assert solve(relaxed(asked, raised), LOOSE).pairs.shape == (60, 2)


def test_locked_work_over_a_limit_beside_an_entry_that_nobody_may_read() -> None:
    asked = problem([1, 1, 1], [1, 1], pairs=[(0, 0), (1, 0)], locked=[(0, 0), (1, 0)])
    found = diagnose(asked)
    assert [(o.kind, [also.kind for also in o.also]) for o in found.options] == [
        ("raise_load_max", ["lower_k"])
    ]
    assert feasible(relaxed(asked, found.options[0]))


@pytest.mark.parametrize("seed", range(80))
def test_tiny_diagnoses_are_true_and_their_options_solve(seed: int) -> None:
    asked = tiny(seed)
    possible = next(every_answer(asked), None) is not None
    found = diagnose(asked)
    assert (found.conflict is None) == possible == feasible(asked)
    if found.conflict is None:
        assert found.options == []
        return
    conflict = found.conflict
    assert conflict.available < conflict.needed
    if conflict.rule == "seats":
        assert conflict.needed == int(asked.k[conflict.entries].sum())
        inside = asked.pairs[np.isin(asked.pairs[:, 0], conflict.entries)]
        most = np.minimum(np.bincount(inside[:, 1], minlength=len(asked.load_max)), asked.load_max)
        assert conflict.available <= int(most.sum())
    assert found.options
    for option in found.options:
        assert (option.amount > 0).all()
        assert next(every_answer(relaxed(asked, option)), None) is not None


def test_the_demos_shape_is_diagnosed_with_everyone_in_it() -> None:
    asked = replace(grid(3), load_max=np.full(21, 20))
    with pytest.raises(Infeasible) as refused:
        solve(asked)
    found = refused.value.diagnosis
    assert found.conflict is not None
    assert (found.conflict.needed, found.conflict.available) == (552, 420)
    assert (len(found.conflict.entries), len(found.conflict.jurors)) == (184, 21)
    for option in found.options:
        assert solve(relaxed(asked, option), LOOSE).pairs.shape[1] == 2
