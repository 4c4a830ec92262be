"""Plans under rules on composition, by fit, with pins; repairs; why; what is told when none exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from app.judging.assignments import plan_rules
from app.judging.assignments.allocation import Diagnosis, Goal, Infeasible, Problem, Undecided
from app.judging.assignments.allocation.problem import Conflict, Relaxation
from app.judging.assignments.bid_rules import BidValue
from app.judging.assignments.diagnosis_rules import infeasible
from app.judging.assignments.plan_rules import draw, why
from app.judging.assignments.problem_rules import build
from app.judging.assignments.rules import Bar, PlanKind
from app.judging.assignments.world_rules import (
    JurorSpec,
    Lowered,
    Weights,
    Wish,
    World,
    digest,
    excluded_pairs,
    fit,
    parts,
    shared_employers,
)
from app.judging.panels.composition_rules import Composition
from app.judging.panels.rules import Origin
from app.kit.errors import Refusal
from tests.judging.assignments.test_plan_rules import C, E, J, entry, ident, spread, world

REPAIR = Wish(PlanKind.repair, 2)


def person(number: int, origin: str = "local", **values: Any) -> JurorSpec:
    made = JurorSpec(ident(J, number), f"محكّم {number}", f"Juror {number}", None)
    return replace(made, origin=Origin(origin), **values)


def panel(many: int, *jurors: JurorSpec, **values: Any) -> World:
    return replace(world(many, 0), jurors=jurors, **values)


def refused(made: World, wish: Wish) -> dict[str, Any]:
    with pytest.raises(Refusal) as found:
        draw(made, wish)
    return {"code": found.value.code} | found.value.facts


def readers_of(pairs: Collection[tuple[UUID, UUID]], number: int) -> set[int]:
    return {juror.int & 0xFFFF for one, juror in pairs if one == ident(E, number)}


def test_every_entry_has_what_the_panel_asks_for() -> None:
    """Of each origin one, two who read Arabic, one of an employer: crossing rules, kept by all."""
    jurors = [person(n, ("international", "regional", "local")[n % 3]) for n in range(9)]
    jurors[0] = replace(jurors[0], languages=frozenset({"en"}))
    jurors[3] = replace(jurors[3], languages=frozenset({"en"}))
    jurors[1] = replace(jurors[1], employer="جامعة")
    jurors[2] = replace(jurors[2], employer="جامعة")
    rules = Composition(international=1, regional=1, local=1, readers=2, per_employer=1)
    drawn = draw(panel(9, *jurors, composition=rules), spread(3))
    for number in range(9):
        mine = readers_of(drawn.pairs, number)
        assert sorted(at % 3 for at in mine) == [0, 1, 2]
        assert len(mine - {0, 3}) >= 2
        assert len(mine & {1, 2}) < 2
    assert drawn.measured is not None
    assert drawn.measured.means
    assert drawn.connected


def test_who_does_not_read_the_language_is_left_out() -> None:
    english = person(2, languages=frozenset({"en"}))
    made = panel(2, person(0), person(1), english, composition=Composition(only_readers=True))
    assert {(one.juror_id, one.reason) for one in excluded_pairs(made)} == {
        (english.id, Bar.language)
    }
    assert english.id not in {one for _, one in draw(made, spread(2)).pairs}


def test_each_language_of_an_entry_has_its_readers() -> None:
    """The first entry is in English, the second in both; the others say nothing: the panel's."""
    both, english = frozenset({"ar", "en"}), frozenset({"en"})
    people = [person(0), person(1), person(2, languages=english), person(3, languages=english)]
    made = panel(4, *people, person(4, languages=both), composition=Composition(readers=1))
    spoken = (english, both, frozenset(), frozenset())
    made = replace(
        made,
        entries=tuple(
            replace(one, languages=of) for one, of in zip(made.entries, spoken, strict=True)
        ),
    )
    wish = Wish(PlanKind.spread, 2)
    pairs = draw(made, wish).pairs
    assert readers_of(pairs, 0) & {2, 3, 4}
    assert readers_of(pairs, 1) & {0, 1, 4}
    assert readers_of(pairs, 1) & {2, 3, 4}
    assert readers_of(pairs, 2) & readers_of(pairs, 3) & {0, 1, 4}
    # The fit is the share of the entry's languages that a juror reads.
    first, second, third = made.entries[:3]
    read = [fit(made, entry, people[0])["language"] for entry in (first, second, third)]
    assert read == [0.0, 0.5, 1.0]
    # What others hold counts by language.
    held = replace(
        made,
        jurors=made.jurors[:2],
        others=made.jurors[4:],
        elsewhere=frozenset({(second.id, made.jurors[4].id)}),
        entries=(replace(second, taken=1), third),
    )
    assert len(draw(held, wish).pairs) == 3
    alone = replace(made, jurors=made.jurors[:2], entries=(first,))
    said = refused(alone, wish)
    assert (said["group"], {one["group"] for one in said["options"]}) == ("readers", {"readers"})
    # Nobody is given what they read no language of.
    strict = replace(made, composition=Composition(only_readers=True))
    assert {
        (one.entry_id, one.juror_id) for one in draw(strict, Wish(PlanKind.spread, 1)).excluded
    } == {
        *((first.id, made.jurors[at].id) for at in (0, 1)),
        *((entry.id, made.jurors[at].id) for entry in made.entries[2:] for at in (2, 3)),
    }
    assert parts(made)["entries"] != parts(panel(4, *made.jurors))["entries"]


def test_those_chosen_for_a_whole_category_keep_the_rules_or_a_way_out_is_picked() -> None:
    rules = Composition(international=1, readers=2, per_employer=1)
    people = [person(0), person(1), person(2, "regional", languages=frozenset({"en"}))]
    made = panel(3, *people, composition=rules)
    wish = Wish(PlanKind.category, 1)
    said = refused(made, wish)
    assert (said["group"], said["needed"], said["available"]) == ("international", 1, 0)
    ways = {one["kind"]: one for one in said["options"]}
    lower = ways["lower_minimum"]
    assert (lower["group"], lower["least"], lower["total"]) == ("international", 0, 3)
    assert "lower_k" not in ways
    lowered = replace(wish, lower_minimum=(Lowered("international", 0),))
    assert len(draw(made, lowered).pairs) == 9
    abroad = replace(made, jurors=(*made.jurors, person(3, "international")))
    assert len(draw(abroad, wish).pairs) == 12
    # Who is barred from one entry is missed there alone.
    barred = replace(abroad, barred_entries=frozenset({(abroad.jurors[3].id, made.entries[1].id)}))
    assert refused(barred, wish)["entries"] == [made.entries[1].number]
    # A rule may ask for more than were chosen.
    strict = replace(made, composition=Composition(international=4))
    for kind in (PlanKind.category, PlanKind.spread):
        assert refused(strict, Wish(kind, 2))["group"] == "international"
    # What stands already is not asked about again.
    everything = frozenset((entry.id, one.id) for entry in made.entries for one in made.jurors)
    assert draw(replace(made, live=everything), wish).pairs == ()


def test_what_others_hold_counts_for_the_rules() -> None:
    """A foreign juror outside the scope reads the entry: the rule on origin is kept by them."""
    others = (person(7, "international", employer="جامعة"),)
    made = panel(
        1,
        person(0, employer="جامعة"),
        person(1),
        entries=(entry(0, taken=1),),
        others=others,
        elsewhere=frozenset({(ident(E, 0), ident(J, 7))}),
        composition=Composition(international=1, per_employer=1),
    )
    assert draw(made, spread(2)).pairs == ((ident(E, 0), ident(J, 1)),)
    assert draw(made, spread(1)).pairs == ()  # no seat is free: nothing is asked


def test_expertise_language_and_bids_decide_within_even_loads() -> None:
    """Two categories, an expert in each; who would rather not read an entry does not."""
    c0, c1 = ident(C, 0), ident(C, 1)
    jurors = (
        person(0, expertise={c0: 3, c1: 0}),
        person(1, expertise={c0: 0, c1: 3}),
        person(2, expertise={c0: 3, c1: 0}),
        person(3, expertise={c0: 0, c1: 3}),
    )
    entries = tuple(entry(n, category=n % 2) for n in range(8))
    made = panel(
        8, *jurors, entries=entries, bids={(ident(J, 0), ident(E, 0)): BidValue.rather_not}
    )
    drawn = draw(made, spread(1))
    assert readers_of(drawn.pairs, 0) == {2}
    assert all(readers_of(drawn.pairs, n) <= ({0, 2} if n % 2 == 0 else {1, 3}) for n in range(8))
    loads = Counter(one for _, one in drawn.pairs)
    assert max(loads.values()) - min(loads.values()) <= 2
    assert drawn.measured is not None
    means = dict(drawn.measured.means)
    # Expertise 3 of 3, language read, no bid: (3 + 2 + 1) of 7.
    assert means[ident(E, 1)] == round(6 / 7, 4)
    assert drawn.measured.worst <= drawn.measured.worst_bound + 1e-9
    # Without weights nothing tells jurors apart.
    flat = draw(made, spread(1, weights=Weights(0, 0, 0)))
    assert flat.measured is not None
    assert flat.measured.means == ()
    # Where nobody bid, a bid weighs nothing and a full fit is a full fit.
    silent = draw(replace(made, bids={}), spread(1))
    assert silent.measured is not None
    assert dict(silent.measured.means)[ident(E, 1)] == 1.0


def test_fit_decides_where_nothing_joins_the_entries_within_these_loads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Joining starts from another allocation than the even one and may fail where that one was."""
    solved = plan_rules.solve

    def apart(problem: Problem, goal: Goal, step: Any) -> Any:
        if goal.connected and problem.affinity.any():
            raise Infeasible(Diagnosis(None, []))
        return solved(problem, goal, step)

    monkeypatch.setattr(plan_rules, "solve", apart)
    made = panel(4, *(person(n, expertise={ident(C, 0): n}) for n in range(4)))
    assert len(draw(made, spread(2)).pairs) == 8


def test_a_search_without_an_answer_says_what_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(*_: object) -> Any:
        raise Undecided("integer program: solution limit")

    monkeypatch.setattr(plan_rules, "solve", unsure)
    with pytest.raises(Refusal) as refused:
        draw(panel(4, *(person(n) for n in range(4))), spread(2))
    assert (refused.value.code, refused.value.status) == ("plan_undecided", 409)


def test_silence_is_neither_for_nor_against() -> None:
    made = panel(1, person(0), person(1), bids={(ident(J, 1), ident(E, 0)): "can"})
    first, second = (fit(made, made.entries[0], one) for one in made.jurors)
    assert first == second == {"expertise": 0.5, "language": 1.0, "bid": 0.5}


def test_pins_and_forbidden_pairs() -> None:
    made = panel(2, *(person(n) for n in range(3)))
    pinned, forbidden = (ident(E, 0), ident(J, 2)), (ident(E, 1), ident(J, 2))
    stranger = (ident(E, 9), ident(J, 0))
    wish = spread(1, pins=frozenset({pinned, stranger}), forbids=frozenset({forbidden}))
    drawn = draw(made, wish)
    assert pinned in drawn.pairs
    assert forbidden not in drawn.pairs
    assert [one.reason for one in drawn.excluded] == [Bar.forbidden]
    barred = replace(made, barred_entries=frozenset({(ident(J, 2), ident(E, 0))}))
    said = refused(barred, wish)
    assert (said["code"], said["number"], said["bar"]) == ("pin_barred", 100, "conflict")


# ------------------------------------------------------------------ what cannot be


def test_a_missing_origin_is_diagnosed_and_each_way_out_solves() -> None:
    made = panel(
        4, person(0), person(1), person(2), composition=Composition(international=1, local=1)
    )
    said = refused(made, spread(2))
    assert (said["rule"], said["group"], said["jurors"]) == ("minimum", "international", [])
    options = {one["kind"]: one for one in said["options"]}
    lower, invite = options["lower_minimum"], options["invite"]
    assert {one["to"] for one in lower["changes"]} == {0}
    ids = frozenset(UUID(one["id"]) for one in lower["changes"])
    lowered = (Lowered("international", 0, ids),)
    assert len(draw(made, spread(2, lower_minimum=lowered)).pairs) == 8
    assert len(draw(made, spread(2, lower_minimum=(Lowered("international", 0),))).pairs) == 8
    # An invitation leaves its seats empty until then.
    assert {(one["to"], one["least"]) for one in invite["changes"]} == {(1, 0)}
    lower_k = {UUID(one["id"]): one["to"] for one in invite["changes"]}
    drawn = draw(made, spread(2, lower_minimum=lowered, lower_k=lower_k))
    assert len(drawn.pairs) == 4


def test_a_least_load_that_cannot_be_is_lowered() -> None:
    made = panel(2, person(0), person(1), person(2))
    said = refused(made, spread(1, min_load=1))
    assert said["rule"] == "load_min"
    option = next(one for one in said["options"] if one["kind"] == "lower_load_min")
    lower = {UUID(one["id"]): one["to"] for one in option["changes"]}
    assert list(lower.values()) == [0]
    assert len(draw(made, spread(1, min_load=1, lower_min_load=lower)).pairs) == 2


def test_an_employer_that_is_everywhere() -> None:
    jurors = (person(n, employer="جامعة") for n in range(3))
    said = refused(panel(2, *jurors, composition=Composition(per_employer=1)), spread(2))
    assert said["rule"] in ("seats", "minimum")
    assert {one["kind"] for one in said["options"]} == {"lower_k"}


def test_what_is_held_beyond_an_employer_limit_stays() -> None:
    """Two of one employer hold the entry already, a third of it is elsewhere: no more of it come."""
    colleagues = [person(n, employer="جامعة") for n in range(3)]
    made = panel(
        2,
        *colleagues,
        person(3),
        entries=(entry(0, taken=1), entry(1)),
        others=(person(8), person(9, employer="جامعة")),
        elsewhere=frozenset({(ident(E, 0), ident(J, 8)), (ident(E, 0), ident(J, 9))}),
        live=frozenset((ident(E, 0), one.id) for one in colleagues[:2]),
        bids={(ident(J, 9), ident(E, 0)): "want"},
        composition=Composition(per_employer=1),
    )
    assert draw(made, spread(4, lower_k={ident(E, 1): 1})).pairs[0] == (ident(E, 0), ident(J, 3))
    loose = replace(made, composition=Composition(per_employer=4))
    assert len(draw(loose, spread(4)).pairs) == 5


# ------------------------------------------------------------------ repairs


def full(entries: int, k: int, *jurors: JurorSpec) -> frozenset[tuple[UUID, UUID]]:
    return frozenset(
        (ident(E, e), jurors[(e + at) % len(jurors)].id) for e in range(entries) for at in range(k)
    )


def test_a_repair_fills_what_is_empty_and_moves_nothing() -> None:
    jurors = tuple(person(n) for n in range(4))
    live = full(6, 2, *jurors)
    lost = frozenset(pair for pair in live if pair[1] == ident(J, 0))
    left = panel(6, *jurors[1:], live=live - lost)
    drawn = draw(left, REPAIR)
    assert (len(drawn.pairs), drawn.removed, drawn.empty, drawn.minimal) == (3, (), 3, True)
    assert {one for one, _ in drawn.pairs} == {one for one, _ in lost}
    assert draw(replace(left, live=left.live | set(drawn.pairs)), REPAIR).pairs == ()


def test_a_repair_moves_what_nobody_began_only_where_it_must() -> None:
    """Entry 0 may only be read by juror 0, who is full: one of theirs, not begun, goes to another."""
    jurors = (person(0), person(1))
    live = frozenset({(ident(E, 1), ident(J, 0)), (ident(E, 2), ident(J, 0))})
    made = panel(
        3,
        *jurors,
        live=live,
        begun=frozenset({(ident(E, 1), ident(J, 0))}),
        barred_entries=frozenset({(ident(J, 1), ident(E, 0))}),
    )
    wish = Wish(PlanKind.repair, 1, max_load=2)
    drawn = draw(made, wish)
    assert drawn.pairs == ((ident(E, 0), ident(J, 0)), (ident(E, 2), ident(J, 1)))
    assert drawn.removed == ((ident(E, 2), ident(J, 0)),)
    assert (drawn.empty, drawn.minimal) == (1, False)
    begun = replace(made, begun=live)
    assert refused(begun, wish)["code"] == "infeasible"
    assert digest(begun, wish) != digest(made, wish)
    assert digest(begun, spread(1)) == digest(made, spread(1))


# ------------------------------------------------------------------ why


def test_why_this_juror_and_why_not_that_one() -> None:
    c0 = ident(C, 0)
    expert, other = person(0, expertise={c0: 3}), person(1, expertise={c0: 1})
    barred = person(2)
    made = panel(2, expert, other, barred, barred_entries=frozenset({(barred.id, ident(E, 0))}))
    wish = spread(1, max_load=1)
    pairs = frozenset(draw(made, wish).pairs)
    mine = next(juror for one, juror in pairs if one == ident(E, 0))
    chosen = why(made, wish, pairs, ident(E, 0), mine)
    assert (chosen.assigned, chosen.bar, chosen.blocking, chosen.load) == (True, None, None, 1)
    assert chosen.load_max == 1
    assert chosen.fit["language"] == 1.0
    against = why(made, wish, pairs, ident(E, 0), barred.id)
    assert (against.assigned, against.bar, against.rank) == (False, Bar.conflict, 0)
    assert (against.blocking, against.affinity, against.loss) == ("illegal", None, None)
    free = ({expert.id, other.id} - {mine}).pop()
    not_chosen = why(made, wish, pairs, ident(E, 0), free)
    assert not_chosen.blocking in ("load_max", "not_chosen")
    alone = panel(1, expert)
    only = why(alone, spread(1), frozenset({(ident(E, 0), expert.id)}), ident(E, 0), expert.id)
    assert (only.loss, only.load_max) == (None, None)


# ------------------------------------------------------------------ what changed


def test_each_part_of_the_world_has_its_own_digest() -> None:
    made = panel(2, person(0), person(1))
    pair = (ident(J, 0), ident(E, 0))
    changes: dict[str, World] = {
        "entries": replace(made, entries=made.entries[:1]),
        "jurors": replace(made, jurors=(person(0), person(1, expertise={ident(C, 0): 2}))),
        "conflicts": replace(made, barred_entries=frozenset({pair})),
        "assignments": replace(made, live=frozenset({pair[::-1]})),
        "rules": replace(made, composition=Composition(local=1)),
        "bids": replace(made, bids={pair: BidValue.want}),
    }
    base = parts(made)
    assert changes.keys() == base.keys()
    for name, other in changes.items():
        assert [key for key, value in parts(other).items() if value != base[key]] == [name]
        assert digest(other, spread(1)) != digest(made, spread(1))
    wishes = [
        spread(1),
        spread(1, min_load=1),
        spread(1, lower_min_load={ident(J, 0): 0}),
        spread(1, lower_minimum=(Lowered("local", 0),)),
        spread(1, lower_minimum=(Lowered("local", 0, frozenset({ident(E, 0)})),)),
        spread(1, pins=frozenset({pair[::-1]})),
        spread(1, forbids=frozenset({pair[::-1]})),
        spread(1, weights=Weights(1, 1, 1)),
    ]
    assert len({digest(made, one) for one in wishes}) == len(wishes)


# ------------------------------------------------------------------ what a juror accepted


def test_nobody_is_given_more_than_they_accepted() -> None:
    """Juror 0 agreed to three in a round, one of which is elsewhere: at most two here."""
    jurors = (person(0, accepted=3, load=1), person(1), person(2, accepted=9))
    made = panel(6, *jurors)
    loads = Counter(juror for _, juror in draw(made, spread(1)).pairs)
    assert loads[ident(J, 0)] == 2
    assert sum(loads.values()) == 6
    said = why(made, spread(1), frozenset(draw(made, spread(1)).pairs), ident(E, 0), ident(J, 0))
    assert said.load_max == 2
    free = why(made, spread(1), frozenset(), ident(E, 0), ident(J, 1))
    assert free.load_max is None
    assert digest(panel(6, person(0)), spread(1)) != digest(panel(6, jurors[0]), spread(1))


def test_a_way_out_asks_nobody_for_more_than_they_accepted() -> None:
    """Six entries, three jurors with one each: the bound is raised for who accepted more."""
    jurors = (person(0, accepted=1), person(1, accepted=4), person(2))
    said = refused(panel(6, *jurors), spread(1, max_load=1))
    raised = next(one for one in said["options"] if one["kind"] == "raise_load_max")
    assert raised["to"] == 3
    assert [one["id"] for one in raised["changes"]] == [str(ident(J, 1)), str(ident(J, 2))]
    solved = draw(panel(6, *jurors), spread(1, max_load=raised["to"]))
    loads = Counter(juror for _, juror in solved.pairs)
    assert [loads[ident(J, at)] for at in range(3)] == [1, 3, 2] or loads[ident(J, 0)] == 1
    # Where everybody's own word binds, no bound helps, and none is offered.
    bound = tuple(person(at, accepted=1) for at in range(3))
    for wish in (spread(1), spread(1, max_load=1)):
        kinds = {one["kind"] for one in refused(panel(6, *bound), wish)["options"]}
        assert "raise_load_max" not in kinds
        assert "lower_k" in kinds


def test_a_long_way_out_names_the_first_and_serves_all() -> None:
    """More entries than are named: what the option says for all is the least of all."""
    said = refused(world(205, 2), spread(2, max_load=204))
    option = next(one for one in said["options"] if one["kind"] == "raise_load_max")
    assert (option["to"], option["total"], option["units"]) == (205, 2, 2)
    fewer = next(one for one in refused(world(205, 1), spread(2))["options"])
    assert (fewer["kind"], fewer["total"], len(fewer["changes"])) == ("lower_k", 205, 200)
    assert (fewer["to"], fewer["units"]) == (1, 205)


@pytest.mark.parametrize(
    ("pairs", "options", "words"),
    [([], [], "عدة محكّمين جدد"), ([[0, 1]], [], ""), ([], [1], "")],
)
def test_what_nothing_small_would_join_says_what_would(
    pairs: list[list[int]], options: list[int], words: str
) -> None:
    made, wish = world(2, 2), spread(1)
    asked = build(made, wish).problem
    which, named = np.arange(2), np.array(pairs, np.int64).reshape(-1, 2)
    conflict = Conflict(which, which, 1, 0, "connected", named)
    ways = [Relaxation("lower_k", np.array([one]), np.array([1])) for one in options]
    said = infeasible(made, wish, asked, Diagnosis(conflict, ways))
    assert (words or "سلسلة") in said.sentence
    assert ("عدة محكّمين" in said.sentence) == bool(words)


def test_bounds_are_of_any_plan_and_a_whole_category_leaves_no_seat_over() -> None:
    """One expert among three: fit alone would give them all, even loads may not, and that is told."""
    c0 = ident(C, 0)
    jurors = (person(0, expertise={c0: 3}), *(person(n, expertise={c0: 0}) for n in (1, 2)))
    made = panel(9, *jurors)
    measured = draw(made, spread(1)).measured
    assert measured is not None
    assert (measured.total_bound, measured.worst_bound) == (9.0, 1.0)
    assert measured.total < 8
    every = Wish(PlanKind.category, 1)
    pairs = frozenset(draw(made, every).pairs)
    assert len(pairs) == 27
    said = why(made, every, pairs, ident(E, 0), ident(J, 0))
    assert (said.assigned, said.loss) == (True, None)  # nobody is left who could take the seat


def test_one_employer_by_register_or_by_either_name_is_one() -> None:
    """Chosen from the register, written in Arabic, written in English, and one who says nothing."""
    marks = {
        ident(J, 0): frozenset({"id-7", "جامعه"}),
        ident(J, 1): frozenset({"university"}),
        ident(J, 2): frozenset({"بلديه"}),
        ident(J, 3): frozenset({"جامعه", "university"}),
        ident(J, 4): frozenset[str](),
    }
    found = shared_employers(marks)
    assert found.keys() == {ident(J, n) for n in range(4)}
    assert found[ident(J, 0)] == found[ident(J, 1)] == found[ident(J, 3)] != found[ident(J, 2)]
