"""Fair ranking against a simulated truth: what calibrated wins over raw, how honest its chances are.

Seeds below 1 000 are for tuning and never measured here. Errors are standard errors over the
simulated juries; times are seconds of processor on one thread.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

import numpy as np
from scipy.stats import kendalltau

from app.results.stats import Ranking, leave_one_juror_out, rank
from app.results.stats.cards import FloatArray, IntArray
from bench.fairness_jury import ENTRIES, JURORS, KINDS, SETTINGS, World, simulate
from bench.figures import GOALS, Report
from bench.turns import QUICK

GOALS.update(
    {
        "fairness_typical_5_gap_closed": (">=", 0.80),
        "fairness_typical_5_tau": (">=", 0.760),
        "fairness_typical_5_wins_over_raw": (">=", 0.09),
        "fairness_typical_3_gap_closed": (">=", 0.70),
        "fairness_harsh_5_tau": (">=", 0.745),
        "fairness_calm_5_tau_over_raw": (">=", 0.015),
        "fairness_coverage_least": (">=", 0.93),
        "fairness_coverage_most": ("<=", 0.97),
        "fairness_p_win_off": ("<=", 0.04),
        "fairness_severity_rmse": ("<=", 0.20),
        "fairness_1000_seconds": ("<=", 0.2),
        "fairness_10000_seconds": ("<=", 1),
        "fairness_100000_seconds": ("<=", 5),
        "fairness_100000_memory_mib": ("<=", 500),
        "fairness_leave_one_out_seconds": ("<=", 5),
    }
)
JURIES = 40 if QUICK else 200
FIRST = 1000  # seed
MANY = (20_000, 1_000)  # entries and jurors of 100 000 scorecards


@dataclass(frozen=True)
class Seen:
    """One simulated jury: tau over all entries, wins and chances as means over the categories."""

    tau: float
    raw_tau: float
    oracle_tau: float
    wins: float
    raw_wins: float
    oracle_wins: float
    chance: float  # p_win of the picks
    covered: float
    severity: float  # mean squared error


def measure_fairness(report: Report) -> None:
    """All figures."""
    rank(simulate(SETTINGS["calm"], 3, 0).cards)  # what is imported when first needed
    typical = measure_juries(report, "typical", 5)
    told(report, "fairness_typical_5_gap_closed", *gap(typical))
    told(report, "fairness_typical_5_tau", *mean(typical, lambda one: one.tau))
    told(
        report,
        "fairness_typical_5_wins_over_raw",
        *mean(typical, lambda one: one.wins - one.raw_wins),
    )
    measure_methods(report)
    few = measure_juries(report, "typical", 3)
    told(report, "fairness_typical_3_gap_closed", *gap(few))
    harsh = measure_juries(report, "harsh", 5)
    told(report, "fairness_harsh_5_tau", *mean(harsh, lambda one: one.tau))
    calm = measure_juries(report, "calm", 5)
    told(report, "fairness_calm_5_tau_over_raw", *mean(calm, lambda one: one.tau - one.raw_tau))
    report.heading("how honest, over all four")
    covered = [mean(seen, lambda one: one.covered) for seen in (typical, few, harsh, calm)]
    told(report, "fairness_coverage_least", *min(covered))
    told(report, "fairness_coverage_most", *max(covered))
    off = [mean(seen, lambda one: one.chance - one.wins) for seen in (typical, few, harsh, calm)]
    told(report, "fairness_p_win_off", *max((abs(value), error) for value, error in off))
    value, error = mean(typical, lambda one: one.severity)
    told(report, "fairness_severity_rmse", value**0.5, error / 2 / value**0.5)
    measure_time(report)


def measure_juries(report: Report, name: str, each: int) -> list[Seen]:
    """Simulate, rank, compare with the truth."""
    report.heading(f"fairness: {name} juries, {each} jurors an entry, {JURIES} juries")
    seen = [look(simulate(SETTINGS[name], each, FIRST + turn)) for turn in range(JURIES)]
    for what, of in LINES.items():
        value, error = mean(seen, of)
        report.say(f"{what} {value:.3f} ± {error:.3f}")
    return seen


def measure_methods(report: Report) -> None:
    """The other methods on the same juries, for comparison."""
    report.heading(f"fairness: the other methods, typical juries, 5 jurors, {JURIES} juries")
    worlds = [simulate(SETTINGS["typical"], 5, FIRST + turn) for turn in range(JURIES)]
    for method in ("raw", "trimmed", "zscore", "severity"):
        scores = [rank(world.cards, method, draws=0).score for world in worlds]
        for what, of in (("tau", tau), ("true best wins", wins)):
            values = np.array([of(*one) for one in zip(worlds, scores, strict=True)])
            error = values.std(ddof=1) / len(values) ** 0.5
            report.say(f"{what} {method} {values.mean():.3f} ± {error:.3f}")


LINES: dict[str, Callable[[Seen], float]] = {
    "tau raw": lambda one: one.raw_tau,
    "tau calibrated": lambda one: one.tau,
    "tau oracle": lambda one: one.oracle_tau,
    "true best wins, raw": lambda one: one.raw_wins,
    "true best wins, calibrated": lambda one: one.wins,
    "true best wins, oracle": lambda one: one.oracle_wins,
    "P(win) of the pick": lambda one: one.chance,
    "coverage of 95 % intervals": lambda one: one.covered,
}


def look(world: World) -> Seen:
    """One jury by raw, calibrated and oracle."""
    found, raw = rank(world.cards), rank(world.cards, "raw", draws=0)
    return Seen(
        tau=tau(world, found.score),
        raw_tau=tau(world, raw.score),
        oracle_tau=tau(world, world.oracle),
        wins=wins(world, found.score),
        raw_wins=wins(world, raw.score),
        oracle_wins=wins(world, world.oracle),
        chance=chance(world, found),
        covered=float(
            (abs(found.score - world.truth) <= found.interval[:, 1] - found.score).mean()
        ),
        severity=severity(world, found),
    )


def tau(world: World, score: FloatArray) -> float:
    """Kendall's tau-b with the truth over all entries."""
    return float(kendalltau(score, world.truth).statistic)


def kinds(world: World) -> list[IntArray]:
    """Which entries are in each category."""
    return [np.flatnonzero(world.cards.category == kind) for kind in range(KINDS)]


def wins(world: World, score: FloatArray) -> float:
    """In how many categories the truly best comes first; tied firsts share."""
    found = []
    for here in kinds(world):
        first = score[here] >= score[here].max() - 1e-8
        found.append(first[world.truth[here].argmax()] / first.sum())
    return float(np.mean(found))


def chance(world: World, found: Ranking) -> float:
    """The mean p_win of the categories' first."""
    return float(np.mean([found.p_win[here][found.score[here].argmax()] for here in kinds(world)]))


def severity(world: World, found: Ranking) -> float:
    """Mean squared error of severities around their mean, of jurors who judge and do not throw dice."""
    real = np.setdiff1d(np.arange(JURORS), world.erratic)
    error = (found.jurors.severity - world.severity)[real]
    return float(((error - error.mean()) ** 2).mean())


def mean(seen: list[Seen], of: Callable[[Seen], float]) -> tuple[float, float]:
    """(mean, its standard error) over the juries."""
    values = np.array([of(one) for one in seen])
    return float(values.mean()), float(values.std(ddof=1) / len(values) ** 0.5)


def gap(seen: list[Seen]) -> tuple[float, float]:
    """(the share of tau from raw to oracle that is closed, its standard error)."""
    won = np.array([one.tau - one.raw_tau for one in seen])
    whole = np.array([one.oracle_tau - one.raw_tau for one in seen])
    share = won.mean() / whole.mean()
    error = (won - share * whole).std(ddof=1) / len(won) ** 0.5 / whole.mean()
    return float(share), float(error)


def told(report: Report, name: str, value: float, error: float) -> None:
    """The figure, after its simulation error."""
    report.say(f"{name}: simulation error ± {error:.4f}")
    report.ratio(name, value)


def measure_time(report: Report) -> None:
    """At three sizes, without draws; the largest in a process of its own."""
    report.heading("fairness: time")
    for entries, jurors in ((200, JURORS), (2_000, 150)):
        cards = simulate(SETTINGS["typical"], 5, FIRST, entries, jurors).cards
        started = process_time()
        found = rank(cards, draws=0)
        report.say(f"{found.iterations} iterations")
        report.ratio(f"fairness_{5 * entries}_seconds", process_time() - started)
    told_by = subprocess.run(
        [sys.executable, "-m", "bench.fairness"], check=True, capture_output=True, text=True
    ).stdout
    report.say(told_by.strip())
    seconds, memory = (float(one) for one in re.findall(r"=([\d.]+)", told_by)[:2])
    report.ratio("fairness_100000_seconds", seconds)
    report.ratio("fairness_100000_memory_mib", memory)
    cards = simulate(SETTINGS["typical"], 5, FIRST, ENTRIES, JURORS).cards
    started = process_time()
    leave_one_juror_out(cards)
    report.ratio("fairness_leave_one_out_seconds", process_time() - started)


def rank_many() -> None:
    """In the child: 100 000 scorecards."""
    import resource

    cards = simulate(SETTINGS["typical"], 5, FIRST, *MANY).cards
    started = process_time()
    found = rank(cards, draws=0)
    seconds = process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"seconds={seconds:.2f} memory={memory:.0f} iterations={found.iterations}")


if __name__ == "__main__":
    rank_many()
