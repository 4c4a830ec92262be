"""The marks of one evaluation, as they are sent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from app.editions.rubric_rules import CriterionSpec
from app.editions.score_rules import Claims, ScoreSpec, check_scores, claimed, plain_points
from app.kit.errors import Refusal
from tests.editions.rubrics import EXAMPLE, levels, node, number

pytestmark = pytest.mark.once

HALVES = node("H", minimum=Fraction(1), maximum=Fraction(4), step=Fraction(1, 2))
ODD = node("O", minimum=Fraction(1, 2), maximum=Fraction(11, 2))  # 0.5, 1.5, … 5.5
NAMED = node("L", step=None, minimum=None, maximum=None, levels=levels(1, 2, 4))
ANCHORED = node("N", levels=levels(0, 3, 5))
SHOWN = node("S", counted=False)


def problems(
    criteria: list[CriterionSpec], scores: dict[str, ScoreSpec], *, submitting: bool = False
) -> list[tuple[tuple[Any, ...], str]]:
    with pytest.raises(Refusal) as refused:
        check_scores(
            criteria, {number(code): score for code, score in scores.items()}, submitting=submitting
        )
    assert (refused.value.status, refused.value.code) == (422, "scores_invalid")
    return [(tuple(each["loc"]), each["code"]) for each in refused.value.facts["errors"]]


def test_a_full_evaluation() -> None:
    marks = {
        number(c): ScoreSpec(points=p)
        for c, p in {"A": "4", "B1": "5.000", "B2": "3", "C": "2"}.items()
    }
    assert check_scores(EXAMPLE, marks, submitting=True) == {
        number("A"): 4, number("B1"): 5, number("B2"): 3, number("C"): 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("leaf", "score", "points"),
    [
        (HALVES, ScoreSpec(points="2.5"), Fraction(5, 2)),
        (HALVES, ScoreSpec(points="1"), 1),
        (HALVES, ScoreSpec(points="4"), 4),
        (ODD, ScoreSpec(points="1.5"), Fraction(3, 2)),
        (NAMED, ScoreSpec(level="L2"), 4),
        (NAMED, ScoreSpec(points="2"), 2),
        (ANCHORED, ScoreSpec(level="L1"), 3),
        (ANCHORED, ScoreSpec(points="4"), 4),
        (SHOWN, ScoreSpec(points="0"), 0),
        (node("M", minimum=Fraction(-2), maximum=Fraction(2)), ScoreSpec(points="-1"), -1),
    ],
)
def test_good_marks(leaf: CriterionSpec, score: ScoreSpec, points: Any) -> None:
    assert check_scores([leaf], {leaf.id: score}, submitting=False) == {leaf.id: points}


@pytest.mark.parametrize(
    ("leaf", "score", "field", "code"),
    [
        (HALVES, ScoreSpec(points="2", level="x"), None, "points_and_level"),
        (HALVES, ScoreSpec(points="2.25"), "points", "off_step"),
        (ODD, ScoreSpec(points="2"), "points", "off_step"),
        (HALVES, ScoreSpec(points="0.5"), "points", "out_of_range"),
        (HALVES, ScoreSpec(points="4.001"), "points", "out_of_range"),
        (HALVES, ScoreSpec(points="2.5000"), "points", "too_many_decimals"),
        (HALVES, ScoreSpec(points=""), "points", "not_a_number"),
        (HALVES, ScoreSpec(points="1e0"), "points", "not_a_number"),
        (HALVES, ScoreSpec(points="٢"), "points", "not_a_number"),
        (HALVES, ScoreSpec(points="2\n"), "points", "not_a_number"),
        (HALVES, ScoreSpec(points="9" * 400), "points", "not_a_number"),
        (HALVES, ScoreSpec(points="NaN"), "points", "not_a_number"),
        (HALVES, ScoreSpec(level="L0"), "level", "unknown_level"),
        (NAMED, ScoreSpec(level="l2"), "level", "unknown_level"),
        (NAMED, ScoreSpec(points="3"), "points", "off_levels"),
    ],
)
def test_bad_marks(leaf: CriterionSpec, score: ScoreSpec, field: str | None, code: str) -> None:
    where = ("scores", str(leaf.id), field) if field else ("scores", str(leaf.id))
    assert problems([leaf], {leaf.code: score}) == [(where, code)]
    # Submitting says the same once: a bad mark is not also a missing one.
    assert problems([leaf], {leaf.code: score}, submitting=True) == [(where, code)]


def test_marks_where_none_belongs() -> None:
    found = problems(EXAMPLE, {"Z": ScoreSpec(points="1"), "B": ScoreSpec(points="1")})
    assert found == [
        (("scores", str(number("Z"))), "unknown_criterion"),
        (("scores", str(number("B"))), "not_a_leaf"),
    ]


def test_a_draft_may_leave_out_what_submitting_asks_for() -> None:
    some = {number("A"): ScoreSpec(points="4"), number("C"): ScoreSpec(comment="لاحقًا")}
    assert check_scores(EXAMPLE, some, submitting=False) == {number("A"): 4}
    assert problems(EXAMPLE, {"A": ScoreSpec(points="4"), "C": ScoreSpec()}, submitting=True) == [
        (("scores", str(number(code))), "mark_missing") for code in ("B1", "B2", "C")
    ]


def test_a_leaf_that_is_only_shown_is_never_missing() -> None:
    marks = {number("A"): ScoreSpec(points="1")}
    assert check_scores([node("A"), SHOWN], marks, submitting=True) == {number("A"): 1}


def claim(comment: str | None = "لا جمهور", **values: Any) -> ScoreSpec:
    return ScoreSpec(na=True, comment=comment, **values)


@pytest.mark.parametrize(
    ("spec", "claims", "submitting", "wanted"),
    [
        (claim(), Claims(allowed=True), True, None),
        (claim(None), Claims(allowed=True), False, None),
        (claim(" "), Claims(allowed=True), True, "na_needs_comment"),
        (claim(), Claims(allowed=True, refused={number("B1")}), True, "na_refused"),
        (claim(points="3"), Claims(allowed=True), False, "na_and_mark"),
        (claim(level="x"), Claims(allowed=True), False, "na_and_mark"),
    ],
)
def test_a_claim_stands_for_a_mark(
    spec: ScoreSpec, claims: Claims, submitting: bool, wanted: str | None
) -> None:
    marks = {number(code): ScoreSpec(points="4") for code in ("A", "B2", "C")}
    scores = {**marks, number("B1"): spec}
    assert claimed(scores) == {number("B1")}
    if wanted is None:
        given = check_scores(EXAMPLE, scores, submitting=submitting, claims=claims)
        assert set(given) == set(marks)
        return
    with pytest.raises(Refusal) as refused:
        check_scores(EXAMPLE, scores, submitting=submitting, claims=claims)
    assert [one["code"] for one in refused.value.facts["errors"]] == [wanted]


def test_what_is_accepted_needs_no_mark_and_something_must_stay() -> None:
    marks = {number(code): ScoreSpec(points="4") for code in ("A", "B2")}
    out = Claims(allowed=True, accepted={number("B1"), number("C")})
    assert set(check_scores(EXAMPLE, marks, submitting=True, claims=out)) == set(marks)
    rest = {number(code): claim() for code in ("A", "B2")}
    with pytest.raises(Refusal) as refused:
        check_scores(EXAMPLE, rest, submitting=True, claims=out)
    assert refused.value.code == "nothing_applicable"


def test_no_claim_of_not_applicable_where_the_rulebook_takes_none() -> None:
    with pytest.raises(Refusal) as refused:
        check_scores(EXAMPLE, {number("A"): ScoreSpec(na=True)}, submitting=False)
    assert (refused.value.status, refused.value.code) == (422, "na_not_allowed")
    assert refused.value.facts == {"criterion_id": str(number("A"))}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (None, None),
        ("-0", "0"),
        ("-00.000", "0"),
        ("0", "0"),
        ("007", "7"),
        ("3.50", "3.5"),
        ("-2.50", "-2.5"),
        ("0.25", "0.25"),
        ("10", "10"),
        ("٣", "٣"),
        ("1e0", "1e0"),
    ],
)
def test_points_are_kept_in_one_spelling(sent: str | None, kept: str | None) -> None:
    assert plain_points(sent) == kept


REASONED = node("R", comment="required")
ENDS = node("E", minimum=Fraction(1), maximum=Fraction(3), comment="extremes")


@pytest.mark.parametrize(
    ("leaf", "points", "comment", "asked"),
    [
        (REASONED, "3", None, True),
        (REASONED, "3", " \n", True),
        (REASONED, "3", "لأن الأثر مقيس", False),
        (ENDS, "1", None, True),
        (ENDS, "3.0", "", True),
        (ENDS, "2", None, False),
        (node("X"), "5", None, False),
        (node("N", comment="none"), "0", None, False),
    ],
)
def test_a_mark_says_why_where_the_rubric_asks(
    leaf: CriterionSpec, points: str, comment: str | None, asked: bool
) -> None:
    scores = {leaf.code: ScoreSpec(points=points, comment=comment)}
    by_id = {number(code): score for code, score in scores.items()}
    check_scores([leaf], by_id, submitting=False)
    if asked:
        at = ("scores", str(leaf.id), "comment")
        assert problems([leaf], scores, submitting=True) == [(at, "comment_missing")]
    else:
        check_scores([leaf], by_id, submitting=True)


def test_what_does_not_apply_needs_no_why() -> None:
    """The chair took the criterion out of the entry: the mark that was given before counts no more."""
    other = node("O")
    marks = {REASONED.id: ScoreSpec(points="3"), other.id: ScoreSpec(points="2")}
    out = Claims(allowed=True, accepted=frozenset({REASONED.id}))
    check_scores([REASONED, other], marks, submitting=True, claims=out)
