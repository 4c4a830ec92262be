"""Why a juror reads an entry, and what keeps another from it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from app.judging.assignments.allocation import BadInput, Goal, explain, solve
from app.judging.assignments.allocation.problem import IntArray
from tests.judging.assignments.problems import family, ints, one_of, problem

pytestmark = pytest.mark.once

LOOSE = Goal(mode="total", min_per_category=0, connected=False)


def rows(pairs: IntArray) -> set[tuple[int, int]]:
    return {(int(e), int(j)) for e, j in pairs}


def test_why_this_juror() -> None:
    asked = problem([2, 1], [1, 1, 1], affinity=[0.9, 0.5, 0.7, 0.8, 0.1, 0.65])
    pairs = solve(asked, LOOSE).pairs
    assert rows(pairs) == {(0, 0), (0, 1), (1, 2)}
    found = explain(asked, pairs, 1, 2)
    assert (found.rank, found.of, found.blocking) == (2, 3, None)
    assert found.terms == {
        "affinity": 0.65,
        "load": 1.0,
        "load_min": 0.0,
        "load_max": 1.0,
        "panel_mean": 0.65,
    }
    # Without juror 2, entry 1 takes juror 0 from entry 0, which gets juror 2: 2.0 instead of 2.05.
    assert found.loss_without == pytest.approx(0.05)


def test_what_the_entry_would_lose() -> None:
    asked = problem([1], [1, 1], affinity=[0.9, 0.4])
    assert explain(asked, ints([[0, 0]]), 0, 0).loss_without == pytest.approx(0.5)
    assert explain(asked, ints([[0, 0]]), 0, 1).loss_without == 0.0
    alone = problem([1], [1], affinity=[0.9])
    assert explain(alone, ints([[0, 0]]), 0, 0).loss_without == math.inf
    locked = replace(asked, locked=ints([[0, 0]]))
    assert explain(locked, ints([[0, 0]]), 0, 0).loss_without == pytest.approx(0.5)


def test_why_not() -> None:
    asked = problem(
        [1, 1, 1],
        [1, 2, 2],
        pairs=[(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (2, 2)],
        locked=[(0, 0)],
    )
    pairs = ints([[0, 0], [1, 1], [2, 2]])
    assert explain(asked, pairs, 0, 2).blocking == "illegal"
    assert explain(asked, pairs, 0, 2).rank == 0
    assert math.isnan(explain(asked, pairs, 0, 2).terms["affinity"])
    assert explain(asked, pairs, 1, 0).blocking == "load_max"
    assert explain(asked, pairs, 0, 1).blocking == "panel_locked"
    assert explain(asked, pairs, 2, 1).blocking == "not_chosen"
    assert explain(asked, ints([]), 2, 1).terms["panel_mean"] == 0.0
    for entry, juror in ((3, 0), (0, 3), (-1, 0)):
        with pytest.raises(BadInput) as refused:
            explain(asked, pairs, entry, juror)
        assert refused.value.code == "range"


def test_a_juror_whom_the_composition_keeps_out() -> None:
    # Jurors 0, 1 are local and 2, 3 international; every panel of two has one of each at least.
    origin = family("origin", one_of([0, 0, 1, 1], 2), 1, least=1)
    asked = replace(problem([2], [1] * 4), families=(origin,))
    panel = ints([[0, 0], [0, 2]])
    assert explain(asked, panel, 0, 1).blocking == "not_chosen"  # could replace juror 0
    locked = replace(asked, locked=ints([[0, 2]]))
    assert explain(locked, panel, 0, 1).blocking == "not_chosen"
    locked = replace(asked, locked=ints([[0, 0]]))
    found = explain(locked, panel, 0, 1)
    assert (found.blocking, found.family) == ("composition", "origin")
    assert explain(locked, panel, 0, 3).family == ""
    # A panel that is not full only grows.
    few = replace(asked, families=(replace(origin, maximum=np.ones((1, 2), np.int64)),))
    assert explain(few, panel[:1], 0, 1).blocking == "composition"
    assert explain(few, panel[:1], 0, 2).blocking == "not_chosen"


def test_the_loss_of_a_seat_counts_the_composition() -> None:
    origin = family("origin", one_of([0, 0, 1, 1], 2), 1, least=1)
    asked = problem([2], [1] * 4, affinity=[0.9, 0.8, 0.7, 0.2])
    asked = replace(asked, families=(origin,))
    panel = solve(asked, LOOSE).pairs
    assert rows(panel) == {(0, 0), (0, 2)}
    assert explain(asked, panel, 0, 2).loss_without == pytest.approx(0.5)
    assert explain(asked, panel, 0, 0).loss_without == pytest.approx(0.1)
