"""Which panel of a round judges which category."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from app.judging.assignments.rules import plan_panel
from app.judging.panels.reach_rules import (
    Reach,
    check_panel_idle,
    check_reach,
    judges,
    named,
    panel_for,
    rest_of,
    uncovered,
)
from app.kit.errors import Refusal
from app.kit.i18n import Pair

pytestmark = pytest.mark.once

HEALTH, SCHOOLS, ROADS = uuid4(), uuid4(), uuid4()
NAMES = {HEALTH: Pair("الصحة", "Health"), SCHOOLS: Pair("التعليم", "Education")}


def reach(*categories: UUID) -> Reach:
    return Reach(uuid4(), Pair("لجنة", "Panel"), frozenset(categories))


def test_each_category_has_one_panel() -> None:
    first, rest = reach(HEALTH), reach()
    assert named([first, rest]) == {HEALTH}
    assert (rest_of([first]), rest_of([first, rest])) == (None, rest)
    assert panel_for(HEALTH, [first, rest]) is first
    assert panel_for(SCHOOLS, [first, rest]) is rest
    assert panel_for(SCHOOLS, [first]) is None
    assert uncovered([HEALTH, SCHOOLS], [first]) == [SCHOOLS]
    assert uncovered([HEALTH, SCHOOLS], [first, rest]) == []
    assert judges([rest.id], SCHOOLS, [[first], [first, rest]])
    assert not judges([rest.id], HEALTH, [[first], [first, rest]])


def test_panels_of_a_round_share_nothing() -> None:
    first, rest = reach(HEALTH, ROADS), reach()
    check_reach([SCHOOLS], [first, rest], NAMES)
    check_reach([], [first], NAMES)
    cases = [
        ([], [first, rest], "panel_rest_taken"),
        ([SCHOOLS, HEALTH], [first], "panel_categories_taken"),
    ]
    for wanted, others, code in cases:
        with pytest.raises(Refusal) as refused:
            check_reach(wanted, others, NAMES)
        assert (refused.value.status, refused.value.code) == (422, code)
    assert (refused.value.facts["category"], refused.value.facts["panel"].en) == ("الصحة", "Panel")


def test_a_panel_goes_while_nobody_judges_for_it() -> None:
    check_panel_idle(0, Pair("لجنة", "Panel"))
    with pytest.raises(Refusal) as refused:
        check_panel_idle(2, Pair("لجنة", "Panel"))
    assert (refused.value.status, refused.value.code, refused.value.facts["count"]) == (
        409,
        "panel_at_work",
        2,
    )


def test_a_plan_is_for_one_panel() -> None:
    one, two = uuid4(), uuid4()
    assert (plan_panel(None, []), plan_panel(None, [one]), plan_panel(two, [one, two])) == (
        None,
        one,
        two,
    )
    for wanted, code in ((None, "plan_panel_missing"), (uuid4(), "plan_panel_unknown")):
        with pytest.raises(Refusal) as refused:
            plan_panel(wanted, [one, two])
        assert (refused.value.status, refused.value.code) == (422, code)
