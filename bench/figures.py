"""A figure, its goal, and the one line that says how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

# name → (at least or at most, goal): the 'must' column of the goals.
GOALS: dict[str, tuple[str, float]] = {
    "save_vs_pgbench": (">=", 0.15),
    "queue_vs_pgbench": (">=", 0.12),
    "board_vs_pgbench": (">=", 0.20),
    "entries_p95_2000_vs_184": ("<=", 3),
    "entries_p95_20000_vs_184": ("<=", 15),
    "advancing_list_vs_read": ("<=", 5),
    "advancing_propose_vs_read": ("<=", 1),
    "advancing_apply_vs_read": ("<=", 1),
    "public_vs_static": (">=", 0.5),
    "sqlite_save_p99_vs_p50": ("<=", 4),
    "sqlite_lock_errors": ("<=", 0),
    "start_seconds": ("<=", 3),
    "memory_mib": ("<=", 250),
    "key_paint_p95_ms": ("<=", 50),
    "key_kept_p95_ms": ("<=", 20),
    "key_paint_vs_bare": ("<=", 4),
    "key_kept_vs_bare": ("<=", 4),
    "sync_300_vs_puts": ("<=", 3),
    "upload_vs_disk": (">=", 0.35),
    "upload_memory_mib": ("<=", 16),
    "demo_seconds": ("<=", 60),
    "demo_seconds_postgresql": ("<=", 60),
}


@dataclass(frozen=True)
class Turn:
    """One measured turn: how much a second, and why it does not count, if it does not."""

    rate: float
    void: str = ""


Measure = Callable[[], Turn]


class Report:
    """Prints as it goes; remembers what fell short."""

    def __init__(self) -> None:
        self.short: list[str] = []

    def say(self, text: str) -> None:
        """A line for people."""
        print(f"  {text}", flush=True)

    def heading(self, text: str) -> None:
        """What is measured next."""
        print(f"\n{text}", flush=True)

    def ratio(self, name: str, value: float, *, valid: bool = True) -> None:
        """The line that other programs read."""
        sense, goal = GOALS[name]
        good = value >= goal if sense == ">=" else value <= goal
        verdict = ("ok" if good else "short") if valid else "void"
        if verdict != "ok":
            self.short.append(name)
        print(f"ratio {name} {value:.3f} goal {sense} {goal:g} {verdict}", flush=True)

    def pairs(self, name: str, ours: Sequence[Turn], base: Sequence[Turn]) -> None:
        """The median of neighbouring turns' ratios with its spread; void turns are left out."""
        both = list(zip(ours, base, strict=True))
        for one in [turn for pair in both for turn in pair if turn.void]:
            self.say(f"a turn does not count: {one.void}")
        counted = [(a, b) for a, b in both if not a.void and not b.void]
        shown = counted or both
        ratios = [a.rate / b.rate for a, b in shown if b.rate]
        self.say(
            f"ours {median(a.rate for a, _ in shown):,.0f}/s, beside it "
            f"{median(b.rate for _, b in shown):,.0f}/s; ratio {median(ratios):.3f} "
            f"({min(ratios):.3f} to {max(ratios):.3f}) over {len(ratios)} pairs"
        )
        self.ratio(name, median(ratios), valid=bool(counted))
