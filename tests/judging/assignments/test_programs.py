"""Families that cross: the integer program, its bounds, and what it says when there is no answer."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import scipy.optimize

from app.judging.assignments.allocation import (
    Goal,
    Infeasible,
    Problem,
    certify,
    diagnose,
    mip,
    solve,
)
from app.judging.assignments.allocation.connect import join
from app.judging.assignments.allocation.diagnose import feasible, relaxed
from app.judging.assignments.allocation.panels import _counts, panel_bound
from app.judging.assignments.allocation.plan import among, match, match_again, rest_of, slow
from tests.judging.assignments.problems import (
    composed,
    every_answer,
    family,
    ints,
    one_of,
    problem,
    total_of,
    worst_of,
)

pytestmark = pytest.mark.once

LOOSE = Goal(mode="total", min_per_category=0, connected=False)


def crossing(entries: int = 6, **change: Any) -> Problem:
    """Eight jurors of two origins and two languages each; a panel of three has one of each."""
    rng = np.random.default_rng(entries)
    least = int(change.pop("least", 1))
    base = problem(
        [3] * entries, [entries] * 8, affinity=rng.random(entries * 8).round(3).tolist(), **change
    )
    origin = family("origin", one_of([0, 0, 0, 0, 1, 1, 1, 1], 2), entries, least=least)
    tongue = family("tongue", one_of([0, 1, 0, 1, 0, 1, 0, 1], 2), entries, least=least)
    return replace(base, families=(origin, tongue))


def free(asked: Problem) -> Any:
    return rest_of(asked, among(asked, asked.locked))


def test_families_that_cross_where_they_bind_are_no_flow() -> None:
    asked = crossing()
    assert slow(free(asked))
    assert not slow(free(replace(asked, families=asked.families[:1])))
    idle = replace(asked.families[1], minimum=np.zeros((6, 2), np.int64))
    assert not slow(free(replace(asked, families=(asked.families[0], idle))))
    found = solve(asked)
    assert certify(asked, found.pairs).violations == ()
    assert found.total <= found.total_bound
    assert found.worst == pytest.approx(found.worst_bound, rel=0.2)


@pytest.mark.parametrize("small", [0, mip.SMALL])
def test_a_large_program_in_two_steps_is_as_good(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mip, "SMALL", small)
    seen = 0
    for seed in range(260):
        asked = composed(seed, rich=0.08)
        if not slow(free(asked)):
            continue
        seen += 1
        answers = [total_of(asked, answer) for answer in every_answer(asked)]
        try:
            found = solve(asked, LOOSE)
        except Infeasible:
            assert answers == []
            continue
        assert found.total == pytest.approx(max(answers), abs=2e-4 * len(asked.pairs))
        assert found.total_bound >= max(answers) - 1e-6
    assert seen > 5


def triangle(*, dear: float) -> mip.Program:
    """Of three, no two together: the linear program takes half of each. A fourth always pays."""
    return mip.Program(
        cost=np.array([-1.0, -1.0, -1.0, -dear]),
        row=ints([0, 0, 1, 1, 2, 2]),
        column=ints([0, 1, 1, 2, 0, 2]),
        value=np.ones(6),
        low=np.zeros(3),
        high=np.ones(3),
        top=np.ones(4),
        whole=4,
    )


@pytest.mark.parametrize("dear", [1.0, 1e6])
def test_what_the_linear_program_splits_is_settled(dear: float) -> None:
    found = mip.in_two_steps(triangle(dear=dear))
    assert found is not None
    x, bound = found
    assert x.round(6).sum() == 2
    assert -(1.5 + dear) - 1e-6 <= bound <= -(1 + dear) + 1e-6
    linear = mip.run(triangle(dear=dear), whole=0)
    assert linear is not None
    assert linear[0].sum() == pytest.approx(2.5)
    assert (
        mip.in_two_steps(replace(triangle(dear=dear), low=np.full(3, 3.0), high=np.full(3, 4.0)))
        is None
    )


def test_a_program_without_columns() -> None:
    none = np.zeros(0)
    empty = mip.Program(none, ints([]), ints([]), none, none, none, none, 0)
    assert mip.run(empty) is not None
    assert mip.run(replace(empty, low=np.ones(1), high=np.ones(1))) is None


def test_any_other_answer_of_the_solver_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = SimpleNamespace(status=4, x=None, message="numbers")
    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: lost)
    with pytest.raises(RuntimeError, match="numbers"):
        solve(crossing(), LOOSE)


def test_a_load_that_nobody_can_have_is_no_choice() -> None:
    with pytest.raises(Infeasible):
        solve(crossing(load_min=[6] * 8, pairs=None), LOOSE)
    nobody = replace(crossing(), load_min=ints([7] * 8), load_max=ints([9] * 8))
    assert not feasible(nobody)


def test_a_choice_that_is_gone_is_an_error() -> None:
    asked = problem([2], [1])
    assert match(free(asked), None, 0) is None
    with pytest.raises(RuntimeError, match="gone"):
        match_again(free(asked), None, 0)


def test_the_diagnosis_of_rules_that_cross() -> None:
    # Loads: everyone must read more than there is; six entries of three seats.
    asked = crossing(load_min=[3] * 8)
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.rule, found.conflict.needed - found.conflict.available) == (
        "load_min",
        6,
    )
    # The minima leave room for one juror of the first origin a panel, of whom six must read two.
    asked = crossing(load_min=[2] * 4 + [0] * 4)
    wide = replace(asked.families[0], minimum=np.tile([0, 2], (6, 1)))
    asked = replace(asked, families=(wide, asked.families[1]))
    assert slow(free(asked))
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.rule, found.conflict.needed - found.conflict.available) == (
        "load_min",
        2,
    )
    assert solve(relaxed(asked, found.options[0]), LOOSE).pairs.shape == (18, 2)
    # Seats: each panel wants two of each origin, of which it may have but one.
    asked = crossing(least=1)
    tight = replace(asked.families[0], maximum=np.ones((6, 2), np.int64))
    asked = replace(asked, families=(tight, asked.families[1]))
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.rule, found.conflict.available) == ("seats", 2)
    # Minima: nobody of the second language may read entry 0.
    asked = crossing()
    legal = (asked.pairs[:, 0] > 0) | (asked.pairs[:, 1] % 2 == 0)
    asked = replace(asked, pairs=asked.pairs[legal], affinity=asked.affinity[legal])
    found = diagnose(asked)
    assert found.conflict is not None
    assert (found.conflict.rule, found.conflict.family, found.conflict.group) == (
        "minimum",
        "tongue",
        1,
    )
    assert found.conflict.entries.tolist() == [0]
    assert [option.kind for option in found.options] == ["lower_minimum", "invite"]
    for option in found.options:
        solve(relaxed(asked, option), LOOSE)


def test_more_locked_of_a_group_than_a_panel_may_have() -> None:
    asked = crossing(locked=[(0, 0), (0, 1)])
    one = replace(asked.families[0], maximum=np.ones((6, 2), np.int64))
    asked = replace(asked, families=(one, asked.families[1]))
    with pytest.raises(Infeasible) as refused:
        solve(asked)
    found = refused.value.diagnosis
    assert found.conflict is not None
    assert (found.conflict.rule, found.conflict.family, found.conflict.group) == (
        "locked",
        "origin",
        0,
    )
    assert (found.conflict.needed, found.conflict.available) == (2, 1)
    # No relaxation raises a maximum, in a flow neither.
    alone = diagnose(
        replace(asked, k=np.full(6, 2), families=(replace(one, minimum=one.minimum * 0),))
    )
    assert alone.conflict is not None
    assert (alone.conflict.rule, alone.options) == ("locked", [])
    assert {tuple(one) for one in alone.conflict.pairs.tolist()} <= {
        tuple(one) for one in asked.locked.tolist()
    }
    assert len(alone.conflict.pairs) == alone.conflict.needed > alone.conflict.available


def test_the_best_panels_are_bounded_where_there_are_too_many_to_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = {seed: panel_bound(composed(seed, rich=0.05)) for seed in range(60)}
    monkeypatch.setattr(sys.modules[panel_bound.__module__], "_WORK", 0)
    for seed, panels in exact.items():
        asked = composed(seed, rich=0.05)
        answers = list(every_answer(asked))
        if answers:
            assert (panel_bound(asked) >= panels - 1e-9).all()
            assert (
                certify(asked, answers[0]).worst_bound >= max(map(worst_one(asked), answers)) - 1e-9
            )
    starved = crossing()
    starved.families[0].maximum[:] = 1
    assert panel_bound(starved).tolist() == panel_bound(replace(starved, families=())).tolist()
    assert len(_counts(40, 12)) > 200_000
    assert (
        panel_bound(replace(crossing(), pairs=ints([]).reshape(0, 2), affinity=np.zeros(0))).sum()
        == 0
    )


def worst_one(asked: Problem) -> Any:
    return lambda answer: worst_of(asked, answer)


def test_joining_keeps_the_composition() -> None:
    # Two islands of jurors 0, 1 and 2, 3; jurors 0 and 2 are local, a panel has one local juror.
    near = [1.0 if (e < 2) == (j < 2) else 0.1 for e in range(4) for j in range(4)]
    asked = problem([2] * 4, [2] * 4, affinity=near)
    local = family("origin", one_of([0, 1, 0, 1], 2), 4, least=1, most=1)
    asked = replace(asked, families=(local,))
    found = solve(asked, replace(LOOSE, connected=True))
    proof = certify(asked, found.pairs)
    assert proof.violations == ()
    assert proof.connected.all()
    # With each juror a group of their own that entries ask for by name, nobody can change places.
    names = family("name", np.eye(4, dtype=np.bool_), 4)
    names.minimum[:2, :2] = names.minimum[2:, 2:] = 1
    stuck = replace(asked, families=(names,))
    chosen = among(stuck, solve(stuck, LOOSE).pairs)
    assert join(stuck, chosen, np.zeros_like(chosen)) is None
    names.minimum[:2] = 0  # now one side would let go, the other does not
    chosen = among(stuck, solve(stuck, LOOSE).pairs)
    assert join(stuck, chosen, np.zeros_like(chosen)) is None
