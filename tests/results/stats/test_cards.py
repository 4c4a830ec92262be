"""What is refused, what hangs together, and what is said beside a ranking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.judging.assignments.allocation.certify import components as joined
from app.results.stats import Refused, articulation_jurors, components, rank, validate
from app.results.stats.cards import Scorecards
from tests.results.stats.juries import cards_of, jury, reordered, without

pytestmark = pytest.mark.once
METHODS = ("raw", "trimmed", "zscore", "severity", "calibrated")
ADJUSTED = METHODS[2:]


def test_a_good_jury_has_no_issue() -> None:
    assert validate(jury(1)) == []


def test_every_problem_at_once() -> None:
    good = jury(1)
    scores = good.scores.copy()
    scores[0, 0], scores[1, 1] = np.nan, 11
    entry, juror = good.entry.copy(), good.juror.copy()
    entry[5] = 99
    entry[8], juror[8] = entry[7], juror[7]
    category = good.category.copy()
    category[3] = -1
    weights = np.tile([1.0, 1, 1], (24, 1))
    weights[2], weights[4, 0], weights[6, 0] = 0, -1, np.inf
    bad = replace(good, scores=scores, entry=entry, juror=juror, category=category, weights=weights)
    found = [(issue.code, issue.ids) for issue in validate(bad)]
    assert found == [
        ("bad_index", (5,)),
        ("bad_index", (3,)),
        ("bad_weights", (2, 4, 6)),
        ("not_finite", (0,)),
        ("out_of_scale", (1,)),
        ("duplicate", (8,)),
    ]
    assert all(issue.sentence for issue in validate(bad))
    for method in METHODS:
        with pytest.raises(Refused) as refused:
            rank(bad, method)
        assert (refused.value.code, refused.value.ids) == ("bad_index", (5,))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"scores": np.zeros(3)}, "bad_shape"),
        ({"scores": np.zeros((72, 0))}, "bad_shape"),
        ({"juror": np.zeros(3, np.int64)}, "bad_shape"),
        ({"entry": np.zeros(72)}, "bad_shape"),
        ({"weights": np.ones(2)}, "bad_weights"),
        ({"weights": np.ones((2, 3))}, "bad_weights"),
        ({"lo": 10.0}, "bad_scale"),
        ({"hi": np.inf}, "bad_scale"),
        ({"juror": np.full(72, 6)}, "bad_index"),
    ],
)
def test_malformed(change: dict, code: str) -> None:
    assert {issue.code for issue in validate(replace(jury(1), **change))} >= {code}


def test_an_ignored_cell_may_be_anything_but_must_be_a_number() -> None:
    good = jury(2)
    weights = np.ones((24, 3))
    weights[:, 2] = 0
    scores = good.scores.copy()
    scores[:, 2] = 1e6
    open_cells = replace(good, weights=weights, scores=scores)
    assert validate(open_cells) == []
    two = replace(good, weights=np.ones(2), scores=good.scores[:, :2])
    assert np.array_equal(rank(open_cells).score, rank(two).score)
    scores[4, 2] = np.inf
    assert [issue.code for issue in validate(replace(open_cells, scores=scores))] == ["not_finite"]


def apart() -> Scorecards:
    """Category 0 in two parts, category 1 whole."""
    rows = [(0, 0, 5.0), (0, 1, 6.0), (1, 0, 7.0), (2, 2, 4.0), (2, 3, 5.0), (3, 2, 8.0)]
    return cards_of([*rows, (4, 2, 3.0), (4, 3, 2.0)], [0, 0, 0, 0, 1])


def test_a_category_in_two_parts_is_refused_with_what_would_join_it() -> None:
    cards = apart()
    for method in ADJUSTED:
        with pytest.raises(Refused) as refused:
            rank(cards, method)
        assert (refused.value.code, refused.value.ids) == ("disconnected", (0,))
        for juror, entry in refused.value.pairs:
            more = replace(
                cards,
                entry=np.append(cards.entry, entry),
                juror=np.append(cards.juror, juror),
                scores=np.append(cards.scores, [[5.0]], axis=0),
            )
            assert rank(more, "severity", draws=0).rank.min() > 0
    assert rank(cards, "raw").rank.tolist() == [3, 2, 4, 1, 1]
    # Dropping what `ids` names leaves what can be ranked
    rest = without(cards, np.flatnonzero(cards.category[cards.entry] == 0))
    assert rank(rest, "severity").rank.tolist() == [0, 0, 0, 0, 1]
    # Apart in different categories is no harm
    own = replace(cards, category=np.array([0, 0, 1, 1, 1]))
    assert [rank(own, method).rank.min() for method in ADJUSTED] == [1, 1, 1]


def test_one_juror_or_one_scorecard_per_entry_cannot_be_adjusted() -> None:
    alone = cards_of([(0, 0, 5.0), (1, 0, 6.0), (2, 0, 7.0)], [0, 0, 1])
    single = cards_of([(0, 0, 5.0), (1, 1, 6.0), (2, 0, 7.0)], [0, 0, 1])
    lonely = cards_of([*[(i, j, 5.0 + i) for i in (0, 1) for j in (0, 1)], (2, 2, 7.0)], [0, 0, 1])
    for cards, ids in ((alone, (0, 1)), (single, (0, 1)), (lonely, (1,))):
        for method in ADJUSTED:
            with pytest.raises(Refused) as refused:
                rank(cards, method)
            assert (refused.value.code, refused.value.ids) == ("not_identifiable", ids)
        assert rank(cards, "raw").rank.min() == 1
        assert rank(cards, "trimmed").rank.min() == 1
    unsure = rank(alone, "raw")
    assert np.isnan(unsure.sd).all()
    assert np.isnan(unsure.p_win).all()
    assert np.isnan(unsure.beats(0, 1))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_connected_and_cut_as_by_brute_force(data: st.DataObject) -> None:
    entries, jurors = data.draw(st.integers(1, 9)), data.draw(st.integers(1, 6))
    cells = st.tuples(st.integers(0, entries - 1), st.integers(0, jurors - 1))
    pairs = sorted(data.draw(st.sets(cells, max_size=22)))
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=entries, max_size=entries))
    cards = cards_of([(i, j, 5.0) for i, j in pairs], kinds, jurors)
    table = np.array(pairs, np.int64).reshape(-1, 2)
    assert np.array_equal(components(cards), joined(entries, jurors, table))

    def apart_without(juror: int) -> int:
        left = table[table[:, 1] != juror]
        labels = joined(entries, jurors, left)
        judged = np.unique(left[:, 0])
        return sum(
            len({int(labels[i]) for i in judged if kinds[i] == kind}) - 1
            for kind in {kinds[i] for i in judged}
        )

    cuts = [j for j in range(jurors) if apart_without(j) > apart_without(-1)]
    assert articulation_jurors(cards).tolist() == cuts


def test_warnings() -> None:
    rows = [(i, j, float(3 + i % 5 + j)) for i in range(6) for j in (0, 1)]
    rows += [(i, 2, 5.0) for i in range(6)] + [(5, 3, 4.0), (6, 3, 6.0), (6, 4, 5.0)]
    cards = cards_of(rows, [0] * 8)
    for method in METHODS:
        found = rank(cards, method)
        assert [(issue.code, issue.ids) for issue in found.warnings] == [
            ("no_scorecards", (7,)),
            ("constant_juror", (2,)),
            ("few_scorecards", (3, 4)),
            ("articulation_juror", (3,)),
        ]
        assert np.isnan(found.score[7])
        assert (found.rank[7], found.p_win[7], found.p_place[7]) == (0, 0, 0)
        assert np.isnan(found.beats(7, 0))
        assert found.jurors.n.tolist() == [6, 6, 6, 2, 1]


def test_all_equal_and_nothing_at_all() -> None:
    same = cards_of([(i, j, 6.0) for i in range(5) for j in range(5)], [0, 0, 0, 1, 1])
    for method in METHODS:
        found = rank(same, method)
        assert found.rank.tolist() == [1] * 5
        assert np.allclose(found.score, 6)
        assert np.allclose(found.p_win, [1 / 3] * 3 + [1 / 2] * 2)
        assert found.beats(0, 1) == 0.5
        assert "all_equal" in [issue.code for issue in found.warnings]
        empty = rank(reordered(same, np.zeros(0, np.int64)), method)
        assert empty.rank.tolist() == [0] * 5
        assert [issue.code for issue in empty.warnings] == ["no_scorecards"]


def test_an_unknown_method() -> None:
    with pytest.raises(ValueError, match="unknown"):
        rank(jury(1), "rasch")
