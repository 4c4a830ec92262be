"""Every way out that is offered solves, applied as the page applies it (`model/goal.ts`, `relax`)."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.judging.assignments.plan_rules import draw
from app.judging.assignments.rules import PlanKind
from app.judging.assignments.world_rules import Lowered, Wish, World
from app.judging.panels.composition_rules import Composition
from app.kit.errors import Refusal
from tests.judging.assignments.test_composed_plans import panel, person
from tests.judging.assignments.test_plan_rules import E, J, ident

SEEDS = 40


def relax(wish: Wish, option: dict[str, Any]) -> Wish:
    """As `relax` of the page, where every change is named."""
    for one in (option, *option["also"]):
        each = {UUID(change["id"]): max(change["to"], 0) for change in one["changes"]}
        if one["kind"] == "raise_load_max":
            wish = replace(wish, max_load=max(wish.max_load or 0, one["to"]))
        if one["kind"] == "lower_load_min":
            wish = replace(wish, lower_min_load={**wish.lower_min_load, **each})
        if one["kind"] in ("lower_k", "invite"):
            wish = replace(wish, lower_k={**wish.lower_k, **each})
        if one["group"] and one["kind"] in ("lower_minimum", "invite"):
            fall = Lowered(one["group"], one["least"], frozenset(each))
            wish = replace(wish, lower_minimum=(*wish.lower_minimum, fall))
    return wish


def instance(rng: random.Random) -> tuple[World, Wish]:
    """More asked for than there is: few of a group, few who read, low loads, bars."""
    jurors = [
        person(
            at,
            rng.choice(("local", "local", "local", "regional", "international")),
            languages=frozenset(rng.choice((("ar",), ("ar",), ("en",), ("ar", "en")))),
            accepted=rng.choice((None, None, 2)),
            employer=rng.choice(("", "", "جامعة")),
        )
        for at in range(rng.randint(3, 6))
    ]
    least = {
        group: rng.randint(0, 2)
        for group in rng.sample(("international", "regional", "local", "readers"), 3)
    }
    per_employer = rng.choice((None, 1))
    many = rng.randint(2, 5)
    barred = {(rng.randrange(len(jurors)), rng.randrange(many)) for _ in range(rng.randint(0, 3))}
    made = panel(
        many,
        *jurors,
        composition=Composition(**least, per_employer=per_employer),
        barred_entries=frozenset((ident(J, juror), ident(E, one)) for juror, one in barred),
    )
    kind = rng.choice((PlanKind.spread, PlanKind.spread, PlanKind.category, PlanKind.repair))
    most = rng.choice((None, 2, 4)) if kind is not PlanKind.category else None
    floor = rng.choice((0, 0, 2)) if kind is PlanKind.spread else 0
    return made, Wish(kind, rng.randint(2, 4), max_load=most, min_load=floor)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_way_out_solves(seed: int) -> None:
    made, wish = instance(random.Random(seed))
    try:
        draw(made, wish)
    except Refusal as refusal:
        options = refusal.facts["options"]
    else:
        return
    for option in options:
        draw(made, relax(wish, option))
