"""Making a plan: the solver's answer in ids, and in the words of the edition where there is none. Pure.

Everything here can be pickled, so that it runs in a process of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np

from app.judging.assignments.allocation import (
    Allocation,
    BadInput,
    Certificate,
    Goal,
    Infeasible,
    Problem,
    Repair,
    Undecided,
    certify,
    explain,
    repair,
    solve,
)
from app.judging.assignments.allocation.problem import FloatArray, IntArray
from app.judging.assignments.allocation.solve import missed
from app.judging.assignments.diagnosis_rules import infeasible
from app.judging.assignments.problem_rules import Built, build, everyone
from app.judging.assignments.rules import Bar, PlanKind, check_plan_size
from app.judging.assignments.world_rules import Excluded, Pair, Wish, World, digest, fit
from app.kit.errors import N_, Refusal

MOST_PAIRS: Final = 2_000_000
MANY: Final = 2  # jurors per entry from which a chain of jurors can join entries
_ROOM: Final = 10  # a tenth of an even load is how far fit may move a juror from it
_NOTHING: Final = np.empty((0, 2), np.int64)
_EVEN: Final = 0.3  # the share of the work that the even plan is

Step = Callable[[str, float], None]
Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Measured:
    """How good a plan is, with bounds: what any plan could reach."""

    total: float
    total_bound: float
    worst: float
    worst_bound: float
    # By category: how well its scores can be compared, 0 to 1.
    overlap: tuple[tuple[UUID, float], ...]
    # (juror, category, wanted, has): who reads few of a category.
    thin: tuple[tuple[UUID, UUID, int, int], ...]
    # The mean fit of each entry's jurors; empty where nothing tells the jurors apart.
    means: tuple[tuple[UUID, float], ...]


@dataclass(frozen=True)
class Drawn:
    """A plan as made: the pairs to add, by entry and juror, and the digest of what it was made for."""

    digest: str
    pairs: tuple[Pair, ...]
    excluded: tuple[Excluded, ...]
    # Entries that have fewer jurors than wanted: (entry, wanted, will have).
    short: tuple[tuple[UUID, int, int], ...]
    connected: bool
    seconds: float
    # What nobody began and a repair takes away.
    removed: tuple[Pair, ...] = ()
    measured: Measured | None = None
    # Of a repair: the seats that were empty, and whether filling them is all it changes.
    empty: int | None = None
    minimal: bool | None = None


@dataclass(frozen=True)
class Reason:
    """Why a juror reads an entry in a plan, or does not."""

    assigned: bool
    bar: Bar | None
    fit: dict[str, float]
    affinity: float | None
    rank: int
    of: int
    load: int
    load_max: int | None
    panel_mean: float
    # What the plan would lose without the pair; None: nobody else could, or it is not in the plan.
    loss: float | None
    blocking: str | None
    family: str


def draw(world: World, wish: Wish, progress: Progress | None = None) -> Drawn:
    """Make the plan.

    Refusals: `plan_too_large`, `pin_barred` (422); `infeasible`, `plan_undecided` (409).
    """
    check_plan_size(len(world.entries) * len(world.jurors), MOST_PAIRS)
    built, asked = build(world, wish), wish
    if wish.kind is PlanKind.category:
        asked = everyone(world, wish, built.problem.pairs)
        built = build(world, asked)

    def step(stage: str, fraction: float) -> None:
        if progress is not None:
            progress(int(100 * fraction), stage)

    make = _repair if wish.kind is PlanKind.repair else _spread
    try:
        return make(world, wish, built, step)
    except Infeasible as impossible:
        raise infeasible(world, asked, built.problem, impossible.diagnosis) from None
    except BadInput as wrong:
        raise Refusal(
            "plan_invalid",
            N_("ما أُسند أو ثُبّت من قبل لا يوافق ما طُلب في هذه الخطة. خفّف ما طلبته ثم أعدّها."),
            status=422,
            rule=wrong.code,
        ) from None
    except Undecided:
        raise Refusal(
            "plan_undecided",
            N_(
                "لم يُعرف في حدود البحث هل توجد خطة تفي بكل هذه القواعد معًا. خفّف قاعدة من قواعد تكوين اللجنة أو زد المحكّمين، ثم أعدّها."
            ),
        ) from None


def _short(
    world: World, wish: Wish, added: tuple[Pair, ...], removed: tuple[Pair, ...]
) -> tuple[tuple[UUID, int, int], ...]:
    have = Counter(entry for entry, _ in added) + Counter(entry for entry, _ in world.live)
    have.subtract(entry for entry, _ in removed)
    return tuple(
        (entry.id, wish.wanted(entry), have[entry.id] + entry.taken)
        for entry in world.entries
        if have[entry.id] + entry.taken < wish.wanted(entry)
    )


def _spread(world: World, wish: Wish, built: Built, step: Step) -> Drawn:
    problem = built.problem
    flat = replace(problem, affinity=np.zeros(len(problem.pairs)))
    even, connected = _even(flat, lambda stage, done: step(stage, _EVEN * done))
    best = even
    if len(problem.pairs) and np.ptp(problem.affinity) > 0:
        bounded = _bounded(problem, even.loads)
        best, connected = _fitting(
            bounded, lambda stage, done: step(stage, _EVEN + (1 - _EVEN) * done), connected
        )
    step("certify", 1.0)
    added = tuple(sorted(set(_ids(world, best.pairs)) - world.live))
    return Drawn(
        digest(world, wish),
        added,
        built.excluded,
        _short(world, wish, added, ()),
        connected=connected,
        seconds=even.seconds + (best.seconds if best is not even else 0),
        measured=_measured(world, problem, best.pairs, certify(problem, best.pairs)),
    )


def _ids(world: World, pairs: IntArray) -> list[Pair]:
    return [(world.entries[entry].id, world.jurors[juror].id) for entry, juror in pairs.tolist()]


def _bounded(problem: Problem, loads: IntArray) -> Problem:
    """The problem with loads near those of an even plan, which keeps these bounds itself."""
    room = max(1, int(loads.mean()) // _ROOM)
    held = np.bincount(problem.locked[:, 1], minlength=len(loads))
    floor = np.minimum(loads, max(int(loads.min()) - room, 0))
    return replace(
        problem,
        load_min=np.maximum(problem.load_min, floor),
        load_max=np.minimum(problem.load_max, np.maximum(loads.max() + room, held)),
    )


def _even(problem: Problem, step: Step) -> tuple[Allocation, bool]:
    """The most even allocation; one that joins the entries of each category, if that costs no
    juror more than one entry above the most.
    """
    even = solve(problem, Goal(connected=False), step)
    if certify(problem, even.pairs, bound=False).connected.all():
        return even, True
    if (problem.k < MANY).all():
        return even, False  # one juror an entry joins nothing but by giving one juror everything
    try:
        joined = solve(problem, Goal(), step)
    except (Infeasible, Undecided):
        return even, False
    if joined.loads.max() > even.loads.max() + 1:
        return even, False
    return joined, True


def _fitting(problem: Problem, step: Step, joined: bool) -> tuple[Allocation, bool]:
    """The allocation that fits best and serves the worst served well; joined where it can be."""
    if joined:
        try:
            return solve(problem, Goal(), step), True
        except (Infeasible, Undecided):
            pass  # within these loads nothing is known to join them: the fit decides
    best = solve(problem, Goal(connected=False), step)
    return best, bool(certify(problem, best.pairs, bound=False).connected.all())


def _measured(world: World, problem: Problem, pairs: IntArray, proof: Certificate) -> Measured:
    """The bounds are those of any plan: what even loads cost is in sight too."""
    categories = sorted({entry.category_id for entry in world.entries})
    fits = len(problem.pairs) > 0 and np.ptp(problem.affinity) > 0
    return Measured(
        total=proof.total,
        total_bound=proof.total_bound,
        worst=proof.worst,
        worst_bound=proof.worst_bound,
        overlap=tuple(
            zip(categories, (round(one, 4) for one in proof.eff_a.tolist()), strict=True)
        ),
        thin=tuple(
            (world.jurors[one.juror].id, categories[one.category], one.wanted, one.got)
            for one in missed(problem, pairs, Goal().min_per_category)
        ),
        means=_means(world, problem, pairs) if fits else (),
    )


def _means(world: World, problem: Problem, pairs: IntArray) -> tuple[tuple[UUID, float], ...]:
    fits = _matrix(problem)
    count = np.bincount(pairs[:, 0], minlength=len(world.entries))
    total = np.bincount(pairs[:, 0], fits[pairs[:, 0], pairs[:, 1]], len(world.entries))
    mean = total / np.maximum(count, 1)
    return tuple(
        (entry.id, round(float(mean[at]), 4)) for at, entry in enumerate(world.entries) if count[at]
    )


def _matrix(problem: Problem) -> FloatArray:
    fits = np.zeros((len(problem.k), len(problem.load_min)))
    fits[problem.pairs[:, 0], problem.pairs[:, 1]] = problem.affinity
    return fits


def _repair(world: World, wish: Wish, built: Built, step: Step) -> Drawn:
    """Fill what is empty with the fewest changes; what was begun stays where it is."""
    problem = built.problem
    before = built.rows(sorted(world.live))
    step("flow", 0.1)
    found = _filled(problem, before)
    step("certify", 1.0)
    stands = set(_ids(world, found.pairs))
    added, removed = tuple(_ids(world, found.added)), tuple(sorted(world.live - stands))
    proof = certify(problem, found.pairs)
    return Drawn(
        digest(world, wish),
        added,
        built.excluded,
        _short(world, wish, added, removed),
        connected=bool(proof.connected.all()),
        seconds=0.0,
        removed=removed,
        measured=_measured(world, problem, found.pairs, proof),
        empty=found.lower_bound,
        minimal=found.minimal,
    )


def _filled(problem: Problem, before: IntArray) -> Repair:
    """The repair with the fewest changes, of these with the lowest bound of loads, then the best fit.

    Where seats have to be moved, near even loads, or without a bound where none lets it.
    """
    loads = np.bincount(before[:, 1], minlength=len(problem.load_min))
    goal = Goal(connected=False, min_per_category=0)
    even = -(-int(problem.k.sum()) // max(len(loads), 1))
    tried: dict[int, Repair | None] = {}

    def minimal(most: int) -> bool:
        near = replace(problem, load_max=np.minimum(problem.load_max, np.maximum(loads, most)))
        try:
            tried[most] = repair(near, before, _NOTHING, goal)
        except Infeasible:
            tried[most] = None
        found = tried[most]
        return found is not None and found.minimal

    bounds = range(even, len(problem.k) + 1)
    at = bisect_left(bounds, x=True, key=minimal)
    if at < len(bounds) and (found := tried.get(bounds[at])) is not None:
        return found
    minimal(even + 1)
    return tried[even + 1] or repair(problem, before, _NOTHING, goal)


def why(world: World, wish: Wish, pairs: frozenset[Pair], entry_id: UUID, juror_id: UUID) -> Reason:
    """Why this juror reads this entry in a plan whose `pairs` stand, or why not.

    As many as stand were wanted: what is empty by now, or was never asked for, is another matter.
    """
    count = Counter(entry for entry, _ in pairs)
    stand = {one.id: count[one.id] + one.taken for one in world.entries}
    if wish.kind is PlanKind.category and (entry_id, juror_id) not in pairs:
        stand[entry_id] += 1  # everybody was to judge everything: what keeps this one out?
    wish = replace(wish, k=max(stand.values()), lower_k=stand)
    built = build(world, wish)
    entry, juror = built.at_entry[entry_id], built.at_juror[juror_id]
    bar = next(
        (
            one.reason
            for one in built.excluded
            if (one.entry_id, one.juror_id) == (entry_id, juror_id)
        ),
        None,
    )
    rows = built.rows(sorted(pairs))
    said = explain(built.problem, rows, entry, juror)
    assigned = said.blocking is None
    bounded = wish.max_load is not None or world.jurors[juror].accepted is not None
    bound = int(said.terms["load_max"]) if bounded else None
    return Reason(
        assigned=assigned,
        bar=bar,
        fit=fit(world, world.entries[entry], world.jurors[juror]),
        affinity=None if bar is not None else round(said.terms["affinity"], 4),
        rank=said.rank,
        of=said.of,
        load=int(said.terms["load"]),
        load_max=bound,
        panel_mean=round(said.terms["panel_mean"], 4),
        loss=round(said.loss_without, 4) if assigned and np.isfinite(said.loss_without) else None,
        blocking=said.blocking,
        family=said.family,
    )
