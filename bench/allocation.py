"""Assigning entries to jurors at three sizes: what it is worth against what is proved, and its time.

Times are seconds of processor, so that neighbours on the machine count little; every solver here
runs on one thread. The reference is the bare network flow of the same pairs in the same run.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import TypeVar

import numpy as np

from app.judging.assignments.allocation import (
    Allocation,
    Family,
    Goal,
    Infeasible,
    Problem,
    certify,
    diagnose,
    repair,
    solve,
)
from app.judging.assignments.allocation.diagnose import relaxed
from bench.allocation_instances import instance
from bench.figures import GOALS, Report

GOALS.update(
    {
        "allocation_S_total_vs_lp": (">=", 1 - 1e-6),
        "allocation_M_total_vs_lp": (">=", 1 - 1e-6),
        "allocation_S_total_seconds": ("<=", 0.3),
        "allocation_M_total_seconds": ("<=", 1.5),
        "allocation_L_total_seconds": ("<=", 60),
        "allocation_L_total_vs_bound": (">=", 0.9),
        "allocation_L_memory_mib": ("<=", 400),
        "allocation_M_total_vs_flow_time": ("<=", 5),
        "allocation_S_worst_vs_bound": (">=", 1 - 1e-6),
        "allocation_M_worst_vs_bound": (">=", 1 - 1e-6),
        "allocation_S_fair_loss": ("<=", 0.005),
        "allocation_M_fair_loss": ("<=", 0.005),
        "allocation_S_fair_seconds": ("<=", 1),
        "allocation_M_fair_seconds": ("<=", 20),
        "allocation_M_fair_vs_stretch": ("<=", 1),
        "allocation_M_eff_a": (">=", 0.5),
        "allocation_M_eff_a_vs_moonshot": (">=", 1),
        "allocation_M_eff_a_loss": ("<=", 0.02),
        "allocation_M_design_seconds": ("<=", 1.5),
        "allocation_M_repair_changes": ("<=", 1),
        "allocation_M_repair_seconds": ("<=", 0.3),
        "allocation_S_diagnosis_seconds": ("<=", 0.1),
        "allocation_M_diagnosis_seconds": ("<=", 2),
        "allocation_options_that_solve": (">=", 1),
        "allocation_M_crossing_seconds": ("<=", 60),
        "allocation_M_crossing_gap": ("<=", 1e-4),
        "allocation_same_in_any_order": (">=", 1),
    }
)
T = TypeVar("T")
PLAIN = Goal(mode="total", min_per_category=0)


def measure_allocation(report: Report) -> None:
    """All figures; a wrong answer is an exception."""
    solve(instance("S"))  # what is imported when it is first needed does not count
    for size in ("S", "M"):
        measure_size(report, size)
    measure_crossing(report)
    measure_large(report)


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and its seconds of processor."""
    started = process_time()
    result = run()
    return result, process_time() - started


def measure_size(report: Report, size: str) -> None:
    """Quality and time of every verb at S or M."""
    asked = instance(size)
    report.heading(f"allocation {size}: {len(asked.k):,} entries, {len(asked.pairs):,} legal pairs")
    plain, seconds = timed(lambda: solve(asked, PLAIN))
    proof = certify(asked, plain.pairs)
    report.ratio(f"allocation_{size}_total_vs_lp", plain.total / proof.total_bound)
    report.ratio(f"allocation_{size}_total_seconds", seconds)
    base, design = timed(lambda: solve(asked, Goal(mode="total")))
    fair, took = timed(lambda: solve(asked))
    report.ratio(f"allocation_{size}_worst_vs_bound", fair.worst / fair.worst_bound)
    report.ratio(f"allocation_{size}_fair_loss", 1 - fair.total / base.total)
    report.ratio(f"allocation_{size}_fair_seconds", took)
    if size == "M":
        bare = timed(lambda: bare_flow(asked))[1]
        report.say(f"a bare flow of the same pairs: {bare:.2f} s")
        report.ratio("allocation_M_total_vs_flow_time", seconds / bare)
        report.ratio("allocation_M_fair_vs_stretch", took / 5)
        report.ratio("allocation_M_eff_a", float(base.eff_a.min()))
        report.ratio("allocation_M_eff_a_vs_moonshot", float(base.eff_a.min()) / 0.7)
        report.ratio("allocation_M_eff_a_loss", 1 - base.total / plain.total)
        report.ratio("allocation_M_design_seconds", design)
        report.say(f"without it eff_A is {plain.eff_a.min():.2f} in the worst category")
        measure_repair(report, asked, fair)
        same = [solve(shuffled(asked, seed)) == fair for seed in (1, 2)]
        report.ratio("allocation_same_in_any_order", sum(same) / len(same))
    measure_diagnosis(report, size, asked)


def bare_flow(asked: Problem) -> None:
    """Seats and loads alone, by the same solver."""
    from ortools.graph.python import min_cost_flow

    entries, jurors = len(asked.k), len(asked.load_max)
    order = np.lexsort((asked.pairs[:, 1], asked.pairs[:, 0]))
    entry, juror = asked.pairs[order].T
    who = np.arange(jurors)
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.append(entries + juror, np.full(jurors, entries + jurors)),
        np.append(entry, entries + who),
        np.append(np.ones(len(entry), np.int64), asked.load_max),
        np.append(np.rint((1 - asked.affinity[order]) * 1e6).astype(np.int64), who * 0),
    )
    solver.set_nodes_supplies(
        np.append(np.arange(entries), entries + jurors), np.append(-asked.k, asked.k.sum())
    )
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the bare flow has no solution")


def measure_repair(report: Report, asked: Problem, before: Allocation) -> None:
    """A juror drops out in the middle of a round; what the others began is locked."""
    gone = int(before.loads.argmax())
    lost = before.pairs[before.pairs[:, 1] == gone]
    stays = before.pairs[before.pairs[:, 1] != gone]
    left = asked.pairs[:, 1] != gone
    least = asked.load_min.copy()
    least[gone] = 0
    world = replace(
        asked,
        pairs=asked.pairs[left],
        affinity=asked.affinity[left],
        load_min=least,
        locked=stays[::3],
    )
    done, seconds = timed(lambda: repair(world, before.pairs, lost))
    if certify(world, done.pairs, bound=False).violations:
        raise RuntimeError("the repair violates its rules")
    changes = len(done.added) + len(done.removed)
    report.say(f"{len(lost)} seats lost, {changes} changes")
    report.ratio("allocation_M_repair_changes", changes / done.lower_bound)
    report.ratio("allocation_M_repair_seconds", seconds)


def measure_diagnosis(report: Report, size: str, asked: Problem) -> None:
    """Too little load; then too few jurors of one origin."""
    few = asked.families[0].member.copy()
    few[4:, 2], few[4:, 0] = False, few[4:, 0] | few[4:, 2]
    hard = [
        replace(asked, load_max=asked.load_max * 6 // 10, load_min=asked.load_min * 0),
        replace(asked, families=(replace(asked.families[0], member=few),)),
    ]
    solved = offered = 0
    for world in hard:
        found, seconds = timed(lambda world=world: diagnose(world))  # type: ignore[misc]
        if found.conflict is None:
            raise RuntimeError("the hard instance is easy")
        kinds = ", ".join(option.kind for option in found.options)
        report.say(
            f"{found.conflict.rule}: {len(found.conflict.entries)} entries need "
            f"{found.conflict.needed} seats, {len(found.conflict.jurors)} jurors can give "
            f"{found.conflict.available}; offered: {kinds}; {seconds:.2f} s"
        )
        report.ratio(f"allocation_{size}_diagnosis_seconds", seconds)
        for option in found.options:
            offered += 1
            try:
                solved += bool(solve(relaxed(world, option), replace(PLAIN, connected=False)))
            except Infeasible:
                report.say(f"does not solve: {option.kind}")
    report.ratio("allocation_options_that_solve", solved / offered)


def measure_crossing(report: Report) -> None:
    """One family more that crosses the first: an integer program."""
    asked = instance("M", gender=True)
    report.heading("allocation M with a family that crosses")
    found, seconds = timed(lambda: solve(asked, PLAIN))
    gap = (found.total_bound - found.total) / found.total_bound
    report.say(f"gap {gap:.2e}")
    report.ratio("allocation_M_crossing_seconds", seconds)
    report.ratio("allocation_M_crossing_gap", gap)


def measure_large(report: Report) -> None:
    """L once, in a process of its own that loads the arrays, for its memory."""
    asked = instance("L")
    report.heading(f"allocation L: {len(asked.k):,} entries, {len(asked.pairs):,} legal pairs")
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "large.npz"
        family = asked.families[0]
        np.savez(
            at, k=asked.k, load_min=asked.load_min, load_max=asked.load_max, pairs=asked.pairs,
            affinity=asked.affinity, category=asked.category, member=family.member,
            minimum=family.minimum, maximum=family.maximum,
        )  # fmt: skip
        del asked
        told = subprocess.run(
            [sys.executable, "-m", "bench.allocation", str(at)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    report.say(told.strip())
    seconds, share, memory = (float(one) for one in re.findall(r"=([\d.]+)", told))
    report.ratio("allocation_L_total_seconds", seconds)
    report.ratio("allocation_L_total_vs_bound", share)
    report.ratio("allocation_L_memory_mib", memory)


def peak_mib() -> float:
    """This program's own peak: `ru_maxrss` also has that of the process that started it."""
    status = Path("/proc/self/status").read_text()
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(peak) / 1024


def solve_large(path: str) -> None:
    """In the child: solve what is in the file, say how it went."""
    with np.load(path) as file:
        families = (Family("origin", file["member"], file["minimum"], file["maximum"]),)
        rest = {
            name: file[name]
            for name in ("k", "load_min", "load_max", "pairs", "affinity", "category")
        }
    asked = Problem(**rest, families=families)
    found, seconds = timed(lambda: solve(asked, PLAIN))
    memory = peak_mib()
    best = certify(asked, found.pairs).total_bound
    print(f"seconds={seconds:.2f} share={found.total / best:.6f} memory={memory:.0f}")


def shuffled(asked: Problem, seed: int) -> Problem:
    """The same problem with its rows in another order."""
    order = np.random.default_rng(seed).permutation(len(asked.pairs))
    return replace(asked, pairs=asked.pairs[order], affinity=asked.affinity[order])


if __name__ == "__main__":
    solve_large(sys.argv[1])
