"""Drawing plans: legal pairs with a reason for the others, even loads, and a diagnosis people read."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.judging.assignments.allocation import BadInput, Problem
from app.judging.assignments.plan_rules import draw
from app.judging.assignments.rules import (
    Bar,
    Pairing,
    PlanKind,
    check_may_unassign,
    check_pairing,
    check_plan_open,
    check_plan_size,
    world_changed,
)
from app.judging.assignments.world_rules import (
    EntrySpec,
    Excluded,
    JurorSpec,
    Wish,
    World,
    digest,
    excluded_pairs,
)
from app.kit.errors import Refusal


def ident(kind: int, number: int) -> UUID:
    return UUID(int=kind << 64 | number)


E, J, C, O = 1, 2, 3, 4  # noqa: E741 -- entries, jurors, categories, organisations


def entry(number: int, *, category: int = 0, owner: int | None = None, taken: int = 0) -> EntrySpec:
    return EntrySpec(
        ident(E, number),
        100 + number,
        ident(C, category),
        None if owner is None else ident(O, owner),
        taken,
    )


def juror(number: int, *, employer: int | None = None, load: int = 0) -> JurorSpec:
    works = None if employer is None else ident(O, employer)
    return JurorSpec(ident(J, number), f"محكّم {number}", f"Juror {number}", works, load)


def world(many: int, panel: int, **values: object) -> World:
    made = World(
        ident(9, 9),
        tuple(entry(n) for n in range(many)),
        tuple(juror(n) for n in range(panel)),
    )
    return replace(made, **values)  # type: ignore[arg-type]


def spread(k: int, **values: object) -> Wish:
    return replace(Wish(PlanKind.spread, k), **values)  # type: ignore[arg-type]


EVERY = Wish(PlanKind.category, 3)


def loads(pairs: tuple[tuple[UUID, UUID], ...]) -> list[int]:
    return sorted(Counter(one for _, one in pairs).values())


# ------------------------------------------------------------------ spreading


def test_a_spread_gives_every_entry_its_jurors_with_even_loads() -> None:
    drawn = draw(world(10, 7), spread(3))
    per = Counter(one for one, _ in drawn.pairs)
    assert set(per.values()) == {3}
    assert len(set(drawn.pairs)) == 30
    assert loads(drawn.pairs) == [4, 4, 4, 4, 4, 5, 5]
    assert (drawn.short, drawn.excluded, drawn.connected) == ((), (), True)
    assert drawn.pairs == tuple(sorted(drawn.pairs))


def test_a_spread_keeps_what_is_assigned_and_evens_out_the_rest() -> None:
    """One juror holds four entries already: the others get what is left."""
    live = frozenset((ident(E, n), ident(J, 0)) for n in range(4))
    drawn = draw(world(6, 3, live=live), spread(2))
    assert not live & set(drawn.pairs)
    total = Counter(one for _, one in drawn.pairs) + Counter({ident(J, 0): 4})
    assert sorted(total.values()) == [4, 4, 4]


def test_jurors_outside_of_the_scope_count_for_their_entries() -> None:
    entries = (entry(0, taken=1), entry(1, taken=3), entry(2))
    drawn = draw(world(0, 4, entries=entries), spread(2))
    per = Counter(one for one, _ in drawn.pairs)
    assert [per[one.id] for one in entries] == [1, 0, 2]


def test_pairs_that_may_not_be_are_left_out_with_their_reason() -> None:
    made = world(
        3,
        3,
        entries=(entry(0, owner=7), entry(1, owner=7), entry(2, owner=8)),
        jurors=(juror(0, employer=8), juror(1), juror(2)),
        barred_entries=frozenset({(ident(J, 1), ident(E, 2)), (ident(J, 9), ident(E, 0))}),
        barred_organisations=frozenset({(ident(J, 2), ident(O, 7))}),
        given_back=frozenset({(ident(E, 0), ident(J, 1)), (ident(E, 2), ident(J, 1))}),
    )
    assert excluded_pairs(made) == [
        Excluded(ident(E, 0), ident(J, 1), Bar.given_back),
        Excluded(ident(E, 0), ident(J, 2), Bar.conflict),
        Excluded(ident(E, 1), ident(J, 2), Bar.conflict),
        Excluded(ident(E, 2), ident(J, 0), Bar.own_employer),
        Excluded(ident(E, 2), ident(J, 1), Bar.conflict),
    ]
    drawn = draw(made, spread(1))
    assert not {(one.entry_id, one.juror_id) for one in drawn.excluded} & set(drawn.pairs)
    assert len(drawn.pairs) == 3


def test_what_is_live_stays_though_it_would_not_be_given_today() -> None:
    live = frozenset({(ident(E, 0), ident(J, 0))})
    made = world(
        1,
        2,
        entries=(entry(0, owner=7),),
        jurors=(juror(0, employer=7), juror(1)),
        live=live,
    )
    assert excluded_pairs(made) == []
    assert draw(made, spread(2)).pairs == ((ident(E, 0), ident(J, 1)),)


def test_one_juror_per_entry_cannot_join_the_entries_and_says_so() -> None:
    drawn = draw(world(4, 2), spread(1))
    assert (loads(drawn.pairs), drawn.connected) == ([2, 2], False)


def test_entries_are_joined_where_that_costs_little() -> None:
    """Two jurors each, four jurors: the even spread may fall in two halves; it is joined."""
    for many in range(2, 9):
        drawn = draw(world(many, 4), spread(2))
        assert (drawn.connected, max(loads(drawn.pairs)) <= -(-many * 2 // 4) + 1) == (True, True)


def test_joining_that_would_load_one_juror_is_left() -> None:
    """Nine entries are content with one juror: only who reads them all would join them."""
    lower = {ident(E, n): 1 for n in range(9)}
    drawn = draw(world(10, 5), spread(2, lower_k=lower))
    assert (loads(drawn.pairs), drawn.connected) == ([2, 2, 2, 2, 3], False)


def test_entries_that_nothing_can_join_stay_apart() -> None:
    """Jurors 0 and 1 may read entries 0 and 1 only, jurors 2 and 3 the others."""
    barred = frozenset(
        (ident(J, j), ident(E, e)) for j in range(4) for e in range(4) if (j < 2) != (e < 2)
    )
    drawn = draw(world(4, 4, barred_entries=barred), spread(2))
    assert (len(drawn.pairs), drawn.connected) == (8, False)


def test_entries_content_with_fewer() -> None:
    drawn = draw(world(3, 3), spread(3, lower_k={ident(E, 1): 1}))
    per = Counter(one for one, _ in drawn.pairs)
    assert [per[ident(E, n)] for n in range(3)] == [3, 1, 3]
    assert drawn.short == ()


def test_a_limit_on_loads_counts_what_is_elsewhere() -> None:
    jurors = (juror(0, load=3), juror(1), juror(2))
    drawn = draw(world(3, 0, jurors=jurors), spread(1, max_load=2))
    assert ident(J, 0) not in {one for _, one in drawn.pairs}


def test_what_cannot_be_is_diagnosed_in_numbers_and_names() -> None:
    with pytest.raises(Refusal) as refused:
        draw(world(4, 2), spread(3))
    said = refused.value
    assert (said.code, said.status) == ("infeasible", 409)
    assert (said.facts["needed"], said.facts["available"], said.facts["rule"]) == (3, 2, "seats")
    assert len(said.facts["entries"]) == 1
    assert [one["name_en"] for one in said.facts["jurors"]] == ["Juror 0", "Juror 1"]
    options = {option["kind"]: option for option in said.facts["options"]}
    lower = {UUID(one["id"]): 3 - one["amount"] for one in options["lower_k"]["changes"]}
    assert len(draw(world(4, 2), spread(3, lower_k=lower)).pairs) == 8


def test_a_limit_that_is_too_low_offers_to_raise_it() -> None:
    with pytest.raises(Refusal) as refused:
        draw(world(4, 3), spread(2, max_load=2))
    options = {option["kind"]: option for option in refused.value.facts["options"]}
    raised = options["raise_load_max"]["changes"]
    assert {one["name_en"] for one in raised} == {"Juror 0", "Juror 1", "Juror 2"}
    assert {one["amount"] for one in raised} == {1}
    most = max(one["to"] for one in raised)
    assert len(draw(world(4, 3), spread(2, max_load=most)).pairs) == 8


def test_a_limit_is_raised_from_what_jurors_hold_already() -> None:
    """Two jurors hold three entries here and one elsewhere: a limit of one is no limit for them."""
    jurors = (juror(0, load=1), juror(1, load=1))
    live = frozenset((ident(E, e), ident(J, j)) for e in range(3) for j in range(2))
    place = world(4, 0, jurors=jurors, live=live)
    with pytest.raises(Refusal) as refused:
        draw(place, spread(2, max_load=1))
    options = {option["kind"]: option["changes"] for option in refused.value.facts["options"]}
    assert [one["to"] for one in options["raise_load_max"]] == [5, 5]
    assert [(one["number"], one["to"]) for one in options["lower_k"]] == [(103, 0)]
    assert len(draw(place, spread(2, max_load=5)).pairs) == 2


def test_without_jurors_or_without_entries() -> None:
    assert draw(world(0, 3), spread(2)).pairs == ()
    with pytest.raises(Refusal) as refused:
        draw(world(2, 0), spread(1))
    assert refused.value.code == "infeasible"


def test_a_plan_that_the_solver_cannot_read_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that this module builds is malformed; should it ever be, people get a sentence."""
    from app.judging.assignments import plan_rules

    def broken(*_: object) -> Problem:
        raise BadInput("shape")

    monkeypatch.setattr(plan_rules, "solve", broken)
    with pytest.raises(Refusal) as refused:
        draw(world(2, 2), spread(1))
    assert (refused.value.code, refused.value.facts["rule"]) == ("plan_invalid", "shape")


def test_progress_is_told() -> None:
    seen: list[tuple[int, str]] = []
    draw(world(3, 3), spread(2), lambda done, stage: seen.append((done, stage)))
    assert seen[-1] == (100, "certify")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_spread_is_legal_and_whole_or_refused(data: st.DataObject) -> None:
    entries, jurors = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 5))
    every = [(ident(J, j), ident(E, e)) for j in range(jurors) for e in range(entries)]
    barred = frozenset(data.draw(st.sets(st.sampled_from(every), max_size=6)))
    live = frozenset(
        (e, j)
        for j, e in data.draw(st.sets(st.sampled_from(every), max_size=4))
        if (j, e) not in barred
    )
    k = data.draw(st.integers(1, 4))
    made = world(entries, jurors, barred_entries=barred, live=live)
    free = Counter(e for j, e in every if (j, e) not in barred)
    if min(free[ident(E, e)] for e in range(entries)) < k:
        with pytest.raises(Refusal) as refused:
            draw(made, spread(k))
        assert refused.value.code == "infeasible"
        return
    drawn = draw(made, spread(k))
    assert not {(j, e) for e, j in drawn.pairs} & barred
    assert not set(drawn.pairs) & live
    per = Counter(e for e, _ in drawn.pairs) + Counter(e for e, _ in live)
    held = Counter(e for e, _ in live)
    assert all(per[ident(E, e)] == max(k, held[ident(E, e)]) for e in range(entries))
    assert draw(made, spread(k)).pairs == drawn.pairs


# ------------------------------------------------------------------ whole categories


def test_a_category_plan_gives_everything_that_may_be() -> None:
    made = world(
        3,
        2,
        barred_entries=frozenset({(ident(J, 0), ident(E, 1))}),
        live=frozenset({(ident(E, 0), ident(J, 0))}),
    )
    drawn = draw(made, EVERY)
    assert drawn.pairs == (
        (ident(E, 0), ident(J, 1)),
        (ident(E, 1), ident(J, 1)),
        (ident(E, 2), ident(J, 0)),
        (ident(E, 2), ident(J, 1)),
    )
    assert drawn.short == ((ident(E, 0), 3, 2), (ident(E, 1), 3, 1), (ident(E, 2), 3, 2))


# ------------------------------------------------------------------ the digest


def test_the_digest_is_of_all_that_decides() -> None:
    made = world(2, 2)
    base = digest(made, spread(2))
    assert digest(world(2, 2), spread(2)) == base
    pair = (ident(J, 0), ident(E, 0))
    others = [
        digest(world(3, 2), spread(2)),
        digest(world(2, 3), spread(2)),
        digest(made, spread(3)),
        digest(made, EVERY),
        digest(made, spread(2, max_load=4)),
        digest(made, spread(2, lower_k={ident(E, 0): 1})),
        digest(replace(made, barred_entries=frozenset({pair})), spread(2)),
        digest(replace(made, barred_organisations=frozenset({pair})), spread(2)),
        digest(replace(made, live=frozenset({pair})), spread(2)),
        digest(replace(made, given_back=frozenset({pair})), spread(2)),
        digest(replace(made, round_id=ident(9, 8)), spread(2)),
    ]
    assert len({base, *others}) == len(others) + 1


def test_a_task_can_be_sent_to_another_process() -> None:
    made = world(2, 2)
    sent = pickle.loads(pickle.dumps((made, spread(2))))
    assert digest(*sent) == digest(made, spread(2))
    assert pickle.loads(pickle.dumps(draw(made, spread(2)))).pairs == draw(made, spread(2)).pairs


# ------------------------------------------------------------------ the checks by hand

GOOD = Pairing(
    eligible=True,
    advanced=True,
    on_panel=True,
    judges_category=True,
    on_its_panel=True,
    barred=False,
    own_employer=False,
    reads=True,
)


@pytest.mark.parametrize(
    ("pairing", "code"),
    [
        (GOOD, None),
        (replace(GOOD, eligible=False), "entry_not_eligible"),
        (replace(GOOD, advanced=False), "entry_not_advanced"),
        (replace(GOOD, on_panel=False), "not_on_panel"),
        (replace(GOOD, judges_category=False), "category_not_judged"),
        (replace(GOOD, on_its_panel=False), "on_other_panel"),
        (replace(GOOD, barred=True), "conflict_bars"),
        (replace(GOOD, own_employer=True), "own_employer"),
        (replace(GOOD, reads=False), "language_not_read"),
    ],
)
def test_which_pairs_may_be(pairing: Pairing, code: str | None) -> None:
    if code is None:
        check_pairing(pairing, number=101)
        return
    with pytest.raises(Refusal) as refused:
        check_pairing(pairing, number=101)
    said = refused.value
    assert (said.code, said.status, said.facts) == (code, 409, {"number": 101})


def test_what_may_be_taken_back_and_applied() -> None:
    check_may_unassign(live=True, submitted=False)
    check_plan_open(applied=False)
    check_plan_size(5, 5)
    cases = [
        (lambda: check_may_unassign(live=False, submitted=False), "evaluation_not_live"),
        (lambda: check_may_unassign(live=True, submitted=True), "evaluation_submitted"),
        (lambda: check_plan_open(applied=True), "plan_applied"),
        (lambda: check_plan_size(6, 5), "plan_too_large"),
    ]
    for check, code in cases:
        with pytest.raises(Refusal) as refused:
            check()
        assert refused.value.code == code
    assert world_changed().code == "world_changed"
