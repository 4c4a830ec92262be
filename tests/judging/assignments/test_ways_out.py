"""Every way out that is offered solves; whole categories keep to what was accepted; repairs even out."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from app.judging.assignments.plan_rules import draw, why
from app.judging.assignments.rules import PlanKind
from app.judging.assignments.world_rules import Lowered, Wish, World, digest
from app.judging.panels.composition_rules import Composition
from app.kit.errors import Refusal
from tests.judging.assignments.test_composed_plans import REPAIR, panel, person, readers_of, refused
from tests.judging.assignments.test_plan_rules import C, E, J, ident

SEEDS = 120


def relax(wish: Wish, option: dict[str, Any]) -> Wish:
    """As `relax` of the page (`model/goal.ts`), where every change is named."""
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
    if kind is PlanKind.repair:  # jurors hold entries already, and have begun some of them
        free = [
            (ident(E, entry), ident(J, juror))
            for entry in range(many)
            for juror in range(len(jurors))
            if (juror, entry) not in barred
        ]
        live = rng.sample(free, rng.randint(0, len(free)))
        begun = live[: rng.randint(0, min(2, len(live)))]
        made = replace(made, live=frozenset(live), begun=frozenset(begun))
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


def test_a_whole_category_keeps_to_one_employer_and_to_the_loads_accepted() -> None:
    """Two of one university, and one who signed for two of four: fewer jurors is the way out."""
    wish = Wish(PlanKind.category, 1)
    people = [person(0, employer="جامعة"), person(1, employer="جامعة"), person(2, accepted=2)]
    made = panel(4, *people, composition=Composition(per_employer=1))
    said = refused(made, wish)
    assert (said["rule"], said["needed"] - said["available"]) == ("seats", 4)
    assert said["bound"] is None  # both of them, neither alone
    content = {ident(E, at): 2 if at < 2 else 1 for at in range(4)}
    drawn = draw(made, replace(wish, lower_k=content))
    assert (len(drawn.pairs), drawn.short) == (6, ())
    assert all(len({0, 1} & readers_of(drawn.pairs, at)) == 1 for at in range(4))
    assert sum(juror == ident(J, 2) for _, juror in drawn.pairs) == 2
    # Each alone is named, and its own way out solves.
    for other, bound in ((people[:2], "employer"), (people[1:], "accepted")):
        alone = replace(made, jurors=tuple(other))
        said = refused(alone, wish)
        (way,) = said["options"]
        assert (said["bound"], way["kind"]) == (bound, "lower_k")
        fewer = {UUID(one["id"]): one["to"] for one in way["changes"]}
        drawn = draw(alone, replace(wish, lower_k=fewer))
        assert len(drawn.pairs) == sum(fewer.get(ident(E, at), 2) for at in range(4))
        assert drawn.digest == digest(alone, replace(wish, lower_k=fewer))
    # Why one of them is not there: the employer's other, or what they signed for.
    for other, blocking, family in (
        (people[:2], "composition", "employer"),
        (people[1:], "load_max", ""),
    ):
        alone, fewer = replace(made, jurors=tuple(other)), replace(wish, most_per_entry=1)
        pins = frozenset((ident(E, at), other[-1].id) for at in range(2))
        pairs = frozenset(draw(alone, replace(fewer, pins=pins)).pairs)
        out = next(one.id for one in other if (ident(E, 3), one.id) not in pairs)
        if family:
            asked = why(alone, fewer, pairs, ident(E, 3), out)
        else:
            asked = why(alone, fewer, pairs, ident(E, 3), other[-1].id)
        assert (asked.assigned, asked.blocking, asked.family) == (False, blocking, family)
    # For all entries alike; a pin says who stays, and who is left out leaves room.
    one = replace(wish, most_per_entry=1)
    pins = frozenset({(ident(E, 0), ident(J, 1))})
    for asked in (
        replace(one, pins=pins),
        replace(wish, forbids=frozenset((ident(E, at), ident(J, int(at == 0))) for at in range(4))),
    ):
        drawn = draw(replace(made, jurors=tuple(people[:2])), asked)
        assert (len(drawn.pairs), readers_of(drawn.pairs, 0)) == (
            4,
            {1} if asked.pins else {0},
        )
    assert digest(made, one) != digest(made, wish)


def test_a_repair_changes_least_then_evens_the_loads_and_makes_room_for_who_is_new() -> None:
    """An expert reads as little more as the others; who joins a full round is given what nobody began."""
    c0 = ident(C, 0)
    people = [person(0, expertise={c0: 3}), *(person(at, expertise={c0: 0}) for at in range(1, 4))]
    stand = frozenset((ident(E, at), ident(J, 1 + at % 3)) for at in range(12))
    drawn = draw(panel(12, *people, live=stand), REPAIR)
    assert (len(drawn.pairs), drawn.removed, drawn.minimal) == (12, (), True)
    load = Counter(juror for _, juror in (*stand, *drawn.pairs))
    assert sorted(load.values()) == [6, 6, 6, 6]
    # Everything is assigned, a fourth juror comes, one seat was begun.
    full = frozenset(
        (ident(E, at), ident(J, 1 + (at + more) % 3)) for at in range(12) for more in (0, 1)
    )
    begun = frozenset({(ident(E, 0), ident(J, 1))})
    made = panel(12, *people, live=full, begun=begun)
    assert draw(made, REPAIR).pairs == ()
    moved = draw(made, replace(REPAIR, max_load=6))
    assert (len(moved.pairs), len(moved.removed)) == (6, 6)
    assert {juror for _, juror in moved.pairs} == {ident(J, 0)}
    assert not begun & set(moved.removed)


def test_why_is_told_beside_seats_that_are_empty_by_now() -> None:
    """The best of three, while another entry waits for a juror: without them the plan loses."""
    c0 = ident(C, 0)
    people = [person(at, expertise={c0: 3 - at}) for at in range(3)]
    stand = frozenset({(ident(E, 0), ident(J, 0)), (ident(E, 0), ident(J, 1))})
    made = panel(2, *people, live=stand)
    said = why(made, Wish(PlanKind.spread, 2), stand, ident(E, 0), ident(J, 0))
    assert said.loss is not None
    assert said.loss > 0


def test_a_repair_is_measured_and_takes_a_forbidden_seat_that_nobody_began() -> None:
    c0 = ident(C, 0)
    people = [person(at, expertise={c0: at}) for at in range(3)]
    stand = frozenset((ident(E, at), ident(J, who)) for at in range(2) for who in (0, 1))
    made = panel(2, *people, live=stand, begun=frozenset({(ident(E, 0), ident(J, 0))}))
    gone = frozenset((ident(E, at), ident(J, 1)) for at in range(2))
    drawn = draw(made, replace(REPAIR, forbids=gone | made.begun))
    assert (set(drawn.removed), {juror for _, juror in drawn.pairs}) == (gone, {ident(J, 2)})
    assert drawn.measured is not None
    assert len(drawn.measured.means) == 2


def test_the_bound_that_is_offered_is_the_lowest_that_serves_all() -> None:
    """Six seats a bound of four leaves empty: the least that serves is tried, not what one would take."""
    made = panel(10, *(person(at) for at in range(4)))
    ways = {
        one["kind"]: one for one in refused(made, Wish(PlanKind.spread, 2, max_load=4))["options"]
    }
    assert ways["raise_load_max"]["to"] == 5
