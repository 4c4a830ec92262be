"""Levels of the award, by rank, by score and by the share of the best."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from app.editions.award_rules import AwardLevel, check_award_levels, level_of, levels_from
from app.kit.errors import Refusal

pytestmark = pytest.mark.once

RANKS = levels_from(
    [
        {"name_ar": "ذهبي", "name_en": "Gold", "from_rank": 1, "to_rank": 1},
        {"name_ar": "فضي", "from_rank": 2, "to_rank": 3},
    ]
)
SHARES = levels_from([{"name_ar": "ذهبي", "least": "10"}, {"name_ar": "فضي", "least": "25.5"}])
SCORES = levels_from([{"name_ar": "فضي", "least": "80"}, {"name_ar": "ذهبي", "least": "90.25"}])


def named(by: str, levels: list[AwardLevel], rank: int, score: Any = 0, ranked: int = 10) -> str:
    found = level_of(by, levels, rank, Fraction(score), ranked)
    return "" if found is None else found.name


def test_by_rank() -> None:
    assert [named("rank", RANKS, rank) for rank in (1, 2, 3, 4)] == ["ذهبي", "فضي", "فضي", ""]
    assert named("rank", [AwardLevel("ناقص")], 1) == ""


def test_by_score_from_the_least_on_exactly() -> None:
    scores = ["100", "361/4", "90.2499", "80", "239/3"]
    assert [named("score", SCORES, 1, one) for one in scores] == ["ذهبي", "ذهبي", "فضي", "فضي", ""]
    assert named("score", [], 1, 100) == ""


def test_by_percentile_of_those_that_are_ranked() -> None:
    """Of 20 the best tenth are 2; of 7 nobody is; a shared rank is in or out together."""
    assert [named("percentile", SHARES, rank, ranked=20) for rank in (1, 2, 3, 5, 6)] == [
        "ذهبي",
        "ذهبي",
        "فضي",
        "فضي",
        "",
    ]
    assert named("percentile", SHARES, 1, ranked=7) == "فضي"
    assert named("percentile", SHARES, 1, ranked=3) == ""


@pytest.mark.parametrize(
    ("by", "levels", "wanted"),
    [
        ("rank", [], []),
        ("rank", [(2, 3, None), (1, 1, None), (4, 9, None)], []),
        (
            "rank",
            [(2, 3, None), (5, 4, None), (3, 3, None), (1, 2, None)],
            [
                ("level_reversed", ("levels", 1, "to_rank")),
                ("level_overlap", ("levels", 2, "from_rank")),
                ("level_overlap", ("levels", 3, "from_rank")),
            ],
        ),
        (
            "rank",
            [(None, 1, None), (1, None, None), (1, 1, None)],
            [
                ("level_rank_missing", ("levels", 0, "from_rank")),
                ("level_rank_missing", ("levels", 1, "to_rank")),
            ],
        ),
        ("score", [(None, None, 90), (None, None, 80)], []),
        (
            "percentile",
            [(None, None, 10), (1, 1, None), (None, None, 10), (None, None, 0), (None, None, 101)],
            [
                ("level_least_missing", ("levels", 1, "least")),
                ("level_repeated", ("levels", 2, "least")),
                ("level_least_range", ("levels", 3, "least")),
                ("level_least_range", ("levels", 4, "least")),
            ],
        ),
    ],
)
def test_what_levels_may_be(by: str, levels: list[Any], wanted: list[Any]) -> None:
    specs = [
        AwardLevel("م", first, last, None if least is None else Fraction(least))
        for first, last, least in levels
    ]
    if not wanted:
        check_award_levels(by, specs)
        return
    with pytest.raises(Refusal) as refused:
        check_award_levels(by, specs)
    found = [(one["code"], tuple(one["loc"])) for one in refused.value.facts["errors"]]
    assert (refused.value.code, found) == ("levels_invalid", wanted)
