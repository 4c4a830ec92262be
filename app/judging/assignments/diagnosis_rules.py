"""Why no plan exists and the ways out, in the words of the edition. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from app.judging.assignments.allocation import Diagnosis, Problem, Relaxation, feasible
from app.judging.assignments.allocation.problem import IntArray, groups_of
from app.judging.assignments.allocation.slack import OF_GROUPS, contains
from app.judging.assignments.problem_rules import EMPLOYER, ORIGIN, ORIGINS, READERS, build
from app.judging.assignments.rules import PlanKind
from app.judging.assignments.world_rules import Wish, World
from app.kit.errors import N_, Refusal

_NAMED: Final = 200
SENTENCES: Final = {
    "seats": N_("لا يوجد إسناد يحقق المطلوب: تحتاج المشاركات {needed} مقعدًا والمتاح {available}."),
    "load_min": N_(
        "لا يوجد إسناد يحقق المطلوب: أقل ما يجب أن يُسند إلى المحكّمين {needed}، وما يجوز لهم {available}."
    ),
    "locked": N_(
        "لا يوجد إسناد يحقق المطلوب: المثبّت أو المُنجز {needed}، وما يجوز منه {available}. أزل تثبيت ما زاد، أو ارفع الحد."
    ),
    "connected": N_(
        "لا يوجد إسناد يحقق المطلوب: لا تربط سلسلة من المحكّمين مشاركات الفئة كلها بعضها ببعض."
    ),
    # Nothing small would help: no one new pair, no load, no seat less.
    "connected_far": N_(
        "لا يوجد إسناد يحقق المطلوب: لا تربط سلسلة من المحكّمين مشاركات الفئة كلها بعضها ببعض. يربطها عدة محكّمين جدد لهذه المشاركات، أو محكّم آخر لكل مشاركة."
    ),
    "minimum": N_(
        "لا يوجد إسناد يحقق المطلوب: تشترط قواعد التكوين {needed} مقعدًا من فئة من المحكّمين والمتاح {available}."
    ),
}


def infeasible(world: World, wish: Wish, problem: Problem, diagnosis: Diagnosis) -> Refusal:
    """The diagnosis in the words of this edition: numbers people say, names they know."""
    conflict = diagnosis.conflict
    assert conflict is not None  # noqa: S101 -- there is one, or the solver had found a plan
    jurors = conflict.jurors
    # Too few, not too loaded: name all who may read the entries.
    if not len(jurors) and conflict.rule == "seats":
        theirs = np.isin(problem.pairs[:, 0], conflict.entries)
        jurors = np.unique(problem.pairs[theirs, 1])
    far = conflict.rule == "connected" and not diagnosis.options and not len(conflict.pairs)
    return Refusal(
        "infeasible",
        SENTENCES["connected_far" if far else conflict.rule],
        options=_options(
            world, wish, problem, diagnosis.options, joined=conflict.rule == "connected"
        ),
        needed=int(conflict.needed),
        available=int(conflict.available),
        rule=conflict.rule,
        group=_group(conflict.family, conflict.group),
        bound=_bound(world, problem) if conflict.rule == "seats" else None,
        entries_total=len(conflict.entries),
        jurors_total=len(jurors),
        entries=sorted(world.entries[at].number for at in conflict.entries.tolist())[:_NAMED],
        jurors=[_juror(world, at) for at in jurors[:_NAMED].tolist()],
    )


def _bound(world: World, problem: Problem) -> str | None:
    """What alone takes the seats away: one employer's maximum, or the loads that were accepted."""
    families = tuple(one for one in problem.families if one.name != EMPLOYER)
    if len(families) < len(problem.families) and feasible(replace(problem, families=families)):
        return "employer"
    said = np.array([one.accepted is not None for one in world.jurors])
    loads = np.where(said, np.maximum(problem.load_max, len(world.entries)), problem.load_max)
    if said.any() and feasible(replace(problem, load_max=loads)):
        return "accepted"
    return None


def _group(family: str, group: int) -> str | None:
    """A word for a group: which of the origins; readers are told apart by no language."""
    return ORIGINS[group] if family == ORIGIN else family or None


def _juror(world: World, at: int) -> dict[str, str]:
    juror = world.jurors[at]
    return {"id": str(juror.id), "name_ar": juror.name_ar, "name_en": juror.name_en}


def _options(
    world: World, wish: Wish, problem: Problem, found: list[Relaxation], *, joined: bool
) -> list[dict[str, Any]]:
    """The ways out that ask nobody for more than they accepted, the cheapest first."""
    kept = [one for one in found if not _passes_a_word(world, problem, one)]
    plain = [one for one in kept if one.kind == "raise_load_max" and not one.also]
    # One bound serves all jurors: the lowest is less than what the cheapest raises ask of one.
    raised = _raised(world, wish, joined) if plain or len(kept) < len(found) else None
    if raised is None:
        return [_option(world, wish, problem, one) for one in kept]
    return [raised, *(_option(world, wish, problem, one) for one in kept if one not in plain)]


def _passes_a_word(world: World, problem: Problem, option: Relaxation) -> bool:
    return any(
        (accepted := world.jurors[at].accepted) is not None
        and int(problem.load_max[at]) + amount + world.jurors[at].load > accepted
        for one in (option, *option.also)
        if one.kind == "raise_load_max"
        for at, amount in zip(one.who.tolist(), one.amount.tolist(), strict=True)
    )


def _raised(world: World, wish: Wish, joined: bool) -> dict[str, Any] | None:
    """The lowest bound for all with which those who accepted more can fill the seats."""
    if wish.max_load is None:
        return None
    most = len(world.entries) + max(juror.load for juror in world.jurors)
    bounds = range(wish.max_load + 1, most + 1)
    at = bisect_left(
        bounds,
        x=True,
        key=lambda one: feasible(
            build(world, replace(wish, max_load=one)).problem, connected=joined
        ),
    )
    if at == len(bounds):
        return None
    to = bounds[at]
    changes = [
        _juror(world, place) | {"amount": to - wish.max_load, "to": to}
        for place, juror in enumerate(world.jurors)
        if juror.accepted is None or juror.accepted > wish.max_load
    ]
    return {
        "kind": "raise_load_max",
        "group": None,
        "to": to,
        "least": 0,
        "total": len(changes),
        "units": sum(change["amount"] for change in changes),
        "changes": changes[:_NAMED],
        "also": [],
    }


def _option(world: World, wish: Wish, problem: Problem, one: Relaxation) -> dict[str, Any]:
    """One way out: what to change, for whom, by how much, and `to` which value of the wish.

    `to` counts what the jurors and the entries hold already, here and outside of the plan's scope.
    An invitation leaves its seats empty: `to` is the jurors of the entry until then, `least` the
    least number of the group. Both are those after the whole way out, in each of its parts. The
    first are named, or each where nothing serves all; else a part's own `to` and `least` do.
    """
    whole = (one, *one.also)
    gone, fall = np.zeros_like(problem.k), _falls(problem, whole)
    for part in whole:
        if part.kind in ("lower_k", "invite"):
            np.add.at(gone, part.who, part.amount)
    parts = [*whole, *_counted_too(problem, whole, fall)]
    at_group = {name: at for at, name in enumerate(groups_of(problem).name)}
    first, *also = [
        _part(world, wish, problem, part, gone, fall[:, at_group[part.family, part.group]])
        if part.family
        else _part(world, wish, problem, part, gone, gone)
        for part in parts
    ]
    return {**first, "also": also}


def _falls(problem: Problem, whole: Sequence[Relaxation]) -> IntArray:
    """[E, G] by how much each least number falls: who is yet to be invited counts in every group
    around theirs.
    """
    groups = groups_of(problem)
    around = contains(groups.member).astype(np.int64)
    fall = np.zeros_like(groups.least)
    for part in whole:
        if part.kind in OF_GROUPS:
            at = groups.name.index((part.family, part.group))
            lowered = around[at] if part.kind == "invite" else np.eye(len(around), dtype=int)[at]
            np.add.at(fall, part.who, part.amount[:, None] * lowered)
    return np.minimum(fall, groups.least)


def _counted_too(problem: Problem, whole: Sequence[Relaxation], fall: IntArray) -> list[Relaxation]:
    """The least numbers that fall beside those that the parts name."""
    made = []
    for at, (family, group) in enumerate(groups_of(problem).name):
        named = [part.who for part in whole if (part.family, part.group) == (family, group)]
        who = np.setdiff1d(np.flatnonzero(fall[:, at]), np.concatenate(named) if named else [])
        if len(who):
            lowered = Relaxation("lower_minimum", who, fall[who, at], family=family, group=group)
            made.append(lowered)
    return made


def _part(
    world: World, wish: Wish, problem: Problem, one: Relaxation, gone: IntArray, fall: IntArray
) -> dict[str, Any]:
    changes = [
        _change(world, wish, problem, one, at, amount, gone, fall)
        for at, amount in zip(one.who.tolist(), one.amount.tolist(), strict=True)
    ]
    changes.sort(key=lambda change: change.get("number", 0))
    serves = max if one.kind == "raise_load_max" else min
    return {
        "kind": one.kind,
        "group": _group(one.family, one.group),
        "to": serves(change["to"] for change in changes),
        "least": min(change.get("least", 0) for change in changes),
        "total": len(changes),
        "units": sum(change["amount"] for change in changes),
        "changes": changes[: len(changes) if _is_of_each(wish, one) else _NAMED],
        "also": [],
    }


def _is_of_each(wish: Wish, one: Relaxation) -> bool:
    """Whether it is a way out only entry by entry: a repair takes no seat away for a lower wish for all."""
    return wish.kind is PlanKind.repair and one.kind in ("lower_k", "invite")


def _change(
    world: World,
    wish: Wish,
    problem: Problem,
    one: Relaxation,
    at: int,
    amount: int,
    gone: IntArray,
    fall: IntArray,
) -> dict[str, Any]:
    if one.kind in ("raise_load_max", "lower_load_min"):
        bound = problem.load_max if one.kind == "raise_load_max" else problem.load_min
        by = amount if one.kind == "raise_load_max" else -amount
        to = int(bound[at]) + by + world.jurors[at].load
        return {**_juror(world, at), "amount": amount, "to": to}
    entry = world.entries[at]
    group = _group(one.family, one.group)
    change: dict[str, Any] = {"id": str(entry.id), "number": entry.number, "amount": amount}
    if group in ORIGINS or group == READERS:
        least = wish.least(world.composition, group, entry) - int(fall[at])  # type: ignore[arg-type]
        change |= {"least": max(least, 0)}
    seats = int(problem.k[at] - gone[at]) + entry.taken
    change["to"] = change["least"] if one.kind == "lower_minimum" else seats
    return change
